/** What is drawn for regions: a function from the server's answer to ranges with styles. */
import {
  REGION_KINDS,
  type Point,
  type PointKind,
  type Range,
  type Region,
  type RegionKind,
  type Regions,
} from "../protocol";

/** How many loans that are live at once are told apart by their lines. */
export const SLOTS = 4;

/** The edge and the pattern of a loan's line. */
export type Slot = number;

/** How something is drawn. */
export type Style =
  /** A line along the text. */
  | { readonly draw: "line"; readonly kind: RegionKind; readonly slot: Slot }
  /** A bar at the beginning of the line of text. */
  | { readonly draw: "bar"; readonly kind: RegionKind }
  /** A mark in the overview ruler. */
  | { readonly draw: "ruler"; readonly kind: RegionKind }
  /** Words at the end of the line of text. */
  | { readonly draw: "label"; readonly kind: RegionKind }
  /** A box around the place where a loan begins or is last used. */
  | { readonly draw: "point"; readonly kind: RegionKind; readonly point: "issue" | "lastUse" };

/** Something to draw. */
export interface Mark {
  readonly style: Style;
  readonly range: Range;
  /** For a label. */
  readonly text?: string;
}

export interface Options {
  /** The kinds that are drawn. */
  readonly kinds: ReadonlySet<RegionKind>;
  readonly labels: boolean;
  readonly overviewRuler: boolean;
}

/** A name for a style: equal styles have equal names. */
export function styleName(style: Style): string {
  switch (style.draw) {
    case "line":
      return `line ${style.kind} ${style.slot}`;
    case "point":
      return `point ${style.kind} ${style.point}`;
    case "bar":
    case "ruler":
    case "label":
      return `${style.draw} ${style.kind}`;
  }
}

/** Everything to draw for the values that are highlighted. `lines` are the document's lines. */
export function plan(
  answers: readonly Regions[],
  lines: readonly string[],
  options: Options,
): Mark[] {
  const marks: Mark[] = [];
  const bars = new Map<number, RegionKind>();
  const labels = new Map<string, Label>();
  const several = answers.length > 1;
  for (const answer of answers) {
    const { name } = answer.subject;
    // Of several values each label says which one it is about.
    const words = (label: string) =>
      several && !label.split(/[\s.]/).includes(name) ? `${name}: ${label}` : label;
    const shown = answer.regions.filter((region) => options.kinds.has(region.kind));
    const slots = loanSlots(shown);
    for (const region of shown) {
      const slot = slots.get(region) ?? 0;
      const pieces = region.ranges.flatMap((range) => byLine(range, lines));
      for (const range of pieces) {
        // A lifetime is the whole function: a bar beside it is enough.
        if (region.kind !== "lifetime") {
          marks.push({ style: { draw: "line", kind: region.kind, slot }, range });
        }
        bars.set(range.start.line, stronger(region.kind, bars.get(range.start.line)));
      }
      if (options.overviewRuler) {
        const style = { draw: "ruler", kind: region.kind } as const;
        marks.push(...region.ranges.map((range) => ({ style, range })));
      }
      const first = pieces[0];
      if (first !== undefined && !isTold(region, first.start.line, answer)) {
        addLabel(labels, first.start.line, region.kind, words(region.label));
      }
    }
    for (const point of answer.points) {
      const kind = pointKind(point, answer.regions);
      if (!options.kinds.has(kind)) {
        continue;
      }
      if (point.kind === "issue" || point.kind === "lastUse") {
        const style = { draw: "point", kind, point: point.kind } as const;
        marks.push(...byLine(point.range, lines).map((range) => ({ style, range })));
      }
      if (!isEvident(point, answer)) {
        addLabel(labels, point.range.end.line, kind, words(point.label));
      }
    }
  }
  for (const [line, kind] of bars) {
    const at = { line, character: 0 };
    marks.push({ style: { draw: "bar", kind }, range: { start: at, end: at } });
  }
  if (options.labels) {
    marks.push(...[...labels.values()].map((label) => labelMark(label, lines)));
  }
  return marks;
}

