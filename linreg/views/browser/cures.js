// The ways to train in a table, each a button that plays it, with what it brought. linreg/views/cures.py feeds it.

import { add } from "../player/element.js";
import { component } from "./component.js";

export default component((parent, send) => {
  const element = parent.querySelector(".linreg-cures");
  let n = 0; // the viewer's presses so far: two of the same are two

  return {
    update({ label, heads, rows, chosen }) {
      const table = document.createElement("table");
      table.className = "cures";
      table.setAttribute("aria-label", label);
      const head = add(add(table, "thead"), "tr");
      for (const text of heads) add(head, "th", "", text).scope = "col";
      const body = add(table, "tbody");
      for (const row of rows) {
        lay(add(body, "tr"), row, row.name === chosen, () => {
          send("cure", { name: row.name, n: (n += 1) });
          document.dispatchEvent(new CustomEvent("linreg-way", { detail: row.name })); // player.js plays it
          show();
        });
      }
      const had = element.contains(document.activeElement) && document.activeElement.matches(":focus-visible");
      element.replaceChildren(table);
      if (had) table.querySelector("[aria-pressed=true]")?.focus();
    },
    destroy: () => element.replaceChildren(),
  };
});

// Beneath the table, as on a phone, what a press brings would be out of sight
function show() {
  const player = document.querySelector(".st-key-played");
  if (!player || player.getBoundingClientRect().top < innerHeight / 2) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  player.scrollIntoView({ block: "start", behavior: calm ? "instant" : "smooth" });
}

function lay(line, { title, about, cost, near, playable }, pressed, press) {
  const head = add(line, "th");
  head.scope = "row";
  const place = add(head, playable ? "button" : "div");
  if (playable) {
    place.type = "button";
    place.setAttribute("aria-pressed", pressed);
    place.addEventListener("click", press);
  }
  add(place, "strong", "", title);
  add(place, "small", "", about);
  add(line, "td", "", cost);
  add(line, "td", "", near);
}
