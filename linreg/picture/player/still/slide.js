// A panel, or all, as one drawing of the size of a slide: plotly's stage, our marks over it, the letters, and a caption.

import { svg } from "../marks.js";
import { keepCamera } from "../projection.js";
import { copy } from "./copied.js";
import { letter, measured, set } from "./letters.js";
import { plain } from "./looks.js";

export const [WIDTH, HEIGHT] = [1920, 1080];
const EDGE = 48; // around the picture
const GAP = 28; // between panels
const SAID = [30, 19]; // the size of the caption, and of the address beneath it
const LEGEND = 27;
const LINES = 3; // of an address at most; a longer one is of no use on a slide
const SHARPEST = 4; // pixels of the scene to one on the page

const KINDS = ["fit", "contours", "bowl", "curve"];
const panelOf = (root, kind) => root.querySelector(`.lr-panel.lr-${kind}`);

/** The panels that are to be seen, by name. */
export const shown = (root) => KINDS.filter((kind) => panelOf(root, kind).offsetWidth > 0);

/** The drawing as an SVG element: a panel, or "all", of the player in `root`, with what is said beneath. */
export async function slide(root, { panel, caption, address, Plotly }) {
  const style = getComputedStyle(root);
  const variable = (name) => style.getPropertyValue(name).trim();
  const looks = { family: style.fontFamily, ink: plain(style.color).text, muted: variable("--lr-muted"), paper: variable("--lr-paper") };
  const out = svg(document.createDocumentFragment(), "svg");
  set(out, { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, "font-family": looks.family });
  svg(out, "title").textContent = caption;
  set(svg(out, "rect"), { width: WIDTH, height: HEIGHT, fill: looks.paper });
  const high = said(out, root, caption, address, looks);
  const kinds = panel === "all" ? shown(root) : [panel];
  await lay(kinds.map((kind) => panelOf(root, kind)), svg(out, "g"), HEIGHT - EDGE - high, Plotly);
  return out;
}

// The panels side by side, two in a row, as large as fit in so much height
async function lay(panels, into, height, Plotly) {
  const across = Math.min(2, panels.length);
  const down = Math.ceil(panels.length / across);
  const wide = Math.max(...panels.map((panel) => panel.offsetWidth));
  const high = Math.max(...panels.map((panel) => panel.offsetHeight));
  const room = [(WIDTH - 2 * EDGE - (across - 1) * GAP) / across, (height - (down - 1) * GAP) / down];
  const scale = Math.min(room[0] / wide, room[1] / high);
  const left = (WIDTH - across * wide * scale - (across - 1) * GAP) / 2;
  for (const [i, panel] of panels.entries()) {
    const [x, y] = [left + (i % across) * (wide * scale + GAP), EDGE + Math.floor(i / across) * (high * scale + GAP)];
    await draw(panel, set(svg(into, "g"), { transform: `translate(${x} ${y}) scale(${scale})` }), scale, Plotly);
  }
}

async function draw(panel, into, scale, Plotly) {
  const stage = panel.querySelector(".lr-stage");
  const scene = stage.querySelector(".gl-container");
  if (scene?.querySelector("canvas")) {
    const opacity = getComputedStyle(scene).opacity;
    const size = { width: stage.clientWidth, height: stage.clientHeight };
    set(svg(into, "image"), { ...size, opacity, href: await scenery(stage, size, Math.min(SHARPEST, scale), Plotly) });
  } else {
    const from = panel.getBoundingClientRect();
    for (const part of stage.querySelectorAll(".main-svg")) {
      const { left, top } = part.getBoundingClientRect();
      copy(part, set(svg(into, "g"), { transform: `translate(${left - from.left} ${top - from.top})` }));
    }
  }
  const layer = panel.querySelector(".lr-layer");
  const { left, top } = layer.getBoundingClientRect();
  const from = panel.getBoundingClientRect();
  copy(layer, set(svg(into, "g"), { transform: `translate(${left - from.left} ${top - from.top})` }));
  letter(panel, into);
}

// What WebGL draws is pixels: drawn anew, as many as the slide has
async function scenery(stage, { width, height }, scale, Plotly) {
  keepCamera(stage);
  const figure = { data: stage.data, layout: stage.layout, config: { plotGlPixelRatio: scale, staticPlot: true } };
  return Plotly.toImage(figure, { format: "png", width, height, scale });
}

// What stands beneath the picture: which run is which, the caption and the address; returns the height that it takes
function said(out, root, caption, address, { family, ink, muted }) {
  const rows = broken(address, `${SAID[1]}px ${family}`).slice(0, LINES + 1);
  const lines = rows.length > LINES ? [] : rows;
  let y = HEIGHT - EDGE - (lines.length ? SAID[1] * 1.35 * (lines.length - 1) : 0);
  lines.forEach((line, i) => {
    set(svg(out, "text"), { x: EDGE, y: y + i * SAID[1] * 1.35, "font-size": SAID[1], fill: muted }).textContent = line;
  });
  if (lines.length) y -= SAID[1] * 1.7;
  set(svg(out, "text"), { x: EDGE, y, "font-size": SAID[0], "font-weight": 600, fill: ink }).textContent = caption;
  y -= SAID[0] * 1.2;
  if (named(root, out, y, family, ink, muted)) y -= LEGEND * 1.5;
  return HEIGHT - y + 10;
}

// The legend, if there is one
function named(root, out, y, family, ink, muted) {
  const legend = root.querySelector(".lr-legend");
  if (!legend || legend.hidden) return false;
  const group = set(svg(out, "g"), { "font-size": LEGEND });
  let x = EDGE;
  const write = (text, looks) => {
    set(svg(group, "text"), { x, y, ...looks }).textContent = text;
    x += measured(text, `${looks["font-weight"] ?? 400} ${LEGEND}px ${family}`).width + 14;
  };
  for (const part of legend.children) {
    const picture = part.querySelector("svg");
    if (!picture) {
      write(part.textContent, { fill: muted });
      continue;
    }
    const mark = set(svg(group, "g"), { transform: `translate(${x} ${y - LEGEND * 0.62}) scale(1.6)` });
    copy(picture, mark);
    x += 76;
    write(part.querySelector(".lr-legend-name").textContent, { fill: ink, "font-weight": 600 });
    x += 18;
  }
  const wide = x - EDGE;
  const room = WIDTH - 2 * EDGE;
  if (wide > room) set(group, { transform: `translate(${EDGE} ${y}) scale(${room / wide}) translate(${-EDGE} ${-y})` });
  return true;
}

// A text without spaces, in lines as wide as the slide
function broken(text, font) {
  const most = Math.floor((WIDTH - 2 * EDGE) / Math.max(1, measured(text, font).width / Math.max(1, text.length)));
  return text.match(new RegExp(`.{1,${Math.max(1, most - 4)}}`, "g")) ?? [];
}
