// The one palette. The stage names roles ("$points", "$level:0.37"); here they become colours for light and dark.
// Blue points, one vermillion for the current state in every panel, green for the minimum: apart also for the
// colour-blind (after Okabe and Ito). The cost is one indigo hue, the
// higher the farther from the paper: a bowl stands out from the page, and what ends at the minimum is read as on paper.
// Kept runs have colours that differ in lightness as well as in hue, and each a dash of its own (player.css).

// ColorBrewer's YlGnBu, safe for the colour-blind: from the soonest on. Each has a dark edge on the map
const SPEEDS = ["#ffffcc", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#0c2c84"];

const PALETTES = {
  light: {
    ink: "#1c2333", paper: "#ffffff",
    points: "#1d4f91", line: "#b53b0a", path: "#b53b0a", minimum: "#08795a", residual: "#7d889c", momentum: "#7a1f7a",
    kept: ["#a34fc9", "#0b3a8f", "#1b1b1b", "#948b00", "#00939f"],
    levels: ["#f4f6fd", "#d5dcf3", "#aebbe4", "#8f9fd6", "#6f80c0"], // at the minimum … outermost
    speeds: SPEEDS,
  },
  dark: {
    ink: "#e8ebf2", paper: "#0e1117",
    points: "#8db9f5", line: "#ff8a45", path: "#ff8a45", minimum: "#43d9a6", residual: "#8b96aa", momentum: "#f59be6",
    kept: ["#b57be8", "#9fd0ff", "#ffffff", "#e8e337", "#00b3a4"],
    levels: ["#1b2236", "#2c3759", "#43538a", "#5569a8", "#6c7fc2"],
    speeds: SPEEDS,
  },
};

const BANDS = 12; // between the 13 level sets of linreg/picture/stage.py

/**
 * The colours, font and name of the theme that `element` stands in: Streamlit's --st-… variables where they are set,
 * else the system's choice of light or dark. `key` changes iff anything in it does.
 */
export function themeOf(element) {
  const style = getComputedStyle(element);
  const variable = (name) => style.getPropertyValue(name).trim();
  const background = variable("--st-background-color");
  const dark = background ? luminance(background) < 0.4 : matchMedia("(prefers-color-scheme: dark)").matches;
  const palette = PALETTES[dark ? "dark" : "light"];
  const paper = background || palette.paper;
  const ink = variable("--st-text-color") || palette.ink;
  const theme = {
    ...palette, dark, paper, ink, edge: dark ? paper : ink,
    muted: mix(ink, paper, dark ? 0.28 : 0.3),
    grid: mix(ink, paper, dark ? 0.84 : 0.89),
    contour: mix(palette.levels[0], paper, 0.25),
    type: parseFloat(style.fontSize) * (Number(variable("--lr-stage-type")) || 12 / 14) || 12, // pixels, on the stage
    font: variable("--st-font") || 'system-ui, "Noto Sans KR", "Apple SD Gothic Neo", sans-serif',
  };
  return { ...theme, key: JSON.stringify(theme) };
}

const WORN = ["ink", "paper", "muted", "grid", "line", "path", "points", "residual", "minimum", "momentum", "edge", "font"];

/** Puts a theme in force in `root`, as the --lr-… variables of the stylesheet. */
export function dress(root, theme) {
  for (const name of WORN) root.style.setProperty(`--lr-${name}`, theme[name]);
  theme.speeds.forEach((colour, i) => root.style.setProperty(`--lr-rain-${i}`, colour));
  // For the page too: its table of the runs has the same marks, and the first minute lights its controls
  const page = document.documentElement.style;
  for (const name of ["path", "line", "paper"]) page.setProperty(`--lr-${name}`, theme[name]);
  theme.kept.forEach((colour, i) => page.setProperty(`--lr-kept-${i + 1}`, colour));
  root.style.colorScheme = theme.dark ? "dark" : "light";
}

/** A copy of a figure's JSON with every role replaced by the theme's colour. A role nobody defined is muted. */
export function resolve(json, theme) {
  if (typeof json === "string") return json.startsWith("$") ? colour(json.slice(1), theme) : json;
  if (Array.isArray(json)) return json.map((item) => resolve(item, theme));
  if (json === null || typeof json !== "object") return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, resolve(value, theme)]));
}

function colour(role, theme) {
  if (role === "scale") return bands(theme);
  if (role.startsWith("kept:")) return theme.kept[Number(role.slice(5)) - 1];
  if (role.startsWith("level:")) return level(Number(role.slice(6)), theme);
  if (typeof theme[role] !== "string") console.error(`no colour called $${role}`);
  return theme[role] ?? theme.muted;
}

/** The colour of the level at `part`, 0 at the minimum … 1 outermost. */
export function level(part, { levels }) {
  const at = Math.min(1, Math.max(0, part)) * (levels.length - 1);
  const i = Math.min(levels.length - 2, Math.floor(at));
  return mix(levels[i], levels[i + 1], at - i);
}

// The colours of a surface, in bands as between two rings of the contours
function bands(theme) {
  const edges = Array.from({ length: BANDS + 1 }, (_, i) => i / BANDS);
  return edges.slice(1).flatMap((edge, i) => [[edges[i], level(edge, theme)], [edge, level(edge, theme)]]);
}

const LINEAR = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

/** The relative luminance of a colour, as WCAG defines it. */
export function luminance(text) {
  const [r, g, b] = rgb(text).map((part) => LINEAR(part / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const mix = (from, to, part) => {
  const a = rgb(from);
  const b = rgb(to);
  return `rgb(${a.map((value, i) => Math.round(value + (b[i] - value) * part)).join(", ")})`;
};

function rgb(text) {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text)?.[1];
  if (hex) {
    const wide = hex.length < 6 ? [...hex].map((digit) => digit + digit).join("") : hex;
    return [0, 2, 4].map((i) => parseInt(wide.slice(i, i + 2), 16));
  }
  const parts = text.match(/[\d.]+/g)?.map(Number) ?? [];
  return parts.length >= 3 ? parts.slice(0, 3) : [127, 127, 127];
}
