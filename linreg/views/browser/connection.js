// The page's connection to its server, as Streamlit marks it on the page.

const STATES = ["data-test-connection-state", "data-test-script-state"];

/** Calls back({connected, idle}) whenever that changes; idle : no script is running. Ends with the signal, if any. */
export function watch(back, signal) {
  const app = document.querySelector("[data-testid=stApp]");
  const observer = new MutationObserver(() => {
    const { testConnectionState: connection, testScriptState: script } = app.dataset;
    back({ connected: connection === "CONNECTED", idle: script === "notRunning" });
  });
  observer.observe(app, { attributeFilter: STATES });
  signal?.addEventListener("abort", () => observer.disconnect());
}
