// How the speeds of linreg/telling/speed.py look, in the rain and in its legend. A colour for each that counts epochs, from
// the soonest on (theme.speeds); who is not down by the end is told by the sign: an empty square, or a cross.

const COLOURS = 7;
const LATER = COLOURS;

/** The fill of a speed's mark in a theme. */
export const fillOf = (speed, theme) => theme.speeds[speed] ?? "none";

/** The sign of a start of some speed, as path text around a pixel: a square, or a cross if the run gets farther away. */
export function sign(speed, x, y, half) {
  const [left, top, side] = [(x - half).toFixed(1), (y - half).toFixed(1), 2 * half];
  if (speed > LATER) return `M${left} ${top}l${side} ${side}m0 ${-side}l${-side} ${side}`;
  return `M${left} ${top}h${side}v${side}h${-side}Z`;
}
