// The shape of a sweep: how high each of its costs is drawn, and the line through them. Pure.

const FOOT = 0.12; // where the smallest cost is drawn, of the whole height; 0 has no place on a logarithmic scale
const START = 0.76; // where the start's cost is: above it a training only makes things worse
const DECADES = 1; // from foot to start at least, or every trifle would be a mountain

/** How high a cost is drawn, 0 to 1. The scale goes by all the costs and the start's, whatever the present rate is. */
export function scale(costs, start) {
  const low = Math.min(start || Infinity, ...[...costs].filter((cost) => cost > 0));
  const decades = Math.max(DECADES, Math.log10((start || low) / low));
  return (cost) => {
    if (!(cost > 0)) return 0;
    return Math.min(1, FOOT + ((START - FOOT) * Math.log10(cost / low)) / decades);
  };
}

/** The rates that diverge, and those that don't, stretch by stretch: {from, to, diverges}, by their places in the row. */
export function stretches(last) {
  const found = [];
  last.forEach((epoch, i) => {
    const diverges = epoch >= 0;
    if (found.at(-1)?.diverges === diverges) found.at(-1).to = i;
    else found.push({ from: i, to: i, diverges });
  });
  return found;
}

/** From where to where a stretch is drawn: half a step beyond its ends, as far as the row goes. */
export const reach = ({ from, to }, steps) => [Math.max(0, from - 0.5), Math.min(steps, to + 0.5)];

/**
 * The line through the heights of one stretch as an SVG path, x in steps and y downwards from 0 to 100: level to where
 * it ends, and there, if its neighbour diverges, up the cliff.
 */
export function line(heights, stretch, steps) {
  const [left, right] = reach(stretch, steps);
  const y = (i) => (100 * (1 - heights[i])).toFixed(2);
  const points = [`${left} ${y(stretch.from)}`];
  for (let i = stretch.from; i <= stretch.to; i++) points.push(`${i} ${y(i)}`);
  points.push(`${right} ${y(stretch.to)}`);
  if (left > 0) points.unshift(`${left} 0`);
  if (right < steps) points.push(`${right} 0`);
  return `M${points.join("L")}`;
}
