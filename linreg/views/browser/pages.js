// The way from page to page: linreg/views/pages.py feeds it with the links.
//
// Streamlit's own links lose the address of the page left behind. These go the way that Back and Forward go: the address
// changes first, then Streamlit is told to look at it (address.js).

import { go, read, tidy } from "./address.js";
import { arrive } from "./arrive.js";
import { component } from "./component.js";

if (!document.linregFollows) {
  document.linregFollows = true;
  document.addEventListener("click", follow, true);
}

// A plain click on a link marked as ours; with Ctrl, Shift or the middle button the browser opens it as it does any
function follow(event) {
  const link = event.target instanceof Element && event.target.closest("a.linreg-go");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  go(link.href);
}

export default component((parent) => {
  arrive();
  const element = parent.querySelector(".linreg-pages");
  return {
    update({ label, links, moved, clean }) {
      const shown = links.find((link) => link.here).href;
      read(shown, moved.to);
      if (clean) tidy(shown);
      const nav = document.createElement("nav");
      nav.setAttribute("aria-label", label);
      for (const { text, href, here: current } of links) {
        const link = nav.appendChild(document.createElement("a"));
        link.className = "linreg-go";
        link.textContent = text;
        link.href = href;
        if (current) link.setAttribute("aria-current", "page");
      }
      element.replaceChildren(nav);
    },
    destroy: () => element.replaceChildren(),
  };
});
