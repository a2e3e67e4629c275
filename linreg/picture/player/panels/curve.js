// The cost of each epoch so far, on a logarithmic axis.

import { flat } from "../projection.js";
import { makeDescent, mapped } from "./descent.js";

/** The view of the curve panel. A cost of 0 has no place on a logarithmic axis: it is drawn at the foot of the panel. */
export const makeCurve = (panel) => makeDescent(
  panel,
  () => flat(panel.stage),
  (run, area) => ({
    x: mapped(run.cost, (_, t) => area.x(t)),
    y: mapped(run.cost, (cost) => Math.min(area.y(cost), area.height + 4)),
  }),
);
