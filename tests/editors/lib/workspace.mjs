// A temporary folder with a copy of one program or several, and where things are in a program.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The folder is named after the first program. */
export function makeWorkspace(app, ...others) {
  const parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'fitz-workspace-')));
  // The editor shows the name of the folder, and so do the screenshots.
  const folder = path.join(parent, path.basename(app, '.fitz'));
  mkdirSync(folder);
  const file = path.join(folder, path.basename(app));
  for (const program of [app, ...others]) {
    copyFileSync(program, path.join(folder, path.basename(program)));
  }
  const settings = path.join(folder, '.vscode', 'settings.json');
  mkdirSync(path.dirname(settings));
  writeFileSync(settings, '{}');
  return {
    folder,
    file,
    text: readFileSync(file, 'utf8'),
    /** Writes VS Code's settings of this folder; a running editor takes note. */
    configure: (values) => writeFileSync(settings, JSON.stringify(values)),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}

/** The zero-based line of the first text that matches, at or after a line. */
export function lineOf(text, pattern, from = 0) {
  const line = text.split('\n').findIndex((content, index) => index >= from && pattern.test(content));
  if (line < 0) {
    throw new Error(`The program has no line ${pattern}.`);
  }
  return line;
}
