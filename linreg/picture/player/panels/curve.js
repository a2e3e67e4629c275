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
    render({ focus, back }, area) {
      show(level, area, focus);
      if (panel.zoomed()) return;
      panel.amend(back.cost ? longer(panel.home.y, back.cost) : {});
    },
  });
  const level = svg(panel.layer.inner, "line", "lr-level"); // the cost of a place that no epoch has been at
  return descent;
}

const height = (area, cost) => Math.min(area.y(cost), area.height + 4);

function show(level, area, focus) {
  const free = focus && focus.t === undefined;
  level.style.display = free ? "" : "none";
  if (!free) return;
  const y = height(area, focus.cost).toFixed(1);
  for (const [name, value] of [["x1", 0], ["x2", area.width], ["y1", y], ["y2", y]]) level.setAttribute(name, value);
}

function longer([low, high], more) {
  let decades = high - low;
  while (low + decades < high + more) decades *= 2;
  const range = [low, low + decades];
  return { "yaxis.range": range, "yaxis.dtick": ticks({ type: "log", range }).dtick };
}
