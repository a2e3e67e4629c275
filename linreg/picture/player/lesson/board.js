// What only the lecturer needs: the notes in a strip, the time that has passed, and a black screen.

import { filled } from "../numbers.js";
import { apart } from "./apart.js";
import { element } from "../element.js";

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

/**
 * {update(data), notes(), black(), dark()} : the strip opened or closed, the screen blacked or lit, whether it is black. The
 * strip lies on the screen that all see, and says so; what is in it can stand in a window of its own instead.
 */
export function board(place, signal) {
  const strip = place.appendChild(element("aside", "lesson-notes", { hidden: true }));
  const night = place.appendChild(element("div", "lesson-black", { hidden: true, role: "status" }));
  const second = apart(signal);
  // How high the strip is: before a hall the picture makes room for it
  const { style } = document.documentElement;
  const room = new ResizeObserver(() => style.setProperty("--lr-notes", `${strip.offsetHeight}px`));
  room.observe(strip);
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
    second.clock(text);
  }
  const ticking = setInterval(() => data && tick(), 1000);
  signal.addEventListener("abort", () => {
    clearInterval(ticking);
    room.disconnect();
    style.removeProperty("--lr-notes");
  });

  const plan = ({ minutes: { all, step }, words }) =>
    ` / ${filled(words.minutes, { n: all })} · ${words.this_step} ${filled(words.minutes, { n: step })}`;

  function content() {
    const warned = data.broken.map((text) => element("p", "lesson-lost", { textContent: text }));
    return [element("div", "lesson-said", { innerHTML: data.notes }), ...warned];
  }

  function button(text, hint, press) {
    const made = element("button", "", { type: "button", textContent: text, title: hint });
    made.addEventListener("click", press);
    return made;
  }

  function lay() {
    const { words } = data;
    strip.setAttribute("aria-label", words.notes);
    const time = element("p", "lesson-plan");
    const anew = button(words.anew, "", () => {
      keep(began(), "");
      began();
      tick();
    });
    const away = button(words.notes_apart, words.notes_apart_hint, () => {
      if (!second.open(strip)) return (seen.textContent = words.notes_blocked);
      show(false);
      tell();
    });
    const seen = element("span", "lesson-seen", { textContent: words.notes_seen });
    time.append(element("b", "lesson-time"), plan(data), " ", anew, " ", seen, " ", away);
    strip.replaceChildren(time, ...content());
    night.textContent = words.dark;
  }

  // What stands in the second window, if there is one
  function tell() {
    const { lesson, number, title, titles } = data;
    const name = element("h3", "", { innerHTML: title });
    second.show(`${number} / ${titles.length} · ${lesson}`, plan(data), [name, ...content()]);
    tick();
  }

  function show(open) {
    keep(OPEN, open ? "open" : "");
    strip.hidden = !open || !data.notes;
    tick();
  }

  night.addEventListener("click", () => (night.hidden = true), { signal });
  const open = () => recall(OPEN) === "open";

  return {
    update(next) {
      data = next;
      began();
      lay();
      strip.hidden = !open() || !data.notes;
      requestAnimationFrame(tell);
    },
    notes: () => show(!open()),
    black: () => (night.hidden = !night.hidden),
    dark: () => !night.hidden,
  };
}
