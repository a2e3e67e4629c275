// From data to pixels of plotly's stage. The only file that touches plotly's private fields: they are pinned with
// plotly (4.1.1) and tested against traces that plotly draws itself.

/**
 * The plot area of a 2D figure and its two axes:
 * {left, top, width, height, x, y} in pixels, where x and y map a value to a pixel of that area, and back with `.back`.
 */
export function flat(figure) {
  const { xaxis, yaxis } = figure._fullLayout;
  return {
    left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length,
    x: straight(xaxis), y: straight(yaxis),
  };
}

function straight(axis) {
  const log = axis.type === "log";
  const [from, to] = axis.range.map(Number); // on a log axis these are exponents
  const start = axis.l2p(from);
  const scale = (axis.l2p(to) - start) / (to - from);
  const forth = log
    ? (value) => start + (Math.log10(value) - from) * scale
    : (value) => start + (value - from) * scale;
  forth.back = (pixel) => {
    const value = from + (pixel - start) / scale;
    return log ? 10 ** value : value;
  };
  forth.ends = [from, to];
  forth.range = log ? [10 ** from, 10 ** to] : [from, to];
  return forth;
}

/**
 * The plot area of a 3D figure: {left, top, width, height, project, ranges, view} or null before plotly has a scene
 * (no WebGL). project(x, y, z, out) writes the pixel into out[0], out[1], NaN behind the eye: projection · view · model
 * · (value · dataScale), as plotly places its own scene annotations.
 */
export function space(figure) {
  const layout = figure._fullLayout;
  const scene = layout.scene?._scene;
  if (!scene?.glplot?.cameraParams || !scene.fullSceneLayout) return null;
  const { projection, view, model } = scene.glplot.cameraParams;
  const { w, h, l, t } = layout._size;
  const { x: across, y: up } = layout.scene.domain;
  const left = l + w * across[0];
  const top = t + h * (1 - up[1]);
  const width = w * (across[1] - across[0]);
  const height = h * (up[1] - up[0]);
  const m = product(product(projection, view), model);
  const [sx, sy, sz] = scene.dataScale;
  const project = (x, y, z, out) => {
    x *= sx;
    y *= sy;
    z *= sz;
    const depth = m[3] * x + m[7] * y + m[11] * z + m[15];
    out[0] = depth > 0 ? 0.5 * width * (1 + (m[0] * x + m[4] * y + m[8] * z + m[12]) / depth) : NaN;
    out[1] = depth > 0 ? 0.5 * height * (1 - (m[1] * x + m[5] * y + m[9] * z + m[13]) / depth) : NaN;
  };
  const { xaxis, yaxis, zaxis } = scene.fullSceneLayout;
  // Without the last digits, in which a camera that stands still differs from one drawing to the next
  const view_ = [...Array.from(m, (part) => Math.round(1e5 * part)), width, height].join();
  return { left, top, width, height, project, ranges: [xaxis.range, yaxis.range, zaxis.range], view: view_ };
}

/** Has plotly note where the camera stands now: by itself it notes where the mouse let go, and the camera glides on. */
export function keepCamera(figure) {
  figure._fullLayout?.scene?._scene?.saveLayout(figure.layout);
}

/**
 * Moves the vertices of what a 3D figure has drawn, within its box as that stands: plotly would measure the box anew by
 * them, and compile all that draws its axes. traces : [{x, y, z, intensity?}], plain numbers, one for each of the
 * figure's. False where the figure has no such scene.
 */
export function reshape(figure, traces) {
  const scene = figure._fullLayout?.scene?._scene;
  if (!scene?.glplot || scene.glplot.contextLost) return false;
  const drawn = figure._fullData.map(({ uid }) => scene.traces[uid]);
  if (drawn.length !== traces.length || !drawn.every(Boolean)) return false;
  drawn.forEach((trace, i) => trace.update({ ...trace.data, ...traces[i] }));
  return true;
}

/** Calls `draw` whenever plotly has drawn the scene; call again after each plot, as plotly may make a new scene. */
export function follow(figure, draw) {
  const glplot = figure._fullLayout.scene?._scene?.glplot;
  if (!glplot || glplot.followed) return;
  const before = glplot.onrender;
  glplot.onrender = () => {
    before?.();
    draw();
  };
  glplot.followed = true;
}

// 4 × 4, column by column, as WebGL keeps them
function product(a, b) {
  const out = new Float64Array(16);
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++)
      for (let k = 0; k < 4; k++) out[4 * column + row] += a[4 * k + row] * b[4 * column + k];
  return out;
}
