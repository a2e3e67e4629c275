// Every rate at once: above the slider of the learning rate, on its scale, the cost that a training at each of its stops
// comes to. linreg/views/sweep.py feeds it: with the costs, or with the turn in which they may be asked for.
//
// What has been drawn stays until the next is there, faint: it is of an earlier choice then, and tells no numbers.

import { decode } from "../player/decode.js";
import { brief, filled } from "../player/numbers.js";
import { component } from "./component.js";
import { line, reach, scale, stretches } from "./heights.js";
import { nearest, place, text } from "./scale.js";

const DIAL = ".st-key-dial_lr .dial";
const SVG = "http://www.w3.org/2000/svg";

export default component((parent, send) => {
  const end = new AbortController();
  const root = build();
  let data = null;
  let ends = null; // what is drawn: {cost, last}
  let pointed = null; // a stop

  const slider = () => document.querySelector(`${DIAL} input[type=range]`);

  // The dial's own module may come later than this one
  function settle() {
    if (end.signal.aborted || root.all.isConnected) return;
    document.querySelector(`${DIAL} .dial-room`)?.append(root.all);
    if (!root.all.isConnected) requestAnimationFrame(settle);
  }

  function say() {
    const { words } = data;
    const at = pointed ?? Number(slider()?.value ?? 0);
    root.chart.setAttribute("aria-valuenow", at);
    root.chart.setAttribute("aria-valuetext", told(at));
    root.says.textContent = pointed === null && data.ends ? words.caption : told(at);
    root.all.toggleAttribute("data-pointed", pointed !== null);
    root.chart.style.setProperty("--at", at / (data.rates.length - 1));
    root.chart.style.setProperty("--high", ends ? ends.height(ends.cost[at]) : 0);
  }

  function told(at) {
    const { words, rates } = data;
    if (!data.ends) return words.late;
    const lr = text(rates[at]);
    if (ends.last[at] >= 0) return filled(words.at_diverged, { lr, epoch: ends.last[at].toLocaleString("en") });
    return filled(words.at, { lr, cost: brief(ends.cost[at]) });
  }

  function point(at) {
    pointed = at;
    say();
  }

  function go(at) {
    slider().value = at;
    slider().dispatchEvent(new Event("input", { bubbles: true })); // the dial's own hand
  }

  // The dial may come later than what was measured, or be built anew: with a place and a button that know nothing of it
  document.addEventListener("dial-drawn", ({ target }) => {
    if (!data || !target.matches(DIAL)) return;
    settle();
    measured(data, ends);
    say();
  }, { signal: end.signal });

  const last = () => data.rates.length - 1;
  const stop = (event) => {
    const { left, width } = root.chart.getBoundingClientRect();
    return Math.min(last(), Math.max(0, Math.round((last() * (event.clientX - left)) / width)));
  };
  const on = (kind, hear) => root.chart.addEventListener(kind, hear, { signal: end.signal });
  on("pointermove", (event) => point(stop(event)));
  on("pointerdown", (event) => point(stop(event)));
  on("pointerleave", () => point(null)); // a finger's as well, which leaves as it lets go
  on("click", (event) => go(stop(event)));
  on("focus", () => root.chart.matches(":focus-visible") && point(Number(slider().value)));
  on("blur", () => point(null));
  on("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = pointed ?? Number(slider().value);
    const to = {
      ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1,
      PageDown: at - 10, PageUp: at + 10, Home: 0, End: last(),
    }[event.key];
    const pressed = event.key === "Enter" || event.key === " ";
    if (to === undefined && !pressed) return;
    event.preventDefault();
    if (pressed) go(at);
    else point(Math.min(last(), Math.max(0, to)));
  });

  return {
    update(next) {
      data = next;
      settle();
      const { words } = data;
      root.chart.setAttribute("aria-label", words.name);
      root.chart.setAttribute("aria-valuemax", last());
      root.all.classList.toggle("sweep-late", !data.ends);
      root.chart.setAttribute("aria-busy", !data.ends);
      if (data.ends) ends = draw(root, data);
      else send("asked", data.turn);
      measured(data, ends);
      say();
    },
    destroy() {
      end.abort();
      root.all.remove();
    },
  };
});

