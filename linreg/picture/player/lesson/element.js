/** A new element of that kind and class. */
export const element = (kind, name = "", properties = {}) =>
  Object.assign(document.createElement(kind), name ? { className: name } : {}, properties);
