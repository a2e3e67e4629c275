// The presentation: the whole window for the picture, large type, and the keys of a lecture. It is a state of the
// browser's window alone, data-present on <html>, "all" or the one panel shown: room.css does the rest.

import { component } from "./component.js";

const PANELS = ["fit", "contours", "bowl", "curve"];
const KEPT = "linreg-present";
const root = document.documentElement;
const FIELD = ".st-key-rate .dial-field input";

const showing = () => root.dataset.present ?? "";

/** Begins the presentation with "all" panels or one, or ends it with "". */
function present(what) {
  if (what) root.dataset.present = what;
  else delete root.dataset.present;
  sessionStorage.setItem(KEPT, what);
}

// Refused within a course site's frame, or by a phone: the presentation goes without
const fill = () => root.requestFullscreen?.().catch(() => {});

function turn() {
  if (!showing()) {
    fill();
    return present("all");
  }
  if (document.fullscreenElement) document.exitFullscreen();
  present("");
}

const press = (selector, text) => [...document.querySelectorAll(selector)].find(
  (control) => text === undefined || control.textContent.trim() === text,
)?.click();

const rate = (key) => document.querySelector(FIELD)?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

// The next of the rates that have a name, or the first again
function named() {
  const at = Number(document.querySelector(FIELD)?.value);
  const buttons = [...document.querySelectorAll(".st-key-rate .dial-named button")];
  (buttons.find(({ value }) => Number(value) > at) ?? buttons[0])?.click();
}

// What a key does, or null; `data` holds the words on the controls that some of them press
function wanted({ key, code, shiftKey }, data, ask) {
  const digit = /^Digit([0-4])$/.exec(code)?.[1];
  if (showing() && digit === "0" && !shiftKey) return () => present("all");
  if (showing() && digit > "0" && shiftKey) return () => present(PANELS[digit - 1]);
  if (key === "Escape") return showing() && turn;
  return {
    p: turn, "?": ask, f: () => (document.fullscreenElement ? document.exitFullscreen() : fill()),
    "[": () => rate("ArrowDown"), "]": () => rate("ArrowUp"), n: named,
    "+": () => press(".st-key-keep button"), v: () => press(".st-key-lens button", data.lenses.compare),
    g: () => press(".st-key-guess input"), s: () => press(".st-key-lens button", data.lenses.steps),
    k: () => press(".st-key-lens button", data.lenses.code), t: () => press(".st-key-lens button", data.lenses.table),
    d: () => press(".st-key-lens button", data.lenses.rain), e: () => press(".lr-edit"), l: () => press(".st-key-share button"),
  }[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

export default component((parent) => {
  const end = new AbortController();
  const on = (target, kind, go) => target.addEventListener(kind, go, { signal: end.signal });
  const element = parent.querySelector(".linreg-present");
  element.innerHTML = `
    <div class="present">
      <button type="button" class="present-turn"></button><button type="button" class="present-ask">?</button>
    </div>
    <dialog class="present-keys" aria-labelledby="present-title" role="dialog">
      <h2 id="present-title"></h2><dl></dl><form method="dialog"><button></button></form>
    </dialog>`;
  const find = (selector) => element.querySelector(selector);
  const sheet = find("dialog");
  const ask = () => {
    if (sheet.open) return;
    sheet.showModal();
    sheet.scrollTo(0, 0); // the focus goes to the button at its foot
  };
  let data = null;

  if (sessionStorage.getItem(KEPT)) present(sessionStorage.getItem(KEPT));
  on(find(".present-turn"), "click", turn);
  const told = new MutationObserver(() => name());
  told.observe(root, { attributes: true, attributeFilter: ["data-present"] });
  end.signal.addEventListener("abort", () => told.disconnect());

  function name() {
    if (data) find(".present-turn").textContent = showing() ? data.words.end : data.words.turn;
  }

  // What a click has left the focus on gets a ring at the first key, as if the key were its own or it were chosen
  let ringed = false;
  on(document, "focusin", ({ target }) => (ringed = target.matches(":focus-visible")));
  on(find(".present-ask"), "click", ask);
  // The keys are the player's again: at once, since a closed sheet keeps the focus until the next frame
  for (const kind of ["cancel", "close"]) on(sheet, kind, () => document.activeElement?.blur());
  on(sheet, "click", (event) => event.target === sheet && sheet.close()); // beside the sheet
  on(document, "fullscreenchange", () => document.fullscreenElement || present("")); // the browser's own Escape
  on(document, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || sheet.open) return;
    if (event.target.closest?.("input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=dialog]")) return;
    const go = wanted(event, data, ask);
    if (!go) return;
    event.preventDefault();
    if (!ringed) document.activeElement?.blur();
    go();
  });
  on(document, "click", ({ target }) => {
    const panel = showing() && target.closest?.(".lr-caption")?.closest(".lr-panel");
    if (!panel) return;
    const kind = PANELS.find((name) => panel.classList.contains(`lr-${name}`));
    present(showing() === kind ? "all" : kind);
  });

  return {
    update(next) {
      data = next;
      const { words } = data;
      name();
      find(".present-turn").title = `${words.key_p} (P)`;
      find(".present-ask").title = find("h2").textContent = words.keys;
      find(".present-ask").setAttribute("aria-label", words.keys);
      find("form button").textContent = words.close;
      const rows = KEYS.flatMap(([keys, word]) => [["dt", keys], ["dd", words[word]]]);
      find("dl").replaceChildren(...rows.map(([kind, text]) => Object.assign(document.createElement(kind), { textContent: text })));
    },
    destroy() {
      end.abort();
      delete root.dataset.present; // the other pages have no picture
      element.replaceChildren();
    },
  };
});

const KEYS = [
  ["Space", "key_space"], ["← →", "key_arrows"], ["Shift ← →", "key_ten"], ["Home End", "key_ends"],
  ["[ ]", "key_rate"], ["N", "key_named"], ["G", "key_guess"], ["1 2 3 4", "key_kinds"], ["+", "key_keep"],
  ["V", "key_compare"], ["S", "key_steps"], ["T", "key_table"], ["K", "key_code"], ["D", "key_rain"], ["E", "key_edit"], ["L", "key_share"], ["P", "key_p"],
  ["Shift 1 2 3 4", "key_one"], ["0", "key_all"],
  ["PageDown PageUp", "key_remote"], ["M", "key_notes"], ["B", "key_dark"],
  ["F", "key_full"], ["Esc", "key_escape"], ["?", "key_sheet"],
];
