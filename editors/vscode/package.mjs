// Builds the extension for this machine, with the server inside: `dist/ownlens-TARGET.vsix`.
//
//     node package.mjs [--server PROGRAM] [--out FILE]
//
// Without `--server`, the server is built by Cargo in the release profile. Needs npm; installs what
// package-lock.json names where that has not been done.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const here = import.meta.dirname;
const root = path.resolve(here, "../..");
const windows = process.platform === "win32";
const name = windows ? "ownlens.exe" : "ownlens";

const { values } = parseArgs({ options: { server: { type: "string" }, out: { type: "string" } } });

run("npm", ["ci", "--ignore-scripts"], !existsSync(path.join(here, "node_modules")));
run("npm", ["run", "build"]);

const server = path.join(here, "server");
rmSync(server, { recursive: true, force: true });
mkdirSync(server);
copyFileSync(values.server ?? build(), path.join(server, name));
chmodSync(path.join(server, name), 0o755);
for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) {
  copyFileSync(path.join(root, licence), path.join(here, licence));
}

const target = `${process.platform}-${process.arch}`;
const out = path.resolve(here, values.out ?? path.join("dist", `ownlens-${target}.vsix`));
mkdirSync(path.dirname(out), { recursive: true });
run("npm", [
  "exec",
  "--",
  "vsce",
  "package",
  "--no-dependencies",
  "--allow-missing-repository",
  "--no-rewrite-relative-links",
  "--target",
  target,
  "--out",
  out,
]);

/** The server in the release profile. */
function build() {
  const options = { cwd: root, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" };
  const args = ["build", "--release", "-p", "ownlens", "--bin", "ownlens"];
  const messages = execFileSync("cargo", [...args, "--message-format=json"], {
    ...options,
    maxBuffer: 1 << 28,
  });
  const artifacts = messages.split("\n").filter((line) => line.includes('"executable":"'));
  return JSON.parse(artifacts.at(-1)).executable;
}

function run(program, args, needed = true) {
  if (needed) {
    execFileSync(program, args, { cwd: here, stdio: "inherit", shell: windows });
  }
}
