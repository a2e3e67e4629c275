// The picture of this moment as a file, made by the browser from what it shows.

import { HEIGHT, shown, slide, WIDTH } from "./slide.js";

export { shown };

const NAMES = { all: "linreg_panels", fit: "linreg_fit", contours: "linreg_contours", bowl: "linreg_bowl", curve: "linreg_curve" };

/**
 * Saves a panel, or "all", as "png" or "svg", and returns a promise of the file's name, one of a few: no stranger names
 * a file. root : the player; caption, address : what stands beneath the picture.
 */
export async function save(root, { panel, format, caption, address, Plotly = window.Plotly }) {
  const drawing = await slide(root, { panel, caption, address, Plotly });
  await inlined(drawing, getComputedStyle(root).fontFamily);
  const text = new XMLSerializer().serializeToString(drawing);
  const name = `${NAMES[panel]}.${format}`;
  const picture = new Blob([text], { type: "image/svg+xml" });
  hand(format === "svg" ? picture : await pixels(picture), name);
  return name;
}

// The font's file goes along: elsewhere nobody has it
async function inlined(drawing, families) {
  const family = families.split(",")[0].trim().replace(/["']/g, "");
  const faces = [...document.styleSheets].flatMap(rulesOf).filter((rule) => rule instanceof CSSFontFaceRule);
  const face = faces.find(({ style }) => style.fontFamily.replace(/["']/g, "") === family && !/italic/.test(style.fontStyle));
  const url = /url\(["']?([^"')]+)/.exec(face?.style.src ?? "")?.[1];
  if (!url) return; // a font of the system's
  const file = await fetch(new URL(url, face.parentStyleSheet.href ?? document.baseURI));
  if (!file.ok) return;
  const data = await read(await file.blob());
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = `@font-face { font-family: "${family}"; font-weight: ${face.style.fontWeight || "normal"}; src: url("${data}"); }`;
  drawing.prepend(style);
}

function rulesOf(sheet) {
  try {
    return [...sheet.cssRules];
  } catch {
    return []; // of a stranger's sheet
  }
}

const read = (blob) => new Promise((done, fail) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.onerror = () => fail(reader.error);
  reader.readAsDataURL(blob);
});

async function pixels(picture) {
  const url = URL.createObjectURL(picture);
  try {
    const image = new Image(WIDTH, HEIGHT);
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
    canvas.getContext("2d").drawImage(image, 0, 0, WIDTH, HEIGHT);
    return await new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

function hand(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // a browser may ask where to put it first
}
