// The descent on the surface of the cost, seen through the scene's camera.

import { decode } from "../decode.js";
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
  return { x, y, until: run.leaves, folded: run.swings };
}

/**
 * The figure with its surfaces as meshes of the same vertices: plotly shades every pixel of a `surface` so dearly that
 * one cannot rotate it without a graphics card (15 frames a second; the mesh 45).
 */
export function meshed(figure) {
  return { ...figure, data: figure.data.map((trace) => (trace.type === "surface" ? mesh(trace) : trace)) };
}

function mesh({ x, y, z, surfacecolor, colorscale, cmin, cmax, showscale, hovertemplate, hoverinfo }) {
  const across = decode(x);
  const along = decode(y);
  const out = { x: [], y: [], i: [], j: [], k: [] };
  const n = across.length;
  for (let row = 0; row < along.length; row++) {
    for (let column = 0; column < n; column++) {
      out.x.push(across[column]);
      out.y.push(along[row]);
      if (row === 0 || column === 0) continue;
      const here = row * n + column; // the two triangles that end at this vertex
      out.i.push(here - n - 1, here - n - 1);
      out.j.push(here - n, here);
      out.k.push(here, here - 1);
    }
  }
  return {
    ...out, type: "mesh3d", z: [...decode(z)], intensity: [...decode(surfacecolor ?? z)],
    colorscale, cmin, cmax, showscale, hovertemplate, hoverinfo,
    lighting: { ambient: 0.82, diffuse: 0.35, specular: 0.04, roughness: 0.9, fresnel: 0.05 },
  };
}
