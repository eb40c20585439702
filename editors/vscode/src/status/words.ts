/** The words for what the status bar says. */
import { l10n } from "vscode";

import type { Action, Level, Note } from "./summary";

export function noteText(note: Note): string {
  const message = note.message ?? "";
  switch (note.kind) {
    case "starting":
      return l10n.t("The server is starting.");
    case "restarting":
      return l10n.t("The server ended and is starting again.");
    case "stopped":
      return l10n.t("The server is not running.");
    case "failed":
      return l10n.t("The server cannot run: {0}", message);
    case "noProgram":
      return l10n.t(
        "There is no server: none came with the extension, and there is no `ownlens` on the PATH. Install it, or name it in the setting `ownlens.server.path`.",
      );
    case "noProgramAtSetting":
      return l10n.t("The setting `ownlens.server.path` names {0}, which is no program.", message);
    case "loading":
      return l10n.t("Loading. What is said may become more.");
    case "provisional":
      return l10n.t(
        "Answers come from the built-in model of the standard library, without dependencies, until all is read.",
      );
    case "missing":
      return sentence(message);
    case "silentDocument":
      return l10n.t("Nothing can be said about this file: {0}", message);
    case "untrusted":
      return l10n.t(
        "This folder is not trusted: nothing of it runs, so code that it generates is unknown.",
      );
  }
}

/** What the server says begins in lower case and without a full stop. */
function sentence(message: string): string {
  const start = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

export function levelText(level: Level): string {
  switch (level) {
    case "busy":
      return l10n.t("Ownlens is loading");
    case "ready":
      return l10n.t("Ownlens is ready");
    case "degraded":
      return l10n.t("Ownlens is ready, but something is missing");
    case "error":
      return l10n.t("Ownlens cannot run");
  }
}

export function actionText(action: Action): string {
  switch (action) {
    case "toggleRegions":
      return l10n.t("Toggle lifetime regions");
    case "showTimeline":
      return l10n.t("Show the timeline");
    case "openOutput":
      return l10n.t("Open the output");
    case "restart":
      return l10n.t("Restart the server");
    case "addStdSource":
      return l10n.t("How to add the standard library's source");
    case "openSettings":
      return l10n.t("Open the settings");
    case "allowBuildScripts":
      return l10n.t("Open the setting for build scripts and procedural macros");
    case "manageTrust":
      return l10n.t("Manage trust in this folder");
    case "reportBug":
      return l10n.t("Report a bug");
  }
}
