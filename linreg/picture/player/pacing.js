// At what second of a film each place in the run comes. Pure: no DOM, no clock.
//
// A timeline maps seconds to a place in the run and back: {seconds, last, at(seconds), when(place)}. A place is a
// real number: 2.5 is half-way from state 2 to state 3. Before the start and after the end time stands.

// One clock for all runs: an epoch comes at the second 2 · ln(1 + epoch / 4) at speed 1, whatever the rate, the points
// or the number of epochs, or a slow rate would look fast. So epoch 13 comes at 2.9 s, 1,000 at 11.1, 10,000 at 15.6,
// and each tenfold of epochs takes 4.6 s. The first epochs last some 0.4 s each: a swing can be followed by eye.
const FACTOR = 2; // seconds
const FIRST = 4; // epochs from which on the clock hurries

const second = (epoch) => FACTOR * Math.log1p(epoch / FIRST);
const epoch = (seconds) => FIRST * Math.expm1(seconds / FACTOR);
const within = (value, most) => Math.min(most, Math.max(0, value));

/** The clock's timeline of a run of `epochs` epochs. */
export function clock(epochs) {
  const seconds = second(epochs);
  return {
    seconds,
    last: epochs,
    at: (s) => (s >= seconds ? epochs : within(epoch(s), epochs)),
    when: (place) => second(within(place, epochs)),
  };
}

/** A timeline that gives every epoch the same time; a whole run lasts as long as by the clock. */
export function uniform(epochs, seconds = second(epochs)) {
  return {
    seconds,
    last: epochs,
    at: (s) => (seconds > 0 ? within((s / seconds) * epochs, epochs) : epochs),
    when: (place) => (epochs > 0 ? (within(place, epochs) / epochs) * seconds : 0),
  };
}
