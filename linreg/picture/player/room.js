// How the player stands in the room that it has.

const NARROW = 700; // pixels; below, the panels are stacked if the window is high, and the transport takes two rows
const STACKED = 440; // pixels; below, they are stacked in any window
const FEW = 840; // pixels; below, two panels stand beside the microscope, not four
const LOW = 440; // pixels; a window that is lower, as a telephone on its side, scrolls from one row of panels to the next
const PAGE = 1100; // pixels; from here on the page puts beside the panels what belongs to them
const CARD = 50; // pixels; as high as a card may be that stands beneath the player
const SETTLED = 60; // milliseconds without a change of size

/** Arranges the player for its width, `beside` a microscope or not; whether the panels are stacked. */
export function arrange(root, beside) {
  const width = root.clientWidth;
  const tight = width < NARROW;
  const narrow = tight && (width < STACKED || innerWidth < 1.2 * innerHeight);
  root.classList.toggle("lr-narrow", narrow);
  root.classList.toggle("lr-tight", tight && !narrow);
  const presents = "present" in document.documentElement.dataset;
  root.classList.toggle("lr-low", !narrow && !beside && !presents && innerHeight < LOW && innerWidth < PAGE);
  root.classList.toggle("lr-beside", beside && !narrow);
  root.classList.toggle("lr-few", beside && !narrow && width < FEW);
  return narrow;
}

/** Whether a card has room between the player and the window's edge. */
export const hasRoomBeneath = (root) => innerHeight - root.getBoundingClientRect().bottom >= CARD;

/** Tells the stylesheets the heights that things have come to. */
export function measure(root, desk) {
  root.style.setProperty("--lr-beneath", `${desk.querySelector(".lr-options").offsetHeight + 4}px`);
  // For the page: how much of the player is beneath the panels
  document.documentElement.style.setProperty("--lr-desk", `${desk.offsetHeight}px`);
}

/** Calls settled() once one of the elements has come to another size: while it still changes, plotly need not draw. */
export function whenResized(elements, settled, signal) {
  let settling = 0;
  const sizes = new ResizeObserver(() => {
    clearTimeout(settling);
    settling = setTimeout(settled, SETTLED);
  });
  for (const element of elements) sizes.observe(element);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    clearTimeout(settling);
  });
}
