// On the map: which way the gradient, the momentum and the step lead from where the run stands, and beside the axes of W and b
// the squares of what divides them.

import { makeArrow, write } from "../arrow.js";
import { write as letter } from "../element.js";
import { PARAMETERS } from "../inner.js";
import { svg } from "../marks.js";
import { largest, pushes } from "../pushes.js";
import { makeArrowKey } from "./arrowkey.js";

const LONG = [0.26, 46, 76]; // the longer of gradient and momentum: of the map's lower side, and pixels at least and at most
const SIDE = [0.18, 22, 48]; // the same of the largest square of a run
const SHORT = 22; // pixels: a step that is shorter is drawn so long, with a hollow head

/** The view of the arrows over the contours: {load(film), render(frame)}. `contours` : the view whose area they lie in. */
export function makeArrows(panel, contours) {
  const group = svg(panel.layer.inner, "g", "lr-arrows");
  const squares = { W: svg(group, "path", "lr-divisor"), b: svg(group, "path", "lr-divisor") };
  const marks = Object.fromEntries(["step", "gradient", "full", "momentum"].map((name) => [name, makeArrow(group, name)]));
  const letters = PARAMETERS.map(() => svg(group, "text", "lr-divisor-name"));
  const key = makeArrowKey(panel);
  let film = null;
  let measured = null; // the inner state that the largest divisor is of
  let most = 0;
  let piled = ""; // the arrows' names, from beneath
  let shown = ""; // what the document shows

  // Where the axes are not those of W and b the squares stand in a corner, each with its letter
  function corner(sides, { height }) {
    let x = 8;
    PARAMETERS.forEach((name, i) => {
      const side = sides[i];
      write(squares[name], side ? square(x, height - 8 - side, side) : "");
      letter(letters[i], side ? name : "");
      letters[i].setAttribute("x", tenth(x + side / 2));
      letters[i].setAttribute("y", tenth(height - 12 - side));
      x += Math.max(side, 14) + 10;
    });
  }

  // The shorter an arrow, the higher it lies: none covers the head of another
  function pile(order) {
    if (order.join() === piled) return;
    piled = order.join();
    for (const name of order) group.append(marks[name].element);
  }

  function hide() {
    if (shown === "") return;
    shown = "";
    group.style.display = "none";
    key.hide();
  }

  return {
    load(next) {
      film = next;
      shown = "none yet";
      if (film.inner !== measured) most = film.inner ? largest(film.inner, film.runs[0]) : 0;
      measured = film.inner;
      key.load(film);
      hide();
    },
    render(frame) {
      const { area } = contours;
      if (!film.inner || !frame.arrows || film.guessing || !area) return hide();
      if (shown === "") {
        group.style.display = "";
        key.show();
      }
      shown = "arrows";
      key.place(area, film);
      const found = pushes(film, frame);
      const [u, v] = film.toMap(...found.from);
      const [x, y] = [area.x(u), area.y(v)];
      const outside = x < 0 || y < 0 || x > area.width || y > area.height;
      const away = Math.hypot(area.x(film.centre.u) - x, area.y(film.centre.v) - y);
      const drawn = outside ? {} : arrows(found, film, area, away);
      for (const [name, arrow] of Object.entries(marks)) arrow.show(drawn[name] && [x, y, ...drawn[name]]);
      pile(Object.keys(marks).sort((one, other) => length(drawn[other]) - length(drawn[one])));
      const side = most > 0 ? sized(SIDE, area) / most : 0;
      const sides = found.divisor && side ? found.divisor.map((value) => value * side) : [0, 0];
      if (film.turned) return corner(sides, area);
      letters.forEach((each) => letter(each, ""));
      write(squares.W, sides[0] ? square(clamped(x, area.width, sides[0]), area.height - sides[0], sides[0]) : "");
      write(squares.b, sides[1] ? square(0, clamped(y, area.height, sides[1]), sides[1]) : "");
    },
  };
}

// The arrows in pixels, {name: [dx, dy, lengthened]}: gradients and momentum measured by the longest of them, the step as long as
// it is on this map
function arrows({ gradient, full, momentum, step, made }, { toMap, inner: { rule } }, area, away) {
  const zero = toMap(0, 0);
  const pixels = (by) => {
    const [u, v] = toMap(...by);
    return [area.x(u - zero[0]) - area.x(0), area.y(v - zero[1]) - area.y(0)];
  };
  const [downhill, whole, carried, moved] = [gradient, full, momentum, step].map((by) => by && pixels(by));
  const long = Math.min(sized(LONG, area), Math.max(SHORT, away)); // none shoots past a minimum that is near
  const most = Math.max(length(downhill), length(whole), rule.carries ? 0 : length(carried));
  return {
    gradient: scaled(downhill, long / most),
    full: scaled(whole, long / most),
    momentum: scaled(carried, rule.carries ? long / length(carried) : long / most),
    step: length(moved) >= SHORT ? moved : made ? null : scaled(moved, SHORT / length(moved), true), // the point has gone it
  };
}

const sized = ([part, least, most], { width, height }) => Math.min(most, Math.max(least, part * Math.min(width, height)));
const length = (by) => (by ? Math.hypot(by[0], by[1]) : 0);
const scaled = (by, factor, lengthened = false) => (by && Number.isFinite(factor) ? [by[0] * factor, by[1] * factor, lengthened] : null);

// Where a square begins whose middle is at a place, on a side of so many pixels
const clamped = (at, size, side) => Math.min(size - side, Math.max(0, at - side / 2));

const tenth = (value) => Math.round(value * 10) / 10;
const square = (x, y, side) => `M${tenth(x)} ${tenth(y)}h${tenth(side)}v${tenth(side)}h${tenth(-side)}z`;
