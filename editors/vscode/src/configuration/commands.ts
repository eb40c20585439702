/** The commands that flip switches. */
import * as vscode from "vscode";

import { level, toggles, type Manifest } from "./toggles";

const TARGETS = {
  global: vscode.ConfigurationTarget.Global,
  workspace: vscode.ConfigurationTarget.Workspace,
  folder: vscode.ConfigurationTarget.WorkspaceFolder,
};

/** Registers a command for each switch of the extension. */
export function registerToggles(context: vscode.ExtensionContext): void {
  for (const { setting, command } of toggles(context.extension.packageJSON as Manifest)) {
    context.subscriptions.push(vscode.commands.registerCommand(command, () => flip(setting)));
  }
}

async function flip(setting: string): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const configuration = vscode.workspace.getConfiguration(undefined, document?.uri ?? null);
  const target = TARGETS[level(configuration.inspect(setting))];
  await configuration.update(setting, !configuration.get<boolean>(setting, false), target);
}
