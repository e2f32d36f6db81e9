// Runs the generated clients against real servers and prints `N passed, N failed` on its last line.
//
//   node --experimental-websocket tests/clients/run.mjs FITZ_LSP [--tools DIR] [--only TEXT]
//
// FITZ_LSP is the program that generates the clients. DIR is where tests/clients/install.sh put Python and its packages,
// target/clients by default. --only runs the scenarios whose name contains TEXT.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { WebSocket as WsWebSocket } from 'ws';
import { Browser } from './lib/browser.mjs';
import { takeExamples } from './lib/examples.mjs';
import { Report } from './lib/report.mjs';
import { scenarios } from './lib/scenarios.mjs';
import { Server } from './lib/server.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tools: { type: 'string', default: path.join(root, 'target', 'clients') },
    only: { type: 'string', default: '' },
  },
});
if (positionals.length !== 1) {
  quit('usage: node --experimental-websocket tests/clients/run.mjs FITZ_LSP [--tools DIR] [--only TEXT]');
}
const [fitz] = positionals.map((name) => path.resolve(name));
const tools = path.resolve(values.tools);
const python = path.join(tools, 'python', 'bin', 'python');
for (const [file, hint] of [
  [fitz, 'Build it with: cargo build -p fitz-lsp'],
  [python, 'Install it with: tests/clients/install.sh'],
]) {
  if (!existsSync(file)) {
    quit(`${file} does not exist. ${hint}`);
  }
}
if (globalThis.WebSocket === undefined) {
  quit('this Node has no WebSocket: start it with --experimental-websocket, or take Node 22');
}

// The apps run against servers; the programs with odd names and every type only have to be accepted.
const APPS = ['dashboard', 'notifications', 'session_chat', 'task_board', 'typed_channel'];
const ODD = path.join(root, 'tests', 'asyncapi', 'golden');
const PROGRAMS = [
  ...APPS.map((app) => [app, path.join(root, 'tests', 'apps', `${app}.fitz`)]),
  ...readdirSync(ODD).map((name) => [`odd_${name}`, path.join(ODD, name, 'main.fitz')]),
];
const generated = path.join(tools, 'generated');
const report = new Report();

await report.check('the clients of all programs are written', generate);
await report.check('TypeScript: they compile with every strict option, without the types of any platform', () => compile([]));
await report.check('TypeScript: they compile beside the types of a browser', () =>
  compile(['--lib', 'es2022,dom,dom.iterable', '--noEmit']));
await report.check('TypeScript: misuse is refused', misuse);
await report.check('Python: they pass a strict type check', typeCheck);

await report.check('TypeScript: what the AsyncAPI documents show as examples is taken', examples);
await report.check('Python: what the AsyncAPI documents show as examples is taken', () =>
  succeed(python, [path.join(import.meta.dirname, 'python_examples.py'), generated, ODD]));

const servers = { fastapi: new Server(python, 'fastapi_app.py'), fasthtml: new Server(python, 'fasthtml_app.py') };
const control = {
  door: (server, ...rest) => servers[server].door(...rest),
  kill: (server) => servers[server].kill(),
  start: (server) => servers[server].start(),
  halt: (server) => servers[server].halt(),
  resume: (server) => servers[server].resume(),
};
await Promise.all(Object.values(servers).map((server) => server.start()));
const urls = Object.fromEntries(Object.entries(servers).map(([name, server]) => [name, server.url]));

const clients = {};
for (const app of APPS) {
  clients[app] = await import(pathToFileURL(path.join(generated, 'js', app, 'client.js')));
}
const world = { clients, url: (server) => urls[server], ...control };
await runAll('Node, its own WebSocket', (scenario) => scenarios.get(scenario).run(world));
await runAll('Node, ws', (scenario) => scenarios.get(scenario).run({ ...world, WebSocket: WsWebSocket, seesStatus: true }));

const roots = { '/js/': path.join(generated, 'js'), '/lib/': path.join(import.meta.dirname, 'lib') };
const browser = await Browser.start(roots, control);
await runAll('Chromium', (scenario) => browser.run(scenario, APPS, urls));
await browser.close();

await Promise.all(Object.values(servers).map((server) => server.kill()));
await report.check('Python: the scenarios run to their end', pythonScenarios, 300_000);
report.close();

/** Runs every scenario, each on a server that has seen nothing yet. */
async function runAll(place, run) {
  for (const [name, { server }] of scenarios) {
    if (name.includes(values.only)) {
      await report.check(`${place}: ${name}`, async () => {
        await servers[server].restart();
        await run(name);
      });
    }
  }
}

function generate() {
  rmSync(generated, { recursive: true, force: true });
  for (const [name, program] of PROGRAMS) {
    for (const language of ['typescript', 'python']) {
      succeed(fitz, ['client', language, program, '-o', path.join(generated, name)]);
    }
  }
  mkdirSync(path.join(generated, 'js'), { recursive: true });
  writeFileSync(path.join(generated, 'js', 'package.json'), '{"type": "module"}\n');
}

function compile(options) {
  const modules = PROGRAMS.map(([name]) => path.join(generated, name, 'client.ts'));
  tsc([...modules, '--outDir', path.join(generated, 'js'), '--rootDir', generated, ...options]);
}

function tsc(options) {
  const strict = [
    'strict', 'noUncheckedIndexedAccess', 'exactOptionalPropertyTypes', 'noImplicitOverride', 'noUnusedLocals',
    'noUnusedParameters', 'noFallthroughCasesInSwitch', 'noImplicitReturns', 'isolatedModules', 'verbatimModuleSyntax',
    'erasableSyntaxOnly',
  ];
  const fixed = ['--target', 'es2022', '--module', 'es2022', '--moduleResolution', 'bundler', '--types', ''];
  const lib = options.includes('--lib') ? [] : ['--lib', 'es2022'];
  const command = [path.join(import.meta.dirname, 'node_modules', 'typescript', 'bin', 'tsc')];
  return succeed(process.execPath, [...command, ...strict.map((name) => `--${name}`), ...fixed, ...lib, ...options]);
}

/** Whatever the file does wrong is marked with `@ts-expect-error`: a mistake that is no error fails as well. */
function misuse() {
  const copy = path.join(generated, 'misuse.ts');
  cpSync(path.join(import.meta.dirname, 'misuse.ts'), copy);
  tsc([copy, '--noEmit']);
}

/** Every example frame of a golden document goes through the client of its program. */
async function examples() {
  const count = await takeExamples(ODD, path.join(generated, 'js'));
  if (count < 20) {
    throw new Error(`only ${count} examples`);
  }
}

function typeCheck() {
  for (const [name] of PROGRAMS) {
    const module = path.join(generated, name, 'client.py');
    succeed(python, ['-m', 'mypy', '--strict', '--cache-dir', path.join(tools, 'mypy'), module]);
  }
}

/** The Python client has scenarios of its own, in its own language, with servers of its own. */
async function pythonScenarios() {
  const script = path.join(import.meta.dirname, 'python_client.py');
  const child = spawn(python, [script, generated, values.only], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    report.line(line);
  }
  const code = await ended;
  if (code !== 0 && code !== 1) {
    throw new Error(`python_client.py ended with code ${code}`);
  }
}

function succeed(command, list) {
  const run = spawnSync(command, list, { encoding: 'utf8' });
  if (run.status !== 0) {
    throw new Error(`${path.basename(command)} ${list.join(' ')} failed\n${run.stdout}${run.stderr}${run.error ?? ''}`);
  }
}

function quit(message) {
  console.error(message);
  process.exit(2);
}
