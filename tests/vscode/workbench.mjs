// A real VS Code workbench in a browser, with the extension installed, as a person would use it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { ROOT, tools } from "./tools.mjs";

/** Milliseconds that something may take on a busy machine before it counts as missing. */
const PATIENCE = 60_000;

/** Where pictures of what was seen are kept. */
export const PICTURES = path.join(ROOT, "target/workbench-pictures");

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.hover.delay": 200,
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "files.autoSave": "off",
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "window.dialogStyle": "custom",
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * Starts a workbench on a copy of a folder.
 *
 * - `vsix`: the packaged extension.
 * - `beside`: directories of other extensions.
 * - `folder`: what to open.
 * - `settings`: settings of the user.
 * - `trust`: whether the workbench asks for trust; without, every folder is trusted.
 * - `env`: more environment variables, for the server too.
 */
export async function start({ vsix, beside = [], folder, settings = {}, trust = false, env = {} }) {
  const { browser: executablePath, node, codeServer, chromium } = tools();
  const home = mkdtempSync(path.join(os.tmpdir(), "ownlens-workbench-"));
  const workspace = path.join(home, "workspace");
  cpSync(folder, workspace, { recursive: true });
  const data = path.join(home, "data");
  mkdirSync(path.join(data, "User"), { recursive: true });
  const environment = {
    ...process.env,
    HOME: home,
    // Cargo's and rustup's own directories are below the home directory, which is another one here.
    CARGO_HOME: process.env.CARGO_HOME ?? path.join(os.homedir(), ".cargo"),
    RUSTUP_HOME: process.env.RUSTUP_HOME ?? path.join(os.homedir(), ".rustup"),
    XDG_CONFIG_HOME: path.join(home, "config"),
    XDG_DATA_HOME: path.join(home, "share"),
    XDG_RUNTIME_DIR: home,
    TMPDIR: home,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...env,
  };
  const directories = [
    ...["--config", path.join(home, "config.yaml")],
    ...["--user-data-dir", data],
    ...["--extensions-dir", path.join(home, "extensions")],
  ];
  for (const extension of [vsix, ...beside.map((it) => packaged(it, home))]) {
    execFileSync(node, [codeServer, ...directories, "--install-extension", extension], {
      env: environment,
      stdio: "ignore",
    });
  }
  const all = { ...SETTINGS, ...settings };
  writeFileSync(path.join(data, "User/settings.json"), JSON.stringify(all, null, 2));
  const port = await freePort();
  const words = [
    ...directories,
    ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`],
    ...["--disable-telemetry", "--disable-update-check", "--disable-proxy"],
    ...["--disable-getting-started-override"],
    ...(trust ? [] : ["--disable-workspace-trust"]),
  ];
  const server = spawn(node, [codeServer, ...words], {
    env: environment,
    detached: true,
    stdio: "ignore",
  });
  const workbench = new Workbench({
    server,
    port,
    folder,
    workspace,
    home,
    settings: all,
  });
  try {
    await workbench.up();
    workbench.browser = await chromium.launch({
      executablePath,
      env: environment,
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
        ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ],
    });
  } catch (error) {
    await workbench.stop();
    throw error;
  }
  return workbench;
}

/** Packages a small extension. */
function packaged(directory, out) {
  const file = path.join(out, `${path.basename(directory)}.vsix`);
  const vsce = path.join(ROOT, "editors/vscode/node_modules/.bin/vsce");
  const words = ["package", "--no-dependencies", "--allow-missing-repository", "--skip-license"];
  execFileSync(vsce, [...words, "--out", file], {
    cwd: directory,
    stdio: "ignore",
  });
  return file;
}

async function freePort() {
  const listener = net.createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  return port;
}

class Workbench {
  constructor({ server, port, folder, workspace, home, settings }) {
    this.server = server;
    this.port = port;
    this.folder = folder;
    this.workspace = workspace;
    this.home = home;
    this.settings = settings;
    this.files = new Map();
    this.settingsFile = path.join(home, "data/User/settings.json");
    this.interrupted = () => {
      kill(server.pid, "SIGKILL");
      process.exit(1);
    };
    process.once("SIGTERM", this.interrupted).once("SIGINT", this.interrupted);
  }

  async up() {
    await until(async () => {
      assert.equal(this.server.exitCode, null, "the workbench's server ended");
      const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => undefined);
      return answer?.ok === true;
    }, "the workbench's server answers");
  }

  /** Gives a file of the folder another text, for all windows that are opened from now on. */
  add(file, text) {
    this.files.set(file, text);
  }

  /**
   * Opens the folder as it was at first, with a file of it, in a new window; or the folders that `roots`, a
   * description of a workspace in it, names.
   */
  async window(file, { viewport = { width: 1280, height: 800 }, roots = undefined } = {}) {
    cpSync(this.folder, this.workspace, { recursive: true });
    // What was left unsaved in the window before would come back.
    rmSync(path.join(this.home, "data/User/Backups"), {
      recursive: true,
      force: true,
    });
    for (const [name, text] of this.files) {
      writeFileSync(path.join(this.workspace, name), text);
    }
    const page = await this.browser.newPage({
      viewport,
      reducedMotion: "reduce",
    });
    page.setDefaultTimeout(PATIENCE);
    await page.route(
      (url) => url.hostname !== "127.0.0.1",
      (route) => route.abort(),
    );
    const origin = `127.0.0.1:${this.port}`;
    const uri = `vscode-remote://${origin}${this.workspace}/${file}`;
    const payload = encodeURIComponent(JSON.stringify([["openFile", uri]]));
    const where =
      roots === undefined ? `folder=${this.workspace}` : `workspace=${this.workspace}/${roots}`;
    await page.goto(`http://${origin}/?${where}&payload=${payload}`);
    return new Window(page, this);
  }

  /** Changes the settings of windows that are opened from now on. */
  set(settings) {
    writeFileSync(this.settingsFile, JSON.stringify({ ...this.settings, ...settings }, null, 2));
  }

  /** Ends everything that was started, and removes what it wrote. */
  async stop() {
    process.off("SIGTERM", this.interrupted).off("SIGINT", this.interrupted);
    await this.browser?.close();
    if (this.server.exitCode === null) {
      const gone = once(this.server, "exit");
      kill(this.server.pid, "SIGTERM");
      await Promise.race([gone, sleep(5000)]);
    }
    kill(this.server.pid, "SIGKILL");
    rmSync(this.home, {
      recursive: true,
      force: true,
      maxRetries: 10,
      retryDelay: 200,
    });
  }
}

