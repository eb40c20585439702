/** The panel that shows a function's timeline and follows the cursor. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

import { METHOD, type PlaceParams, type Range, type Timeline } from "../protocol";
import { SELECTOR } from "../server/documents";
import { reason } from "../server/errors";
import type { ServerHost } from "../server/host";
import type { FromPage, ToPage } from "./messages";
import { page } from "./page";

/** Milliseconds after an edit or a movement of the cursor. */
const PAUSE = 80;

/** Where the timeline looks. */
interface Place {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
}

export class TimelinePanel implements vscode.Disposable {
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private readonly pointed: vscode.TextEditorDecorationType;
  private panel: vscode.WebviewPanel | undefined;
  /** Whether the page listens already. */
  private isReady = false;
  private place: Place | undefined;
  private shown: (Timeline & { readonly uri: string }) | undefined;
  /** What the page shows, for one that is made anew. */
  private last: ToPage | undefined;
  private line: ToPage | undefined;
  private timer: NodeJS.Timeout | undefined;
  private asking: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly host: ServerHost,
  ) {
    this.pointed = vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
      outlineColor: new vscode.ThemeColor("editor.rangeHighlightBorder"),
    });
    this.subscriptions = [
      this.pointed,
      vscode.commands.registerCommand("ownlens.showTimeline", () => this.showAtCursor()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        this.cursorMoved(textEditor);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined) {
          this.cursorMoved(editor);
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.place?.document) {
          this.schedule();
        }
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    this.panel?.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Shows the function around a position. */
  async showAt(uri: vscode.Uri, position: vscode.Position): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    this.place = { document, position };
    this.shown = undefined;
    this.open();
    await this.update();
  }

  /** The server knows more, or is another one. */
  refresh(): void {
    this.shown = undefined;
    this.schedule();
  }

  private async showAtCursor(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || vscode.languages.match(SELECTOR, editor.document) === 0) {
      const message = vscode.l10n.t("Put the cursor into a function of a Rust file first.");
      await vscode.window.showInformationMessage(message);
      return;
    }
    await this.showAt(editor.document.uri, editor.selection.active);
  }

  private open(): void {
    if (this.panel !== undefined) {
      this.panel.reveal(undefined, true);
      return;
    }
    const media = vscode.Uri.joinPath(this.context.extensionUri, "media");
    const out = vscode.Uri.joinPath(this.context.extensionUri, "out");
    const panel = vscode.window.createWebviewPanel(
      "ownlens.timeline",
      vscode.l10n.t("Ownership Timeline"),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [media, out] },
    );
    this.panel = panel;
    const { webview } = panel;
    webview.onDidReceiveMessage((message: FromPage) => {
      void this.received(message);
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
      this.point(null);
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible) {
        this.schedule();
      } else {
        this.point(null);
      }
    });
    webview.html = page({
      source: webview.cspSource,
      nonce: randomBytes(16).toString("base64"),
      script: webview.asWebviewUri(vscode.Uri.joinPath(out, "timeline.js")).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(media, "timeline.css")).toString(),
      words: {
        language: vscode.env.language,
        title: vscode.l10n.t("Ownership Timeline"),
        zoomIn: vscode.l10n.t("Zoom in"),
        zoomOut: vscode.l10n.t("Zoom out"),
        zoomReset: vscode.l10n.t("Original size"),
        hint: vscode.l10n.t(
          "Tab and the arrow keys go from event to event, Enter goes to the source, + and − zoom.",
        ),
      },
    });
  }

  private cursorMoved(editor: vscode.TextEditor): void {
    const { document } = editor;
    if (this.panel === undefined || vscode.languages.match(SELECTOR, document) === 0) {
      return;
    }
    const follows = vscode.workspace
      .getConfiguration("ownlens.timeline", document.uri)
      .get<boolean>("followCursor.enable", true);
    const position = editor.selection.active;
    const uri = document.uri.toString();
    const isCurrent = this.shown?.uri === uri && this.shown.version === document.version;
    if (isCurrent && this.shown !== undefined && contains(this.shown.range, position)) {
      this.place = { document, position };
      this.mark(position.line);
    } else if (follows) {
      this.place = { document, position };
      this.schedule();
    }
  }

  private schedule(): void {
    if (this.panel === undefined) {
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), PAUSE);
  }

  private async update(): Promise<void> {
    const place = this.place;
    if (this.panel?.visible !== true || place === undefined || place.document.isClosed) {
      return;
    }
    this.asking?.cancel();
    const asking = new vscode.CancellationTokenSource();
    this.asking = asking;
    const { document } = place;
    const uri = document.uri.toString();
    const params: PlaceParams = {
      textDocument: { uri },
      position: { line: place.position.line, character: place.position.character },
      version: document.version,
    };
    try {
      const answer = await this.host.request<Timeline | null>(
        METHOD.timeline,
        params,
        asking.token,
      );
      if (asking.token.isCancellationRequested || document.version !== params.version) {
        return;
      }
      this.take(answer, uri, place.position.line);
    } catch (error) {
      this.failed(error, asking.token);
    }
  }

  private take(answer: Timeline | null | undefined, uri: string, line: number): void {
    if (answer === undefined) {
      this.show({ type: "empty", message: vscode.l10n.t("The server is not running yet.") });
    } else if (answer === null) {
      this.shown = undefined;
      const message = vscode.l10n.t("There is nothing to draw here: the cursor is in no function.");
      this.show({ type: "empty", message });
    } else {
      this.shown = { ...answer, uri };
      this.show({ type: "show", title: answer.function, svg: answer.svg });
      this.mark(line);
    }
  }

  private failed(error: unknown, token: vscode.CancellationToken): void {
    const why = reason(error);
    if (token.isCancellationRequested || why === "cancelled") {
      return;
    }
    if (why === "outdated") {
      this.schedule();
      return;
    }
    this.host.output.debug(`timeline: ${String(error)}`);
    const message = vscode.l10n.t("The server could not draw this function; the output says why.");
    this.show({ type: "empty", message });
  }

  private show(message: ToPage): void {
    this.last = message;
    this.line = undefined;
    this.send(message);
  }

  /** Marks the line that the cursor is in. */
  private mark(line: number): void {
    this.line = { type: "line", line };
    this.send(this.line);
  }

  private send(message: ToPage | undefined): void {
    if (this.isReady && message !== undefined) {
      void this.panel?.webview.postMessage(message);
    }
  }

  private async received(message: FromPage): Promise<void> {
    switch (message.type) {
      case "ready":
        this.isReady = true;
        this.send(this.last);
        this.send(this.line);
        break;
      case "open":
        await this.goTo(message.range);
        break;
      case "point":
        this.point(message.range);
        break;
    }
  }

  private async goTo(range: Range): Promise<void> {
    const document = this.place?.document;
    if (document === undefined) {
      return;
    }
    const column = this.editor()?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(document, {
      selection: asRange(range),
      viewColumn: column,
    });
  }

  /** Highlights the line of what is pointed at. */
  private point(range: Range | null): void {
    this.editor()?.setDecorations(this.pointed, range === null ? [] : [asRange(range)]);
  }

  private editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find((it) => it.document === this.place?.document);
  }
}

function asRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function contains(range: Range, position: vscode.Position): boolean {
  return asRange(range).contains(position);
}
