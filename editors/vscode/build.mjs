// Bundles the extension, the timeline's page and, with `--tests`, the unit tests into `out/`.
import { readdir, rm } from "node:fs/promises";
import { build } from "esbuild";

const common = { bundle: true, logLevel: "warning", sourcemap: false, legalComments: "none" };
const node = { ...common, platform: "node", target: "node20", format: "cjs" };
const shipped = {
  ...node,
  outdir: "out",
  minify: true,
  // The languages' packages are published twice; the one made of modules is smaller in a bundle.
  mainFields: ["module", "main"],
};

await rm("out", { recursive: true, force: true });
await build({
  ...shipped,
  entryPoints: { extension: "src/extension.ts" },
  external: ["vscode", "./client"],
  // It is loaded as Node loads modules of this format, which the editor knows to give `vscode` to.
  supported: { "dynamic-import": false },
});
// The client is most of the code. In a file of its own it is read when the server is started.
await build({
  ...shipped,
  entryPoints: { client: "src/server/client.ts" },
  external: ["vscode"],
});
await build({
  ...common,
  platform: "browser",
  target: "es2022",
  format: "iife",
  entryPoints: { timeline: "src/webview/timeline.ts" },
  outdir: "out",
  minify: true,
});
if (process.argv.includes("--tests")) {
  const tests = (await readdir("test")).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...node,
    entryPoints: tests.map((name) => `test/${name}`),
    outdir: "out/test",
    // A module that needs the editor is not pure: its test fails here.
    external: ["vscode"],
  });
}
