// What is written about a panel: its caption, the key to what plotly draws, and the names of its axes. Plotly writes none
// of it: here a word gives way before it meets another, keeps its size, and says what it means (terms.js).

import { add, write } from "../element.js";
import { svg } from "../marks.js";

const CAPTIONS = { fit: "hypothesis", contours: "contour", bowl: "surface", curve: "cost" }; // in the glossary
const LOW = 16; // times the type: a panel that is lower has the name of its x axis beside the numbers
const STAR = "M12 0l2.4 4.9 5.3.7-3.9 3.7 1 5.3-4.8-2.6-4.8 2.6 1-5.3-3.9-3.7 5.3-.7z";
const LINE = "M0 7h24";
const DASHES = { dash: "7 6", dot: "0.01 5" };
const DOT = "M8 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0";

/**
 * The letters of a panel: {name(text), write(figure, theme, size)}; `write` returns the plot's margins {l, r, t, b}.
 * They are hidden from screen readers: the panel is an image, whose name tells what it shows.
 */
export function makeLettering(element, kind) {
  const head = add(element, "div", "lr-head");
  head.setAttribute("aria-hidden", "true");
  const caption = add(head, "div", "lr-caption");
  const title = add(caption, "span", "");
  title.dataset.term = CAPTIONS[kind];
  const key = add(head, "div", "lr-key");
  const axes = kind === "bowl" ? {} : { x: add(element, "div", "lr-axis lr-axis-x"), y: add(element, "div", "lr-axis lr-axis-y") };

  return {
    name: (text) => write(title, text),
    write({ data, layout }, { type }, { height }) {
      key.replaceChildren(...data.filter(({ showlegend, name }) => name && showlegend !== false).map(entry));
      const margin = { l: 4.8 * type, r: 6 + type, t: 2 + 2 * type, b: 8 + 2.5 * type };
      if (kind !== "bowl") {
        for (const [axis, place] of Object.entries(axes)) label(place, layout[`${axis}axis`].title.text, layout.meta?.[axis]);
        const low = height < LOW * type && axes.x.firstChild.offsetWidth <= margin.l - 1.5 * type;
        element.classList.toggle("lr-low", low);
        if (low) margin.b = 8 + 1.3 * type;
      }
      for (const side of "lrtb") element.style.setProperty(`--lr-${side}`, `${margin[side]}px`);
      return margin;
    },
  };
}

function label(place, text, term) {
  place.setAttribute("aria-hidden", "true");
  const word = place.firstChild ?? add(place, "span", "");
  write(word, text);
  if (term) word.dataset.term = term;
}

// A line, a star or a point as plotly draws it, and its name
function entry({ name, meta, mode, line, marker }) {
  const out = document.createElement("span");
  const picture = svg(out, "svg");
  picture.setAttribute("viewBox", "0 0 24 14");
  const shape = svg(picture, "path");
  const drawn = mode.startsWith("lines");
  shape.setAttribute("d", drawn ? LINE : marker.symbol ? STAR : DOT);
  shape.setAttribute("style", drawn ? `stroke: ${line.color}; stroke-width: 2; stroke-dasharray: ${DASHES[line.dash] ?? "none"}; stroke-linecap: round` : `fill: ${marker.color}`);
  add(out, "span", "").textContent = name;
  if (meta) out.dataset.term = meta;
  return out;
}
