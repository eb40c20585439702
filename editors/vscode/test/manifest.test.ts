import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { toggles } from "../src/configuration/toggles";

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: boolean };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
    readonly colors: readonly { readonly id: string; readonly defaults: Defaults }[];
    readonly walkthroughs?: readonly {
      readonly steps: readonly { readonly media: { readonly image: string } }[];
    }[];
  };
}

interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly scope?: string;
  readonly markdownDescription: string;
}

type Defaults = Readonly<Record<"dark" | "light" | "highContrast" | "highContrastLight", string>>;

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const words = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;

function settings(): [string, Setting][] {
  return manifest.contributes.configuration.flatMap((group) => Object.entries(group.properties));
}

function sources(directory = "src"): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((it) => {
    const path = `${directory}/${it.name}`;
    return it.isDirectory() ? sources(path) : [readFileSync(path, "utf8")];
  });
}

test("each switch has its command, and each command that flips one its switch", () => {
  const expected = toggles(manifest).map((it) => it.command);
  const contributed = manifest.contributes.commands.map((it) => it.command);
  assert.ok(expected.length > 20);
  assert.deepEqual(contributed.filter((it) => it.endsWith(".toggle")).sort(), expected.sort());
  for (const [name, setting] of settings()) {
    assert.equal(name.endsWith(".enable"), name.endsWith("enable"), name);
    assert.ok(!name.endsWith(".enable") || typeof setting.default === "boolean", name);
  }
});

test("each other command is registered in the source", () => {
  const code = sources().join("\n");
  for (const { command } of manifest.contributes.commands) {
    assert.ok(command.endsWith(".toggle") || code.includes(`"${command}"`), command);
  }
});

test("each setting that the source asks for exists", () => {
  const known = new Set(settings().map(([name]) => name));
  for (const name of manifest.capabilities.untrustedWorkspaces.restrictedConfigurations) {
    assert.ok(known.has(name), name);
  }
  const asked = sources().flatMap((code) => [
    ...code.matchAll(/`(ownlens\.[a-zA-Z.]+)`|"(ownlens\.(?:server|std|allow)[a-zA-Z.]+)"/g),
  ]);
  assert.ok(asked.length > 2);
  for (const name of asked.map((it) => it[1] ?? it[2] ?? "")) {
    assert.ok(name.endsWith(".toggle") || known.has(name), name);
  }
});

test("every text of the manifest can be translated", () => {
  const used = JSON.stringify(manifest).match(/%[a-zA-Z.]+%/g) ?? [];
  const keys = new Set(used.map((it) => it.slice(1, -1)));
  assert.deepEqual([...keys].sort(), Object.keys(words).sort());
  for (const [name, setting] of settings()) {
    assert.match(setting.markdownDescription, /^%.*%$/, name);
  }
});

test("every text of the source can be translated", () => {
  const bundle = JSON.parse(readFileSync("l10n/bundle.l10n.json", "utf8")) as object;
  const literal = /\bt\(\s*"((?:[^"\\]|\\.)*)"/g;
  const used = sources().flatMap((code) =>
    [...code.matchAll(literal)].map((it) => JSON.parse(`"${it[1] ?? ""}"`) as string),
  );
  assert.deepEqual(Object.keys(bundle).sort(), [...new Set(used)].sort());
});

test("a folder that is not trusted decides on no program and no path", () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, "limited");
  const risky = settings().filter(([, setting]) => setting.scope === "machine-overridable");
  assert.deepEqual(risky.map(([name]) => name).sort(), [...restrictedConfigurations].sort());
  assert.equal(manifest.capabilities.virtualWorkspaces.supported, false);
});

test("only Rust files and the extension's own commands wake it", () => {
  assert.deepEqual(manifest.activationEvents, ["onLanguage:rust"]);
});

test("each colour is chosen for all kinds of themes", () => {
  assert.ok(manifest.contributes.colors.length > 0);
  for (const { id, defaults } of manifest.contributes.colors) {
    for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      assert.match(defaults[theme], /^#[0-9a-f]{6}([0-9a-f]{2})?$/, `${id} ${theme}`);
    }
  }
});

test("lines stand out from the background of each kind of theme", () => {
  const backgrounds: Defaults = {
    dark: "#1f1f1f",
    light: "#ffffff",
    highContrast: "#000000",
    highContrastLight: "#ffffff",
  };
  // The Web Content Accessibility Guidelines ask 3 of graphics, and 7 of text at high contrast.
  const least = { dark: 4.5, light: 4.5, highContrast: 7, highContrastLight: 7 };
  for (const { id, defaults } of manifest.contributes.colors) {
    for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      const ratio = contrast(defaults[theme], backgrounds[theme]);
      assert.ok(id.endsWith("Background") || ratio >= least[theme], `${id} ${theme}: ${ratio}`);
    }
  }
});

/** After the Web Content Accessibility Guidelines 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("what the manifest names is there", () => {
  const images = (manifest.contributes.walkthroughs ?? []).flatMap((it) =>
    it.steps.map((step) => step.media.image),
  );
  for (const file of [manifest.icon, manifest.main, ...images]) {
    assert.ok(existsSync(file), file);
  }
});

test("every dependency is pinned, and none has to be installed beside the bundle", () => {
  assert.equal(manifest.dependencies, undefined);
  for (const [name, version] of Object.entries(manifest.devDependencies)) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
  }
});
