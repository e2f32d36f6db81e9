/** The standard library is shown from what the server answers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LIBRARY_SCHEME, parseLibraryText } from '../../src/library/answer';
import { LibraryCapability } from '../../src/library/capability';

test('a library file is a text or nothing', () => {
  assert.equal(parseLibraryText('fn print() {}\n'), 'fn print() {}\n');
  assert.equal(parseLibraryText(''), '');
  for (const nothing of [null, undefined, 7, {}]) {
    assert.equal(parseLibraryText(nothing), undefined);
  }
});

test('the capability is added to those that are there', () => {
  const capabilities = { experimental: { endpointsChanged: true } };
  new LibraryCapability().fillClientCapabilities(capabilities);
  assert.deepEqual(capabilities.experimental, { endpointsChanged: true, libraryText: true });
});

test('documents of the library are answered by the server', () => {
  assert.equal(LIBRARY_SCHEME, 'fitz-std');
  assert.ok(readFileSync('src/language-server.ts', 'utf8').includes('scheme: LIBRARY_SCHEME'));
});
