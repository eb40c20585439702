// Says what the tests in this directory need and do not find; ends with status 1 then.
import { Missing, tools } from "./tools.mjs";

try {
  tools();
} catch (error) {
  if (!(error instanceof Missing)) {
    throw error;
  }
  console.log(error.message);
  process.exitCode = 1;
}
