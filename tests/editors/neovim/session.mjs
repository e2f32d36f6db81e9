// Runs `session.lua` in headless Neovim with the configuration that users are told to copy.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeWorkspace } from '../lib/workspace.mjs';

const LIMIT = 60_000;

export async function runNeovim({ server, app, root, report }) {
  const workspace = makeWorkspace(app);
  const home = mkdtempSync(path.join(tmpdir(), 'fitz-neovim-'));
  try {
    // The configuration expects the server on the PATH.
    const bin = path.join(home, 'bin');
    mkdirSync(bin);
    symlinkSync(server, path.join(bin, 'fitz-lsp'));
    const { status, output, messages } = await run(
      'nvim',
      [
        '--headless', '-n', '-i', 'NONE',
        '-u', path.join(root, 'editors', 'neovim', 'init.lua'),
        workspace.file,
        '-c', `luafile ${path.join(import.meta.dirname, 'session.lua')}`,
      ],
      {
        ...process.env,
        PATH: `${bin}:${process.env.PATH}`,
        HOME: home,
        XDG_CONFIG_HOME: path.join(home, 'config'),
        XDG_CACHE_HOME: path.join(home, 'cache'),
        XDG_DATA_HOME: path.join(home, 'data'),
        XDG_STATE_HOME: path.join(home, 'state'),
      },
    );

    // One line for each check: `ok NAME`, or `not ok NAME` and the reason after a tab; then `end of session COUNT`.
    let checks = 0;
    let announced;
    for (const line of output.split(/\r?\n/)) {
      const [, no, name, reason] = /^(not )?ok ([^\t]+)(?:\t(.*))?$/.exec(line) ?? [];
      if (name !== undefined) {
        checks += 1;
        report.record(name, no === undefined ? undefined : reason);
      }
      announced ??= /^end of session (\d+)$/.exec(line)?.[1];
    }
    if (announced !== String(checks)) {
      throw new Error(`Neovim ended with ${status} after ${checks} checks and announced ${announced}:\n${output}${messages}`);
    }
  } finally {
    workspace.remove();
    rmSync(home, { recursive: true, force: true });
  }
}

function run(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let messages = '';
    child.stdout.on('data', (bytes) => (output += bytes));
    // Neovim's own messages, which end in no line feed and would swallow the next line of ours.
    child.stderr.on('data', (bytes) => (messages += bytes));
    const timer = setTimeout(() => {
      messages += `\nNo end after ${LIMIT / 1000} s.`;
      child.kill('SIGKILL');
    }, LIMIT);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      resolve({ status: status ?? signal, output, messages });
    });
  });
}
