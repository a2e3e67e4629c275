// The level sets of the cost while a point is in the hand: plotly's own stand still until it is let go.

import { svg } from "../marks.js";
import { flat } from "../projection.js";
import { level } from "../theme.js";

const LEVELS = 13; // as linreg/picture/stage.py draws them
const DECADES = 4;
const LONGEST = 1e3; // times the picture's diagonal: a valley without end

/** Rings over the contours' stage, beneath all marks: {show(quadratic, toMap, rim, theme), hide()}. */
export function makeRings(panel) {
  const group = svg(panel.layer.inner, "g", "lr-rings");
  panel.layer.inner.prepend(group);
  const rings = Array.from({ length: LEVELS }, (_, i) => {
    const ring = svg(group, "circle");
    const gap = 10 ** (-DECADES * (i / (LEVELS - 1)));
    ring.setAttribute("r", Math.sqrt(gap));
    return { ring, part: (LEVELS - 1 - i) / LEVELS };
  });
  const star = svg(panel.layer.inner, "path", "lr-star");
  group.after(star);
  star.setAttribute("d", STAR);
  const floor = svg(panel.layer.inner, "line", "lr-floor-line"); // where every place on it is as low: all x are equal
  group.after(floor);
  const hide = () => [group, star, floor].forEach((each) => (each.style.display = "none"));
  hide();
  return {
    hide,
    /** quadratic : {W, b, WW, Wb, bb, lam_min} of the cost; rim : the gap of the outermost ring. */
    show(quadratic, toMap, rim, theme) {
      const endless = quadratic.lam_min === 0;
      group.style.display = "";
      star.style.display = endless ? "none" : "";
      floor.style.display = endless ? "" : "none";
      const area = flat(panel.stage);
      const [u, v] = toMap(quadratic.W, quadratic.b);
      const [x, y] = [area.x(u), area.y(v)];
      const { a, b } = axes(quadratic, toMap, rim, area);
      for (const { ring, part } of rings) ring.style.fill = level(part, theme);
      group.setAttribute("transform", `matrix(${[...a, ...b, x, y].map((part) => part.toFixed(4)).join(" ")})`);
      star.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      const ends = { x1: x - a[0], y1: y - a[1], x2: x + a[0], y2: y + a[1] };
      for (const [name, end] of Object.entries(ends)) floor.setAttribute(name, end.toFixed(1));
    },
  };
}

/**
 * Half-axes in pixels, {a, b}, of the ellipse on which the cost lies `rim` above the minimum: what turns a circle of
 * radius 1 into it.
 */
function axes({ WW, Wb, bb }, toMap, rim, area) {
  const origin = toMap(0, 0);
  const pixel = (W, b) => {
    const [u, v] = toMap(W, b);
    return [area.x(u) - area.x(origin[0]), area.y(v) - area.y(origin[1])];
  };
  const turn = Math.hypot((WW - bb) / 2, Wb);
  const steep = (WW + bb) / 2 + turn;
  const slow = Math.max(0, WW * bb - Wb * Wb) / steep;
  const angle = Math.atan2(Wb, (WW - bb) / 2) / 2; // of the steep direction
  const along = pixel(-Math.sin(angle), Math.cos(angle));
  const across = pixel(Math.cos(angle), Math.sin(angle));
  const most = (LONGEST * Math.hypot(area.width, area.height)) / Math.hypot(...along);
  const long = Math.min(most, Math.sqrt(rim / slow));
  const wide = Math.sqrt(rim / steep);
  return { a: along.map((part) => part * long), b: across.map((part) => part * wide) };
}

// Five points and the notches between them, as plotly's star of this size
export const STAR = `M${Array.from({ length: 10 }, (_, i) => {
  const far = i % 2 ? 3.5 : 9.1;
  const turn = (i * Math.PI) / 5;
  return `${(far * Math.sin(turn)).toFixed(2)} ${(-far * Math.cos(turn)).toFixed(2)}`;
}).join("L")}Z`;
