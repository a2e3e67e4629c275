// How something looks, as attributes that every program for drawings knows: a file has no stylesheet of ours.

const INHERITED = [
  "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "font-family", "font-size", "font-weight", "text-anchor",
];

/** A colour as {text, alpha}: what `color-mix` gives, and what is translucent, other programs do not read. */
export function plain(value) {
  const parts = value.match(/^(rgba?|color)\((?:srgb )?([^)]*)\)$/);
  if (!parts) return { text: value, alpha: 1 };
  const numbers = parts[2].split(/[\s,/]+/).map(Number);
  const [r, g, b] = numbers.slice(0, 3).map((part) => Math.round(parts[1] === "color" ? 255 * part : part));
  return { text: `rgb(${r}, ${g}, ${b})`, alpha: numbers[3] ?? 1 };
}

/** Writes to `copy` what of the looks of `element` differs from those of `parent`, which it would inherit; null : from nothing. */
export function dressed(copy, element, parent) {
  const style = getComputedStyle(element);
  const before = parent && getComputedStyle(parent);
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    if (before?.getPropertyValue(name) !== value) copy.setAttribute(name, value);
  }
  for (const name of ["fill", "stroke"]) {
    const { text, alpha } = plain(copy.getAttribute(name) ?? "");
    if (!copy.hasAttribute(name) || text === copy.getAttribute(name)) continue;
    copy.setAttribute(name, text);
    if (alpha < 1) copy.setAttribute(`${name}-opacity`, alpha * Number(style.getPropertyValue(`${name}-opacity`)));
  }
  if (style.opacity !== "1") copy.setAttribute("opacity", style.opacity); // which is not inherited
}

/** Whether nothing of the element is to be seen. */
export function unseen(element) {
  const { display, opacity } = getComputedStyle(element);
  return display === "none" || Number(opacity) === 0;
}
