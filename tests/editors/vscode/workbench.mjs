// What a person does in VS Code's window, and sees there.
import path from 'node:path';
import { until } from '../lib/until.mjs';
import { launchBrowser, startCode } from './server.mjs';

/**
 * Starts VS Code on a folder and opens its window; `use` gets the page and the running server. When it throws, a picture of
 * the window is left at `failed`.
 */
export async function withWorkbench({ editors, vsix, folder, window, failed, settings, env }, use) {
  const code = await startCode({ editors, vsix, workspace: folder, settings, env });
  const browser = await launchBrowser(editors);
  try {
    const context = await browser.newContext({ viewport: window });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    try {
      await page.goto(`${code.url}?folder=${encodeURIComponent(folder)}`);
      await use({ page, code });
    } catch (error) {
      await page.screenshot({ path: failed });
      throw error;
    }
  } finally {
    await browser.close();
    await code.stop();
  }
}

/** Opens a file of the folder, and gives it the room of the side bar. */
export async function openFile(page, file) {
  await page.waitForSelector('.explorer-folders-view .monaco-list-row');
  await pick(page, 'Control+P', path.basename(file));
  await page.waitForSelector('.editor-instance .view-line');
  await page.keyboard.press('Control+B');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
}

/** Puts the mouse on a word until its hover shows. A line that moves or is drawn anew under the mouse shows none. */
export async function hoverOver(page, word, hover) {
  await until(
    'the hover',
    async () => {
      await page.mouse.move(5, 5);
      await word.hover();
      return hover.waitFor({ timeout: 5_000 }).then(() => true, () => false);
    },
    { limit: 30_000 },
  );
}

/** Opens a quick input with a key. A key that is pressed while the focus is on its way out of a webview gets lost. */
export async function openQuickInput(page, key) {
  const input = page.locator('.quick-input-widget input:visible').first();
  const isOpen = () => input.waitFor({ timeout: 5_000 }).then(() => true, () => false);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await page.keyboard.press(key);
    if (await isOpen()) {
      return;
    }
  }
  throw new Error(`${key} opens no quick input`);
}

/** Opens a quick input with a key, types into it and takes the entry of that name. */
export async function pick(page, key, entry) {
  await openQuickInput(page, key);
  await page.keyboard.type(entry);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: entry }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
}

/** Puts the cursor at a zero-based line, at a zero-based column or at the end of the line. */
export async function goTo(page, line, column) {
  await openQuickInput(page, 'Control+G');
  await page.keyboard.type(`${line + 1}:${column === 'end' ? 1 : column + 1}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
  if (column === 'end') {
    await page.keyboard.press('End');
  }
  await contains(page.locator('#status\\.editor\\.selection'), `Ln ${line + 1},`);
}

/** Waits until the status bar counts that many problems. */
export async function problems(page, count) {
  const label = () => page.locator('#status\\.problems a').first().getAttribute('aria-label');
  const wanted = count === 0 ? /No Problems/ : new RegExp(`(Errors|Problems): ${count}\\b|\\b${count} (Error|Problem)`);
  await until(`${count} problems in the status bar`, async () => wanted.test((await label()) ?? ''), { seen: label });
}

/** Waits until what a locator finds holds a text. */
export async function contains(locator, wanted) {
  const seen = async () => (await locator.allTextContents()).join('\n').replaceAll('\u00a0', ' ');
  await until(`“${wanted}”`, async () => (await seen()).includes(wanted), { seen });
}

/** The window from a little above to a little below these elements. */
export async function screenshotAround(page, locators, file) {
  const boxes = await Promise.all(locators.map((locator) => locator.boundingBox()));
  const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - 60);
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + 200;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + 40;
  const { x: left } = await page.locator('.part.editor').boundingBox();
  await page.screenshot({ path: file, clip: { x: left, y: top, width: right - left, height: bottom - top } });
}
