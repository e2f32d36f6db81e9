/**
 * The page of the preview panel. It loads one style sheet and one script of the extension and is allowed nothing else:
 * no network, no inline style, no eval.
 */
import { randomBytes } from 'node:crypto';

export interface PageResources {
  /** Where the editor serves files of the extension from. */
  cspSource: string;
  style: string;
  script: string;
}

export function pageHtml({ cspSource, style, script }: PageResources, nonce = randomBytes(18).toString('base64url')): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${attribute(style)}">
  <title>AsyncAPI</title>
</head>
<body>
  <div id="note" role="status" hidden></div>
  <div id="page"><p class="quiet">Waiting for the language server…</p></div>
  <script nonce="${nonce}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
