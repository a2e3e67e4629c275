// The way that a new run will take, faintly and for a moment: whoever drags a slider sees where it leads. It is dashed, as
// all that is forecast, and says that it has not been played.

import { add, write } from "./element.js";

const GLIMPSE = 2000; // milliseconds: long enough to read the words

/** A function that shows the way for its moment, or, where it is not to be seen, hides it at once. map : the element of its panel. */
export function makeGlimpse(root, map, signal) {
  let shown = 0;
  const note = add(map, "div", "lr-unplayed");
  note.setAttribute("aria-hidden", "true");
  signal.addEventListener("abort", () => clearTimeout(shown));
  return (visible, words) => {
    clearTimeout(shown);
    write(note, words.unplayed);
    root.classList.toggle("lr-glimpse", visible);
    shown = setTimeout(() => root.classList.remove("lr-glimpse"), GLIMPSE);
  };
}
