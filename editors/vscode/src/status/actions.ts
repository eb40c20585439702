/** The commands behind the actions that the status offers. */
import type { Action } from "./summary";

/** A command of the editor with its arguments. */
export interface Command {
  readonly command: string;
  readonly arguments: readonly unknown[];
}

const COMMANDS: Record<Action, Command> = {
  toggleRegions: { command: "ownlens.regions.toggle", arguments: [] },
  showTimeline: { command: "ownlens.showTimeline", arguments: [] },
  openOutput: { command: "ownlens.openOutput", arguments: [] },
  restart: { command: "ownlens.restart", arguments: [] },
  addStdSource: { command: "ownlens.installHelp", arguments: [] },
  openSettings: {
    command: "workbench.action.openSettings",
    arguments: ["@ext:ownlens.ownlens"],
  },
  allowBuildScripts: {
    command: "workbench.action.openSettings",
    arguments: ["ownlens.allowBuildScripts"],
  },
  manageTrust: { command: "workbench.trust.manage", arguments: [] },
  reportBug: { command: "ownlens.reportBug", arguments: [] },
};

/** The command behind an action. */
export function commandOf(action: Action): Command {
  return COMMANDS[action];
}

/** What can always be done; actions that the notes offer come first. */
export const ALWAYS: readonly Action[] = [
  "toggleRegions",
  "showTimeline",
  "openOutput",
  "restart",
  "openSettings",
  "reportBug",
];
