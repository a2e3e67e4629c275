// The Streamlit page around the player, as far as what the player shows goes on there.

const PATIENCE = 10_000; // milliseconds that the page may take to open what was asked for

/** What a run came to is said aloud when it comes; Streamlit gives its containers no role. */
export function announce() {
  document.querySelector(".st-key-verdict")?.setAttribute("role", "status");
}

/** Brings into sight what the run came to. */
export const toVerdict = () => bring(document.querySelector(".st-key-verdict"));

/** Brings the lens that is being opened into sight, where it opens out of it: "nothing happens" is what one sees else. */
export function reveal(lens) {
  const until = performance.now() + PATIENCE;
  const look = () => {
    const opened = document.querySelector(lens === "steps" ? ".lr-microscope:not([hidden])" : `.st-key-beside_${lens}`);
    if (opened?.offsetHeight) return inSight(opened) || bring(opened);
    if (performance.now() < until) requestAnimationFrame(look);
  };
  look();
}

// All of it, or half a window of it
function inSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && (bottom <= innerHeight || top <= innerHeight / 2);
}

function bring(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element?.scrollIntoView({ block: "start", behavior: calm ? "instant" : "smooth" });
}
