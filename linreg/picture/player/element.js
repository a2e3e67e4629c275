// Elements of the document, as all views make and write them.

/** A new element of that kind and class, at the end of `parent`. */
export function add(parent, kind, name = "") {
  const element = document.createElement(kind);
  if (name) element.className = name;
  return parent.appendChild(element);
}

/**
 * Makes `element`, which holds nothing else, say `text`; into the text that is there, if there is one. Another one in its
 * place, be it the same, would have the browser style the whole page anew: Streamlit's own rules ask what the page has.
 */
export function write(element, text) {
  const { firstChild: there, childNodes: { length } } = element;
  const wanted = String(text ?? "");
  if (length !== 1 || there.nodeType !== Node.TEXT_NODE) element.textContent = wanted;
  else if (there.data !== wanted) there.data = wanted;
}