// The elements, built once
function build() {
  const all = document.createElement("div");
  all.className = "sweep";
  all.innerHTML = `
    <p class="sweep-says"></p>
    <div class="sweep-chart" role="slider" tabindex="0" aria-valuemin="0" aria-describedby="sweep-best">
      <svg preserveAspectRatio="none" aria-hidden="true">
        <defs><linearGradient id="sweep-zones" gradientUnits="userSpaceOnUse"></linearGradient></defs>
        <path class="sweep-ground" fill="url(#sweep-zones)"></path>
        <path class="sweep-line"></path>
      </svg>
      <div class="sweep-walls"></div>
      <span class="sweep-level sweep-start"></span><span class="sweep-level sweep-least"></span>
      <i class="sweep-now"></i><i class="sweep-at"></i>
    </div>
    <span id="sweep-best" hidden></span>`;
  const find = (selector) => all.querySelector(selector);
  return {
    all, says: find(".sweep-says"), chart: find(".sweep-chart"), svg: find("svg"), zones: find("linearGradient"),
    ground: find(".sweep-ground"), line: find(".sweep-line"), walls: find(".sweep-walls"),
    start: find(".sweep-start"), least: find(".sweep-least"), best: find("#sweep-best"),
  };
}

// Draws the costs; gives back what has been drawn, and the height of any cost
function draw(root, { rates, ends, start, least, zones, words }) {
  const [cost, last] = [decode(ends.cost), [...decode(ends.last)]];
  const height = scale(cost.filter((_, i) => last[i] < 0), start);
  const heights = [...cost].map(height);
  const steps = rates.length - 1;
  const [walls, ways] = [true, false].map((which) => stretches(last).filter(({ diverges }) => diverges === which));
  const lines = ways.map((way) => line(heights, way, steps));

  root.svg.setAttribute("viewBox", `0 0 ${steps} 100`);
  root.zones.setAttribute("x2", steps);
  root.zones.replaceChildren(...zones.flatMap(({ name, low, high }) => [low, high ?? Infinity].map((rate) => {
    const edge = document.createElementNS(SVG, "stop");
    edge.setAttribute("offset", place(rates, rate));
    edge.setAttribute("class", name);
    return edge;
  })));
  root.line.setAttribute("d", lines.join(""));
  root.ground.setAttribute("d", lines.map((way, i) => {
    const [left, right] = reach(ways[i], steps);
    return `${way}L${right} 100L${left} 100Z`;
  }).join(""));
  root.walls.replaceChildren(...walls.map((wall) => {
    const [left, right] = reach(wall, steps);
    const block = document.createElement("i");
    block.className = "diverges";
    block.style.left = `${(100 * left) / steps}%`;
    block.style.width = `${(100 * (right - left)) / steps}%`;
    return block;
  }));
  const best = lowest(cost, last);
  root.best.textContent = best < 0 ? words.all_diverge : filled(words.best, { lr: text(rates[best]), cost: brief(cost[best]) });
  root.least.style.setProperty("--best", Math.max(0, best) / steps);
  level(root.start, height(start), start > 0, words.start, start);
  level(root.least, height(least), height(least) > 0 && height(least) < height(start) - 0.3, words.least, least);
  return { cost, last, height };
}

// A level that costs are compared with, lightly: a line and what it is
function level(element, high, shown, words, cost) {
  element.hidden = !shown;
  element.style.bottom = `${100 * high}%`;
  element.textContent = filled(words, { cost: brief(cost) });
}

// The button of the dial that goes to the rate with the smallest cost, where no theory names one
function measured({ rates, ends }, drawn) {
  const button = document.querySelector(`${DIAL} .dial-named [data-name=measured]`);
  if (!button) return;
  const best = ends ? lowest(drawn.cost, drawn.last) : -1;
  button.disabled = best < 0;
  if (best < 0) return;
  button.value = rates[best];
  const number = Object.assign(document.createElement("span"), { className: "dial-number", textContent: text(rates[best]) });
  button.replaceChildren(`${button.dataset.words} `, number);
  const slider = document.querySelector(`${DIAL} input[type=range]`);
  button.setAttribute("aria-pressed", slider && Number(slider.value) === best);
}

// The stop with the smallest cost; -1 if training diverges at all of them
function lowest(cost, last) {
  let best = -1;
  cost.forEach((value, i) => last[i] < 0 && (best < 0 || value < cost[best]) && (best = i));
  return best;
}
