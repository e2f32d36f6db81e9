// Runs the official AsyncAPI parser over documents and refuses every error and every warning.
//
//   node validate.mjs DOCUMENT...
//
// The parser also informs that a newer version of the specification exists; that is no fault of a document.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DiagnosticSeverity, Parser } from '@asyncapi/parser';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: node validate.mjs DOCUMENT...');
  process.exit(2);
}

const parser = new Parser();
let failed = 0;
for (const file of files) {
  const { document, diagnostics } = await parser.parse(await readFile(file, 'utf8'));
  const findings = diagnostics.filter((finding) => finding.severity <= DiagnosticSeverity.Warning);
  if (document !== undefined && findings.length === 0) {
    console.log(`ok      ${basename(file)}: ${document.channels().length} channels, ${document.operations().length} operations`);
    continue;
  }
  failed += 1;
  console.log(`FAILED  ${basename(file)}`);
  if (document === undefined) console.log('        the parser built no document');
  for (const { code, message, path } of findings) console.log(`        /${path.join('/')}: ${message} (${code})`);
}
console.log(`${files.length - failed} documents valid, ${failed} invalid`);
process.exitCode = failed === 0 ? 0 : 1;
