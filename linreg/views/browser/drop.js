// A file dropped anywhere on the page: opened as points where the page has some, and never by the browser in its place.
//
// The Points lens, where it is open, has what came through here as well: of several columns others can be chosen there.

import { component } from "./component.js";
import { content, keep, restored } from "./content.js";

const holdsFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

export default component((parent, send, once) => {
  const end = new AbortController();
  const place = parent.querySelector(".linreg-drop");
  let data = null;
  let asked = false; // whether Python has been told what the tab has of points that the address has not
  let over = 0; // elements that the file was dragged into, less those that it was dragged out of
  const on = (type, act) => document.addEventListener(type, (event) => holdsFile(event) && act(event), { signal: end.signal });
  const show = (count) => place.classList.toggle("drop-over", (over = Math.max(0, count)) > 0 && data.takes);

  on("dragenter", () => show(over + 1));
  on("dragleave", () => show(over - 1));
  on("dragover", (event) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = data.takes ? "copy" : "none";
  });
  on("drop", async (event) => {
    event.preventDefault();
    show(0);
    const [file] = event.dataTransfer.files;
    if (file && data.takes) once("dropped", await content(file, data.most));
  });

  return {
    update(next) {
      data = next;
      if (!data.lost) return keep(data.keep);
      if (!asked) once("restored", restored() ?? {});
      asked = true;
    },
    destroy: () => end.abort(),
  };
});
