// The lecturer's notes in a window of their own, for the screen that the class does not see.

const NAME = "linreg-notes";
const KEYS = ["key", "code", "shiftKey", "repeat"];

/**
 * {open(like), in that element's colours: whether the browser allows it; show(title, plan, parts), what stands in it;
 * clock(text)}, which do nothing while there is none. It closes with the lesson.
 */
export function apart(signal) {
  let its = null;
  const shown = () => Boolean(its) && !its.closed;
  const close = () => shown() && its.close();
  signal.addEventListener("abort", close);
  window.addEventListener("pagehide", close, { signal });

  // A remote speaks to the window that was clicked last: whatever it says there is said here
  function hear() {
    its.document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const said = Object.fromEntries(KEYS.map((name) => [name, event[name]]));
      if (!document.body.dispatchEvent(new KeyboardEvent("keydown", { ...said, bubbles: true, cancelable: true }))) event.preventDefault();
    });
  }

  return {
    open(like) {
      if (shown()) return its.focus(), true;
      its = window.open("", NAME, "popup,width=620,height=520");
      if (!its) return false;
      const { style } = its.document.body;
      const { color, backgroundColor } = getComputedStyle(like);
      style.cssText = "margin: 0; padding: 1rem 1.4rem; font: 18px/1.5 system-ui, sans-serif; word-break: keep-all; color-scheme: light dark;";
      Object.assign(style, { color, backgroundColor });
      its.document.documentElement.style.colorScheme = "light dark";
      hear();
      return true;
    },
    show(title, plan, parts) {
      if (!shown()) return;
      its.document.title = title;
      const time = its.document.createElement("p");
      time.append(its.document.createElement("b"), plan);
      its.document.body.replaceChildren(time, ...parts.map((part) => its.document.importNode(part, true)));
    },
    clock(text) {
      const at = shown() && its.document.querySelector("b");
      if (at) at.textContent = text;
    },
  };
}
