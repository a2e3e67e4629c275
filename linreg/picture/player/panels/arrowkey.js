// What the arrows on the map mean: a few words in that corner of the map where the run has been least.

import { shaped } from "../arrow.js";
import { svg } from "../marks.js";

const CORNERS = [[1, 0], [1, 1], [0, 0], [0, 1]]; // right or left, bottom or top, the best first
const APART = 40; // pixels from the states of the run: room for the arrows
const ROOM = 0.4; // of the map's width: a wider key does without torch's names, and then takes two columns and half the height

const SMALLER = ["lr-brief", "lr-flat"];

/** The key: {load(film), place(area, film), show(), hide()}. */
export function makeArrowKey({ element }) {
  const key = document.createElement("div");
  key.className = "lr-arrow-key";
  key.setAttribute("aria-hidden", "true");
  element.insertBefore(key, element.querySelector(".lr-layer")); // beneath the path and the arrows: it covers neither
  let placed = null; // the area that its corner is chosen for

  return {
    load({ inner, words, inBatches }) {
      placed = null;
      if (!inner) return key.replaceChildren();
      const { first, second } = inner.rule;
      const entries = [["gradient", "−grad"], ...(inBatches ? [["full", ""]] : [])];
      if (inner.columns[first]) entries.push(["momentum", `−${first}`]);
      entries.push(["step", ""]);
      if (second) entries.push(["divisor", `√${second}`]);
      key.replaceChildren(...entries.map(([name, torch]) => entry(name, words[`arrow_${name}`], torch)));
    },
    place(area, film) {
      if (placed === area) return;
      placed = area;
      for (const name of SMALLER) key.classList.remove(name);
      for (const name of SMALLER) key.classList.toggle(name, key.offsetWidth > ROOM * area.width);
      const { offsetWidth: width, offsetHeight: height } = key;
      const squares = Boolean(film.inner.rule.second);
      const [right, bottom] = emptiest(film.runs[0], area, { width, height, squares });
      key.style.left = `${area.left + (right ? area.width - width - 6 : 6)}px`;
      key.style.top = `${area.top + (bottom ? area.height - height - 6 : 6)}px`;
    },
    show: () => (key.style.visibility = "visible"),
    hide: () => (key.style.visibility = "hidden"),
  };
}

// The corner of the map that holds the fewest states, and the fewest of the squares, which go along at the left and at the foot
function emptiest(run, area, { width, height, squares }) {
  const counts = CORNERS.map(([right, bottom]) => {
    const inX = (x) => (right ? x > area.width - width - APART : x < width + APART);
    const inY = (y) => (bottom ? y > area.height - height - APART : y < height + APART);
    let count = 0;
    for (let t = 0; t <= run.last; t++) {
      const [x, y] = [inX(area.x(run.u[t])), inY(area.y(run.v[t]))];
      if ((x && y) || (squares && ((x && bottom) || (y && !right)))) count++;
    }
    return count;
  });
  return CORNERS[counts.indexOf(Math.min(...counts))];
}

function entry(name, word, torch) {
  const out = document.createElement("span");
  out.dataset.term = `about_arrow_${name}`;
  const picture = svg(out, "svg", `lr-arrow lr-arrow-${name}`);
  picture.setAttribute("viewBox", "0 0 34 14");
  if (name === "divisor") {
    svg(picture, "path", "lr-divisor").setAttribute("d", "M11 1h12v12h-12z");
  } else {
    const [shaft, head] = shaped(name, 2, 7, 30, 0);
    svg(picture, "path", "lr-arrow-shaft").setAttribute("d", shaft);
    svg(picture, "path", "lr-arrow-head").setAttribute("d", head);
  }
  const text = document.createElement("span");
  text.textContent = word;
  out.append(text);
  if (torch) out.append(Object.assign(document.createElement("code"), { textContent: torch }));
  return out;
}
