// The player: one state, one clock, an array of views. It knows nothing of Streamlit.

import { makeAnnouncer } from "./announce.js";
import { clickContours } from "./click.js";
import { carried, seek, slowed, step, tick, toggle } from "./clock.js";
import { makeFilm, toldOf } from "./film.js";
import { frameOf, timelineOf } from "./frame.js";
import { makeGuess } from "./guess.js";
import { listen } from "./keys.js";
import { makeLegend } from "./legend.js";
import { wear } from "./load.js";
import { makeMicroscope } from "./microscope.js";
import { makeNames } from "./names.js";
import { makeOutcome } from "./outcome.js";
import { makeBowl, meshed } from "./panels/bowl.js";
import { makeContours } from "./panels/contours.js";
import { makeCurve } from "./panels/curve.js";
import { makeFit } from "./panels/fit.js";
import { graphics, makePanel } from "./panels/panel.js";
import { makeRain } from "./panels/rain.js";
import { point } from "./pointer.js";
import { makeReadout } from "./readout.js";
import { explainTerms } from "./terms.js";
import { themeOf } from "./theme.js";
import { makeTour } from "./tour.js";
import { makeTransport } from "./transport.js";
import { makeTurn } from "./turn.js";

const NARROW = 700; // pixels; below, the panels are stacked if the window is high, and the transport takes two rows
const STACKED = 440; // pixels; below, they are stacked in any window
const FEW = 840; // pixels; below, two panels stand beside the microscope, not four
const MADE = { fit: makeFit, contours: makeContours, bowl: makeBowl, curve: makeCurve };
const SETTLED = 60; // milliseconds without a change of size
const GLIMPSE = 1500; // milliseconds for which the way of a new run is seen before it is played
const KEPT = 600; // frames whose script time is remembered for tests and benchmarks

/**
 * Plays `data` (the payload of linreg/player.py) in `element`: returns {update(data), pour(rain), destroy()}.
 * on.start({W, b}) : the viewer clicked a new start. on.ended(keys) : of the runs shown, those that have been at their
 * end, played to there or sought; whenever there is one more. on.guessed({key, kind, W, b}) : what the viewer expects, a
 * kind or a place. on.more() : what the run came to is to be read. plotly : the library; sheet : the stylesheet from
 * load.js; tour : {first, rate, behind} for the first minute (tour.js).
 * A view is {load(film), settle()?, render(frame)}: load takes a new film, settle measures the stage again, render
 * shows a frame (frame.js). A new panel is one more view.
 */
