/** Values that stay highlighted, and where they are while the text changes. */

/** A change of a text: `length` characters at `offset` became `text`. */
export interface Change {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Where an offset is after a change. Inside of what was replaced nothing stands any more. */
export function shifted(offset: number, change: Change): number | undefined {
  if (offset < change.offset || (offset === change.offset && change.length === 0)) {
    // What is inserted in front of a name becomes part of it, or pushes it on: the next answer tells.
    return offset === change.offset ? offset + change.text.length : offset;
  }
  if (offset >= change.offset + change.length) {
    return offset + change.text.length - change.length;
  }
  return undefined;
}

/** The highlighted values of all documents. */
export class Pins {
  private readonly offsets = new Map<string, readonly number[]>();

  /** The offsets of a document's values. */
  of(document: string): readonly number[] {
    return this.offsets.get(document) ?? [];
  }

  get any(): boolean {
    return this.offsets.size > 0;
  }

  /** Highlights the value at an offset, or no longer. Whether it is now. */
  toggle(document: string, offset: number): boolean {
    const all = this.of(document);
    const on = !all.includes(offset);
    this.set(document, on ? [...all, offset] : all.filter((it) => it !== offset));
    return on;
  }

  /** A document's text has changed; the changes all count from the text before. */
  change(document: string, changes: readonly Change[]): void {
    let all = this.of(document);
    // From the end of the text on, a change moves nothing that another one has still to move.
    for (const change of [...changes].sort((a, b) => b.offset - a.offset)) {
      all = all.flatMap((offset) => shifted(offset, change) ?? []);
    }
    this.set(document, all);
  }

  /** A document is gone. */
  forget(document: string): void {
    this.offsets.delete(document);
  }

  clear(): void {
    this.offsets.clear();
  }

  private set(document: string, offsets: readonly number[]): void {
    if (offsets.length === 0) {
      this.offsets.delete(document);
    } else {
      this.offsets.set(document, offsets);
    }
  }
}
