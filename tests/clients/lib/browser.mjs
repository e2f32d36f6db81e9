// The scenarios in a page of Chromium.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';

export class Browser {
  /** `roots` are the folders to serve, by the prefix of their paths; `control` is what the page may do to the servers. */
  static async start(roots, control) {
    const files = await serveFiles(roots);
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
    const context = await browser.newContext();
    await context.exposeFunction('control', (action, ...rest) => control[action](...rest));
    return new Browser(files, browser, context);
  }

  constructor(files, browser, context) {
    this.files = files;
    this.browser = browser;
    this.context = context;
  }

  /** Runs one scenario in a page of its own. */
  async run(scenario, apps, urls) {
    const page = await this.context.newPage();
    try {
      await page.goto(`http://127.0.0.1:${this.files.address().port}/`);
      const problem = await page.evaluate(inPage, [scenario, apps, urls]);
      if (problem !== undefined) {
        throw new Error(problem);
      }
    } finally {
      await page.close();
    }
  }

  async close() {
    await this.browser.close();
    this.files.close();
  }
}

/** Runs in the page: errors come back as texts. */
async function inPage([scenario, apps, urls]) {
  try {
    const { scenarios } = await import('/lib/scenarios.mjs');
    const clients = {};
    for (const app of apps) {
      clients[app] = await import(`/js/${app}/client.js`);
    }
    const action = (name) => (...rest) => globalThis.control(name, ...rest);
    const actions = ['door', 'kill', 'start', 'halt', 'resume'].map((name) => [name, action(name)]);
    await scenarios.get(scenario).run({ clients, url: (server) => urls[server], ...Object.fromEntries(actions) });
    return undefined;
  } catch (error) {
    return String(error?.stack ?? error);
  }
}

async function serveFiles(roots) {
  const server = createServer(async (request, response) => {
    const prefix = Object.keys(roots).find((it) => request.url.startsWith(it));
    if (prefix === undefined) {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><meta charset="utf-8"><title>clients</title>');
      return;
    }
    try {
      const text = await readFile(path.join(roots[prefix], request.url.slice(prefix.length)));
      response.setHeader('content-type', 'text/javascript');
      response.end(text);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
