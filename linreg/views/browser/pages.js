// The way from page to page, and history: linreg/views/pages.py feeds it with the links.
//
// Streamlit makes a step of history of every parameter that changes, and its own links lose the address of the page
// left behind. So here a changed setting replaces the address, and a link goes the way that Back and Forward go: the
// address changes first, then Streamlit is told to look at it.

import { arrive } from "./arrive.js";
import { component } from "./component.js";
import { watch } from "./connection.js";

const push = history.pushState;
const here = (url) => new URL(url, location.href);

if (!history.linreg) {
  history.linreg = true;
  history.pushState = function (state, title, url) {
    const same = url !== undefined && url !== null && here(url).pathname === location.pathname;
    return (same ? history.replaceState : push).call(history, state, title, url);
  };
  document.addEventListener("click", follow, true);
  let was = true;
  watch(({ connected }) => {
    if (connected && !was) look();
    was = connected;
  });
}

// Tells Streamlit to look at the address anew. So does a page whose server comes back: it may be another, or may have
// begun anew, and would know of the page's state, and call back, only from the second change on: the first would be lost.
function look() {
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

// A plain click on a link marked as ours; with Ctrl, Shift or the middle button the browser opens it as it does any
function follow(event) {
  const link = event.target instanceof Element && event.target.closest("a.linreg-go");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  go(link.href);
}

// Puts the page's own address in place of one that asked for what cannot be had; what Streamlit alone reads of it stays
function tidy(url) {
  const wanted = here(url);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name.startsWith("embed")) wanted.searchParams.append(name, value);
  }
  history.replaceState(history.state, "", wanted);
}

/** Goes to a page of ours: one step of history. */
export function go(url) {
  if (here(url).href === location.href) return;
  push.call(history, {}, "", url);
  look();
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}

export default component((parent) => {
  arrive();
  const element = parent.querySelector(".linreg-pages");
  return {
    update({ label, links, clean }) {
      if (clean) tidy(links.find((link) => link.here).href);
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
