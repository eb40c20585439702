import assert from "node:assert/strict";
import { test } from "node:test";

import { parseRange } from "../src/timeline/messages";
import { escape, page } from "../src/timeline/page";
import { isHarmless } from "../src/webview/drawing";

const PAGE = page({
  source: "https://host",
  nonce: "n0nce",
  script: "https://host/timeline.js",
  style: "https://host/timeline.css",
  words: {
    language: "en",
    title: 'A "title" & <more>',
    zoomIn: "in",
    zoomOut: "out",
    zoomReset: "reset",
    hint: "keys",
  },
});

test("the page loads its own script and style sheet and nothing else", () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(PAGE)?.[1];
  const expected =
    "default-src 'none'; style-src https://host; script-src 'nonce-n0nce'".replaceAll("'", "&#39;");
  assert.equal(policy, expected);
  const loaded = [...PAGE.matchAll(/(?:src|href)="([^"]*)"/g)].map((it) => it[1]);
  assert.deepEqual(loaded, ["https://host/timeline.css", "https://host/timeline.js"]);
  assert.doesNotMatch(PAGE, /\son\w+=|\sstyle=|<style/);
});

test("words are text", () => {
  assert.ok(PAGE.includes("A &quot;title&quot; &amp; &lt;more&gt;"));
  assert.equal(escape("it's"), "it&#39;s");
});

test("ranges are read as the drawing writes them", () => {
  const range = { start: { line: 4, character: 9 }, end: { line: 5, character: 0 } };
  assert.deepEqual(parseRange("4:9-5:0"), range);
  for (const nonsense of ["", "4:9", "4:9-5", "a:b-c:d", "4:9-5:0 "]) {
    assert.equal(parseRange(nonsense), undefined);
  }
});

test("a drawing neither runs nor loads anything", () => {
  for (const name of [
    "script",
    "foreignObject",
    "image",
    "use",
    "style",
    "a",
    "animate",
    "iframe",
  ]) {
    assert.equal(isHarmless(name), false, name);
  }
  for (const name of ["g", "path", "text", "title", "marker"]) {
    assert.equal(isHarmless(name), true, name);
  }
});
