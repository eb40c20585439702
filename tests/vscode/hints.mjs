// Inlay hints, hovers and code lenses.
import assert from "node:assert/strict";

import { until } from "./workbench.mjs";

/** Declares the tests. `example` declares one in a window with the program open. */
export function hints(example) {
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
}
