/** What others than Ownlens report about a document, as the server is told. */
import type { Range } from "../protocol";

/** Who our diagnostics say they are from. */
const SOURCE = "ownlens";

/** A diagnostic, as far as it matters here: of the editor, or of anything that looks alike. */
export interface Diagnostic {
  readonly source?: string | undefined;
  readonly code?:
    string | number | { readonly value: string | number; readonly target: unknown } | undefined;
  readonly range: Range;
}

export interface Reported {
  readonly range: Range;
  /** The compiler's code. */
  readonly code: string;
}

/** The errors with a code of the compiler that others report. */
export function reported(diagnostics: readonly Diagnostic[]): Reported[] {
  return diagnostics.flatMap(({ source, code, range: { start, end } }) => {
    const value = String(typeof code === "object" ? code.value : code);
    const isTheirs = source !== SOURCE && /^E\d{4}$/.test(value);
    const at = ({ line, character }: Range["start"]) => ({ line, character });
    return isTheirs ? [{ range: { start: at(start), end: at(end) }, code: value }] : [];
  });
}
