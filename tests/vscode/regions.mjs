// Lifetime regions: lines, labels, colours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "./tools.mjs";
import { until } from "./workbench.mjs";

const manifest = JSON.parse(readFileSync(path.join(ROOT, "editors/vscode/package.json"), "utf8"));

/** Declares the tests. `example` declares one in a window with the program open. */
export function regions(example) {
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
    // The cursor must not leave the value before the server has said what it is.
    const status = window.page.locator(".part.statusbar");
    await until(
      async () => /stays highlighted/.test(await status.innerText()),
      "the value is kept",
      () => status.innerText(),
    );
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
      async () =>
        /owned by names/.test(await window.labels()) &&
        /owned by guests/.test(await window.labels()),
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
}
