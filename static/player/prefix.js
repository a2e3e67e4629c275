// A history of pixels as SVG path text of which any prefix can be shown at once. Pure.

const CHUNK = 128; // vertices in one path element: a frame rewrites one of them, however long the run
const NEAR = 0.5; // pixels; closer vertices are dropped
const tenth = (value) => Math.round(value * 10) / 10;

/** The part of the segment inside [-margin, width + margin] × …, as [x0, y0, x1, y1]; null if there is none (Liang–Barsky). */
export function clipped(x0, y0, x1, y1, width, height, margin = 0) {
  const dx = x1 - x0;
  const dy = y1 - y0;
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) return null;
  let from = 0;
  let to = 1;
  const edges = [[-dx, x0 + margin], [dx, width + margin - x0], [-dy, y0 + margin], [dy, height + margin - y0]];
  for (const [direction, room] of edges) {
    if (direction === 0) {
      if (room < 0) return null;
    } else if (direction < 0) from = Math.max(from, room / direction);
    else to = Math.min(to, room / direction);
  }
  return from <= to ? [x0 + from * dx, y0 + from * dy, x0 + to * dx, y0 + to * dy] : null;
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
