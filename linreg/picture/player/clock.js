// The one clock. Pure: every function takes a state {at, playing, …} and returns the next one.
// `at` is the place in the run: a whole number at rest, in between while it glides. In slow motion (`state.slow`) the
// clock's unit is a beat: an epoch has `state.beats`, or five.

import { BEATS, shownAt } from "./beats.js";

/** Seconds between jumps where the viewer asked for less motion. */
export const CALM = 0.75;

const CLOSE = 1e-6; // fifths are not exact in binary
const units = (state) => (state.slow ? state.beats ?? BEATS : 1); // in an epoch

// The last whole unit at or before a place
const settled = (state) => Math.floor(state.at * units(state) + CLOSE) / units(state);

/**
 * The state after `seconds` more of playing. With `calm`, time gathers in `state.held` and the place jumps from whole
 * unit to whole unit. Playing ends at the last state.
 */
export function tick(state, seconds, timeline, calm = false) {
  const held = (calm ? state.held ?? 0 : 0) + seconds;
  if (calm && held < CALM) return { ...state, held };
  const passed = timeline.when(state.at) + held * state.speed;
  if (passed >= timeline.seconds) return { ...state, at: timeline.last, playing: false, held: 0 };
  const at = timeline.at(passed);
  if (!calm) return { ...state, at, held: 0 };
  const unit = 1 / units(state);
  return { ...state, at: Math.min(timeline.last, Math.max(settled(state) + unit, Math.round(at / unit) * unit)), held: 0 };
}

/** The state at rest at `place`, rounded to a whole unit and kept between 0 and `last`. */
export const seek = (state, place, last) => ({
  ...state, at: Math.min(last, Math.max(0, Math.round(place * units(state)) / units(state))), playing: false, held: 0,
});

/** The state `by` units further (or back); half-way places first settle on the unit shown. */
export const step = (state, by, last) => seek(state, settled(state) + by / units(state), last);

/** The state with playing begun or ended; at the end it begins from the start, and pausing settles on the unit shown. */
export function toggle(state, last) {
  if (state.playing) return { ...state, at: settled(state), playing: false, held: 0 };
  return { ...state, at: state.at >= last ? 0 : state.at, playing: last > 0, held: 0 };
}

/** The state with slow motion begun or ended; the panels stay where they are, or go back to the state they came from. */
export function slowed(state, slow) {
  if (slow === state.slow) return state;
  return { ...state, slow, at: slow ? Math.floor(state.at) : shownAt(state.at, state.playing, state.beats), held: 0 };
}

/** The state for a film whose epochs have so many beats: at the first of its epoch where they were not as many. */
export function beating(state, beats) {
  if (beats === state.beats) return state;
  return { ...state, beats, at: state.slow ? Math.floor(state.at + CLOSE) : state.at };
}

/**
 * The state in which a run of `last` epochs opens after one of `before`: at the same epoch where that lies in the midst
 * of both, else at its start; never at its end.
 */
export function carried(state, before, last) {
  if (state.at < Math.min(before, last)) return state;
  return { ...state, at: 0, playing: state.playing && last > 0, held: 0 };
}
