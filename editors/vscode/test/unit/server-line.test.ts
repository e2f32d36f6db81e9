import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseServerLine } from '../../src/server-line';

test('a line of the server keeps its own level', () => {
  assert.deepEqual(parseServerLine('2026-11-21T01:04:34.889429Z  INFO fitz_lsp::server: initialize'), {
    level: 'info',
    text: 'fitz_lsp::server: initialize',
  });
  assert.deepEqual(parseServerLine('\u001b[2m2026-11-21T01:04:34Z\u001b[0m \u001b[33m WARN\u001b[0m slow'), { level: 'warn', text: 'slow' });
});

test('anything else on standard error is an error', () => {
  const panic = "thread 'main' panicked at INFO";
  assert.deepEqual(parseServerLine(panic), { level: 'error', text: panic });
});
