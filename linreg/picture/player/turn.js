// Where panels are stacked a finger scrolls: the bowl turns on purpose only, while the button on it is pressed.

/** The button over the bowl's panel: {on, place(narrow), load(film), render()}; `change` is called when it is pressed. */
export function makeTurn(grid, panel, change, signal) {
  const button = document.createElement("button"); // beside the panel, whose content is a picture to a screen reader
  button.type = "button";
  button.className = "lr-choice lr-switch lr-turn";
  button.setAttribute("aria-pressed", false);
  grid.append(button);
  let on = false;

  function turn(wanted) {
    on = wanted;
    button.setAttribute("aria-pressed", on);
    panel.element.classList.toggle("lr-turning", on);
  }
  button.addEventListener("click", () => {
    turn(!on);
    change();
  }, { signal });

  return {
    get on() {
      return on;
    },
    /** Puts it into the panel's corner where panels are stacked; elsewhere there is none. */
    place(narrow) {
      button.hidden = !narrow;
      if (!narrow && on) turn(false);
      const { offsetTop, offsetHeight } = panel.element;
      button.style.top = `${offsetTop + offsetHeight - 52}px`;
    },
    load({ words }) {
      button.textContent = words.turn;
    },
    render() {},
  };
}