/** Ends the group of processes that one leads, if it is still there. */
function kill(leader, signal) {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (error.code !== "ESRCH") {
      throw error;
    }
  }
}

/** A window of the workbench. */
export class Window {
  constructor(page, workbench) {
    this.page = page;
    this.workbench = workbench;
    this.keyboard = page.keyboard;
  }

  /** The text of the editor in focus as it is seen, hints included. */
  async text() {
    const lines = await this.page.locator(".editor-instance .view-lines").allInnerTexts();
    return lines.join("\n").replaceAll("\u00a0", " ").replaceAll("\u200c", "");
  }

  /** Waits until the editor's text contains something. */
  async sees(text) {
    await until(
      async () => (await this.text()).includes(text),
      `"${text}" is seen`,
      () => this.text(),
    );
  }

  /** Waits until the editor's text does not contain something any more. */
  async seesNo(text) {
    await until(
      async () => !(await this.text()).includes(text),
      `"${text}" is gone`,
      () => this.text(),
    );
  }

  /** Runs a command as from the palette. */
  async run(title) {
    const input = this.page.locator(".quick-input-widget input[type=text]");
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    // A palette that opens while another part of the workbench takes the focus closes again.
    await until(async () => {
      await this.keyboard.press("F1");
      try {
        await input.fill(`>${title}`, { timeout: 5000 });
        await row.waitFor({ timeout: 5000 });
        return true;
      } catch {
        await this.keyboard.press("Escape");
        return false;
      }
    }, `the palette offers "${title}"`);
    await row.click();
    await this.away();
  }

