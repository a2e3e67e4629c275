// The cost of each epoch so far, on a logarithmic axis.

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
    pixels: (run, area) => ({
      x: mapped(run.cost, (_, t) => area.x(t)),
      y: mapped(run.cost, (cost) => Math.min(area.y(cost), area.height + 4)),
    }),
  });
  return {
    ...descent,
    get area() {
      return descent.area;
    },
    render(frame) {
      descent.render(frame);
      if (!descent.area || panel.zoomed()) return;
      panel.amend(frame.back.cost ? longer(panel.home.y, frame.back.cost) : {});
    },
  };
}

function longer([low, high], more) {
  let decades = high - low;
  while (low + decades < high + more) decades *= 2;
  const range = [low, low + decades];
  return { "yaxis.range": range, "yaxis.dtick": ticks({ type: "log", range }).dtick };
}
