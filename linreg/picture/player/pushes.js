// What moves the present run at a frame, as places in (W, b): against the gradient, the momentum, the step; and what divides
// them. All of it is what torch holds at that moment. Pure.

import { STEP, gradients } from "./beats.js";
import { PARAMETERS, entryAt } from "./inner.js";

/**
 * {from: [W, b], gradient, full, momentum, step, divisor, made}, each [in W, in b], or null where there is none at this moment. The
 * gradient, with batches that of one, and beside it `full`, that of all points, and the momentum are taken against their sign, downhill. In slow motion each is there once the loop has made it, and
 * `made` tells that the step is; else they are those of the state shown, and glide with it.
 */
export function pushes(film, frame) {
  const { runs: [{ run, t, part, W, b }], slow, moment } = frame;
  if (slow) return atBeat(film, run, Math.min(moment.t, run.last), moment);
  const here = atState(film, run, t);
  if (!part) return here;
  const next = atState(film, run, t + 1);
  const mixed = (name) => (here[name] && next[name] ? here[name].map((value, i) => value + part * (next[name][i] - value)) : here[name]);
  return {
    from: [W, b], ...Object.fromEntries(["gradient", "full", "momentum", "step", "divisor"].map((name) => [name, mixed(name)])),
  };
}

const atState = (film, run, t) => ({
  from: [run.W[t], run.b[t]], gradient: [-run.grad_W[t], -run.grad_b[t]], full: whole(film, run, t), step: stepOf(run, t),
  ...memory(film.inner, () => t),
});

// Downhill for all points, where an update sees a few
const whole = ({ inBatches, slope }, run, t) => (inBatches ? slope(run.W[t], run.b[t]).map((value) => -value) : null);

function atBeat(film, run, t, { beat, done, moved }) {
  const ended = t === run.last;
  const { inner } = film;
  const held = gradients(run, t, ended ? STEP : beat);
  return {
    from: [run.W[t], run.b[t]],
    gradient: held.of === t ? [-held.W, -held.b] : null,
    full: held.of === t ? whole(film, run, t) : null,
    step: moved && !ended ? stepOf(run, t) : null,
    made: moved,
    ...memory(inner, (name) => entryAt(inner, name, t, ended ? 0 : done)),
  };
}

const stepOf = (run, t) => (t < run.last ? [run.W[t + 1] - run.W[t], run.b[t + 1] - run.b[t]] : null);

// Momentum and divisor from the entries that `at` tells by name
function memory({ rule: { first, second, divisor }, columns }, at) {
  const carried = columns[first] ? PARAMETERS.map((which) => -columns[first][which][at(first)]) : null;
  return {
    momentum: carried?.some((value) => value !== 0) ? carried : null,
    divisor: second ? divided(PARAMETERS.map((which) => divisor(entries(columns, which, at), at(second)))) : null,
  };
}

const entries = (columns, which, at) => Object.fromEntries(Object.keys(columns).map((name) => [name, columns[name][which][at(name)]]));

const divided = (values) => (values.every((value) => Number.isFinite(value) && value !== null) ? values : null);

/** The largest divisor of the run, in either of the two: what the squares are measured by. */
export function largest({ rule: { second, divisor }, columns }, run) {
  let most = 0;
  for (let t = 0; second && t <= run.last; t++) {
    for (const which of PARAMETERS) {
      const value = divisor(entries(columns, which, () => t), t);
      if (Number.isFinite(value)) most = Math.max(most, value);
    }
  }
  return most;
}
