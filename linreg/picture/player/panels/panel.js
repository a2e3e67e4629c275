// What the four panels share: plotly's stage, which stands still, and one layer of moving marks over it.

import { filled } from "../camera.js";
import { write } from "../element.js";
import { makeLayer } from "../marks.js";
import { flat, keepCamera, reshape } from "../projection.js";
import { resolve } from "../theme.js";
import { marks } from "./edging.js";
import { makeLettering } from "./lettering.js";

const CONFIG = { displayModeBar: false, doubleClick: "reset", showTips: false, scrollZoom: false };

const ROOM = { left: 0.1, right: 0.09, top: 0.05, bottom: 0.18 }; // around the bowl, for the axes' numbers and names

/**
 * A panel: {element, stage, layer, home, figure, zoomed(), remark(text), amend(changes), draw(figure, theme),
 * reshape(traces), trace(data), measure(), absent(why), destroy()}.
 * `name` sets its caption, `tell` its accessible name; `settle` is called whenever plotly has moved what lies beneath
 * the marks.
 */
export function makePanel(parent, kind, Plotly, settle) {
  const element = document.createElement("div");
  element.className = `lr-panel lr-${kind}`;
  element.setAttribute("role", "img");
  element.tabIndex = 0; // its words say what they mean (terms.js)
  const stage = document.createElement("div");
  stage.className = "lr-stage";
  element.append(stage);
  const letters = makeLettering(element, kind);
  const remark = document.createElement("div");
  remark.className = "lr-remark";
  remark.setAttribute("aria-hidden", "true");
  element.append(remark);
  parent.append(element);
  const layer = makeLayer(element);
  let missing = ""; // why there is no stage
  let home = {}; // the ranges of the figure, before any zoom: {x, y}
  let drawn = ""; // what plotly last drew, to leave it alone when nothing changed
  let own = false; // whether the viewer has zoomed
  let resolved = null; // the figure in the theme's colours
  let layout = {}; // its layout, as it was given to plotly
  let wished = "{}"; // changes to that, in plotly's dotted names
  let amended = "{}"; // those that plotly has drawn
  let waiting = 0;
  let size = { width: 0, height: 0 };
  let theme = null;

  const figured = (name) => name.split(".").reduce((part, key) => part?.[key], layout) ?? null;

  // Plotly takes longer to draw than a frame lasts: not within one
  function amend() {
    waiting = 0;
    if (wished === amended || drawn === "") return;
    const undone = Object.keys(JSON.parse(amended)).map((name) => [name, figured(name)]);
    amended = wished;
    keepCamera(stage);
    Plotly.relayout(stage, { ...Object.fromEntries(undone), ...JSON.parse(wished) });
  }

  function moved() {
    if (kind !== "bowl") {
      const { x, y } = flat(stage);
      const range = JSON.parse(amended)["yaxis.range"];
      if (range && same(y.ends, home.y)) amended = "{}"; // a zoom was reset, and the change with it
      own = !same(x.ends, home.x) || !(same(y.ends, home.y) || (range && same(y.ends, range)));
    }
    settle();
  }

  return {
    element,
    stage,
    layer,
    get drawn() {
      return drawn !== "";
    },
    get home() {
      return home;
    },
    /** What plotly last drew, in the theme's colours: {data, layout}. */
    get figure() {
      return resolved;
    },
    /** Whether the viewer looks at a part only, or beside: the range shown is not the one drawn. */
    zoomed: () => own,
    /** Shows a word on the scale, over the picture; "" takes it away. */
    remark(text) {
      write(remark, text);
    },
    /** Has the figure drawn with these changes to its layout, {"yaxis.range": …}, and without those of before. */
    amend(changes) {
      wished = JSON.stringify(changes);
      if (wished !== amended && !waiting) waiting = setTimeout(amend);
    },
    /** The caption above the panel. */
    name(text) {
      letters.name(text);
    },
    /** The accessible name, which tells what is to be seen. */
    tell(text) {
      element.setAttribute("aria-label", missing ? `${text}. ${missing}` : text);
    },
    /** Says in the stage's place why there is none. */
    absent(why) {
      missing = why;
      stage.classList.add("lr-absent");
      stage.textContent = why;
    },
    /** Takes the panel's present size, at which the stage is drawn next. */
    measure() {
      size = box(stage);
    },
    /** Draws the stage at the size that was measured. */
    draw(figure, next) {
      theme = next;
      const { width, height } = size;
      if (width < 40 || height < 40) return;
      const wanted = JSON.stringify([figure, theme.key, width, height]);
      if (wanted === drawn) return;
      const first = drawn === "";
      drawn = wanted;
      home = { x: figure.layout.xaxis?.range, y: figure.layout.yaxis?.range };
      resolved = resolve(figure, theme);
      const margin = letters.write(resolved, theme, { width, height });
      layout = dressed(resolved, theme, { width, height, margin, kind });
      amended = "{}";
      keepCamera(stage);
      Plotly.react(stage, resolved.data, structuredClone(layout), { ...CONFIG, plotGlPixelRatio: graphics().ratio });
      if (first) for (const event of ["plotly_relayouting", "plotly_relayout", "plotly_afterplot"]) stage.on(event, moved);
      moved();
    },
    /** Draws other traces on the stage as it is; the next figure is drawn whatever it is. */
    trace(data) {
      if (drawn === "") return;
      drawn = "other traces";
      keepCamera(stage);
      Plotly.react(stage, resolve(data, theme), structuredClone(layout), { ...CONFIG, plotGlPixelRatio: graphics().ratio });
    },
    /** Moves the vertices of the scene's traces, {x, y, z, intensity?} each, and nothing else; the next figure is drawn whatever it is. */
    reshape(traces) {
      if (drawn !== "" && reshape(stage, traces)) drawn = "other vertices";
    },
    destroy() {
      clearTimeout(waiting);
      Plotly.purge(stage);
      element.remove();
    },
  };
}

