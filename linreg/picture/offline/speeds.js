// What the colours of the rain mean, with how many starts each stands for.

import { add } from "../player/element.js";
import { svg } from "../player/marks.js";
import { fillOf, sign } from "../player/speeds.js";
import { themeOf } from "../player/theme.js";

const [SIZE, HALF] = [16, 5]; // pixels, of a sign and its middle

/** {show(rows, element)}: rows of {speed, text, count}, none for no legend; element : in the theme that colours them. */
export function makeSpeeds(parent) {
  const list = add(parent, "ul", "file-speeds");
  return {
    show(rows, element) {
      const theme = themeOf(element);
      list.hidden = !rows.length;
      list.replaceChildren(...rows.map((row) => named(row, theme)));
    },
  };
}

function named({ speed, text, count }, theme) {
  const row = document.createElement("li");
  const picture = svg(row, "svg");
  picture.setAttribute("aria-hidden", "true");
  for (const side of ["width", "height"]) picture.setAttribute(side, SIZE);
  const path = svg(picture, "path");
  path.setAttribute("d", sign(speed, SIZE / 2, SIZE / 2, HALF));
  Object.assign(path.style, { fill: fillOf(speed, theme), stroke: theme.ink, strokeWidth: 1.5 });
  for (const each of [text, count]) add(row, "span").textContent = each;
  return row;
}
