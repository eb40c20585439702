// Takes the pictures of the extension's walkthrough and README in the real workbench:
//
//     OWNLENS_VSIX=… node tests/vscode/pictures.mjs
import { mkdirSync } from "node:fs";
import path from "node:path";

import { ROOT } from "./tools.mjs";
import { start, until } from "./workbench.mjs";

const OUT = path.join(ROOT, "editors/vscode/media/walkthrough");

/** The editor without the parts of the window around it. */
const EDITOR = { x: 353, y: 37, width: 927, height: 563 };

mkdirSync(OUT, { recursive: true });
const workbench = await start({
  vsix: process.env.OWNLENS_VSIX,
  folder: path.join(import.meta.dirname, "programs/guests"),
  settings: { "workbench.colorTheme": "Dark Modern", "editor.occurrencesHighlight": "off" },
});
try {
  const window = await workbench.window("src/main.rs");
  const take = (name, clip = EDITOR) =>
    window.page.screenshot({ path: path.join(OUT, `${name}.png`), animations: "disabled", clip });
  const away = () => window.page.mouse.move(640, 790);

  await window.sees("welcome(names⟶ guests)");
  await window.run("Ownlens: Open the Sample Program");
  await window.sees("welcome(party⟶ guests);");
  await window.status(/^Ownlens is ready/);
  await window.page.locator(".codelens-decoration", { hasText: "ada · owned" }).waitFor();
  await away();
  await take("sample");

  await window.hover(/^party$/, "is moved", { last: true });
  await take("hover");
  await away();

  await window.goTo(14, 9);
  await window.run("Ownlens: Toggle Lifetime Regions");
  await until(
    async () => /owned by ada/.test(await window.labels()),
    "regions of ada",
    () => window.labels(),
  );
  await away();
  await take("regions");
  await window.run("Ownlens: Toggle Lifetime Regions");

  await window.run("Preferences: Open Settings (UI)");
  await window.page.locator(".settings-editor .settings-tree-container").waitFor();
  await window.keyboard.type("@ext:ownlens.ownlens");
  await window.page.locator(".settings-editor", { hasText: "Inlay Hints" }).waitFor();
  await window.page.mouse.click(640, 112);
  await take("settings", { x: 128, y: 94, width: 1024, height: 612 });
} finally {
  await workbench.stop();
}
