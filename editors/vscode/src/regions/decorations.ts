/** Draws marks in an editor. */
import * as vscode from "vscode";

import type { RegionKind } from "../protocol";
import { styleName, type Mark, type Style } from "./plan";

const COLORS: Record<RegionKind, string> = {
  owned: "ownlens.ownedRegion",
  shared: "ownlens.sharedRegion",
  mutable: "ownlens.mutableRegion",
  moved: "ownlens.movedRegion",
  maybe: "ownlens.maybeRegion",
  lifetime: "ownlens.lifetimeRegion",
};

const LANES: Record<RegionKind, vscode.OverviewRulerLane> = {
  owned: vscode.OverviewRulerLane.Left,
  shared: vscode.OverviewRulerLane.Center,
  mutable: vscode.OverviewRulerLane.Center,
  moved: vscode.OverviewRulerLane.Right,
  maybe: vscode.OverviewRulerLane.Right,
  lifetime: vscode.OverviewRulerLane.Full,
};

/** Edge and pattern of each loan's line. On the same edge the later one is thicker, so both show. */
const LOANS = [
  { edge: "bottom", width: 2, pattern: "solid" },
  { edge: "top", width: 2, pattern: "dashed" },
  { edge: "bottom", width: 4, pattern: "dotted" },
  { edge: "top", width: 5, pattern: "double" },
] as const;

/** The types of decorations, each created once, when it is first needed. */
export class Decorations implements vscode.Disposable {
  private readonly types = new Map<string, vscode.TextEditorDecorationType>();
  /** The styles that are drawn in an editor. */
  private readonly drawn = new WeakMap<vscode.TextEditor, ReadonlySet<string>>();

  dispose(): void {
    vscode.Disposable.from(...this.types.values()).dispose();
  }

  /** Draws these marks and no others. */
  draw(editor: vscode.TextEditor, marks: readonly Mark[]): void {
    const byStyle = new Map<string, { style: Style; options: vscode.DecorationOptions[] }>();
    for (const mark of marks) {
      const name = styleName(mark.style);
      const group = byStyle.get(name) ?? { style: mark.style, options: [] };
      byStyle.set(name, group);
      group.options.push(option(mark));
    }
    for (const { style, options } of byStyle.values()) {
      editor.setDecorations(this.type(style), options);
    }
    for (const name of this.drawn.get(editor) ?? []) {
      const type = this.types.get(name);
      if (type !== undefined && !byStyle.has(name)) {
        editor.setDecorations(type, []);
      }
    }
    this.drawn.set(editor, new Set(byStyle.keys()));
  }

  private type(style: Style): vscode.TextEditorDecorationType {
    const name = styleName(style);
    const type = this.types.get(name) ?? vscode.window.createTextEditorDecorationType(look(style));
    this.types.set(name, type);
    return type;
  }
}

function option({ range: { start, end }, text }: Mark): vscode.DecorationOptions {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  return text === undefined
    ? { range }
    : { range, renderOptions: { after: { contentText: text } } };
}

/** How a style looks. What is typed beside a mark does not belong to it. */
function look(style: Style): vscode.DecorationRenderOptions {
  const color = new vscode.ThemeColor(COLORS[style.kind]);
  const rangeBehavior = vscode.DecorationRangeBehavior.ClosedClosed;
  switch (style.draw) {
    case "line":
      return {
        ...line(style.kind, style.slot),
        borderColor: color,
        backgroundColor: new vscode.ThemeColor(`${COLORS[style.kind]}Background`),
        rangeBehavior,
      };
    case "bar":
      return {
        isWholeLine: true,
        borderColor: color,
        borderStyle: style.kind === "owned" || style.kind === "shared" ? "solid" : "double",
        borderWidth: style.kind === "owned" ? "0 0 0 1px" : "0 0 0 3px",
        rangeBehavior,
      };
    case "ruler":
      return { overviewRulerColor: color, overviewRulerLane: LANES[style.kind], rangeBehavior };
    case "label":
      return { after: { color, fontStyle: "italic", margin: "0 0 0 2ch" }, rangeBehavior };
    case "point":
      return {
        outlineColor: color,
        outlineStyle: style.point === "issue" ? "solid" : "dashed",
        outlineWidth: "1px",
        rangeBehavior,
      };
  }
}

/** A mutable borrow's line has ends, so that it differs from a shared one's in shape, too. */
function line(kind: RegionKind, slot: number): vscode.DecorationRenderOptions {
  if (kind === "shared" || kind === "mutable") {
    const { edge, width, pattern } = LOANS[slot] ?? LOANS[0];
    const side = kind === "mutable" ? "2px" : "0";
    const [top, bottom] = edge === "top" ? [`${width}px`, "0"] : ["0", `${width}px`];
    return { borderStyle: pattern, borderWidth: `${top} ${side} ${bottom} ${side}` };
  }
  const pattern = { owned: "solid", moved: "dotted", maybe: "dashed", lifetime: "solid" }[kind];
  return { borderStyle: pattern, borderWidth: "0 0 1px 0" };
}
