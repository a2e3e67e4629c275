// Points on their way to Python while they move: one message at a time, the latest next; none waits in a queue.

const LOST = 3000; // milliseconds after which an answer comes no more
const APART = 140; // milliseconds between two messages: seven a second, and the browser keeps its frames

/**
 * A link that calls tell({x, y, n}): {send(points), heard(n), end()}. n : of the message, rising. heard(n) : it has been
 * answered; true if that is the one that was waited for. end : what waits is not sent, an answer on its way not heard.
 */
export function makeLink(tell, now = () => performance.now()) {
  let n = Date.now();
  let asked = null; // {n, at} : what is not answered yet
  let latest = null;
  let timer = 0;

  function go() {
    clearTimeout(timer);
    if (!latest) return;
    const wait = asked ? (asked.heard ? APART : LOST) - (now() - asked.at) : 0;
    if (wait > 0) {
      timer = setTimeout(go, wait);
      return;
    }
    asked = { n: (n += 1), at: now(), heard: false };
    const points = latest;
    latest = null;
    tell({ ...points, n });
  }

  return {
    send(points) {
      latest = points;
      go();
    },
    heard(number) {
      if (!asked || asked.n !== number || asked.heard) return false;
      asked.heard = true;
      go();
      return true;
    },
    end() {
      clearTimeout(timer);
      latest = null;
      if (asked) asked = { ...asked, n: 0, heard: true };
    },
  };
}
