/** What the server says about endpoints is checked before it is used. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LENS_COMMANDS, parseChangedDocuments, parseMessageTable, parseSocketPaths } from '../../src/endpoints/answer';

test('the paths of WebSocket endpoints are picked from the list, each once', () => {
  const endpoints = [
    { kind: 'webSocket', path: '/feed' },
    { kind: 'http', path: '/links', method: 'GET' },
    { kind: 'webSocket', path: '/feed' },
    { kind: 'webSocket', path: null },
    null,
  ];
  assert.deepEqual(parseSocketPaths({ endpoints }), ['/feed']);
  for (const nothing of [null, undefined, 7, {}, { endpoints: {} }]) {
    assert.deepEqual(parseSocketPaths(nothing), []);
  }
});

test('a message table is text or nothing', () => {
  assert.equal(parseMessageTable({ markdown: '# Messages' }), '# Messages');
  for (const nothing of [null, undefined, {}, { markdown: 1 }]) {
    assert.equal(parseMessageTable(nothing), undefined);
  }
});

test('a notification names the documents that it is about', () => {
  const changed = [{ textDocument: { uri: 'file:///a.fitz' }, endpoints: true, asyncApi: false }, {}, null];
  assert.deepEqual(parseChangedDocuments({ changed }), ['file:///a.fitz']);
  assert.deepEqual(parseChangedDocuments(undefined), []);
});

test('every command behind a lens is one that the editor or the extension knows', () => {
  const lenses = readFileSync('src/endpoints/lenses.ts', 'utf8');
  const extension = readFileSync('src/extension.ts', 'utf8');
  for (const command of LENS_COMMANDS) {
    assert.ok(lenses.includes(`'${command}'`), `${command} gets no arguments of the editor`);
    assert.ok(command === 'fitz.showReferences' || extension.includes(`registerCommand('${command}'`), command);
  }
});
