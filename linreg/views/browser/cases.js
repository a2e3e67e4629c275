// The cases as cards, each a link: linreg/views/cases.py feeds it.

import { component } from "./component.js";

export default component((parent) => {
  const element = parent.querySelector(".linreg-cases");
  return {
    update({ label, cards }) {
      const nav = document.createElement("nav");
      nav.setAttribute("aria-label", label);
      const list = nav.appendChild(document.createElement("ul"));
      for (const { href, here, name, figure, thread } of cards) {
        const link = list.appendChild(document.createElement("li")).appendChild(document.createElement("a"));
        link.className = "linreg-go";
        link.href = href;
        if (here) link.setAttribute("aria-current", "true");
        for (const [kind, text] of [["strong", name], ["span", figure], ["small", thread]]) {
          link.appendChild(document.createElement(kind)).textContent = text;
        }
      }
      element.replaceChildren(nav);
    },
    destroy: () => element.replaceChildren(),
  };
});
