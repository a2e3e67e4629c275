// A lesson's step beside the picture: its text, its question, the answer beside the guess, and the way on.
//
// Every text comes from linreg/lessons/marked.py as HTML of six plain elements; what a stranger wrote is text in them.

import { asking, told } from "./asking.js";
import { board } from "./board.js";
import { element } from "../element.js";
import { fitting } from "./fit.js";
import { bringIntoSight } from "./sight.js";

const TYPED = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=dialog]";
const PRESSED = "a, button, summary, [role=button]"; // what Enter presses

/**
 * The strip in `place`: {update(data), destroy()}; data : as linreg/views/lead.py has it. tell(what, guess, id) : the viewer
 * guesses, wants to be told, to play, or the step's picture back. remote() : whether PageUp and PageDown lead from step to step.
 */
export function makeStrip(place, tell, remote) {
  const end = new AbortController();
  const { signal } = end;
  place.replaceChildren(); // what was said while it loaded
  const desk = board(place, signal);
  const strip = place.appendChild(element("section", "lesson"));
  let data = null;
  let shown = ""; // what is in the document, as text
  let question = null;

  const did = (what, guess) => tell(what, guess, data.id);
  const fit = fitting(strip, remote, signal);
  const go = (by) => strip.querySelector(by > 0 ? ".lesson-next" : ".lesson-back")?.click();

  // As a presenter's one button goes on: without a guess, to the answer, to the next step
  function advance() {
    if (data.phase === "ask") did("guess", question?.guess() ?? {});
    else if (data.phase === "play") did("tell");
    else go(1);
  }

  // One button goes on: quietly without a guess, plainly once there is one
  function weigh() {
    const on = data.phase === "ask" && strip.querySelector(".lesson-on");
    if (!on) return;
    const given = Boolean(question?.given());
    on.classList.toggle("lesson-take", given);
    on.textContent = given ? data.words.take : data.words.without;
  }

  // A drawn or placed guess is handed in by the key that hands in a typed one
  const hands = ({ key, target }) =>
    key === "Enter" && ["place", "curve"].includes(data.ask) && question?.given() && !target.closest?.(PRESSED);

  // The remote's key stays on the last step: only who presses its button leaves the lesson
  const past = () => data.phase === "done" && !data.links.steps[data.number];

  function wanted(event) {
    const { key } = event;
    if (hands(event)) return advance;
    if (key === "PageDown" && remote()) return past() ? () => {} : advance;
    if (key === "PageUp" && remote()) return () => go(-1);
    if (key === "." || key === "b" || key === "B") return desk.black;
    if (key === "m" || key === "M") return desk.notes;
    return question?.key(key) ?? null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !place.isConnected) return;
    const act = desk.dark() ? desk.black : event.target.closest?.(TYPED) ? null : wanted(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }, { signal, capture: true });

  return {
    update(next) {
      const before = data;
      data = next;
      desk.update(data);
      const text = JSON.stringify(data);
      if (text === shown) return;
      shown = text;
      const held = before?.id === data.id && before.phase === data.phase ? question?.guess() : undefined;
      const focused = strip.contains(document.activeElement);
      question?.end();
      question = data.phase === "ask" ? asking(data, held, (guess) => did("guess", guess), weigh) : null;
      lay(strip, data, { question, did, advance, notes: desk.notes });
      weigh();
      fit.now();
      if (before?.id === data.id && before.phase !== data.phase) {
        fit.reveal(strip.querySelector(".lesson-question"));
        bringIntoSight();
      }
      if (before && before.id !== data.id) {
        strip.closest("[class*=st-key-beside_]")?.scrollTo(0, 0);
        if (focused) strip.querySelector("h2").focus();
      } else if (focused) strip.querySelector(".lesson-next, .lesson-on")?.focus();
    },
    destroy() {
      end.abort();
      question?.end();
      place.replaceChildren();
    },
  };
}

function lay(strip, data, { question, did, advance, notes }) {
  const { words, links, number } = data;
  strip.setAttribute("aria-label", `${words.lesson}: ${data.lesson}`);
  const parts = [head(data), ...warned(data, did)];
  const title = element("h2", "", { innerHTML: data.title, tabIndex: -1 });
  parts.push(title, element("div", "lesson-text", { innerHTML: data.text }));
  if (question) parts.push(question.element);
  else if (data.question) parts.push(told(data));
  if (data.goal) parts.push(goal(data, did));
  const foot = element("div", "lesson-foot");
  foot.append(link("lesson-back", words.back, links.steps[number - 2]));
  if (data.notes) {
    const button = element("button", "lesson-ask", { type: "button", textContent: words.notes, title: words.notes_hint });
    button.addEventListener("click", notes);
    foot.append(button);
  }
  if (data.phase === "ask") {
    const on = element("button", "lesson-on", { type: "button", textContent: words.without });
    on.addEventListener("click", advance);
    foot.append(on);
  } else if (data.phase === "play") {
    const on = element("button", "lesson-on lesson-tell", { type: "button", textContent: words.tell });
    on.addEventListener("click", advance);
    foot.append(on);
  } else {
    const more = links.steps[number];
    foot.classList.toggle("lesson-waits", Boolean(data.goal) && data.goal.kind !== "reached");
    // A lesson that is a file ends with its last step: there is nowhere to go
    if (more || links.lessons) foot.append(link("lesson-next", more ? words.next : words.end, more ?? links.lessons));
  }
  strip.replaceChildren(...parts, foot);
}

// What the viewer is to reach, whether he has, and the way to find out
function goal({ goal: { kind, text, play }, words }, did) {
  const line = element("div", `lesson-goal lesson-${kind}`, { role: "status" });
  line.append(element("span", "", { textContent: text }));
  if (play) {
    const button = element("button", "lesson-play", { type: "button", textContent: words.play });
    button.addEventListener("click", () => did("play"));
    line.append(button);
  }
  return line;
}

// The lesson's name, where one is in it, and a dot for each step
function head({ lesson, number, titles, links, words }) {
  const top = element("header", "lesson-head");
  top.append(element("span", "lesson-name", { textContent: lesson }));
  top.append(element("span", "lesson-count", { textContent: `${number} / ${titles.length}` }));
  top.append(element("span", "lesson-time", { ariaHidden: "true" }));
  if (links.free) {
    const out = link("lesson-out", "×", links.free);
    out.setAttribute("aria-label", words.leave);
    out.title = words.leave;
    top.append(out);
  }
  const dots = element("nav", "lesson-dots", { ariaLabel: words.steps });
  titles.forEach((title, i) => {
    const dot = link("lesson-dot", "", links.steps[i]);
    dot.title = `${i + 1}. ${title}`;
    dot.setAttribute("aria-label", dot.title);
    if (i + 1 === number) dot.setAttribute("aria-current", "step");
    dots.append(dot);
  });
  const both = element("div", "lesson-top");
  both.append(top, dots);
  return both;
}

// What the step asks for in vain, and that the picture is another by now
function warned({ lost, moved, words }, did) {
  const parts = lost.map((text) => element("p", "lesson-lost", { textContent: text }));
  if (moved) {
    const line = element("p", "lesson-moved", { textContent: `${words.moved} ` });
    const button = element("button", "", { type: "button", textContent: words.restore });
    button.addEventListener("click", () => did("restore"));
    line.append(button);
    parts.push(line);
  }
  return parts;
}

function link(name, text, href) {
  const made = element("a", `${name}${href ? " linreg-go" : ""}`, { textContent: text });
  if (href) made.href = href;
  else made.setAttribute("aria-disabled", "true");
  return made;
}
