// Guess first: what will this rate do? Four kinds, or a click on the contours where it will end.

import { add, write } from "./element.js";
import { svg } from "./marks.js";
import { rounded } from "./numbers.js";

const HOPS = 40; // arrow keys from one side of the map to the other
const KINDS = ["crawls", "good", "oscillates", "diverges"];

/**
 * The view of the question, shown while the film is one to guess; what was guessed stays until another run comes.
 * `place({W, b})` takes a place, `choose(i)` is what chooses a kind, null while there is nothing to guess. In a lesson
 * (led.js) it asks for nothing itself, and takes a place where the lesson's question is for one; `pen(dx, dy)` is what then
 * moves that place by arrow keys, from the run's start, or null.
 * tell({key, kind, W, b}) : the guess so far.
 */
export function makeGuess(parent, panel, contours, tell, signal) {
  const row = add(parent, "div", "lr-guess");
  row.setAttribute("role", "group");
  const ask = add(row, "span", "lr-guess-ask");
  const kinds = add(row, "div", "lr-guess-kinds");
  const buttons = KINDS.map((_, i) => {
    const button = add(kinds, "button", "lr-choice lr-switch");
    button.type = "button";
    button.addEventListener("click", () => choose(i)?.(), { signal });
    write(add(button, "span", "lr-guess-key"), `${i + 1} · `);
    return button;
  });
  const says = buttons.map((button) => add(button, "span"));
  const or = add(row, "span", "lr-guess-or");
  const ring = svg(panel.layer, "circle", "lr-guessed");
  ring.setAttribute("r", 9);

  let film = null;
  let guess = {}; // {of, what it is about, key, kind, W, b}

  function take(part) {
    guess = { ...guess, key: film.key, ...part };
    show();
    tell(guess);
  }

  const asks = () => film?.guessing && !film.led?.ask && !film.led?.goal;
  const choose = (i) => (asks() ? () => take({ kind: KINDS[i] }) : null);

  const placing = () => film?.led?.locked && film.led.ask === "place";

  function hop(dx, dy) {
    const { area } = contours;
    if (!area) return;
    const [run] = film.runs;
    const [u, v] = guess.W === undefined ? [run.u[0], run.v[0]] : film.toMap(guess.W, guess.b);
    const to = (value, most) => Math.min(Math.max(value, 0), most);
    const x = to(area.x(u) + (dx * area.width) / HOPS, area.width);
    const y = to(area.y(v) - (dy * area.height) / HOPS, area.height);
    const [W, b] = film.fromMap(area.x.back(x), area.y.back(y));
    take({ W: rounded(W, film.spans.W), b: rounded(b, film.spans.b) });
  }

  function show() {
    KINDS.forEach((kind, i) => buttons[i].setAttribute("aria-pressed", guess.kind === kind));
    const { area } = contours;
    const there = area && guess.W !== undefined;
    ring.style.display = there ? "" : "none";
    if (!there) return;
    const [u, v] = film.toMap(guess.W, guess.b);
    ring.setAttribute("transform", `translate(${area.x(u).toFixed(1)} ${area.y(v).toFixed(1)})`);
  }

  return {
    choose,
    place({ W, b }) {
      if (asks() || placing()) take({ W, b });
    },
    load(next) {
      film = next;
      const mine = film.led ? film.led.id : film.key;
      if (guess.of !== mine) guess = { of: mine, ...film.led?.guess };
      const { words } = film;
      row.hidden = !asks();
      row.setAttribute("aria-label", words.guess_ask);
      write(ask, words.guess_ask);
      write(or, words.guess_place);
      KINDS.forEach((kind, i) => write(says[i], words[`guess_${kind}`]));
    },
    render: show,
    pen: (dx, dy) => (placing() ? () => hop(dx, dy) : null),
  };
}
