// The one clock. Pure: every function takes a state {at, playing, …} and returns the next one.
// `at` is the place in the run: a whole number at rest, in between while it glides.

/** Seconds between jumps where the viewer asked for less motion. */
export const CALM = 0.75;

/**
 * The state after `seconds` more of playing. With `calm`, time gathers in `state.held` and the place jumps from whole
 * epoch to whole epoch. Playing ends at the last state.
 */
export function tick(state, seconds, timeline, calm = false) {
  const held = (calm ? state.held ?? 0 : 0) + seconds;
  if (calm && held < CALM) return { ...state, held };
  const passed = timeline.when(state.at) + held * state.speed;
  if (passed >= timeline.seconds) return { ...state, at: timeline.last, playing: false, held: 0 };
  const at = timeline.at(passed);
  return { ...state, at: calm ? Math.min(timeline.last, Math.max(Math.floor(state.at) + 1, Math.round(at))) : at, held: 0 };
}

/** The state at rest at `epoch`, kept between 0 and `last`. */
export const seek = (state, epoch, last) => ({
  ...state, at: Math.min(last, Math.max(0, Math.round(epoch))), playing: false, held: 0,
});

/** The state `by` epochs further (or back); half-way places first settle on the epoch shown. */
export const step = (state, by, last) => seek(state, Math.floor(state.at) + by, last);

/** The state with playing begun or ended; at the end it begins from the start, and pausing settles on the epoch shown. */
export function toggle(state, last) {
  if (state.playing) return { ...state, at: Math.floor(state.at), playing: false, held: 0 };
  return { ...state, at: state.at >= last ? 0 : state.at, playing: last > 0, held: 0 };
}

/** The place in a new run with `last` epochs: the same epoch where it exists, the end if one was at the end. */
export function carried(state, before, last) {
  const ended = before > 0 && state.at >= before;
  const at = ended && !state.playing ? last : Math.min(state.at, last);
  return { ...state, at, playing: state.playing && at < last };
}
