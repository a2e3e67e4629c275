// The points and the line of the current state, with its residuals and, on request, their squares.

import { clipped } from "../prefix.js";
import { flat } from "../projection.js";
import { svg } from "../marks.js";

const MANY = 100; // beyond, residuals and squares are drawn finer
const POINTS = 400; // beyond, dots above the line are a smear: plotly's own points beneath it remain

/** The view of the fit panel: {settle(), load(film), render(frame)}. */
export function makeFit(panel) {
  const { layer, stage } = panel;
  const squares = svg(layer.inner, "path", "lr-squares");
  const residuals = svg(layer.inner, "path", "lr-residuals");
  const line = svg(layer.inner, "line", "lr-line");
  const dots = svg(layer.inner, "path", "lr-dots");
  let film = null;
  let area = null;
  let points = []; // pixels of the data, [x, y]

  return {
    load(next) {
      film = next;
    },
    settle() {
      area = flat(stage);
      layer.place(area);
      layer.classList.toggle("lr-many", film.x.length > MANY);
      points = Array.from(film.x, (x, i) => [area.x(x), area.y(film.y[i])]);
      const few = points.length <= POINTS ? points : [];
      dots.setAttribute("d", few.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join(""));
    },
    render({ runs: [{ W, b }], squares: wanted }) {
      const { shift, factor } = film.scale;
      const { width, height } = area;
      const y = (pixel) => area.y((W * (area.x.back(pixel) - shift)) / factor + b);
      const ends = clipped(0, y(0), width, y(width), width, height, 8);
      line.style.display = ends ? "" : "none";
      if (ends) ["x1", "y1", "x2", "y2"].forEach((name, i) => line.setAttribute(name, ends[i].toFixed(2)));
      const falling = y(width) > y(0); // in pixels, downwards
      let segments = "";
      let boxes = "";
      for (const [px, py] of points) {
        const to = Math.min(height + 8, Math.max(-8, y(px)));
        if (!(Math.abs(to - py) >= 0.5)) continue;
        segments += `M${px.toFixed(1)} ${py.toFixed(1)}V${to.toFixed(1)}`;
        if (wanted) boxes += square(px, py, y(px), falling, 2 * height);
      }
      residuals.setAttribute("d", segments);
      squares.setAttribute("d", boxes);
    },
  };
}

// The square on a residual, on the side that the line leaves free
function square(x, y, to, falling, most) {
  const side = Math.min(most, Math.abs(to - y));
  const left = to > y !== falling;
  return `M${x.toFixed(1)} ${y.toFixed(1)}h${(left ? -side : side).toFixed(1)}v${(to > y ? side : -side).toFixed(1)}H${x.toFixed(1)}Z`;
}
