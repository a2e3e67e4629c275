// A click on the contours: a new start.

import { rounded } from "./numbers.js";
import { inside, possible } from "./pointer.js";

const STILL = 4; // pixels a press may wander and still be a click

/**
 * Calls start({W, b}) for a click on the contours where a run can start; a drag, and the double click that resets a zoom,
 * are plotly's.
 */
export function clickContours(panel, view, now, start, signal) {
  let down = null;
  let waiting = 0;
  signal.addEventListener("abort", () => clearTimeout(waiting));
  panel.element.addEventListener("pointerdown", (event) => {
    down = event.isPrimary && event.button === 0 && inside(event, panel, view.area) ? event : null;
  }, { signal, capture: true });
  // On the window: plotly lays a cover over the page while the button is down
  window.addEventListener("pointerup", (event) => {
    const at = down && inside(event, panel, view.area);
    const still = at && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) <= STILL;
    down = null;
    if (!still) return;
    const { film } = now();
    const [W, b] = film.fromMap(view.area.x.back(at.x), view.area.y.back(at.y));
    if (!possible({ W, b })) return;
    const again = waiting !== 0;
    clearTimeout(waiting);
    waiting = 0;
    if (again) return;
    waiting = setTimeout(() => {
      waiting = 0;
      start({ W: rounded(W, film.spans.W), b: rounded(b, film.spans.b) });
    }, panel.zoomed() ? 320 : 0);
  }, { signal });
  window.addEventListener("pointercancel", () => (down = null), { signal });
}
