// What one takes along: the link to the moment that the player stands at, as text and as a QR code, and the picture.
// linreg/views/share.py makes link and code; only the browser knows where the page is seen, and where the player stands.

import { ASK, EPOCH, SEEK } from "../player/announce.js";
import { svg } from "../player/marks.js";
import { filled } from "../player/numbers.js";
import { save, shown } from "../player/still/save.js";
import { component } from "./component.js";

const MARGIN = 4; // squares of white around a QR code: without them no phone finds it

const LOCAL = /^(localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\])$/; // every computer calls itself so

// Where viewers have the page, behind whatever stands before the server; Community Cloud shows it in a frame of its own
const base = () => location.origin + location.pathname.replace("/~/+/", "/");

export default component((parent, send) => {
  const end = new AbortController();
  const place = parent.querySelector(".linreg-share");
  place.innerHTML = `
    <div class="share-code" role="img" hidden></div>
    <section class="share-link">
      <h3></h3><p class="share-at"></p>
      <textarea class="share-address" readonly rows="3" spellcheck="false"></textarea>
      <button type="button" class="share-copy"></button><p class="share-hint"></p>
    </section>
    <section class="share-picture">
      <h3></h3><div class="share-which" role="group"></div>
      <div class="share-saves"><button type="button" value="png"></button><button type="button" value="svg"></button></div>
      <p class="share-size"></p>
    </section>
    <p class="share-says" role="status"></p>`;
  const find = (selector) => place.querySelector(selector);
  const [address, copy, says, which] = [".share-address", ".share-copy", ".share-says", ".share-which"].map(find);
  const saves = [...place.querySelectorAll(".share-saves button")];
  let data = null;
  let asked = null; // the epoch whose link was asked for
  let panel = "all";
  const on = (target, kind, go) => target.addEventListener(kind, go, { signal: end.signal });
  const say = (text) => (says.textContent = text);

  // Whoever shares wants this moment: the player stands still at it
  function follow({ detail: { key, t, playing } }) {
    if (!data || key !== data.run) return;
    if (playing) return document.dispatchEvent(new CustomEvent(SEEK, { detail: { key, epoch: t } }));
    if (t === asked) return;
    asked = t;
    send("asked", { base: base(), epoch: t });
  }

  async function copied() {
    try {
      await navigator.clipboard.writeText(address.value); // a page that came over plain http has none
      say(data.words.copied);
    } catch {
      address.focus();
      address.select();
      say(document.execCommand("copy") ? data.words.copied : data.words.refused);
    }
  }

  async function drawn(format) {
    const epoch = data.answer?.epoch ?? asked;
    say(data.words.saving);
    for (const button of saves) button.disabled = true;
    try {
      const caption = filled(data.caption, { epoch: epoch.toLocaleString("en") });
      const name = await save(document.querySelector(".lr-player"), { panel, format, caption, address: address.value });
      say(filled(data.words.saved, { file: name }));
    } catch (error) {
      say(data.words.failed);
      console.error(error);
    }
    for (const button of saves) button.disabled = false;
  }

  function choices() {
    const names = { all: data.words.all, ...data.panels };
    const there = ["all", ...shown(document.querySelector(".lr-player"))];
    if (!there.includes(panel)) panel = "all";
    const buttons = there.map((name) => {
      const button = Object.assign(document.createElement("button"), { type: "button", value: name, textContent: names[name] });
      button.setAttribute("aria-pressed", name === panel);
      return button;
    });
    which.replaceChildren(...buttons);
  }

  on(document, EPOCH, follow);
  on(copy, "click", copied);
  for (const button of saves) on(button, "click", () => drawn(button.value));
  on(which, "click", ({ target: { value } }) => {
    if (!value) return;
    panel = value;
    for (const button of which.children) button.setAttribute("aria-pressed", button.value === panel);
  });

  return {
    update(next) {
      data = next;
      const { words, answer } = data;
      const [link, picture] = place.querySelectorAll("h3");
      [link.textContent, picture.textContent] = [words.link, words.picture];
      which.setAttribute("aria-label", words.which);
      find(".share-size").textContent = words.size;
      [saves[0].textContent, saves[1].textContent, copy.textContent] = [words.png, words.svg, words.copy];
      if (!which.children.length) choices();
      const there = Boolean(answer?.address);
      address.value = answer?.address ?? "";
      address.setAttribute("aria-label", words.link);
      for (const part of [address, copy]) part.hidden = !there;
      find(".share-at").textContent = there ? filled(words.at, { epoch: answer.epoch.toLocaleString("en") }) : "";
      const here = there && LOCAL.test(location.hostname) ? filled(words.here_only, { host: location.hostname }) : "";
      place.classList.toggle("share-here", Boolean(here)); // no phone can follow its code: what to do comes first
      find(".share-hint").textContent = answer?.wrong ?? [here, answer?.hint].filter(Boolean).join(" ");
      show(find(".share-code"), answer?.code, words.code);
      document.dispatchEvent(new CustomEvent(ASK));
    },
    destroy() {
      end.abort();
      place.replaceChildren();
    },
  };
});

// Black on white in any theme, as cameras want it
function show(place, code, label) {
  place.hidden = !code;
  place.replaceChildren();
  place.setAttribute("aria-label", label);
  if (!code) return;
  const picture = svg(place, "svg");
  const side = code.side + 2 * MARGIN;
  picture.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${side} ${side}`);
  picture.setAttribute("shape-rendering", "crispEdges");
  const ground = { x: -MARGIN, y: -MARGIN, width: side, height: side, fill: "#fff" };
  for (const [kind, looks] of [["rect", ground], ["path", { d: code.path, fill: "#000" }]]) {
    const part = svg(picture, kind);
    for (const [name, value] of Object.entries(looks)) part.setAttribute(name, value);
  }
}
