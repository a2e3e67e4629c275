// A lesson's step beside the picture, as a component of the page. lead.py feeds it.

import { makeStrip } from "../player/lesson/strip.js";
import { component } from "./component.js";

export default component((parent, send, once) => {
  let n = 0; // what was done so far: two of the same are two
  const play = () => document.querySelector(".lr-play")?.click();
  const tell = (what, guess, id) => (what === "play" ? play() : once("did", { do: what, id, guess, n: (n += 1) }));
  return makeStrip(parent.querySelector(".linreg-lesson"), tell, () => "present" in document.documentElement.dataset);
});
