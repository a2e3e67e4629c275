// A history of pixels as SVG path text of which any prefix can be shown at once. Pure.

const CHUNK = 128; // segments in one path element: a frame rewrites one of them, however long the run
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
 * The path through the pixels (xs[t], ys[t]), cut to the plot area and thinned: a vertex too near the one before is
 * dropped, a segment that runs back over the one drawn last (a swing between two walls) is not drawn again.
 * upTo[t] : the vertices passed at state t, 0 for the first alone; x, y : the vertices; chunks : path texts of up to
 * CHUNK segments each; chunk[k], end[k] : where in them vertex k ends. Pixels that are not finite leave a gap. The path
 * ends at state `until`.
 */
export function trace(xs, ys, width, height, until = xs.length - 1) {
  const path = { until, upTo: new Int32Array(xs.length), x: [xs[0]], y: [ys[0]], chunks: [""], chunk: [0], end: [0], width, height };
  let pen = null; // where the text so far ends, if the next segment can go on from there
  let drawn = null; // the segment drawn last, from vertex to vertex
  let segments = 0; // in the present chunk
  let at = 0;
  let gap = !Number.isFinite(xs[0]) || !Number.isFinite(ys[0]); // whether the last pixel was none
  for (let t = 1; t < xs.length; t++) {
    const k = path.x.length - 1;
    const [x0, y0, x1, y1] = [path.x[k], path.y[k], xs[t], ys[t]];
    const counts = t === until || !near(x0, y0, x1, y1); // the end is where the path ends, however near
    const finite = Number.isFinite(x1) && Number.isFinite(y1);
    if (t <= until && finite && (counts || gap)) {
      const again = drawn && near(x0, y0, drawn[2], drawn[3]) && near(x1, y1, drawn[0], drawn[1]);
      const forth = drawn && near(x0, y0, drawn[0], drawn[1]) && near(x1, y1, drawn[2], drawn[3]);
      const seen = gap || again || forth ? null : clipped(x0, y0, x1, y1, width, height, 8);
      if (seen) {
        if (segments === CHUNK) {
          at = path.chunks.push("") - 1;
          segments = 0;
          pen = null;
        }
        const [px, py, qx, qy] = seen.map(tenth);
        if (!pen || pen[0] !== px || pen[1] !== py) path.chunks[at] += `M${px} ${py}`;
        path.chunks[at] += `L${qx} ${qy}`;
        pen = [qx, qy];
        drawn = [x0, y0, x1, y1];
        segments++;
      }
      if (gap) pen = drawn = null;
      path.x.push(x1);
      path.y.push(y1);
      path.chunk.push(at);
      path.end.push(path.chunks[at].length);
    }
    gap = !finite;
    path.upTo[t] = path.x.length - 1;
  }
  return path;
}

const near = (x0, y0, x1, y1) => Math.abs(x1 - x0) < NEAR && Math.abs(y1 - y0) < NEAR;

/** Which chunk is being written when k vertices are passed, and its text so far: [chunk, text]. */
export const prefix = (path, k) => [path.chunk[k], path.chunks[path.chunk[k]].slice(0, path.end[k])];

/** The text of the last bit, from the last vertex passed at state t to the point that glides on to (x, y). */
export function tail(path, t, x, y) {
  if (t >= path.until) return "";
  const k = path.upTo[t];
  const seen = clipped(path.x[k], path.y[k], x, y, path.width, path.height, 8);
  return seen ? `M${tenth(seen[0])} ${tenth(seen[1])}L${tenth(seen[2])} ${tenth(seen[3])}` : "";
}
