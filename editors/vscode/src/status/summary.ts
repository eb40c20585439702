/** What the status bar says, from what the client and the server say. */
import type { Missing, ServerStatus } from "../protocol";

/** How the server's process is. */
export type ServerState =
  | { readonly kind: "starting" }
  | { readonly kind: "running" }
  | { readonly kind: "stopped" }
  /** It ended without being asked and is started again. */
  | { readonly kind: "restarting" }
  /** It could not be started, or ended too often. */
  | { readonly kind: "failed"; readonly message: string }
  /** There is no such program. */
  | { readonly kind: "missing"; readonly tried: readonly string[]; readonly setting?: string };

/** Something that a person can do about the state. */
export type Action =
  | "toggleRegions"
  | "showTimeline"
  | "openOutput"
  | "restart"
  | "addStdSource"
  | "openSettings"
  | "allowBuildScripts"
  | "manageTrust"
  | "reportBug";

export type Level = "busy" | "ready" | "degraded" | "error";

export interface Summary {
  readonly level: Level;
  /** What is the matter, most important first; each with what can be done about it. */
  readonly notes: readonly Note[];
}

export interface Note {
  readonly kind: NoteKind;
  /** What the server says about it. */
  readonly message?: string;
  readonly action?: Action;
}

/** What a note is about; the words are found where they are shown. */
export type NoteKind =
  | "starting"
  | "restarting"
  | "stopped"
  | "failed"
  | "noProgram"
  | "noProgramAtSetting"
  | "loading"
  | "provisional"
  | "missing"
  | "silentDocument"
  | "untrusted";

const ACTIONS: Readonly<Record<string, Action>> = {
  stdSource: "addStdSource",
  package: "openOutput",
  dependencies: "openSettings",
  buildScripts: "openOutput",
  procMacros: "allowBuildScripts",
  file: "openOutput",
};

/** Sums up. `document` is the document that is looked at, `trusted` whether its folder is. */
export function summary(
  state: ServerState,
  status: ServerStatus | undefined,
  document: string | undefined,
  trusted: boolean,
): Summary {
  switch (state.kind) {
    case "starting":
    case "restarting":
      return { level: "busy", notes: [{ kind: state.kind }] };
    case "stopped":
      return { level: "error", notes: [{ kind: "stopped", action: "restart" }] };
    case "failed":
      return {
        level: "error",
        notes: [{ kind: "failed", message: state.message, action: "openOutput" }],
      };
    case "missing":
      return { level: "error", notes: [noProgram(state.tried, state.setting)] };
    case "running":
      return running(status, document, trusted);
  }
}

function noProgram(tried: readonly string[], setting: string | undefined): Note {
  return setting === undefined
    ? { kind: "noProgram", action: "openSettings" }
    : { kind: "noProgramAtSetting", message: tried.join(", "), action: "openSettings" };
}

function running(
  status: ServerStatus | undefined,
  document: string | undefined,
  trusted: boolean,
): Summary {
  const notes: Note[] = [];
  const silent = status?.documents.find((it) => it.uri === document);
  if (silent !== undefined) {
    notes.push({ kind: "silentDocument", message: silent.message, action: "openOutput" });
  }
  for (const missing of distinct(status?.projects.flatMap((it) => it.missing) ?? [])) {
    const action = ACTIONS[missing.kind] ?? "openOutput";
    notes.push({ kind: "missing", message: missing.message, action });
  }
  const degraded = notes.length > 0;
  if (!trusted) {
    notes.push({ kind: "untrusted", action: "manageTrust" });
  }
  if (status?.loading === true) {
    return { level: "busy", notes: [{ kind: "loading" }, ...notes] };
  }
  if (status?.projects.some((it) => it.provisional) === true) {
    notes.push({ kind: "provisional" });
  }
  return { level: degraded ? "degraded" : "ready", notes };
}

function distinct(all: readonly Missing[]): Missing[] {
  const known = new Map(all.map((it) => [`${it.kind}\n${it.message}`, it]));
  return [...known.values()];
}
