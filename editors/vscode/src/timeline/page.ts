/** The page that the timeline is shown on. */

export interface Page {
  /** The source that the editor's own pages load from, for the content security policy. */
  readonly source: string;
  /** A value that nobody can guess, new for each page. */
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  readonly words: Words;
}

export interface Words {
  readonly language: string;
  readonly title: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomReset: string;
  readonly hint: string;
}

/**
 * Nothing is loaded but the extension's own script and style sheet, and nothing is sent anywhere. The
 * drawing comes by message.
 */
export function page({ source, nonce, script, style, words }: Page): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  const button = (id: string, sign: string, name: string) =>
    `<button id="${id}" type="button" title="${escape(name)}" aria-label="${escape(name)}">${sign}</button>`;
  return `<!DOCTYPE html>
<html lang="${escape(words.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(words.title)}</title>
<link rel="stylesheet" href="${escape(style)}">
</head>
<body>
<header>
<h1 id="function" aria-live="polite">${escape(words.title)}</h1>
<div role="toolbar" aria-label="${escape(words.title)}">
${button("zoom-out", "−", words.zoomOut)}
${button("zoom-reset", "1:1", words.zoomReset)}
${button("zoom-in", "+", words.zoomIn)}
</div>
</header>
<p id="message"></p>
<main id="picture" aria-describedby="hint"></main>
<p id="hint" class="hint">${escape(words.hint)}</p>
<script nonce="${escape(nonce)}" src="${escape(script)}"></script>
</body>
</html>
`;
}

/** For text and for attributes in quotation marks. */
export function escape(text: string): string {
  const signs: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
