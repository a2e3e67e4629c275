// A lesson that leads through the page: while its question waits for a guess nothing plays and nothing tells.

import { seek } from "./clock.js";
import { bringIntoSight } from "./lesson/sight.js";

const PARTS = ".lr-buttons, .lr-track, .lr-options > *"; // of the bar
const DRAWN = ["squares", "arrows"];

/**
 * The player under a lesson: {act, show(), follow(before, at), play(before)}. film().led : {id, of the step; about, the panel
 * that shows what it asks for, or ""; ask, the same, or "later" for one that waits in a later step; bare, whether the surface would answer what waits here or later; locked, whether that waits; answered,
 * whether the step's own question is; play, whether it is to be played now; told, whether its answer is told that was to be
 * played; guess}, or null.
 * act : the playback's; while it is locked it does nothing, but that squares may show what is answered.
 */
export function leading(root, playback, film) {
  const locked = () => Boolean(film().led?.locked);
  const rests = (part) => locked() && !(film().led.answered && part.classList.contains("lr-draws"));
  const act = Object.fromEntries(
    Object.entries(playback.act).map(([name, go]) => [name, (...args) => (locked() ? undefined : go(...args))]),
  );
  act.change = (what) => {
    const next = typeof what === "function" ? what(playback.state) : what;
    if (!locked() || (film().led.answered && Object.keys(next).every((name) => DRAWN.includes(name)))) playback.act.change(next);
  };

  function show() {
    const { led, words } = film();
    root.classList.toggle("lr-asking", locked());
    root.classList.toggle("lr-resting", locked() && !led.answered);
    root.dataset.ask = locked() ? led.ask : "";
    if (led) root.dataset.about = led.about;
    else delete root.dataset.about;
    root.classList.toggle("lr-bare", Boolean(led?.bare));
    root.querySelector(".lr-bowl")?.setAttribute("data-covered", words.covered ?? "");
    for (const part of root.querySelectorAll(PARTS)) part.inert = rests(part);
  }

  return {
    act,
    show,
    /** Another step, or its question anew, begins at the step's epoch; one whose answer is told is at its end. */
    follow(before, at = 0) {
      const { led, last } = film();
      const anew = led && (led.id !== before?.id || (led.locked && !before.locked));
      if (led?.told && (anew || !before.told)) playback.state = seek(playback.state, last, last); // what the answer speaks of
      else if (anew) playback.state = seek(playback.state, at, last);
      show();
      // The transport comes, or the answer: each pushes the panel that they are about out of sight
      if (led && led.id === before?.id && (led.locked !== before.locked || led.told !== before.told)) bringIntoSight();
    },
    /** What was asked is played, now that there is a guess. */
    play(before) {
      const { led } = film();
      if (before?.locked && led?.id === before.id && led.play && !playback.playing) act.toggle();
    },
  };
}
