// Under the microscope: what the optimizer remembers, by torch's names, and the rule of its step with the numbers of this one.

import { STEP } from "./beats.js";
import { add, write } from "./element.js";
import { PARAMETERS, holding, written } from "./inner.js";
import { chosen, filled, fixed, held } from "./numbers.js";

const LONG = 4; // lines: the rule, and what of its numbers and of the optimizer's line goes on in a second one

/** The view of the rule, beneath the gradients: {load(film), render(run, {t, beat, done, slow, ended})}. */
export function makeRuled(parent) {
  const table = add(parent, "table", "lr-memory");
  const formula = add(parent, "p", "lr-sum lr-sum-rule");
  const sums = Object.fromEntries(PARAMETERS.map((name) => [name, add(parent, "p", `lr-sum lr-sum-${name}`)]));
  let film = null;
  let rows = []; // {name, cells} of the table

  return {
    load(next) {
      film = next;
      rows = lay(table, film.inner.names);
      table.hidden = rows.length === 0;
      formula.hidden = plainly(film.inner);
    },
    /** How many lines it takes, beyond those of plain gradient descent. */
    lines: () => (rows.length ? rows.length + 1 : 0) + (formula.hidden ? 0 : LONG),
    render(run, { t, beat, done, slow, ended }) {
      const { inner } = film;
      const stepping = !ended && beat === STEP;
      const before = holding(inner, t, Math.max(0, done - 1));
      holding(inner, t, done).forEach((now, i) => rows[i].cells.forEach((cell, j) => {
        const which = PARAMETERS[j];
        if (now.one && j) return;
        put(cell, held(now[which]), slow && stepping && !Object.is(now[which], before[i][which]));
      }));
      const lines = stepping ? linesOf(film, run, t, slow ? done : Math.max(1, inner.rule.lines.length)) : null;
      put(formula, lines?.rule ?? "", slow && stepping);
      for (const name of PARAMETERS) put(sums[name], lines?.[name] ?? `${name} = ${fixed(run[name][t])}`, slow && stepping);
    },
  };
}

/** Whether the step is the rate times the gradient, which one line tells. */
export const plainly = ({ optimizer, rule: { lines } }) => optimizer === "SGD" && lines.length === 1;

// The line of the step that has run last: {rule, W, b}
function linesOf({ inner, words }, run, t, done) {
  if (plainly(inner)) return Object.fromEntries(PARAMETERS.map((name) => [name, moved(inner, run, name, t)]));
  if (inner.rule.lines.length === 0) {
    const told = (name) => `${name}: ${fixed(run[name][t])} → ${fixed(run[name][t + 1])}`;
    return { rule: filled(words.rule_unwritten, { optimizer: inner.optimizer }), W: told("W"), b: told("b") };
  }
  const line = written(inner, run, t)[done - 1];
  const told = (name) => `${name}: ${line[name].text} = ${fixed(line.part === "step" ? run[name][t + 1] : line[name].value)}`;
  return { rule: `${line.name || "W"} ← ${line.formula}`, W: told("W"), b: told("b") };
}

// The step's arithmetic: W ← W − lr · grad = 0.0000 − 0.01 · (−9.3333) = 0.0933
function moved(inner, run, name, t) {
  const grad = run[`grad_${name}`][t];
  const shown = grad < 0 ? `(${fixed(grad)})` : fixed(grad);
  return `${name} ← ${name} − lr · grad = ${fixed(run[name][t])} − ${chosen(inner.rate(t))} · ${shown} = ${fixed(run[name][t + 1])}`;
}

function lay(table, names) {
  table.replaceChildren();
  if (names.length === 0) return [];
  const head = add(add(table, "thead", ""), "tr", "");
  add(head, "td", "");
  for (const name of PARAMETERS) Object.assign(add(head, "th", ""), { scope: "col", textContent: name });
  const body = add(table, "tbody", "");
  return names.map((name) => {
    const row = add(body, "tr", "");
    Object.assign(add(row, "th", ""), { scope: "row", textContent: name });
    return { name, cells: PARAMETERS.map(() => add(row, "td", "")) };
  });
}

function put(element, text, fresh) {
  write(element, text);
  element.classList.toggle("lr-new", fresh);
}
