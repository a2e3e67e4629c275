// A rain of starts: many runs at once as drops with short trails, over the contours and over the bowl. One path for all
// trails, one for the drops of each speed: a hundred elements in every frame would be too dear.

import { exit, makeDrops, tailOf, ways } from "../drops.js";
import { svg } from "../marks.js";
import { clipped } from "../prefix.js";
import { sign } from "../speeds.js";

const START = 0.16; // of the way from one start to the next: half the side of the sign that stands there
const MARK = 9; // pixels that the sign of a drop that has left is long
const PLAIN = "plain"; // the speed of all drops, as long as no colour tells it

/**
 * The view of the rain over two panels: {load(film), pour(rain), render(frame)}.
 * rain : what linreg/views/rain.py sends, with `of`, the id of the film that it belongs to, and `told`, whether colours
 * tell how soon each start is down; or null. Over any other film, and while somebody is to guess, nothing falls.
 */
export function makeRain({ contours, bowl }, views) {
  const sheets = [makeSheet(contours, views.contours, onMap), makeSheet(bowl, views.bowl, onBowl)];
  let film = null;
  let rain = null;
  let drops = null;
  const fit = () => {
    const falls = rain && film && rain.of === film.id && !film.guessing;
    drops = falls ? { ...makeDrops(rain, film), told: rain.told } : null;
    for (const sheet of sheets) sheet.clear();
  };
  return {
    load(next) {
      film = next;
      fit();
    },
    pour(next) {
      rain = next;
      fit();
    },
    render(frame) {
      if (drops) for (const sheet of sheets) sheet.show(drops, film, frame);
    },
  };
}

// What a panel shows of the drops: {pixel(j, out), NaN where there is no place; edge, whether what leaves it is marked}
function onMap({ u, v }, area, film, frame, zoomed) {
  const pixel = (j, out) => ([out[0], out[1]] = [area.x(u[j]), area.y(v[j])]);
  return { pixel, starts: true, edge: !zoomed };
}

// Above its rim there is no bowl that a drop could lie on
function onBowl({ u, v, cost }, area, { centre, rim, cone }, { back }) {
  const top = centre.cost + 1.000001 * rim * 10 ** (cone ? back.map : 2 * back.map);
  const pixel = (j, out) => (cost[j] <= top ? area.project(u[j], v[j], cost[j], out) : out.fill(NaN));
  return { pixel, starts: false, edge: false };
}

function makeSheet(panel, view, seenOn) {
  const group = svg(panel.layer.inner, "g", "lr-rain");
  panel.layer.inner.prepend(group);
  const part = (name, cased) => makePaths(svg(group, "g", `lr-rain-${name}`), cased);
  const [starts, trails, heads, left] = [part("starts"), part("trails"), part("drops", true), part("left", true)];
  let laid = null; // what stands still is drawn for this area
  let exits = []; // per drop that has been seen outside: where it leaves for good

  function lay(drops, seen, area) {
    laid = area;
    exits = [];
    group.classList.toggle("lr-told", drops.told);
    const signs = {};
    const out = [0, 0];
    const half = START * Math.min(area.width, area.height) / Math.sqrt(drops.n);
    for (let i = 0; i < drops.n && seen.starts && drops.told; i++) {
      seen.pixel(i, out);
      if (inside(...out, area)) add(signs, drops.speeds[i], sign(drops.speeds[i], ...out, half));
    }
    starts.write(signs);
  }

  return {
    clear() {
      laid = null;
      for (const paths of [starts, trails, heads, left]) paths.write({});
    },
    show(drops, film, frame) {
      const { area } = view;
      if (!area) return;
      const seen = seenOn(drops, area, film, frame, panel.zoomed());
      if (laid !== area) lay(drops, seen, area);
      const [lines, dots, marks] = [{}, {}, {}];
      ways(drops, tailOf(film.timelines.clock, frame.at), frame.at, seen.pixel, (i, x, y, points) => {
        const [px, py] = [x[points - 1], y[points - 1]];
        const out = !inside(px, py, area);
        if (out && seen.edge && exits[i] === undefined) exits[i] = exit(drops, i, area, seen.pixel);
        if (exits[i] && frame.at >= exits[i].at) return add(marks, PLAIN, mark(exits[i]));
        if (points > 1) add(lines, PLAIN, trail(x, y, points, area));
        if (!out) add(dots, drops.told ? drops.speeds[i] : PLAIN, `M${tenth(px)} ${tenth(py)}h0`);
      });
      trails.write(lines);
      heads.write(dots);
      left.write(marks);
    },
  };
}

// One path for each speed, within `parent`: {write({speed: text})}; if `cased`, on a wider one of all that sets them off
function makePaths(parent, cased = false) {
  const paths = {};
  const written = {}; // of each path: its text as it stands in the document
  const write = (speed, text) => {
    if (written[speed] === text) return;
    written[speed] = text;
    (paths[speed] ??= svg(parent, "path", `lr-rain-${speed}`)).setAttribute("d", text);
  };
  return {
    write(texts) {
      if (cased) write("casing", Object.values(texts).join(""));
      for (const speed of Object.keys({ ...paths, ...texts })) if (speed !== "casing") write(speed, texts[speed] ?? "");
    },
  };
}

const add = (texts, speed, text) => (texts[speed] = (texts[speed] ?? "") + text);
const tenth = (value) => Math.round(value * 10) / 10;
const inside = (x, y, { width, height }) => x >= -4 && y >= -4 && x <= width + 4 && y <= height + 4;
const mark = ({ x, y, dx, dy }) => `M${tenth(x)} ${tenth(y)}L${tenth(x - MARK * dx)} ${tenth(y - MARK * dy)}`;

function trail(x, y, points, area) {
  let text = "";
  let pen = false; // whether the text so far ends where the next segment begins
  for (let k = 1; k < points; k++) {
    if (pen && inside(x[k], y[k], area)) {
      text += `L${tenth(x[k])} ${tenth(y[k])}`;
      continue;
    }
    const seen = clipped(x[k - 1], y[k - 1], x[k], y[k], area.width, area.height, 8);
    if (seen) text += `M${tenth(seen[0])} ${tenth(seen[1])}L${tenth(seen[2])} ${tenth(seen[3])}`;
    pen = seen !== null && inside(x[k], y[k], area);
  }
  return text;
}
