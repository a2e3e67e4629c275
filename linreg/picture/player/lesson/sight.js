// Stacked, a lesson's text stands above the panels, and the transport over what is beneath: the panel that a step is about
// comes into sight as its run begins and as the answer comes, which pushes it down.

const FIRST = ".lr-narrow[data-about=contours] .lr-contours, .lr-narrow[data-about=curve] .lr-curve, .lr-narrow[data-about=''] .lr-fit";

/** Scrolls as little as brings it between the window's upper edge and the transport, once all is laid out. */
export function bringIntoSight() {
  requestAnimationFrame(() => document.querySelector(FIRST)?.scrollIntoView({ block: "nearest" }));
}
