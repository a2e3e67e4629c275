// Slow motion: an epoch is five beats, predict, cost, zero_grad, backward, step. Pure: no DOM.
//
// The step has as many beats as its rule has lines, one for plain gradient descent. At place t + k/n beat k of the n of the
// epoch that leads from state t to state t + 1 has run: so W and b have moved once the last has, and the panels then show
// state t + 1. At the last state no beat is left.

import { uniform } from "./pacing.js";

export const NAMES = ["predict", "cost", "zero_grad", "backward", "step"];
export const BEATS = NAMES.length; // in an epoch of plain gradient descent
export const STEP = BEATS - 1;
export const EVERY = 8; // up to so many points are told one by one; more are summed up

const SECONDS = 1.2; // a beat at speed 1: time to read a line of code
const GLIDE = 0.6; // the part of the last beat in which the marks move
const CLOSE = 1e-6; // fifths are not exact in binary

/** How many beats an epoch has, when the rule of its step is written in so many lines. */
export const beatsOf = (lines) => STEP + Math.max(1, lines);

/** The timeline of a run of `last` epochs in slow motion. */
export const inBeats = (last, beats = BEATS) => uniform(last, last * beats * SECONDS);

/**
 * The beat at a place: {t, beat, done, moved, part}; t is the state that the epoch starts from, `part` how much of the beat is
 * over. done : how many lines of the step's rule have run; moved : whether it is all of them.
 */
export function beatAt(place, beats = BEATS) {
  const all = Math.floor(place * beats + CLOSE);
  const beat = all % beats;
  const done = Math.max(0, beat - STEP + 1);
  return {
    t: Math.floor(all / beats), beat: Math.min(STEP, beat), done, moved: beat === beats - 1,
    part: Math.max(0, place * beats - all),
  };
}

/** The place that the panels show: still until the step is done, then from one state to the next. */
export function shownAt(place, playing, beats = BEATS) {
  const { t, moved, part } = beatAt(place, beats);
  if (!moved) return t;
  const way = playing ? Math.min(1, part / GLIDE) : 1;
  return way < 1 ? t + way * way * (3 - 2 * way) : t + 1;
}

const { fround } = Math;

/**
 * What the loop's tensors hold at state t: {x, y, prediction, residual, square}, Float32Arrays of one number per point.
 * Each operation is rounded to float32, as torch on the CPU does; a device that fuses multiply and add may differ in
 * the last bit.
 */
export function tensors({ x, y }, W, b) {
  const seen = Float32Array.from(x);
  const wanted = Float32Array.from(y);
  const prediction = seen.map((value) => fround(fround(W) * value) + fround(b));
  const residual = prediction.map((value, i) => value - wanted[i]);
  return { x: seen, y: wanted, prediction, residual, square: residual.map((value) => value * value) };
}

/** The rows that tell some columns of numbers: one per point, or for many points, `of` them mostly, {min, mean, max}. */
export function told(columns, of = columns[0].length) {
  const [first] = columns;
  if (of <= EVERY) return Array.from(first, (_, i) => ({ name: "", values: columns.map((column) => column[i]) }));
  return [["min", least], ["mean", mean], ["max", most]].map(([name, value]) => ({ name, values: columns.map(value) }));
}

const least = (values) => values.reduce((low, value) => Math.min(low, value), Infinity);
const most = (values) => values.reduce((high, value) => Math.max(high, value), -Infinity);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The gradients that torch holds at a beat: {W, b, of}, the numbers of state `of`, or null for both where torch has None.
 * `zero_grad` sets them to None, `backward` fills them, and they stay until the next `zero_grad`.
 */
export function gradients(run, t, beat) {
  const of = beat < NAMES.indexOf("zero_grad") ? t - 1 : beat < NAMES.indexOf("backward") ? -1 : t;
  return of < 0 ? { W: null, b: null, of: null } : { W: run.grad_W[of], b: run.grad_b[of], of };
}
