// The player as a component of the page, and what passes between it and its neighbours there. linreg/views/player.py feeds it.

import { plotly, stylesheet } from "../player/load.js";
import { mount } from "../player/mount.js";
import { isFirst } from "../player/tour.js";
import { announce, reveal, toVerdict } from "./around.js";
import { component } from "./component.js";

const OPENER = "[data-testid=stExpandSidebarButton]";

// A lesson takes a guess when the viewer says that it is one (lesson.js)
const tellLesson = (guess) => document.dispatchEvent(new CustomEvent("linreg-guess", { detail: guess }));

// To draw the panels takes most of a second in which nothing else comes: the controls first, if they are at hand
const idle = () => new Promise((go) => (window.requestIdleCallback ?? setTimeout)(go, { timeout: 300 }));

export default component((parent, send, once) => {
  const end = new AbortController();
  let data = null;
  let player = null;
  let pressed = null; // the way that is to be played as soon as it is shown (cures.js)
  let ready = null; // a promise, from the first data on; fails if something needed does not come

  const on = {
    start: (start) => once("start", start),
    ended: (key) => send("ended", key),
    guessed: (guess) => (data.led?.locked ? tellLesson(guess) : send("guessed", guess)),
    points: (points) => send("points", points),
    moving: (points) => document.dispatchEvent(new CustomEvent("linreg-moving", { detail: points })),
    more: toVerdict,
  };

  // Hands the player what its neighbours on the page have for it: every rain that the lens beside it lets fall (rain.js),
  // the present one first, and the answers to points that move (hand.js)
  function hear() {
    const pour = ({ detail }) => player.pour(detail);
    pour({ detail: document.querySelector(".linreg-rain")?.rain ?? null });
    document.addEventListener("linreg-rain", pour, { signal: end.signal });
    document.addEventListener("linreg-moved", ({ detail }) => player.follow(detail), { signal: end.signal });
  }

  function playPressed() {
    if (!player || pressed === null || pressed !== data.way) return;
    pressed = null;
    player.play();
  }
  document.addEventListener("linreg-way", ({ detail }) => ((pressed = detail), playPressed()), { signal: end.signal });

  // While it loads, data that come are only kept: the latest is mounted
  async function begin() {
    try {
      const library = plotly(new URL("../plotly.min.js", import.meta.url).href);
      const sheet = await stylesheet();
      const needed = { plotly: await library, sheet, tour: { first: isFirst(), rate: ".st-key-rate", behind: OPENER } };
      await idle();
      if (end.signal.aborted) return;
      const place = parent.querySelector(".linreg-player");
      if (place) place.hidden = true;
      announce();
      player = mount(parent, data, on, needed);
      hear();
      playPressed();
    } catch (error) {
      ready = null; // the next data try again
      throw error;
    }
  }

  return {
    get ready() {
      return ready;
    },
    update(next) {
      const opened = data !== null && next.lens !== data.lens && next.lens;
      data = next;
      announce();
      if (opened) reveal(next.lens);
      if (player) (player.update(data), playPressed());
      else ready ??= begin();
    },
    destroy() {
      end.abort();
      player?.destroy();
    },
  };
});
