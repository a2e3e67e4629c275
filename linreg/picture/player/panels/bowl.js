// The descent on the surface of the cost, seen through the scene's camera.

import { decode } from "../decode.js";
import { STAR } from "../editing/rings.js";
import { svg } from "../marks.js";
import { filled, times } from "../numbers.js";
import { follow, space } from "../projection.js";
import { bowlAfar } from "./afar.js";
import { makeDescent } from "./descent.js";
import { makeEdging } from "./edging.js";

/**
 * The view of the bowl panel; `moved` is called when plotly has drawn the scene from another side. Ten times as far from
 * the minimum the same bowl is a hundred times as high.
 */
export function makeBowl(panel, moved) {
  const edges = makeEdging(panel.element);
  const minimum = makeMinimum(panel.layer.inner);
  let view = "";
  let figure = null; // whose edges are written
  let words = {};
  let film = null;
  let laid = 0; // the decades that plotly's bowl has stepped back
  let waiting = 0;
  let home = null; // the area before any step back

  // Plotly takes longer to draw than a frame lasts: not within one
  function redraw(k) {
    if (k === laid || !figure) return;
    laid = k;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!panel.element.isConnected) return;
      const { data, layout: { scene: { xaxis, yaxis } } } = figure;
      panel.trace(k ? bowlAfar(data, { x: xaxis.range, y: yaxis.range }, film, k) : data);
    });
  }

  return makeDescent(panel, { measure: () => (home = space(panel.stage)), seen, pixels, spot }, {
    load(next) {
      film = next;
      ({ words } = film);
    },
    settle(area) {
      view = area?.view ?? "";
      if (figure !== panel.figure) {
        edges.load((figure = panel.figure));
        laid = 0;
      }
      follow(panel.stage, () => {
        if (space(panel.stage)?.view !== view) moved();
      });
    },
    render({ back }) {
      const k = back.map;
      minimum.place(home, film, figure);
      edges.place(home, home && seen(home, film, back), ranges(film, k)); // stepped back, other numbers stand at the same box's edges
      panel.remark(k ? filled(words.farther_bowl, { times: times(k), height: times(film.cone ? k : 2 * k) }) : "");
      if (film.cone && !film.held) redraw(k); // it isn't its own enlargement
    },
  });
}

/**
 * The minimum beneath the marks, as the map has it: a star, or a line where every place on the floor is as low. Plotly's own
 * would be half sunk into the surface.
 */
function makeMinimum(inner) {
  const star = svg(inner, "path", "lr-star");
  star.setAttribute("d", STAR);
  const line = svg(inner, "line", "lr-floor-line");
  let placed = [];
  return {
    place(area, film, figure) {
      if ([area, film, figure].every((part, i) => part === placed[i])) return;
      placed = [area, film, figure];
      const { centre, floor } = film;
      const far = floor && figure ? reach(figure, centre, floor) : 0;
      const ends = area && figure ? [-far, far].map((by) => spot(area, { ...centre, ...end(centre, floor ?? [0, 0], by) })) : [[NaN]];
      const known = ends.flat().every(Number.isFinite);
      star.style.display = known && !floor ? "" : "none";
      line.style.display = known && floor ? "" : "none";
      if (known) star.setAttribute("transform", `translate(${ends[0].map((part) => part.toFixed(1)).join(" ")})`);
      if (known) ends.forEach(([x, y], i) => {
        line.setAttribute(`x${i + 1}`, x.toFixed(1));
        line.setAttribute(`y${i + 1}`, y.toFixed(1));
      });
    },
  };
}

const end = ({ u, v }, [du, dv], far) => ({ u: u + far * du, v: v + far * dv });

// How far the surface goes in that direction
const reach = ({ data: [{ x, y }] }, { u, v }, [du, dv]) => x.reduce((far, at, i) => Math.max(far, Math.abs((at - u) * du + (y[i] - v) * dv)), 0);

// What stepping back makes of the ranges of the box: they grow about the minimum
function ranges({ centre: { u, v, cost }, cone }, k) {
  const grown = (at, power) => ([low, high]) => (k ? [at + (low - at) * 10 ** power, at + (high - at) * 10 ** power] : [low, high]);
  return { x: grown(u, k), y: grown(v, k), z: grown(cost, cone ? k : 2 * k) };
}

function seen(area, { centre: { u, v, cost }, cone }, { map }) {
  if (map === 0) return area;
  const far = 10 ** map;
  const project = (x, y, z, out) => area.project(u + (x - u) / far, v + (y - v) / far, cost + (z - cost) / far ** (cone ? 1 : 2), out);
  return { ...area, project };
}

function spot(area, { u, v, cost }) {
  const out = [0, 0];
  area.project(u, v, cost, out);
  return out;
}

function pixels(run, area) {
  const x = new Float64Array(run.last + 1);
  const y = new Float64Array(run.last + 1);
  const out = [0, 0];
  for (let t = 0; t <= run.last; t++) {
    area.project(run.u[t], run.v[t], run.cost[t], out);
    [x[t], y[t]] = out;
  }
  return { x, y, folded: run.swings };
}

/**
 * The figure with its surfaces as meshes of the same vertices: plotly shades every pixel of a `surface` so dearly that
 * one cannot rotate it without a graphics card (15 frames a second; the mesh 45). The minimum is the view's to draw.
 */
export function meshed(figure) {
  return { ...figure, data: surfaces(figure.data).map(mesh) };
}

/** Where the surfaces among these traces are, as plain numbers: all of the drawn figure that changes as points move. */
export const vertices = (traces) => surfaces(traces).map(({ x, y, z, surfacecolor }) => ({
  ...spread({ x, y, z }), intensity: [...decode(surfacecolor)],
}));

const surfaces = (traces) => traces.filter(({ type }) => type === "surface");

const spread = ({ x, y, z }) => ({ x: [...decode(x)], y: [...decode(y)], z: [...decode(z)] });

function mesh({ x, y, z, surfacecolor, colorscale, cmin, cmax, showscale, hovertemplate, hoverinfo }) {
  const [rows, n] = surfacecolor.shape.split(",").map(Number);
  const out = { i: [], j: [], k: [] };
  for (let row = 1; row < rows; row++) {
    for (let column = 1; column < n; column++) {
      const here = row * n + column; // the two triangles that end at this vertex
      out.i.push(here - n - 1, here - n - 1);
      out.j.push(here - n, here);
      out.k.push(here, here - 1);
    }
  }
  return {
    ...out, type: "mesh3d", ...spread({ x, y, z }), intensity: [...decode(surfacecolor)],
    colorscale, cmin, cmax, showscale, hovertemplate, hoverinfo,
    lighting: { ambient: 0.86, diffuse: 0.3, specular: 0.03, roughness: 0.9, fresnel: 0.05 },
  };
}
