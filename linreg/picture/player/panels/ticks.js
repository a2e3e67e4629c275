// The numbers along the axes of a panel that has stepped back: plotly's own, and all that it drew to its scale, are hidden.

import { tick } from "../numbers.js";
import { svg } from "../marks.js";

const ROOM = { x: 90, y: 34 }; // pixels from one number to the next, at least
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10]; // times a power of ten

/** The ticks of `axes`, "x" and "y" or one of them: {load(), show(area, k)}; k = 0 gives the axes back to plotly. */
export function makeTicks({ element, layer }, axes) {
  const group = svg(layer, "g", "lr-ticks");
  let shown = null; // what the layer shows, if that is known
  return {
    load: () => (shown = null), // the next show() writes, be it that nothing is to be shown
    show(area, k) {
      const key = k && area ? [k, area.width, area.height, ...axes.flatMap((axis) => area[axis].range)].join() : "";
      if (shown === key) return;
      shown = key;
      for (const axis of ["x", "y"]) element.classList.toggle(`lr-far-${axis}`, key !== "" && axes.includes(axis));
      group.replaceChildren();
      if (key) for (const axis of axes) lay(group, axis, area);
    },
  };
}

function lay(group, axis, area) {
  const map = area[axis];
  const length = axis === "x" ? area.width : area.height;
  for (const value of values(map.range, length / ROOM[axis])) {
    const at = map(value);
    const [x, y] = axis === "x" ? [at, area.height + 16] : [-6, at + 4];
    const text = svg(group, "text");
    text.setAttribute("x", x.toFixed(1));
    text.setAttribute("y", y.toFixed(1));
    text.setAttribute("text-anchor", axis === "x" ? "middle" : "end");
    text.textContent = tick(value);
  }
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
