// A server of the tests: started on a port of its own, killed and started again there.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', 'servers');

export class Server {
  constructor(python, script) {
    this.python = python;
    this.script = script;
  }

  async start() {
    this.port ??= await freePort();
    const child = spawn(this.python, [path.join(folder, this.script), String(this.port)], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    this.ended = new Promise((resolve) => child.once('exit', resolve));
    const lines = createInterface({ input: child.stdout });
    const ready = new Promise((resolve) => lines.once('line', resolve));
    const early = this.ended.then((code) => {
      throw new Error(`${this.script} ended with code ${code} before it was ready`);
    });
    await Promise.race([ready, early]);
    // From here on its end is expected.
    early.catch(() => {});
  }

  /** Ends the process at once, without a word to its clients. */
  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async restart() {
    await this.kill();
    await this.start();
  }

  /** Halts the process: its connections stay, and nobody answers. */
  halt() {
    this.child.kill('SIGSTOP');
  }

  resume() {
    this.child.kill('SIGCONT');
  }

  get url() {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** The back door of an app: `state`, or something to do. */
  async door(app, action, query = {}, body = undefined) {
    const url = `http://127.0.0.1:${this.port}/test/${app}/${action}?${new URLSearchParams(query)}`;
    const answer = await fetch(url, action === 'state' ? {} : { method: 'POST', body });
    if (!answer.ok) {
      throw new Error(`${url} answered with HTTP ${answer.status}`);
    }
    return answer.json();
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
