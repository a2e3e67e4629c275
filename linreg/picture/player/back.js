// Stepping back from a run that leaves the picture: by powers of ten around the minimum. Pure.
//
// A quadratic is its own enlargement: its level sets, taken 10 times as far from the minimum, are the level sets of a gap
// 100 times as large. So the rings and the bowl stay as they are drawn; the marks and the scale change.

const APART = 0.4; // seconds between two steps, at any speed: fewer than three a second, so that nothing flashes
const ROUNDING = 1e-6; // a state at the picture's very edge is in it

/**
 * How far the states of a run are beyond the picture, in decades: {map, fit, cost}, one number per state up to `last`, 0
 * or less within it. map : from the minimum, to the edges of the contours or the rim of the bowl, whichever comes first.
 * fit : the line over the points, from the middle of its panel to its edges. cost : above the top of its axis.
 * run : with u, v, W, b, cost; it stands at its last state. frame : the payload's ranges. centre : the minimum, {u, v, cost}. x : the points, as the
 * model sees them. power : with which the surface grows from far.
 */
export function beyond(run, last, frame, centre, x, power = 2) {
  const out = { map: new Float64Array(last + 1), fit: new Float64Array(last + 1), cost: new Float64Array(last + 1) };
  const ends = x.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const middle = (frame.y[0] + frame.y[1]) / 2;
  const half = (frame.y[1] - frame.y[0]) / 2;
  const side = (value, at, [low, high]) => (value > at ? (value - at) / (high - at) : (at - value) / (at - low));
  const decades = (ratio) => Math.log10(Math.max(ratio, 1e-30)) - ROUNDING;
  for (let t = 0; t <= last; t++) {
    const at = Math.min(t, run.last);
    const high = (Math.max(0, run.cost[at] - centre.cost) / frame.rim) ** (1 / power);
    const map = Math.max(0, side(run.u[at], centre.u, frame.W), side(run.v[at], centre.v, frame.b), high);
    const cost = Math.max(0, run.cost[at] / frame.cost[1]);
    const fit = ends.reduce((most, end) => Math.max(most, Math.abs(run.W[at] * end + run.b[at] - middle) / half), 0);
    [out.map[t], out.fit[t], out.cost[t]] = [map, fit, cost].map(decades);
  }
  return out;
}

/**
 * The steps back in a film: [{after, map, fit, cost, until, first}], the picture's own scale first. A step holds from
 * place `after` on (itself not included, so that a start at rest tells nothing) until the next one; `until` is the last
 * state shown in it, `first` the state by which the run has left the first, or its last one. map, fit, cost : how many decades each panel has stepped
 * back. All that comes before the next step is in the picture; where more than a decade passes between two steps, one
 * takes as many at once.
 */
export function stepsBack(beyond, timeline, speed) {
  const { map, cost } = beyond;
  const last = map.length - 1;
  const steps = [{ after: -1, map: 0 }];
  for (let t = 1; t <= last; t++) {
    let far = steps[steps.length - 1].map;
    if (map[t] <= far && (far > 0 || cost[t] <= 0)) continue;
    far = Math.max(far, 1); // a cost above its axis has left the picture as well
    const after = t - 1;
    const end = timeline.when(after) + APART * speed;
    for (; t <= last && timeline.when(t - 1) < end; t++) far = Math.max(far, Math.ceil(map[t]));
    t--;
    steps.push({ after, map: far });
  }
  const ends = [...steps.slice(1).map((step) => step.after), last];
  const most = (values, i) => values.subarray(steps[i].after + 1, ends[i] + 1).reduce((top, value) => Math.max(top, value), 0);
  return steps.map((step, i) => ({
    ...step, until: ends[i], first: Math.min(ends[0] + 1, last),
    fit: i && rounded(most(beyond.fit, i)), cost: i && Math.ceil(most(cost, i)),
  }));
}

// Up to 1, 2 or 5 times a power of ten: a line that fills half its panel is seen better than one that fills a tenth
const rounded = (decades) => Math.floor(decades) + [0, Math.log10(2), Math.log10(5), 1].find((part) => part >= decades % 1);

/** The step that holds at a place. */
export const backAt = (steps, place) => steps.findLast((step) => place > step.after);

/** A map from values to pixels, {(value), back, range}, seen from 10^k times as far: the pixel `at` stays in its place. */
export function farther(map, at, k) {
  if (k === 0) return map;
  const times = 10 ** k;
  const forth = (value) => at + (map(value) - at) / times;
  forth.back = (pixel) => map.back(at + (pixel - at) * times);
  forth.range = [map(map.range[0]), map(map.range[1])].map(forth.back);
  return forth;
}
