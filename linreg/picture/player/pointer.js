// What the mouse points at, as a focus that every view shows: a state {t}, or a place on the map {W, b}. And a small box of
// text beside it. A finger scrolls, and points at nothing.

import { write } from "./element.js";
import { fixed, significant, whole } from "./numbers.js";

const NEAR = 12; // pixels from a state within which the pointer means that state
const FARTHEST = 1e6; // of W and b at a start, as the page takes it

// What each panel means by a pixel of its plot area, at frame place `at`: a focus, or null
const MEANS = {
  contours(view, film, at, x, y) {
    const { t, away } = view.nearest(x, y, at);
    if (away <= NEAR) return { t };
    const [W, b] = film.fromMap(view.area.x.back(x), view.area.y.back(y));
    return { W, b };
  },
  bowl(view, film, at, x, y) {
    const { t, away } = view.nearest(x, y, at);
    return away <= NEAR ? { t } : null;
  },
  // An epoch that has not been played yet is nobody's to see
  curve(view, film, at, x) {
    const t = Math.max(0, Math.round(view.area.x.back(x)));
    return t <= at && t <= film.runs[0].last ? { t } : null;
  },
};

/** Calls focus(what) whenever the mouse points at something else in one of the panels. `now()` : {film, at}. */
export function point(panels, views, now, focus, signal) {
  for (const [kind, means] of Object.entries(MEANS)) {
    const [panel, view] = [panels[kind], views[kind]];
    const tip = makeTip(panel);
    const leave = () => {
      tip.hide();
      focus(null);
    };
    panel.element.addEventListener("pointermove", (event) => {
      const pixel = event.pointerType !== "touch" && !event.buttons && inside(event, panel, view.area);
      const { film, at } = now();
      const what = pixel && !film.led?.locked ? means(view, film, at, pixel.x, pixel.y) : null;
      if (!what) return leave();
      tip.show(pixel.x + view.area.left, pixel.y + view.area.top, lines(film, what));
      focus(what);
    }, { signal });
    for (const name of ["pointerleave", "pointerdown"]) panel.element.addEventListener(name, leave, { signal });
  }
}

/** The pixel of the plot area that an event is at, {x, y}; null beside it. */
export function inside(event, panel, area) {
  if (!area) return null;
  const box = panel.element.getBoundingClientRect();
  const x = event.clientX - box.left - area.left;
  const y = event.clientY - box.top - area.top;
  return x >= 0 && y >= 0 && x <= area.width && y <= area.height ? { x, y } : null;
}

/** Whether a run can start there: not where only a diverging one gets. */
export const possible = ({ W, b }) => Math.max(Math.abs(W), Math.abs(b)) <= FARTHEST;

function lines({ words, guessing, runs: [run], cost }, { t, W, b }) {
  const numbers = (W, b, cost) => [`W ${fixed(W)}  b ${fixed(b)}`, `${words.cost} ${significant(cost)}`];
  if (t === undefined) {
    const hint = guessing ? words.guess_hint : words.start_hint;
    return [...numbers(W, b, cost(W, b)), ...(hint && possible({ W, b }) ? [hint] : [])];
  }
  const epoch = run.per > 1 ? `, ${words.update_epoch} ${whole(Math.floor(t / run.per))}` : "";
  return [`${words.epoch} ${whole(t)}${epoch}`, ...numbers(run.W[t], run.b[t], run.cost[t])];
}

// A small box of text beside the pointer: show(x, y, lines), hide()
function makeTip(panel) {
  const tip = document.createElement("div");
  tip.className = "lr-tip";
  tip.setAttribute("aria-hidden", "true");
  panel.element.append(tip);
  return {
    show(x, y, lines) {
      write(tip, lines.join("\n"));
      tip.classList.add("lr-shown");
      const { clientWidth, clientHeight } = panel.element;
      const left = x + 14 + tip.offsetWidth > clientWidth ? x - 14 - tip.offsetWidth : x + 14;
      const top = Math.min(Math.max(4, y - tip.offsetHeight - 8), clientHeight - tip.offsetHeight - 4);
      tip.style.transform = `translate(${Math.max(2, left)}px, ${top}px)`;
    },
    hide: () => tip.classList.remove("lr-shown"),
  };
}
