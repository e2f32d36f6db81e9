// Runs the mocha tests of `suite/` inside the real extension host, with the packaged extension installed.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { makeWorkspace } from '../lib/workspace.mjs';
import { launchBrowser, startCode } from './server.mjs';

const LIMIT = 120_000;

export async function runHost({ editors, vsix, app, screenshots, report }) {
  const workspace = makeWorkspace(app);
  const scratch = mkdtempSync(path.join(tmpdir(), 'fitz-host-'));
  const results = path.join(scratch, 'results.jsonl');
  // The extension host inherits the environment of the server.
  const code = await startCode({
    editors,
    vsix,
    workspace: workspace.folder,
    env: { FITZ_EDITORS: editors, FITZ_RESULTS: results, FITZ_FILE: workspace.file },
  });
  const browser = await launchBrowser(editors);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const { status, said } = await runSuite(page, code, workspace.folder);

    const done = existsSync(results) ? readFileSync(results, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : [];
    for (const { name, error } of done) {
      report.record(name, error ?? undefined);
    }
    if (status !== 0 && done.every(({ error }) => error === null)) {
      throw new Error(`The extension host ended with ${status} after ${done.length} tests.\n${said.slice(-30).join('\n')}`);
    }
  } catch (error) {
    await browser.contexts()[0]?.pages()[0]?.screenshot({ path: path.join(screenshots, 'failed-host.png') });
    throw error;
  } finally {
    await browser.close();
    await code.stop();
    workspace.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Opens the workbench so that it runs the tests; resolves with their exit status and everything that was logged. */
async function runSuite(page, code, folder) {
  const suite = path.join(import.meta.dirname, 'suite');
  const remote = (file) => `vscode-remote://${code.host}${file}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(suite)],
    ['extensionTestsPath', remote(path.join(suite, 'index.cjs'))],
  ]);
  const said = [];
  await page.exposeFunction('codeAutomationLog', (_type, args) => said.push(format(...args)));
  let timer;
  const ended = new Promise((resolve) => {
    timer = setTimeout(() => resolve(`no result after ${LIMIT / 1000} s`), LIMIT);
    void page.exposeFunction('codeAutomationExit', resolve).then(() =>
      // The payload counts only together with an explicit folder: without one, the workbench redirects and drops it.
      page.goto(`${code.url}?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`));
  });
  const status = await ended;
  clearTimeout(timer);
  return { status, said };
}
