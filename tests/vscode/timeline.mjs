// The panel with a function's timeline.
import assert from "node:assert/strict";

import { until } from "./workbench.mjs";

/** Declares the tests. `example` declares one in a window with the program open. */
export function timeline(example) {
  example(
    "a click on a lens opens the timeline, which follows edits and the cursor",
    async (window) => {
      await window.goTo(3, 9);
      const page = window.webview();
      const moved = page.locator('.ol-move[data-range="4:12-4:17"]');
      // A lens that is drawn anew under the pointer takes no click.
      await until(async () => {
        await window.page.locator(".codelens-decoration a", { hasText: "names" }).click();
        const shown = moved.waitFor({ timeout: 20_000 });
        return shown.then(
          () => true,
          () => false,
        );
      }, "the timeline shows the move");
      assert.match(await page.locator("#function").innerText(), /main$/);
      assert.match(
        await moved.getAttribute("aria-label"),
        /^Line 5: names is moved into welcome's/,
      );
      await page.locator('.ol-row.ol-current[data-line="1"]').waitFor({ state: "attached" });
      await window.picture("timeline");

      await window.goTo(5, 1);
      const gaps = await gapsWhile(page, async () => {
        await window.keyboard.press("Control+Shift+k");
        await page.locator('.ol-drop[data-value="names"]').waitFor();
      });
      assert.equal(gaps, 0, "the picture flickered");
      await moved.waitFor({ state: "detached" });
      await window.picture("timeline-edited");
      await window.keyboard.press("Control+z");
      await moved.waitFor();

      await window.goTo(9, 9);
      await page.locator("#function", { hasText: /welcome$/ }).waitFor();
      await page.locator('.ol-row.ol-current[data-line="8"]').waitFor({ state: "attached" });
    },
  );

  example("the timeline leads to the source, by mouse and by keyboard", async (window) => {
    await window.goTo(3, 9);
    await window.run("Ownlens: Show Timeline");
    const page = window.webview();
    const moved = page.locator('.ol-move[data-range="4:12-4:17"]');
    const hit = moved.locator("rect.ol-hit");
    await hit.hover();
    await until(async () => (await window.decorations()) > 0, "the line is highlighted");
    await window.picture("timeline-pointed");
    await hit.click();
    await window.cursor("Ln 5, Col 18 (5 selected)");

    await window.goTo(3, 9);
    await page.locator(".ol-place").first().focus();
    const focused = () => page.locator(":focus").getAttribute("data-range");
    const first = await focused();
    await window.keyboard.press("ArrowDown");
    const second = await focused();
    assert.notEqual(second, first);
    await window.keyboard.press("ArrowUp");
    assert.equal(await focused(), first);
    const width = async () => Number(await page.locator("svg").first().getAttribute("width"));
    const before = await width();
    await window.keyboard.press("+");
    assert.ok((await width()) > before, "it zooms in");
    await window.picture("timeline-keyboard");
    await window.keyboard.press("0");
    assert.equal(await width(), before);
    await window.keyboard.press("Enter");
    await window.cursor("Ln 2, Col 14 (5 selected)");
  });

  for (const theme of ["Light Modern", "Default High Contrast"]) {
    example(
      `the timeline has the colours of ${theme}, and loads nothing`,
      async (window) => {
        await window.goTo(3, 9);
        await window.run("Ownlens: Show Timeline");
        const page = window.webview();
        const arrow = page.locator(".ol-place.ol-move .ol-shaft").first();
        await arrow.waitFor({ state: "attached" });
        const colors = await arrow.evaluate((arrow) => {
          const probe = document.createElement("span");
          probe.style.color = "var(--vscode-ownlens-movedRegion)";
          document.body.append(probe);
          return [getComputedStyle(arrow).stroke, getComputedStyle(probe).color];
        });
        assert.equal(colors[0], colors[1]);
        await window.picture(`timeline-${theme.replaceAll(" ", "-")}`);
        const blocked = await arrow.evaluate(
          () =>
            new Promise((resolve) => {
              document.addEventListener("securitypolicyviolation", (event) => {
                resolve(event.effectiveDirective);
              });
              fetch("https://example.invalid/").catch(() => undefined);
            }),
        );
        assert.equal(blocked, "connect-src");
      },
      { "workbench.colorTheme": theme },
    );
  }
}

/** How often there was no picture in a frame of the screen while something is done. */
async function gapsWhile(page, done) {
  const body = page.locator("body");
  await body.evaluate(() => {
    const seen = { gaps: 0, watching: true };
    window.ownlensTest = seen;
    const look = () => {
      if (document.querySelector("#picture svg") === null) {
        seen.gaps++;
      }
      if (seen.watching) {
        requestAnimationFrame(look);
      }
    };
    look();
  });
  await done();
  return body.evaluate(() => {
    window.ownlensTest.watching = false;
    return window.ownlensTest.gaps;
  });
}
