// The descent on the surface of the cost, seen through the scene's camera.

import { follow, space } from "../projection.js";
import { makeDescent } from "./descent.js";

/** The view of the bowl panel; `moved` is called when plotly has drawn the scene from another side. */
export function makeBowl(panel, moved) {
  let seen = "";
  const descent = makeDescent(panel, () => space(panel.stage), pixels);
  const { settle } = descent;
  descent.settle = () => {
    settle();
    seen = descent.area?.view ?? "";
    follow(panel.stage, () => {
      if (space(panel.stage)?.view !== seen) moved();
    });
  };
  return descent;
}

function pixels(run, area) {
  const x = new Float64Array(run.last + 1);
  const y = new Float64Array(run.last + 1);
  const out = [0, 0];
  for (let t = 0; t <= run.last; t++) {
    area.project(run.u[t], run.v[t], run.cost[t], out);
    [x[t], y[t]] = out;
  }
  return { x, y };
}
