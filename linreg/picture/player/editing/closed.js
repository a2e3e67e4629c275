// What follows from the points alone, in closed form: the best line, the cost as a quadratic around it, its curvature and
// the limit of the learning rate. As linreg/theory has it; while a point is in the hand there is no time to ask. Pure.

const EPS = 2 ** -52;

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

// By how much a cost of this kind exceeds the mean squared error
const FACTORS = { mean: () => 1, half: () => 0.5, sum: (n) => n };

/**
 * Of points and a kind of cost: {W, b, cost, WW, Wb, bb, lam_min, lam_max, limit}, the cost being
 * cost + WW·dW² + 2·Wb·dW·db + bb·db² around the minimum (W, b). Where all x are equal, the one of least W² + b².
 */
export function closed(x, y, kind) {
  const factor = FACTORS[kind](x.length);
  const [across, up] = [mean(x), mean(y)];
  const square = mean(x.map((value) => value * value));
  const variance = mean(x.map((value) => (value - across) ** 2));
  const [low, high] = [Math.min(...x), Math.max(...x)];
  const flat = variance === 0 || high - low <= 4 * EPS * Math.max(Math.abs(low), Math.abs(high));
  const W = flat ? (across * up) / (across ** 2 + 1) : mean(x.map((value, i) => (value - across) * (y[i] - up))) / variance;
  const b = flat ? up / (across ** 2 + 1) : up - W * across;
  const largest = (square + 1) / 2 + Math.hypot((square - 1) / 2, across);
  const lam_max = 2 * factor * largest;
  return {
    W, b, cost: factor * mean(x.map((value, i) => (W * value + b - y[i]) ** 2)),
    WW: factor * square, Wb: factor * across, bb: factor,
    lam_min: flat ? 0 : (2 * factor * variance) / largest, lam_max, limit: 2 / lam_max,
  };
}

/** x at mean 0 and standard deviation 1; only shifted, if all are equal. */
export function standardised(x) {
  const shift = mean(x);
  const spread = Math.sqrt(mean(x.map((value) => (value - shift) ** 2)));
  const factor = Math.min(...x) < Math.max(...x) && spread > 0 ? spread : 1;
  return x.map((value) => (value - shift) / factor);
}
