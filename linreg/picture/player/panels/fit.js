// The points and the line of the current state, with its residuals and, on request, their squares.

import { farther } from "../back.js";
import { write } from "../element.js";
import { classOf, svg } from "../marks.js";
import { filled, fixed, significant, times } from "../numbers.js";
import { clipped } from "../prefix.js";
import { flat } from "../projection.js";
import { makeTicks } from "./ticks.js";

const MANY = 100; // beyond, residuals and squares are drawn finer
const POINTS = 400; // beyond, dots above the line are a smear: plotly's own points beneath it remain

/**
 * The view of the fit panel: {area, settle(), load(film), move(film), render(frame)}. When the picture steps back, so does y: plotly's
 * points and best line make way for those drawn here; and also while the points are held (editing/editing.js).
 */
export function makeFit(panel) {
  const { layer, stage } = panel;
  const best = svg(layer.inner, "line", "lr-best");
  const squares = svg(layer.inner, "path", "lr-squares");
  const rest = svg(layer.inner, "path", "lr-residuals lr-rest"); // of the points that the update does not see
  const residuals = svg(layer.inner, "path", "lr-residuals");
  const others = svg(layer.inner, "g"); // the lines of the kept runs
  const line = svg(layer.inner, "line", "lr-line");
  const dots = svg(layer.inner, "path", "lr-dots");
  const lit = makeLit(layer.inner);
  const ghost = makeGhost(layer);
  const gone = makeGone(layer);
  const ticks = makeTicks(panel, ["y"]);
  let film = null;
  let still = null; // the plot area before any step back
  let area = null;
  let laid = -1; // the decades that it has stepped back
  let points = []; // pixels of the data, [x, y]

  function lay(k) {
    laid = k;
    area = { ...still, y: farther(still.y, still.height / 2, k) };
    points = Array.from(film.x, (x, i) => [area.x(x), area.y(film.y[i])]);
    const every = Math.ceil(points.length / POINTS);
    const shown = every === 1 || k ? points.filter((_, i) => i % every === 0) : []; // far away a few tell where all are
    dots.setAttribute("d", shown.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join(""));
    draw(best, k || film.held ? ends(film.least) : null);
    ticks.show(area, k);
    panel.remark(k ? filled(film.words.farther, { times: times(k) }) : "");
  }

  // Residuals, and squares if they are wanted, of some of the points
  function falls(now, some, wanted) {
    const falling = pixel(now, area.width) > pixel(now, 0); // in pixels, downwards
    let [segments, boxes] = ["", ""];
    for (const i of some) {
      const [px, py] = points[i];
      const y = pixel(now, px);
      const to = Math.min(area.height + 8, Math.max(-8, y));
      if (!(Math.abs(to - py) >= 0.5)) continue;
      segments += `M${px.toFixed(1)} ${py.toFixed(1)}V${to.toFixed(1)}`;
      if (wanted) boxes += square(px, py, y, falling, 2 * area.height);
    }
    return [segments, boxes];
  }

  const height = ({ W, b }, x) => (W * (x - film.scale.shift)) / film.scale.factor + b;
  const pixel = (at, x) => area.y(height(at, area.x.back(x)));
  const ends = (at) => clipped(0, pixel(at, 0), area.width, pixel(at, area.width), area.width, area.height, 8);

  return {
    get area() {
      return area;
    },
    /** A film in which nothing but the points has changed. */
    move(next) {
      film = next;
      laid = -1;
    },
    load(next) {
      film = next;
      laid = -1;
      ticks.load();
      others.replaceChildren();
      for (let i = 1; i < film.runs.length; i++) svg(others, "line", `lr-line ${classOf(i)}`);
    },
    settle() {
      still = flat(stage);
      laid = -1;
      layer.place(still);
      layer.classList.toggle("lr-many", film.x.length > MANY);
    },
    render({ runs: [now, ...kept], squares: wanted, back, focus, playing }) {
      if (!still) return;
      const k = panel.zoomed() ? 0 : back.fit;
      if (laid !== k) lay(k);
      const within = ends(now);
      draw(line, within);
      kept.forEach((run, i) => draw(others.children[i], ends(run)));
      gone.show(within ? null : (x) => height(now, x), area);
      const batch = lit.show(film, now.t, points, playing);
      const [segments, boxes] = falls(now, batch ?? points.keys(), wanted);
      residuals.setAttribute("d", segments);
      squares.setAttribute("d", boxes);
      rest.setAttribute("d", batch ? falls(now, points.keys(), false)[0] : "");
      ghost.show(focus && { ...focus, ends: ends(focus), height: (x) => pixel(focus, x) }, points, area, film.words);
    },
  };
}

