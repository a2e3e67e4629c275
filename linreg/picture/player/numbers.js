// Numbers as the viewer reads them: few digits, a true minus sign, never wider than ten characters.

const MINUS = "\u2212";

const signed = (text) => text.replaceAll("-", MINUS);

const scientific = (value) => signed(value.toExponential(3).replace("e+", "e"));

/** `value` with four decimals (0.8550); in powers of ten where that would tell nothing or be too wide. */
export function fixed(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return scientific(value);
  return signed(value.toFixed(4)).replace(/^\u2212(0\.0000)$/, "$1");
}

/** `value` with four significant digits (0.01522, 4.667); in powers of ten from 100,000 up and below 0.0001. */
export function significant(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-4 || size >= 1e5) return scientific(value);
  return signed(value.toPrecision(4).replace("e+", "e"));
}

/** A number as it was chosen, with all its digits: 0.001, 1e−8. */
export const chosen = (value) => signed(String(value).replace("e+", "e"));

/** A number that torch holds: four significant digits, as many as it has where it counts; inf, and a dash for none. */
export function held(value) {
  if (Math.abs(value) === Infinity) return value < 0 ? `${MINUS}inf` : "inf";
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? whole(value) : significant(value);
}

const WHOLE = new Intl.NumberFormat("en"); // kept: made for each number it would cost a frame's time

/** A whole number: 1,000. */
export const whole = (value) => WHOLE.format(value);

/** `value` in a sentence: three digits, no zeros at the end (0.85, 0.2, 1.23e-7). */
export function brief(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-4 || size >= 1e5) ? value.toExponential(2).replace("e+", "e") : String(Number(value.toPrecision(3)));
  return signed(text);
}

/** The sentence with its {fields} filled in. */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** `value` rounded to a grid that is 1/10,000 of `span` fine or finer, so that a click gives a short, exact number. */
export function rounded(value, span) {
  const places = Math.min(12, Math.max(0, Math.ceil(4 - Math.log10(span))));
  return span > 0 && span < 1e9 ? Number(value.toFixed(places)) : Number(value.toPrecision(4));
}

const RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

/** A power as it is written behind its base: ¹². */
export const raised = (power) => String(power).replace("-", "\u207b").replace(/\d/g, (digit) => RAISED[digit]);

/** 10 to the power `decades`, a digit and zeros, as one says it: 1,000 or 2,000, and from a million on 10⁶. */
export function times(decades) {
  const value = Number((10 ** decades).toPrecision(1));
  return value < 1e6 ? whole(value) : tick(value).replace(/^1×/, "");
}

/** A round number beside an axis: −2,000, and from 100,000 on 2×10⁵. */
export function tick(value) {
  const size = Math.abs(value);
  if (size < 1e5) return signed(Number(value.toPrecision(6)).toLocaleString("en", { maximumFractionDigits: 9 }));
  const [digits, power] = value.toExponential(1).split("e");
  return signed(`${digits.replace(".0", "")}×10`) + raised(Number(power));
}
