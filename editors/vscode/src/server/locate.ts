/** Which program is the server. */
import * as path from "node:path";

/** Where the program was found. */
export type Origin = "setting" | "bundled" | "path";

export interface Found {
  readonly program: string;
  readonly origin: Origin;
}

/** Why there is no program: the setting names something that is not one, or there is none at all. */
export interface NotFound {
  readonly tried: readonly string[];
  readonly setting?: string;
}

export interface Surroundings {
  /** The setting `ownlens.server.path`. */
  readonly setting: string;
  /** The extension's own directory. */
  readonly extension: string;
  /** The first folder of the workspace. */
  readonly folder?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** Whether a path is a program. */
  readonly isProgram: (file: string) => boolean;
}

/**
 * The program that the setting names, else the one that came with the extension, else the first on the
 * `PATH`. A setting that names nothing is an error: running another program than the named one would
 * surprise.
 */
export function locate(around: Surroundings): Found | NotFound {
  const name = around.platform === "win32" ? "ownlens.exe" : "ownlens";
  if (around.setting.trim() !== "") {
    const program = expand(around.setting.trim(), around);
    return around.isProgram(program)
      ? { program, origin: "setting" }
      : { tried: [program], setting: around.setting };
  }
  const bundled = path.join(around.extension, "server", name);
  if (around.isProgram(bundled)) {
    return { program: bundled, origin: "bundled" };
  }
  const directories = searchPath(around);
  const candidates = directories.map((directory) => path.join(directory, name));
  const program = candidates.find(around.isProgram);
  return program === undefined
    ? { tried: [bundled, ...candidates] }
    : { program, origin: "path" };
}

/** The directories of `PATH`. Relative ones would name a program of the opened folder. */
function searchPath({ env, platform }: Surroundings): string[] {
  const value = (platform === "win32" ? (env.Path ?? env.PATH) : env.PATH) ?? "";
  const directories = value.split(platform === "win32" ? ";" : ":");
  return directories.filter((directory) => path.isAbsolute(directory));
}

function expand(setting: string, { home, folder, env }: Surroundings): string {
  const named = setting
    .replaceAll("${workspaceFolder}", folder ?? "")
    .replaceAll(/\$\{env:([^}]+)\}/g, (_, name: string) => env[name] ?? "");
  const fromHome = /^~(?=$|[\\/])/.exec(named) === null ? named : path.join(home, named.slice(1));
  return path.isAbsolute(fromHome) || folder === undefined
    ? fromHome
    : path.resolve(folder, fromHome);
}
