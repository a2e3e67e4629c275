// The keys: Space, ← →, Shift+← → (ten), Home, End.

const TAKEN = [ // what has a use of its own for these keys
  "button", "a[href]", "input", "textarea", "select", "summary", "[contenteditable]", "[role=button]", "[role=slider]",
  "[role=radio]", "[role=checkbox]", "[role=switch]", "[role=tab]", "[role=option]", "[role=listbox]", "[role=combobox]",
  "[role=menuitem]", "[role=spinbutton]", "[role=textbox]", "[role=dialog]", "[role=grid]",
].join();

/** Listens on the document, since the viewer who plays has the focus anywhere: but never takes a key from a control. */
export function listen(root, act, signal) {
  document.addEventListener("keydown", (event) => {
    if (!root.isConnected || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    const go = wanted(event, act);
    if (!go || !(target instanceof Element) || !free(target, root, event)) return;
    event.preventDefault();
    go();
  }, { signal });
}

function wanted({ key, shiftKey, repeat }, act) {
  const by = shiftKey ? 10 : 1;
  if (key === " " || key === "Spacebar") return repeat ? () => {} : act.toggle;
  if (key === "ArrowLeft") return () => act.step(-by);
  if (key === "ArrowRight") return () => act.step(by);
  if (key === "Home") return () => act.seek(0);
  if (key === "End") return () => act.seek(Infinity);
  return null;
}

function free(target, root, { key }) {
  if (!root.contains(target)) return !target.closest(TAKEN);
  // In the player: Space presses the button it is on; the slider lets go of all, as its keys are the player's own
  return key !== " " || !target.closest("button");
}
