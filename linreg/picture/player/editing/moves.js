// Points as a hand changes them: {x, y}, two lists that are never changed in place. And how fine it can. Pure.

export const moved = ({ x, y }, i, [px, py]) => ({ x: x.with(i, px), y: y.with(i, py) });

export const added = ({ x, y }, [px, py]) => ({ x: [...x, px], y: [...y, py] });

export const removed = ({ x, y }, i) => ({ x: x.toSpliced(i, 1), y: y.toSpliced(i, 1) });

export const same = (one, other) =>
  one.x.length === other.x.length && one.x.every((value, i) => value === other.x[i] && one.y[i] === other.y[i]);

/**
 * How a hand moves along an axis that shows `low` to `high`: {fit(value), hop}. fit rounds to some 250 to 2,500 places on
 * it, finer than a pixel or nearly so, in few digits; hop, what an arrow key moves by, is about a hundredth of it.
 */
export function fineness([low, high]) {
  const power = Math.floor(Math.log10((high - low) / 2.5)) - 2;
  const about = (high - low) / 100 / 10 ** power;
  const hop = about >= 20 ? 20 : about >= 10 ? 10 : about >= 5 ? 5 : 2;
  // by whole numbers: a product with 0.01 has digits that nobody chose
  const at = (steps) => Number(`${Math.round(steps)}e${power}`);
  const steps = (value) => (power < 0 ? value * 10 ** -power : value / 10 ** power);
  return { fit: (value) => at(steps(value)), hop: at(hop) };
}

/** What was, to go back to and on from again: {note(points), back(now), on(now), last, past, future}. */
export function makeHistory() {
  let past = [];
  let future = [];
  const turn = (from, to, now) => {
    const points = from.pop();
    if (points) to.push(now);
    return points ?? null;
  };
  return {
    /** Before a change: `points` can be gone back to, and nothing be gone on to. */
    note(points) {
      past.push(points);
      future = [];
    },
    back: (now) => turn(past, future, now),
    on: (now) => turn(future, past, now),
    get last() {
      return past.at(-1);
    },
    get past() {
      return past.length;
    },
    get future() {
      return future.length;
    },
  };
}
