// A guess held against what it was, as linreg/lessons/judge.py does on the page.

import { decode } from "../player/decode.js";
import { chosen } from "../player/numbers.js";

const CLOSE = 0.5; // decades that a drawn curve may be off on average
const FLOOR = 2 ** -126; // the least cost that float32 holds in full

/** Four digits of a number, without zeros at the end. */
export const short = (value, digits = 4) => chosen(Number(value.toPrecision(digits)));

/** {right, or null where there is nothing to judge; off}. led : of the step (led.py); run : the present one, packed. */
export function judged({ ask, fitting, value, near }, { choice, number, W, b, curve }, run) {
  if (ask === "choice") return { right: choice === undefined || !fitting.length ? null : fitting.includes(choice), off: null };
  if (ask === "curve") {
    const off = curve?.length ? apart(curve, decode(run.cost)) : null;
    return { right: off === null ? null : Math.log10(off) <= CLOSE, off };
  }
  if (value === null) return { right: null, off: null };
  if (ask === "place") {
    const off = W === undefined ? null : Math.hypot(W - value[0], b - value[1]);
    return { right: off === null ? null : off <= near, off };
  }
  return { right: number === undefined || number === null ? null : Math.abs(number - value) <= near + 1e-9, off: null };
}

// The factor by which a drawn curve is off on average, counted where the run has states; null if nowhere
function apart(curve, cost) {
  const places = curve.filter(([t]) => t <= cost.length - 1);
  if (!places.length) return null;
  const off = places.map(([t, drawn]) => Math.abs(Math.log10(drawn) - Math.log10(Math.max(between(cost, t), FLOOR))));
  return 10 ** (off.reduce((sum, each) => sum + each) / off.length);
}

function between(values, t) {
  const from = Math.min(Math.floor(t), values.length - 1);
  const to = Math.min(from + 1, values.length - 1);
  return values[from] + (t - from) * (values[to] - values[from]);
}
