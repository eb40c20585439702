/** Highlights the regions of the value under the cursor, and of values that were kept. */
import * as vscode from "vscode";

import { METHOD, type PlaceParams, type Regions } from "../protocol";
import { SELECTOR } from "../server/documents";
import { reason } from "../server/errors";
import type { ServerHost } from "../server/host";
import { Decorations } from "./decorations";
import { KINDS, plan, type Options } from "./plan";
import { Pins } from "./pins";

/** Milliseconds after an edit or a movement of the cursor; a burst of them asks once. */
const PAUSE = 40;

const SETTING = "ownlens.regions";

export class RegionsController implements vscode.Disposable {
  private readonly decorations = new Decorations();
  private readonly pins = new Pins();
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private timer: NodeJS.Timeout | undefined;
  private asking: vscode.CancellationTokenSource | undefined;
  private saidUnknown = false;

  constructor(private readonly host: ServerHost) {
    this.item = vscode.window.createStatusBarItem(
      "ownlens.regions",
      vscode.StatusBarAlignment.Left,
    );
    this.item.name = vscode.l10n.t("Ownlens: Lifetime Regions");
    this.item.command = "ownlens.regions.toggle";
    const update = () => {
      this.schedule();
    };
    this.subscriptions = [
      this.decorations,
      this.item,
      vscode.window.onDidChangeTextEditorSelection(update),
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.window.onDidChangeVisibleTextEditors(update),
      vscode.workspace.onDidChangeTextDocument((event) => {
        this.edited(event);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.pins.forget(document.uri.toString());
        this.tellPinned();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTING)) {
          this.schedule();
        }
      }),
      vscode.commands.registerCommand("ownlens.regions.pin", () => this.pin()),
      vscode.commands.registerCommand("ownlens.regions.unpin", () => {
        this.pins.clear();
        this.tellPinned();
        this.schedule();
      }),
    ];
    this.schedule();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Asks again soon: the text, the cursor, a setting or the server's knowledge has changed. */
  schedule(): void {
    this.showItem();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), PAUSE);
  }

  private edited(event: vscode.TextDocumentChangeEvent): void {
    const uri = event.document.uri.toString();
    const changes = event.contentChanges.map((change) => ({
      offset: change.rangeOffset,
      length: change.rangeLength,
      text: change.text,
    }));
    this.pins.change(uri, changes);
    this.tellPinned();
    if (vscode.window.visibleTextEditors.some((editor) => editor.document === event.document)) {
      this.schedule();
    }
  }

  private async update(): Promise<void> {
    this.asking?.cancel();
    const asking = new vscode.CancellationTokenSource();
    this.asking = asking;
    for (const editor of vscode.window.visibleTextEditors) {
      await this.updateEditor(editor, asking.token);
    }
  }

  private async updateEditor(
    editor: vscode.TextEditor,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const document = editor.document;
    const places = this.places(editor);
    if (places.length === 0) {
      this.decorations.draw(editor, []);
      return;
    }
    const version = document.version;
    const answers = await Promise.all(places.map((place) => this.ask(document, place, token)));
    // What is drawn meanwhile moves with the text. An answer about another text is of no use.
    if (token.isCancellationRequested || document.version !== version) {
      return;
    }
    // Where an answer failed to come, what is drawn stays until the next one.
    if (answers.some((it) => it === undefined || (it !== null && it.version !== version))) {
      return;
    }
    const lines = document.getText().split(/\r\n|\r|\n/);
    const distinct = withoutDoubles(answers.filter((it) => it !== null && it !== undefined));
    this.decorations.draw(editor, plan(distinct, lines, options(document)));
  }

  /** The places in an editor whose values are highlighted. */
  private places(editor: vscode.TextEditor): vscode.Position[] {
    const document = editor.document;
    if (!isOn(document) || vscode.languages.match(SELECTOR, document) === 0) {
      return [];
    }
    const pinned = this.pins.of(document.uri.toString());
    const places = pinned.map((offset) => document.positionAt(offset));
    return editor === vscode.window.activeTextEditor
      ? [...places, editor.selection.active]
      : places;
  }

  /** The regions at a position; `null` where there are none, `undefined` where the answer failed to come. */
  private async ask(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<Regions | null | undefined> {
    const params: PlaceParams = {
      textDocument: { uri: document.uri.toString() },
      position: { line: position.line, character: position.character },
      version: document.version,
    };
    try {
      // A server that is not running knows nothing.
      return (await this.host.request<Regions | null>(METHOD.regions, params, token)) ?? null;
    } catch (error) {
      return this.failed(error, token);
    }
  }

  /** The answer in place of one that did not come. */
  private failed(error: unknown, token: vscode.CancellationToken): null | undefined {
    const why = reason(error);
    if (why === "outdated" && !token.isCancellationRequested) {
      this.schedule();
    } else if (why === "unknown" && !this.saidUnknown) {
      this.saidUnknown = true;
      const message = vscode.l10n.t(
        "The server that is running is older than the extension: it knows no regions.",
      );
      void vscode.window.showInformationMessage(message);
    } else if (why === "other") {
      this.host.output.debug(`regions: ${String(error)}`);
    }
    return why === "unknown" ? null : undefined;
  }

  /** Keeps the value under the cursor highlighted, or no longer. */
  private async pin(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) {
      return;
    }
    const { document } = editor;
    if (!isOn(document)) {
      await vscode.commands.executeCommand("ownlens.regions.toggle");
    }
    const token = new vscode.CancellationTokenSource().token;
    const version = document.version;
    const answer = await this.ask(document, editor.selection.active, token);
    if (answer === undefined || answer === null || document.version !== version) {
      vscode.window.setStatusBarMessage(vscode.l10n.t("There is no value under the cursor."), 4000);
      return;
    }
    const { line, character } = answer.subject.range.start;
    const offset = document.offsetAt(new vscode.Position(line, character));
    const kept = this.pins.toggle(document.uri.toString(), offset);
    this.tellPinned();
    const name = answer.subject.name;
    const message = kept
      ? vscode.l10n.t("{0} stays highlighted.", name)
      : vscode.l10n.t("{0} is no longer kept highlighted.", name);
    vscode.window.setStatusBarMessage(message, 4000);
    this.schedule();
  }

  private tellPinned(): void {
    void vscode.commands.executeCommand("setContext", "ownlens.pinned", this.pins.any);
  }

  private showItem(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || vscode.languages.match(SELECTOR, document) === 0) {
      this.item.hide();
      return;
    }
    const on = isOn(document);
    this.item.text = on ? "$(eye)" : "$(eye-closed)";
    this.item.tooltip = on
      ? vscode.l10n.t("Lifetime regions are shown. Click to hide them.")
      : vscode.l10n.t("Lifetime regions are hidden. Click to show them.");
    this.item.accessibilityInformation = { label: this.item.tooltip, role: "button" };
    this.item.show();
  }
}

function configuration(document: vscode.TextDocument): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(SETTING, document.uri);
}

function isOn(document: vscode.TextDocument): boolean {
  return configuration(document).get("enable", false);
}

function options(document: vscode.TextDocument): Options {
  const settings = configuration(document);
  const isShown = (name: string) => settings.get(`${name}.enable`, true);
  return {
    kinds: new Set(KINDS.filter(isShown)),
    labels: isShown("labels"),
    overviewRuler: isShown("overviewRuler"),
  };
}

/** A value that is kept and also under the cursor is one value. */
function withoutDoubles(answers: readonly Regions[]): Regions[] {
  const bySubject = new Map(answers.map((it) => [JSON.stringify(it.subject), it]));
  return [...bySubject.values()];
}