export function mount(element, data, on, { plotly = window.Plotly, sheet, tour } = {}) {
  const end = new AbortController();
  const { signal } = end;
  if (sheet) wear(element, sheet);
  const root = document.createElement("div");
  root.className = "lr-player";
  const grid = root.appendChild(document.createElement("div"));
  grid.className = "lr-panels";
  element.append(root);

  let film = makeFilm(data);
  let state = {
    at: Math.min(data.at ?? 0, film.last), playing: false, speed: 1, uniform: false, squares: false,
    slow: Boolean(film.microscope),
  };
  let stages = data.stage;
  let theme = themeOf(root);
  let pending = 0; // the animation frame asked for
  let before = null; // when the last frame was drawn
  let focus = null; // what the pointer means
  let told = []; // the keys of the runs that were said to have been at their end
  let glimpsed = 0; // when the way of a new run is hidden again
  let asked = null; // the start that the viewer clicked, until its run comes
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const times = new Float32Array(KEPT);
  let frames = 0;

  const now = () => ({ film, at: state.at });
  const panels = {};
  const views = {};
  let { guide, outcome } = data; // {glossary, tour}, words that explain, without which nothing is; what the run came to
  const stale = new Set(); // the panels whose stage has moved under their marks
  for (const kind of ["fit", "contours", "bowl", "curve"]) {
    panels[kind] = makePanel(grid, kind, plotly, () => {
      stale.add(kind);
      render();
    });
    views[kind] = MADE[kind](panels[kind], () => {
      stale.add(kind);
      render();
    });
  }
  const act = {
    toggle: () => change(toggle(state, film.last)),
    step: (by) => change(step(state, by, film.last)),
    seek: (epoch) => change(seek(state, epoch, film.last)),
    change: (what) => change({ ...state, ...(typeof what === "function" ? what(state) : what) }),
    slow: () => change(slowed(state, !state.slow)),
  };
  views.rain = makeRain(panels, views);
  views.microscope = makeMicroscope(root, act, signal);
  const desk = root.appendChild(document.createElement("div"));
  desk.className = "lr-desk";
  views.legend = makeLegend(desk);
  views.outcome = makeOutcome(desk, () => outcome, () => on?.more?.(), signal);
  views.guess = makeGuess(desk, panels.contours, views.contours, (guess) => on?.guessed?.(guess), signal);
  act.guess = views.guess.choose;
  views.transport = makeTransport(desk, act, signal);
  views.readout = makeReadout(desk);
  views.names = makeNames(panels);
  views.announcer = makeAnnouncer(root, act, signal);
  views.turn = makeTurn(grid, panels, signal);
  const options = desk.querySelector(".lr-options");
  views.tour = makeTour({ root, options }, () => guide?.tour, act, tour, signal);
  explainTerms(root, () => guide?.glossary, signal);
  const all = Object.values(views);

  function change(next) {
    state = next;
    render();
    if (state.playing && !pending) {
      before = null;
      pending = requestAnimationFrame(play);
    }
  }

  function play(time) {
    pending = 0;
    if (!state.playing) return;
    const began = performance.now();
    if (before !== null) state = tick(state, (time - before) / 1000, timelineOf(film, state), calm.matches);
    before = time;
    render();
    times[frames++ % KEPT] = performance.now() - began;
    if (state.playing) pending = requestAnimationFrame(play);
  }

  let drawing = false;

  function render() {
    if (drawing || signal.aborted) return; // plotly may draw the scene in the midst of a swap
    for (const kind of stale) if (panels[kind].drawn) views[kind].settle();
    stale.clear();
    const frame = frameOf(film, state, focus);
    for (const view of all) view.render(frame);
    const over = film.keys.filter((key, i) => state.at >= film.runs[i].last && !told.includes(key));
    if (over.length === 0) return;
    told = [...told, ...over];
    on?.ended?.(told);
  }

  /** Brings film, stage and marks on the screen together: never an old path under new numbers. */
  function draw() {
    drawing = true;
    for (const view of all) view.load(film);
    const tight = root.clientWidth < NARROW;
    const narrow = tight && (root.clientWidth < STACKED || innerWidth < 1.2 * innerHeight);
    root.classList.toggle("lr-narrow", narrow);
    root.classList.toggle("lr-tight", tight && !narrow);
    root.classList.toggle("lr-beside", Boolean(film.microscope) && !narrow);
    root.classList.toggle("lr-few", Boolean(film.microscope) && !narrow && root.clientWidth < FEW);
    views.tour.place(narrow ? desk : grid);
    root.style.setProperty("--lr-beneath", `${options.offsetHeight + 4}px`);
    // For the page: how much of the player is beneath the panels
    document.documentElement.style.setProperty("--lr-desk", `${desk.offsetHeight}px`);
    for (const [kind, panel] of Object.entries(panels)) {
      panel.name(film.words[kind]);
      if (kind === "bowl" && !graphics().webgl) panel.absent(film.words.no_webgl);
      else panel.draw(kind === "bowl" ? meshed(stages[kind]) : stages[kind], theme);
      stale.add(kind);
    }
    views.turn.place(graphics().webgl);
    for (const name of ["ink", "paper", "muted", "grid", "line", "path", "points", "residual", "minimum", "edge", "font"]) {
      root.style.setProperty(`--lr-${name}`, theme[name]);
    }
    theme.speeds.forEach((colour, i) => root.style.setProperty(`--lr-rain-${i}`, colour));
    // For the page too, whose table of the runs has the same marks
    const shared = { "--lr-path": theme.path, ...Object.fromEntries(theme.kept.map((colour, i) => [`--lr-kept-${i + 1}`, colour])) };
    for (const [name, colour] of Object.entries(shared)) document.documentElement.style.setProperty(name, colour);
    root.style.colorScheme = theme.dark ? "dark" : "light";
    drawing = false;
    render();
  }

  /** The way that a new run will take, faintly and for a moment: whoever drags a slider sees where it leads. */
  function glimpse() {
    clearTimeout(glimpsed);
    root.classList.toggle("lr-glimpse", !film.guessing && !state.playing);
    glimpsed = setTimeout(() => root.classList.remove("lr-glimpse"), GLIMPSE);
  }

  function retheme() {
    const next = themeOf(root);
    if (next.key === theme.key) return;
    theme = next;
    draw();
  }

  point(panels, views, now, (what) => {
    if (!what && !focus) return;
    focus = what;
    render();
  }, signal);
  clickContours(panels.contours, views.contours, now, (start) => {
    if (film.guessing) return views.guess.place(start);
    asked = start;
    on?.start?.(start);
  }, signal);
  listen(root, act, signal);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", retheme, { signal });
  document.addEventListener("visibilitychange", () => (before = null), { signal });
  let settling = 0; // while the place for the player is still changing, plotly draws once at the end
  const sizes = new ResizeObserver(() => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      theme = themeOf(root); // the size of its type goes with the page's
      draw();
    }, SETTLED);
  });
  for (const { element: panel } of Object.values(panels)) sizes.observe(panel); // one may be shown large, alone
  sizes.observe(grid);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    clearTimeout(settling);
    clearTimeout(glimpsed);
    cancelAnimationFrame(pending);
    for (const panel of Object.values(panels)) panel.destroy();
    root.remove();
  });
  // For tests and benchmarks: the epoch shown and the script time of the latest frames, in milliseconds
  root.player = {
    get epoch() {
      return frameOf(film, state).t;
    },
    get playing() {
      return state.playing;
    },
    get frames() {
      return frames;
    },
    get times() {
      return [...times.subarray(0, Math.min(frames, KEPT))];
    },
  };
  draw();

  return {
    update(next) {
      if (next.id !== film.id) {
        const { last, trained, microscope } = film;
        film = makeFilm(next);
        focus = null;
        // Slow motion comes and goes with the microscope
        if (Boolean(microscope) !== Boolean(film.microscope)) state = slowed(state, Boolean(film.microscope));
        told = told.filter((key) => film.keys.includes(key));
        if (film.trained !== trained) {
          state = carried(state, last, film.last);
          glimpse();
        } else if (state.at > film.last) {
          state = seek(state, film.last, film.last); // a longer one was kept no more
        }
        if (asked && begins(film, asked)) state = { ...state, at: 0, held: 0 }; // the point is where the viewer put it
        asked = null;
      } else {
        if (next.guessing && !film.guessing) state = seek(state, 0, film.last); // what is to be guessed is not shown
        film = { ...film, ...toldOf(next, film.last) };
      }
      stages = next.stage;
      ({ guide, outcome } = next);
      theme = themeOf(root);
      draw();
    },
    /** Lets a rain fall over the film (panels/rain.js); null ends it. */
    pour(rain) {
      views.rain.pour(rain);
      render();
    },
    destroy: () => end.abort(),
  };
}

function begins({ runs: [run], spans }, { W, b }) {
  return Math.abs(run.W[0] - W) <= 1e-4 * spans.W && Math.abs(run.b[0] - b) <= 1e-4 * spans.b;
}
