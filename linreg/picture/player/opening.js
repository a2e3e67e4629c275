// Where the clock stands when a film opens, the first one or the next. Pure.

import { beating, carried, seek, slowed } from "./clock.js";

/** The state in which the first film opens, at epoch `at` or its end. */
export const opening = (film, at = 0) => ({
  at: Math.min(at, film.last), playing: false, speed: 1, uniform: false, squares: false, arrows: true,
  slow: Boolean(film.microscope), beats: film.beats,
});

/** The state in which a film opens after another. asked : the start {W, b} that the viewer has clicked since, or null. */
export function following(state, before, film, asked) {
  // Slow motion comes and goes with the microscope
  if (Boolean(before.microscope) !== Boolean(film.microscope)) state = slowed(state, Boolean(film.microscope));
  state = beating(state, film.beats);
  if (film.trained !== before.trained) state = carried(state, before.last, film.last);
  else if (state.at > film.last) state = seek(state, film.last, film.last); // a longer one was kept no more
  return asked && begins(film, asked) ? { ...state, at: 0, held: 0 } : state; // the point is where the viewer put it
}

/**
 * The state in which the film opens of points that the viewer has changed by hand: where he was, at its end if there, as
 * he has seen it follow his hand; at its start, where that would tell who is to guess.
 */
export function staying(state, before, film) {
  if (film.guessing) return seek(state, 0, film.last);
  return { ...state, at: state.at >= before.last ? film.last : Math.min(state.at, film.last) };
}

function begins({ runs: [run], spans }, { W, b }) {
  return Math.abs(run.W[0] - W) <= 1e-4 * spans.W && Math.abs(run.b[0] - b) <= 1e-4 * spans.b;
}
