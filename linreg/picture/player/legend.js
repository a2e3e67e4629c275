// Which run is which, once others are kept beside the present one, and by which rule they race: each one's colour and dash and what it differs in, and
// of a run that has ended, where it stands.

import { add, write } from "./element.js";
import { classOf, svg } from "./marks.js";
import { filled } from "./numbers.js";

/** The view of the legend: a list, gone while there is one run only. */
export function makeLegend(parent) {
  const list = add(parent, "ul", "lr-legend");
  list.setAttribute("role", "list"); // Safari takes it from a list without bullets
  const head = document.createElement("span");
  head.className = "lr-legend-head";
  head.setAttribute("aria-hidden", "true"); // each name says it
  const rule = document.createElement("span");
  rule.className = "lr-legend-rule";
  rule.setAttribute("aria-hidden", "true"); // the list is called so
  let film = null;
  let items = []; // {over: its place for what is said of the end, said}
  let listed = ""; // what the list is of

  function item(run, i) {
    const element = add(list, "li", "lr-legend-run");
    element.append(swatch(i));
    const { head: what, each } = film.names;
    const name = add(element, "span", "lr-legend-name");
    name.textContent = each[i];
    name.setAttribute("aria-label", `${what} ${each[i]}`.trim());
    return { over: add(element, "span", "lr-legend-over"), said: "" };
  }

  return {
    load(next) {
      film = next;
      list.hidden = film.runs.length < 2;
      list.setAttribute("aria-label", film.rule ? `${film.words.legend}. ${film.rule}` : film.words.legend);
      write(head, film.names.head);
      write(rule, film.rule);
      const wanted = JSON.stringify([list.hidden, film.names, film.rule, film.runs.length]);
      if (listed === wanted) return;
      listed = wanted;
      list.replaceChildren(...[rule, head].filter((part) => part.textContent));
      items = list.hidden ? [] : film.runs.map(item);
    },
    render({ runs, at, last }) {
      items.forEach((one, i) => {
        const said = ending(runs[i].run, at, last, film.words);
        if (said !== one.said) write(one.over, (one.said = said));
      });
    },
  };
}

// What is said of a run whose end has come before that of all: that it stands there
function ending({ diverged, last: state, per, over }, at, last, words) {
  if (at < over || (over === last && !diverged)) return "";
  const epoch = Math.floor(state / per);
  return filled(words[diverged ? "legend_diverged" : "legend_ended"], { epoch: epoch.toLocaleString("en") });
}

/** A bit of the line of the run in this place, as the panels draw it. */
export function swatch(i) {
  const picture = svg(document.createDocumentFragment(), "svg", `lr-swatch ${classOf(i)}`);
  picture.setAttribute("viewBox", "0 0 40 12");
  picture.setAttribute("aria-hidden", "true");
  svg(picture, "path").setAttribute("d", "M2 6H38");
  return picture;
}
