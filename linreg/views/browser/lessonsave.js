// The lesson that is being made, as a file. What was typed a moment before the click is in it: Python hands the text over
// after it has heard of both (linreg/views/making.py).

import { element } from "../player/element.js";
import { component } from "./component.js";

export default component((parent, send, once) => {
  const place = parent.querySelector(".linreg-lessonsave");
  const button = element("button", "lesson-save", { type: "button" });
  place.replaceChildren(button);
  let asked = 0; // when the file was asked for that has not come yet

  button.addEventListener("click", () => once("save", (asked = Date.now())));

  function save(text, name) {
    const href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    element("a", "", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  return {
    update({ label, text, name, saved }) {
      button.textContent = label;
      if (!asked || saved !== asked) return;
      asked = 0;
      save(text, name);
    },
    destroy: () => place.replaceChildren(),
  };
});
