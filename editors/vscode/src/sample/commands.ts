/** The commands of the first minutes. */
import * as vscode from "vscode";

import { SAMPLE } from "./program";

const ADD_SOURCE = "rustup component add rust-src";

/** Registers them. */
export function registerFirstSteps(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("ownlens.openSample", openSample),
    vscode.commands.registerCommand("ownlens.openWalkthrough", async () => {
      const id = "ownlens.ownlens#start";
      await vscode.commands.executeCommand("workbench.action.openWalkthrough", id, false);
    }),
    vscode.commands.registerCommand("ownlens.installHelp", explainSource),
  );
}

async function openSample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content: SAMPLE, language: "rust" });
  const editor = await vscode.window.showTextDocument(document);
  const at = document.positionAt(SAMPLE.indexOf("ada = Guest"));
  editor.selection = new vscode.Selection(at, at);
}

/** Says how to add the source. Whether and when is up to the user. */
async function explainSource(): Promise<void> {
  const type = vscode.l10n.t("Type it into a terminal");
  const copy = vscode.l10n.t("Copy");
  const name = vscode.l10n.t("Name another place");
  const picked = await vscode.window.showInformationMessage(
    vscode.l10n.t("With the standard library's source, Ownlens knows all of it. To add it, run:"),
    { modal: true, detail: ADD_SOURCE },
    type,
    copy,
    name,
  );
  if (picked === type) {
    const terminal = vscode.window.createTerminal("Ownlens");
    terminal.show();
    terminal.sendText(ADD_SOURCE, false);
  } else if (picked === copy) {
    await vscode.env.clipboard.writeText(ADD_SOURCE);
  } else if (picked === name) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "ownlens.stdSource");
  }
}
