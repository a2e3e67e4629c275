// The component that Streamlit mounts: it keeps one player per element and hands it each new payload.
//
// Streamlit calls the default export again at every change of data or theme, with no cleanup in between, and may run
// the cleanup of an overtaken call late: so a cleanup ends the player only if no later call has taken it over.

import { announce, reveal, toVerdict } from "./around.js";
import { plotly, stylesheet } from "./load.js";
import { mount } from "./mount.js";
import { isFirst } from "./tour.js";

const OPENER = "[data-testid=stExpandSidebarButton]";
const players = new WeakMap(); // parentElement → {call, args, player}

/** Shows `data` in `parentElement`: {ready, a promise that fails if something needed does not come; end(), takes it down}. */
export default function show(args) {
  const { parentElement } = args;
  const entry = players.get(parentElement) ?? { call: 0 };
  players.set(parentElement, entry);
  const call = ++entry.call;
  const { lens } = entry.args?.data ?? args.data;
  entry.args = args;
  announce();
  if (args.data.lens && args.data.lens !== lens) reveal(args.data.lens);
  if (entry.player) entry.player.update(args.data);
  else entry.ready ??= begin(entry, parentElement);
  return {
    ready: entry.ready,
    end() {
      if (entry.call !== call) return;
      players.delete(parentElement);
      entry.ended = true;
      entry.deaf?.abort();
      entry.player?.destroy();
    },
  };
}

// Hands the player what its neighbours on the page have for it: every rain that the lens beside it lets fall
// (views/browser/rain.js), the present one first, and the answers to points that move (views/browser/hand.js)
function hear(entry) {
  entry.deaf = new AbortController();
  const { signal } = entry.deaf;
  const pour = ({ detail }) => entry.player.pour(detail);
  pour({ detail: document.querySelector(".linreg-rain")?.rain ?? null });
  document.addEventListener("linreg-rain", pour, { signal });
  document.addEventListener("linreg-moved", ({ detail }) => entry.player.follow(detail), { signal });
}

// A lesson takes a guess when the viewer says that it is one (views/browser/lesson.js)
const tellLesson = (guess) => document.dispatchEvent(new CustomEvent("linreg-guess", { detail: guess }));

// To draw the panels takes most of a second in which nothing else comes: the controls first, if they are at hand
const idle = () => new Promise((go) => (window.requestIdleCallback ?? setTimeout)(go, { timeout: 300 }));

// While it loads, later calls only leave their data: the latest is mounted
async function begin(entry, parentElement) {
  try {
    const library = plotly(new URL("../plotly.min.js", import.meta.url).href);
    const sheet = await stylesheet();
    const ready = { plotly: await library, sheet, tour: { first: isFirst(), rate: ".st-key-rate", behind: OPENER } };
    await idle();
    if (entry.ended) return;
    const on = {
      start: (start) => entry.args.setTriggerValue("start", start),
      ended: (key) => entry.args.setStateValue("ended", key),
      guessed: (guess) => (entry.args.data.led?.locked ? tellLesson(guess) : entry.args.setStateValue("guessed", guess)),
      points: (points) => entry.args.setStateValue("points", points),
      moving: (points) => document.dispatchEvent(new CustomEvent("linreg-moving", { detail: points })),
      more: toVerdict,
    };
    const place = parentElement.querySelector(".linreg-player");
    if (place) place.hidden = true;
    announce();
    entry.player = mount(parentElement, entry.args.data, on, ready);
    hear(entry);
  } catch (error) {
    entry.ready = null; // the next call tries again
    throw error;
  }
}
