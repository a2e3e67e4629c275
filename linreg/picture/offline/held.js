// What the document holds packed: plotly, and the player's stylesheet as text.

/** A promise of window.Plotly, unpacked from the document that holds it. */
export async function plotly(document) {
  const packed = document.getElementById("linreg-plotly").textContent;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.nonce = document.querySelector("script[nonce]").nonce; // without the file's mark no script runs
  script.textContent = await new Response(unpacked).text();
  document.head.append(script);
  script.remove();
  return window.Plotly;
}

/** A promise of the stylesheet of this text. */
export const sheet = (text) => new CSSStyleSheet().replace(text);
