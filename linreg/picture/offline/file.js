// The one file: the player with what is said around it, in every language, from what the document itself holds.

import { makeCode } from "../player/beside/code.js";
import { makeTable } from "../player/beside/table.js";
import { add } from "../player/element.js";
import { mount } from "../player/mount.js";
import { makeBar } from "./bar.js";
import { plotly, sheet } from "./held.js";
import { makeLesson } from "./lesson.js";
import { paragraphs, sentence } from "./rich.js";
import { makeSpeeds } from "./speeds.js";
import { makeTold } from "./told.js";

const BESIDE = { table: makeTable, code: makeCode };
const KEYS = { s: "slow", t: "table", k: "code" };
const STEPS = { PageDown: 1, PageUp: -1 };
const TYPED = "input:not([type=range])";

/** Shows what `document` holds: a promise that fails if it can't. */
export async function show(document) {
  const data = JSON.parse(document.getElementById("linreg-data").textContent);
  const main = document.querySelector("main");
  const [library, styles] = await Promise.all([plotly(document), sheet(data.sheet)]);

  let lang = data.lang;
  let at = 0; // the step
  let slow = data.steps[0].slow;
  let open = data.steps[0].open; // what stands beside: "table", "code" or nothing
  let beside = null;
  let player = null;
  let out = new Set(); // of the runs that are shown: those whose ends have been seen
  let guess = {};

  const bar = makeBar(main, data, { turn, speak, go });
  const above = add(main, "section", "file-text");
  const picture = add(main, "section", "file-picture");
  const lesson = makeLesson(main, data, { go, redraw: () => draw() });
  const aside = add(main, "aside", "file-beside");
  const speeds = makeSpeeds(main);
  const told = makeTold(main, reveal);

  const step = () => data.steps[at];
  const seen = () => out.has(view().keys[0]);
  const hides = () => lesson.of(at).hides;
  const guessing = () => Boolean(hides()) || (view().guessing && !seen());
  const slows = () => step().slows && ["", "play"].includes(hides());

  // The payload as the page would send it now
  function view() {
    const placed = step().views[slow && slows() ? `${lang}.slow` : lang];
    return Object.fromEntries(Object.entries(placed).map(([name, place]) => [name, data.values[place]]));
  }

  function draw() {
    if (seen()) lesson.note(at);
    const { hides: hidden, led } = lesson.of(at);
    const sent = { ...view(), guessing: guessing(), lens: "", hand: null, led };
    const words = data.words[lang];
    const said = step().told[lang];
    sent.outcome = seen() && !hidden ? sentence.bold(said.result) : "";
    document.documentElement.lang = lang;
    document.title = data.titles[lang];
    bar.show({ lang, at, steps: data.lesson ? 1 : data.steps.length, slow, open, words, title: data.titles[lang], about: said.about,
      slows: slows(), tells: !guessing(), code: Boolean(said.code) });
    above.hidden = !said.text;
    above.replaceChildren(...paragraphs(said.text));
    lesson.show(at, lang, sent.runs[0], seen());
    told.show({ words, said, seen: seen(), guessing: guessing(), goal: led?.goal, guess, hidden, first: data.lesson?.[lang].hidden[hidden] });
    lay(said, words);
    if (player) player.update(sent);
    else player = mount(picture, sent, { ended, guessed, more: told.bring }, { plotly: library, sheet: styles });
    player.pour(step().rain && !guessing() ? { ...step().rain, of: sent.id } : null);
    speeds.show(guessing() ? [] : said.speeds, picture);
  }

  // What stands beside the panels: made when it is opened, ended when closed
  function lay(said, words) {
    const wanted = guessing() ? "" : said[open] ? open : "";
    document.documentElement.toggleAttribute("data-beside", Boolean(wanted));
    if (beside?.kind !== wanted) {
      beside?.view.destroy();
      aside.replaceChildren();
      beside = null;
    }
    aside.hidden = !wanted;
    if (!wanted) return;
    if (!beside) {
      const intro = add(aside, "p", "file-intro");
      beside = { kind: wanted, intro, view: BESIDE[wanted](add(aside, "div", `linreg-${wanted}`)) };
    }
    beside.intro.replaceChildren(...sentence(wanted !== "code" ? words.table : seen() ? said.prints : said.prints_later));
    beside.view.update(said[wanted]);
  }

  function turn(what) {
    if (what === "slow") slow = !slow;
    else open = open === what ? "" : what;
    draw();
  }

  function speak(next) {
    lang = next;
    draw();
  }

  function go(to) {
    at = Math.min(Math.max(0, to), data.steps.length - 1);
    slow = step().slow;
    open = step().open;
    out = new Set([...out].filter((key) => view().keys.includes(key))); // as the player forgets them (ends.js)
    guess = {};
    draw();
    const { act } = picture.querySelector(".lr-player").player;
    act.change({ playing: false });
    act.seek(view().at);
    if (scrollY > 0) main.scrollIntoView();
  }

  // The player says so in the midst of a frame
  function ended(keys) {
    if (keys.every((key) => out.has(key))) return;
    out = new Set([...out, ...keys]);
    queueMicrotask(draw);
  }

  function reveal() {
    out = new Set([...out, ...view().keys]);
    draw();
  }

  function guessed(what) {
    if (lesson.of(at).led?.locked) lesson.guessed(what);
    else guess = what;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest?.(TYPED)) return;
    const by = data.lesson ? 0 : STEPS[event.key] ?? 0; // a lesson has its own use of these
    if (by && data.steps[at + by]) go(at + by);
    else if (!KEYS[event.key] || !bar.press(KEYS[event.key])) return;
    event.preventDefault();
  });
  draw();
}
