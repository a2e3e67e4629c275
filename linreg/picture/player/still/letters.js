// Letters of the page as text of a drawing, each word where it stands.

import { svg } from "../marks.js";
import { copy } from "./copied.js";
import { dressed, plain, unseen } from "./looks.js";

const SAYS = ".lr-caption, .lr-key, .lr-axis, .lr-edges, .lr-remark:not(:empty), .lr-arrow-key, .lr-absent";
const BOXED = ".lr-remark:not(:empty), .lr-arrow-key";

let pen = null;

/** How wide a text is in a font, as CSS names it, and how far it reaches above and below its line. */
export function measured(text, font) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = font;
  const { width, fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = pen.measureText(text);
  return { width, above, below };
}

/** What is written about a panel, within `into`, from the panel's upper left corner. */
export function letter(panel, into) {
  const from = panel.getBoundingClientRect();
  for (const place of panel.querySelectorAll(SAYS)) {
    if (place.closest("button") || unseen(place) || getComputedStyle(place).visibility === "hidden") continue;
    if (place.matches(BOXED)) box(place, from, into);
    for (const picture of place.querySelectorAll("svg")) if (within(picture, place)) sign(picture, from, into);
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) write(texts.currentNode, place, from, into);
  }
}

// An entry of the key that has no room stands on a line that is not there
function within(what, place) {
  const { top, bottom } = what.getBoundingClientRect();
  const { top: above, bottom: below } = place.getBoundingClientRect();
  return (top + bottom) / 2 > above && (top + bottom) / 2 < below;
}

function box(place, from, into) {
  const { left, top, width, height } = place.getBoundingClientRect();
  const style = getComputedStyle(place);
  const ground = plain(style.backgroundColor);
  const edge = parseFloat(style.borderTopWidth) ? plain(style.borderTopColor).text : "none";
  set(svg(into, "rect"), {
    x: left - from.left, y: top - from.top, width, height, rx: parseFloat(style.borderTopLeftRadius),
    fill: ground.text, "fill-opacity": ground.alpha, stroke: edge,
  });
}

// A bit of a line before its name, as large as it stands there
function sign(picture, from, into) {
  const { left, top, width, height } = picture.getBoundingClientRect();
  const view = picture.viewBox.baseVal;
  const wide = view?.width ? view : { x: 0, y: 0, width, height };
  const size = Math.min(width / wide.width, height / wide.height);
  const [x, y] = [left - from.left + (width - size * wide.width) / 2, top - from.top + (height - size * wide.height) / 2];
  const group = set(svg(into, "g"), { transform: `translate(${x} ${y}) scale(${size}) translate(${-wide.x} ${-wide.y})` });
  dressed(group, picture, null);
  for (const child of picture.children) copy(child, group, picture);
}

function write(node, place, from, into) {
  const holder = node.parentElement;
  const style = getComputedStyle(holder);
  if (!node.data.trim() || unseen(holder) || style.visibility === "hidden" || holder.closest("svg")) return;
  const range = document.createRange();
  range.selectNodeContents(node);
  if (!within(range, place)) return;
  for (const [text, rect] of lines(node)) {
    const { above, below } = measured(text, style.font);
    const at = { left: rect.left - from.left, top: rect.top - from.top, width: rect.width, height: rect.height };
    const upright = style.writingMode.startsWith("vertical");
    const [x, y] = [at.left + at.width / 2, at.top + at.height / 2 + (above - below) / 2];
    const out = svg(into, "text");
    dressed(out, holder, null);
    const looks = { x, y, "text-anchor": "middle", fill: plain(style.color).text, stroke: "none" };
    set(out, upright ? { ...looks, y: 0, x: 0, transform: `translate(${x + (above - below) / 2} ${at.top + at.height / 2}) rotate(-90)` } : looks);
    out.textContent = text;
    if (style.textShadow === "none") continue;
    const casing = set(out.cloneNode(true), { stroke: plain(getComputedStyle(place).getPropertyValue("--lr-paper").trim()).text, "stroke-width": 3 });
    out.before(casing);
  }
}

// The text as it is broken into lines: [text, its box]
function lines(node) {
  const found = [];
  for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const rect = range.getBoundingClientRect();
    const line = found.at(-1);
    const same = line && Math.abs(line[1].top - rect.top) < 2 && rect.left >= line[1].left;
    if (!same) found.push([word, rect]);
    else found[found.length - 1] = [`${line[0]} ${word}`, new DOMRect(line[1].left, line[1].top, rect.right - line[1].left, rect.height)];
  }
  return found;
}

/** Sets attributes, and returns their element. */
export function set(element, values) {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, typeof value === "number" ? Number(value.toFixed(2)) : value);
  return element;
}
