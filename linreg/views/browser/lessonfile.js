// A lesson's file from the viewer's disk: linreg/views/opening.py takes it. And the way to where one is made, once it is begun.

import { component } from "./component.js";
import { element } from "../player/element.js";
import { go } from "./address.js";

export default component((parent, send, once) => {
  const place = parent.querySelector(".linreg-lessonfile");
  const label = element("label", "lesson-file");
  const text = element("span");
  const field = element("input", "", { type: "file", accept: ".md,.txt,text/markdown,text/plain" });
  label.append(text, field);
  place.replaceChildren(label);
  let most = 0;
  let n = 0; // files so far: the same one twice is two

  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file) return;
    // One byte more than is taken, so that Python says what is wrong with it
    const bytes = new Uint8Array(await file.slice(0, most + 1).arrayBuffer());
    field.value = "";
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    once("opened", { bytes: btoa(binary), n: (n += 1) });
  });

  return {
    update(data) {
      most = data.most;
      text.textContent = data.words.open;
      if (data.go) go(data.go);
    },
    destroy: () => place.replaceChildren(),
  };
});
