// Bundles the extension (for the Node extension host) and the script of the preview page (for a browser) into `dist`,
// with the licences of the packages that went into the bundles.
//   node scripts/build.mjs [--watch]
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { context } from 'esbuild';

const shared = { bundle: true, minify: true, sourcemap: false, legalComments: 'none', metafile: true, logLevel: 'warning' };
const bundles = [
  {
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
  },
  {
    ...shared,
    entryPoints: ['src/preview/page.ts'],
    outfile: 'dist/preview.js',
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
  },
];

const watch = process.argv.includes('--watch');
const packages = new Set();
for (const options of bundles) {
  const build = await context(options);
  if (watch) {
    await build.watch();
    continue;
  }
  const { metafile } = await build.rebuild();
  await build.dispose();
  for (const input of Object.keys(metafile.inputs)) {
    // The last one, for a package that is nested in another.
    const found = input.match(/.*node_modules\/(?:@[^/]+\/)?[^/]+/);
    if (found) {
      packages.add(found[0]);
    }
  }
}
if (!watch) {
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', [...packages].sort().map(notice).join('\n'));
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) {
    throw new Error(`${name} ${version} comes without a licence text and cannot be bundled.`);
  }
  return `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
}
