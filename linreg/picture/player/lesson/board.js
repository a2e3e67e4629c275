// What only the lecturer needs: the notes in a strip, the time that has passed, and a black screen.

import { element } from "./element.js";

const OPEN = "linreg-notes";

// What this tab remembers; where a document may store nothing, as in a frame of strangers, it does itself
const own = {};
function recall(key) {
  try {
    return sessionStorage.getItem(key) ?? own[key];
  } catch {
    return own[key];
  }
}
function keep(key, value) {
  own[key] = value;
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // own has it
  }
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** {update(data), notes(), black(), dark()} : the strip opened or closed, the screen blacked or lit, whether it is black. */
export function board(place, signal) {
  const strip = place.appendChild(element("aside", "lesson-notes", { hidden: true }));
  const night = place.appendChild(element("div", "lesson-black", { hidden: true, role: "status" }));
  let data = null;
  let since = Date.now();

  function began() {
    const key = `linreg-lesson-${data.id.split("/")[0]}`;
    const kept = Number(recall(key) ?? 0);
    // What was begun hours ago was another hour's lesson
    since = kept && Date.now() - kept < 3 * 3_600_000 ? kept : Date.now();
    keep(key, since);
    return key;
  }

  function tick() {
    const text = clock((Date.now() - since) / 1000);
    for (const at of place.querySelectorAll(".lesson-time")) at.textContent = text;
  }
  const ticking = setInterval(() => data && tick(), 1000);
  signal.addEventListener("abort", () => clearInterval(ticking));

  function lay() {
    const { words, minutes, notes, broken } = data;
    strip.setAttribute("aria-label", words.notes);
    const time = element("p", "lesson-plan");
    time.append(element("b", "lesson-time"), ` / ${minutes.all} ${words.minutes} · ${words.this_step} ${minutes.step} ${words.minutes}`);
    const anew = element("button", "", { type: "button", textContent: words.anew });
    anew.addEventListener("click", () => {
      keep(began(), "");
      began();
      tick();
    });
    time.append(" ", anew);
    const said = element("div", "lesson-said", { innerHTML: notes });
    const warned = broken.map((text) => element("p", "lesson-lost", { textContent: text }));
    strip.replaceChildren(time, said, ...warned);
    night.textContent = words.dark;
  }

  night.addEventListener("click", () => (night.hidden = true), { signal });
  const open = () => recall(OPEN) === "open";

  return {
    update(next) {
      data = next;
      began();
      lay();
      strip.hidden = !open() || !data.notes;
      requestAnimationFrame(tick);
    },
    notes() {
      keep(OPEN, open() ? "" : "open");
      strip.hidden = !open() || !data.notes;
      tick();
    },
    black: () => (night.hidden = !night.hidden),
    dark: () => !night.hidden,
  };
}
