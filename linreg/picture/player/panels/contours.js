// The descent on the map of the cost over (W, b).

import { farther } from "../back.js";
import { filled, times } from "../numbers.js";
import { flat } from "../projection.js";
import { makeRingsAfar } from "./afar.js";
import { makeDescent, mapped } from "./descent.js";
import { makeTicks } from "./ticks.js";

/** The view of the contour panel. The rings are those of any scale: stepping back moves the marks and counts anew. */
export function makeContours(panel) {
  let words = {};
  let cone = false;
  const descent = makeDescent(panel, {
    measure: () => flat(panel.stage),
    seen: (area, { centre: { u, v } }, { map }) => ({
      ...area, x: farther(area.x, area.x(u), map), y: farther(area.y, area.y(v), map),
    }),
    spot: (area, { t, u, v }) => (t === undefined ? null : [area.x(u), area.y(v)]),
    pixels: (run, area) => ({ x: mapped(run.u, area.x), y: mapped(run.v, area.y), folded: run.swings }),
  }, {
    load(film) {
      ({ words, cone } = film);
      ticks.load();
      rings.load(film);
    },
    render({ back }, area) {
      const k = panel.zoomed() ? 0 : back.map;
      ticks.show(area, k);
      panel.element.classList.toggle("lr-afar", cone && k > 0);
      rings.show(area, cone ? k : 0, panel.figure); // plotly's are no others' enlargement
      panel.remark(k ? filled(words.farther, { times: times(k) }) : "");
    },
  });
  const rings = makeRingsAfar(panel);
  const ticks = makeTicks(panel, ["x", "y"]); // over the marks
  return descent;
}
