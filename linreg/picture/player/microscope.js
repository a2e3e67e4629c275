// The microscope: the loop's own lines, the current one lit, and what the tensors hold at that moment.

import { NAMES, STEP, gradients, tensors, told } from "./beats.js";
import { add, write } from "./element.js";
import { chosen, filled, fixed, whole } from "./numbers.js";
import { makeRuled, plainly } from "./ruled.js";

const OFTEN = 120; // milliseconds between two updates at full speed: digits that change faster cannot be read
const SPEAK = 3000; // milliseconds between two sentences to a screen reader while playing
const COLUMNS = ["x", "y", "prediction", "residual", "square"];
const TERMS = { prediction: "hypothesis", residual: "residual" }; // what the columns are in the glossary
const SINCE = { prediction: 0, residual: 1, square: 1 }; // the beat that computes a column
const FEW = 4; // up to so many squares are added up in writing

const MEANS = { mean: "mean(", half: "½ · mean(", sum: "sum(" };

/** The view of the microscope; it is hidden while the film has none. `act` holds what its switch does: {slow}. */
export function makeMicroscope(parent, act, signal) {
  const root = add(parent, "section", "lr-microscope");
  const body = add(root, "div", "lr-ms-body");
  const head = add(body, "div", "lr-ms-head");
  const epoch = add(head, "span", "lr-ms-epoch");
  const slowly = add(head, "button", "lr-choice lr-switch");
  slowly.type = "button";
  slowly.addEventListener("click", act.slow, { signal });
  const code = add(add(body, "pre", "lr-code"), "code", "");
  const sentence = add(body, "p", "lr-tells");
  const spoken = add(body, "p", "lr-spoken");
  spoken.setAttribute("aria-live", "polite");
  const box = add(body, "div", "lr-points-box");
  const table = add(box, "table", "lr-points");
  const sums = add(body, "div", "lr-sums");
  const sum = Object.fromEntries(
    ["cost", "grad_W", "grad_b"].map((name) => [name, add(sums, "p", `lr-sum lr-sum-${name}`)]),
  );
  const ruled = makeRuled(sums);

  let film = null;
  let points = null;
  let x = "x"; // how the x that the model sees is called
  let rows = []; // the table's cells, by row and column
  let shown = "";
  let drawnAt = 0;
  let spokenAt = 0;

  function load(next) {
    film = next;
    shown = "";
    root.hidden = !film.microscope;
    if (root.hidden) return;
    const { words, microscope } = film;
    const { shift, factor } = film.scale;
    points = { x: film.seen, y: film.y };
    x = shift !== 0 || factor !== 1 ? "x\u2032" : "x"; // standardised, it is another x
    root.setAttribute("aria-label", words.microscope);
    write(slowly, words.slow);
    slowly.title = plainly(film.inner) ? words.slow_hint : filled(words.slow_hint_rule, film.inner);
    code.replaceChildren(...microscope.code.map(({ text, beat }) => {
      const line = document.createElement("span");
      line.className = "lr-code-line";
      if (beat === null) line.classList.add("lr-code-aside");
      else line.dataset.beat = beat;
      line.textContent = text;
      return line;
    }));
    layTable(told(COLUMNS.map(() => seenAt(0).x)));
    ruled.load(film);
    body.style.setProperty("--lr-lines", microscope.code.length + rows.length + ruled.lines()); // the stylesheet finds the largest type
  }

  // The points that the update which leaves state t sees
  function seenAt(t) {
    if (!film.batches) return points;
    const batch = film.batches.of(t);
    return { x: Float64Array.from(batch, (i) => points.x[i]), y: Float64Array.from(batch, (i) => points.y[i]) };
  }

  // The cells, once per film: a beat only fills them
  function layTable(kinds) {
    const { words } = film;
    const many = kinds[0].name !== "";
    const heads = { x, y: "y", prediction: `H(${x})`, residual: words.residual, square: words.square };
    table.replaceChildren();
    const top = add(add(table, "thead", ""), "tr", "");
    if (many) add(top, "th", "").textContent = filled(words.count, { n: seenAt(0).x.length });
    for (const name of COLUMNS) {
      const cell = add(top, "th", "");
      cell.scope = "col";
      cell.textContent = heads[name];
      if (TERMS[name]) Object.assign(cell, { tabIndex: 0 }).dataset.term = TERMS[name];
    }
    const bottom = add(table, "tbody", "");
    rows = kinds.map(({ name }) => {
      const row = add(bottom, "tr", "");
      if (many) {
        const cell = add(row, "th", "");
        cell.scope = "row";
        cell.textContent = words[name];
      }
      return COLUMNS.map(() => add(row, "td", ""));
    });
  }

  function render({ runs: [{ run, t: state }], moment, slow, playing }) {
    if (root.hidden) return;
    const { words, microscope: { cost: kind } } = film;
    const { beat, done: lines } = slow ? moment : { beat: STEP, done: 0 };
    const t = Math.min(slow ? moment.t : state, run.last);
    const key = `${t} ${beat} ${lines} ${slow} ${playing}`; // a pause says at last what playing left unsaid
    const now = performance.now();
    if (key === shown || (playing && !slow && now - drawnAt < OFTEN)) return;
    shown = key;
    drawnAt = now;
    const ended = t === run.last; // no step follows: all that this state has is told
    const done = ended ? STEP - 1 : beat;
    const fresh = (from) => slow && !ended && from === beat;

    write(epoch, filled(words[ended ? "epoch_end" : "epoch_from"], { t: whole(t), next: whole(t + 1), epoch: whole(Math.floor(t / run.per)) }));
    slowly.setAttribute("aria-pressed", slow);
    for (const line of code.children) {
      const lit = line.dataset.beat !== undefined && fresh(Number(line.dataset.beat));
      line.classList.toggle("lr-lit", lit);
      if (lit) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    }

    const held = tensors(seenAt(t), run.W[t], run.b[t]);
    const points_told = told(COLUMNS.map((name) => held[name]), seenAt(0).x.length);
    rows.forEach((cells, i) => cells.forEach((cell, j) => { // the last batch of an epoch may be smaller
      const since = SINCE[COLUMNS[j]] ?? -1;
      const known = i < points_told.length && done >= since;
      put(cell, known ? fixed(points_told[i].values[j]) : "", known && fresh(since));
    }));

    table.classList.remove("lr-wide");
    table.classList.toggle("lr-wide", table.offsetWidth > box.clientWidth); // no number is cut: they are smaller

    put(sum.cost, `cost${done >= 1 ? ` = ${added(kind, held.square, x)} = ${fixed(run.loss[t])}` : ""}`, fresh(1));
    const grad = gradients(run, t, done);
    for (const [name, times] of [["W", ` · ${x}`], ["b", ""]]) {
      const line = sum[`grad_${name}`];
      const slope = done >= 3 ? ` = ${sloped(kind, `H(${x}) − y`, times)}` : "";
      put(line, `${name}.grad${slope} = ${grad[name] === null ? "None" : fixed(grad[name])}`, fresh(2) || fresh(3));
      line.classList.toggle("lr-stale", grad.of !== null && grad.of !== t); // left over from the epoch before
    }
    ruled.render(run, { t, beat, done: ended ? 0 : lines, slow, ended });

    const telling = tells(film, run, kind, { t, beat, line: film.inner.rule.lines[lines - 1], slow, ended });
    write(sentence, telling);
    if (slow && (!playing || now - spokenAt > SPEAK)) {
      spoken.textContent = telling;
      spokenAt = now;
    }
    if (slow) follow([...code.querySelectorAll(".lr-lit"), ...sums.querySelectorAll(".lr-new")].at(-1));
  }

  // Where not all has room, what the beat has changed is in sight
  function follow(line) {
    if (!line || root.scrollHeight <= root.clientHeight) return;
    const [room, at] = [root, line].map((element) => element.getBoundingClientRect());
    root.scrollTop += Math.max(0, at.bottom - room.bottom) - Math.max(0, room.top - at.top);
  }

  return { load, render };
}

