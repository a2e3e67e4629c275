// The switch of the edit mode in the Points lens: the mode itself is the player's (player/editing/editing.js).

import { component } from "./component.js";

export default component((parent) => {
  const end = new AbortController();
  const place = parent.querySelector(".linreg-edit");
  const button = document.createElement("button");
  const hint = document.createElement("p");
  button.type = "button";
  place.replaceChildren(button, hint);
  const show = (on) => button.setAttribute("aria-pressed", on);
  show(document.querySelector(".lr-editing") !== null);
  button.addEventListener("click", () => document.dispatchEvent(new CustomEvent("linreg-edit")), { signal: end.signal });
  document.addEventListener("linreg-editing", ({ detail }) => show(detail), { signal: end.signal });
  return {
    update({ words }) {
      button.textContent = words.edit;
      hint.textContent = words.help;
    },
    destroy() {
      end.abort();
      place.replaceChildren();
    },
  };
});
