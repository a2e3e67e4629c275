// A copy of SVG that is on the page, with its looks written into it.

import { svg } from "../marks.js";
import { dressed, unseen } from "./looks.js";

// What plotly keeps for the pointer, and what only says something to scripts
const SKIPPED = ".draglayer, .hoverlayer, .zoomlayer, .menulayer, .shapelayer:empty";
const SILENT = /^(class|style|id|data-.*|aria-.*|role|tabindex|xmlns.*|pointer-events)$/;
const SHAPES = new Set(["path", "line", "circle", "rect", "ellipse", "polygon", "polyline", "text", "use", "image"]);

/** A copy of an element within `into`; `parent`, whose looks it inherits there, or null for none. */
export function copy(element, into, parent = null) {
  if (element.localName === "defs") return into.append(named(element.cloneNode(true)));
  if (unseen(element) || element.matches(SKIPPED)) return;
  const { visibility } = getComputedStyle(element);
  if (SHAPES.has(element.localName) && visibility === "hidden") return;
  const nested = element.localName === "svg"; // not every program knows an svg in an svg
  const out = nested ? cut(element, into) : svg(into, element.localName);
  for (const { name, value } of element.attributes) if (!SILENT.test(name) && !nested) out.setAttribute(name, local(value));
  if (referred(element)) out.id = element.id;
  dressed(out, element, parent);
  if (element.localName === "text") return written(element, out);
  for (const child of element.children) copy(child, out, element);
}

// Only what a `use` points at needs its name
const referred = (element) => element.id && element.ownerSVGElement?.querySelector(`use[href="#${CSS.escape(element.id)}"]`);

// plotly tells where its clips are by the page's whole address
const local = (value) => value.replace(/url\(['"]?[^#)]*#([^'")]+)['"]?\)/, "url(#$1)");

let cuts = 0; // of all copies: an id is to be unique

function cut(element, into) {
  const out = svg(into, "g");
  if (getComputedStyle(element).overflow === "visible" || !element.hasAttribute("width")) return out;
  const clip = svg(svg(out, "defs"), "clipPath");
  clip.id = `lr-cut-${++cuts}`;
  const area = svg(clip, "rect");
  for (const side of ["width", "height"]) area.setAttribute(side, element.getAttribute(side));
  out.setAttribute("clip-path", `url(#${clip.id})`);
  return out;
}

function named(defs) {
  for (const part of defs.querySelectorAll("*")) part.removeAttribute("style");
  return defs;
}

// Letters keep their casing beneath them, which programs that know no paint-order would draw over them
function written(element, out) {
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) out.append(child.data);
    else copyPart(child, out, element);
  }
  const style = getComputedStyle(element);
  if (style.whiteSpace.startsWith("pre")) out.setAttribute("xml:space", "preserve");
  if (!style.paintOrder.startsWith("stroke") || style.stroke === "none") return;
  const over = out.cloneNode(true);
  over.setAttribute("stroke", "none");
  out.after(over);
}

function copyPart(part, out, parent) {
  const span = svg(out, part.localName);
  for (const name of ["x", "y", "dx", "dy"]) if (part.hasAttribute(name)) span.setAttribute(name, part.getAttribute(name));
  dressed(span, part, parent);
  written(part, span);
}
