/** The entry in the status bar, and the menu behind it. */
import * as vscode from "vscode";

import type { ServerStatus } from "../protocol";
import { ALWAYS, commandOf } from "./actions";
import { summary, type Action, type Level, type ServerState, type Summary } from "./summary";
import { actionText, levelText, noteText } from "./words";

const ICONS: Record<Level, string> = {
  busy: "$(loading~spin)",
  ready: "$(key)",
  degraded: "$(info)",
  error: "$(error)",
};

const RUST = { language: "rust" };

/** Shows how the server is wherever a Rust file is looked at. */
export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private state: ServerState = { kind: "starting" };
  private status: ServerStatus | undefined;

  constructor() {
    this.item = vscode.window.createStatusBarItem("ownlens.status", vscode.StatusBarAlignment.Left);
    this.item.name = "Ownlens";
    this.item.command = "ownlens.showMenu";
    const show = () => {
      this.show();
    };
    this.subscriptions = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(show),
      vscode.workspace.onDidGrantWorkspaceTrust(show),
      vscode.commands.registerCommand("ownlens.showMenu", () => this.showMenu()),
    ];
    this.show();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** The server's process is in another state. What was said by an earlier one is void. */
  setState(state: ServerState): void {
    this.state = state;
    if (state.kind !== "running") {
      this.status = undefined;
    }
    this.show();
  }

  /** The server has told its status. */
  setStatus(status: ServerStatus): void {
    this.status = status;
    this.show();
  }

  /** How it is now, for the bug report. */
  describe(): string {
    const { level, notes } = this.summary();
    return [levelText(level), ...notes.map(noteText)].join("\n");
  }

  private summary(): Summary {
    const document = vscode.window.activeTextEditor?.document.uri.toString();
    return summary(this.state, this.status, document, vscode.workspace.isTrusted);
  }

  private show(): void {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || vscode.languages.match(RUST, editor.document) === 0) {
      this.item.hide();
      return;
    }
    const now = this.summary();
    this.item.text = `${ICONS[now.level]} Ownlens`;
    this.item.tooltip = tooltip(now);
    const label = [levelText(now.level), ...now.notes.map(noteText)].join(" ");
    this.item.accessibilityInformation = { label, role: "button" };
    this.item.backgroundColor =
      now.level === "error" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    this.item.show();
  }

  private async showMenu(): Promise<void> {
    const now = this.summary();
    const offered = now.notes.flatMap((note) =>
      note.action === undefined ? [] : [{ action: note.action, detail: noteText(note) }],
    );
    const others = ALWAYS.filter((action) => offered.every((it) => it.action !== action));
    const items: (vscode.QuickPickItem & { action?: Action })[] = [
      ...offered.map(({ action, detail }) => ({ label: actionText(action), detail, action })),
      { label: "", kind: vscode.QuickPickItemKind.Separator },
      ...others.map((action) => ({ label: actionText(action), action })),
    ];
    const picked = await vscode.window.showQuickPick(items, { title: levelText(now.level) });
    if (picked?.action !== undefined) {
      const { command, arguments: rest } = commandOf(picked.action);
      await vscode.commands.executeCommand(command, ...rest);
    }
  }
}

function tooltip({ level, notes }: Summary): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  text.appendMarkdown(`**${levelText(level)}**\n\n`);
  const commands: string[] = [];
  for (const note of notes) {
    text.appendText(noteText(note));
    if (note.action !== undefined) {
      const { command, arguments: rest } = commandOf(note.action);
      commands.push(command);
      const link = `command:${command}?${encodeURIComponent(JSON.stringify(rest))}`;
      text.appendMarkdown(` [${actionText(note.action)}](${link})`);
    }
    text.appendMarkdown("\n\n");
  }
  text.isTrusted = { enabledCommands: commands };
  return text;
}
