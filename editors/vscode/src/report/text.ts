/** The text of a bug report. */

export interface Facts {
  /** Programs and systems with their versions. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the status bar says. */
  readonly status: string;
  /** Settings that differ from what they are by default. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The last lines of the log. */
  readonly log: readonly string[];
  /** The user's home directory, which says who they are. */
  readonly home: string;
}

/** The heading and the questions of the report, in the user's language. */
export interface Headings {
  readonly title: string;
  readonly privacy: string;
  readonly what: string;
  readonly expected: string;
  readonly program: string;
  readonly versions: string;
  readonly status: string;
  readonly settings: string;
  readonly log: string;
}

/** The report in Markdown. */
export function report(facts: Facts, words: Headings): string {
  const versions = Object.entries(facts.versions).map(([name, it]) => `- ${name}: ${it}`);
  const text = [
    `# ${words.title}`,
    `> ${words.privacy}`,
    `## ${words.what}`,
    "",
    `## ${words.expected}`,
    "",
    `## ${words.program}`,
    fenced("rust", ""),
    `## ${words.versions}`,
    versions.join("\n"),
    `## ${words.status}`,
    facts.status,
    `## ${words.settings}`,
    fenced("json", JSON.stringify(facts.settings, null, 2)),
    `## ${words.log}`,
    fenced("text", facts.log.join("\n")),
  ].join("\n\n");
  return withoutHome(text, facts.home) + "\n";
}

/** A block whose fence is longer than any in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([it]) => it.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function withoutHome(text: string, home: string): string {
  return home.length > 1 ? text.replaceAll(home, "~") : text;
}
