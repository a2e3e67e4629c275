// Costs that are no quadratic of (W, b): worked out from the points, all of which are drawn with such a cost.

// What each residual adds, as torch has it
const LOSSES = {
  l1: () => Math.abs,
  huber: ({ delta }) => (r) => (Math.abs(r) < delta ? (r * r) / 2 : delta * (Math.abs(r) - delta / 2)),
  smooth_l1: ({ beta }) => (r) => (Math.abs(r) < beta ? (r * r) / (2 * beta) : Math.abs(r) - beta / 2),
};

// And the derivative of that
const SLOPES = {
  l1: () => Math.sign,
  huber: ({ delta }) => (r) => Math.min(delta, Math.max(-delta, r)),
  smooth_l1: ({ beta }) => (r) => Math.min(1, Math.max(-1, r / beta)),
};

/** The gradient at any (W, b), [by W, by b]. */
export function sloping(bowl, x, y) {
  const of = SLOPES[bowl.loss](bowl);
  return (W, b) => x.reduce(([byW, byB], value, i) => {
    const pull = of(W * value + b - y[i]) / x.length;
    return [byW + pull * value, byB + pull];
  }, [0, 0]);
}

/** The cost at any (W, b): the mean over the points, x as the model sees it. bowl : of the payload, with its `loss`. */
export function lossy(bowl, x, y) {
  const of = LOSSES[bowl.loss](bowl);
  return (W, b) => x.reduce((sum, value, i) => sum + of(W * value + b - y[i]), 0) / x.length;
}
