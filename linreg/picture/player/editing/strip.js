// The row beneath the panels while points are edited: back and on again, the chosen point, what follows from all of them.

import { add, write } from "../element.js";
import { filled, significant } from "../numbers.js";

/** {show(now), element}; act : {undo, redo, remove, back}. */
export function makeStrip(parent, act, signal) {
  const element = add(parent, "div", "lr-strip");
  element.hidden = true;
  element.setAttribute("role", "group");
  const press = (name, go) => {
    const button = add(element, "button", `lr-choice lr-switch lr-strip-${name}`);
    button.type = "button";
    // A press must leave the focus on the chosen point, which it may be about
    for (const kind of ["pointerdown", "mousedown"]) button.addEventListener(kind, (event) => event.preventDefault(), { signal });
    button.addEventListener("click", () => button.getAttribute("aria-disabled") === "true" || go(), { signal });
    return button;
  };
  const undo = press("undo", act.undo);
  const redo = press("redo", act.redo);
  const remove = press("remove", act.remove);
  const point = add(element, "output", "lr-strip-point");
  const rates = add(element, "span", "lr-strip-rates");
  const lam = pair(rates, "curvature");
  const limit = pair(rates, "limit");
  const changed = add(element, "span", "lr-strip-changed");
  const back = press("back", act.back);

  return {
    element,
    /**
     * words; past, future : how often one can go back and on; point : the chosen one in words, or ""; removable;
     * rates : {lam_max, limit}, or null to tell none; limited : whether that is the limit. changed : whether the points
     * are not as they were; set : the name of that, or "" for points of one's own.
     */
    show({ words, past, future, chosen, removable, rates: told, limited, changed: other, set }) {
      element.setAttribute("aria-label", words.edit);
      for (const [button, text, idle] of [[undo, words.edit_undo, !past], [redo, words.edit_redo, !future], [remove, words.edit_remove, !removable]]) {
        write(button, text);
        if (button.ariaDisabled !== String(idle)) button.setAttribute("aria-disabled", idle);
      }
      undo.title = "Ctrl+Z";
      redo.title = "Ctrl+Y, Ctrl+Shift+Z";
      remove.title = "Delete";
      write(point, chosen || words.edit_hint);
      point.classList.toggle("lr-strip-hint", !chosen);
      rates.hidden = !told;
      limit.hidden = !limited;
      write(lam.name, words.edit_lam);
      write(limit.name, words.edit_limit);
      write(lam.value, told ? significant(told.lam_max) : "");
      write(limit.value, told ? significant(told.limit) : "");
      write(changed, other ? words.edit_changed : "");
      back.hidden = !other;
      write(back, set ? filled(words.edit_back, { name: set }) : words.edit_back_own);
      back.title = back.textContent; // on a phone it may be cut
    },
  };
}

// A name that the glossary explains, and its number
function pair(parent, term) {
  const element = add(parent, "span", "lr-strip-pair");
  const name = add(element, "span", "lr-strip-name");
  name.dataset.term = term;
  return {
    name, value: add(element, "b"),
    set hidden(none) {
      element.hidden = none;
    },
  };
}
