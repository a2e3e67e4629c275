// The hand on the points: a button over each of them, to be dragged, or chosen with Tab and moved with the arrow keys.

import { filled, tick } from "../numbers.js";

const STILL = 4; // pixels that a press may wander and still be a click
const REACH = { mouse: 14, other: 24 }; // pixels from a point within which a press means it
const PAUSE = 400; // milliseconds after the last arrow key, in which more may come before the point is let go
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * The layer over the fit panel's plot area: {place(), show(points, area, words), choose(i), hide()}.
 * act : {hold(i, [x, y]), letGo(), drop(), add([x, y]), remove(i), chosen(i), hop} — hold moves a point that is let go or
 * dropped, that is put back, later, and returns all points as they then are; chosen hears which point has the focus, −1 for none; hop() : [x, y], an arrow key's way.
 */
export function makeHand(grid, panel, act, signal) {
  const layer = document.createElement("div"); // beside the panel, whose content is a picture to a screen reader
  layer.className = "lr-hand";
  layer.setAttribute("role", "group");
  layer.hidden = true;
  grid.append(layer);
  const handles = [];
  let area = null;
  let points = null;
  let ahead = null; // as the arrow keys have left them, until they are shown: more than one may come before that
  let grip = null; // {id, i, box, at, from, moved} : what the pointer holds; i is −1 beside all points
  let pause = 0;
  let corner = null; // of the panel, in pixels
  let due = -1; // the point to be chosen once it is within the panel: what is undone may lie beyond what is shown yet
  let laid = null; // the area that the layer has been laid for
  const on = (type, hear) => layer.addEventListener(type, hear, { signal });
  signal.addEventListener("abort", () => clearTimeout(pause));

  // box : of the layer as the press found it: to measure it at every move would have the page laid out anew each time
  const place = (event, box) => [event.clientX - box.left, event.clientY - box.top];
  const pixel = (i) => [area.x(points.x[i]), area.y(points.y[i])];
  const within = ([x, y]) => [
    area.x.back(Math.min(area.width, Math.max(0, x))), area.y.back(Math.min(area.height, Math.max(0, y))),
  ];

  function nearest([x, y], reach) {
    let found = { i: -1, away: reach };
    for (let i = 0; i < points.x.length; i++) {
      const [px, py] = pixel(i);
      const away = Math.hypot(px - x, py - y);
      if (away <= found.away) found = { i, away };
    }
    return found.i;
  }

  on("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0 || grip) return;
    finish();
    const box = layer.getBoundingClientRect();
    const at = place(event, box);
    const i = nearest(at, REACH[event.pointerType === "mouse" ? "mouse" : "other"]);
    grip = { id: event.pointerId, i, box, at, from: i < 0 ? null : pixel(i), moved: false };
    if (i < 0) return;
    event.preventDefault(); // or the press would take the focus elsewhere
    layer.setPointerCapture(event.pointerId);
    choose(i);
  });
  on("pointermove", (event) => {
    if (event.pointerId !== grip?.id) return;
    const [x, y] = place(event, grip.box);
    const [dx, dy] = [x - grip.at[0], y - grip.at[1]];
    if (!grip.moved && Math.hypot(dx, dy) <= STILL) return;
    grip.moved = true;
    if (grip.i >= 0) act.hold(grip.i, within([grip.from[0] + dx, grip.from[1] + dy]));
  });
  on("pointerup", (event) => {
    if (event.pointerId !== grip?.id) return;
    const { i, moved, box } = grip;
    grip = null;
    if (i >= 0 && moved) act.letGo();
    else if (i < 0 && !moved) act.add(within(place(event, box)));
  });
  on("pointercancel", (event) => {
    if (event.pointerId !== grip?.id) return;
    if (grip.i >= 0 && grip.moved) act.drop();
    grip = null;
  });

  const index = (event) => handles.indexOf(event.target);
  on("keydown", (event) => {
    const i = index(event);
    if (i < 0 || grip || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ARROWS[event.key];
    if (way) {
      const far = event.shiftKey ? 10 : 1;
      const hop = act.hop();
      const { x: { [i]: x }, y: { [i]: y } } = ahead ?? points;
      const aim = [x + far * hop[0] * way[0], y + far * hop[1] * way[1]];
      const seen = within([area.x(aim[0]), area.y(aim[1])]);
      // The other coordinate stays as it is, to its last digit
      ahead = act.hold(i, way[0] ? [seen[0], y] : [x, seen[1]]);
      clearTimeout(pause);
      pause = setTimeout(finish, PAUSE);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      finish();
      act.remove(i);
    } else if (event.key === "Escape") {
      event.target.blur();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  on("focusin", () => (due = -1));
  on("focusin", (event) => act.chosen(index(event)));
  on("focusout", () => {
    finish();
    act.chosen(-1);
  });

  function finish() {
    if (!pause) return;
    clearTimeout(pause);
    pause = 0;
    act.letGo();
  }

  function lay(words) {
    layer.hidden = !corner;
    if (!corner) return;
    layer.setAttribute("aria-label", words.edit_points);
    layer.style.transform = `translate(${corner[0] + area.left}px, ${corner[1] + area.top}px)`;
    layer.style.width = `${area.width}px`;
    layer.style.height = `${area.height}px`;
  }

  function choose(i) {
    handles[i]?.focus({ preventScroll: true });
    due = handles[i]?.matches(":focus") ? -1 : i;
  }

  return {
    choose,
    hide() {
      layer.hidden = true;
      laid = null;
    },
    /** Where the panel stands, as nothing but a drawing of the stages changes it: a frame has no time to measure. */
    place() {
      const { offsetLeft, offsetTop, offsetWidth } = panel.element;
      [corner, laid] = [offsetWidth ? [offsetLeft, offsetTop] : null, null];
    },
    /** area : of the fit panel, with the maps between values and pixels. */
    show(next, seen, words) {
      const anew = laid !== seen;
      const before = anew ? null : points;
      [points, ahead, area, laid] = [next, null, seen, seen];
      if (anew) lay(words);
      while (handles.length > points.x.length) handles.pop().remove();
      while (handles.length < points.x.length) {
        const handle = layer.appendChild(document.createElement("button"));
        Object.assign(handle, { type: "button", className: "lr-handle" });
        handles.push(handle);
      }
      handles.forEach((handle, i) => {
        if (before && before.x[i] === points.x[i] && before.y[i] === points.y[i]) return;
        const [x, y] = pixel(i);
        const there = x >= -1 && y >= -1 && x <= area.width + 1 && y <= area.height + 1;
        handle.style.visibility = there ? "" : "hidden";
        handle.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
        handle.setAttribute("aria-label", nameOf(points, i, words));
      });
      if (document.activeElement !== document.body) due = -1; // the viewer has gone elsewhere
      else if (handles[due]?.checkVisibility({ visibilityProperty: true })) choose(due);
    },
  };
}

/** A point in words: “Point 3: x 2, y 3”. */
export const nameOf = ({ x, y }, i, words) => filled(words.edit_point, { n: i + 1, x: tick(x[i]), y: tick(y[i]) });
