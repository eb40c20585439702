// Takes the pictures of the extension's walkthrough and README in the real workbench, and puts the animated one
// together with ImageMagick:
//
//     OWNLENS_VSIX=… node tests/vscode/pictures.mjs
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { ROOT } from "./tools.mjs";
import { start, until } from "./workbench.mjs";

const MEDIA = path.join(ROOT, "editors/vscode/media");

/** The program of the walkthrough. */
const sample = /export const SAMPLE = `([^]*)`;/
  .exec(readFileSync(path.join(ROOT, "editors/vscode/src/sample/program.ts"), "utf8"))[1]
  .replaceAll("\\`", "`");

const line = (text) => sample.slice(0, sample.indexOf(text)).split("\n").length;

/** The window without its title bar. */
const WHOLE = { x: 0, y: 36, width: 1100, height: 640 };

const workbench = await start({
  vsix: process.env.OWNLENS_VSIX,
  folder: path.join(import.meta.dirname, "programs/guests"),
  settings: {
    "editor.occurrencesHighlight": "off",
    "editor.lightbulb.enabled": "off",
    "editor.matchBrackets": "never",
    "editor.fontSize": 14,
    "workbench.activityBar.location": "hidden",
    "workbench.colorTheme": "Dark Modern",
    "workbench.editor.showTabs": "single",
    "breadcrumbs.enabled": false,
  },
});
const frames = mkdtempSync(path.join(os.tmpdir(), "ownlens-frames-"));
/** Arguments for ImageMagick: how long each frame is shown, and its file. */
const animation = [];
try {
  workbench.add("src/main.rs", sample);
  const window = await workbench.window("src/main.rs", {
    viewport: { width: 1100, height: 700 },
  });
  const { page } = window;
  const away = async () => {
    await window.away();
    // What was pointed at is explained for a moment longer.
    await sleep(1000);
  };
  const take = (name, clip = WHOLE) => {
    const file = path.join(MEDIA, `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    return page.screenshot({ path: file, animations: "disabled", clip });
  };
  const frame = async (seconds) => {
    const file = path.join(frames, `${animation.length}.png`);
    await page.screenshot({ path: file, animations: "disabled", clip: WHOLE });
    animation.push("-delay", String(Math.round(seconds * 100)), file);
  };

  await window.sees("welcome(party⟶ guests);");
  await window.status(/^Ownlens is ready/);
  await window.run("View: Toggle Primary Side Bar Visibility");
  await window.goTo(line("let ada"), 9);
  await page.locator(".codelens-decoration", { hasText: "ada · owned" }).waitFor();
  await away();
  await take("walkthrough/sample");
  await frame(3);

  await window.hover(/^party$/, "is moved", { last: true });
  await take("walkthrough/hover");
  await frame(5);
  await away();

  await window.goTo(line("let eve"), 9);
  await window.run("Ownlens: Toggle Lifetime Regions");
  await until(
    async () => /owned by eve/.test(await window.labels()),
    "regions of eve",
    () => window.labels(),
  );
  await away();
  await take("walkthrough/regions");
  await frame(4);
  await window.run("Ownlens: Toggle Lifetime Regions");
  await until(async () => (await window.decorations()) === 0, "regions are off");

  await page.keyboard.press("Control+k");
  await page.keyboard.press("Alt+t");
  await window.webview().locator('.ol-drop[data-value="eve"]').waitFor();
  await away();
  await take("timeline");
  await frame(4);
  await window.run("View: Close Editors in Other Groups");

  await window.goTo(line("welcome(party)"), 60);
  await page.keyboard.press("End");
  for (const key of '\nprintln!("{}", ada.name);') {
    await (key === "\n" ? page.keyboard.press("Enter") : page.keyboard.insertText(key));
  }
  await page.locator(".view-overlays .squiggly-error").first().waitFor({ state: "attached" });
  await away();
  await frame(2);
  await window.hover(/^ada$/, "E0382", { last: true });
  await take("error");
  await frame(4);
  await away();

  await window.run("Preferences: Open Settings (UI)");
  await page.locator(".settings-editor .settings-tree-container").waitFor();
  await page.keyboard.type("@ext:ownlens.ownlens");
  await page.locator(".settings-editor", { hasText: "Inlay Hints" }).waitFor();
  // The list of suggestions closes.
  await page.mouse.click(250, 480);
  await away();
  await take("walkthrough/settings");

  execFileSync(process.env.OWNLENS_CONVERT ?? "convert", [
    ...["-dispose", "none", "-loop", "0", ...animation],
    ...["-layers", "Optimize", path.join(MEDIA, "demonstration.gif")],
  ]);
} finally {
  rmSync(frames, { recursive: true, force: true });
  await workbench.stop();
}
