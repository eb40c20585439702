/** When a server that ended is started again. */

/** So often within [`WITHIN`] it is started again; after that something is wrong with it. */
const LIMIT = 4;
/** Milliseconds. */
const WITHIN = 3 * 60 * 1000;

/** Counts how often the server ended without being asked. */
export class Restarts {
  private ends: number[] = [];

  /** The server ended at a time in milliseconds. Whether to start it again. */
  again(now: number): boolean {
    this.ends = [...this.ends.filter((end) => now - end < WITHIN), now];
    return this.ends.length <= LIMIT;
  }

  /** Somebody starts it by hand: it gets another chance. */
  forget(): void {
    this.ends = [];
  }
}