const same = (one, other) => one.every((end, i) => end === other[i]);

function box(element) {
  return { width: Math.floor(element.clientWidth), height: Math.floor(element.clientHeight) };
}

// Looks, not content: sizes, colours and room for the letters. A zoom is kept as long as the range beneath is the same
// (uirevision), the camera always.
function dressed({ data: [surface], layout }, theme, { width, height, margin, kind }) {
  const text = { family: theme.font, size: theme.type, color: theme.muted };
  const out = {
    ...layout, width, height, autosize: false, showlegend: false,
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: layout.plot_bgcolor ?? "rgba(0,0,0,0)",
    font: { ...layout.font, ...text },
    margin: kind === "bowl" ? { l: 0, r: 0, t: 0, b: 0 } : margin,
    hoverlabel: {
      bgcolor: theme.paper, bordercolor: theme.muted, font: { family: theme.font, size: theme.type + 1, color: theme.ink },
    },
  };
  const plain = { gridcolor: theme.grid, linecolor: theme.grid, zeroline: false, exponentformat: "power" };
  if (kind === "bowl") {
    const seen = filled(surface, layout.scene, width / height, ROOM);
    out.scene = { ...layout.scene, aspectmode: "manual", ...seen, uirevision: "camera" };
    for (const axis of ["x", "y", "z"]) {
      const { range, ...more } = layout.scene[`${axis}axis`];
      const grid = { tickmode: "array", tickvals: marks(axis, range), showticklabels: false, title: { text: "" } }; // edging.js writes
      out.scene[`${axis}axis`] = { ...plain, showspikes: false, ...more, range, ...grid };
    }
    return out;
  }
  for (const axis of ["xaxis", "yaxis"]) {
    out[axis] = {
      ...plain, ...ticks(layout[axis], theme.type), automargin: false, ...layout[axis], title: { text: "" }, uirevision: JSON.stringify([layout[axis]?.range, layout[axis]?.type]),
    };
  }
  return out;
}

/** Where an axis has its numbers. Plotly writes every digit between two powers of ten as soon as few decades are in view. */
export function ticks({ type, range } = {}, size = 12) {
  if (type !== "log" || !range) return {};
  const decades = range[1] - range[0];
  return { dtick: decades > 2.2 ? Math.ceil(decades / 6) : "D2", tickfont: { size: (5 / 6) * size } }; // drawn larger by plotly
}

let found = null;

/** What draws the scene: {webgl, whether anything can; ratio, of its pixels to the screen's}. Looked up once. */
export function graphics() {
  if (found) return found;
  const gl = document.createElement("canvas").getContext("webgl");
  const name = gl?.getParameter(gl.getExtension("WEBGL_debug_renderer_info")?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER) ?? "";
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  // A sharper scene costs a software renderer its frames: two pixels per pixel only where a graphics card draws them
  const ratio = /swiftshader|llvmpipe|software/i.test(name) ? 1 : Math.min(2, devicePixelRatio || 1);
  return (found = { webgl: Boolean(gl), ratio });
}
