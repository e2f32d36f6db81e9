// Takes the pictures of `docs/features.md` anew: each shows one feature in VS Code, on the programs of `tests/apps`.
//
//   node tests/editors/pictures.mjs VSIX [--editors DIR] [--out DIR] [--only NAME]
//
// DIR of the pictures is docs/images by default. A picture that is not what it was may be a feature that has changed: look.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { withPalette } from './lib/palette.mjs';
import { lineOf, makeWorkspace } from './lib/workspace.mjs';
import { contains, goTo, hoverOver, openFile, openQuickInput, pick, problems, withWorkbench } from './vscode/workbench.mjs';

const WINDOW = { width: 900, height: 640 };
const LIMIT = 60_000;
const SETTINGS = {
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.tips.enabled': false,
  'breadcrumbs.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.lineNumbersMinChars': 3,
  'editor.overviewRulerBorder': false,
  'editor.cursorBlinking': 'solid',
  'editor.scrollbar.vertical': 'hidden',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.guides.indentation': false,
};

/** Each puts the window of the named program into a state and returns what of it is to be seen. */
const PICTURES = {
  completion: ['dashboard.fitz', async ({ page, text }) => {
    await typeAfter(page, lineOf(text, /^\s*loop \{/, handlerOf(text, 'dashboard')), 'conn.');
    const offers = page.locator('.suggest-widget.visible');
    await contains(offers, 'broadcast');
    return [offers, lineWith(page, '@ws('), lineWith(page, 'Ok(command)')];
  }],

  'quick-fix': ['dashboard.fitz', async ({ page, text }) => {
    const handler = handlerOf(text, 'dashboard');
    await goTo(page, handler, 0);
    await page.keyboard.press('Control+Delete');
    await page.keyboard.press('Delete');
    await page.locator('.squiggly-error').first().waitFor();
    await goTo(page, handler, 'fn '.length);
    await page.keyboard.press('Control+.');
    const menu = page.locator('.action-widget').first();
    await contains(menu, 'async');
    return [menu, lineWith(page, '@authenticated'), lineWith(page, 'loop {')];
  }],

  'inlay-hints': ['typed_channel.fitz', async ({ page, text }) => {
    await goTo(page, lineOf(text, /let problem/), 'end');
    await contains(page.locator('.view-lines'), '← ClientEvent');
    return [lineWith(page, 'count_member(room, '), lineWith(page, 'Err(e) =>')];
  }],

  'code-lens': ['task_board.fitz', async ({ page, text }) => {
    await goTo(page, lineOf(text, /^fn only_known/), 'end');
    await page.locator('.codelens-decoration a', { hasText: 'run test' }).nth(1).waitFor();
    await goTo(page, lineOf(text, /^@test/), 0);
    await page.locator('.codelens-decoration a', { hasText: 'preview' }).first().waitFor();
    return [lineWith(page, '@ws('), lineWith(page, 'fn only_known')];
  }],

  references: ['dashboard.fitz', async ({ page, text }) => {
    await goTo(page, handlerOf(text, 'dashboard') - 1, '@ws("/da'.length);
    await page.keyboard.press('Shift+F12');
    const peek = page.locator('.reference-zone-widget');
    await contains(peek, 'ws_broadcast');
    return [peek, lineWith(page, '@authenticated').last()];
  }],

  rename: ['notifications.fitz', async ({ page, text }) => {
    await goTo(page, lineOf(text, /^type NotifyEvent/) + 2, '    to'.length);
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input');
    await box.fill('topic_key');
    await box.press('Control+Enter');
    const panel = page.locator('.part.panel');
    await panel.locator('.monaco-list-row', { hasText: 'topic_key' }).first().waitFor();
    return [panel];
  }],

  'asyncapi-preview': ['dashboard.fitz', async ({ page, text }) => {
    await goTo(page, lineOf(text, /^type DashboardEvent/), 'end');
    await pick(page, 'F1', 'Fitz: Preview AsyncAPI');
    const preview = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await preview.locator('details.channel > summary', { hasText: '/dashboard' }).waitFor();
    await contains(preview.locator('details.channel'), 'Server sends');
    await preview.locator('details.channel > summary').first().evaluate((summary) => summary.scrollIntoView());
    return [page.locator('.part.editor')];
  }],

  'workspace-symbols': ['dashboard.fitz', async ({ page }) => {
    await openQuickInput(page, 'Control+T');
    await page.keyboard.type('@ws /');
    const list = page.locator('.quick-input-list');
    await contains(list, '@ws /ws/tasks');
    return [page.locator('.quick-input-widget').first()];
  }],

  problems: ['session_chat.fitz', async ({ page, text }) => {
    await typeAfter(page, lineOf(text, /^\s*Ok\(typed\)/), 'conn.send(typed)');
    await typeAfter(page, handlerOf(text, 'room'), 'let late: Int = name_of(session)');
    await pick(page, 'F1', 'Problems: Focus on Problems View');
    const panel = page.locator('.part.panel');
    await contains(panel, 'expects `Update`');
    return [panel];
  }],

  library: ['dashboard.fitz', async ({ page, text }) => {
    const line = lineOf(text, /log\.info/);
    await goTo(page, line, text.split('\n')[line].indexOf('info'));
    await page.keyboard.press('F12');
    await page.locator('.tab.active', { hasText: 'log.fitz' }).waitFor();
    await contains(page.locator('.editor-instance .view-lines'), 'fn info');
    return [page.locator('.tabs-container').first(), lineWith(page, 'fn info')];
  }],

  // A hover takes a quarter of the window's height, so the picture of all of it needs a tall window.
  'hover-endpoint': ['dashboard.fitz', async ({ page, text }) => {
    await page.setViewportSize({ ...WINDOW, height: 3000 });
    await goTo(page, handlerOf(text, 'dashboard'), 'end');
    await page.locator('.codelens-decoration a', { hasText: 'preview' }).first().waitFor();
    const word = lineWith(page, '@ws(').locator('span', { hasText: /^ws$/ }).last();
    const hover = page.locator('.monaco-hover:visible', { hasText: '/dashboard' });
    await hoverOver(page, word, hover);
    return [hover, lineWith(page, 'loop {')];
  }],
};

const root = path.resolve(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    editors: { type: 'string', default: path.join(root, 'target', 'editors') },
    out: { type: 'string', default: path.join(root, 'docs', 'images') },
    only: { type: 'string' },
  },
});
if (positionals.length !== 1 || (values.only !== undefined && !Object.hasOwn(PICTURES, values.only))) {
  console.error(`usage: node tests/editors/pictures.mjs VSIX [--editors DIR] [--out DIR] [--only ${Object.keys(PICTURES).join('|')}]`);
  process.exit(2);
}

