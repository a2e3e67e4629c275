// One number, one control: a field for exact values and a slider with stops, on one value. linreg/views/dial.py feeds it.
//
// The viewer's hand comes first: every choice is counted and shown at once, and what Python sends back changes the value
// only if Python has heard of the last choice. Meanwhile its zones and sentences are of an earlier value and are muted.

import { component } from "./component.js";
import { watch } from "./connection.js";
import { filled } from "../player/numbers.js";
import { afterPress } from "../player/press.js";
import { beyond, decimal, nearest, next, parsed, place, text } from "./scale.js";

const LONGEST = 20; // characters of what cannot be that are repeated
const EVERY = 120; // milliseconds between two messages while a value moves; the last one is always sent

export default component((parent, send) => {
  const end = new AbortController();
  const root = build(parent.querySelector(".linreg-dial"));
  let data = null;
  let value = 0;
  let n = 0; // the viewer's choices so far
  let sent = 0; // when the last was sent
  let waiting = 0;
  let lost = null; // from a lost connection to the first run of the script after it: {ran, whether that has begun}

  function choose(wanted) {
    if (wanted === null || wanted === value) return show();
    value = wanted;
    n += 1;
    show();
    const rest = sent + EVERY - performance.now();
    if (!waiting) waiting = setTimeout(tell, Math.max(0, rest));
  }

  function tell() {
    waiting = 0;
    sent = performance.now();
    send("chosen", { value, n });
  }

  // What was chosen while nobody heard is said again when the page is back and has run: Python takes the address first
  watch(({ connected, idle }) => {
    if (!connected) lost = { ran: false };
    else if (lost && !idle) lost.ran = true;
    else if (lost?.ran) {
      lost = null;
      if (value === data.value) return;
      n += 1;
      tell();
    }
  }, end.signal);

  function show() {
    const { field, slider, mark } = root;
    if (field.dataset.typing === undefined) field.value = text(value);
    field.setAttribute("aria-valuenow", decimal(value));
    field.setAttribute("aria-valuetext", text(value));
    const at = nearest(data.stops, value);
    slider.value = at;
    const side = beyond(data.stops, value); // the thumb cannot follow: it tells so, at the end
    const told = side ? data.words[side].replace("{value}", text(value)) : text(value);
    slider.setAttribute("aria-valuetext", told);
    slider.title = side && told;
    root.track.dataset.beyond = side;
    const part = place(data.stops, value);
    root.track.style.setProperty("--part", part); // for what is drawn along it, too
    mark.style.left = `${100 * part}%`;
    const zone = data.zones.find(({ high }) => value <= (high ?? Infinity));
    root.tells.className = `dial-says ${zone?.name ?? ""}`;
    root.tells.classList.toggle("dial-late", n > data.heard);
    for (const button of root.named.children) button.setAttribute("aria-pressed", Number(button.value) === value);
  }

  // typed : what cannot be, or "" for nothing
  function refuse(typed) {
    root.field.setAttribute("aria-invalid", Boolean(typed));
    const told = { typed: typed.slice(0, LONGEST), low: text(data.low), high: text(data.high), value: text(value) };
    root.wrong.textContent = typed && filled(data.words.range, told);
  }

  function typed() {
    const { field } = root;
    if (field.dataset.typing === undefined) return;
    const wanted = parsed(field.value, data);
    delete field.dataset.typing;
    refuse("");
    if (wanted === null) {
      refuse(field.value.trim());
      show();
    } else choose(wanted);
  }

  const on = (target, kind, go) => target.addEventListener(kind, go, { signal: end.signal });
  on(root.field, "input", () => {
    root.field.dataset.typing = "";
    refuse("");
  });
  on(root.field, "blur", typed);
  on(root.field, "keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (event.key === "Enter") {
      typed();
      root.field.blur(); // Space and the digits are the player's again
    }
    if (event.key === "Escape") {
      delete root.field.dataset.typing;
      refuse("");
      show();
    }
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    typed();
    choose(next(data, value, by));
  });
  on(root.slider, "input", () => choose(data.stops[Number(root.slider.value)]));
  on(root.named, "click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(Number(button.value));
  });
  on(root.help, "click", () => root.helping.toggleAttribute("data-open"));
  on(root.help, "blur", () => afterPress(() => root.helping.removeAttribute("data-open"))); // what stands beneath comes up
  on(root.help, "focus", () => root.help.matches(":focus-visible") && root.helping.setAttribute("data-open", ""));
  on(root.help, "keydown", (event) => event.key === "Escape" && root.helping.removeAttribute("data-open"));

  return {
    update(next) {
      if (next.heard > n) n = next.heard; // mounted anew: counting goes on
      if ((next.heard === n && !lost) || data === null) value = next.value;
      data = next;
      label(root, data);
      zones(root, data);
      buttons(root.named, data.named);
      root.room.hidden = !data.room;
      root.tells.textContent = data.says;
      show();
      root.group.dispatchEvent(new Event("dial-drawn", { bubbles: true })); // to what is drawn along it, which may come first
    },
    destroy() {
      clearTimeout(waiting);
      end.abort();
    },
  };
});

