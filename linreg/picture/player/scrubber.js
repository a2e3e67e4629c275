// The slider of epochs. It runs by the clock: a second of playing is the same way everywhere, so that the first fifty
// epochs have room enough to be scrubbed. For keys and screen readers it is a plain slider whose value is the epoch.

import { add, write } from "./element.js";
import { whole } from "./numbers.js";

const INSET = 8; // pixels from either end of the scale to the ends of its rail, half a thumb
const APART = 0.035; // of the rail; two marks closer than this would touch
const MARKS = [1, 10, 100, 1000];

/** The view of the scrubber; `seek` is called with an epoch. */
export function makeScrubber(parent, seek, signal) {
  const scale = add(parent, "div", "lr-scale");
  add(scale, "div", "lr-rail");
  const marks = add(scale, "div", "lr-marks");
  const thumb = add(scale, "div", "lr-thumb");
  const slider = scale.insertBefore(document.createElement("input"), scale.firstChild);
  Object.assign(slider, { className: "lr-slider", type: "range", min: 0, step: 1 });
  slider.addEventListener("input", () => seek(Number(slider.value)), { signal });

  let film = null;
  let timeline = null;
  let shown = {}; // what the document shows, so that a frame writes only what changed

  const drag = (event) => {
    const { left, width } = scale.getBoundingClientRect();
    const part = (event.clientX - left - INSET) / (width - 2 * INSET);
    seek(Math.round(timeline.at(Math.max(0, part) * timeline.seconds)));
  };
  scale.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault(); // no text is marked, no focus moves
    scale.setPointerCapture(event.pointerId);
    drag(event);
  }, { signal });
  scale.addEventListener("pointermove", (event) => {
    if (scale.hasPointerCapture(event.pointerId)) drag(event);
  }, { signal });

  const part = (place) => (timeline.seconds ? timeline.when(place) / timeline.seconds : 0);

  function lay(uniform) {
    timeline = film.scales[uniform ? "uniform" : "clock"];
    const ends = [0, 1];
    const kept = MARKS.filter((epoch) => {
      const at = part(epoch);
      if (epoch >= film.span || ends.some((other) => Math.abs(other - at) < APART)) return false;
      ends.push(at);
      return true;
    });
    while (marks.children.length > kept.length) marks.lastChild.remove();
    kept.forEach((epoch, i) => {
      const mark = marks.children[i] ?? add(marks, "div", "lr-mark");
      write(mark, whole(epoch));
      mark.style.setProperty("--lr-at", part(epoch));
    });
  }

  return {
    load(next) {
      film = next;
      shown = {};
      slider.max = film.span;
      slider.setAttribute("aria-label", film.words.epoch_slider);
    },
    render({ at, t, uniform }) {
      if (shown.uniform !== uniform) lay(uniform);
      if (shown.at !== at || shown.uniform !== uniform) scale.style.setProperty("--lr-part", part(at).toFixed(4));
      if (shown.t !== t) {
        slider.value = t;
        const { words, inBatches, runs: [{ per }] } = film;
        slider.setAttribute("aria-valuetext", `${words.epoch} ${whole(t)}${inBatches ? `, ${words.update_epoch} ${whole(Math.floor(t / per))}` : ""}`);
      }
      shown = { at, t, uniform };
    },
  };
}
