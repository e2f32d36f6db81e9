// Has documents judged by programs that are not ours, and refuses every error and every warning that counts.
//
//   node validate.mjs DIRECTORY
//
// The directory holds AsyncAPI documents (`*.asyncapi.json`) and OpenAPI documents (`*.openapi.json`); beside some of them
// lies the same document as YAML. Each gate is a file of its own.

import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { parserFindings } from './gates/parser.mjs';
import { redoclyFindings } from './gates/redocly.mjs';
import { asyncApiSchemaFindings, openApiSchemaFindings } from './gates/schemas.mjs';
import { yamlFindings } from './gates/yaml.mjs';

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error('usage: node validate.mjs DIRECTORY');
  process.exit(2);
}

const files = (await readdir(directory)).sort();
const documents = files.filter((file) => file.endsWith('.json'));
let failed = 0;
for (const file of documents) {
  const path = resolve(directory, file);
  const text = await readFile(path, 'utf8');
  const isAsyncApi = file.endsWith('.asyncapi.json');
  const findings = [
    ...(isAsyncApi ? await parserFindings(text) : []),
    ...(isAsyncApi ? asyncApiSchemaFindings(JSON.parse(text)) : openApiSchemaFindings(JSON.parse(text))),
    ...(await redoclyFindings(text, path)),
  ];
  const yaml = file.replace(/json$/, 'yaml');
  if (files.includes(yaml)) findings.push(...yamlFindings(await readFile(join(directory, yaml), 'utf8'), text));
  if (findings.length === 0) continue;
  failed += 1;
  console.log(`FAILED  ${file}`);
  for (const finding of findings) console.log(`        ${finding}`);
}
console.log(`${documents.length - failed} documents valid, ${failed} invalid`);
process.exitCode = failed === 0 && documents.length > 0 ? 0 : 1;
