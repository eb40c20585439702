import assert from "node:assert/strict";
import { test } from "node:test";

import { serverSettings } from "../src/configuration/server";
import { level, toggles } from "../src/configuration/toggles";

test("a trusted folder gets the settings as they are", () => {
  const settings = { allowBuildScripts: true, inlayHints: { style: "words" } };
  assert.deepEqual(serverSettings(settings, true), { ...settings, trusted: true });
});

test("without trust nothing runs, whatever the user's own settings say", () => {
  const told = serverSettings(
    { allowBuildScripts: true, allowDownload: true, std: "model" },
    false,
  );
  assert.deepEqual(told, {
    allowBuildScripts: false,
    allowDownload: false,
    std: "model",
    trusted: false,
  });
});

test("what is no object holds no settings", () => {
  for (const nonsense of [null, undefined, 7, "x", ["x"]]) {
    assert.deepEqual(serverSettings(nonsense, true), { trusted: true });
  }
});

test("regions are switched where they are drawn", () => {
  const told = serverSettings({ regions: { enable: false }, std: "model" }, true);
  assert.deepEqual(told, { std: "model", trusted: true });
});

test("switches are the settings whose names end in `.enable`", () => {
  const properties = { "ownlens.hover.enable": {}, "ownlens.std": {}, "ownlens.a.b.enable": {} };
  assert.deepEqual(toggles({ contributes: { configuration: [{ properties }] } }), [
    { setting: "ownlens.hover.enable", command: "ownlens.hover.toggle" },
    { setting: "ownlens.a.b.enable", command: "ownlens.a.b.toggle" },
  ]);
});

test("a switch is flipped where it takes effect", () => {
  assert.equal(level(undefined), "global");
  assert.equal(level({ globalValue: true }), "global");
  assert.equal(level({ globalValue: true, workspaceValue: false }), "workspace");
  assert.equal(level({ workspaceValue: false, workspaceFolderValue: true }), "folder");
});
