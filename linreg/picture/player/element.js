// Elements of the document, as all views make and write them.

/** A new element of that kind and class. */
export const element = (kind, name = "", properties = {}) =>
  Object.assign(document.createElement(kind), name ? { className: name } : {}, properties);

/** The same, at the end of `parent`; it says `text`. */
export const add = (parent, kind, name = "", text = "") =>
  parent.appendChild(element(kind, name, text === "" ? {} : { textContent: text }));

/**
 * Makes `place`, which holds nothing else, say `text`; into the text that is there, if there is one. Another one in its
 * place, be it the same, would have the browser style the whole page anew: Streamlit's own rules ask what the page has.
 */
export function write(place, text) {
  const { firstChild: there, childNodes: { length } } = place;
  const wanted = String(text ?? "");
  if (length !== 1 || there.nodeType !== Node.TEXT_NODE) place.textContent = wanted;
  else if (there.data !== wanted) there.data = wanted;
}
