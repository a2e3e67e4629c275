// A file, or a pasted text, on its way to Python, which reads it: linreg/views/own.py. And how one of whose points there
// are too many for the address outlives a reload: the tab keeps it, and sends it again.

const KEPT = "linreg.opened"; // the tab's key for it
const AGAIN = ["reload", "back_forward"]; // how one comes back to what one had; a link means somebody else's points

let latest = null; // what was opened last, wherever on the page
let kept = null; // the number of what the tab keeps; null before that was looked at

/** What Python is sent of it, {bytes, pasted, n}: in base64, of at most `most` bytes and one, which says that there are more. */
export async function content(blob, most, pasted = false) {
  const bytes = new Uint8Array(await blob.slice(0, most + 1).arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return (latest = { bytes: btoa(text), pasted, n: Date.now() });
}

/** What was opened last: other columns of it can be asked for. null : nothing, or what no longer can be. */
export const opened = () => latest;

/** The same with these columns. */
export const columns = (x, y) => (latest = { ...latest, x, y, n: Date.now() });

export const forget = () => (latest = null);

/** Has the tab keep what was opened under this number, and nothing else: 0 for nothing at all. */
export function keep(n) {
  if (n === kept) return;
  kept = n;
  try {
    if (n && latest?.n === n) sessionStorage.setItem(KEPT, JSON.stringify(latest));
    else sessionStorage.removeItem(KEPT);
  } catch {
    kept = 0; // no room, or not allowed
  }
}

/** What the tab has kept over a reload, or null; it is again what was opened last. */
export function restored() {
  try {
    const [{ type }] = performance.getEntriesByType("navigation");
    const told = AGAIN.includes(type) && JSON.parse(sessionStorage.getItem(KEPT));
    if (!told) return null;
    kept = told.n;
    return (latest = told);
  } catch {
    return null;
  }
}
