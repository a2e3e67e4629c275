// What one frame shows: the place in the film made into numbers, once, for every view. Pure.

import { backAt, stepsBack } from "./back.js";
import { beatAt, shownAt } from "./beats.js";

/** The timeline by which a film plays in a state of the clock. */
export const timelineOf = (film, { slow, uniform }) => film.timelines[slow ? "slow" : uniform ? "uniform" : "clock"];

/**
 * The frame of a film in a state of the clock:
 * {…state, at, t, last, begun, ended, moment, runs: [{run, t, part, W, b}], back, focus}.
 * at : the place that the panels show, in slow motion not the clock's; t : the state shown in numbers.
 * Of each run: t, the state that its marks come from, `part` of the way on to the next one, and W and b there.
 * back : how far the panels have stepped back (back.js); the same object as long as they stand.
 * focus : what the pointer means (pointer.js), {t?, W, b, u, v, cost}, or null; t where it is a state of the first run.
 */
export function frameOf(film, state, focus = null) {
  const at = state.slow ? shownAt(state.at, state.playing, state.beats) : state.at;
  return {
    ...state, at, t: Math.floor(at), last: film.last,
    begun: state.at === 0, ended: state.at >= film.last, moment: beatAt(state.at, state.beats),
    runs: film.runs.map((run) => between(run, at)),
    back: backAt(steps(film, state), at),
    focus: focus && meant(film, focus),
  };
}

// A run with another number of states in an epoch is at the same epoch
function between(run, at) {
  const place = run.per === run.unit ? at : (at * run.per) / run.unit;
  const t = Math.min(Math.floor(place), run.last);
  const part = t < run.last ? place - t : 0;
  const mixed = (values) => (part ? values[t] + part * (values[t + 1] - values[t]) : values[t]);
  return { run, t, part, W: mixed(run.W), b: mixed(run.b) };
}

function meant({ runs: [run], toMap, cost }, { t, W, b }) {
  if (t !== undefined) return { t, W: run.W[t], b: run.b[t], u: run.u[t], v: run.v[t], cost: run.cost[t] };
  const [u, v] = toMap(W, b);
  return { W, b, u, v, cost: cost(W, b) };
}

// film.beyond, which films of the same runs share → its steps back, for the timeline and the speed it plays at
const kept = new WeakMap();

function steps(film, state) {
  const timeline = timelineOf(film, state);
  const before = kept.get(film.beyond);
  if (before?.timeline === timeline && before.speed === state.speed) return before.steps;
  const found = { timeline, speed: state.speed, steps: stepsBack(film.beyond[0], timeline, state.speed) };
  kept.set(film.beyond, found);
  return found.steps;
}
