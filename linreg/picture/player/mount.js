// The player: one state, one clock, an array of views. It knows nothing of Streamlit.

import { clickContours } from "./click.js";
import { seek } from "./clock.js";
import { add } from "./element.js";
import { makeEnds } from "./ends.js";
import { makeFilm, toldOf } from "./film.js";
import { frameOf } from "./frame.js";
import { makeGlimpse } from "./glimpse.js";
import { listen } from "./keys.js";
import { leading } from "./led.js";
import { wear } from "./load.js";
import { following, opening, staying } from "./opening.js";
import { makePlayback } from "./playback.js";
import { point } from "./pointer.js";
import { arrange, hasRoomBeneath, measure, whenResized } from "./room.js";
import { dress, themeOf } from "./theme.js";
import { makeViews } from "./views.js";

/**
 * Plays `data` (the payload of linreg/picture/payload.py) in `element`: returns {update(data), play(), follow(answer),
 * pour(rain), destroy()}.
 * on.start({W, b}) : the viewer clicked a new start. on.ended(keys) : of the runs shown, those that have been at their
 * end, played to there or sought; whenever there is one more. on.guessed({key, kind, W, b}) : what the viewer expects, a
 * kind or a place. on.more() : what the run came to is to be read. on.points({x, y, n}), on.moving({x, y, n}) : the points
 * as the viewer let them go, and as they move (editing/editing.js). plotly : the library; sheet : the stylesheet from
 * load.js; tour : {first, rate, behind} for the first minute (tour.js).
 */
export function mount(element, data, on, { plotly = window.Plotly, sheet, tour } = {}) {
  const end = new AbortController();
  const { signal } = end;
  if (sheet) wear(element, sheet);
  const root = add(element, "div", "lr-player");

  let film = makeFilm(data);
  let told = data; // the stages and the words of the latest payload
  let theme = themeOf(root);
  let focus = null; // what the pointer means
  let asked = null; // the start that the viewer clicked, until its run comes
  let drawing = false;
  const stale = new Set(); // the panels whose stage has moved under their marks

  const playback = makePlayback(opening(film, film.led?.told ? film.last : data.at), () => film, render, signal);
  const led = leading(root, playback, () => film);
  const { act } = led;
  const shown = makeViews(root, { act, said: () => told, on, moved, plotly, tour, screen: { move, show, render, again: update } }, signal);
  const { grid, desk, panels, views } = shown;
  const ends = makeEnds((keys) => on?.ended?.(keys));
  const glimpse = makeGlimpse(root, panels.contours.element, signal);
  views.editing.takes(data);

  function moved(kind) {
    stale.add(kind);
    render();
  }

  function render() {
    if (drawing || signal.aborted) return; // plotly may draw the scene in the midst of a swap
    for (const kind of stale) if (panels[kind].drawn) views[kind].settle();
    stale.clear();
    const frame = frameOf(film, playback.state, focus);
    for (const view of Object.values(views)) view.render(frame);
    if (!film.held) ends.at(film, playback.state.at); // what follows a hand is no run of the page's
  }

  // A film on the axes that are there, of points in the viewer's hand: its points alone have changed, or its runs as well
  function move(next) {
    film = next;
    views.fit.move(film);
    render();
  }

  function show(next) {
    film = next;
    for (const view of Object.values(views)) view.load(film);
    glimpse(!film.guessing && !playback.state.playing, film.words);
    render();
  }

  /** Brings film, stage and marks on the screen together: never an old path under new numbers. */
  function draw() {
    drawing = true;
    try {
      for (const view of Object.values(views)) view.load(film);
      const stacked = arrange(root, Boolean(film.microscope));
      views.tour.place(stacked ? desk : hasRoomBeneath(root) ? root : grid);
      measure(root, desk);
      shown.draw(told.stage, film.words, theme);
      for (const kind of Object.keys(panels)) stale.add(kind);
      dress(root, theme);
      views.editing.place(theme);
    } finally {
      drawing = false; // or nothing would be drawn any more after a view that throws
    }
    render();
  }

  function retheme() {
    theme = themeOf(root);
    draw();
  }

  function swap(next, mine) {
    const before = film;
    film = makeFilm(next);
    focus = null;
    playback.state = mine ? staying(playback.state, before, film) : following(playback.state, before, film, asked);
    asked = null;
    ends.renew(film);
    if (film.trained !== before.trained) glimpse(!film.guessing && !playback.state.playing, film.words);
  }

  function retell(next) {
    if (next.guessing && !film.guessing) playback.state = seek(playback.state, 0, film.last); // what is to be guessed is not shown
    film = { ...film, ...toldOf(next, film.last) };
  }

  function update(next) {
    const mine = views.editing.takes(next);
    if (mine === null) return;
    const before = film.led;
    if (mine || next.id !== film.id) swap(next, mine);
    else retell(next);
    told = next;
    led.follow(before, next.at);
    retheme();
    led.play(before);
  }

  const now = () => ({ film, at: playback.state.at });
  point(panels, views, now, (what) => {
    if (!what && !focus) return;
    focus = what;
    render();
  }, signal);
  clickContours(panels.contours, views.contours, now, (start) => {
    if (film.guessing || film.led?.locked) return views.guess.place(start);
    asked = start;
    on?.start?.(start);
  }, signal);
  const pen = (dx, dy) => views.drawn.pen(dx, dy) ?? views.guess.pen(dx, dy);
  listen(root, { ...act, guess: views.guess.choose, pen }, signal);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => themeOf(root).key !== theme.key && retheme(), { signal });
  // One panel may be shown large, alone; and the size of the stage's type goes with the page's
  whenResized([...Object.values(panels).map((panel) => panel.element), grid], retheme, signal);
  signal.addEventListener("abort", () => {
    for (const panel of Object.values(panels)) panel.destroy();
    root.remove();
  });
  root.player = playback; // for tests and benchmarks
  led.show();
  draw();

  return {
    update,
    /** Plays the run from its start. */
    play() {
      act.seek(0);
      act.toggle();
    },
    /** Shows the runs of points that were said to move (linreg/views/following.py). */
    follow: (answer) => views.editing.follow(answer),
    /** Lets a rain fall over the film (panels/rain.js); null ends it. */
    pour(rain) {
      views.rain.pour(rain);
      render();
    },
    destroy: () => end.abort(),
  };
}
