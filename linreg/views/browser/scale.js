// A dial's numbers: where a value stands among the stops, which comes next, and values as text and back. Pure.

/** The index of the stop nearest to the value; by ratio where the stops spread over decades. */
export function nearest(stops, value) {
  const above = stops.findIndex((stop) => stop >= value);
  if (above <= 0) return above === 0 ? 0 : stops.length - 1;
  const [low, high] = [stops[above - 1], stops[above]];
  return value * value < low * high ? above - 1 : above;
}

/** How far along the slider the value stands, 0 to 1, between its stops too. */
export function place(stops, value) {
  const last = stops.length - 1;
  const above = stops.findIndex((stop) => stop >= value);
  if (above <= 0) return above === 0 ? 0 : 1;
  const [low, high] = [stops[above - 1], stops[above]];
  const part = low > 0 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return (above - 1 + part) / last;
}

/**
 * The value `by` steps on: one unit of a whole number, else a twentieth of a decade, on the grid of the stops. Steps end
 * where the slider does; beyond that only a typed number leads, and from there they go on.
 */
export function next(dial, value, by) {
  const { low, high, stops } = dial;
  const [first, last] = [stops[0], stops.at(-1)];
  const to = onward(dial, value, by);
  return value < first || value > last ? clamp(to, low, high) : clamp(to, first, last);
}

function onward({ whole, stops }, value, by) {
  if (whole) return value + by;
  const at = stops.findIndex((stop) => stop >= value * (1 - 1e-9));
  const here = at >= 0 ? Math.abs(stops[at] / value - 1) < 1e-9 : false;
  const beyond = at < 0 || (at === 0 && !here);
  const to = beyond ? -1 : by < 0 || here ? at + by : at + by - 1;
  if (stops[to] !== undefined) return stops[to];
  return Number((10 ** ((Math.round(20 * Math.log10(value)) + by) / 20)).toPrecision(3));
}

/** The number that is written there, or null if it is none or beyond the limits. A decimal comma is one, too. */
export function parsed(written, { whole, low, high }) {
  const plain = written.trim().replace("\u2212", "-").replace(/^(-?\d*),(\d+)$/, whole ? "$1$2" : "$1.$2");
  const value = plain === "" ? NaN : Number(plain);
  if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) return null;
  return value;
}

/** On which side of its stops the value lies beyond them, or "". */
export const beyond = (stops, value) => (value < stops[0] ? "below" : value > stops.at(-1) ? "above" : "");

/** The number with all its digits, and no more zeros than fit: 0.01 · 1000 · 3.406e-6. */
export const text = (value) => (value > 0 && value < 1e-4 ? value.toExponential() : String(value)).replace("e+", "e");

/** The same for ARIA, which knows no powers of ten: 0.00000025. */
export const decimal = (value) => value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 40 });

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
