/** Tells the server where the cursor is, so that lenses stand in that function only. */
import * as vscode from "vscode";

import { METHOD } from "../protocol";
import { SELECTOR } from "../server/documents";
import type { ServerHost } from "../server/host";

/** Milliseconds: lenses may follow calmly. */
const PAUSE = 150;

export class Focus implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly host: ServerHost) {
    const schedule = () => {
      this.schedule();
    };
    this.subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(schedule),
      vscode.window.onDidChangeActiveTextEditor(schedule),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Tells it soon. A server that has just started knows nothing of the cursor. */
  schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.tell().catch((error: unknown) => {
        this.host.output.debug(`focus: ${String(error)}`);
      });
    }, PAUSE);
  }

  private async tell(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || vscode.languages.match(SELECTOR, editor.document) === 0) {
      return;
    }
    const { document, selection } = editor;
    const { line, character } = selection.active;
    const focus = { textDocument: { uri: document.uri.toString() }, position: { line, character } };
    await this.host.notify(METHOD.focus, focus);
  }
}
