// How the seconds of a film are shared out among its steps. Pure: no DOM, no clock.
//
// A timeline maps seconds to a place in the run and back: {seconds, last, at(seconds), when(place)}. A place is a
// real number: 2.5 is half-way from state 2 to state 3. The unit is one epoch; a slow motion may make it a beat.

const WHOLE = 9; // seconds a whole run lasts at speed 1
const EACH = 0.45; // seconds per epoch of a run so short that each epoch can be watched
const BEYOND = 0.1; // how far outside the frame, in parts of it, movement still counts

/** The seconds a run of `epochs` epochs lasts at speed 1. */
export const lasting = (epochs) => Math.min(WHOLE, EACH * epochs);

/** A timeline that gives every step the same time. */
export function uniform(epochs, seconds = lasting(epochs)) {
  return {
    seconds,
    last: epochs,
    at: (s) => (seconds > 0 ? Math.min(epochs, Math.max(0, (s / seconds) * epochs)) : epochs),
    when: (place) => (epochs > 0 ? (place / epochs) * seconds : 0),
  };
}

/** A timeline that gives each step time in proportion to `lengths`, one non-negative number per step. */
export function paced(lengths, seconds = lasting(lengths.length)) {
  const epochs = lengths.length;
  const ends = new Float64Array(epochs + 1); // the second at which each state is reached
  for (let t = 0; t < epochs; t++) ends[t + 1] = ends[t] + lengths[t];
  if (!(ends[epochs] > 0)) return uniform(epochs, seconds);
  const scale = seconds / ends[epochs];
  for (let t = 1; t <= epochs; t++) ends[t] *= scale;
  return { seconds, last: epochs, lengths, at: (s) => place(ends, s), when: (at) => second(ends, at) };
}

function place(ends, s) {
  const last = ends.length - 1;
  if (s >= ends[last]) return last;
  if (!(s > 0)) return 0;
  let low = 0;
  let high = last; // ends[low] <= s < ends[high]
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ends[middle] <= s) low = middle;
    else high = middle;
  }
  return low + (s - ends[low]) / (ends[high] - ends[low]);
}

function second(ends, at) {
  const t = Math.min(ends.length - 1, Math.max(0, Math.floor(at)));
  return t + 1 < ends.length ? ends[t] + (at - t) * (ends[t + 1] - ends[t]) : ends[t];
}

/**
 * How far each epoch moves on the screen: over the contours plus along the cost curve, in parts of the panels.
 * u, v : the states' contour coordinates; cost; ranges {u: [lo, hi], v: [lo, hi]}. One number per epoch.
 */
export function movement(u, v, cost, ranges) {
  const epochs = u.length - 1;
  const [lo, hi] = decades(cost);
  const across = (value, [from, to]) => clamp((value - from) / (to - from || 1));
  const up = (value) => clamp((Math.log10(Math.max(value, lo)) - Math.log10(lo)) / (Math.log10(hi / lo) || 1));
  const lengths = new Float64Array(epochs);
  for (let t = 0; t < epochs; t++) {
    const over = Math.hypot(
      across(u[t + 1], ranges.u) - across(u[t], ranges.u),
      across(v[t + 1], ranges.v) - across(v[t], ranges.v),
    );
    lengths[t] = over + Math.hypot(1 / epochs, up(cost[t + 1]) - up(cost[t]));
  }
  return lengths;
}

const clamp = (part) => (part >= -BEYOND ? Math.min(1 + BEYOND, part) : -BEYOND);

function decades(cost) {
  let lo = Infinity;
  let hi = 0;
  for (const value of cost) {
    if (value > 0 && value < lo) lo = value;
    if (value > hi) hi = value;
  }
  return hi > 0 ? [Math.max(lo, hi * 1e-12), hi] : [1, 10];
}
