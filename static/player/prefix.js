// A history of pixels as SVG path text of which any prefix can be shown at once. Pure.

const CHUNK = 128; // vertices in one path element: a frame rewrites one of them, however long the run
const NEAR = 0.5; // pixels; closer vertices are dropped
const tenth = (value) => Math.round(value * 10) / 10;

/**
 * The part of the segment inside [-margin, width + margin] × [-margin, height + margin], as [x0, y0, x1, y1]; null if
 * there is none (Liang–Barsky). What is cut off may be as far away as float32 reaches.
 */
export function clipped(x0, y0, x1, y1, width, height, margin = 0) {
  const within = (x, y) => x >= -margin && x <= width + margin && y >= -margin && y <= height + margin;
  if (within(x0, y0) && within(x1, y1)) return [x0, y0, x1, y1];
  const by = [x1 - x0, y1 - y0];
  if (!Number.isFinite(by[0]) || !Number.isFinite(by[1])) return null;
  const from = [x0, y0];
  const ends = [[0, -1, 0], [1, -1, 0]]; // for either end of the part: how far along, which axis cut it, and where
  for (const [axis, size] of [[0, width], [1, height]]) {
    if (by[axis] === 0) {
      if (from[axis] < -margin || from[axis] > size + margin) return null;
      continue;
    }
    const edges = by[axis] > 0 ? [-margin, size + margin] : [size + margin, -margin];
    const [enter, leave] = edges.map((edge) => (edge - from[axis]) / by[axis]);
    if (enter > ends[0][0]) ends[0] = [enter, axis, edges[0]];
    if (leave < ends[1][0]) ends[1] = [leave, axis, edges[1]];
  }
  if (ends[0][0] > ends[1][0]) return null;
  // The coordinate that was cut is the edge itself: along a segment of 1e30 pixels it cannot be told from its length
  return ends.flatMap(([part, cut, edge]) => from.map((start, axis) => (axis === cut ? edge : start + part * by[axis])));
}

/**
 * The path through the pixels (xs[t], ys[t]), cut to the plot area and thinned.
 * upTo[t] : the vertices drawn at state t, 0 for the first alone; x, y : the vertices; chunks : path texts of CHUNK
 * vertices each; end[k] : where vertex k ends in its chunk's text. Pixels that are not finite leave a gap.
 */
export function trace(xs, ys, width, height) {
  const upTo = new Int32Array(xs.length);
  const kept = { x: [xs[0]], y: [ys[0]] };
  const chunks = [];
  const end = [0];
  let text = "";
  let pen = null; // where the text so far ends, if the next segment can go on from there
  for (let t = 1; t < xs.length; t++) {
    const last = kept.x.length - 1;
    const near = Math.abs(xs[t] - kept.x[last]) < NEAR && Math.abs(ys[t] - kept.y[last]) < NEAR;
    if (!near && Number.isFinite(xs[t]) && Number.isFinite(ys[t])) {
      const seen = clipped(kept.x[last], kept.y[last], xs[t], ys[t], width, height, 8);
      if (seen) {
        const [x0, y0, x1, y1] = seen.map(tenth);
        if (!pen || pen[0] !== x0 || pen[1] !== y0) text += `M${x0} ${y0}`;
        text += `L${x1} ${y1}`;
        pen = [x1, y1];
      }
      kept.x.push(xs[t]);
      kept.y.push(ys[t]);
      end.push(text.length);
      if ((kept.x.length - 1) % CHUNK === 0) {
        chunks.push(text);
        text = "";
        pen = null;
      }
    }
    upTo[t] = kept.x.length - 1;
  }
  chunks.push(text);
  return { upTo, x: kept.x, y: kept.y, chunks, end, width, height };
}

/** Which chunk is being written when `count` vertices are drawn, and its text so far: [chunk, text]. */
export function prefix(path, count) {
  if (count === 0) return [0, ""];
  const chunk = Math.floor((count - 1) / CHUNK);
  return [chunk, path.chunks[chunk].slice(0, path.end[count])];
}

/** The text of the last bit, from the last vertex drawn at state t to the point that glides on to (x, y). */
export function tail(path, t, x, y) {
  const k = path.upTo[t];
  const seen = clipped(path.x[k], path.y[k], x, y, path.width, path.height, 8);
  return seen ? `M${tenth(seen[0])} ${tenth(seen[1])}L${tenth(seen[2])} ${tenth(seen[3])}` : "";
}
