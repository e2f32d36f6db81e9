// The official AsyncAPI parser: no error and no warning. It also informs that a newer version of the specification exists;
// that is no fault of a document.

import { DiagnosticSeverity, Parser } from '@asyncapi/parser';

const parser = new Parser();

export async function parserFindings(text) {
  const { document, diagnostics } = await parser.parse(text);
  const findings = diagnostics
    .filter((finding) => finding.severity <= DiagnosticSeverity.Warning)
    .map(({ code, message, path }) => `parser: /${path.join('/')}: ${message} (${code})`);
  if (document === undefined) findings.push('parser: it built no document');
  return findings;
}
