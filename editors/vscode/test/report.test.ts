import assert from "node:assert/strict";
import { test } from "node:test";

import { report } from "../src/report/text";

const WORDS = {
  title: "T",
  privacy: "P",
  what: "W",
  expected: "E",
  program: "G",
  versions: "V",
  status: "S",
  settings: "N",
  log: "L",
};

function text(more: { log?: string[]; home?: string } = {}): string {
  return report(
    {
      versions: { server: "ownlens 1 (/home/me/bin/ownlens)" },
      status: "ready",
      settings: { "ownlens.std": "model" },
      log: more.log ?? ["one", "two"],
      home: more.home ?? "/home/me",
    },
    WORDS,
  );
}

test("a report holds everything under its heading", () => {
  const headings = [...text().matchAll(/^##? (.)$/gm)].map((it) => it[1]);
  assert.deepEqual(headings, ["T", "W", "E", "G", "V", "S", "N", "L"]);
  assert.ok(text().includes('"ownlens.std": "model"'));
  assert.ok(text().includes("```text\none\ntwo\n```"));
});

test("it does not say who somebody is", () => {
  assert.ok(text().includes("~/bin/ownlens"));
  assert.ok(!text().includes("/home/me"));
  assert.ok(text({ home: "/" }).includes("/home/me/bin"));
});

test("a log cannot leave its block", () => {
  assert.ok(text({ log: ["```` x"] }).includes("`````text\n```` x\n`````"));
});
