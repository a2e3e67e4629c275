// The run's script, whose loop follows the player: beside its lines stand the numbers of the epoch, and in slow motion the
// line at work is lit. The numbers are no part of the text: what is selected or copied is the script.

import { ASK, EPOCH, SLOW } from "../announce.js";
import { NAMES } from "../beats.js";
import { fixed, held, significant, whole } from "../numbers.js";

const OFTEN = 120; // milliseconds between two updates while it plays: digits that change faster cannot be read
const HANG = 4; // letters
const WIDE = 1100; // pixels; there the script stands beside the panels, and scrolls in itself
const TOKENS = /(?<comment>#.*$)|(?<string>f?"(?:[^"\\]|\\.)*")|\b(?<keyword>import|from|as|for|in|if|not|def|return|try|except|break)\b|\b(?<number>\d[\w.]*)/g;

// What stands beside a line of the loop, and the beat from which it is known
const TOLD = {
  memory: [0, ({ memory }) => memory.map(remembered).join(", ")],
  epoch: [0, ({ from }) => whole(from)],
  cost: [1, ({ cost }) => significant(cost)],
  backward: [3, ({ grad_W, grad_b }) => `W.grad ${significant(grad_W)}, b.grad ${significant(grad_b)}`],
  state: [3, ({ W, b }) => `W ${fixed(W)}, b ${fixed(b)}`],
  step: [4, ({ next, moved }) => (next && moved ? `W ${fixed(next.W)}, b ${fixed(next.b)}` : "")],
};

// What the optimizer remembers under one of torch's names, of W and of b
const remembered = ({ name, W, b, one }) => `${name} ${held(W)}${one ? "" : ` ${held(b)}`}`;

/** The script in `place`: {update(data), destroy()}; data : as linreg/picture/beside.py has it. */
export function makeCode(place) {
  const end = new AbortController();
  place.innerHTML = `
    <div class="code-head"><button type="button" class="code-slow"></button><button type="button" class="code-copy"></button></div>
    <pre tabindex="0"><code></code></pre>`;
  const [slowly, copy, code] = [".code-slow", ".code-copy", "code"].map((name) => place.querySelector(name));
  let data = null;
  let shown = 0; // when the numbers were last written
  let last = null; // what the player said last

  function follow(now) {
    if (!data || now.key !== data.key) return;
    if (!last) toLoop([...code.children].find(({ dataset: { work } }) => work && work !== "memory"));
    const begun = (now.playing && !last?.playing) || (now.slow && !last?.slow);
    last = now;
    slowly.setAttribute("aria-pressed", now.slow);
    const foot = [...code.children].findLast((line) => line.dataset.work);
    if (begun && innerWidth >= WIDE && ownRoom(foot)) foot.scrollIntoView({ block: "nearest" });
    if (now.playing && !now.slow && performance.now() - shown < OFTEN) return;
    shown = performance.now();
    const done = now.beat === null ? NAMES.length : NAMES.indexOf(now.beat);
    for (const line of code.children) {
      const { work } = line.dataset;
      const [since, tell] = TOLD[work] ?? [Infinity];
      const told = done >= since ? tell(now) : "";
      if (line.dataset.now !== told) line.dataset.now = told;
      if (now.beat !== null && work === now.beat) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    }
  }

  const on = (target, kind, go) => target.addEventListener(kind, go, { signal: end.signal });
  const slow = (wanted) => document.dispatchEvent(new CustomEvent(SLOW, { detail: { slow: wanted } }));
  on(document, EPOCH, ({ detail }) => follow(detail));
  on(slowly, "click", () => slow(!last?.slow));
  on(copy, "click", () => navigator.clipboard.writeText(data.lines.map(({ text }) => `${text}\n`).join("")));

  return {
    update(next) {
      data = next;
      slowly.hidden = !data.beats;
      [slowly.textContent, slowly.title, copy.textContent] = [data.words.slow, data.words.slow_hint, data.copy];
      copy.hidden = !navigator.clipboard; // a page that came over plain http has none
      code.parentElement.setAttribute("aria-label", data.label);
      code.replaceChildren(...data.lines.map(written));
      last = null;
      document.dispatchEvent(new CustomEvent(ASK));
    },
    destroy() {
      end.abort();
      if (last?.slow) slow(false);
      place.replaceChildren();
    },
  };
}

// What is to be seen first is the loop, not how torch is imported: where the script scrolls in itself, and before a room
function toLoop(line) {
  const present = "present" in document.documentElement.dataset;
  if (innerWidth < WIDE) return present && line?.scrollIntoView({ block: "start" });
  const scroller = ownRoom(line);
  if (scroller) scroller.scrollTop += line.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

// What the script scrolls in; null where that holds the picture too, as on the page of cases: the viewer's place there is his
function ownRoom(line) {
  let scroller = line?.closest("pre").parentElement;
  while (scroller && getComputedStyle(scroller).overflowY === "visible") scroller = scroller.parentElement;
  return scroller?.querySelector(".lr-player") ? null : scroller ?? null;
}

// A line, its comments, words and numbers in their colours
function written({ text, work }) {
  const line = document.createElement("span");
  line.className = "code-line";
  line.dataset.work = work;
  line.style.setProperty("--hang", `${text.search(/\S|$/) + HANG}ch`); // what is broken off stands farther in than its line
  let at = 0;
  for (const found of text.matchAll(TOKENS)) {
    const [[kind]] = Object.entries(found.groups).filter(([, part]) => part !== undefined);
    const token = Object.assign(document.createElement("span"), { className: `token ${kind}`, textContent: found[0] });
    line.append(text.slice(at, found.index), token);
    at = found.index + found[0].length;
  }
  line.append(text.slice(at));
  return line;
}
