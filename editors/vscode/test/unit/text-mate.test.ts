/** The TextMate grammar over whole programs: nothing legal is marked as a mistake, and nothing leaks past its end. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const TESTS = path.join('..', '..', 'tests');
const FILE = path.join('syntaxes', 'fitz.tmLanguage.json');
let grammar: textmate.IGrammar;

before(async () => {
  await oniguruma.loadWASM(readFileSync('node_modules/vscode-oniguruma/release/onig.wasm'));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(FILE, 'utf8'), FILE),
  });
  const loaded = await registry.loadGrammar('source.fitz');
  assert.ok(loaded);
  grammar = loaded;
});

/** What the grammar calls a mistake in the text, and the scopes that are still open at its end. */
function colour(text: string): { mistakes: string[]; open: string[] } {
  const mistakes: string[] = [];
  let stack = textmate.INITIAL;
  let last: string[] = [];
  for (const line of `${text}\n`.split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      if (scopes.some((scope) => scope.startsWith('invalid.'))) {
        mistakes.push(`${line.slice(startIndex, endIndex)} in ${line}`);
      }
      last = scopes;
    }
  }
  return { mistakes, open: stack.depth > 1 ? last : [] };
}

function fitzFiles(folder: string): string[] {
  return readdirSync(path.join(TESTS, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.fitz'))
    .map((name) => path.join(TESTS, folder, name));
}

for (const folder of ['apps', 'samples', path.join('snippets', 'accept')]) {
  test(`colours every program in tests/${folder} to its end`, () => {
    const files = fitzFiles(folder);
    assert.ok(files.length > 0, `no programs in ${folder}`);
    for (const file of files) {
      assert.deepEqual(colour(readFileSync(file, 'utf8')), { mistakes: [], open: [] }, file);
    }
  });
}

test('a string that is not closed ends with its line', () => {
  assert.deepEqual(colour('let a = "open {x\nlet b = 1'), { mistakes: [], open: [] });
});

test('marks what no program can contain', () => {
  assert.deepEqual(colour('let a = 1__0').mistakes, ['1__0 in let a = 1__0']);
  assert.deepEqual(colour('let a = "\\q"').mistakes, ['\\q in let a = "\\q"']);
});
