import assert from "node:assert/strict";
import { test } from "node:test";

import { reported } from "../src/diagnostics/list";

const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } };

test("errors of the compiler are told with their codes", () => {
  const target = "https://doc.rust-lang.org";
  const told = reported([
    { source: "rustc", code: { value: "E0382", target }, range },
    { source: "rust-analyzer", code: "E0308", range },
  ]);
  assert.deepEqual(told, [
    { range, code: "E0382" },
    { range, code: "E0308" },
  ]);
});

test("our own errors, lints and other tools' findings are not", () => {
  const told = reported([
    { source: "ownlens", code: { value: "E0382", target: undefined }, range },
    { source: "rustc", code: "unused_variables", range },
    { source: "cSpell", range },
    { source: "rustc", code: 382, range },
  ]);
  assert.deepEqual(told, []);
});
