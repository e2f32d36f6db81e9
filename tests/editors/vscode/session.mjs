// A person's path through the packaged extension, on the screen: keys and mouse go in, what is visible counts.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lineOf, makeWorkspace } from '../lib/workspace.mjs';
import { until } from '../lib/until.mjs';
import { contains, goTo, hoverOver, openFile, pick, problems, screenshotAround, withWorkbench } from './workbench.mjs';

const WINDOW = { width: 1440, height: 900 };

export async function runSession({ editors, vsix, app, screenshots, report }) {
  const workspace = makeWorkspace(app);
  const failed = path.join(screenshots, 'failed-session.png');
  try {
    await withWorkbench({ editors, vsix, folder: workspace.folder, window: WINDOW, failed }, ({ page, code }) =>
      session({ page, code, workspace, screenshots, check: report.check.bind(report) }));
  } finally {
    workspace.remove();
  }
}

async function session({ page, code, workspace, screenshots, check }) {
  const { text } = workspace;
  const uri = pathToFileURL(workspace.file).href;
  const handler = lineOf(text, /async fn dashboard\(/);
  const violations = [];
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) {
      violations.push(`${message.text()} (${message.location().url})`);
    }
  });

  await check('opens the program', () => openFile(page, workspace.file));

  await check('shows no diagnostics once the server has looked at it', async () => {
    const published = await code.log.diagnostics(uri, 1);
    if (published.length > 0) {
      throw new Error(`The server reports: ${JSON.stringify(published)}`);
    }
    await problems(page, 0);
  });

  await check('the language status says that the server runs, and leads to its log', async () => {
    await page.locator('#status\\.languageStatus a').first().click();
    const status = page.locator('.hover-language-status', { hasText: 'Fitz server: running' });
    await status.waitFor();
    await status.getByText('Show log').click();
    const output = page.locator('.part.panel .view-lines');
    await contains(output, 'Starting');
    await page.keyboard.press('Control+J');
    await page.locator('.part.panel').waitFor({ state: 'hidden' });
  });

  await check('hover on WsConn shows its type and endpoint', async () => {
    // A hover takes a quarter of the window's height, so the picture of all of it needs a tall window.
    await page.setViewportSize({ ...WINDOW, height: 2800 });
    await goTo(page, handler, 'end');
    // The lenses move the lines below them down when they come.
    await page.locator('.codelens-decoration a', { hasText: 'preview' }).first().waitFor();
    const word = page.locator('.view-line span', { hasText: /^WsConn$/ }).last();
    const hover = page.locator('.monaco-hover:visible', { hasText: '/dashboard' });
    await hoverOver(page, word, hover);
    await contains(hover, 'WsConn<DashboardCommand, DashboardEvent>');
    await screenshotAround(page, [hover, word], path.join(screenshots, 'hover.png'));
    await page.keyboard.press('Escape');
    await page.mouse.move(5, 5);
    await page.setViewportSize(WINDOW);
  });

  await check('completion after conn. offers exactly the four methods', async () => {
    await goTo(page, lineOf(text, /^\s*loop \{/, handler), 'end');
    await page.keyboard.press('Enter');
    await page.keyboard.type('conn.');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    const names = async () => (await rows.allTextContents()).map((name) => name.trim()).sort();
    const wanted = ['broadcast', 'close', 'recv', 'send'];
    await until('the four methods', async () => JSON.stringify(await names()) === JSON.stringify(wanted), { seen: names });
    await page.screenshot({ path: path.join(screenshots, 'completion.png') });
    await page.keyboard.press('Escape');
    await pick(page, 'F1', 'File: Revert File');
    await page.locator('.tab.active:not(.dirty)').first().waitFor();
    await problems(page, 0);
  });

  await check('removing async shows ws/not-async', async () => {
    await goTo(page, handler, 0);
    await page.keyboard.press('Control+Delete');
    const squiggle = page.locator('.squiggly-error').first();
    await squiggle.waitFor();
    await problems(page, 1);
    await page.keyboard.press('F8');
    await contains(page.locator('.zone-widget.marker-widget, .zone-widget .marker-widget').first(), 'ws/not-async');
    await page.screenshot({ path: path.join(screenshots, 'diagnostic.png') });
    await page.keyboard.press('Escape');
  });

  await check('undo makes it go away', async () => {
    await page.keyboard.press('Control+Z');
    await problems(page, 0);
    await until('the squiggle to go', async () => (await page.locator('.squiggly-error').count()) === 0);
  });

  const preview = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await check('Fitz: Preview AsyncAPI shows the channel /dashboard', async () => {
    await pick(page, 'F1', 'Fitz: Preview AsyncAPI');
    await preview.locator('details.channel > summary', { hasText: '/dashboard' }).waitFor();
    await contains(preview.locator('details.channel'), 'Server receives');
    await contains(preview.locator('details.channel'), 'Server sends');
    await page.screenshot({ path: path.join(screenshots, 'preview.png') });
  });

  const event = lineOf(text, /^type DashboardEvent \{/);
  await check('a new field of the event type appears in the preview while it is typed', async () => {
    await page.keyboard.press('Control+1'); // the first group of editors
    await goTo(page, event, 'end');
    await page.keyboard.press('Enter');
    await page.keyboard.type('note: Str = ""');
    const row = preview.locator('tr', { has: preview.locator('code.field', { hasText: /^note$/ }) });
    await row.waitFor();
    await contains(row, 'default ""');
  });

  await check('the preview keeps what is open, and its place, when the document changes', async () => {
    const example = preview.locator('details:not(.channel)').last();
    await example.locator('summary').click();
    await example.locator('pre').waitFor();
    const scrolled = () => preview.locator('html').evaluate((html) => html.scrollTop);
    await preview.locator('html').evaluate((html) => html.scrollTo(0, 120));
    const before = await scrolled();
    await page.keyboard.press('Control+1'); // the first group of editors
    await goTo(page, event + 1, 'end');
    await page.keyboard.press('Enter');
    await page.keyboard.type('extra: Int = 0');
    await preview.locator('code.field', { hasText: /^extra$/ }).waitFor();
    await example.locator('pre', { hasText: 'extra' }).waitFor();
    const after = await scrolled();
    if (Math.abs(after - before) > 80 || after === 0) {
      throw new Error(`The preview was scrolled to ${before} and is now at ${after}.`);
    }
  });

  await check('a click on a field in the preview goes to its line', async () => {
    await preview.locator('button.source', { has: preview.locator('code', { hasText: /^target_url$/ }) }).last().click();
    // Two lines were inserted above.
    const line = lineOf(text, /^\s*target_url:/, event) + 2;
    await contains(page.locator('#status\\.editor\\.selection'), `Ln ${line + 1},`);
    await page.screenshot({ path: path.join(screenshots, 'jump.png') });
  });

  await check('the preview needs nothing that its content security policy forbids, and the policy is in force', async () => {
    const own = violations.filter((violation) => /preview\.(js|css)|webview/.test(violation));
    if (own.length > 0) {
      throw new Error(own.join('\n'));
    }
    const allowed = await preview.locator('html').evaluate(async () => {
      const attempts = {
        // In a task of its own, because the browser exempts what a debugger calls directly.
        eval: () => new Promise((resolve, reject) => setTimeout(() => {
          try {
            resolve((0, eval)('1'));
          } catch (error) {
            reject(error);
          }
        })),
        network: () => fetch(location.href),
        'inline script': () => {
          const script = document.createElement('script');
          script.textContent = 'window.inlineScriptRan = true';
          document.body.append(script);
          script.remove();
          if (window.inlineScriptRan !== true) {
            throw new Error('refused');
          }
        },
        'inline style': () => {
          const style = document.createElement('style');
          style.textContent = 'h1 { outline-width: 77px !important }';
          document.head.append(style);
          const width = getComputedStyle(document.querySelector('h1')).outlineWidth;
          style.remove();
          if (width !== '77px') {
            throw new Error('refused');
          }
        },
      };
      const worked = [];
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          await attempt();
          worked.push(name);
        } catch {
          // Refused, as it should be.
        }
      }
      return worked;
    });
    if (allowed.length > 0) {
      throw new Error(`The page may use: ${allowed.join(', ')}`);
    }
  });
  await check('without a server the preview keeps what it showed, says so, and recovers', async () => {
    workspace.configure({ 'fitz.server.path': '/nowhere/fitz-lsp' });
    await until('the server to be told to end', () =>
      code.log.entries().some(({ from, message }) => from === 'client' && message.method === 'exit'));
    // Toasts are held back in a window that is driven by a test; the centre has them all.
    await pick(page, 'F1', 'Notifications: Show Notifications');
    await page.locator('.notifications-center', { hasText: '/nowhere/fitz-lsp' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+1');
    await goTo(page, event + 1, 'end');
    await page.keyboard.press('Enter');
    await page.keyboard.type('late: Int = 0');
    const note = preview.locator('#note:visible');
    await contains(note, 'Out of date');
    await preview.locator('details.channel > summary', { hasText: '/dashboard' }).waitFor();

    workspace.configure({});
    await preview.locator('code.field', { hasText: /^late$/ }).waitFor();
    await note.waitFor({ state: 'hidden' });
  });

  await check('the preview is back after the window was reloaded', async () => {
    await page.reload();
    await preview.locator('details.channel > summary', { hasText: '/dashboard' }).waitFor();
    await preview.locator('code.field', { hasText: /^kind$/ }).first().waitFor();
  });
}
