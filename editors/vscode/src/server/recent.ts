/** The last lines of a text that never ends. */
export class Recent {
  private readonly kept: string[] = [];

  /** Keeps at most `limit` lines. */
  constructor(private readonly limit: number) {}

  push(line: string): void {
    this.kept.push(line);
    if (this.kept.length > this.limit) {
      this.kept.shift();
    }
  }

  get lines(): readonly string[] {
    return this.kept;
  }
}
