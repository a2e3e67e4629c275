// A lesson's question: a choice, a number, a place on the map or a curve; and, later, the answer beside the guess.

import { brief, chosen, filled, whole } from "../numbers.js";
import { element } from "../element.js";
import { afterPress } from "../press.js";
import { begun, readable, typed } from "./typed.js";

const FINGER = "(hover: none) and (pointer: coarse)"; // no keys, and nothing to point with

/**
 * The question that waits: {element, guess(), given(), key(name), end()}. held : the guess so far, if it was asked before.
 * take(guess) : the viewer says that this is his guess. changed() : there is another guess, or none any more.
 */
export function asking(data, held, take, changed) {
  const { words, ask } = data;
  const end = new AbortController();
  const { signal } = end;
  const form = element("form", "lesson-question");
  form.append(element("div", "lesson-asked", { innerHTML: data.question }));
  const marked = element("p", "lesson-marked", { role: "status" });
  let guess = held ?? {};
  const given = () => ["choice", "number", "W", "curve"].some((name) => (guess[name] ?? null) !== null);

  function set(next) {
    guess = next;
    marked.textContent = ask === "number" ? readAs(guess, words) : whereTo(guess, words);
    changed();
    for (const [i, button] of [...form.querySelectorAll(".lesson-option")].entries()) button.setAttribute("aria-pressed", guess.choice === i);
  }

  if (ask === "choice") {
    const list = form.appendChild(element("div", "lesson-options", { role: "group", ariaLabel: words.choices }));
    data.options.forEach((html, i) => {
      const button = element("button", "lesson-option", { type: "button" });
      button.append(element("kbd", "", { textContent: i + 1 }), element("span", "", { innerHTML: html }));
      button.addEventListener("click", () => set({ choice: i }), { signal });
      list.append(button);
    });
  } else if (ask === "number") {
    // No pad of digits: a telephone's has neither minus nor fraction
    const field = element("input", "lesson-number", { type: "text", autocomplete: "off", ariaLabel: words.number });
    field.value = held?.text ?? "";
    const read = (done) => set({ number: typed(field.value), text: field.value, done });
    field.addEventListener("input", () => read(false), { signal });
    field.addEventListener("change", () => afterPress(() => signal.aborted || read(true)), { signal }); // left, or Enter
    form.append(field, marked);
  } else {
    const how = matchMedia(FINGER).matches ? `touch_${ask}` : `how_${ask}`;
    form.append(element("p", "lesson-how", { textContent: filled(words[how], { take: words.take }) }), marked);
    document.addEventListener("linreg-guess", ({ detail }) => set(detail), { signal });
  }
  form.addEventListener("submit", (event) => { // Enter in the field
    event.preventDefault();
    if (given()) take(guess);
  }, { signal });
  set(guess);

  return {
    element: form,
    guess: () => guess,
    given,
    /** What a key does to it, or null. */
    key: (name) => (/^[1-9]$/.test(name) && name <= data.options.length ? () => set({ choice: name - 1 }) : null),
    end: () => end.abort(),
  };
}

// Where the place is that was pointed at, or the pen that draws the curve
function whereTo({ W, b, pen }, words) {
  if (pen) return filled(words.at_pen, { epoch: whole(Math.round(pen[0])), cost: brief(pen[1]) });
  return W === undefined ? "" : `W = ${brief(W)}, b = ${brief(b)}`;
}

const four = (value) => chosen(Number(value.toPrecision(4)));

// What a typed number is read as, where that is not plain to see; and that it is none, once it cannot become one
function readAs({ number, text = "", done }, words) {
  if ((number ?? null) !== null) return readable(text) ? `= ${four(number)}` : "";
  return text.trim() && (done || !begun(text)) ? words.no_number : "";
}

/** The question once there is a guess: played now, or with its answer beside the guess. */
export function told({ question, words, phase, options, ask, guess, answer, after }) {
  const box = element("div", "lesson-question");
  box.append(element("div", "lesson-asked", { innerHTML: question }));
  if (ask === "choice") {
    const list = box.appendChild(element("ul", "lesson-options"));
    options.forEach((html, i) => {
      const line = element("li", "lesson-option");
      line.append(element("span", "lesson-mark", { textContent: answer?.fitting.includes(i) ? "✓" : "" }), element("span", "", { innerHTML: html }));
      if (guess.choice === i) line.append(element("em", "lesson-yours", { textContent: words.yours }));
      if (answer?.fitting.includes(i)) line.classList.add("lesson-fits");
      list.append(line);
    });
  }
  if (phase === "play") {
    if (Number.isFinite(guess.number)) box.append(element("p", "lesson-held", { textContent: `${words.guessed}: ${four(guess.number)}` }));
    box.append(element("p", "lesson-playing", { textContent: words.playing }));
    return box;
  }
  const said = box.appendChild(element("div", "lesson-answer", { role: "status" }));
  const kind = answer.right === null ? "" : answer.right ? "right" : "wrong";
  if (kind) said.append(element("strong", `lesson-${kind}`, { textContent: words[kind] }));
  if (ask !== "choice") {
    const list = element("dl");
    for (const [name, html] of [[words.guessed, answer.guess], [words.was, answer.was]]) {
      if (html) list.append(element("dt", "", { textContent: name }), element("dd", "", { innerHTML: html }));
    }
    if (list.children.length) said.append(list);
  }
  said.append(element("div", "", { innerHTML: after }));
  return box;
}
