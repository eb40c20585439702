/** Switches: settings named `ownlens.….enable`, each with the command `ownlens.….toggle`. */

/** A switch. */
export interface Toggle {
  /** The setting, with its section: `ownlens.hover.enable`. */
  readonly setting: string;
  /** The command that flips it: `ownlens.hover.toggle`. */
  readonly command: string;
}

/** What an extension's manifest says about settings and commands, as far as it is used here. */
export interface Manifest {
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
  };
}

const SUFFIX = ".enable";

/** All switches of the manifest. */
export function toggles(manifest: Manifest): Toggle[] {
  return manifest.contributes.configuration
    .flatMap((group) => Object.keys(group.properties))
    .filter((setting) => setting.endsWith(SUFFIX))
    .map((setting) => ({ setting, command: `${setting.slice(0, -SUFFIX.length)}.toggle` }));
}

/** Where a setting has values, as the editor tells. */
export interface Values {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/** The level at which a new value takes effect: the innermost one that has a value of its own. */
export function level(values: Values | undefined): "global" | "workspace" | "folder" {
  if (values?.workspaceFolderValue !== undefined) {
    return "folder";
  }
  return values?.workspaceValue !== undefined ? "workspace" : "global";
}