/** A range as one range for each line that it has text on, without indentation. */
export function byLine({ start, end }: Range, lines: readonly string[]): Range[] {
  const pieces: Range[] = [];
  for (let line = start.line; line <= end.line; line++) {
    const text = lines[line] ?? "";
    const from = Math.max(line === start.line ? start.character : 0, text.search(/\S|$/));
    const to = Math.min(line === end.line ? end.character : Infinity, text.trimEnd().length);
    if (from < to) {
      pieces.push({ start: { line, character: from }, end: { line, character: to } });
    }
  }
  return pieces;
}

/**
 * A line for each loan, so that loans that are live in the same place have different ones, as far as
 * there are enough.
 */
function loanSlots(regions: readonly Region[]): Map<Region, Slot> {
  const slots = new Map<Region, Slot>();
  for (const region of regions.filter((it) => it.loan !== undefined)) {
    const taken = new Set<Slot>();
    for (const [other, slot] of slots) {
      if (other.ranges.some((theirs) => region.ranges.some((ours) => overlap(ours, theirs)))) {
        taken.add(slot);
      }
    }
    const free = [...Array(SLOTS).keys()].find((slot) => !taken.has(slot));
    slots.set(region, free ?? slots.size % SLOTS);
  }
  return slots;
}

function overlap(a: Range, b: Range): boolean {
  return before(a.start, b.end) && before(b.start, a.end);
}

function before(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** Of two kinds on one line, the one that restricts more what may be done with the value. */
function stronger(kind: RegionKind, other: RegionKind | undefined): RegionKind {
  const strength: readonly RegionKind[] = [
    "lifetime",
    "owned",
    "maybe",
    "moved",
    "shared",
    "mutable",
  ];
  return other !== undefined && strength.indexOf(other) > strength.indexOf(kind) ? other : kind;
}

const POINT_KINDS: Record<PointKind, RegionKind> = {
  issue: "shared",
  lastUse: "shared",
  move: "moved",
  drop: "owned",
  assign: "owned",
};

/** The kind whose colour a point has: that of its loan. */
function pointKind(point: Point, regions: readonly Region[]): RegionKind {
  const loan = regions.find((region) => point.loan !== undefined && region.loan === point.loan);
  return loan?.kind ?? POINT_KINDS[point.kind];
}

/** Where a loan begins its own label says so, and one that ends on that line needs no word about its end. */
function isEvident(point: Point, { regions, points }: Regions): boolean {
  if (point.loan === undefined || (point.kind !== "issue" && point.kind !== "lastUse")) {
    return false;
  }
  const issue = points.find((it) => it.kind === "issue" && it.loan === point.loan);
  const first = regions.find((it) => it.loan === point.loan)?.ranges[0];
  const line = point.range.end.line;
  return line === first?.start.line && line === issue?.range.end.line;
}

/** A value is moved out behind a move; on its line the move says so, and to where. */
function isTold({ kind }: Region, line: number, { points }: Regions): boolean {
  return kind === "moved" && points.some((it) => it.kind === "move" && it.range.end.line === line);
}

interface Label {
  readonly line: number;
  readonly kind: RegionKind;
  readonly texts: string[];
}

function addLabel(labels: Map<string, Label>, line: number, kind: RegionKind, text: string): void {
  const key = `${line} ${kind}`;
  const label = labels.get(key) ?? { line, kind, texts: [] };
  labels.set(key, label);
  if (text !== "" && !label.texts.includes(text)) {
    label.texts.push(text);
  }
}

function labelMark({ line, kind, texts }: Label, lines: readonly string[]): Mark {
  const at = { line, character: (lines[line] ?? "").length };
  return {
    style: { draw: "label", kind },
    range: { start: at, end: at },
    text: texts.join(" · "),
  };
}

/** The kinds of regions, those first that are drawn below the others. */
export const KINDS = REGION_KINDS;
