// What contours, bowl and curve share: every run's states as pixels, a path through them and a point at its end.

import { classOf, makePath, makePoint, makeRing, svg } from "../marks.js";
import { trace } from "../prefix.js";

const RADIUS = 6.5; // of the present run's point, in pixels

/**
 * The views of the three panels that show where the descent has been: {load(film), settle(), render(frame), nearest, area}.
 * measure() : the plot area in pixels, or null while there is none. seen(area, film, back) : the same from as far as the
 * frame has stepped back, if that changes it; it steps back with the present run. Where the viewer has zoomed, nothing
 * steps back: the path ends as it leaves the picture, and so does always that of a kept run.
 * spot(area, focus) : the pixel [x, y] of what the pointer means elsewhere, or null to leave it.
 * pixels(run, area) : {x, y} with one pixel per state; `folded`, if the path lies in folds that a thinner line keeps apart.
 * more : what else the panel does after each step, {load(film)?, settle(area)?, render(frame, area)?}.
 */
export function makeDescent({ layer, zoomed }, { measure, seen, pixels, spot }, more) {
  const marks = []; // per run: {drawn: {path, point}, at: its pixels}
  const kept = { paths: svg(layer.inner, "g"), points: svg(layer, "g") }; // beneath the present one's
  const now = { paths: svg(layer.inner, "g"), points: svg(layer, "g") };
  const ring = makeRing(layer, RADIUS + 3.5);
  let film = null;
  let still = null; // the plot area before any step back
  let own = false; // whether the viewer has zoomed
  let area = null;
  let laid = null; // the step back that the pixels are for

  function lay(back) {
    laid = back;
    area = seen && !own ? seen(still, film, back) : still;
    const until = (i) => {
      if (!seen) return Infinity;
      if (i > 0) return firstBeyond(film.beyond[i].map, own ? 0 : back.map);
      return own ? back.first : back.until;
    };
    film.runs.forEach((run, i) => {
      marks[i].at = pixels(run, area);
      const { x, y, folded } = marks[i].at;
      marks[i].drawn.path.lay(trace(x, y, area.width, area.height, Math.min(run.last, until(i))), folded);
    });
  }

  return {
    get area() {
      return area;
    },
    load(next) {
      film = next;
      laid = null;
      while (marks.length < film.runs.length) {
        const { paths, points } = marks.length ? kept : now;
        const name = classOf(marks.length);
        const size = marks.length ? RADIUS - 1 : RADIUS;
        marks.push({ drawn: { path: makePath(paths, name), point: makePoint(points, size, name) }, at: null });
      }
      while (marks.length > film.runs.length) for (const mark of Object.values(marks.pop().drawn)) mark.remove();
      more.load?.(film);
    },
    settle() {
      area = still = measure();
      own = zoomed();
      laid = null;
      if (area) layer.place(area);
      more.settle?.(area);
    },
    render(frame) {
      if (!still) return;
      const { runs, back, focus } = frame;
      if (laid === null || (seen && laid !== back)) lay(back);
      runs.forEach(({ t, part }, i) => {
        const { x, y } = marks[i].at;
        const px = part ? x[t] + part * (x[t + 1] - x[t]) : x[t];
        const py = part ? y[t] + part * (y[t + 1] - y[t]) : y[t];
        marks[i].drawn.path.show(t, px, py);
        marks[i].drawn.point.show(px, py, area);
      });
      const place = focus && spot(area, focus);
      if (place) ring.show(...place, area);
      else ring.hide();
      more.render?.(frame, area);
    },
    /** The state of the first run nearest to a pixel among those passed at `at`: {t, away} in pixels. */
    nearest(px, py, at) {
      const { x, y } = marks[0].at;
      let found = { t: 0, away: Infinity };
      for (let t = 0; t <= Math.min(at, x.length - 1); t++) {
        const away = Math.hypot(x[t] - px, y[t] - py);
        if (away < found.away) found = { t, away };
      }
      return found;
    },
  };
}

// The first state that is more than so many decades beyond the picture, or all
function firstBeyond(beyond, decades) {
  const out = beyond.findIndex((far) => far > decades);
  return out < 0 ? Infinity : out;
}

/** Float64Array of `map(values[t])`. */
export const mapped = (values, map) => Float64Array.from(values, map);
