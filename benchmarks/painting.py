"""When the browser has painted what has changed."""

# In a page's script: a promise of the time of the frame that shows the last change in these places, which have then
# been still for `quiet` milliseconds. counts(change) : whether a change is one. there() : whether what is waited for
# has come. What changes in the document is on the screen when the second animation frame after it begins. Its own time
# is no measure: a busy page is told the time at which the frame was due, which may be before the change.
PAINTED = """
const painted = (places, { counts = () => true, there = () => true, quiet = 300 }) => new Promise((resolve, reject) => {
  let [shown, last] = [0, 0];
  const watch = new MutationObserver((changes) => {
    if (!changes.some(counts)) return;
    last = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => (shown = performance.now())));
  });
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  for (const place of places) watch.observe(place, all);
  const stop = performance.now() + 20000;
  const look = setInterval(() => {
    const now = performance.now();
    const settled = there() && shown > last && now - last > quiet;
    if (!settled && now < stop) return;
    clearInterval(look);
    watch.disconnect();
    settled ? resolve(shown) : reject(new Error("what was waited for was not painted"));
  }, 50);
});
"""
