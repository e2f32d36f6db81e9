// Reads what `recorder.mjs` has written.
import { existsSync, readFileSync } from 'node:fs';
import { until } from './until.mjs';

export class ProtocolLog {
  constructor(file) {
    this.file = file;
  }

  /** The messages so far. The last line may still be in the making. */
  entries() {
    if (!existsSync(this.file)) {
      return [];
    }
    const lines = readFileSync(this.file, 'utf8').split('\n');
    return lines.slice(0, -1).map((line) => JSON.parse(line));
  }

  /**
   * Waits until the server has said which diagnostics a version of a file has, whether it was asked for them or
   * published them by itself, and returns them. Without a version: for the newest that the editor has sent.
   */
  diagnostics(uri, version) {
    return until(
      `diagnostics of ${uri}, ${version === undefined ? 'newest version' : `version ${version}`}`,
      () => {
        const { newest, byVersion } = this.#diagnosticsByVersion(uri);
        return byVersion.get(version ?? newest);
      },
      { seen: () => this.entries().slice(-6) },
    );
  }

  /** Waits for the answer to a request that a test has seen the editor send. */
  async answer(method, passes = () => true) {
    return until(`an answer to ${method}`, () => {
      const ids = new Map();
      for (const { from, message } of this.entries()) {
        if (from === 'client' && message.method === method) {
          ids.set(message.id, message.params);
        } else if (from === 'server' && message.method === undefined && ids.has(message.id) && passes(message.result)) {
          return message.result ?? false;
        }
      }
      return undefined;
    });
  }

  #diagnosticsByVersion(uri) {
    const same = (other) => decodeURIComponent(other ?? '') === decodeURIComponent(uri);
    const byVersion = new Map();
    const asked = new Map();
    let newest;
    let last = [];
    for (const { from, message } of this.entries()) {
      const { method, params, id, result } = message;
      if (from === 'client' && (method === 'textDocument/didOpen' || method === 'textDocument/didChange') && same(params.textDocument.uri)) {
        newest = params.textDocument.version;
      } else if (from === 'client' && method === 'textDocument/diagnostic' && same(params.textDocument.uri)) {
        asked.set(id, newest);
      } else if (from === 'server' && method === 'textDocument/publishDiagnostics' && same(params.uri)) {
        last = params.diagnostics;
        byVersion.set(params.version, last);
      } else if (from === 'server' && method === undefined && asked.has(id) && result !== undefined) {
        last = result.kind === 'unchanged' ? last : result.items;
        byVersion.set(asked.get(id), last);
      }
    }
    return { newest, byVersion };
  }
}
