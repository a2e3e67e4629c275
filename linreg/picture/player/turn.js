// A finger scrolls the page wherever it begins: plotly, which would drag with it, hears of none. The bowl turns on purpose
// only, while the button on it is pressed.

import { write } from "./element.js";

const LOW = 240; // pixels; in a panel that is lower the axes' names come to where the button would be
const HEAD = 26; // pixels; beneath the panel's name
const FINGERS = matchMedia("(any-pointer: coarse)");

/** The button over the bowl's panel: {place(can), load(film), render()}. A mouse turns the bowl without it. */
export function makeTurn(grid, panels, signal) {
  const button = document.createElement("button"); // beside the panel, whose content is a picture to a screen reader
  button.type = "button";
  button.className = "lr-choice lr-switch lr-turn";
  grid.append(button);
  const bowl = panels.bowl.element;
  let on = false;

  function turn(wanted) {
    on = wanted;
    button.setAttribute("aria-pressed", on);
    bowl.classList.toggle("lr-turning", on);
  }
  turn(false);
  button.addEventListener("click", () => turn(!on), { signal });
  for (const { element } of Object.values(panels)) {
    const keep = (event) => (on && element === bowl) || event.stopPropagation();
    for (const name of ["touchstart", "touchmove"]) element.addEventListener(name, keep, { signal, capture: true, passive: true });
  }

  return {
    /** Puts it into the panel's corner where there are fingers and `can` the bowl be turned; elsewhere there is none. */
    place(can) {
      button.hidden = !(can && FINGERS.matches);
      if (button.hidden) return on && turn(false);
      button.style.left = `${bowl.offsetLeft + bowl.offsetWidth - button.offsetWidth - 4}px`;
      const down = bowl.offsetHeight < LOW ? HEAD : bowl.offsetHeight - button.offsetHeight - 8;
      button.style.top = `${bowl.offsetTop + down}px`;
    },
    load({ words }) {
      write(button, words.turn);
    },
    render() {},
  };
}
