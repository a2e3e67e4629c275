// What one frame shows: the place in the film made into numbers, once, for every view. Pure.

import { beatAt, shownAt } from "./beats.js";

/**
 * The frame of a film in a state of the clock:
 * {…state, at, t, last, begun, ended, moment, runs: [{run, t, part, W, b}]}.
 * at : the place that the panels show, in slow motion not the clock's; t : the state shown in numbers.
 * Of each run: t, the state that its marks come from, `part` of the way on to the next one, and W and b there.
 */
export function frameOf(film, state) {
  const at = state.slow ? shownAt(state.at, state.playing) : state.at;
  return {
    ...state, at, t: Math.floor(at), last: film.last,
    begun: state.at === 0, ended: state.at >= film.last, moment: beatAt(state.at),
    runs: film.runs.map((run) => between(run, at)),
  };
}

function between(run, at) {
  const t = Math.min(Math.floor(at), run.last);
  const part = t < run.last ? at - t : 0;
  const mixed = (values) => (part ? values[t] + part * (values[t + 1] - values[t]) : values[t]);
  return { run, t, part, W: mixed(run.W), b: mixed(run.b) };
}
