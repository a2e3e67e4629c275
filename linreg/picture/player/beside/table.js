// The run as a table that follows the player: its row is lit and kept in view, and a click or an arrow key on a row takes
// the player there. Only the rows in view are in the document, so ten thousand cost no more than ten.

import { ASK, EPOCH, SEEK } from "../announce.js";
import { decode } from "../decode.js";
import { write } from "../element.js";
import { fixed, significant, whole } from "../numbers.js";

const TEXT = { whole, fixed, significant }; // how a column's numbers are written, as the readout has them
const KEPT = 0.4; // of the rows in view stand above the lit one when the table has to move

/** The table in `place`: {update(data), destroy()}; data : as linreg/picture/beside.py has it. */
export function makeTable(place) {
  const end = new AbortController();
  const { signal } = end;
  const { scroller, all, table, head, body } = build(place);
  let data = null;
  let columns = [];
  let rows = 0; // in all
  let lit = -1; // the player's row
  let first = 0; // the first row in view
  let free = false; // the viewer has scrolled away while it plays
  let playing = false;

  const state = (row) => Math.min(row * data.every, data.last);
  const row = (t) => (t >= data.last ? rows - 1 : Math.floor(t / data.every));
  const seek = (to) => {
    free = false;
    const epoch = state(Math.min(rows - 1, Math.max(0, to)));
    document.dispatchEvent(new CustomEvent(SEEK, { detail: { key: data.key, epoch } }));
  };

  // As many rows as fit; each is written only where it changed
  function draw() {
    const size = room();
    while (body.children.length > size) body.lastChild.remove();
    while (body.children.length < size) body.append(blank(data.heads.length));
    [...body.children].forEach((line, i) => {
      const at = first + i;
      line.dataset.row = at;
      line.id = `linreg-row-${at}`;
      line.setAttribute("aria-rowindex", at + 2);
      line.setAttribute("aria-selected", at === lit);
      const texts = [whole(state(at)), ...columns.map((values, j) => TEXT[data.heads[j + 1].written](values[at]))];
      texts.forEach((text, j) => write(line.children[j], text));
    });
    const inView = lit >= first && lit < first + size;
    if (inView) table.setAttribute("aria-activedescendant", `linreg-row-${lit}`);
    else table.removeAttribute("aria-activedescendant");
  }

  const high = () => body.firstChild?.offsetHeight || 26;
  const room = () => Math.max(1, Math.min(rows, Math.floor((scroller.clientHeight - head.offsetHeight) / high())));

  function measure() {
    if (!data || !scroller.clientHeight) return;
    if (!body.firstChild) body.append(blank(data.heads.length));
    // Room for part of a row is not scrolled, or the last row would never be reached
    all.style.height = `${scroller.clientHeight + (rows - room()) * high()}px`;
    show(first);
  }

  function show(from) {
    first = Math.min(Math.max(0, from), rows - room());
    const top = first * high();
    if (Math.abs(scroller.scrollTop - top) >= high()) scroller.scrollTop = top;
    draw();
  }

  function follow({ detail }) {
    if (!data || detail.key !== data.key) return;
    if (detail.playing && !playing) free = false;
    playing = detail.playing;
    const now = row(detail.t);
    if (now === lit) return;
    lit = now;
    const size = room();
    const seen = lit >= first && lit < first + size;
    if (seen || (playing && free)) draw();
    else show(lit - Math.floor(KEPT * size));
  }

  const on = (target, kind, go) => target.addEventListener(kind, go, { signal, passive: kind !== "keydown" });
  for (const kind of ["wheel", "pointerdown", "touchmove"]) on(scroller, kind, () => (free = true));
  on(scroller, "scroll", () => {
    const from = Math.min(Math.round(scroller.scrollTop / high()), rows - room());
    if (from === first) return;
    first = from;
    draw();
  });
  on(body, "click", ({ target }) => {
    const line = target.closest("tr");
    if (line) seek(Number(line.dataset.row));
  });
  on(table, "keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -room(), PageDown: room() }[key];
    if (!by || altKey || ctrlKey || metaKey) return;
    event.preventDefault();
    seek(lit + by);
  });
  on(document, EPOCH, follow);
  const sizes = new ResizeObserver(measure);
  sizes.observe(scroller);

  return {
    update(next) {
      data = next;
      columns = data.columns.map(decode);
      rows = columns[0].length;
      lit = -1;
      table.setAttribute("aria-label", data.label);
      table.setAttribute("aria-rowcount", rows + 1);
      table.classList.toggle("wide", data.heads.length > 6);
      head.replaceChildren(...data.heads.map(heading));
      body.replaceChildren(); // another run may have other columns
      measure();
      document.dispatchEvent(new CustomEvent(ASK));
    },
    destroy() {
      end.abort();
      sizes.disconnect();
    },
  };
}

function build(place) {
  place.innerHTML = `
    <div class="table-rows"><div><table role="grid" tabindex="0"><thead><tr></tr></thead><tbody></tbody></table></div></div>`;
  const find = (selector) => place.querySelector(selector);
  return {
    scroller: find(".table-rows"), all: find(".table-rows > div"), table: find("table"), head: find("thead tr"), body: find("tbody"),
  };
}

function heading({ text, term }) {
  const cell = document.createElement("th");
  cell.scope = "col";
  const word = cell.appendChild(document.createElement("dfn"));
  Object.assign(word, { className: "lr-term", tabIndex: 0, textContent: text });
  word.dataset.term = term;
  return cell;
}

function blank(columns) {
  const line = document.createElement("tr");
  for (let i = 0; i < columns; i++) line.appendChild(document.createElement("td")).textContent = "\u2007";
  return line;
}
