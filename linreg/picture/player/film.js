// What is played: the payload decoded, with what follows from it.

import { inBeats } from "./beats.js";
import { decode } from "./decode.js";
import { clock, uniform } from "./pacing.js";

const COLUMNS = ["W", "b", "cost", "grad_W", "grad_b"];

/**
 * The film of a payload: {id, words, x, y, scale, runs, last, cost(W, b), least, toMap, fromMap, microscope,
 * timelines: {clock, uniform, slow}}.
 * A run has W, b, cost, grad_W, grad_b and its place on the map, u and v: one number per state; `last` is its last state.
 * `leaves` : the state at which a growing run is out of the picture, from where its path would only scribble over the
 * first swings; `last` for all others. `swings` : whether its path lies in folds.
 * `trained` is the same text for two films iff they show the same runs, on whatever stage.
 */
export function makeFilm(data) {
  const { toMap, fromMap } = maps(data.axes);
  const runs = data.runs.map((raw) => {
    const run = { ...raw, last: raw.states - 1 };
    for (const name of COLUMNS) run[name] = decode(raw[name]);
    const places = Array.from(run.W, (W, t) => toMap(W, run.b[t]));
    const [u, v] = [0, 1].map((axis) => Float64Array.from(places, (place) => place[axis]));
    return { ...run, u, v, leaves: leaves(u, v, run.cost, data.frame), swings: folds(u, v) };
  });
  const last = Math.max(...runs.map((run) => run.last));
  return {
    id: data.id, words: data.words, scale: data.scale, runs, last, toMap, fromMap, microscope: data.microscope,
    x: decode(data.data.x), y: decode(data.data.y),
    spans: { W: data.frame.W[1] - data.frame.W[0], b: data.frame.b[1] - data.frame.b[0] },
    cost: quadratic(data.bowl),
    least: data.bowl, // W, b and the cost at the minimum
    trained: data.runs.map((run) => COLUMNS.map((name) => run[name].bdata).join()).join(),
    timelines: { clock: clock(last), uniform: uniform(last), slow: inBeats(last) },
  };
}

function leaves(u, v, cost, { W, b }) {
  const last = cost.length - 1;
  if (cost[last] <= cost[0]) return last;
  const out = u.findIndex((at, t) => at < W[0] || at > W[1] || v[t] < b[0] || v[t] > b[1]);
  return out < 0 ? last : out;
}

// Whether more of the path's length than not turns back, at more than a right angle, on the step before
function folds(u, v) {
  let back = 0;
  let length = 0;
  for (let t = 1; t < u.length; t++) {
    const [du, dv] = [u[t] - u[t - 1], v[t] - v[t - 1]];
    const step = Math.hypot(du, dv);
    length += step;
    if (t > 1 && du * (u[t - 1] - u[t - 2]) + dv * (v[t - 1] - v[t - 2]) < 0) back += step;
  }
  return back > length / 2;
}

// The cost is a quadratic of (W, b): exact everywhere, without a grid
const quadratic = (bowl) => (W, b) => {
  const dW = W - bowl.W;
  const db = b - bowl.b;
  return bowl.cost + bowl.WW * dW * dW + 2 * bowl.Wb * dW * db + bowl.bb * db * db;
};

// Map coordinates are matrix · ((W, b) − origin); by default (W, b) itself
function maps({ origin: [W0, b0], matrix: [[p, q], [r, s]] }) {
  const det = p * s - q * r;
  return {
    toMap: (W, b) => [p * (W - W0) + q * (b - b0), r * (W - W0) + s * (b - b0)],
    fromMap: (u, v) => [W0 + (s * u - q * v) / det, b0 + (p * v - r * u) / det],
  };
}
