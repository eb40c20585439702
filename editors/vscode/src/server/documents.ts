/** The documents that the server is asked about. */
export const SELECTOR = [
  { scheme: "file", language: "rust" },
  { scheme: "untitled", language: "rust" },
];
