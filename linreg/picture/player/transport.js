// The buttons, the speed and the switches, about the slider of epochs.

import { add, write } from "./element.js";
import { svg } from "./marks.js";
import { whole } from "./numbers.js";
import { makeScrubber } from "./scrubber.js";

const SPEEDS = [[0.5, "½×"], [1, "1×"], [2, "2×"], [4, "4×"]];

const ICONS = {
  play: "M7 4.5v15l13-7.5z",
  pause: "M6 4.5h4.5v15H6zM13.5 4.5H18v15h-4.5z",
  step_back: "M17 5v14L8 12zM5.5 5h2v14h-2z",
  step_forward: "M7 5v14l9-7zM16.5 5h2v14h-2z",
  to_start: "M12.5 5v14L4 12zM21 5v14l-8.5-7zM2 5h2v14H2z",
  to_end: "M11.5 5v14l8.5-7zM3 5v14l8.5-7zM20 5h2v14h-2z",
};

/** The view of the transport bar; `act` holds what its controls do: {toggle, step, seek, change}. */
export function makeTransport(parent, act, signal) {
  const bar = add(parent, "div", "lr-transport");
  const buttons = add(bar, "div", "lr-buttons");
  const press = (name, go) => {
    const button = add(buttons, "button", `lr-button lr-${name}`);
    button.type = "button";
    const icon = svg(button, "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    const shape = svg(icon, "path");
    shape.setAttribute("d", ICONS[name]);
    button.addEventListener("click", go, { signal });
    return { button, shape };
  };
  const controls = {
    to_start: press("to_start", () => act.seek(0)),
    step_back: press("step_back", () => act.step(-1)),
    play: press("play", act.toggle),
    step_forward: press("step_forward", () => act.step(1)),
    to_end: press("to_end", () => act.seek(Infinity)),
  };

  const track = add(bar, "div", "lr-track");
  const scrubber = makeScrubber(track, act.seek, signal);
  const total = add(track, "span", "lr-total");

  const options = add(bar, "div", "lr-options");
  const speed = add(options, "div", "lr-speed");
  speed.setAttribute("role", "group");
  const speeds = SPEEDS.map(([value, text]) => {
    const button = add(speed, "button", "lr-choice");
    Object.assign(button, { type: "button", textContent: text });
    button.addEventListener("click", () => act.change({ speed: value }), { signal });
    return { button, value };
  });
  const toggle = (change, kind = "") => {
    const button = add(options, "button", `lr-choice lr-switch${kind}`);
    button.type = "button";
    button.addEventListener("click", () => act.change(change), { signal });
    return button;
  };
  const pacing = toggle((state) => ({ uniform: !state.uniform }));
  const squares = toggle((state) => ({ squares: !state.squares }), " lr-draws");
  const arrows = toggle((state) => ({ arrows: !state.arrows }), " lr-draws");

  let words = {};
  let shown = {}; // what the document shows, so that a frame writes only what changed
  return {
    load(film) {
      words = film.words;
      shown = {};
      for (const [name, { button }] of Object.entries(controls)) label(button, words[name]);
      scrubber.load(film);
      write(total, whole(film.span));
      speed.setAttribute("aria-label", words.speed);
      write(pacing, words.uniform);
      pacing.title = words.uniform_hint;
      write(squares, words.squares);
      squares.title = words.squares_hint;
      arrows.hidden = !film.inner;
      write(arrows, words.arrows);
      arrows.title = words.arrows_hint ?? "";
    },
    render(frame) {
      scrubber.render(frame);
      const { last, begun, ended, playing, speed: rate, uniform, squares: wanted, arrows: pointed } = frame;
      if (shown.playing !== playing) {
        label(controls.play.button, words[playing ? "pause" : "play"]);
        controls.play.shape.setAttribute("d", ICONS[playing ? "pause" : "play"]);
      }
      if (shown.begun !== begun || shown.ended !== ended || shown.last !== last) {
        for (const name of ["to_start", "step_back"]) disable(controls[name].button, begun);
        for (const name of ["to_end", "step_forward"]) disable(controls[name].button, ended);
        disable(controls.play.button, last === 0);
      }
      if (shown.rate !== rate) for (const { button, value } of speeds) button.setAttribute("aria-pressed", value === rate);
      if (shown.uniform !== uniform) pacing.setAttribute("aria-pressed", uniform);
      if (shown.wanted !== wanted) squares.setAttribute("aria-pressed", wanted);
      if (shown.pointed !== pointed) arrows.setAttribute("aria-pressed", pointed);
      shown = { last, begun, ended, playing, rate, uniform, wanted, pointed };
    },
  };
}

function label(button, text) {
  button.setAttribute("aria-label", text);
  button.title = text;
}

// Not the `disabled` attribute: a button that loses the focus under the viewer's key presses is worse than an idle one
const disable = (button, idle) => button.setAttribute("aria-disabled", idle);
