// The page comes into sight when it is laid out, not piece by piece: nothing jumps under the eye.
//
// page.css hides it until <html> has the class that is set here, and at most for some seconds: whatever does not come,
// the page does.

const ARRIVED = "linreg-arrived";
const STILL = 2; // frames without a change

// Streamlit's script has run, its own controls have come, and so have ours, be it with nothing to show (views/components.py
// tells by `here`), or what says that one cannot come.
// The player is not waited for: its place is as large as it will be.
function whole() {
  const app = document.querySelector("[data-testid=stApp]");
  if (app?.dataset.testScriptState !== "notRunning" || app.querySelector("[data-testid=stSkeleton]")) return false;
  return [...app.querySelectorAll(".linreg-place:not(.linreg-player)")].every((place) => place.here || place.children.length > 0);
}

/** Watches, once, until the page is whole. */
export function arrive() {
  let frames = 0;
  const look = () => {
    frames = whole() ? frames + 1 : 0;
    if (frames > STILL) document.documentElement.classList.add(ARRIVED);
    else requestAnimationFrame(look);
  };
  if (!document.documentElement.classList.contains(ARRIVED)) look();
}
