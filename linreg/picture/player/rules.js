// The optimizers' rules, written out: which assignments torch makes in a step, in its order, each with its numbers. Pure.
//
// A rule is {lines, first?, carries?, second?, divisor?}. lines : the assignments of a step. first : the state that is carried
// on from step to step, and whether it `carries` the step itself, not a gradient. second : the state whose root divides;
// divisor(state, n) : by what, after n steps, null while there is none. A line is {part, name, formula(n), written(v), value(v)}:
// part : what it is, in the words; name : what is assigned, "" for W and b themselves. v : the numbers for one of the two,
// {p, g, lr, n, was, is, made}: the parameter, the gradient, the rate, which step it is, the states before and after it, and
// what earlier lines of the same step have made.

import { chosen, fixed, raised } from "./numbers.js";

const bracketed = (value) => (value < 0 ? `(${fixed(value)})` : fixed(value));
const rest = (beta) => Number((1 - beta).toPrecision(12)); // 1 − 0.9 is 0.1
const grad = ({ g, made }) => made.grad ?? g;
const place = ({ p, made }) => made[""] ?? p;

const line = (part, name, formula, written, value) => ({
  part, name, formula: typeof formula === "function" ? formula : () => formula, written, value,
});

// A state that is the same after the step as torch has recorded it
const kept = (part, name, formula, written) => line(part, name, formula, written, ({ is }) => is[name]);

const decay = ({ weight_decay: by }) => by ? [line(
  "decay", "grad", "grad + weight_decay · W",
  (v) => `${fixed(v.g)} + ${chosen(by)} · ${bracketed(v.p)}`,
  (v) => v.g + by * v.p,
)] : [];

const shrink = ({ weight_decay: by }) => by ? [line(
  "shrink", "", "W · (1 − lr · weight_decay)",
  (v) => `${fixed(v.p)} · (1 − ${chosen(v.lr)} · ${chosen(by)})`,
  (v) => v.p * (1 - v.lr * by),
)] : [];

// A mean of what comes, of which each step lets go a part
const mean = (part, name, beta, symbol, squared) => kept(
  part, name,
  `${symbol} · ${name} + (1 − ${symbol}) · grad${squared ? "²" : ""}`,
  (v) => `${chosen(beta)} · ${bracketed(v.was[name])} + ${chosen(rest(beta))} · ${bracketed(grad(v))}${squared ? "²" : ""}`,
);

const step = (formula, over, under = () => 1, writtenUnder = () => "") => line(
  "step", "", `W − lr · ${formula}`,
  (v) => `${fixed(place(v))} − ${chosen(v.lr)} · ${bracketed(over(v))}${writtenUnder(v)}`,
  (v) => place(v) - v.lr * over(v) / under(v),
);

const rooted = (value, eps) => ` / (√${bracketed(value)} + ${chosen(eps)})`;

function sgd(o) {
  const { momentum, dampening, nesterov } = o;
  const name = "momentum_buffer";
  const taken = dampening ? `(1 − dampening) · grad` : "grad";
  const buffer = kept(
    "momentum", name,
    (n) => (n === 1 ? "grad" : `momentum · ${name} + ${taken}`),
    (v) => (v.n === 1 ? fixed(grad(v))
      : `${chosen(momentum)} · ${bracketed(v.was[name])} + ${dampening ? `${chosen(rest(dampening))} · ` : ""}${bracketed(grad(v))}`),
  );
  const ahead = line(
    "ahead", "grad", `grad + momentum · ${name}`,
    (v) => `${fixed(grad(v))} + ${chosen(momentum)} · ${bracketed(v.is[name])}`,
    (v) => grad(v) + momentum * v.is[name],
  );
  const carried = momentum && !nesterov;
  return [
    ...decay(o), ...(momentum ? [buffer] : []), ...(nesterov ? [ahead] : []),
    step(carried ? name : "grad", carried ? ({ is }) => is[name] : grad),
  ];
}

