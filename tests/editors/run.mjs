// Drives real editors against the real server and prints `N passed, N failed` on its last line.
//
//   node tests/editors/run.mjs SERVER VSIX [--editors DIR] [--screenshots DIR] [--only host|session|neovim]
//
// SERVER is the fitz-lsp binary (Neovim runs it), VSIX the packaged extension (VS Code runs the server inside it).
// The editors come from tests/editors/install.sh; DIR is where that put them, target/editors by default.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Report } from './lib/report.mjs';
import { runNeovim } from './neovim/session.mjs';
import { runHost } from './vscode/host.mjs';
import { runSession } from './vscode/session.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    editors: { type: 'string', default: path.join(root, 'target', 'editors') },
    screenshots: { type: 'string' },
    only: { type: 'string' },
    app: { type: 'string', default: path.join(root, 'tests', 'apps', 'dashboard.fitz') },
  },
});
const suites = { host: runHost, session: runSession, neovim: runNeovim };
if (positionals.length !== 2 || (values.only !== undefined && !Object.hasOwn(suites, values.only))) {
  quit('usage: node tests/editors/run.mjs SERVER VSIX [--editors DIR] [--screenshots DIR] [--only host|session|neovim]');
}
const [server, vsix] = positionals.map((name) => path.resolve(name));
const editors = path.resolve(values.editors);
const screenshots = path.resolve(values.screenshots ?? path.join(editors, 'screenshots'));
for (const [file, hint] of [
  [server, 'Build it with: cargo build -p fitz-lsp'],
  [values.app, 'The program of the session is missing.'],
  [vsix, 'Build it with: cargo xtask dist'],
  [path.join(editors, 'code-server'), 'Install the editors with: tests/editors/install.sh'],
]) {
  if (!existsSync(file)) {
    quit(`${file} does not exist. ${hint}`);
  }
}
mkdirSync(screenshots, { recursive: true });

const report = new Report();
for (const [name, run] of Object.entries(suites)) {
  if (values.only === undefined || values.only === name) {
    // A suite that breaks down is one failure of its own, and the next suite still runs.
    await report.suite(name, () => run({ server, vsix, editors, screenshots, app: values.app, root, report }));
  }
}
report.close();

function quit(message) {
  console.error(message);
  process.exit(2);
}
