import assert from "node:assert/strict";
import { test } from "node:test";

import { reason } from "../src/server/errors";
import { Recent } from "../src/server/recent";
import { Restarts } from "../src/server/restarts";

test("the last lines are kept", () => {
  const recent = new Recent(2);
  for (const line of ["a", "b", "c"]) {
    recent.push(line);
  }
  assert.deepEqual(recent.lines, ["b", "c"]);
});

test("a server that ends again and again is left alone", () => {
  const restarts = new Restarts();
  const second = 1000;
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((at) => restarts.again(at * second)),
    [true, true, true, true, false],
  );
  restarts.forget();
  assert.equal(restarts.again(6 * second), true);
});

test("one that ends now and then is started again", () => {
  const restarts = new Restarts();
  const minute = 60 * 1000;
  for (let at = 0; at < 20; at++) {
    assert.equal(restarts.again(at * minute), true);
  }
});

test("an answer that does not come has a reason", () => {
  assert.equal(reason({ code: -32601 }), "unknown");
  assert.equal(reason({ code: -32801 }), "outdated");
  assert.equal(reason({ code: -32800 }), "cancelled");
  for (const other of [{ code: 1 }, {}, null, undefined, "x", new Error("x")]) {
    assert.equal(reason(other), "other");
  }
});
