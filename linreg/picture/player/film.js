// What is played: the payload decoded, with what follows from it.

import { beyond } from "./back.js";
import { makeBatches } from "./batches.js";
import { beatsOf, inBeats } from "./beats.js";
import { decode } from "./decode.js";
import { makeInner } from "./inner.js";
import { lossy, sloping } from "./losses.js";
import { clock, uniform } from "./pacing.js";

const COLUMNS = ["W", "b", "cost", "grad_W", "grad_b"]; // a kept run has no gradient

/**
 * The film of a payload: {id, words, x, y, scale, seen, runs, last, centre, spans, beyond, rim, cost(W, b), least, toMap,
 * fromMap, microscope, inner, beats, turned, trained, timelines: {clock, uniform, slow}}.
 * runs : the present one, and those kept beside it. All have one clock: it goes on to the end of the longest, `last`.
 * x, y : the points in their own units; seen : x as the model sees it; least : W, b and the cost at the minimum.
 * A run has W, b, cost, grad_W, grad_b and its place on the map, u and v: one number per state; `last` is its last state.
 * Its cost is that of all points, as the surface of this film has it; `loss` is what torch worked out: of a batch where it sees one,
 * or by another loss. per : states in an epoch of this run, `unit` in one of the present run, whose states the clock counts; over :
 * where the clock is when this run is at its last state. batches : which points the present run's updates see (batches.js), or null;
 * inBatches : whether they see a few. slope(W, b) : the gradient of the cost, [by W, by b].
 * cone : whether the surface, seen from far, is a cone, and no quadratic. `swings` : whether its path lies in folds.
 * centre : the minimum on the map, {u, v, cost}; floor : where all x are equal, the direction [u, v] in which the cost stays as
 * low, else null. beyond : of every run, see
 * back.js; the picture steps back with the present one, or a run that is kept because it explodes would take all others
 * out of sight. inner : what the optimizer of the present run remembers (inner.js), or null; beats : in an epoch
 * of slow motion. turned : whether the map's axes are others than W and b. `trained` is the same text for two films iff they show the same present run, on whatever stage.
 */
export function makeFilm(data) {
  const { toMap, fromMap } = maps(data.axes);
  const [x, y] = [decode(data.data.x), decode(data.data.y)];
  const seen = Float64Array.from(x, (value) => (value - data.scale.shift) / data.scale.factor);
  const surface = data.bowl.loss ? lossy(data.bowl, seen, y) : quadratic(data.bowl);
  const unit = data.runs[0].per_epoch ?? 1;
  const runs = data.runs.map((raw) => {
    const per = raw.per_epoch ?? 1;
    const run = { ...raw, last: raw.states - 1, per, unit, over: ((raw.states - 1) * unit) / per };
    for (const name of COLUMNS) if (raw[name]) run[name] = decode(raw[name]);
    run.loss = run.cost;
    if (raw.per_epoch || raw.otherwise) run.cost = Float64Array.from(run.W, (W, t) => surface(W, run.b[t]));
    const places = Array.from(run.W, (W, t) => toMap(W, run.b[t]));
    const [u, v] = [0, 1].map((axis) => Float64Array.from(places, (place) => place[axis]));
    return { ...run, u, v, swings: folds(u, v) };
  });
  const last = Math.ceil(Math.max(...runs.map((run) => run.over)));
  const inner = data.inner ? makeInner(data.inner, runs[0]) : null;
  const beats = beatsOf(inner ? inner.rule.lines.length : 0);
  const { W, b, cost } = data.bowl;
  const [u, v] = toMap(W, b);
  const centre = { u, v, cost };
  return {
    id: data.id, ...toldOf(data, last), scale: data.scale, runs, last, toMap, fromMap,
    microscope: data.microscope, inner, beats, turned: turned(data.axes), x, y, seen, centre, floor: floorOf(seen, toMap),
    spans: { W: data.frame.W[1] - data.frame.W[0], b: data.frame.b[1] - data.frame.b[0] },
    beyond: runs.map((run, i) => beyond(run, i ? run.last : last, data.frame, centre, seen, data.bowl.loss ? 1 : 2)),
    rim: data.frame.rim,
    cost: surface,
    slope: data.bowl.loss ? sloping(data.bowl, seen, y) : steepness(data.bowl),
    batches: data.batches ? makeBatches(data.batches) : null,
    inBatches: Boolean(data.runs[0].per_epoch),
    cone: Boolean(data.bowl.loss),
    least: data.bowl,
    trained: COLUMNS.map((name) => data.runs[0][name].bdata).join(),
    timelines: { clock: clock(last), uniform: uniform(last), slow: inBeats(last, beats) },
  };
}

/**
 * What a film says, which may change while it plays: {words, names, rule, keys, key, guessing, span, scales, led}. names : what its
 * runs are called, {head, each}; rule : of their race, or ""; keys : by what the page knows each, `key` the present one. `span` is the number of epochs that
 * the scrubber has room for, and `scales` its timelines: of the run, or, while somebody is to guess whether it ends
 * before, of all the epochs that were asked for. led : the step of a lesson that leads through the page (led.js), or null.
 */
export function toldOf({ words, names, rule, keys, guessing, epochs, led }, last) {
  const span = guessing ? Math.max(epochs, last) : last;
  return { words, names, rule, keys, key: keys[0], guessing: Boolean(guessing), led: led ?? null, span, scales: { clock: clock(span), uniform: uniform(span) } };
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

const steepness = (bowl) => (W, b) => {
  const [dW, db] = [W - bowl.W, b - bowl.b];
  return [2 * (bowl.WW * dW + bowl.Wb * db), 2 * (bowl.Wb * dW + bowl.bb * db)];
};

// The lines through one place of their one x are equally good: what W gives there, b takes back
function floorOf(seen, toMap) {
  if (seen.some((x) => x !== seen[0])) return null;
  const [[u, v], [u0, v0]] = [toMap(1, -seen[0]), toMap(0, 0)];
  const size = Math.hypot(u - u0, v - v0);
  return [(u - u0) / size, (v - v0) / size];
}

const turned = ({ matrix: [[p, q], [r, s]] }) => p !== 1 || q !== 0 || r !== 0 || s !== 1;

// Map coordinates are matrix · ((W, b) − origin); by default (W, b) itself
function maps({ origin: [W0, b0], matrix: [[p, q], [r, s]] }) {
  const det = p * s - q * r;
  return {
    toMap: (W, b) => [p * (W - W0) + q * (b - b0), r * (W - W0) + s * (b - b0)],
    fromMap: (u, v) => [W0 + (s * u - q * v) / det, b0 + (p * v - r * u) / det],
  };
}
