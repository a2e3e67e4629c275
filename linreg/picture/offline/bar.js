// The bar above the picture: what it is, what can be opened, the languages, and the way from step to step.

import { add } from "../player/element.js";
import { filled } from "../player/numbers.js";

const SWITCHES = ["slow", "table", "code"];

/**
 * The bar: {show(what), press(name)}. act : {turn(name) opens or closes, speak(lang), go(step)}. show takes {lang, at,
 * steps, slow, open, words, title, about, slows, tells, code}: tells, whether what would tell a room may be opened; slows
 * and code, whether there is such a thing to open. press(name) does what the switch does, if it is there.
 */
export function makeBar(main, { languages }, act) {
  const bar = add(main, "header", "file-bar");
  const title = add(bar, "h1");
  const about = add(bar, "p", "file-about");
  const way = add(bar, "nav", "file-way");
  const back = button(way, () => act.go(Number(way.dataset.at) - 1));
  const count = add(way, "span", "file-count");
  const next = button(way, () => act.go(Number(way.dataset.at) + 1));
  const switches = add(bar, "div", "file-switches");
  const opens = Object.fromEntries(SWITCHES.map((name) => [name, button(switches, () => act.turn(name))]));
  const spoken = add(bar, "div", "file-languages");
  spoken.setAttribute("role", "group");
  const speaks = Object.entries(languages).map(([lang, name]) => {
    const one = button(spoken, () => act.speak(lang));
    Object.assign(one, { textContent: name, lang }).dataset.lang = lang;
    return one;
  });

  return {
    show({ lang, at, steps, slow, open, words, title: text, about: line, slows, tells, code }) {
      title.textContent = text;
      about.textContent = line;
      way.hidden = steps < 2;
      way.dataset.at = at;
      way.setAttribute("aria-label", words.steps);
      count.textContent = filled(words.count, { n: at + 1, all: steps });
      back.textContent = words.back;
      next.textContent = words.next;
      back.disabled = at === 0;
      next.disabled = at === steps - 1;
      spoken.hidden = speaks.length < 2;
      spoken.setAttribute("aria-label", words.language);
      for (const one of speaks) one.setAttribute("aria-pressed", one.dataset.lang === lang);
      const there = { slow: slows, table: tells, code: tells && code };
      for (const name of SWITCHES) {
        opens[name].textContent = words[`open_${name}`];
        opens[name].title = words[`key_${name}`];
        opens[name].hidden = !there[name];
        opens[name].setAttribute("aria-pressed", name === "slow" ? slow : open === name);
      }
    },
    press(name) {
      if (opens[name].hidden) return false;
      act.turn(name);
      return true;
    },
  };
}

function button(parent, go) {
  const element = add(parent, "button");
  element.type = "button";
  element.addEventListener("click", go);
  return element;
}
