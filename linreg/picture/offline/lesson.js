// A lesson in the file: its step beside the picture, asked before it plays, then told. What lead.py does on the page.

import { add } from "../player/element.js";
import { makeStrip } from "../player/lesson/strip.js";
import { filled } from "../player/numbers.js";
import { judged, short } from "./judge.js";

/**
 * The lesson of `data`, what the document holds, if it is one: {of(at), guessed(guess), note(at), show(at, lang, run, seen)}.
 * of(at) : what holds of a step: {hides, why nothing may tell what is asked, here or later, or ""; led, for the player}.
 * note(at) : what was asked has been played. go(at), redraw() : to another step, and what is to be drawn is another.
 */
export function makeLesson(main, { lesson, steps }, { go, redraw }) {
  const place = add(main, "aside", "file-lesson");
  place.hidden = !lesson;
  if (!lesson) return { of: () => ({ hides: "", led: null }), guessed() {}, note() {}, show() {} };
  document.documentElement.dataset.led = "";
  const guesses = new Map();
  const told = new Set(); // the steps whose answers are told
  const strip = makeStrip(place, did, () => true);
  const id = (at) => `${Object.values(lesson)[0].titles.join()}/${at + 1}`;
  let here = 0;

  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    go(Number(link.hash.slice(1)) - 1);
  });

  function did(what, guess) {
    if (what === "guess") guesses.set(here, guess);
    else told.add(here);
    redraw();
  }

  function phase(at) {
    const { ask, now } = steps[at].led;
    if (ask && !guesses.has(at)) return "ask";
    return !ask || now || told.has(at) ? "done" : "play";
  }

  function of(at) {
    const { ask, about, covering, now, later, rating } = steps[at].led;
    const waits = (asked) => asked.some((step) => !guesses.has(step));
    const bare = waits(covering);
    const there = phase(at);
    const hides = there !== "done" ? there : waits([...later, ...rating]) ? "later" : "";
    const played = Boolean(ask) && !now; // what this step itself has asked and played stays
    const locked = there === "ask" || (there === "done" && waits(later) && !played);
    const done = there === "done";
    const led = {
      id: id(at), about, ask: hides === "later" ? "later" : ask, bare, locked, answered: Boolean(ask) && done, play: there === "play",
      told: played && done, goal: Boolean(Object.values(steps[at].told)[0].led.goal), guess: guesses.get(at) ?? {},
    };
    return { hides, led };
  }

  function show(at, lang, run, seen) {
    here = at;
    const { led, told: { [lang]: { led: said } } } = steps[at];
    const { words, titles, minutes } = lesson[lang];
    const guess = guesses.get(at) ?? {};
    strip.update({
      ...said, id: id(at), lang, lesson: "", number: at + 1, titles, words, ask: led.ask, phase: phase(at),
      minutes: { step: led.minutes, all: minutes },
      guess: { choice: guess.choice ?? null, number: guess.number ?? null },
      answer: led.ask && phase(at) === "done" ? answer(led, guess, said, words, run) : null,
      after: phase(at) === "done" ? said.after : "",
      goal: said.goal && phase(at) !== "ask" ? goal(said.goal, led.reached, seen) : null,
      moved: false,
      lost: said.warned,
      links: { steps: steps.map((_, i) => `#${i + 1}`) },
    });
  }

  return {
    of,
    guessed: (guess) => document.dispatchEvent(new CustomEvent("linreg-guess", { detail: guess })),
    note: (at) => phase(at) === "play" && told.add(at),
    show,
  };
}

const goal = ([open, played], reached, seen) => ({ kind: !seen ? "open" : reached ? "reached" : "missed", text: seen ? played : open });

// Numbers alone are made of what was typed: no letter of it is taken for HTML
function answer(led, guess, { was }, words, run) {
  const { right, off } = judged(led, guess, run);
  let yours = "";
  if (led.ask === "curve" && guess.curve?.length) yours = words.curve;
  else if (led.ask === "place" && guess.W !== undefined) yours = `W = ${short(guess.W)}, b = ${short(guess.b)}`;
  else if (led.ask === "number" && Number.isFinite(guess.number)) yours = short(guess.number);
  const [apart, alone] = was;
  const tells = off === null ? alone : filled(apart, { off: short(off, led.ask === "curve" ? 2 : 4) });
  return { right, fitting: led.fitting, guess: yours, was: tells };
}
