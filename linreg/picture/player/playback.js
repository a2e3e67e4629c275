// The clock at work: the state, what the viewer may do to it, and the frames that carry it on while it plays.

import { seek, slowed, step, tick, toggle } from "./clock.js";
import { frameOf, timelineOf } from "./frame.js";

const KEPT = 600; // frames whose script time is remembered for tests and benchmarks

/**
 * The playback that begins in `state`: {act, state, epoch, playing, frames, times}. film() : the film that is played. show() :
 * shows the state, after every change but one that is set: whoever sets `state` shows it.
 * act : {toggle(), step(by), seek(epoch), change(what), slow()}, where `what` is part of a state, or makes one of it.
 */
export function makePlayback(state, film, show, signal) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const times = new Float32Array(KEPT);
  let frames = 0;
  let pending = 0; // the animation frame asked for
  let before = null; // when the last frame was drawn

  function change(next) {
    state = next;
    show();
    if (state.playing && !pending) {
      before = null;
      pending = requestAnimationFrame(play);
    }
  }

  function play(time) {
    pending = 0;
    if (!state.playing) return;
    const began = performance.now();
    if (before !== null) state = tick(state, (time - before) / 1000, timelineOf(film(), state), calm.matches);
    before = time;
    show();
    times[frames++ % KEPT] = performance.now() - began;
    if (state.playing) pending = requestAnimationFrame(play);
  }

  document.addEventListener("visibilitychange", () => (before = null), { signal });
  signal.addEventListener("abort", () => cancelAnimationFrame(pending));

  return {
    act: {
      toggle: () => change(toggle(state, film().last)),
      step: (by) => change(step(state, by, film().last)),
      seek: (epoch) => change(seek(state, epoch, film().last)),
      change: (what) => change({ ...state, ...(typeof what === "function" ? what(state) : what) }),
      slow: () => change(slowed(state, !state.slow)),
    },
    get state() {
      return state;
    },
    set state(next) {
      state = next;
    },
    /** The epoch that is shown in numbers. */
    get epoch() {
      return frameOf(film(), state).t;
    },
    get playing() {
      return state.playing;
    },
    /** How many frames have been played. */
    get frames() {
      return frames;
    },
    /** The script time of the latest frames, in milliseconds. */
    get times() {
      return [...times.subarray(0, Math.min(frames, KEPT))];
    },
  };
}
