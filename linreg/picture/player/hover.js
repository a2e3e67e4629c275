// Numbers at the pointer, and a click on the contours.

import { fixed, rounded, significant } from "./numbers.js";

const NEAR = 12; // pixels from a state within which the pointer means that state
const STILL = 4; // pixels a press may wander and still be a click

/** A small box of text beside the pointer: show(x, y, lines), hide(). */
function makeTip(panel) {
  const tip = document.createElement("div");
  tip.className = "lr-tip";
  tip.setAttribute("aria-hidden", "true");
  panel.element.append(tip);
  return {
    show(x, y, lines) {
      tip.textContent = lines.join("\n");
      tip.classList.add("lr-shown");
      const { clientWidth, clientHeight } = panel.element;
      const left = x + 14 + tip.offsetWidth > clientWidth ? x - 14 - tip.offsetWidth : x + 14;
      const top = Math.min(Math.max(4, y - tip.offsetHeight - 8), clientHeight - tip.offsetHeight - 4);
      tip.style.transform = `translate(${Math.max(2, left)}px, ${top}px)`;
    },
    hide: () => tip.classList.remove("lr-shown"),
  };
}

/** Calls tell(x, y, tip) while a mouse moves over the plot area; x, y are pixels of that area. */
function whileOver(panel, view, tell, signal) {
  const tip = makeTip(panel);
  const move = (event) => {
    const at = inside(event, panel, view.area);
    if (!at || event.pointerType !== "mouse" || event.buttons) return tip.hide();
    tip.show(at.x + view.area.left, at.y + view.area.top, tell(at.x, at.y));
  };
  panel.element.addEventListener("pointermove", move, { signal });
  panel.element.addEventListener("pointerleave", tip.hide, { signal });
  panel.element.addEventListener("pointerdown", tip.hide, { signal });
}

function inside(event, panel, area) {
  if (!area) return null;
  const box = panel.element.getBoundingClientRect();
  const x = event.clientX - box.left - area.left;
  const y = event.clientY - box.top - area.top;
  return x >= 0 && y >= 0 && x <= area.width && y <= area.height ? { x, y } : null;
}

const stateLines = ({ words, runs: [run] }, t) => [
  `${words.epoch} ${t}`, `W ${fixed(run.W[t])}  b ${fixed(run.b[t])}`, `${words.cost} ${significant(run.cost[t])}`,
];

/** Hovering the contours tells W, b and the cost there, or the state of the path that is near. `now()` : {film, at}. */
export function hoverContours(panel, view, now, signal) {
  whileOver(panel, view, (x, y) => {
    const { film, at } = now();
    const { t, away } = view.nearest(x, y, at);
    if (away <= NEAR) return stateLines(film, t);
    const [W, b] = film.fromMap(view.area.x.back(x), view.area.y.back(y));
    return [`W ${fixed(W)}  b ${fixed(b)}`, `${film.words.cost} ${significant(film.cost(W, b))}`, film.words.start_hint];
  }, signal);
}

/** Hovering the curve tells the epoch under the pointer and its cost. */
export function hoverCurve(panel, view, now, signal) {
  whileOver(panel, view, (x) => {
    const { film } = now();
    const [run] = film.runs;
    const t = Math.min(run.last, Math.max(0, Math.round(view.area.x.back(x))));
    return [`${film.words.epoch} ${t}`, `${film.words.cost} ${significant(run.cost[t])}`];
  }, signal);
}

/** Calls start({W, b}) for a click on the contours; a drag, and the double click that resets a zoom, are plotly's. */
export function clickContours(panel, view, now, start, signal) {
  let down = null;
  let waiting = 0;
  signal.addEventListener("abort", () => clearTimeout(waiting));
  panel.element.addEventListener("pointerdown", (event) => {
    down = event.isPrimary && event.button === 0 && inside(event, panel, view.area) ? event : null;
  }, { signal, capture: true });
  // On the window: plotly lays a cover over the page while the button is down
  window.addEventListener("pointerup", (event) => {
    const at = down && inside(event, panel, view.area);
    const still = at && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) <= STILL;
    down = null;
    if (!still) return;
    const { film } = now();
    const [W, b] = film.fromMap(view.area.x.back(at.x), view.area.y.back(at.y));
    const again = waiting !== 0;
    clearTimeout(waiting);
    waiting = 0;
    if (again) return;
    waiting = setTimeout(() => {
      waiting = 0;
      start({ W: rounded(W, film.spans.W), b: rounded(b, film.spans.b) });
    }, panel.zoomed() ? 320 : 0);
  }, { signal });
  window.addEventListener("pointercancel", () => (down = null), { signal });
}