const OFTEN = 200; // milliseconds between two batches while it plays: lights that change faster flicker

// The points that the update at work sees, ringed: show(film, t, points, playing) gives their numbers, null where it sees all
function makeLit(parent) {
  const halo = svg(parent, "path", "lr-batch lr-batch-halo");
  const mark = svg(parent, "path", "lr-batch");
  let shown = null; // {film, t, batch}
  let since = 0;
  let written = "";
  return {
    show(film, t, points, playing) {
      if (!film.batches) {
        shown = null;
        write("");
        return null;
      }
      const old = shown?.film.batches === film.batches && playing && performance.now() - since < OFTEN;
      if (!old && (shown?.t !== t || shown.film.batches !== film.batches)) {
        shown = { film, t, batch: film.batches.of(t) };
        since = performance.now();
      }
      const batch = Array.from(shown.batch).filter((i) => i < points.length); // in the hand there may be fewer
      write(batch.map((i) => `M${points[i][0].toFixed(1)} ${points[i][1].toFixed(1)}h0`).join(""));
      return batch;
    },
  };

  function write(text) {
    if (text === written) return;
    written = text;
    halo.setAttribute("d", text);
    mark.setAttribute("d", text);
  }
}

function draw(line, ends) {
  line.style.display = ends ? "" : "none";
  if (ends) ["x1", "y1", "x2", "y2"].forEach((name, i) => line.setAttribute(name, ends[i].toFixed(2)));
}

// The line of what the pointer means elsewhere, with its residuals and its numbers
function makeGhost(layer) {
  const group = svg(layer.inner, "g", "lr-ghost");
  const residuals = svg(group, "path");
  const line = svg(group, "line");
  const text = svg(group, "text");
  group.style.display = "none";
  return {
    /** of : {W, b, cost, ends, its ends in the panel or null, height(x), its pixel over x}, or null for none. */
    show(of, points, area, words) {
      group.style.display = of ? "" : "none";
      if (!of) return;
      draw(line, of.ends);
      const to = (x) => Math.min(area.height + 8, Math.max(-8, of.height(x))).toFixed(1);
      residuals.setAttribute("d", points.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}V${to(x)}`).join(""));
      text.setAttribute("x", area.width - 8);
      text.setAttribute("y", area.height - 8);
      write(text, `W ${fixed(of.W)}  b ${fixed(of.b)}  ${words.cost} ${significant(of.cost)}`);
    },
  };
}

// Where a line is that has left the panel: an arrow at the edge, and how high it stands over the middle
function makeGone(layer) {
  const group = svg(layer, "g", "lr-gone");
  const arrow = svg(group, "path");
  const text = svg(group, "text");
  group.style.display = "none";
  return {
    /** height(x) : of the line, or null while it is in the panel. */
    show(height, area) {
      group.style.display = height ? "" : "none";
      if (!height) return;
      const x = Number(area.x.back(area.width / 2).toPrecision(2));
      const y = height(x);
      const above = area.y(y) < area.height / 2;
      const [tip, foot, base] = above ? [4, 16, 20] : [area.height - 4, area.height - 16, area.height - 10];
      const at = area.x(x);
      arrow.setAttribute("d", `M${at} ${tip}L${at + 8} ${foot}H${at - 8}Z`);
      text.setAttribute("x", at + 16);
      text.setAttribute("y", base);
      write(text, `H(${String(x).replace("-", "\u2212")}) = ${significant(y)}`);
    },
  };
}

// The square on a residual, on the side that the line leaves free
function square(x, y, to, falling, most) {
  const side = Math.min(most, Math.abs(to - y));
  const left = to > y !== falling;
  return `M${x.toFixed(1)} ${y.toFixed(1)}h${(left ? -side : side).toFixed(1)}v${(to > y ? side : -side).toFixed(1)}H${x.toFixed(1)}Z`;
}
