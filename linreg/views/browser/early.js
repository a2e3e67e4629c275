// Begins to load plotly while Streamlit waits for the server: to run it takes half a second, in which little else
// could happen.

import { plotly } from "../player/load.js";

const APP = "[data-testid=stApp]";

// When the document is complete and Streamlit's own part stands, which need the line and the processor first
function begin() {
  if (document.readyState !== "complete" || !document.querySelector(APP)) return void requestAnimationFrame(begin);
  plotly(new URL("../plotly.min.js", import.meta.url).href).catch(() => {}); // the player tries again, and tells
}

begin();
