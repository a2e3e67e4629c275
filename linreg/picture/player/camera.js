// Where the first camera stands over a surface, so that it fills its panel. Pure.

const HALF_VIEW = Math.tan(Math.PI / 8); // plotly's field of view: 45° from top to bottom
const ROUNDS = 12; // each halves what is left to mend, and more

/**
 * How to see points so that they fill the panel, as far as its margins let them: {camera: {eye, center}, wide}, where
 * `wide` is how many times as wide the points would have to be to fill it from side to side too.
 * points : [[x, y, z]] in the scene's own units, counted from its middle. eye : from which side to look, a direction.
 * ratio : the panel's width over its height. room : {left, right, top, bottom}, the margins in parts of the panel.
 */
export function filling(points, eye, ratio, room) {
  const back = unit([eye.x, eye.y, eye.z]);
  const right = unit(cross([0, 0, 1], back));
  const up = cross(back, right);
  const seen = points.map((point) => [right, up, back].map((axis) => dot(axis, point)));
  // in the panel's own measure, from −1 to 1
  const wanted = { x: [-1 + 2 * room.left, 1 - 2 * room.right], y: [-1 + 2 * room.bottom, 1 - 2 * room.top] };
  let [x, y, far, wide] = [0, 0, 4, 1]; // where the eye is, in its own axes
  for (let i = 0; i < ROUNDS; i++) {
    const across = span(seen.map(([px, , pz]) => (px - x) / ((far - pz) * HALF_VIEW * ratio)));
    const along = span(seen.map(([, py, pz]) => (py - y) / ((far - pz) * HALF_VIEW)));
    const [fillsX, fillsY] = [size(across) / size(wanted.x), size(along) / size(wanted.y)];
    x += (middle(across) - middle(wanted.x)) * far * HALF_VIEW * ratio;
    y += (middle(along) - middle(wanted.y)) * far * HALF_VIEW;
    far *= Math.max(fillsX, fillsY) ** 0.8;
    wide = fillsY / fillsX;
  }
  const at = (z) => named([0, 1, 2].map((i) => x * right[i] + y * up[i] + z * back[i]));
  return { camera: { eye: at(far), center: at(0) }, wide };
}

/** {aspectratio, camera} of a scene that fills its panel: as wide as that takes, within reason, and seen from there. */
export function filled({ x, y, z }, { xaxis, yaxis, zaxis, camera: { eye } }, ratio, room) {
  const place = (value, { range: [low, high] }, side) => ((value - low) / (high - low) - 0.5) * side;
  const aspectratio = { x: 2, y: 1.2, z: 0.55 };
  for (let i = 0; ; i++) {
    const points = x.map((_, t) => [
      place(x[t], xaxis, aspectratio.x), place(y[t], yaxis, aspectratio.y), place(z[t], zaxis, aspectratio.z),
    ]);
    // From a side that is turned as little as the scene is wide: or what is long would lie across the panel aslant
    const { camera, wide } = filling(points, { ...eye, x: (eye.x * aspectratio.y) / aspectratio.x }, ratio, room);
    if (i === 6) return { aspectratio, camera };
    aspectratio.x = Math.min(12, Math.max(1.2, aspectratio.x * wide));
  }
}

const span = (values) => [Math.min(...values), Math.max(...values)];
const middle = ([low, high]) => (low + high) / 2;
const size = ([low, high]) => high - low;
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a) => a.map((part) => part / Math.hypot(...a));
const named = ([x, y, z]) => ({ x, y, z });
