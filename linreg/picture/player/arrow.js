// An arrow, as it is drawn on the map and in its key: those of different names differ in more than their colour.

import { svg } from "./marks.js";

const HEADS = { full: [10, 5], gradient: [9, 4], momentum: [10, 5.5], step: [13, 6.5] }; // pixels: how long, and half as wide
const tenth = (value) => Math.round(value * 10) / 10;

/** An arrow on a wider copy of itself in the paper's colour: {element, show([x, y, dx, dy, hollow] or null)}. */
export function makeArrow(parent, name) {
  const whole = svg(parent, "g", `lr-arrow lr-arrow-${name}`);
  const parts = ["casing", "shaft", "head"].map((part) => svg(whole, "path", `lr-arrow-${part}`));
  return {
    element: whole,
    show(arrow) {
      if (!arrow) return parts.forEach((part) => write(part, ""));
      const [x, y, dx, dy, hollow] = arrow;
      const [shaft, head] = shaped(name, x, y, dx, dy);
      write(parts[0], shaft + head);
      write(parts[1], shaft);
      write(parts[2], head);
      whole.classList.toggle("lr-hollow", Boolean(hollow));
    },
  };
}

/** The texts of an arrow's shaft and of its head, which leads from (x, y) by (dx, dy). */
export function shaped(name, x, y, dx, dy) {
  const size = Math.hypot(dx, dy);
  if (!(size > 0)) return ["", ""];
  const [head, half] = HEADS[name].map((value) => Math.min(1, size / (1.6 * HEADS[name][0])) * value);
  const [ux, uy] = [dx / size, dy / size];
  const at = (along, aside) => `${tenth(x + along * ux - aside * uy)} ${tenth(y + along * uy + aside * ux)}`;
  const open = name === "momentum"; // its head is two strokes
  const end = open ? size : size - head;
  return [
    `M${at(0, 0)}L${at(end, 0)}`,
    `M${at(size - head, half)}L${at(size, 0)}L${at(size - head, -half)}${open ? "" : "z"}`,
  ];
}

const texts = new WeakMap();

/** Writes a path, if it is another. */
export function write(path, text) {
  if (texts.get(path) === text) return;
  texts.set(path, text);
  path.setAttribute("d", text);
}
