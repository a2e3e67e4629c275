// Points edited on the fit panel, in a mode that is on or off: what the viewer's hand does, and what follows it.
//
// While a point is held, the browser works out by itself what needs no training (closed.js), at the screen's pace, and
// the runs come from Python as fast as it answers (link.js), on axes that stand still. Let go, the points are Python's,
// and the page draws anew; until it has, what it draws of other points is left out.

import { write } from "../element.js";
import { makeFilm } from "../film.js";
import { vertices } from "../panels/bowl.js";
import { closed, standardised } from "./closed.js";
import { makeHand, nameOf } from "./hand.js";
import { makeLink } from "./link.js";
import { added, fineness, makeHistory, moved, removed, same } from "./moves.js";
import { makeRings } from "./rings.js";
import { makeStrip } from "./strip.js";

const OWN = "own"; // the family of points that are no set's

/**
 * The view of the edit mode: {load(film), render(), place(theme), toggle(), takes(data), follow(answer)}.
 * takes(data) : the page's next payload has come: null if it is to be left out, else whether it is of the points that the
 * viewer let go. follow(answer) : the runs of points that were sent while they moved.
 * screen : {show(film), which puts it on the screen on the axes that are there; move(film), if nothing but its points
 * have changed; render(); again(data), which takes a payload as if it came now}. tell : {points, moving}, to Python; without them nothing can be edited.
 */
