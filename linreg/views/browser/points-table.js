// A table of points: every cell a field, an empty row at its end for one more.

const MOST = 64; // rows; as many as the address holds

export const cell = (name, properties) => Object.assign(document.createElement(name), properties);

const parsed = (text) => {
  const plain = text.trim().replace("\u2212", "-");
  const number = Number(plain.includes(".") ? plain : plain.replace(",", "."));
  return plain && Number.isFinite(number) && Math.abs(number) <= 1e30 ? number : null;
};

/** The table: {element, said, show(rows, words, anew), addsAt(field)}. addsAt : whether what is pasted there is for one point more. said : where it tells which rows are no points. `changed(rows)` hears of every change that leaves points, [[x, y], …]. */
export function grid(changed) {
  const element = cell("table", { className: "points-table" });
  const said = cell("div", { className: "points-waiting" });
  said.setAttribute("role", "status");
  let words = null;
  let known = ""; // the rows as Python knows them, or will

  const fields = (row) => [...row.querySelectorAll("input")];
  const blank = (row) => fields(row).every(({ value }) => !value.trim());
  const lines = () => [...element.querySelectorAll("tbody tr")];

  // Rows of two numbers are points; one half filled, or filled with something else, waits, and that is said
  function take() {
    const rows = [];
    const waiting = [];
    lines().forEach((row, i) => {
      const filled = fields(row).map(({ value }) => value.trim() !== "");
      const pair = fields(row).map(({ value }) => parsed(value));
      fields(row).forEach((field, j) => field.setAttribute("aria-invalid", filled[j] && pair[j] === null));
      if (pair.every((number) => number !== null)) rows.push(pair);
      else if (filled.some(Boolean) && (row.nextElementSibling || pair.some((number, j) => filled[j] && number === null))) waiting.push(i + 1);
    });
    tell(waiting);
    const last = lines().at(-1);
    if (!blank(last) && lines().length < MOST) append();
    else number();
    if (!rows.length || JSON.stringify(rows) === known) return;
    known = JSON.stringify(rows);
    changed(rows);
  }

  function tell(waiting) {
    said.textContent = waiting.length ? words.waiting.replace("{rows}", waiting.join(", ")) : "";
  }

  function append(pair = ["", ""]) {
    const row = element.tBodies[0].appendChild(cell("tr", {}));
    row.append(cell("th", { scope: "row" }));
    for (const value of pair) {
      const field = cell("input", { value: String(value), inputMode: "text", autocomplete: "off", size: 6 });
      field.addEventListener("change", take);
      field.addEventListener("keydown", (event) => step(event, row, field));
      row.appendChild(cell("td", {})).append(field);
    }
    const remove = cell("button", { type: "button", textContent: "×" });
    remove.addEventListener("click", () => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      if (!row.nextElementSibling) append();
      row.remove();
      number();
      fields(next)[0]?.focus();
      take();
    });
    row.appendChild(cell("td", {})).append(remove);
    number();
  }

  // Enter and the arrows go to the same column of another row; Enter to the beginning of the one for one more point
  function step(event, row, field) {
    const to = { Enter: "nextElementSibling", ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!to) return;
    event.preventDefault();
    if (event.key === "Enter") take();
    const next = row[to];
    if (!next) return;
    fields(next)[event.key === "Enter" && blank(next) ? 0 : fields(row).indexOf(field)].select();
  }

  function number() {
    const filled = lines().filter((row) => !blank(row)).length;
    lines().forEach((row, i) => {
      row.firstChild.textContent = i + 1;
      fields(row).forEach((field, j) => field.setAttribute("aria-label", `${"xy"[j]} ${i + 1}`));
      const remove = row.querySelector("button");
      remove.setAttribute("aria-label", words.remove.replace("{n}", i + 1));
      remove.hidden = blank(row) ? !row.nextElementSibling : filled === 1; // one point at least stays
    });
  }

  return {
    element,
    said,
    addsAt(field) {
      const row = field.closest?.("tr");
      return element.contains(row) && !row.nextElementSibling && blank(row);
    },
    /** rows : [[x, y], …], or null for too many. anew : whether they may replace what stands there. */
    show(rows, next, anew) {
      words = next;
      element.hidden = !rows;
      if (!rows || (!anew && element.tBodies.length)) return;
      if (JSON.stringify(rows) === known && element.tBodies.length) {
        element.caption.textContent = words.table;
        return number();
      }
      known = JSON.stringify(rows);
      tell([]);
      const head = cell("thead", {});
      for (const name of ["", "x", "y", ""]) head.append(cell(name ? "th" : "td", { textContent: name }));
      element.replaceChildren(cell("caption", { textContent: words.table }), head, cell("tbody", {}));
      rows.forEach((pair) => append(pair));
      if (rows.length < MOST) append();
    },
  };
}
