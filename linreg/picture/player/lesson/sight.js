// Stacked, a lesson's text stands above the panels, and the transport over what is beneath: the panel that a step is about
// comes into sight as its run begins and as the answer comes, which pushes it down.

const PANELS = [["contours", ".lr-contours"], ["curve", ".lr-curve"], ["''", ".lr-fit"]];
const FIRST = PANELS.map(([about, panel]) => `:is(.lr-narrow, .lr-low)[data-about=${about}] ${panel}`).join();

/** Scrolls as little as brings it between the window's upper edge and the transport, once all is laid out. */
export function bringIntoSight() {
  requestAnimationFrame(() => document.querySelector(FIRST)?.scrollIntoView({ block: "nearest" }));
}
