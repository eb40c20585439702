/** What the extension and the timeline's page say to each other. */
import type { Range } from "../protocol";

export type ToPage =
  /** A drawing to show. */
  | { readonly type: "show"; readonly title: string; readonly svg: string }
  /** There is nothing to draw, and why. */
  | { readonly type: "empty"; readonly message: string }
  /** The line that the cursor is in. */
  | { readonly type: "line"; readonly line: number };

export type FromPage =
  /** The page listens. */
  | { readonly type: "ready" }
  /** Somebody wants to go to a place in the source. */
  | { readonly type: "open"; readonly range: Range }
  /** Somebody points at something that stands for a place, or at nothing any more. */
  | { readonly type: "point"; readonly range: Range | null };

/** Reads `4:9-4:10`, as the drawing writes ranges. */
export function parseRange(text: string): Range | undefined {
  const numbers = /^(\d+):(\d+)-(\d+):(\d+)$/.exec(text);
  if (numbers === null) {
    return undefined;
  }
  const [line, character, endLine, endCharacter] = numbers.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}
