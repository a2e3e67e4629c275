// The runs beside each other in a table, each with what it came to and a button that removes it. linreg/views/compare.py
// feeds it; the colours and dashes of the runs are the player's.

import { add } from "../player/element.js";
import { swatch } from "../player/legend.js";
import { classOf, svg } from "../player/marks.js";
import { component } from "./component.js";

const COLUMNS = ["near", "nearer", "cost", "verdict"];

export default component((parent, send) => {
  const element = parent.querySelector(".linreg-compare");
  let n = 0; // the viewer's presses so far: two of the same are two
  const remove = (run) => send("removed", { run, n: ++n });

  return {
    update({ rows, rule, words }) {
      const table = document.createElement("table");
      table.className = "compare";
      table.setAttribute("aria-label", words.table);
      if (rule) add(table, "caption", "", rule);
      const head = add(add(table, "thead"), "tr");
      for (const name of COLUMNS) add(head, "th", `compare-${name}`, words[name]).scope = "col";
      add(head, "td");
      let drawn = 0;
      for (const run of rows) lay(add(table, "tbody"), run, words, run.cells ? drawn++ : null, remove);
      const focused = element.querySelector("button:focus-visible"); // with a click one is done, and the keys are the player's
      const at = [...element.querySelectorAll("button")].indexOf(focused);
      element.replaceChildren(table);
      if (at >= 0) [...element.querySelectorAll("button")].at(at)?.focus();
    },
    destroy: () => element.replaceChildren(),
  };
});

// A run's two rows: its name and, unless it is the present one, the button that removes it; what it came to
function lay(body, { name, cells, luck, curve, remove: key }, words, place, remove) {
  const [first, second] = [add(body, "tr"), add(body, "tr")];
  const head = Object.assign(add(first, "th"), { scope: "rowgroup", colSpan: COLUMNS.length });
  const title = add(head, "div");
  if (place !== null) title.append(swatch(place));
  add(title, "span", "", name);
  if (!key) add(title, "small", "", words.now);
  if (curve) head.append(curved(curve, place, words));
  if (luck) add(head, "small", "compare-luck", luck);
  const last = Object.assign(add(first, "td"), { rowSpan: 2 });
  if (key) last.append(button(`${words.remove}: ${name}`, () => remove(key)));
  COLUMNS.forEach((column, i) => add(second, "td", `compare-${column}`, cells?.[i] ?? ""));
}

const [WIDE, HIGH] = [150, 26]; // units of the small picture

// The cost at every rate that was tried, low to high rates, a millionth of the removable cost at the foot; the best one dotted
function curved({ rates, height, best }, place, words) {
  const picture = svg(document.createDocumentFragment(), "svg", `compare-curve ${place === null ? "" : classOf(place)}`);
  picture.setAttribute("viewBox", `0 0 ${WIDE} ${HIGH}`);
  picture.setAttribute("preserveAspectRatio", "xMinYMid");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", words.curve);
  const at = (i) => `${((i / (rates.length - 1)) * (WIDE - 8) + 4).toFixed(1)} ${((1 - height[i]) * (HIGH - 8) + 4).toFixed(1)}`;
  let path = "";
  height.forEach((value, i) => (path += value === null ? "" : `${i && height[i - 1] !== null ? "L" : "M"}${at(i)}`));
  svg(picture, "path").setAttribute("d", path);
  svg(picture, "path", "compare-best").setAttribute("d", `M${at(best)}h0`);
  const title = picture.insertBefore(svg(picture, "title"), picture.firstChild);
  title.textContent = words.curve;
  return picture;
}

function button(label, press) {
  const element = document.createElement("button");
  Object.assign(element, { type: "button", textContent: "×", title: label });
  element.setAttribute("aria-label", label);
  element.addEventListener("click", press);
  return element;
}
