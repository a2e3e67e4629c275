// What the player needs before it can mount: plotly, loaded once per page, and its stylesheet.

const loading = new Map();

/** A promise of window.Plotly, loaded from `url` (the UMD build) unless the page has it already. */
export function plotly(url) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  if (!loading.has(url)) {
    const script = new Promise((done, fail) => {
      const element = document.createElement("script");
      element.src = url;
      element.onload = element.onerror = () => {
        if (window.Plotly) return done(window.Plotly);
        loading.delete(url); // nothing came, or a proxy's page, which "loads" as well
        element.remove();
        fail(new Error(`cannot load ${url}`));
      };
      document.head.append(element);
    });
    loading.set(url, script);
  }
  return loading.get(url);
}

/** A promise of the player's stylesheet, fetched once. */
export function stylesheet(url = new URL("player.css", import.meta.url).href) {
  if (!loading.has(url)) {
    const sheet = fetch(url, { cache: "no-cache" }).then((answer) => {
      // A proxy's page in its place would be read as a stylesheet without a rule
      if (!answer.ok || !answer.headers.get("content-type")?.includes("css")) throw new Error(`cannot load ${url}`);
      return answer.text();
    }).then((text) => new CSSStyleSheet().replace(text));
    sheet.catch(() => loading.delete(url));
    loading.set(url, sheet);
  }
  return loading.get(url);
}

/** Puts `sheet`, and the rules that plotly writes into the document's head, in force where `element` lives. */
export function wear(element, sheet) {
  const root = element.getRootNode();
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  if (root === document || root.querySelector("style[data-plotly]")) return;
  const own = document.createElement("style");
  own.dataset.plotly = "";
  const rules = [...document.querySelectorAll('style[id^="plotly.js-style"]')].flatMap((style) => [...style.sheet.cssRules]);
  own.textContent = rules.map((rule) => rule.cssText).join("\n");
  root.append(own);
}
