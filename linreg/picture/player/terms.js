// What a symbol means, in one sentence: wherever on the page an element names its term (`data-term`), the sentence
// stands beside it while the pointer or the focus is on it, and after a tap. A panel's words are no stops of Tab, there
// are too many: the panel is one, and then all of them explain themselves.

const APART = 4; // pixels between the symbol and its sentence

/** Explains every [data-term] of the document in a bubble of `root`. glossary() : {term: sentence}, or undefined. */
export function explainTerms(root, glossary, signal) {
  const bubble = document.createElement("div");
  bubble.className = "lr-term-tip";
  bubble.id = "lr-term-tip";
  bubble.setAttribute("role", "tooltip");
  root.append(bubble);
  let shown = null;

  function hide() {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    bubble.classList.remove("lr-shown");
  }
  function say(element, text, beside) {
    if (!text || element === shown) return;
    hide();
    shown = element;
    bubble.textContent = text;
    element.setAttribute("aria-describedby", bubble.id);
    bubble.classList.add("lr-shown");
    place(bubble, beside.getBoundingClientRect());
  }
  const sentence = ({ dataset: { term } }) => glossary()?.[term] ?? "";
  const show = (term) => say(term, sentence(term), term);
  function showAll(panel) {
    const terms = [...panel.querySelectorAll("[data-term]")].filter((term) => term.checkVisibility() && sentence(term));
    say(panel, terms.map((term) => `${term.textContent}: ${sentence(term)}`).join("\n"), panel.querySelector(".lr-caption"));
  }

  const on = (name, hear) => document.addEventListener(name, hear, { signal });
  const termOf = ({ target }) => (target instanceof Element ? target.closest("[data-term]") : null);
  const enter = (event) => {
    const term = termOf(event);
    if (term) show(term);
    else if (!bubble.contains(event.target)) hide(); // the sentence itself may be pointed at, and copied
  };
  on("pointerover", (event) => event.pointerType === "mouse" && enter(event));
  on("focusin", (event) => (event.target.matches(".lr-panel:focus-visible") ? showAll(event.target) : enter(event)));
  on("focusout", hide);
  on("click", enter); // a tap
  on("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", hide, { signal, capture: true, passive: true });
  signal.addEventListener("abort", hide);
}

// Beneath the symbol, or above it where there is no room; within the window
function place(bubble, { left, top, bottom }) {
  const { offsetWidth: width, offsetHeight: height } = bubble;
  const below = bottom + APART + height <= innerHeight;
  bubble.style.left = `${Math.max(4, Math.min(left, innerWidth - width - 4))}px`;
  bubble.style.top = `${below ? bottom + APART : Math.max(4, top - APART - height)}px`;
}
