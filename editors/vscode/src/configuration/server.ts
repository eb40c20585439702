/** The settings that the server gets, from those of the editor. */

/** An object of settings, as the protocol carries it. */
export type Settings = Record<string, unknown>;

/** Settings with which the server would start programs. */
const NEEDS_TRUST = ["allowBuildScripts", "allowDownload"] as const;

/**
 * What the server is told. `trusted` says whether the user trusts the folder. Without trust, a setting
 * that would let programs run is off even where it stands in the user's own settings: it was made
 * with other folders in mind.
 */
export function serverSettings(settings: unknown, trusted: boolean): Settings {
  const told: Settings = { ...(isObject(settings) ? settings : {}), trusted };
  // Regions are switched here, where they are drawn.
  delete told.regions;
  if (!trusted) {
    for (const key of NEEDS_TRUST) {
      told[key] = false;
    }
  }
  return told;
}

function isObject(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
