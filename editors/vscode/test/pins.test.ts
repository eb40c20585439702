import assert from "node:assert/strict";
import { test } from "node:test";

import { Pins, shifted } from "../src/regions/pins";

test("an offset follows the text", () => {
  assert.equal(shifted(10, { offset: 20, length: 3, text: "x" }), 10);
  assert.equal(shifted(10, { offset: 2, length: 3, text: "four" }), 11);
  assert.equal(shifted(10, { offset: 2, length: 3, text: "" }), 7);
  assert.equal(shifted(10, { offset: 10, length: 0, text: "ab" }), 12);
  assert.equal(shifted(10, { offset: 11, length: 0, text: "ab" }), 10);
});

test("what was replaced is gone", () => {
  assert.equal(shifted(10, { offset: 8, length: 5, text: "abcde" }), undefined);
  assert.equal(shifted(10, { offset: 10, length: 1, text: "w" }), undefined);
});

test("values are kept and let go", () => {
  const pins = new Pins();
  assert.equal(pins.toggle("a", 4), true);
  assert.equal(pins.toggle("a", 9), true);
  assert.equal(pins.toggle("b", 4), true);
  assert.equal(pins.toggle("a", 4), false);
  assert.deepEqual([pins.of("a"), pins.of("b"), pins.of("c")], [[9], [4], []]);
  pins.forget("a");
  assert.equal(pins.any, true);
  pins.clear();
  assert.equal(pins.any, false);
});

test("several changes at once count from the text before", () => {
  const pins = new Pins();
  pins.toggle("a", 2);
  pins.toggle("a", 10);
  pins.change("a", [
    { offset: 0, length: 0, text: "//" },
    { offset: 5, length: 2, text: "" },
  ]);
  assert.deepEqual(pins.of("a"), [4, 10]);
});