// The elements, built once
function build(element) {
  element.innerHTML = `
    <div class="dial" role="group">
      <div class="dial-head">
        <label class="dial-label"></label>
        <button type="button" class="dial-help">?</button>
        <span class="dial-field" data-testid="stNumberInput">
          <input type="text" inputmode="decimal" role="spinbutton" autocomplete="off" spellcheck="false">
        </span>
      </div>
      <p class="dial-helping" role="tooltip"></p>
      <p class="dial-wrong" role="alert"></p>
      <div class="dial-track"><div class="dial-room"></div><input type="range" min="0" step="1"><div class="zones"></div></div>
      <p class="dial-says"></p>
      <div class="dial-named"></div>
    </div>`;
  const find = (selector) => element.querySelector(selector);
  const strip = find(".zones");
  const mark = document.createElement("u");
  return {
    group: find(".dial"), label: find("label"), help: find(".dial-help"), helping: find(".dial-helping"),
    field: find(".dial-field input"), wrong: find(".dial-wrong"), slider: find("input[type=range]"),
    track: find(".dial-track"), room: find(".dial-room"), strip, mark, tells: find(".dial-says"), named: find(".dial-named"),
  };
}

function label(root, { name, label: text, help, words, low, high, stops }) {
  root.group.setAttribute("aria-label", text);
  root.label.textContent = text;
  root.label.htmlFor = root.field.id = `dial-${name}`;
  root.field.setAttribute("aria-valuemin", decimal(low));
  root.field.setAttribute("aria-valuemax", decimal(high));
  root.slider.max = stops.length - 1;
  root.slider.setAttribute("aria-label", text);
  root.help.setAttribute("aria-label", words.help.replace("{name}", text));
  root.helping.id = `dial-help-${name}`;
  root.help.setAttribute("aria-describedby", root.helping.id);
  root.helping.textContent = help;
}

// The zones' bands on the slider's own scale, a tick where one ends, and the mark of the value
function zones({ strip, mark }, { zones: bands, stops }) {
  const parts = bands.map(({ name, low, high }) => {
    const band = document.createElement("i");
    const [from, to] = [low, high].map((rate) => place(stops, rate ?? Infinity));
    band.className = name;
    band.style.left = `${100 * from}%`;
    band.style.width = `${100 * (to - from)}%`;
    return band;
  });
  strip.replaceChildren(...parts, mark);
  strip.hidden = bands.length === 0;
}

function buttons(row, named) {
  while (row.children.length > named.length) row.lastChild.remove();
  named.forEach(({ name, text: words, help, value }, i) => {
    const button = row.children[i] ?? row.appendChild(document.createElement("button"));
    button.type = "button";
    button.dataset.name = name;
    if (value === null) return unknown(button, words, help);
    button.disabled = false;
    button.value = value;
    const number = document.createElement("span"); // the last word; a narrow place shows the name alone
    number.className = "dial-number";
    const [, label, last] = /^(.*?)(\S*)$/.exec(words);
    number.textContent = last;
    button.replaceChildren(label, number);
    button.title = help;
  });
}

// One whose rate is told later, by the sweep; until then, and while it is anew, it can't be pressed
function unknown(button, words, help) {
  button.title = help;
  if (button.dataset.words === words) return;
  button.dataset.words = button.textContent = words;
  button.disabled = true;
}
