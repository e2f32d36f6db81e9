// VS Code's workbench with its Node extension host (code-server), on a free local port, with a profile of its own.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../lib/until.mjs';
import { ProtocolLog } from '../lib/protocol-log.mjs';

/** Loads a package that install.sh has put beside the editors. */
export function loadFrom(editors, name) {
  return createRequire(path.join(editors, 'package.json'))(name);
}

export function launchBrowser(editors) {
  return loadFrom(editors, 'playwright-core').chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
}

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'editor.fontFamily': 'DejaVu Sans Mono',
  // On the web the default is to save while typing; the tests want to undo.
  'files.autoSave': 'off',
};

/**
 * Installs the packaged extension and starts the workbench on a folder. The server inside the installed extension is put
 * behind the recorder, so `log` shows what it says; the extension itself is left as it was packaged.
 */
export async function startCode({ editors, vsix, workspace, settings = {}, env = {} }) {
  const node = path.join(editors, 'bin', 'node');
  const entry = path.join(editors, 'code-server', 'out', 'node', 'entry.js');
  const profile = mkdtempSync(path.join(tmpdir(), 'fitz-code-'));
  const data = path.join(profile, 'data');
  const extensions = path.join(profile, 'extensions');
  mkdirSync(path.join(data, 'User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(path.join(profile, 'config.yaml'), 'auth: none\n');
  writeFileSync(path.join(data, 'User', 'settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  const common = ['--config', path.join(profile, 'config.yaml'), '--user-data-dir', data, '--extensions-dir', extensions];

  const install = spawnSync(node, [entry, ...common, '--install-extension', vsix, '--force'], { encoding: 'utf8' });
  if (install.status !== 0 || !/successfully installed/.test(install.stdout)) {
    throw new Error(`The .vsix could not be installed:\n${install.stdout}${install.stderr}`);
  }
  const protocol = path.join(profile, 'protocol.jsonl');
  putBehindRecorder(extensions, node, protocol);

  const port = await freePort();
  const output = openSync(path.join(profile, 'code-server.log'), 'w');
  const child = spawn(
    node,
    [
      entry, ...common, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check',
      '--disable-workspace-trust', '--disable-getting-started-override',
      // Lets a page hand over `extensionTestsPath`; see host.mjs.
      '--vscode-option', 'enable-smoke-test-driver', workspace,
    ],
    // Without the gallery it looks up nothing outside. A process group of its own, so that all of it can be ended.
    { detached: true, stdio: ['ignore', output, output], env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', FITZ_PROTOCOL_LOG: protocol, ...env } },
  );
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const stop = async () => {
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has already ended.
    }
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };

  const url = `http://127.0.0.1:${port}/`;
  try {
    await until('code-server to answer', async () => (await fetch(`${url}healthz`).catch(() => undefined))?.ok);
  } catch (error) {
    const said = readFileSync(path.join(profile, 'code-server.log'), 'utf8');
    await stop();
    throw new Error(`${error.message}\n${said}`);
  }
  return { url, host: `127.0.0.1:${port}`, log: new ProtocolLog(protocol), stop };
}

function putBehindRecorder(extensions, node, protocol) {
  const folder = readdirSync(extensions).find((name) => name.startsWith('fitz-lang.fitz-'));
  if (folder === undefined) {
    throw new Error('The .vsix does not hold the extension fitz-lang.fitz.');
  }
  const server = path.join(extensions, folder, 'server', 'fitz-lsp');
  const real = `${server}-real`;
  renameSync(server, real);
  const recorder = path.join(import.meta.dirname, '..', 'lib', 'recorder.mjs');
  writeFileSync(server, `#!/bin/sh\nexec '${node}' '${recorder}' '${protocol}' '${real}' "$@"\n`);
  chmodSync(server, 0o755);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
