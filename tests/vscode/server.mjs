// The server's process, what tells about it, and what is offered besides the surfaces.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import path from "node:path";

import { until } from "./workbench.mjs";

/** Declares the tests. `example` declares one in a window with the program open, `workbench` gives the workbench. */
export function server(example, workbench) {
  example("a server that is killed comes back", async (window) => {
    const before = servers(workbench());
    assert.ok(before.length > 0, "a server runs");
    // One of a window that was closed may be about to end: that one is not started again.
    for (const server of before) {
      process.kill(server, "SIGKILL");
    }
    await another(workbench(), before);
    await window.status(/^Ownlens is ready/);
    await window.goTo(5, 1);
    await window.keyboard.press("Control+Shift+k");
    await window.sees("}⌫ names");
    await window.keyboard.press("Control+z");
    await window.sees("welcome(names⟶ guests)");
  });

  example("a restart is another process", async (window) => {
    const before = servers(workbench());
    await window.run("Ownlens: Restart Server");
    await another(workbench(), before);
    await window.status(/^Ownlens is ready/);
    await window.sees("welcome(names⟶ guests)");
  });

  example("a bug report holds versions and stays here", async (window) => {
    await window.run("Ownlens: Report a Bug");
    await window.sees("# Ownlens: bug report");
    await window.sees("Ownlens server: ownlens 0.1.0");
    const text = await window.text();
    assert.match(text, /rustc \d/);
    assert.ok(!text.includes(workbench().home), text);
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
}

/** The processes of the server that this workbench runs. */
function servers(workbench) {
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

/** Waits for a server that was not there before. */
function another(workbench, before) {
  return until(
    () => servers(workbench).some((it) => !before.includes(it)),
    `another server than ${before} runs`,
    () => servers(workbench),
  );
}
