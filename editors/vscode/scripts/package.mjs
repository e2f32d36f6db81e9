// Makes the .vsix of one platform with the given server inside.
//   node scripts/package.mjs BINARY OUTDIR [--target linux-x64]
//
// Copies the server to `server/`, installs the packages of the lock file unless they are there, bundles, and writes
// OUTDIR/fitz-<version>-<target>.vsix, whose path is the last line of the output.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { target: { type: 'string', default: 'linux-x64' } },
});
if (positionals.length !== 2) {
  fail('usage: node scripts/package.mjs BINARY OUTDIR [--target linux-x64]');
}
const [binary, outdir] = positionals.map((name) => path.resolve(name));
if (!statSync(binary, { throwIfNoEntry: false })?.isFile()) {
  fail(`There is no server program at ${binary}. Build it first: cargo build --release -p fitz-lsp`);
}

process.chdir(path.join(import.meta.dirname, '..'));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const vsix = path.join(outdir, `fitz-${version}-${values.target}.vsix`);

rmSync('server', { recursive: true, force: true });
mkdirSync('server');
const server = path.join('server', values.target.startsWith('win32') ? 'fitz-lsp.exe' : 'fitz-lsp');
copyFileSync(binary, server);
chmodSync(server, 0o755);

if (!(changed('node_modules/.package-lock.json') > changed('package-lock.json'))) {
  run('npm', 'ci', '--no-audit', '--no-fund');
}
run('npm', 'run', 'check');
run('npm', 'run', 'build');
mkdirSync(outdir, { recursive: true });
run(
  'npx', '--no-install', 'vsce', 'package',
  '--target', values.target,
  '--out', vsix,
  // Everything is bundled, so no package of node_modules belongs into the .vsix.
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
);
console.log(vsix);

function changed(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) {
    fail(`${command} ${args.join(' ')} ended with ${error?.message ?? `code ${status}`}`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
