/**
 * Tells the server which errors rust-analyzer or the compiler report, so that each error stands in the text once.
 */
import * as vscode from "vscode";

import { METHOD, type ReportedParams } from "../protocol";
import { SELECTOR } from "../server/documents";
import type { ServerHost } from "../server/host";
import { reported } from "./list";

export class Others implements vscode.Disposable {
  /** What the server was told last, by document; nothing where that is an empty list. */
  private readonly told = new Map<string, string>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly host: ServerHost) {
    this.subscriptions = [
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const changed = new Set(uris.map(String));
        this.tell(vscode.workspace.textDocuments.filter((it) => changed.has(it.uri.toString())));
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.tell([document]);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.told.delete(uri.toString());
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Tells everything: the server is another one. */
  tellAll(): void {
    this.told.clear();
    this.tell(vscode.workspace.textDocuments);
  }

  private tell(documents: readonly vscode.TextDocument[]): void {
    for (const document of documents) {
      if (vscode.languages.match(SELECTOR, document) > 0) {
        this.tellAbout(document).catch((error: unknown) => {
          this.host.output.debug(`reported: ${String(error)}`);
        });
      }
    }
  }

  private async tellAbout({ uri, version }: vscode.TextDocument): Promise<void> {
    const diagnostics = reported(vscode.languages.getDiagnostics(uri));
    const key = uri.toString();
    const now = JSON.stringify(diagnostics);
    if ((this.told.get(key) ?? "[]") === now) {
      return;
    }
    this.told.set(key, now);
    const params: ReportedParams = { textDocument: { uri: key, version }, diagnostics };
    await this.host.notify(METHOD.reported, params);
  }
}
