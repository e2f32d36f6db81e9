/** What the server says of itself and of what can be run is checked before it is used. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRunnable, parseRunnables } from '../../src/run/runnable';
import { memoryTable, parseStatus } from '../../src/server-info/answers';

test('what can be run names a program, its arguments and a directory', () => {
  const runnable = { label: 'test adds', kind: 'test', program: '/bin/fitz', args: ['test', 'a b'], cwd: '/srv' };
  assert.deepEqual(parseRunnable(runnable), { label: 'test adds', program: '/bin/fitz', args: ['test', 'a b'], cwd: '/srv' });
  assert.deepEqual(parseRunnables([runnable, { ...runnable, program: null }, null]).length, 1);
  for (const nothing of [undefined, null, {}, { ...runnable, args: [1] }, { ...runnable, cwd: undefined }]) {
    assert.equal(parseRunnable(nothing), undefined);
  }
  assert.deepEqual(parseRunnables(null), []);
});

test('a status is one of three healths', () => {
  assert.deepEqual(parseStatus({ health: 'ok', quiescent: true }), { health: 'ok', quiescent: true });
  assert.deepEqual(parseStatus({ health: 'error', quiescent: false, message: 'm' }), { health: 'error', quiescent: false, message: 'm' });
  for (const nothing of [null, {}, { health: 'fine', quiescent: true }, { health: 'ok' }]) {
    assert.equal(parseStatus(nothing), undefined);
  }
});

test('memory is shown as a table', () => {
  const usage = {
    processBytes: 3 * 1024 * 1024,
    files: { count: 2, bytes: 1024 * 1024 },
    openDocuments: { count: 1, bytes: 0 },
    ingredients: [{ name: 'infer', count: 7, bytes: 524288 }],
  };
  const lines = memoryTable(usage).trimEnd().split('\n');
  assert.equal(lines.length, 5);
  assert.match(lines[1]!, /^ +3\.00 +the whole process$/);
  assert.match(lines[4]!, /^ +0\.50 +7 +infer$/);
  // Where the system does not tell, and for an answer that is none.
  assert.doesNotMatch(memoryTable({ ...usage, processBytes: null }), /whole process/);
  assert.match(memoryTable(undefined), /open documents/);
});
