// The run as a table that follows the player, as a component of the page.

import { makeTable } from "../player/beside/table.js";
import { component } from "./component.js";

export default component((parent) => makeTable(parent.querySelector(".linreg-table")));
