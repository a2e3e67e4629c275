// What the panels show, in their accessible names: "Fitted line: W 0.85, b 0.33, residuals up to 0.2". While it plays
// they keep their plain names, since a reader that is in one would never stop talking.

import { brief, filled, whole } from "./numbers.js";

/** The view of the panels' names. */
export function makeNames(panels) {
  let film = null;
  let told = ""; // what the names tell

  return {
    load(next) {
      film = next;
      told = "";
    },
    render({ playing, runs: [{ run, t, W, b }] }) {
      const silent = playing || Boolean(film.led?.locked || film.led?.bare); // a question comes first
      const now = silent ? "playing" : `${t} ${W} ${b}`;
      if (now === told) return;
      told = now;
      const { words, least } = film;
      const values = silent ? null : {
        t: whole(t), W: brief(W), b: brief(b), cost: brief(film.cost(W, b)), residual: brief(farthest(film, W, b)),
        first: brief(run.cost[0]), best_W: brief(least.W), best_b: brief(least.b), least: brief(least.cost),
      };
      for (const [kind, panel] of Object.entries(panels)) {
        panel.tell(silent ? words[kind] : `${words[kind]}: ${filled(words[`told_${kind}`], values)}`);
      }
    },
  };
}

// How far the line is from the point that it misses most
function farthest({ x, y, scale: { shift, factor } }, W, b) {
  return x.reduce((most, value, i) => Math.max(most, Math.abs((W * (value - shift)) / factor + b - y[i])), 0);
}
