// One's own points: a table to type in, and files and pasted tables for Python to read. linreg/views/own.py feeds it.
//
// The viewer's hand comes first, as in dial.js: the table is built anew only when Python has heard of the last change.

import { component } from "./component.js";
import { columns, content, forget, opened } from "./content.js";
import { cell, grid } from "./points-table.js";

const TYPED = "input, textarea, [contenteditable], [role=dialog]";

export default component((parent, send, once) => {
  const end = new AbortController();
  const on = (target, type, act) => target.addEventListener(type, act, { signal: end.signal });
  const root = parent.querySelector(".linreg-points");
  let data = null;
  let n = 0; // the viewer's changes so far
  let parts = null;

  let begun = false; // whether the table was asked for: its first cell is what one types into

  const table = grid((rows) => send("typed", { rows, n: (n += 1) }));

  async function open(blob, pasted = false, added = false) {
    if (!blob) return;
    once("opened", { ...(await content(blob, data.most, pasted)), added });
    if (added) forget(); // with other columns it would be added once more
  }

  function build() {
    root.replaceChildren();
    const file = make("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv,text/plain", hidden: true });
    const ways = make("div", { className: "points-ways" });
    const offer = ways.appendChild(make("span", {}));
    const [begin, button, undo] = ["begin", "open", "undo"].map((name) =>
      ways.appendChild(make("button", { type: "button", className: `points-way points-${name}` })));
    const hint = make("p", {});
    const told = make("div", { className: "points-told" });
    told.setAttribute("role", "status");
    const columns = make("div", { className: "points-columns" });
    root.append(file, ways, hint, told, columns, table.element, table.said);
    on(button, "click", () => file.click());
    on(begin, "click", () => ((begun = true), once("begun", true)));
    on(undo, "click", () => once("undone", true));
    on(file, "change", () => (open(file.files[0]), (file.value = "")));
    on(root, "paste", pasted);
    // Wherever the focus is, unless it is where one types
    on(document, "paste", (event) => {
      const target = event.composedPath()[0];
      if (!event.defaultPrevented && !root.contains(target) && !target.closest?.(TYPED)) pasted(event);
    });
    // A file comes through drop.js, wherever it is dropped
    const text = (act) => (event) => event.dataTransfer.types.includes("Files") || act(event);
    on(root, "dragover", text((event) => (event.preventDefault(), root.classList.add("points-over"))));
    on(root, "dragleave", () => root.classList.remove("points-over"));
    on(root, "drop", text((event) => {
      event.preventDefault();
      root.classList.remove("points-over");
      open(new Blob([event.dataTransfer.getData("text/plain")]), true);
    }));
    return { offer, begin, button, undo, hint, told, columns };
  }

  // A single number goes into its cell; all else is for Python to read, or to say why it can't be read
  function pasted(event) {
    const text = event.clipboardData.getData("text/plain").trim();
    if (!text || (/^\S*\d\S*$/.test(text) && !/[;[]/.test(text))) return;
    event.preventDefault();
    open(new Blob([text]), true, table.addsAt(event.composedPath()[0]));
  }

  function showColumns() {
    parts.columns.replaceChildren();
    if (!opened() || data.failed || data.columns.length < 3) return;
    ["x", "y"].forEach((axis, i) => {
      const label = make("label", { textContent: axis });
      const select = label.appendChild(make("select", {}));
      for (const name of data.columns) select.append(make("option", { textContent: name, value: name }));
      select.value = data.chosen[i];
      on(select, "change", () => {
        const chosen = data.chosen.with(i, select.value);
        // Whoever wants for x what y is wants them exchanged
        if (chosen[0] === chosen[1]) chosen[1 - i] = data.chosen[i];
        once("opened", columns(...chosen));
      });
      parts.columns.append(label);
    });
  }

  return {
    update(next) {
      data = next;
      parts ??= build();
      const { words } = data;
      for (const [part, name] of [["offer", "offer"], ["begin", "begin"], ["button", "open"], ["undo", "undo"]]) parts[part].textContent = words[name];
      parts.offer.hidden = parts.begin.hidden = !data.offer;
      parts.undo.hidden = !data.undo;
      parts.hint.textContent = data.offer ? words.hint_offer : words.hint;
      parts.hint.hidden = data.undo; // whoever has just opened something knows, and what was read of it comes first
      parts.told.replaceChildren(...data.told.map((text) => make("p", { textContent: text })));
      parts.told.classList.toggle("points-failed", data.failed);
      showColumns();
      table.show(data.rows, words, data.heard >= n || !n);
      if (begun && data.rows) {
        begun = false;
        root.querySelector("tbody input")?.select();
      }
    },
    destroy() {
      end.abort();
      root.replaceChildren();
    },
  };

  function make(name, properties) {
    return cell(name, properties);
  }
});
