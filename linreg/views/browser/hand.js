// Points on their way while they move: the player's to Python, and the answer back to the player (player.js).

import { component } from "./component.js";

export default component((parent, send) => {
  const end = new AbortController();
  let heard = null; // the number of the last answer that was handed on
  document.addEventListener("linreg-moving", ({ detail }) => send("moving", detail), { signal: end.signal });
  return {
    update({ answer }) {
      if (!answer || answer.n === heard) return;
      heard = answer.n;
      document.dispatchEvent(new CustomEvent("linreg-moved", { detail: answer }));
    },
    destroy: () => end.abort(),
  };
});
