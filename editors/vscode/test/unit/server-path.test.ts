import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { locateServer } from '../../src/server-path';

let root: string;
before(() => {
  root = mkdtempSync(path.join(tmpdir(), 'fitz-server-'));
  mkdirSync(path.join(root, 'with', 'server'), { recursive: true });
  for (const name of ['fitz-lsp', 'fitz-lsp.exe']) {
    writeFileSync(path.join(root, 'with', 'server', name), '');
    chmodSync(path.join(root, 'with', 'server', name), 0o755);
  }
  writeFileSync(path.join(root, 'own'), '');
  chmodSync(path.join(root, 'own'), 0o755);
  writeFileSync(path.join(root, 'plain'), '');
  chmodSync(path.join(root, 'plain'), 0o644);
});
after(() => rmSync(root, { recursive: true }));

function message(setting: string, extension = 'with'): string {
  const lookup = locateServer(setting, path.join(root, extension), 'linux');
  assert.ok(!lookup.found);
  return lookup.message;
}

test('takes the bundled server when the setting is empty', () => {
  const bundled = path.join(root, 'with', 'server', 'fitz-lsp');
  assert.deepEqual(locateServer('  ', path.join(root, 'with'), 'linux'), { found: true, path: bundled, origin: 'bundled' });
  assert.deepEqual(locateServer('', path.join(root, 'with'), 'win32'), { found: true, path: `${bundled}.exe`, origin: 'bundled' });
});

test('prefers the setting', () => {
  const own = path.join(root, 'own');
  assert.deepEqual(locateServer(own, path.join(root, 'with'), 'linux'), { found: true, path: own, origin: 'setting' });
});

test('says what is wrong and what to do', () => {
  assert.match(message('', 'without'), /comes without a language server.*set fitz\.server\.path/);
  assert.match(message('fitz-lsp'), /must be an absolute path/);
  assert.match(message(path.join(root, 'none')), /there is no such file.*empty it to use/);
  assert.match(message(root), /it is not a file/);
  assert.match(message(path.join(root, 'plain')), /it is not executable/);
});
