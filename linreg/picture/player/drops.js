// The rain as numbers: many runs at a few epochs each, the same for all (linreg/picture/rain.py). Pure.

import { decode } from "./decode.js";
import { clipped } from "./prefix.js";

const TRAIL = 0.5; // seconds of the clock that a drop's trail is long

/**
 * The drops of a rain over a film: {n, epochs, u, v, cost, speeds}. u, v, cost : the places on the map and the costs there,
 * those of drop i at epochs[k] under the number k · n + i. speeds : one per drop, numbers of linreg/telling/speed.py.
 */
export function makeDrops(rain, { centre, fromMap, cost }) {
  const epochs = decode(rain.epochs);
  const unit = decode(rain.unit);
  const speeds = decode(rain.speeds);
  const n = speeds.length;
  const placed = (parts, middle) => Float64Array.from(parts, (part, j) => middle + part * unit[Math.floor(j / n)]);
  const u = placed(decode(rain.u), centre.u);
  const v = placed(decode(rain.v), centre.v);
  return { n, epochs, u, v, speeds, cost: u.map((value, j) => cost(...fromMap(value, v[j]))) };
}

/** Where a place in the run lies among the epochs that are known: {k, part}, `part` of the way from epochs[k] on. */
export function between(epochs, at) {
  let [low, high] = [0, epochs.length - 1];
  if (at >= epochs[high]) return { k: high, part: 0 };
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (epochs[middle] <= at) low = middle;
    else high = middle;
  }
  return { k: low, part: (at - epochs[low]) / (epochs[high] - epochs[low]) };
}

/** The place in the run at which a trail begins whose drop is at `at`, by the clock. */
export const tailOf = (clock, at) => clock.at(Math.max(0, clock.when(at) - TRAIL));

/**
 * The way of every drop from place `from` to place `to`, at most: calls way(i, x, y, points) with its pixels, the first
 * `points` of x and y, the last of them the drop itself. pixel(j, out) writes the pixel of number j (see makeDrops), NaN
 * where there is none.
 */
export function ways({ n, epochs }, from, to, pixel, way) {
  const [tail, head] = [between(epochs, from), between(epochs, to)];
  const known = Math.min(head.k + 1, epochs.length - 1) - tail.k + 1;
  const [px, py] = [new Float64Array(known), new Float64Array(known)]; // of one drop, at the epochs from tail.k on
  const [x, y] = [new Float64Array(known + 2), new Float64Array(known + 2)];
  const out = [0, 0];
  const mixed = (pixels, { k, part }) => {
    const here = pixels[k - tail.k];
    return part ? here + part * (pixels[k - tail.k + 1] - here) : here;
  };
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < known; k++) {
      pixel((tail.k + k) * n + i, out);
      [px[k], py[k]] = out;
    }
    let points = 0;
    const add = (toX, toY) => {
      x[points] = toX;
      y[points++] = toY;
    };
    if (from < to) add(mixed(px, tail), mixed(py, tail));
    for (let k = tail.k + 1; k < head.k + (head.part > 0); k++) add(px[k - tail.k], py[k - tail.k]);
    add(mixed(px, head), mixed(py, head));
    way(i, x, y, points);
  }
}

/**
 * Where drop i leaves a plot area for good: {at, x, y, dx, dy}, the place in the run, the pixel on the edge and the
 * direction, of length 1; null if it never does, or never was in it.
 */
export function exit({ n, epochs }, i, { width, height }, pixel) {
  const last = epochs.length - 1;
  const out = [0, 0];
  const inside = (k) => (pixel(k * n + i, out), out[0] >= 0 && out[1] >= 0 && out[0] <= width && out[1] <= height);
  let k = last;
  while (k >= 0 && !inside(k)) k--;
  if (k < 0 || k === last) return null;
  const [x0, y0] = out;
  pixel((k + 1) * n + i, out);
  const [x1, y1] = out;
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [, , x, y] = clipped(x0, y0, x1, y1, width, height) ?? [0, 0, x0, y0];
  return { at: epochs[k + 1], x, y, dx: (x1 - x0) / length, dy: (y1 - y0) / length };
}
