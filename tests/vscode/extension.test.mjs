// The extension as a person sees it: a real workbench, the packaged extension, the real server.
//
// OWNLENS_VSIX names the package. Pictures of what was seen are in `target/workbench-pictures`.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { errors } from "./errors.mjs";
import { hints } from "./hints.mjs";
import { regions } from "./regions.mjs";
import { server } from "./server.mjs";
import { timeline } from "./timeline.mjs";
import { start } from "./workbench.mjs";

const vsix = process.env.OWNLENS_VSIX;
assert.ok(vsix !== undefined && existsSync(vsix), "OWNLENS_VSIX names no package");

const programs = path.join(import.meta.dirname, "programs");

/** Runs a body on a window, and closes it; what was seen last is kept if something was missing. */
function inWindow(workbench, file, name, body, options = {}) {
  return async () => {
    const window = await workbench().window(file, options);
    try {
      await body(window);
    } catch (error) {
      await window.picture(`${name}-failed`);
      throw error;
    } finally {
      await window.close();
    }
  };
}

describe("a trusted folder", { concurrency: false }, () => {
  let workbench;
  before(async () => {
    const beside = [path.join(import.meta.dirname, "neighbour")];
    workbench = await start({
      vsix,
      beside,
      folder: path.join(programs, "guests"),
    });
  });
  after(() => workbench?.stop());

  /** A test with the program open, after the server has answered once; with more settings. */
  const example = (name, body, settings = {}) =>
    test(name, async () => {
      workbench.set(settings);
      const seen = inWindow(
        () => workbench,
        "src/main.rs",
        name.replaceAll(" ", "-"),
        async (window) => {
          await window.sees("welcome(names⟶ guests)");
          await body(window);
        },
      );
      await seen();
    });

  hints(example);
  regions(example);
  errors(example);
  timeline(example);
  server(example, () => workbench);

  test("carriage returns and wide characters move no hint", async () => {
    const lines = [
      "fn main() {",
      '    let v = vec!["🦀🦀"];',
      '    /* 🦀 ß 漢字 */ let _crab = "🦀"; take(v);',
      "}",
      "fn take(_items: Vec<&str>) {}",
      "",
    ];
    workbench.add("wide.rs", lines.join("\r\n"));
    await inWindow(
      () => workbench,
      "wide.rs",
      "wide",
      async (window) => {
        await window.sees('let _crab = "🦀"; take(v⟶ _items);');
        const end = window.page.locator(".statusbar-item", { hasText: "CRLF" });
        await end.waitFor();
        await window.picture("wide");
      },
    )();
  });

  test("the sample program needs no file", async () => {
    await inWindow(
      () => workbench,
      "src/main.rs",
      "sample",
      async (window) => {
        await window.sees("fn main");
        await window.run("Ownlens: Open the Sample Program");
        await window.sees("welcome(party⟶ guests);");
        await window.sees("⌫ eve");
        await window.picture("sample");
      },
    )();
  });
});

describe("several folders", { concurrency: false }, () => {
  let workbench;
  before(async () => {
    workbench = await start({ vsix, folder: path.join(programs, "roots") });
  });
  after(() => workbench?.stop());

  for (const [root, seen] of [
    ["one", "eat(apple⟶ fruit);"],
    ["two", "send(letter⟶ mail);"],
  ]) {
    test(
      `${root} has its own package`,
      inWindow(
        () => workbench,
        `${root}/src/main.rs`,
        `roots-${root}`,
        async (window) => {
          await window.sees(seen);
          await window.picture(`roots-${root}`);
        },
        { roots: "roots.code-workspace" },
      ),
    );
  }
});

describe("a folder that is not trusted", { concurrency: false }, () => {
  let workbench;
  before(async () => {
    workbench = await start({
      vsix,
      folder: path.join(programs, "hostile"),
      trust: true,
      settings: {
        "security.workspace.trust.startupPrompt": "never",
        // Allowed in general, and still not here.
        "ownlens.allowBuildScripts": true,
      },
      env: { OWNLENS_MARKERS: "1" },
    });
  });
  after(() => workbench?.stop());

  test(
    "nothing of it runs, and its text is explained all the same",
    inWindow(
      () => workbench,
      "src/main.rs",
      "untrusted",
      async (window) => {
        await window.sees("take(v⟶ items)");
        await window.status(/^Ownlens is ready.*not trusted/s);
        await window.picture("untrusted");
        const markers = readdirSync(workbench.workspace).filter((it) => it.startsWith("ran-"));
        assert.deepEqual(markers, []);
      },
    ),
  );
});
