// Beneath the picture: the forecast before the run is played, what it came to once it has been, beside any guess.

import { add } from "../player/element.js";
import { filled, significant } from "../player/numbers.js";
import { sentence } from "./rich.js";

/**
 * {show({words, said, seen, guessing, goal, guess, hidden, first}), bring()}; reveal() : the viewer wants the result without
 * playing. goal : whether a lesson has one reached here, and asks for nothing else. hidden : why it lets nothing tell, or "";
 * first : the same in words.
 */
export function makeTold(main, reveal) {
  const place = add(main, "section", "file-told");
  const before = add(place, "p", "file-forecast");
  const after = add(place, "div", "file-result");
  after.setAttribute("role", "status");
  const result = add(after, "p");
  const now = add(after, "button");
  now.type = "button";
  now.addEventListener("click", reveal);

  return {
    show({ words, said, seen, guessing, goal, guess, hidden, first }) {
      const waits = goal ? "" : words.guess_ask;
      before.replaceChildren(...sentence(hidden ? first : guessing ? waits : said.forecast));
      after.hidden = ["ask", "later"].includes(hidden);
      const told = seen && !hidden ? [...guessed(words, said, guess), said.result].join(" ") : words.wait;
      result.replaceChildren(...sentence(told));
      now.hidden = seen && !hidden;
      now.textContent = words.show_now;
    },
    bring() {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      place.scrollIntoView({ block: "end", behavior: calm ? "instant" : "smooth" });
    },
  };
}

// Whether the guess {kind, W, b}, as far as there is one, was right
function guessed(words, { was, end }, { kind, W, b }) {
  const told = [];
  if (kind) told.push(filled(words[kind === was ? "guess_right" : "guess_wrong"], { kind: words[`guess_${kind}`], was: words[`guess_${was}`] }));
  if (W === undefined) return told;
  const off = end && { W_off: significant(Math.abs(W - end.W)), b_off: significant(Math.abs(b - end.b)) };
  return [...told, off ? filled(words.guess_off, off) : words.guess_left];
}
