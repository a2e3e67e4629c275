// The way that a new run will take, faintly and for a moment: whoever drags a slider sees where it leads.

const GLIMPSE = 1500; // milliseconds

/** A function that shows the way for its moment, or, where it is not to be seen, hides it at once. */
export function makeGlimpse(root, signal) {
  let shown = 0;
  signal.addEventListener("abort", () => clearTimeout(shown));
  return (visible) => {
    clearTimeout(shown);
    root.classList.toggle("lr-glimpse", visible);
    shown = setTimeout(() => root.classList.remove("lr-glimpse"), GLIMPSE);
  };
}
