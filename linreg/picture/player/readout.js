// The numbers of the state shown, each in a column of its own width. In slow motion the gradients are what torch holds at
// that beat, under torch's names: those of the epoch before, none, or this state's.

import { STEP, gradients } from "./beats.js";
import { write } from "./element.js";
import { holding } from "./inner.js";
import { fixed, held as number, significant, whole } from "./numbers.js";

const FIELDS = [
  ["epoch", (run, t) => whole(t)], // with batches the update, and beside it the epochs that are over
  ["passes", (run, t) => whole(Math.floor(Math.min(t, run.last) / run.per))],
  ["W", (run, t) => fixed(run.W[t])],
  ["b", (run, t) => fixed(run.b[t])],
  ["cost", (run, t) => significant(run.cost[t])],
  ["batch", (run, t) => significant(run.loss[t])],
  ["grad_W", (run, t, held) => gradient(held.W)],
  ["grad_b", (run, t, held) => gradient(held.b)],
];
const BATCH = ["passes", "batch"]; // fields that only batches have
const TORCH = { grad_W: "W.grad", grad_b: "b.grad" };

const gradient = (value) => (value === null ? "None" : significant(value));

const NAMED = { passes: "update_epoch", batch: "update_cost" }; // in the words

// What a field is in the glossary
function termOf(name, inBatches) {
  if (name.startsWith("grad")) return inBatches ? "batch_gradient" : "gradient";
  if (name === "epoch") return inBatches ? "update" : "epoch";
  return { passes: "epoch", batch: "batch_cost" }[name] ?? name;
}

// The gradients at a frame: {W, b, old}, old where they are left over from the epoch before
function held({ runs: [{ run, t }], slow, moment }) {
  if (!slow) return { W: run.grad_W[t], b: run.grad_b[t], old: false };
  const from = Math.min(moment.t, run.last);
  const found = gradients(run, from, from === run.last ? STEP : moment.beat); // at the end this state's are known
  return { ...found, old: found.of !== null && found.of !== from };
}

/** The view of the readout. While playing it is silent to a screen reader, which would otherwise never stop talking. */
export function makeReadout(parent) {
  const element = document.createElement("div");
  element.className = "lr-readout";
  element.setAttribute("role", "status");
  const values = FIELDS.map(([name]) => {
    const field = document.createElement("span");
    field.className = `lr-field lr-field-${name}`;
    const label = document.createElement("dfn");
    label.className = "lr-name lr-term";
    label.tabIndex = 0;
    const value = document.createElement("span");
    value.className = "lr-value";
    field.append(label, " ", value);
    return { name, label, value, field };
  });
  const inner = makeInnerStates(element);
  parent.append(element);

  let shown = "";
  let live = "";
  let laid = null; // whether the fields are there that only batches have
  let torch = null; // whether the gradients have torch's names
  let words = {};
  function lay(inBatches) {
    const wanted = values.filter(({ name }) => inBatches || !BATCH.includes(name));
    element.replaceChildren(...wanted.flatMap(({ field }, i) => (i ? [" ", field] : [field])));
  }

  return {
    load(film) {
      ({ words } = film);
      shown = "";
      torch = null;
      element.setAttribute("aria-label", words.readout);
      const { inBatches } = film;
      if (inBatches !== laid) lay((laid = inBatches));
      for (const { name, label } of values) {
        label.dataset.term = termOf(name, inBatches);
      }
      element.classList.toggle("lr-in-batches", inBatches);
      inner.load(film.inner, words);
    },
    render(frame) {
      const { runs: [{ run, t }], playing, slow, moment } = frame;
      const wanted = playing ? "off" : "polite";
      if (live !== wanted) element.setAttribute("aria-live", (live = wanted));
      if (torch !== slow) for (const { name, label } of values) write(label, (slow && TORCH[name]) || words[NAMED[name] ?? name]);
      torch = slow;
      const key = slow ? `${t} ${moment.beat} ${moment.done} ${moment.t}` : t;
      if (shown === key) return;
      shown = key;
      const now = held(frame);
      FIELDS.forEach(([name, text], i) => {
        if (!values[i].field.isConnected) return;
        write(values[i].value, text(run, t, now));
        values[i].value.classList.toggle("lr-stale", now.old && name in TORCH);
      });
      const from = Math.min(slow ? moment.t : t, run.last);
      inner.render(from, slow && from < run.last ? moment.done : 0);
    },
  };
}

// What the optimizer holds, in a row of its own beneath: every state by torch's name, for W and for b
function makeInnerStates(parent) {
  const row = document.createElement("span");
  row.className = "lr-inner-states";
  let inner = null;
  let fields = []; // per state: the elements of its numbers
  let laid = ""; // which states these are

  function lay({ name, term, one }) {
    const field = row.appendChild(document.createElement("span"));
    field.className = "lr-field";
    const label = field.appendChild(document.createElement("dfn"));
    Object.assign(label, { className: "lr-name lr-term", tabIndex: 0, textContent: name });
    label.dataset.term = term;
    return (one ? ["W"] : ["W", "b"]).map((which) => {
      field.append(" ");
      if (!one) field.append(Object.assign(document.createElement("span"), { className: "lr-which", textContent: which }), " ");
      const value = field.appendChild(document.createElement("span"));
      value.className = name === "step" ? "lr-value lr-count" : "lr-value";
      return { which, value };
    });
  }

  return {
    load(next, words) {
      inner = next;
      const states = (inner?.names ?? []).map((name) => ({
        name, term: words[`about_${name}`] ? `about_${name}` : "about_state", one: inner.columns[name].one,
      }));
      if (laid === JSON.stringify(states)) return;
      laid = JSON.stringify(states);
      row.replaceChildren();
      fields = states.map(lay);
      if (fields.length) parent.append(row);
      else row.remove();
    },
    render(t, done) {
      if (fields.length) holding(inner, t, done).forEach((now, i) => {
        for (const { which, value } of fields[i]) write(value, number(now[which]));
      });
    },
  };
}