function adagrad(o) {
  const sum = kept("sum", "sum", "sum + grad²", (v) => `${fixed(v.was.sum)} + ${bracketed(grad(v))}²`);
  const rate = line(
    "falls", "clr", "lr / (1 + (step − 1) · lr_decay)",
    (v) => `${chosen(v.lr)} / (1 + ${v.n - 1} · ${chosen(o.lr_decay)})`,
    (v) => v.lr / (1 + (v.n - 1) * o.lr_decay),
  );
  const lr = ({ lr, made }) => made.clr ?? lr;
  const moved = line(
    "step", "", `W − ${o.lr_decay ? "clr" : "lr"} · grad / (√sum + eps)`,
    (v) => `${fixed(v.p)} − ${o.lr_decay ? fixed(lr(v)) : chosen(v.lr)} · ${bracketed(grad(v))}${rooted(v.is.sum, o.eps)}`,
    (v) => v.p - lr(v) * grad(v) / (Math.sqrt(v.is.sum) + o.eps),
  );
  return [...decay(o), sum, ...(o.lr_decay ? [rate] : []), moved];
}

const centred = ({ square_avg, grad_avg }, { centered }) => square_avg - (centered ? grad_avg ** 2 : 0);

function rmsprop(o) {
  const { alpha, momentum, centered, eps } = o;
  const name = "momentum_buffer";
  const root = centered ? "√(square_avg − grad_avg²)" : "√square_avg";
  const under = ({ is }) => Math.sqrt(centred(is, o)) + eps;
  const divided = (v) => rooted(centred(v.is, o), eps);
  const buffer = kept(
    "scaled", name, `momentum · ${name} + grad / (${root} + eps)`,
    (v) => `${chosen(momentum)} · ${bracketed(v.was[name])} + ${bracketed(grad(v))}${divided(v)}`,
  );
  return [
    ...decay(o), mean("square", "square_avg", alpha, "alpha", true),
    ...(centered ? [mean("mean", "grad_avg", alpha, "alpha", false)] : []),
    ...(momentum ? [buffer, step(name, ({ is }) => is[name])] : [step(`grad / (${root} + eps)`, grad, under, divided)]),
  ];
}

const fills = (beta, n) => 1 - beta ** n; // the part of a mean that began with zeros which n steps have filled

const adam = (before) => (o) => {
  const { betas: [beta1, beta2], eps, amsgrad } = o;
  const square = amsgrad ? "max_exp_avg_sq" : "exp_avg_sq";
  const corrected = (part, name, from, beta, symbol) => line(
    part, name, (n) => `${from} / (1 − ${symbol}${raised(n)})`,
    (v) => `${fixed(v.is[from])} / (1 − ${chosen(beta)}${raised(v.n)})`,
    (v) => v.is[from] / fills(beta, v.n),
  );
  return [
    ...before(o), mean("mean", "exp_avg", beta1, "β₁", false), mean("square", "exp_avg_sq", beta2, "β₂", true),
    ...(amsgrad ? [kept(
      "largest", square, `max(${square}, exp_avg_sq)`, (v) => `max(${fixed(v.was[square])}, ${fixed(v.is.exp_avg_sq)})`,
    )] : []),
    corrected("corrected", "m̂", "exp_avg", beta1, "β₁"), corrected("corrected_square", "v̂", square, beta2, "β₂"),
    step("m̂ / (√v̂ + eps)", ({ made }) => made["m̂"], ({ made }) => Math.sqrt(made["v̂"]) + eps, ({ made }) => rooted(made["v̂"], eps)),
  ];
};

const adamDivisor = ({ betas: [, beta2], eps, amsgrad }) => ({ exp_avg_sq, max_exp_avg_sq }, n) => (
  n === 0 ? null : Math.sqrt((amsgrad ? max_exp_avg_sq : exp_avg_sq) / fills(beta2, n)) + eps);

const adamRule = (before) => (o) => ({
  lines: adam(before)(o), first: "exp_avg", second: o.amsgrad ? "max_exp_avg_sq" : "exp_avg_sq", divisor: adamDivisor(o),
});

const RULES = {
  SGD: (o) => ({ lines: sgd(o), first: "momentum_buffer" }),
  Adagrad: (o) => ({ lines: adagrad(o), second: "sum", divisor: ({ sum }) => Math.sqrt(sum) + o.eps }),
  RMSprop: (o) => ({
    lines: rmsprop(o), first: "momentum_buffer", carries: true, second: "square_avg",
    divisor: (state, n) => (n === 0 ? null : Math.sqrt(centred(state, o)) + o.eps),
  }),
  Adam: adamRule(decay),
  AdamW: adamRule(shrink),
};

/** The rule of this optimizer with these parameters; without lines where it is not written out here. */
export const ruleOf = (optimizer, parameters) => RULES[optimizer]?.(parameters) ?? { lines: [], first: "exp_avg" };