  /** Moves the pointer to where it points at nothing. */
  async away() {
    const { width, height } = this.page.viewportSize();
    await this.page.mouse.move(width - 80, height - 60);
  }

  /** Puts the cursor at a line and column, both from one. */
  async goTo(line, column) {
    await this.keyboard.press("Control+g");
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.fill(`:${line}:${column}`);
    await this.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** Waits until the status bar says where the cursor is. */
  async cursor(text) {
    await this.page.locator(".statusbar-item", { hasText: text }).waitFor();
  }

  /** Points at a word of the text and gives the hover's text, once it contains something. */
  async hover(word, contains, { last = false } = {}) {
    const targets = this.page.locator(".view-line span span", {
      hasText: word,
    });
    const target = last ? targets.last() : targets.first();
    const hover = this.page.locator(".monaco-hover:visible .hover-contents");
    let seen = "";
    await until(
      async () => {
        // The pointer has to arrive anew for a hover that was closed to open.
        await this.page.mouse.move(5, 5);
        await target.hover();
        for (let tries = 0; tries < 10; tries += 1) {
          await sleep(1000);
          seen = (await hover.allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
          // What one extension has to say is shown while another is still asked.
          if (!seen.includes("Loading...")) {
            break;
          }
        }
        return seen.includes(contains) && !seen.includes("Loading...");
      },
      `the hover says "${contains}"`,
      () => seen,
    );
    return seen;
  }

  /** Waits until the status bar's entry has a label that fits. */
  async status(pattern) {
    const entry = this.page.locator('.statusbar-item[id*="ownlens.status"]');
    const label = async () => (await entry.count()) > 0 && (await entry.getAttribute("aria-label"));
    await until(async () => pattern.test((await label()) || ""), `the status is ${pattern}`, label);
    return label();
  }

  /** How many decorations the regions draw at the moment. */
  decorations() {
    return this.page.locator('.view-overlays [class*="ced-"]').count();
  }

  /** The words at the ends of lines that the regions show. */
  labels() {
    return this.page.evaluate(() => {
      const marked = [...document.querySelectorAll('.view-line [class*="ced-"]')];
      const words = marked.map((it) => getComputedStyle(it, "::after").content);
      return words
        .filter((it) => it.startsWith('"'))
        .map((it) => it.slice(1, -1).replaceAll("\u00a0", " "))
        .join("\n");
    });
  }

  /** How often nothing was drawn in a frame of the screen while something is done. */
  async gapsWhile(done) {
    await this.page.evaluate(() => {
      const seen = { gaps: 0, watching: true };
      window.ownlensTest = seen;
      const look = () => {
        if (document.querySelector('.view-overlays [class*="ced-"]') === null) {
          seen.gaps++;
        }
        if (seen.watching) {
          requestAnimationFrame(look);
        }
      };
      look();
    });
    await done();
    return this.page.evaluate(() => {
      window.ownlensTest.watching = false;
      return window.ownlensTest.gaps;
    });
  }

  /** The page inside of the webview that is open. */
  webview() {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  /** A variable of the theme's style sheet. */
  variable(name) {
    return this.page.evaluate((name) => {
      const workbench = document.querySelector(".monaco-workbench");
      return getComputedStyle(workbench).getPropertyValue(name).trim();
    }, name);
  }

  /** Keeps a picture of the window, to be looked at. */
  async picture(name) {
    mkdirSync(PICTURES, { recursive: true });
    const file = path.join(PICTURES, `${name}.png`);
    await this.page.screenshot({ path: file, animations: "disabled" });
  }

  close() {
    return this.page.close();
  }
}

/** Waits until something holds; says what did not, and what there was instead. */
export async function until(holds, what, instead = () => "") {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > end) {
      assert.fail(`${what}: not within ${PATIENCE / 1000} s; there was:\n${await instead()}`);
    }
    await sleep(100);
  }
}
