// A lesson's step in sight as a whole: where a hall looks on nobody scrolls, so its type is as large as there is room for.

const LEAST = 0.74; // of the presentation's type
const STEP = 0.04;

/**
 * {now(), reveal(part)}: fits the strip's type to its card, and brings a part of it into sight. present() : whether a hall
 * looks on; else the type stays as it is, and the card scrolls.
 */
export function fitting(strip, present, signal) {
  const card = () => strip.closest("[class*=st-key-beside_]");

  function now() {
    const room = card();
    if (!room) return;
    strip.style.removeProperty("--lesson-fit");
    if (!present()) return;
    for (let part = 1 - STEP; room.scrollHeight > room.clientHeight + 1 && part >= LEAST; part -= STEP) {
      strip.style.setProperty("--lesson-fit", part.toFixed(2));
    }
  }

  // The card gets another size with the window, with what stands beneath the panels, and with the presentation
  const sizes = new ResizeObserver(now);
  requestAnimationFrame(() => card() && !signal.aborted && sizes.observe(card()));
  signal.addEventListener("abort", () => sizes.disconnect());

  return {
    now,
    reveal(part) {
      const room = card();
      if (!part || !room || room.scrollHeight <= room.clientHeight + 1) return;
      const foot = strip.querySelector(".lesson-foot")?.offsetHeight ?? 0;
      const beneath = part.getBoundingClientRect().bottom - (room.getBoundingClientRect().bottom - foot);
      if (beneath > 0) room.scrollTop += beneath;
    },
  };
}
