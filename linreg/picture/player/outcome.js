// What the run came to, in a word, where the page tells the whole out of sight: a button that leads there.

/** The view of the button. outcome() : the word, "" before the run has been seen. more() : brings the whole into sight. */
export function makeOutcome(parent, outcome, more, signal) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "lr-outcome";
  button.addEventListener("click", more, { signal });
  parent.append(button);
  let said = "";

  return {
    load({ words }) {
      const word = outcome();
      const more = `${words.outcome_more} \u2193`;
      if (said === (word && `${word} ${more}`)) return;
      said = word && `${word} ${more}`;
      if (!word) return button.replaceChildren();
      const lead = document.createElement("span");
      lead.textContent = more;
      button.replaceChildren(word, lead);
    },
    render() {},
  };
}
