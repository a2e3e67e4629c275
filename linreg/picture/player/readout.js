// The numbers of the state shown, each in a column of its own width. In slow motion the gradients are what torch holds at
// that beat, under torch's names: those of the epoch before, none, or this state's.

import { STEP, gradients } from "./beats.js";
import { fixed, significant, whole } from "./numbers.js";

const FIELDS = [
  ["epoch", (run, t) => whole(t)],
  ["W", (run, t) => fixed(run.W[t])],
  ["b", (run, t) => fixed(run.b[t])],
  ["cost", (run, t) => significant(run.cost[t])],
  ["grad_W", (run, t, held) => gradient(held.W)],
  ["grad_b", (run, t, held) => gradient(held.b)],
];
const TORCH = { grad_W: "W.grad", grad_b: "b.grad" };

const gradient = (value) => (value === null ? "None" : significant(value));

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
  const values = FIELDS.map(([name], i) => {
    if (i) element.append(" ");
    const field = document.createElement("span");
    field.className = `lr-field lr-field-${name}`;
    const label = document.createElement("dfn");
    label.className = "lr-name lr-term";
    label.tabIndex = 0;
    label.dataset.term = name.startsWith("grad") ? "gradient" : name;
    const value = document.createElement("span");
    value.className = "lr-value";
    field.append(label, " ", value);
    element.append(field);
    return { name, label, value };
  });
  parent.append(element);

  let shown = "";
  let live = "";
  let torch = null; // whether the gradients have torch's names
  let words = {};
  return {
    load(film) {
      ({ words } = film);
      shown = "";
      torch = null;
      element.setAttribute("aria-label", words.readout);
    },
    render(frame) {
      const { runs: [{ run, t }], playing, slow, moment } = frame;
      const wanted = playing ? "off" : "polite";
      if (live !== wanted) element.setAttribute("aria-live", (live = wanted));
      if (torch !== slow) for (const { name, label } of values) label.textContent = (slow && TORCH[name]) || words[name] || name;
      torch = slow;
      const key = slow ? `${t} ${moment.beat} ${moment.t}` : t;
      if (shown === key) return;
      shown = key;
      const now = held(frame);
      FIELDS.forEach(([name, text], i) => {
        values[i].value.textContent = text(run, t, now);
        values[i].value.classList.toggle("lr-stale", now.old && name in TORCH);
      });
    },
  };
}