export function makeEditing({ root, grid, desk }, panels, fit, screen, tell, signal) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "lr-edit" });
  const label = button.appendChild(document.createElement("span"));
  grid.append(button);
  const act = { hold, letGo, drop, add, remove, chosen, hop: () => finer().map(({ hop }) => hop) };
  const hand = makeHand(grid, panels.fit, act, signal);
  const strip = makeStrip(desk, { undo: () => turn("back"), redo: () => turn("on"), remove: () => remove(choice), back: restore }, signal);
  const rings = makeRings(panels.contours);
  const link = makeLink((points) => tell.moving?.(points));

  let given = null; // the page's last payload
  let base = null; // its film, or that of the last answer
  let theme = null;
  let on = false;
  let points = null; // as they are on the screen
  let rest = null; // as they were last let go
  let held = false; // whether a point is in the hand
  let sent = 0; // the number of the last message with points let go
  let later = null; // what the page has drawn meanwhile
  let choice = -1;
  let asked = 0; // the animation frame
  let came = false; // whether runs have come since the last one
  let history = makeHistory();
  let first = null; // the points with which the family began
  let family = null; // the set that they are, or were before a hand changed them
  signal.addEventListener("abort", () => {
    link.end();
    cancelAnimationFrame(asked);
  });

  const possible = () => Boolean(tell.points && given.hand) && points.x.length <= given.hand.most;
  const following = () => root.classList.contains("lr-held"); // whether points are shown that Python has not drawn
  const entry = (points) => ({ points, family, first }); // as the history has them
  const finer = () => [given.frame.x, given.frame.y].map(fineness);

  function toggle(wanted = !on) {
    on = wanted && possible();
    if (!on) hand.hide();
    root.classList.toggle("lr-editing", on);
    document.dispatchEvent(new CustomEvent("linreg-editing", { detail: on }));
    refresh();
    screen.render();
  }

  // The film with the points that the viewer sees, and what follows from them
  function withPoints(film) {
    const seen = Float64Array.from(points.x, (value) => (value - film.scale.shift) / film.scale.factor);
    const out = { ...film, x: points.x, y: points.y, seen, held: true };
    if (!given.hand.cost) return out;
    const least = closed([...seen], points.y, given.hand.cost);
    return { ...out, least };
  }

  function draw() {
    asked = 0;
    const film = withPoints(base);
    if (came) screen.show(film);
    else screen.move(film);
    came = false;
    root.classList.add("lr-held");
    if (given.hand.cost) {
      root.classList.add("lr-ringed");
      rings.show(film.least, film.toMap, given.frame.rim, theme);
    }
    refresh();
  }

  const soon = () => (asked ||= requestAnimationFrame(draw));

  function hold(i, [x, y]) {
    const [across, up] = finer();
    const to = [x === points.x[i] ? x : across.fit(x), y === points.y[i] ? y : up.fit(y)];
    held = true;
    become(moved(points, i, to));
    return points;
  }

  function become(next) {
    points = next;
    link.send(points);
    soon();
  }

  function letGo() {
    held = false;
    if (same(points, rest)) return release();
    history.note(entry(rest));
    settle();
  }

  function drop() {
    points = rest;
    held = false;
    release();
  }

  // The points are Python's from now on
  function settle() {
    rest = points;
    later = null;
    link.end();
    soon();
    sent = Math.max(sent + 1, Date.now());
    tell.points({ ...points, family, n: sent });
  }

  // Nothing has changed: what the page has drawn meanwhile is drawn now
  function release() {
    link.end();
    const next = later;
    later = null;
    screen.again(next ?? given);
  }

  function add([x, y]) {
    if (points.x.length >= given.hand.most) return;
    const [across, up] = finer();
    change(added(points, [across.fit(x), up.fit(y)]));
    choose(points.x.length - 1);
  }

  function remove(i) {
    if (i < 0 || points.x.length === 1) return;
    change(removed(points, i));
    choose(i);
  }

  // The focus goes to this point, or to the last if there is none: with its button it would leave the panel
  function choose(i) {
    if (i < 0) return;
    hand.show(points, fit.area, base.words);
    hand.choose(Math.min(i, points.x.length - 1));
  }

  function change(next) {
    history.note(entry(points));
    points = next;
    settle();
  }

  function turn(way) {
    if (held) letGo();
    const next = history[way](entry(points));
    if (!next) return;
    const was = choice;
    ({ points, family, first } = next);
    settle();
    choose(was);
  }

  function restore() {
    if (!given.hand.changed) return change(first);
    later = null;
    sent = Math.max(sent + 1, Date.now());
    tell.points({ back: true, n: sent });
  }

  function chosen(i) {
    choice = i;
    if (given) refresh();
  }

  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (!on || !(event.ctrlKey || event.metaKey) || event.altKey || !(key === "z" || (key === "y" && !event.shiftKey))) return;
    if (event.composedPath()[0].closest?.("input, textarea, [contenteditable]")) return;
    event.preventDefault();
    turn(event.shiftKey || key === "y" ? "on" : "back");
  }, { signal });
  button.addEventListener("click", () => toggle(), { signal });
  document.addEventListener("linreg-edit", () => toggle(), { signal });

  // Points of another family than those before. What was opened or pasted over these can be undone, and that is one such
  // way back; another set begins anew. Too many to be told by hand never come back so: here is but a sample of them.
  function belong(next, to) {
    const { last } = history;
    const back = last && last.family === to && same(last.points, next);
    if (back) history.back(entry(rest));
    else if (rest && to === OWN && rest.x.length <= given.hand.most) history.note(entry(rest));
    else history = makeHistory();
    [first, family] = [back ? last.first : next, to];
  }

  function refresh() {
    const { words, guessing } = base;
    if (!held) {
      button.hidden = !(tell.points && given.hand);
      write(label, words.edit);
      button.setAttribute("aria-pressed", on);
      button.setAttribute("aria-disabled", !possible());
      button.title = possible() ? words.edit_help : words.edit_many.replace("{most}", given.hand?.most);
      strip.element.hidden = !on;
    }
    if (!on) return;
    const x = given.hand.scaled ? standardised([...points.x]) : [...points.x];
    strip.show({
      words, past: history.past, future: history.future,
      chosen: choice >= 0 && choice < points.x.length ? nameOf(points, choice, words) : "",
      removable: choice >= 0 && points.x.length > 1,
      rates: given.hand.cost && !guessing ? closed(x, points.y, given.hand.cost) : null, limited: given.hand.plain,
      changed: given.hand.changed || !same(points, first), set: given.hand.set,
    });
  }

  return {
    toggle,
    takes(data) {
      if (held || data.hand?.heard < sent) {
        later = data;
        return null;
      }
      const mine = following();
      [given, later, came] = [data, null, false];
      cancelAnimationFrame(asked);
      asked = 0;
      root.classList.remove("lr-held", "lr-ringed");
      rings.hide();
      return mine;
    },
    follow(answer) {
      if (!link.heard(answer.n) || !answer.runs) return;
      base = makeFilm({ ...given, ...answer });
      came = true;
      soon();
      // In a frame of its own: the bowl is what takes longest to draw
      requestAnimationFrame(() => requestAnimationFrame(() => {
        if (!following()) return;
        panels.bowl.reshape(vertices(answer.mesh));
        if (answer.map) panels.contours.trace(answer.map);
      }));
    },
    load(film) {
      if (film.held) return;
      base = film;
      const next = { x: [...film.x], y: [...film.y] };
      if (family !== given.hand?.family) belong(next, given.hand?.family);
      else if (!same(next, rest)) history.note(entry(rest)); // typed in the table, or the way back
      points = rest = next;
      if (on && !possible()) toggle(false);
      refresh();
    },
    /** After each drawing of the stages. */
    place(next) {
      theme = next;
      hand.place();
      const { offsetLeft, offsetTop, offsetWidth } = panels.fit.element;
      button.style.visibility = offsetWidth ? "" : "hidden"; // another panel is shown alone
      const caption = panels.fit.element.querySelector(".lr-caption");
      const middle = caption.offsetTop + caption.parentElement.offsetTop + caption.offsetHeight / 2;
      button.style.left = `${offsetLeft + caption.parentElement.offsetLeft + caption.offsetLeft + caption.offsetWidth + 10}px`;
      button.style.top = `${offsetTop + middle - button.offsetHeight / 2}px`;
      panels.fit.element.style.setProperty("--lr-edit", button.hidden ? "0px" : `${button.offsetWidth + 10}px`);
    },
    render() {
      if (on && fit.area) hand.show(points, fit.area, base.words);
    },
  };
}
