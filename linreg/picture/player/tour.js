// The first minute: five steps, each a sentence that lights what it speaks of. It lies beside what it explains, takes no
// focus and stops nothing: who plays on meanwhile, plays on.

import { write } from "./element.js";

const SEEN = "linreg.tour"; // in the browser's memory once it has been shown
const CARD = `
  <p class="lr-tour-text" aria-live="polite"></p>
  <div class="lr-tour-foot">
    <span class="lr-tour-count"></span>
    <button type="button" class="lr-choice lr-switch lr-tour-skip"></button>
    <button type="button" class="lr-choice lr-tour-next"></button>
  </div>`;

// What each step lights, and what it does: with squares on, the cost can be seen; a step downhill is taken
const STEPS = [
  { lit: [".lr-fit"] },
  { lit: [".lr-fit"], squares: true },
  { lit: [".lr-contours"] },
  { lit: [".lr-contours", ".lr-step_forward"], epoch: 1 },
  { lit: [".lr-play"], rate: true },
];

/** Whether somebody comes for the first time, by an address without settings; where no memory is, nobody does. */
export function isFirst() {
  try {
    const settings = [...new URLSearchParams(location.search).keys()].filter((name) => !["lang", "embed"].includes(name));
    return settings.length === 0 && localStorage.getItem(SEEN) === null;
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(SEEN, "shown");
  } catch {
    // private windows and embedded pages may have no memory: it is then never shown unasked
  }
}

/**
 * The view of the first minute: {place(parent), load(), render(frame)}; the button that opens it stands in `options`.
 * words() : of the table [tour], or undefined: then there is none. act : {seek, change}. first : whether it opens unasked.
 * rate, behind : selectors of what sets the learning rate on the page about the player, and of what opens that on a
 * small screen.
 */
export function makeTour({ root, options }, words, act, { first = false, rate, behind } = {}, signal) {
  const card = document.createElement("section");
  card.className = "lr-tour";
  card.hidden = true;
  card.innerHTML = CARD;
  const [text, count, skip, next] = ["text", "count", "skip", "next"].map((name) => card.querySelector(`.lr-tour-${name}`));
  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = "lr-choice lr-switch lr-tour-open";
  options.append(opener);
  let at = -1; // the step shown, -1 for none
  let lit = [];
  let squares = false; // as the viewer had them

  function go(step) {
    if (at < 0 && step >= 0) before();
    at = step < STEPS.length ? step : -1;
    for (const element of lit) element.classList.remove("lr-tour-lit");
    lit = [];
    card.hidden = at < 0;
    opener.setAttribute("aria-expanded", at >= 0);
    if (at < 0) return act.change({ squares });
    const { lit: mine, rate: wants, squares: wanted = squares, epoch = 0 } = STEPS[at];
    lit = [...mine.map((selector) => root.querySelector(selector)), ...(wants ? elsewhere() : [])];
    for (const element of lit) element.classList.add("lr-tour-lit");
    act.change({ squares: wanted });
    act.seek(epoch);
    tell();
    root.style.setProperty("--lr-under", `${Math.max(0, innerHeight - card.getBoundingClientRect().top) + 8}px`);
    lit[0].scrollIntoView({ block: "nearest" });
  }

  // What sets the rate, and what it is behind, where it is not to be seen
  function elsewhere() {
    const [dial, opener] = [rate, behind].map((selector) => selector && document.querySelector(selector));
    return [dial, hidden() && opener].filter(Boolean);
  }

  function hidden() {
    const box = rate && document.querySelector(rate)?.getBoundingClientRect();
    return Boolean(box) && !(box.width && box.right > 0);
  }

  function before() {
    remember();
    act.change((state) => {
      ({ squares } = state);
      return {};
    });
  }

  function tell() {
    const said = words();
    opener.hidden = !said;
    if (!said) return;
    write(opener, said.title);
    card.setAttribute("aria-label", said.title);
    write(skip, said.skip);
    write(next, at === STEPS.length - 1 ? said.done : said.next);
    write(count, `${at + 1} / ${STEPS.length}`);
    const more = STEPS[at]?.rate && hidden() ? said.behind : "";
    write(text, [said[`step${at + 1}`], more].filter(Boolean).join(" "));
  }

  const end = () => {
    if (at >= 0) go(STEPS.length);
  };
  skip.addEventListener("click", end, { signal });
  next.addEventListener("click", () => go(at + 1), { signal });
  opener.addEventListener("click", () => go(at < 0 ? 0 : STEPS.length), { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && end(), { signal });
  signal.addEventListener("abort", () => lit.forEach((element) => element.classList.remove("lr-tour-lit")));

  let opened = false;
  return {
    /** Moves the card: beside what it explains there is not always the same room. */
    place(parent) {
      if (card.parentElement !== parent) parent.append(card);
    },
    load() {
      tell();
      if (opened || !first || !words()) return;
      opened = true;
      setTimeout(() => !signal.aborted && go(0)); // when all views are there
    },
    render() {},
  };
}
