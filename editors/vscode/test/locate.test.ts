import assert from "node:assert/strict";
import { test } from "node:test";

import { locate, type Surroundings } from "../src/server/locate";

function around(programs: string[], more: Partial<Surroundings> = {}): Surroundings {
  return {
    setting: "",
    extension: "/ext",
    folder: "/ws",
    env: { PATH: "/usr/bin:/bin", TOOLS: "/tools" },
    home: "/home/me",
    platform: "linux",
    isProgram: (file) => programs.includes(file),
    ...more,
  };
}

test("the program that came with the extension comes before that on the path", () => {
  const both = around(["/ext/server/ownlens", "/usr/bin/ownlens"]);
  assert.deepEqual(locate(both), { program: "/ext/server/ownlens", origin: "bundled" });
  assert.deepEqual(locate(around(["/bin/ownlens"])), { program: "/bin/ownlens", origin: "path" });
});

test("the setting comes first, and is never replaced by another program", () => {
  const set = around(["/opt/ownlens", "/ext/server/ownlens"], { setting: " /opt/ownlens " });
  assert.deepEqual(locate(set), { program: "/opt/ownlens", origin: "setting" });
  const wrong = around(["/ext/server/ownlens"], { setting: "/opt/ownlens" });
  assert.deepEqual(locate(wrong), { tried: ["/opt/ownlens"], setting: "/opt/ownlens" });
});

test("the setting may name places", () => {
  const places = {
    "~/bin/ownlens": "/home/me/bin/ownlens",
    "${workspaceFolder}/target/debug/ownlens": "/ws/target/debug/ownlens",
    "${env:TOOLS}/ownlens": "/tools/ownlens",
    "target/ownlens": "/ws/target/ownlens",
    "~other/ownlens": "/ws/~other/ownlens",
  };
  for (const [setting, program] of Object.entries(places)) {
    assert.deepEqual(locate(around([program], { setting })), { program, origin: "setting" });
  }
});

test("what was tried is told", () => {
  const tried = ["/ext/server/ownlens", "/usr/bin/ownlens", "/bin/ownlens"];
  assert.deepEqual(locate(around([])), { tried });
});

test("a relative directory on the path would be one of the opened folder", () => {
  const env = { PATH: ".:bin::/usr/bin" };
  const found = locate(around(["ownlens", "bin/ownlens", "/usr/bin/ownlens"], { env }));
  assert.deepEqual(found, { program: "/usr/bin/ownlens", origin: "path" });
});

test("on Windows the program has an extension", () => {
  const windows = around([], { platform: "win32", env: {} });
  assert.deepEqual(locate(windows), { tried: ["/ext/server/ownlens.exe"] });
});
