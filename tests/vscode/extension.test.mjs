// The extension as a person sees it: a real workbench, the packaged extension, the real server.
//
// OWNLENS_VSIX names the package. Pictures of what was seen are in `target/workbench-pictures`.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { ROOT } from "./tools.mjs";
import { start, until } from "./workbench.mjs";

const vsix = process.env.OWNLENS_VSIX;
assert.ok(vsix !== undefined && existsSync(vsix), "OWNLENS_VSIX names no package");

const manifest = JSON.parse(readFileSync(path.join(ROOT, "editors/vscode/package.json"), "utf8"));

const programs = path.join(import.meta.dirname, "programs");

/** Runs a body on a window, and closes it; what was seen last is kept if something was missing. */
function inWindow(workbench, file, name, body) {
  return async () => {
    const window = await workbench().window(file);
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
    workbench = await start({ vsix, folder: path.join(programs, "guests") });
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

  example("hints appear on open and follow an edit", async (window) => {
    await window.sees("}⌫ guests");
    await window.status(/^Ownlens is ready/);
    await window.picture("hints");
    await window.goTo(5, 1);
    await window.keyboard.press("Control+Shift+k");
    await window.sees("}⌫ names");
    await window.keyboard.press("Control+z");
    await window.seesNo("⌫ names");
    await window.sees("welcome(names⟶ guests)");
  });

  example("a hover says why a value moves", async (window) => {
    await window.goTo(5, 15);
    const text = await window.hover(/^names$/, "is moved", { last: true });
    assert.match(text, /names is moved into welcome's parameter guests/);
    assert.match(text, /not Copy/);
    await window.picture("hover");
  });

  example("a switch takes effect at once, in both directions", async (window) => {
    await window.run("Ownlens: Toggle Hints for Drops");
    await window.seesNo("⌫ guests");
    await window.sees("welcome(names⟶ guests)");
    await window.run("Ownlens: Toggle Hints for Drops");
    await window.sees("}⌫ guests");
    await window.run("Ownlens: Toggle Inlay Hints");
    await window.seesNo("⟶");
    await window.run("Ownlens: Toggle Inlay Hints");
    await window.sees("welcome(names⟶ guests)");
  });

  example("a lens says who owns a value in the function of the cursor", async (window) => {
    const lenses = window.page.locator(".codelens-decoration");
    await window.goTo(3, 9);
    await lenses.filter({ hasText: /names · owned 2–5/ }).waitFor();
    await window.goTo(9, 9);
    await lenses.filter({ hasText: /guests · owned 8–12/ }).waitFor();
    await until(
      async () => (await lenses.count()) === 1,
      "the other function has no lens",
      () => lenses.allInnerTexts(),
    );
    await window.picture("lenses");
  });

  example("regions are drawn and labelled, follow edits without a gap, and go", async (window) => {
    assert.equal(await window.decorations(), 0);
    await window.goTo(2, 10);
    await window.keyboard.press("Control+k");
    await window.keyboard.press("Alt+o");
    await until(async () => (await window.decorations()) > 0, "regions are drawn");
    await until(
      async () =>
        /owned by names/.test(await window.labels()) && /moved/.test(await window.labels()),
      "labels say who owns the value and where it is moved",
      () => window.labels(),
    );
    await window.picture("regions");
    // Typing a comment changes the text and its version at each key; the value stays highlighted.
    await window.run("Ownlens: Keep Highlighting This Value");
    const gaps = await window.gapsWhile(async () => {
      await window.keyboard.press("End");
      await window.keyboard.type(" // two guests", { delay: 60 });
    });
    assert.equal(gaps, 0, "the regions flickered");
    await window.sees("// two guests");
    for (let times = 0; times < 14; times++) {
      await window.keyboard.press("Backspace");
    }
    await window.run("Ownlens: Toggle Lifetime Regions");
    await until(async () => (await window.decorations()) === 0, "nothing is drawn any more");
    await until(async () => (await window.labels()) === "", "no label is left");
  });

  example("a value that is kept stays highlighted", async (window) => {
    await window.goTo(2, 10);
    await window.run("Ownlens: Keep Highlighting This Value");
    await until(async () => (await window.decorations()) > 0, "regions are drawn");
    await window.goTo(8, 12);
    await until(
      async () => /names: /.test(await window.labels()) && /guests: /.test(await window.labels()),
      "both values have labels with their names",
      () => window.labels(),
    );
    await window.picture("kept");
    await window.run("Ownlens: Stop Highlighting Kept Values");
    await until(
      async () => !/names/.test(await window.labels()),
      "one is left",
      () => window.labels(),
    );
    await window.run("Ownlens: Toggle Lifetime Regions");
    await until(async () => (await window.decorations()) === 0, "nothing is drawn any more");
  });

  example(
    "a click on a lens peeks at what happens, where somebody prefers that",
    async (window) => {
      await window.goTo(3, 9);
      await window.page.locator(".codelens-decoration a", { hasText: "names" }).click();
      await window.page.locator(".peekview-widget").waitFor();
      await window.picture("peek");
    },
    { "ownlens.codeLens.click": "peek" },
  );

  const { defaults } = manifest.contributes.colors.find((it) => it.id === "ownlens.sharedRegion");
  const themes = {
    "Dark Modern": defaults.dark,
    "Light Modern": defaults.light,
    "Default High Contrast": defaults.highContrast,
    "Default High Contrast Light": defaults.highContrastLight,
  };
  for (const [theme, color] of Object.entries(themes)) {
    example(
      `the colours fit ${theme}`,
      async (window) => {
        const variable = () => window.variable("--vscode-ownlens-sharedRegion");
        await until(async () => (await variable()) === color, `${theme} has ${color}`, variable);
        await window.goTo(2, 10);
        await until(async () => (await window.decorations()) > 0, "regions are drawn");
        await window.picture(`theme-${theme.replaceAll(" ", "-")}`);
      },
      { "workbench.colorTheme": theme, "ownlens.regions.enable": true },
    );
  }

  example("a server that is killed comes back", async (window) => {
    const before = await servers(workbench);
    assert.equal(before.length, 1, `servers: ${before}`);
    process.kill(before[0], "SIGKILL");
    await until(
      async () => {
        const now = await servers(workbench);
        return now.length === 1 && now[0] !== before[0];
      },
      "another server runs",
      () => servers(workbench),
    );
    await window.status(/^Ownlens is ready/);
    await window.goTo(5, 1);
    await window.keyboard.press("Control+Shift+k");
    await window.sees("}⌫ names");
    await window.keyboard.press("Control+z");
    await window.sees("welcome(names⟶ guests)");
  });

  example("a restart is another process", async (window) => {
    const before = await servers(workbench);
    await window.run("Ownlens: Restart Server");
    await until(async () => {
      const now = await servers(workbench);
      return now.length === 1 && now[0] !== before[0];
    }, "another server runs");
    await window.status(/^Ownlens is ready/);
    await window.sees("welcome(names⟶ guests)");
  });

  example("a bug report holds versions and stays here", async (window) => {
    await window.run("Ownlens: Report a Bug");
    await window.sees("# Ownlens: bug report");
    await window.sees("Ownlens server: ownlens 0.1.0");
    const text = await window.text();
    assert.match(text, /rustc \d/);
    assert.ok(!text.includes(workbench.home), text);
    await window.picture("report");
  });

  example("the menu of the status offers what can be done", async (window) => {
    await window.run("Ownlens: Status and Actions");
    await window.page.locator(".quick-input-list", { hasText: "Restart the server" }).waitFor();
    await window.picture("menu");
    await window.keyboard.press("Escape");
  });

  example("it is activated in a moment", async (window) => {
    await window.run("Developer: Show Running Extensions");
    const row = window.page.locator(".extension", { hasText: "ownlens" });
    const time = row.locator(".activation-time");
    await time.waitFor();
    const milliseconds = Number(/(\d+) ?ms/.exec(await time.innerText())?.[1]);
    process.stderr.write(`activated in ${milliseconds} ms\n`);
    await window.picture("activation");
    // That is time on the clock, of a machine that compiles meanwhile: only what hangs is told here.
    assert.ok(milliseconds < 10_000, `activated in ${milliseconds} ms`);
  });

  test("carriage returns and wide characters move no hint", async () => {
    const lines = [
      "fn main() {",
      '    let v = vec!["🦀🦀"];',
      '    /* 🦀 ß 漢字 */ let _crab = "🦀"; take(v);',
      "}",
      "fn take(_items: Vec<&str>) {}",
      "",
    ];
    writeFileSync(path.join(workbench.workspace, "wide.rs"), lines.join("\r\n"));
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

/** The processes of the server that this workbench runs. */
async function servers(workbench) {
  const numbers = readdirSync("/proc").filter((it) => /^\d+$/.test(it));
  return numbers.map(Number).filter((process) => {
    try {
      const program = readlinkSync(`/proc/${process}/exe`);
      const isZombie = /^State:\s+Z/m.test(readFileSync(`/proc/${process}/status`, "utf8"));
      return program.startsWith(path.join(workbench.home, "extensions")) && !isZombie;
    } catch {
      return false;
    }
  });
}
