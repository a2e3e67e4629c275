// The run's script, whose loop follows the player, as a component of the page.

import { makeCode } from "../player/beside/code.js";
import { component } from "./component.js";

export default component((parent) => makeCode(parent.querySelector(".linreg-code")));
