// Elements of the document, as all views make and write them.

/** A new element of that kind and class, at the end of `parent`. */
export function add(parent, kind, name = "") {
  const element = document.createElement(kind);
  if (name) element.className = name;
  return parent.appendChild(element);
}
