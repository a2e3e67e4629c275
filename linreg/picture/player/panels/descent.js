// What contours, bowl and curve share: every run's states as pixels, a path through them and a point at its end.

import { makePath, makePoint } from "../marks.js";
import { trace } from "../prefix.js";

/**
 * The views of the three panels that show where the descent has been: {load(film), settle(), render(frame), nearest, area}.
 * measure() : the plot area in pixels, or null while there is none.
 * pixels(run, area) : {x, y} with one pixel per state; `until`, the state at which the path ends, if not at the last;
 * `folded`, if it lies in folds that a thinner line keeps apart.
 */
export function makeDescent({ layer }, measure, pixels, radius = 6.5) {
  const marks = []; // per run: {drawn: {path, point}, at: its pixels}
  let film = null;
  let area = null;

  return {
    get area() {
      return area;
    },
    load(next) {
      film = next;
      while (marks.length < film.runs.length) {
        marks.push({ drawn: { path: makePath(layer), point: makePoint(layer, radius) }, at: null });
      }
      while (marks.length > film.runs.length) for (const mark of Object.values(marks.pop().drawn)) mark.remove();
    },
    settle() {
      area = measure();
      if (!area) return;
      layer.place(area);
      film.runs.forEach((run, i) => {
        marks[i].at = pixels(run, area);
        const { x, y, until, folded } = marks[i].at;
        marks[i].drawn.path.lay(trace(x, y, area.width, area.height, until), folded);
      });
    },
    render({ runs }) {
      if (!area) return;
      runs.forEach(({ t, part }, i) => {
        const { x, y } = marks[i].at;
        const px = part ? x[t] + part * (x[t + 1] - x[t]) : x[t];
        const py = part ? y[t] + part * (y[t + 1] - y[t]) : y[t];
        marks[i].drawn.path.show(t, px, py);
        marks[i].drawn.point.show(px, py, area);
      });
    },
    /** The state of the first run nearest to a pixel among those passed at `at`: {t, away} in pixels. */
    nearest(px, py, at, sideways = false) {
      const { x, y } = marks[0].at;
      let found = { t: 0, away: Infinity };
      for (let t = 0; t <= Math.min(at, x.length - 1); t++) {
        const away = sideways ? Math.abs(x[t] - px) : Math.hypot(x[t] - px, y[t] - py);
        if (away < found.away) found = { t, away };
      }
      return found;
    },
  };
}

/** Float64Array of `map(values[t])`. */
export const mapped = (values, map) => Float64Array.from(values, map);
