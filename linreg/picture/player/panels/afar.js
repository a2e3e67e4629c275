// A surface that is no quadratic, seen from far: it is not its own enlargement, so its rings and its bowl are worked out anew,
// along rays from the minimum. Pure, but for the rings, which are drawn over the map in the place of plotly's.

import { svg } from "../marks.js";
import { STAR } from "../editing/rings.js";

const RAYS = 96; // of the rings
const PER_DOUBLING = 4; // places along a ray, between two of which the cost is all but straight
const DOUBLINGS = 40;

/**
 * How far along a ray from the minimum the cost is higher by each of these gaps, which fall: [radius …]. cost(W, b) : convex.
 * centre : {W, b, cost} of the minimum. by : the ray's direction, [W, b]; far : about where the first of them is.
 */
export function radii(cost, { W, b, cost: least }, [dW, db], gaps, far) {
  const high = (r) => cost(W + r * dW, b + r * db) - least;
  let end = far;
  for (let i = 0; high(end) < gaps[0] && i < DOUBLINGS; i++) end *= 2;
  const out = [];
  let [r, above] = [end, high(end)];
  let [inner, below] = [r, above];
  for (const gap of gaps) {
    for (let i = 0; below > gap && i < DOUBLINGS * PER_DOUBLING; i++) {
      [r, above] = [inner, below];
      inner = r * 2 ** (-1 / PER_DOUBLING);
      below = high(inner);
    }
    out.push(below >= above ? inner : inner + (r - inner) * Math.min(1, Math.max(0, (gap - below) / (above - below))));
  }
  return out;
}

/** The bowl's traces as it looks from 10^k times as far, in its own box. traces : plotly's, the mesh first; ranges : {x, y} of the box. */
export function bowlAfar([mesh, ...rest], ranges, { cost, least }, k) {
  const far = 10 ** k;
  const { W, b } = least;
  const rows = rowsOf(mesh);
  const columns = mesh.z.length / rows;
  const gaps = Array.from({ length: rows }, (_, row) => Math.max(...mesh.z.slice(row * columns, (row + 1) * columns)) - least.cost);
  const [x, y, z] = [mesh.x, mesh.y, mesh.z].map((values) => [...values]);
  for (let column = 0; column < columns; column++) {
    const rim = (rows - 1) * columns + column;
    const [dW, db] = [mesh.x[rim] - W, mesh.y[rim] - b];
    const size = Math.hypot(dW, db);
    const by = [dW / size, db / size];
    const most = Math.min(edge(W, by[0], ranges.x), edge(b, by[1], ranges.y));
    const found = radii(cost, least, by, gaps.slice(1).reverse().map((gap) => gap * far), size * far).reverse();
    found.forEach((radius, i) => {
      const at = (i + 1) * columns + column;
      const r = Math.min(radius / far, most);
      [x[at], y[at]] = [W + r * by[0], b + r * by[1]];
      z[at] = least.cost + (cost(W + r * far * by[0], b + r * far * by[1]) - least.cost) / far;
    });
  }
  return [{ ...mesh, x, y, z }, ...rest];
}

// The rings of a mesh follow each other with as many vertices each: the first triangle tells how many
const rowsOf = ({ i, k, x }) => x.length / (k[0] - i[0] - 1);

const edge = (at, by, [low, high]) => (by > 0 ? (high - at) / by : by < 0 ? (low - at) / by : Infinity);

/** The rings over the map: {load(film), show(area, k, figure)}; k : in decades, how far it has stepped back, 0 for not at all. */
export function makeRingsAfar(panel) {
  const group = svg(panel.layer.inner, "g", "lr-rings");
  panel.layer.inner.prepend(group);
  let film = null;
  let shown = "";
  return {
    load(next) {
      film = next;
      shown = "";
    },
    show(area, k, figure) {
      const wanted = k && area ? `${k} ${area.width} ${area.height} ${figure?.layout.plot_bgcolor}` : "";
      if (wanted === shown) return;
      shown = wanted;
      group.replaceChildren();
      if (!wanted) return;
      const colours = figure.data.map(({ fillcolor }) => fillcolor).filter(Boolean); // the outermost first
      const far = 10 ** k;
      const gaps = colours.map((_, i) => film.rim * far * 10 ** ((-4 * i) / (colours.length - 1)));
      const { W, b } = film.least;
      const [x, y] = [area.x(W), area.y(b)];
      const ways = Array.from({ length: RAYS }, (_, i) => {
        const turn = (2 * Math.PI * i) / RAYS; // as it looks, so that they lie as close everywhere
        const by = [area.x.back(x + Math.cos(turn)) - W, area.y.back(y + Math.sin(turn)) - b];
        return { by, found: radii(film.cost, film.least, by, gaps, area.width) };
      });
      colours.forEach((colour, i) => {
        const ring = svg(group, "path");
        ring.style.fill = colour;
        ring.setAttribute("d", `M${ways.map(({ by, found }) => place(area, W + found[i] * by[0], b + found[i] * by[1])).join("L")}Z`);
      });
      const star = svg(group, "path", "lr-star");
      star.setAttribute("d", STAR);
      star.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    },
  };
}

const most = (value) => Math.min(1e5, Math.max(-1e5, value)).toFixed(1);
const place = (area, W, b) => `${most(area.x(W))} ${most(area.y(b))}`;