// The cost written out, as far as it fits
function added(kind, squares, x) {
  if (squares.length > FEW) return `${MEANS[kind]}(H(${x}) − y)²)`;
  const sum = Array.from(squares, fixed).join(" + ");
  const n = squares.length;
  return { mean: `(${sum}) / ${n}`, half: `(${sum}) / (2 · ${n})`, sum }[kind];
}

// The gradient's formula; the half takes the 2 of the derivative away
function sloped(kind, residual, times) {
  if (kind !== "half") return `${kind}(2 · (${residual})${times})`;
  return times ? `mean((${residual})${times})` : `mean(${residual})`;
}

// What happens at this beat, in a sentence
function tells({ words, inner }, run, kind, { t, beat, line, slow, ended }) {
  if (ended) return words[run.diverged ? "end_diverged" : "end"];
  if (!slow) return words.at_once;
  const first = t === 0 && NAMES[beat] === "zero_grad";
  const key = first ? "beat_zero_grad_first" : NAMES[beat] === "cost" ? `beat_cost_${kind}` : beat === STEP ? stepping(inner, line, t) : `beat_${NAMES[beat]}`;
  const text = words[key].replaceAll(" = ", "\u00a0=\u00a0"); // an equation is not broken over two lines
  return filled(text, {
    W: fixed(run.W[t]), b: fixed(run.b[t]), cost: fixed(run.loss[t]), lr: chosen(inner.rate(t)), optimizer: inner.optimizer,
    grad_W: fixed(run.grad_W[t]), grad_b: fixed(run.grad_b[t]), next_W: fixed(run.W[t + 1]), next_b: fixed(run.b[t + 1]),
  });
}

// The sentence of a line of the step's rule
function stepping(inner, line, t) {
  if (plainly(inner)) return "beat_step";
  if (!line) return "part_unwritten";
  return line.part === "momentum" && t === 0 ? "part_momentum_first" : `part_${line.part}`;
}

function put(element, text, fresh) {
  write(element, text);
  element.classList.toggle("lr-new", fresh);
}
