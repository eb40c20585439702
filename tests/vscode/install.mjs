// Installs what the tests in this directory need: see tools.mjs.
import { install } from "./tools.mjs";

install();
