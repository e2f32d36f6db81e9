/**
 * Which server program to run. Knows nothing of VS Code, so that the rule can be tested by itself.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

export type ServerLookup =
  | { found: true; path: string; origin: 'setting' | 'bundled' }
  | { found: false; message: string };

/**
 * The program named by the setting, or else the one in the extension's `server` folder. A setting that names something
 * unusable is an error rather than a reason to run another program: the user asked for that one.
 */
export function locateServer(setting: string, extensionPath: string, platform = process.platform): ServerLookup {
  const configured = setting.trim();
  if (configured !== '') {
    if (!path.isAbsolute(configured)) {
      return missing(`The setting fitz.server.path must be an absolute path. It is "${configured}".`);
    }
    const problem = whyNotRunnable(configured, platform);
    return problem === undefined
      ? { found: true, path: configured, origin: 'setting' }
      : missing(`The setting fitz.server.path names "${configured}", but ${problem}. Correct the setting, or empty it to use the server that comes with the extension.`);
  }

  const bundled = path.join(extensionPath, 'server', platform === 'win32' ? 'fitz-lsp.exe' : 'fitz-lsp');
  const problem = whyNotRunnable(bundled, platform);
  return problem === undefined
    ? { found: true, path: bundled, origin: 'bundled' }
    : missing('This build of the Fitz extension comes without a language server for your platform. Build fitz-lsp from source and set fitz.server.path to it.');
}

function missing(message: string): ServerLookup {
  return { found: false, message };
}

function whyNotRunnable(file: string, platform: NodeJS.Platform): string | undefined {
  let stat: fs.Stats;
  try {
    stat = fs.statSync(file);
  } catch {
    return 'there is no such file';
  }
  if (!stat.isFile()) {
    return 'it is not a file';
  }
  if (platform !== 'win32') {
    try {
      fs.accessSync(file, fs.constants.X_OK);
    } catch {
      return 'it is not executable';
    }
  }
  return undefined;
}