const apps = path.join(root, 'tests', 'apps');
const programs = ['dashboard', 'notifications', 'session_chat', 'task_board', 'typed_channel'];
const workspace = makeWorkspace(...programs.map((name) => path.join(apps, `${name}.fitz`)));
// Lenses that run something are there when the program is.
const fitz = path.join(workspace.folder, '.vscode', 'fitz');
writeFileSync(fitz, '#!/bin/sh\n');
chmodSync(fitz, 0o755);
workspace.configure({ 'fitz.path': fitz });
try {
  await withWorkbench(
    {
      editors: path.resolve(values.editors),
      vsix: path.resolve(positionals[0]),
      folder: workspace.folder,
      window: WINDOW,
      failed: path.join(path.resolve(values.editors), 'screenshots', 'failed-picture.png'),
      settings: SETTINGS,
    },
    takeAll,
  );
} finally {
  workspace.remove();
}

async function takeAll({ page }) {
  await openFile(page, 'dashboard.fitz');
  for (const [name, [program, prepare]] of Object.entries(PICTURES)) {
    if (values.only === undefined || values.only === name) {
      const file = path.join(workspace.folder, program);
      await pick(page, 'Control+P', program);
      await page.locator('.tab.active', { hasText: program }).waitFor();
      await problems(page, 0);
      const seen = await prepare({ page, text: readFileSync(file, 'utf8') });
      await take(page, seen, path.join(path.resolve(values.out), `${name}.png`));
      await tidyUp(page);
    }
  }
}

/** The whole width of the window, and of its height what shows these elements. */
async function take(page, elements, file) {
  await page.evaluate(() => document.fonts.ready);
  const boxes = await Promise.all(elements.map((element) => element.boundingBox()));
  const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - 8);
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + 12;
  const shot = withPalette(await page.screenshot({ clip: { x: 0, y: top, width: WINDOW.width, height: bottom - top } }));
  if (shot.length > LIMIT) {
    throw new Error(`${file} would have ${shot.length} bytes: show less in it.`);
  }
  writeFileSync(file, shot);
  console.log(`${path.basename(file)}: ${Math.round(shot.length / 1000)} kB`);
}

/** Forgets what was typed and closes what was opened. */
async function tidyUp(page) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await pick(page, 'F1', 'View: Revert and Close Editor');
  await pick(page, 'F1', 'View: Close All Editors');
  const panel = page.locator('.part.panel');
  if (await panel.isVisible()) {
    await page.keyboard.press('Control+J');
    await panel.waitFor({ state: 'hidden' });
  }
}

async function typeAfter(page, line, text) {
  await goTo(page, line, 'end');
  await page.keyboard.press('Enter');
  await page.keyboard.type(text);
}

function handlerOf(text, name) {
  return lineOf(text, new RegExp(`^async fn ${name}\\(`));
}

function lineWith(page, text) {
  return page.locator('.editor-instance .view-line', { hasText: text }).first();
}
