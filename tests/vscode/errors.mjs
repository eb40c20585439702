// Ownership errors and their fixes.
import assert from "node:assert/strict";

import { until } from "./workbench.mjs";

/** Declares the tests. `example` declares one in a window with the program open. */
export function errors(example) {
  example("an error appears while one types, and its fix makes it go away", async (window) => {
    const errors = window.page.locator(".view-overlays .squiggly-error");
    assert.equal(await errors.count(), 0);
    await window.goTo(5, 20);
    // What is typed is typed: no closing bracket is added.
    await window.keyboard.press("Enter");
    await window.keyboard.insertText("let count = names.len();");
    await errors.first().waitFor({ state: "attached" });
    await window.goTo(6, 18);
    const text = await window.hover(/^names$/, "E0382", { last: true });
    assert.match(text, /borrow of moved value: `names`/);
    assert.match(text, /value moved here/);
    await window.picture("error");
    await window.page.mouse.move(5, 5);
    await window.goTo(6, 18);
    const fix = window.page.locator(".action-widget .action", {
      hasText: /clone/,
    });
    // What arrives from the server meanwhile may close the menu again.
    await until(async () => {
      await window.keyboard.press("Control+.");
      const shown = fix.first().waitFor({ timeout: 10_000 });
      return shown.then(
        () => true,
        () => false,
      );
    }, "the fix is offered");
    await window.picture("fixes");
    await fix.first().click();
    // A hint may stand in front of the name.
    await window.sees("names.clone()");
    await until(async () => (await errors.count()) === 0, "the error is gone");
    await window.picture("fixed");
    await window.keyboard.press("Control+z");
    await errors.first().waitFor({ state: "attached" });
    await window.run("Ownlens: Toggle Live Errors");
    await until(async () => (await errors.count()) === 0, "errors are off");
  });

  example("an error that others report is theirs, and explained all the same", async (window) => {
    await window.goTo(5, 20);
    await window.keyboard.press("Enter");
    await window.keyboard.insertText("let count = names.len();");
    await window.goTo(6, 18);
    const ours = /ownlensE0382/;
    assert.match(await window.hover(/^names$/, "ownlensE0382", { last: true }), ours);
    await window.run("Neighbour: Report an Error");
    await window.hover(/^names$/, "the neighbour has seen it, too", {
      last: true,
    });
    let seen = "";
    await until(
      async () => {
        seen = await window.hover(/^names$/, "rustcE0382", { last: true });
        return !ours.test(seen);
      },
      "our error steps back",
      () => seen,
    );
    assert.match(seen, /borrow of moved value: names \(error E0382\)/);
    await window.picture("beside-others");
    await window.goTo(6, 18);
    await window.run("Neighbour: Report an Error");
    await window.hover(/^names$/, "ownlensE0382", { last: true });
  });
}
