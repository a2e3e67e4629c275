// The keys: Space, ← →, Shift+← → (ten), Home, End; 1 to 4 while the viewer is to guess, and all four arrows where a place
// or a curve is.
//
// They are the player's wherever the viewer has clicked, since a click leaves the focus on what was clicked; and a
// control's if its focus could be seen as it came, which is when keys brought it there or when one types into it. Escape
// gives them back to the player: from a rate's button to Play are many stops of Tab.

const CONTROLS = [ // what has a use of its own for these keys
  "button", "a[href]", "input", "textarea", "summary", "[contenteditable]", "[role=button]", "[role=slider]",
  "[role=radio]", "[role=checkbox]", "[role=switch]", "[role=tab]", "[role=combobox]", "[role=spinbutton]",
  "[role=textbox]",
].join();
// What is typed into: a control that Escape means something to, and that a half-typed number must not leave
const TYPED = "input:not([type=range], [type=checkbox], [type=radio]), textarea, [contenteditable], [role=combobox], [role=spinbutton], [role=textbox]";
// What lies open over the page has the keys, whoever opened it
const OPEN = "select, [role=dialog], [role=listbox], [role=option], [role=menu], [role=menuitem]";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const MOVED = ".lr-handle"; // a point, which the arrows move (editing/hand.js)

const players = []; // of this document, in the order in which they came
let meant = null; // the one that was last pressed, or that the focus came into: the keys are its

/** Listens on the document, before any control can hear: a key that is the player's does nothing else. */
export function listen(root, act, signal) {
  let clicked = null; // what has the focus from a click: at the first key browsers take to showing it
  let clicking = false; // from the press of a pointer until all that its click brings about
  let taken = false; // whether Space is down for the player
  const innermost = (event) => event.composedPath()[0];
  players.push(root);
  signal.addEventListener("abort", () => players.splice(players.indexOf(root), 1));
  const isMeant = () => {
    const there = players.filter((player) => player.isConnected);
    return root === (there.includes(meant) ? meant : there[0]);
  };
  const mean = (event) => event.composedPath().includes(root) && (meant = root);
  const on = (name, hear) => document.addEventListener(name, hear, { signal, capture: true });

  on("pointerdown", (event) => {
    clicking = true;
    mean(event);
  });
  for (const name of ["pointerup", "pointercancel", "click"]) on(name, () => setTimeout(() => (clicking = false)));
  on("focusin", (event) => {
    mean(event);
    const target = innermost(event);
    clicked = clicking && !target.matches(":focus-visible") ? target : null;
  });
  // A box of choices keeps the focus after the choice; whoever chose with the pointer is done with it
  on("click", (event) => {
    if (innermost(event).closest?.("[role=option]")) setTimeout(() => document.activeElement?.closest("[role=combobox]")?.blur());
  });
  on("keydown", (event) => {
    if (!root.isConnected || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = innermost(event);
    if (event.key === "Escape") return release(target);
    const go = isMeant() && wanted(event, act);
    if (!go || !(target instanceof Element) || !free(target, target === clicked, root, event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (target === clicked) target.blur(); // or a ring would say that the key was its own
    taken = event.key === " ";
    go();
  });
  on("keyup", (event) => {
    if (event.key === " " && taken) event.preventDefault(); // Firefox presses a button as Space comes up
    taken = false;
  });
}

function release(target) {
  if (target instanceof Element && target.matches(CONTROLS) && !target.matches(TYPED) && !target.closest(OPEN)) target.blur();
}

function wanted({ key, code, shiftKey, repeat }, act) {
  const by = shiftKey ? 10 : 1;
  if (key === " " || key === "Spacebar") return repeat ? () => {} : act.toggle;
  const [dx, dy] = ARROWS[key] ?? [];
  const pen = ARROWS[key] && act.pen?.(dx * by, dy * by);
  if (pen) return pen;
  if (key === "ArrowLeft") return () => act.step(-by);
  if (key === "ArrowRight") return () => act.step(by);
  if (key === "Home") return () => act.seek(0);
  if (key === "End") return () => act.seek(Infinity);
  // By its place: where digits are typed with Shift, what Shift and the key mean would be taken for a guess
  const digit = /^Digit([1-4])$/.exec(code)?.[1] ?? /^[1-4]$/.exec(key)?.[0];
  if (act.guess && digit && !shiftKey) return act.guess(Number(digit) - 1);
  return null;
}

function free(target, clicked, root, { key }) {
  if (!target.checkVisibility()) return true; // in a dialog just closed: the focus leaves it a moment later
  if (target.closest(OPEN) || (target.closest(MOVED) && key.startsWith("Arrow"))) return false;
  if (clicked) return true;
  if (!root.contains(target)) return !target.closest(CONTROLS);
  // In the player: Space presses the button it is on; the slider lets go of all, as its keys are the player's own
  return key !== " " || !target.closest("button");
}
