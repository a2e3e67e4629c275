// The moving marks: each is built once in an SVG layer and returns its updater.

import { prefix, tail } from "./prefix.js";

const SVG = "http://www.w3.org/2000/svg";

/** A new SVG element of that kind and class, at the end of `parent`. */
export function svg(parent, kind, name = "") {
  const element = document.createElementNS(SVG, kind);
  if (name) element.setAttribute("class", name);
  return parent.appendChild(element);
}

/** The class of all marks of the run in this place, 0 for the present one: it gives them their colour and dash. */
export const classOf = (i) => (i ? `lr-kept lr-kept-${i}` : "lr-now");

/**
 * An empty layer over a panel's plot area, sized by `.place(area)`. What is drawn in its `.inner` is cut off at the
 * area's edge; a point at the edge, drawn in the layer itself, stays whole.
 */
export function makeLayer(parent) {
  const layer = svg(parent, "svg", "lr-layer");
  layer.setAttribute("aria-hidden", "true");
  layer.inner = svg(layer, "svg", "lr-inner");
  layer.place = ({ left, top, width, height }) => {
    layer.style.transform = `translate(${left}px, ${top}px)`;
    for (const part of [layer, layer.inner]) {
      part.setAttribute("width", Math.max(0, width));
      part.setAttribute("height", Math.max(0, height));
    }
  };
  return layer;
}

let paths = 0; // of all players in the document: an id is to be unique

/**
 * A path of which any prefix shows: {lay(trace, folded), show(state, x, y), remove()}. A frame rewrites one chunk, not the
 * whole. It lies on a wider copy of itself in the paper's colour, so that it can be read on any ground. name : the class
 * of its run.
 */
export function makePath(parent, name) {
  const ahead = svg(parent, "path", `lr-ahead ${name}`);
  const whole = svg(parent, "g", `lr-path ${name}`);
  const id = `lr-path-${++paths}`;
  svg(whole, "use", "lr-casing").setAttribute("href", `#${id}`);
  const group = svg(whole, "g");
  group.id = id;
  const end = svg(group, "path");
  let path = null;
  let written = []; // per chunk: its text as it stands in the document
  const chunks = [];
  const write = (i, text) => {
    if (written[i] === text) return;
    written[i] = text;
    chunks[i].setAttribute("d", text);
  };
  return {
    lay(next, folded = false) {
      path = next;
      whole.classList.toggle("lr-folded", folded);
      ahead.setAttribute("d", path.chunks.join(""));
      while (chunks.length < path.chunks.length) chunks.push(svg(group, "path"));
      while (chunks.length > path.chunks.length) chunks.pop().remove();
      written.length = chunks.length;
    },
    remove() {
      whole.remove();
      ahead.remove();
    },
    show(t, x, y) {
      const [at, text] = prefix(path, path.upTo[t]);
      for (let i = 0; i < chunks.length; i++) write(i, i < at ? path.chunks[i] : i === at ? text : "");
      end.setAttribute("d", tail(path, t, x, y));
    },
  };
}

/** The moving point: {show(x, y, area), remove()}; outside the area it waits hollow at the edge. name : as of the path. */
export function makePoint(layer, radius, name) {
  const dot = svg(layer, "circle", `lr-point ${name}`);
  dot.setAttribute("r", radius);
  const show = (x, y, { width, height }) => {
    const known = Number.isFinite(x) && Number.isFinite(y);
    const inX = Math.min(width, Math.max(0, x));
    const inY = Math.min(height, Math.max(0, y));
    const outside = known && Math.hypot(x - inX, y - inY) > 1;
    dot.style.display = known ? "" : "none";
    if (known) dot.setAttribute("transform", `translate(${inX.toFixed(2)} ${inY.toFixed(2)})`);
    dot.classList.toggle("lr-outside", outside);
  };
  return { show, remove: () => dot.remove() };
}

/** A ring around what the pointer means: {show(x, y, area), hide()}; it is not shown outside the area. */
export function makeRing(layer, radius) {
  const ring = svg(layer, "circle", "lr-ring");
  ring.setAttribute("r", radius);
  const hide = () => (ring.style.display = "none");
  hide();
  const show = (x, y, { width, height }) => {
    if (!(x >= 0 && x <= width && y >= 0 && y <= height)) return hide();
    ring.style.display = "";
    ring.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
  };
  return { show, hide };
}
