// A curve drawn by hand on the empty axes: what somebody expects the cost to do. It stays beside what it does.

import { svg } from "./marks.js";

const APART = 3; // pixels between two places of the curve
const HOPS = 40; // arrow keys from one side of the plot area to the other
const BESIDE = 40; // pixels beside the plot area at which a stroke may begin, as one does at the axis

/**
 * The view of the drawn curve; tell({curve: [[epoch, cost], …], pen: [epoch, cost]}) at the end of each stroke.
 * `pen(dx, dy)` is what moves the pen by arrow keys, null while nothing is to be drawn: it begins at the run's start.
 */
export function makeDrawn(panel, curve, tell, signal) {
  const path = svg(panel.layer.inner, "path", "lr-drawn");
  const ring = svg(panel.layer, "circle", "lr-pen");
  ring.setAttribute("r", 7);
  ring.style.display = "none";
  let nib = null; // where the keys' pen is: a pixel of an area
  let film = null;
  let of = null; // the step that it belongs to
  let places = []; // [epoch, cost], from left to right
  let last = null; // the pixel that the pen was at
  let shown = []; // the plot area and the places as they stand in the document

  const wanted = () => Boolean(film?.led?.locked) && film.led.ask === "curve";

  // One cost to an epoch: a stroke that goes over what is there takes its place
  function put({ x, y }) {
    const { area } = curve;
    const [t, before] = [x, last?.x ?? x].map((pixel) => Math.max(0, area.x.back(pixel)));
    const others = places.filter(([at]) => at !== t && (at <= Math.min(t, before) || at >= Math.max(t, before)));
    places = [...others, [t, area.y.back(y)]].sort(([one], [other]) => one - other);
    last = { x, y };
    show();
  }

  function show() {
    const { area } = curve;
    const pen = wanted() ? nib : null;
    if (shown[0] === area && shown[1] === places && shown[2] === pen) return;
    shown = [area, places, pen];
    ring.style.display = area && pen ? "" : "none";
    if (area && pen) ring.setAttribute("transform", `translate(${area.x(pen.at[0]).toFixed(1)} ${area.y(pen.at[1]).toFixed(1)})`);
    const there = area && places.length > 1;
    path.style.display = there ? "" : "none";
    if (!there) return;
    path.setAttribute("d", `M${places.map(([t, cost]) => `${area.x(t).toFixed(1)} ${area.y(cost).toFixed(1)}`).join("L")}`);
  }

  function hop(dx, dy) {
    const { area } = curve;
    if (!area) return;
    const held = (value, most) => Math.min(Math.max(value, 0), most);
    if (nib?.area !== area) {
      const at = nib?.at ?? [0, film.runs[0].cost[0]];
      nib = { x: held(area.x(at[0]), area.width), y: held(area.y(at[1]), area.height), area, at };
      if (!places.length) put(nib);
    }
    last = nib;
    const x = held(nib.x + (dx * area.width) / HOPS, area.width);
    const y = held(nib.y - (dy * area.height) / HOPS, area.height);
    nib = { x, y, area, at: [area.x.back(x), area.y.back(y)] };
    put(nib);
    last = null;
    if (places.length > 1) tell({ curve: places, pen: nib.at });
  }

  // The pixel of the plot area that is nearest to the pen; null far from it
  function pen(event) {
    const { area } = curve;
    if (!area) return null;
    const box = panel.element.getBoundingClientRect();
    const at = { x: event.clientX - box.left - area.left, y: event.clientY - box.top - area.top };
    const near = { x: Math.min(Math.max(at.x, 0), area.width), y: Math.min(Math.max(at.y, 0), area.height) };
    return Math.hypot(at.x - near.x, at.y - near.y) <= BESIDE ? near : null;
  }

  const hear = (name, go) => panel.element.addEventListener(name, (event) => {
    if (!wanted()) return;
    event.stopPropagation(); // plotly would zoom
    go?.(event, pen(event));
  }, { signal, capture: true });

  hear("pointerdown", (event, at) => {
    if (!at || event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    panel.element.setPointerCapture(event.pointerId);
    last = nib = null;
    put(at);
  });
  hear("pointermove", (event, at) => {
    if (!last || !at || Math.abs(at.x - last.x) < APART) return;
    put(at);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    hear(name, () => {
      if (!last) return;
      last = null;
      if (places.length > 1) tell({ curve: places });
    });
  }
  for (const name of ["mousedown", "touchstart", "dblclick"]) hear(name);

  return {
    load(next) {
      film = next;
      const mine = film.led?.id ?? null;
      if (of !== mine) {
        places = film.led?.guess?.curve ?? [];
        nib = null;
      }
      of = mine;
    },
    render: show,
    pen: (dx, dy) => (wanted() ? () => hop(dx, dy) : null),
  };
}
