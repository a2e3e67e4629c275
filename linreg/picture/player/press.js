// What leaves as a finger comes down elsewhere would take the very control away from under it: it waits until that press
// has done what it is for.

const OVER = 60; // milliseconds from letting go until the click, with which a press ends, has been

let held = false;
addEventListener("pointerdown", () => (held = true), true);
for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => (held = false), true);

/** Calls go() once the press that is under way, if there is one, is over. */
export function afterPress(go) {
  if (!held) return void setTimeout(go, OVER); // a finger's is let go before it takes the focus away
  const once = new AbortController();
  const over = () => {
    once.abort();
    setTimeout(go, OVER);
  };
  for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, over, { capture: true, signal: once.signal });
}
