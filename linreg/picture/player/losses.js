// Costs that are no quadratic of (W, b): worked out from the points, all of which are drawn with such a cost.

// What each residual adds, as torch has it
const LOSSES = {
  l1: () => Math.abs,
  huber: ({ delta }) => (r) => (Math.abs(r) < delta ? (r * r) / 2 : delta * (Math.abs(r) - delta / 2)),
  smooth_l1: ({ beta }) => (r) => (Math.abs(r) < beta ? (r * r) / (2 * beta) : Math.abs(r) - beta / 2),
};

/** The cost at any (W, b): the mean over the points, x as the model sees it. bowl : of the payload, with its `loss`. */
export function lossy(bowl, x, y) {
  const of = LOSSES[bowl.loss](bowl);
  return (W, b) => x.reduce((sum, value, i) => sum + of(W * value + b - y[i]), 0) / x.length;
}
