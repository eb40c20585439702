/** Why the server does not answer a request. */

/** The server does not know the request; it was cancelled; the document has changed; something else. */
export type Reason = "unknown" | "cancelled" | "outdated" | "other";

/** Codes of JSON-RPC and of the Language Server Protocol. */
const REASONS: ReadonlyMap<unknown, Reason> = new Map<unknown, Reason>([
  [-32601, "unknown"],
  [-32800, "cancelled"],
  [-32801, "outdated"],
  [-32802, "outdated"],
]);

/** Reads it off the error. */
export function reason(error: unknown): Reason {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : 0;
  return REASONS.get(code) ?? "other";
}
