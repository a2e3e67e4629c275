// A file dropped anywhere on the page: opened as points where the page has some, and never by the browser in its place.
//
// The Points lens, where it is open, has what came through here as well: of several columns others can be chosen there.

import { component } from "./component.js";

const files = () => import("./content.js"); // only with a file: nobody waits for it

const holdsFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

export default component((parent, send, once) => {
  const end = new AbortController();
  const place = parent.querySelector(".linreg-drop");
  let data = null;
  let kept = 0; // the number of the file that the tab keeps, as Python knows it
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
    if (file && data.takes) once("dropped", await (await files()).content(file, data.most));
  });

  return {
    update(next) {
      data = next;
      if (data.keep !== kept) files().then(({ keep }) => keep(data.keep));
      kept = data.keep;
      if (data.lost && !asked) files().then(({ restored }) => once("restored", restored() ?? {}));
      asked ||= data.lost;
    },
    destroy: () => end.abort(),
  };
});
