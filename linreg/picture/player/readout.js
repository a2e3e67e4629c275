// The numbers of the state shown, each in a column of its own width.

import { fixed, significant, whole } from "./numbers.js";

const FIELDS = [
  ["epoch", (run, t) => whole(t)],
  ["W", (run, t) => fixed(run.W[t])],
  ["b", (run, t) => fixed(run.b[t])],
  ["cost", (run, t) => significant(run.cost[t])],
  ["grad_W", (run, t) => significant(run.grad_W[t])],
  ["grad_b", (run, t) => significant(run.grad_b[t])],
];

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

  let shown = -1;
  let live = "";
  return {
    load({ words }) {
      shown = -1;
      element.setAttribute("aria-label", words.readout);
      for (const { name, label } of values) label.textContent = words[name] ?? name;
    },
    render({ runs: [{ run, t }], playing }) {
      const wanted = playing ? "off" : "polite";
      if (live !== wanted) element.setAttribute("aria-live", (live = wanted));
      if (shown === t) return;
      shown = t;
      FIELDS.forEach(([, text], i) => (values[i].value.textContent = text(run, t)));
    },
  };
}
