// Where the player is, told to whatever else stands on the page: no message to the server, at most one event a frame, and
// none while nothing changes. Who comes later asks; who wants the player elsewhere says so.

import { NAMES } from "./beats.js";
import { holding } from "./inner.js";

export const EPOCH = "linreg-epoch"; // from the player, detail as `at` says
export const ASK = "linreg-ask"; // to the player: say it again
export const SEEK = "linreg-seek"; // to the player: {key, epoch}
export const SLOW = "linreg-slow"; // to the player: {slow}, whether to go beat by beat

/**
 * What a frame says: {key, t, last, playing, slow, beat, moved, from, W, b, cost, grad_W, grad_b, next: {W, b}, memory}. key : of
 * the run. t : the state shown. from : the state that the loop is at work on, whose numbers follow; beat : the line at work, by
 * name, in slow motion, else null. moved : whether its step is done; next : W and b after it, null at the last state. memory :
 * what the optimizer holds now, [{name, W, b, one}].
 */
export function at({ key, inner }, { runs: [{ run, t }], playing, slow, moment }) {
  const from = Math.min(slow ? moment.t : t, run.last);
  const [W, b, cost, grad_W, grad_b] = [run.W, run.b, run.loss, run.grad_W, run.grad_b].map((values) => values[from]);
  const next = from < run.last ? { W: run.W[from + 1], b: run.b[from + 1] } : null;
  const beat = slow && next ? NAMES[moment.beat] : null;
  const memory = inner ? holding(inner, from, beat ? moment.done : 0) : [];
  return { key, t, last: run.last, playing, slow, beat, moved: !beat || moment.moved, from, W, b, cost, grad_W, grad_b, next, memory };
}

/** The view that tells; `act` : the player's {seek, change, slow}. Other players on the page are told apart by the run's key. */
export function makeAnnouncer(root, act, signal) {
  let film = null;
  let frame = null;
  let told = "";
  const tell = () => root.dispatchEvent(new CustomEvent(EPOCH, { bubbles: true, composed: true, detail: at(film, frame) }));
  const hear = (name, go) => document.addEventListener(name, go, { signal });
  hear(ASK, () => frame && tell());
  hear(SEEK, ({ detail: { key, epoch } }) => key === film.key && act.seek(epoch));
  hear(SLOW, ({ detail: { slow } }) => slow !== frame.slow && act.slow());

  return {
    load(next) {
      film = next;
      told = "";
    },
    render(next) {
      frame = next;
      const { runs: [{ t }], playing, slow, moment } = frame;
      const now = `${t} ${playing} ${slow && `${moment.t} ${moment.beat} ${moment.done}`}`;
      if (now === told) return;
      told = now;
      tell();
    },
  };
}
