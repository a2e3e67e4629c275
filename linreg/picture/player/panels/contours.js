// The descent on the map of the cost over (W, b).

import { flat } from "../projection.js";
import { makeDescent, mapped } from "./descent.js";

/** The view of the contour panel. */
export const makeContours = (panel) => makeDescent(
  panel,
  () => flat(panel.stage),
  (run, area) => ({ x: mapped(run.u, area.x), y: mapped(run.v, area.y), until: run.leaves, folded: run.swings }),
);
