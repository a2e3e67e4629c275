// The cost of each epoch so far, on a logarithmic axis.

import { svg } from "../marks.js";
import { flat } from "../projection.js";
import { makeDescent, mapped } from "./descent.js";
import { ticks } from "./panel.js";

/**
 * The view of the curve panel. A cost of 0 has no place on a logarithmic axis: it is drawn at the foot of the panel. When
 * the picture steps back, the axis gets twice the decades, or as often twice as it takes: plotly has to draw it anew.
 */
export function makeCurve(panel) {
  const descent = makeDescent(panel, {
    measure: () => flat(panel.stage),
    spot: (area, { t, cost }) => (t === undefined ? null : [area.x(t), height(area, cost)]),
    pixels: (run, area) => ({
      x: mapped(run.cost, (_, t) => area.x((t * run.unit) / run.per)),
      y: mapped(run.cost, (cost) => height(area, cost)),
    }),
  }, {
    settle: (area) => floor.lay(area, panel.figure?.data.find(({ meta }) => meta === "noise_floor")?.y[0]),
    render({ focus, back }, area) {
      show(level, area, focus);
      if (panel.zoomed()) return;
      panel.amend(back.cost ? longer(panel.home.y, back.cost) : {});
    },
  });
  const floor = makeFloor(panel.layer.inner);
  const level = svg(panel.layer.inner, "line", "lr-level"); // the cost of a place that no epoch has been at
  return descent;
}

const height = (area, cost) => Math.min(area.y(cost), area.height + 4);

function show(level, area, focus) {
  const free = focus && focus.t === undefined;
  level.style.display = free ? "" : "none";
  if (free) across(level, area, height(area, focus.cost));
}

function across(line, { width }, at) {
  const y = at.toFixed(1);
  for (const [name, value] of [["x1", 0], ["x2", width], ["y1", y], ["y2", y]]) line.setAttribute(name, value);
}

// The level that is forecast for the noise, once more over the run: thousands of noisy updates hide the one beneath
function makeFloor(inner) {
  const whole = svg(inner, "g", "lr-floor");
  const lines = [svg(whole, "line", "lr-casing"), svg(whole, "line")];
  return {
    lay(area, cost) {
      whole.style.display = area && cost ? "" : "none";
      if (area && cost) for (const line of lines) across(line, area, height(area, cost));
    },
  };
}

function longer([low, high], more) {
  let decades = high - low;
  while (low + decades < high + more) decades *= 2;
  const range = [low, low + decades];
  return { "yaxis.range": range, "yaxis.dtick": ticks({ type: "log", range }).dtick };
}
