// What is written along the edges of the bowl's box, in the document; where it stands is for edges.js to say.

import { decode } from "../decode.js";
import { write } from "../element.js";
import { tick } from "../numbers.js";
import { hull, lettered } from "./edges.js";
import { values } from "./ticks.js";

const AXES = ["x", "y", "z"];
const MOST = { x: 5, y: 5, z: 4 }; // numbers along an edge
const OUTLINE = 120; // vertices of the surface that tell where it is

/** Round numbers along an axis of the scene: where plotly draws its grid, and what is written there. */
export const marks = (axis, range) => values(range, MOST[axis]);

const each = (make) => Object.fromEntries(AXES.map((axis) => [axis, make(axis)]));

/**
 * The words about the bowl: {load({data, layout}), place(area, seen, {x, y, z})}; seen : the area from as far as the bowl
 * has stepped back, x, y, z : what that makes of a range.
 */
export function makeEdging(element) {
  const group = element.appendChild(document.createElement("div"));
  group.className = "lr-edges";
  group.setAttribute("aria-hidden", "true");
  const sizes = new Map(); // text → its size: measured once, for a camera may turn sixty times a second
  let axes = null; // {range, title, term} by name
  let outline = []; // [x, y, z] of the surface
  let shown = "";

  // All at once: each size that is asked for of the document as it has just become has the browser lay out the whole page.
  // Returns the box of the caption
  function measure(texts) {
    const made = texts.filter((text) => !sizes.has(text)).map((text) => {
      const word = document.createElement("span");
      word.textContent = text;
      return word;
    });
    group.append(...made);
    for (const word of made) sizes.set(word.textContent, { width: word.offsetWidth, height: word.offsetHeight });
    const caption = element.querySelector(".lr-caption");
    const { offsetLeft: left, offsetTop: top, offsetHeight: height } = caption.parentElement;
    const box = { left, top, right: left + caption.offsetWidth, bottom: top + height };
    for (const word of made) word.remove();
    return box;
  }

  function words(area, seen, far) {
    const pixels = outline.map((vertex) => {
      const at = [0, 0];
      area.project(...vertex, at);
      return at;
    });
    const ranges = each((axis) => far[axis](axes[axis].range));
    const numbers = each((axis) => marks(axis, ranges[axis]));
    const names = each((axis) => axes[axis].title);
    const caption = measure([...Object.values(names), ...Object.values(numbers).flat().map(tick)]);
    return lettered({
      project: seen.project, width: area.width, height: area.height, measure: (text) => sizes.get(text), covers: hull(pixels),
      ranges, names, numbers, taken: [caption],
    });
  }

  return {
    load({ data: [{ x, y, z }], layout: { scene, meta } }) {
      axes = each((axis) => ({ range: scene[`${axis}axis`].range, title: scene[`${axis}axis`].title.text, term: meta?.[axis] }));
      const [xs, ys, zs] = [x, y, z].map((values) => (Array.isArray(values) ? values : decode(values)));
      const every = Math.ceil(xs.length / OUTLINE);
      outline = Array.from({ length: Math.ceil(xs.length / every) }, (_, i) => [xs, ys, zs].map((values) => values[i * every]));
      sizes.clear(); // the type may be another
      shown = "";
    },
    place(area, seen, far) {
      const key = area && axes ? `${area.view} ${AXES.map((axis) => far[axis](axes[axis].range))}` : shown;
      if (key === shown) return;
      shown = key;
      const found = words(area, seen, far);
      while (group.children.length > found.length) group.lastChild.remove();
      found.forEach(({ axis, text, name, x, y }, i) => {
        const word = group.children[i] ?? group.appendChild(document.createElement("span"));
        write(word, text);
        if (name && axes[axis].term) word.dataset.term = axes[axis].term;
        else delete word.dataset.term;
        word.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
      });
    },
  };
}
