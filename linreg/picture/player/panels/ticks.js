// The numbers along the axes of a panel that has stepped back: plotly's own, and all that it drew to its scale, are hidden.

import { tick } from "../numbers.js";
import { svg } from "../marks.js";

const LINE = 2.8; // times the type: from one number to the next above it, at least
const GAP = 1.5; // times the type: between two numbers beside each other
const WIDEST = 3.4; // times the type: of a number before the upright axis, whose name stands left of it
const BEYOND = 1; // times the type: how far a number may reach past an end of the axis
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10]; // times a power of ten

/** The ticks of `axes`, "x" and "y" or one of them: {load(), show(area, k)}; k = 0 gives the axes back to plotly. */
export function makeTicks({ element, layer }, axes) {
  const group = svg(layer, "g", "lr-ticks");
  let shown = null; // what the layer shows, if that is known
  let letters = null; // {type: their size, width(text)}
  return {
    load: () => (shown = letters = null), // the next show() writes, be it that nothing is to be shown
    show(area, k) {
      const key = k && area ? [k, area.width, area.height, ...axes.flatMap((axis) => area[axis].range)].join() : "";
      if (shown === key) return;
      shown = key;
      for (const axis of ["x", "y"]) element.classList.toggle(`lr-far-${axis}`, key !== "" && axes.includes(axis));
      group.replaceChildren();
      letters ??= key ? measured(group) : null;
      if (key) for (const axis of axes) lay(group, axis, area, letters);
    },
  };
}

// How wide words are, without asking the document, which would have to lay out the whole page for it in every frame
function measured(group) {
  const { fontSize, fontFamily, fontWeight } = getComputedStyle(group);
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  return { type: parseFloat(fontSize), width: (text) => context.measureText(text).width };
}

// As many numbers as are clear of one another and of the panel's edge
function lay(group, axis, area, { type, width: wide }) {
  const map = area[axis];
  const length = axis === "x" ? area.width : area.height;
  let numbers = values(map.range, length / (LINE * type));
  let texts = [];
  const write = () => {
    for (const { text } of texts) text.remove();
    texts = numbers.map((value) => written(group, axis, map(value), area.height, tick(value), wide));
    const widest = Math.max(...texts.map(({ width }) => width));
    if (axis === "y") return widest <= WIDEST * type;
    return Math.abs(map(numbers[1]) - map(numbers[0])) >= widest + GAP * type;
  };
  while (!write() && numbers.length > 2) {
    const fewer = values(map.range, numbers.length - 1);
    numbers = fewer.length < numbers.length ? fewer : numbers.filter((_, i) => i % 2 === 0);
  }
  if (axis === "y") return;
  for (const { text, at, width } of texts) {
    if (Math.min(at, length - at) + BEYOND * type < width / 2) text.remove();
  }
}

function written(group, axis, at, height, says, wide) {
  const [x, y, down] = axis === "x" ? [at, height + 4, "1em"] : [-6, at, "0.35em"];
  const text = svg(group, "text");
  text.setAttribute("x", x.toFixed(1));
  text.setAttribute("y", y.toFixed(1));
  text.setAttribute("dy", down);
  text.setAttribute("text-anchor", axis === "x" ? "middle" : "end");
  text.textContent = says;
  return { text, at, width: wide(says) };
}

/** Round numbers within a range: at most `most` of them, but three at least. */
export function values([from, to], most) {
  const power = 10 ** Math.floor(Math.log10((to - from) / most));
  const within = STEPS.map((part) => {
    const step = part * power;
    const first = Math.ceil(from / step);
    return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step);
  }).filter((numbers) => numbers.length >= 3);
  return within.find((numbers) => numbers.length <= most) ?? within[within.length - 1];
}
