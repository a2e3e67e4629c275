// Where the numbers and names of the bowl's box stand. Plotly writes them into the scene, where they shrink with the
// distance, stand aslant and are cut off at the panel's rim; here they are as large as all others and always whole. Pure.

import { tick } from "../numbers.js";

const AXES = ["x", "y", "z"];
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 1.12, -0.12]; // where on its edge a name is tried
const INWARD = 24; // tries on the way from an edge across the box, for what stands beyond the rim
const APART = 3; // pixels
const BETWEEN = 6; // pixels from one word to the next in its line: nearer, two numbers are read as one
const NEAR = { x: 24, y: 12 }; // pixels: so near another axis's word, which axis a number is of cannot be told
const MISSING = 3 * INWARD; // what a number that has no place counts, in tries
const HIDDEN = INWARD; // and one that is over the bowl, or near another axis's word

/**
 * The words about a box: [{axis, text, name, x, y}], each whole within the panel and clear of all others. A number that has
 * no such place is left out, a name is not. Every axis is written along that of its edges which has the most room.
 * project(x, y, z, out) : the pixel of a place. ranges : {x: [low, high], y, z}. numbers : {x: [value …], y, z}.
 * names : {x: text, y, z}. measure(text) : {width, height} in pixels. width, height : of the panel.
 * taken : boxes {left, top, right, bottom} to stay clear of. covers(box) : whether the bowl is behind it.
 */
export function lettered({ project, ranges, numbers, names, measure, width, height, taken = [], covers = () => false }) {
  const panel = { width, height };
  const boxes = [...taken];
  const pixel = (place) => {
    const at = [0, 0];
    project(...AXES.map((axis) => ranges[axis][0] + place[axis] * (ranges[axis][1] - ranges[axis][0])), at);
    return at;
  };
  return AXES.flatMap((axis) => {
    const words = numbers[axis].map((value) => ({ axis, text: tick(value), along: part(value, ranges[axis]) }));
    const tries = edges(axis, pixel).map((edge) => along(edge, words, { axis, text: names[axis] }, { measure, panel, boxes, covers }));
    const best = tries.reduce((one, other) => (other.price < one.price ? other : one));
    boxes.push(...best.written.map(({ box }) => box));
    return best.written.map(({ box: { left, right, top, bottom }, ...word }) => ({ ...word, x: (left + right) / 2, y: (top + bottom) / 2 }));
  });
}

const part = (value, [low, high]) => (value - low) / (high - low);

// An axis written along one edge: {written: [{axis, text, name, box}], price}
function along({ at, outward }, numbers, { axis, text }, { measure, panel, boxes, covers }) {
  const placed = [];
  const free = (box) => [...boxes, ...placed.map((word) => word.box)].every((other) => !meet(box, other, { x: BETWEEN, y: 0 }));
  const confused = (box) => boxes.some((other) => meet(box, other, NEAR));
  let price = 0;
  for (const word of numbers) {
    const ways = Array.from({ length: INWARD / 2 }, (_, i) => beside(at(word.along, i / INWARD), outward, measure(word.text), 0));
    const i = ways.findIndex((box) => fits(box, panel) && free(box));
    price += i < 0 ? MISSING : covers(ways[i]) || confused(ways[i]) ? HIDDEN : i;
    if (i >= 0) placed.push({ axis, text: word.text, name: false, box: ways[i] });
  }
  // Two numbers tell the scale: over the bowl there is none beyond them
  const clear = placed.filter(({ box }) => !covers(box));
  if (clear.length > 1) placed.splice(0, placed.length, ...clear);
  const size = measure(text);
  const beyond = Math.max(0, ...numbers.map((word) => reach(measure(word.text), outward)));
  const ways = [beyond, 0].flatMap((more) => Array.from({ length: INWARD }, (_, i) => ALONG.map((where) => (
    beside(at(where, i / INWARD), outward, size, more)))).flat());
  const open = ways.filter((box) => fits(box, panel) && free(box));
  const clearly = open.find((each) => !covers(each) && !confused(each));
  const box = clearly ?? open.find((each) => !covers(each)) ?? open[0] ?? pushed(ways[0], panel);
  price += covers(box) || !open.length ? MISSING : clearly ? 0 : HIDDEN;
  // A number gives way to a name that found no room
  return { price, written: [{ axis, text, name: true, box }, ...placed.filter((word) => !meet(word.box, box))] };
}

// The edges along which an axis may be written: {at(along, inward), outward}. For W and b those at the foot of the box,
// for the cost the upright ones; `inward` leads from them along the grid, and `outward` away from it, in pixels.
function edges(axis, pixel) {
  const sides = axis === "z" ? [["x", "y"], ["y", "x"]] : [[axis === "x" ? "y" : "x", "z"]];
  return sides.flatMap(([across, other]) => [[0, 0], [0, 1], [1, 0], [1, 1]].map(([from, side]) => {
    const place = (where, inward) => pixel({ [axis]: where, [other]: side, [across]: from + inward * (1 - 2 * from) });
    const [start, next] = [place(0.5, 0), place(0.5, 0.1)]; // not the far side, which may lie behind the eye
    const [dx, dy] = [start[0] - next[0], start[1] - next[1]];
    const length = Math.hypot(dx, dy) || 1;
    return { foot: other !== "z" || side === 0, at: place, outward: [dx / length, dy / length] };
  })).filter(({ foot }) => foot);
}

const fits = ({ left, right, top, bottom }, { width, height }) => left >= 0 && top >= 0 && right <= width && bottom <= height;

// Whether two boxes meet, or come nearer than `gap`
const meet = (one, other, { x, y } = { x: 0, y: 0 }) =>
  one.left < other.right + x && other.left < one.right + x && one.top < other.bottom + y && other.top < one.bottom + y;

// How far a word that stands beside an edge reaches out
const reach = ({ width, height }, [x, y]) => APART + Math.abs(x) * width + Math.abs(y) * height;

// The box of a word that stands beside a place, `more` pixels out
function beside([px, py], [x, y], { width, height }, more) {
  const cx = px + x * (APART + more + width / 2);
  const cy = py + y * (APART + more + height / 2);
  return { left: cx - width / 2, right: cx + width / 2, top: cy - height / 2, bottom: cy + height / 2 };
}

function pushed({ left, right, top, bottom }, { width, height }) {
  const dx = Math.max(0, -left) - Math.max(0, right - width);
  const dy = Math.max(0, -top) - Math.max(0, bottom - height);
  return { left: left + dx, right: right + dx, top: top + dy, bottom: bottom + dy };
}

/** Whether a box meets the hull of some points. Pure. */
export function hull(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list) => list.reduce((out, point) => {
    while (out.length > 1 && cross(out[out.length - 2], out[out.length - 1], point) <= 0) out.pop();
    return [...out, point];
  }, []);
  const around = [...half(sorted).slice(0, -1), ...half(sorted.reverse()).slice(0, -1)];
  const within = (point) => around.every((one, i) => cross(one, around[(i + 1) % around.length], point) >= 0);
  return ({ left, right, top, bottom }) =>
    [[left, top], [right, top], [left, bottom], [right, bottom]].some(within) ||
    around.some(([x, y]) => x > left && x < right && y > top && y < bottom);
}

const cross = ([ax, ay], [bx, by], [cx, cy]) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
