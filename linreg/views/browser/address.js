// The address bar, in which Streamlit writes what a page's script has set, with our rules for it.
//
// Streamlit makes a step of history of every parameter that changes: here it takes the place of the one before. And what
// it writes may come late, from a run of the page that is being left, into a step of history that isn't that page's: so
// after Back, Forward or a link it writes nothing until the script says that it has read the new address.

import { watch } from "./connection.js";

const here = (url) => new URL(url, location.href);

const push = (history.linreg ??= begin()).push;

// Once in a document, also when a later version of this file comes to a page that stays open
function begin() {
  const { pushState, replaceState } = history;
  const state = { push: pushState, at: stand(), awaited: false };
  const write = (call, given) => {
    if (state.awaited) return;
    call.apply(history, given);
    state.at = stand();
  };
  history.pushState = (...given) =>
    write(given[2] == null || here(given[2]).pathname !== location.pathname ? pushState : replaceState, given);
  history.replaceState = (...given) => write(replaceState, given);
  addEventListener("popstate", () => {
    state.awaited ||= stand() !== state.at; // a place on the page is no new address
    state.at = stand();
  }, true);
  let was = true;
  watch(({ connected }) => {
    if (connected && !was) look();
    was = connected;
  });
  return state;
}

// Page and settings; what Streamlit alone reads of an address is not told to the script
function stand(search = location.search) {
  const told = [...new URLSearchParams(search)].filter(([name]) => !name.startsWith("embed"));
  return `${location.pathname}?${new URLSearchParams(told)}`;
}

// Tells Streamlit to look at the address anew. So does a page whose server comes back: it may be another, or may have
// begun anew, and would know of the page's state, and call back, only from the second change on: the first would be lost.
function look() {
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

/** Goes to a page of ours: one step of history, the way that Back and Forward go. */
export function go(url) {
  if (here(url).href === location.href) return;
  push.call(history, {}, "", url);
  look();
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}

/** The script of the page at `url` runs and has read `search` as its address: from now on its writing counts. */
export function read(url, search) {
  const state = history.linreg;
  if (here(url).pathname === location.pathname && stand(search) === stand()) state.awaited = false;
}

/** Puts the page's own address in place of one that asked for what cannot be had; what Streamlit alone reads stays. */
export function tidy(url) {
  const wanted = here(url);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name.startsWith("embed")) wanted.searchParams.append(name, value);
  }
  history.replaceState(history.state, "", wanted);
}
