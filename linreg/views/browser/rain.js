// The rain as it comes from Python: handed on to the player (player.js listens), and what its colours mean.

import { svg } from "../player/marks.js";
import { fillOf, sign } from "../player/speeds.js";
import { themeOf } from "../player/theme.js";
import { component } from "./component.js";

const [SIZE, HALF] = [16, 5]; // pixels, of a sign and its middle

const pour = (rain) => document.dispatchEvent(new CustomEvent("linreg-rain", { detail: rain }));

export default component((parent) => {
  const place = parent.querySelector(".linreg-rain");
  const list = Object.assign(document.createElement("ul"), { className: "rain-legend" });
  place.replaceChildren(list);
  return {
    update({ rain, legend }) {
      place.rain = rain; // for a player that comes later
      pour(rain);
      const theme = themeOf(place);
      list.replaceChildren(...legend.map((row) => named(row, theme)));
    },
    destroy() {
      place.rain = null;
      pour(null);
    },
  };
});

function named({ speed, text, count }, theme) {
  const row = document.createElement("li");
  const picture = svg(row, "svg");
  picture.setAttribute("aria-hidden", "true");
  for (const [name, value] of [["width", SIZE], ["height", SIZE]]) picture.setAttribute(name, value);
  const path = svg(picture, "path");
  path.setAttribute("d", sign(speed, SIZE / 2, SIZE / 2, HALF));
  Object.assign(path.style, { fill: fillOf(speed, theme), stroke: theme.ink, strokeWidth: 1.5 });
  for (const each of [text, count]) row.appendChild(document.createElement("span")).textContent = each;
  return row;
}
