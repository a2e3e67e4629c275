// What the optimizer remembers: its states by torch's names, what torch holds at each moment, and the rule with its numbers.
// Pure.

import { decode } from "./decode.js";
import { ruleOf } from "./rules.js";

export const PARAMETERS = ["W", "b"];

/**
 * The inner state of the run, from what linreg/picture/memory.py sends: {optimizer, rule, names, columns, rate(t)}.
 * names : of the states, in torch's order; columns[name] : {W, b}, a number per state of the run, and `one`, whether torch keeps
 * one for both. rate(t) : the learning rate of the step that leaves state t.
 */
export function makeInner({ optimizer, parameters, state, rates }, run) {
  const columns = Object.fromEntries(Object.entries(state).map(([name, sent]) => [name, column(sent, run.states)]));
  const falling = rates && decode(rates);
  return {
    optimizer, rule: ruleOf(optimizer, parameters), names: Object.keys(columns), columns,
    rate: (t) => (falling ? falling[t] : run.lr),
  };
}

function column(sent, states) {
  if (sent === null) return shared(Float64Array.from({ length: states }, (_, t) => t));
  const values = decode(sent);
  if (values.length === states) return shared(values);
  return { W: values.filter((_, i) => i % 2 === 0), b: values.filter((_, i) => i % 2 === 1), one: false };
}

const shared = (values) => ({ W: values, b: values, one: true });

/** What is held for "W" or "b" at state t: {name: number}. */
const heldAt = ({ names, columns }, which, t) => Object.fromEntries(names.map((name) => [name, columns[name][which][t]]));

/**
 * The entry that torch holds of a state while a step is under way, t or t + 1: after the line of the rule that assigns it, or
 * after the whole step where no rule is written out. done : how many lines of the step are.
 */
export function entryAt({ rule: { lines } }, name, t, done) {
  if (name === "step" && lines.length) return done > 0 ? t + 1 : t; // torch counts first of all
  const at = lines.findIndex((line) => line.name === name);
  return done > (at < 0 ? lines.length - 1 : at) && done > 0 ? t + 1 : t;
}

/** What torch holds at state t, so many lines into the step that leaves it: [{name, W, b, one}]. */
export const holding = (inner, t, done = 0) => inner.names.map((name) => {
  const { W, b, one } = inner.columns[name];
  const at = entryAt(inner, name, t, done);
  return { name, W: W[at], b: b[at], one };
});

/** The lines of the step that leaves state t, written out: [{part, name, formula, W: {text, value}, b: {text, value}}]. */
export function written(inner, run, t) {
  const { rule: { lines } } = inner;
  const about = Object.fromEntries(PARAMETERS.map((which) => [which, {
    p: run[which][t], g: run[`grad_${which}`][t], lr: inner.rate(t), n: t + 1,
    was: heldAt(inner, which, t), is: heldAt(inner, which, t + 1), made: {},
  }]));
  return lines.map((line) => {
    const out = { part: line.part, name: line.name, formula: line.formula(t + 1) };
    for (const [which, v] of Object.entries(about)) {
      out[which] = { text: line.written(v), value: line.value(v) };
      v.made[line.name] = out[which].value;
    }
    return out;
  });
}
