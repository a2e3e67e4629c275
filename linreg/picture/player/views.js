// Everything that shows the film, put together: the panels above, the desk beneath them, and what explains both.
// A view is {load(film), settle()?, render(frame)}: load takes a new film, settle measures the stage again, render
// shows a frame (frame.js). A new panel is one more view.

import { makeAnnouncer } from "./announce.js";
import { makeDrawn } from "./drawn.js";
import { makeEditing } from "./editing/editing.js";
import { add } from "./element.js";
import { makeGuess } from "./guess.js";
import { makeLegend } from "./legend.js";
import { makeMicroscope } from "./microscope.js";
import { makeNames } from "./names.js";
import { makeOutcome } from "./outcome.js";
import { makeArrows } from "./panels/arrows.js";
import { makeBowl, meshed } from "./panels/bowl.js";
import { makeContours } from "./panels/contours.js";
import { makeCurve } from "./panels/curve.js";
import { makeFit } from "./panels/fit.js";
import { graphics, makePanel } from "./panels/panel.js";
import { makeRain } from "./panels/rain.js";
import { makeReadout } from "./readout.js";
import { explainTerms } from "./terms.js";
import { makeTour } from "./tour.js";
import { makeTransport } from "./transport.js";
import { makeTurn } from "./turn.js";

const MADE = { fit: makeFit, contours: makeContours, bowl: makeBowl, curve: makeCurve };

/**
 * The views in `root`: {grid, desk, panels, views, draw(stages, words, theme)}. on, plotly, tour : as mount has them.
 * act : what the viewer may do (playback.js). said() : {guide: {glossary, tour}, outcome}, words that explain, without
 * which nothing is, and what the run came to. moved(kind) : the stage of a panel has moved under its marks.
 * screen : what the edit mode shows its films on (editing/editing.js).
 */
export function makeViews(root, { act, said, on, moved, plotly, tour, screen }, signal) {
  const panels = {};
  const views = {};
  const grid = add(root, "div", "lr-panels");
  for (const [kind, make] of Object.entries(MADE)) {
    panels[kind] = makePanel(grid, kind, plotly, () => moved(kind));
    views[kind] = make(panels[kind], () => moved(kind));
  }
  views.rain = makeRain(panels, views);
  views.arrows = makeArrows(panels.contours, views.contours);
  views.microscope = makeMicroscope(root, act, signal);
  const desk = add(root, "div", "lr-desk");
  views.legend = makeLegend(desk);
  views.outcome = makeOutcome(desk, () => said().outcome, () => on?.more?.(), signal);
  views.guess = makeGuess(desk, panels.contours, views.contours, (guess) => on?.guessed?.(guess), signal);
  views.drawn = makeDrawn(panels.curve, views.curve, (guess) => on?.guessed?.(guess), signal);
  views.editing = makeEditing({ root, grid, desk }, panels, views.fit, screen, on ?? {}, signal);
  views.transport = makeTransport(desk, act, signal);
  views.readout = makeReadout(desk);
  views.names = makeNames(panels);
  views.announcer = makeAnnouncer(root, act, signal);
  views.turn = makeTurn(grid, panels, signal);
  const options = desk.querySelector(".lr-options");
  views.tour = makeTour({ root, options }, () => said().guide?.tour, act, tour, signal);
  // What only this run has is explained by its own words
  explainTerms(root, () => said().guide && { ...said().words, ...said().guide.glossary }, signal);

  /** Draws what stands still in each panel, and names it; the bowl only where the browser can. */
  function draw(stages, words, theme) {
    const { webgl } = graphics();
    for (const [kind, panel] of Object.entries(panels)) panel.name(words[kind]);
    for (const panel of Object.values(panels)) panel.measure(); // before the first is drawn: then the page is laid out once
    for (const [kind, panel] of Object.entries(panels)) {
      if (kind === "bowl" && !webgl) panel.absent(words.no_webgl);
      else panel.draw(kind === "bowl" ? meshed(stages[kind]) : stages[kind], theme);
    }
    views.turn.place(webgl);
  }

  return { grid, desk, panels, views, draw };
}
