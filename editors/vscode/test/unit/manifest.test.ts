/** The manifest, the code and the README must tell the same story. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

interface Manifest {
  main: string;
  icon: string;
  activationEvents: string[];
  capabilities: { untrustedWorkspaces: { supported: unknown; restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command: string }[]>;
    configuration: { properties: Record<string, { markdownDescription?: string; default?: unknown; scope?: string }> };
    languages: { id: string; extensions: string[]; configuration: string; icon: { light: string; dark: string } }[];
    grammars: { language: string; scopeName: string; path: string }[];
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { commands, menus, configuration, languages, grammars } = manifest.contributes;
const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`src/${name}`, 'utf8'))
  .join('\n');
const readme = readFileSync('README.md', 'utf8');

test('every contributed command is registered, every registered one contributed, and the README has it', () => {
  const registered = [...source.matchAll(/registerCommand\('([^']+)'/g)].map(([, name]) => name);
  assert.deepEqual([...registered].sort(), commands.map(({ command }) => command).sort());
  for (const { category, title } of commands) {
    assert.ok(readme.includes(`${category}: ${title}`), `README.md does not mention “${category}: ${title}”`);
  }
});

test('menus offer contributed commands only', () => {
  const known = new Set(commands.map(({ command }) => command));
  for (const entry of Object.values(menus).flat()) {
    assert.ok(known.has(entry.command), entry.command);
  }
  assert.ok(menus['editor/title']?.some(({ command }) => command === 'fitz.previewAsyncApi'));
});

test('every setting is read by the code, the client library or the server, described, and in the README', () => {
  const ofServer = readFileSync('../../docs/protocol-extensions.md', 'utf8');
  for (const [name, setting] of Object.entries(configuration.properties)) {
    assert.ok(source.includes(name.replace('fitz.', '')) || ofServer.includes(`| \`${name}\` |`), `${name} is not read`);
    assert.ok(setting.markdownDescription, `${name} has no description`);
    assert.notEqual(setting.default, undefined, `${name} has no default`);
    assert.ok(readme.includes(`\`${name}\``), `README.md does not mention ${name}`);
  }
});

test('the settings that choose a program cannot come from an untrusted workspace', () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  const programs = Object.keys(configuration.properties).filter((name) => name.endsWith('.path'));
  assert.deepEqual(restrictedConfigurations, programs);
  // The editor honours the list for `limited` only.
  assert.equal(supported, 'limited');
});

test('activation is explicit for the language and for a restored preview', () => {
  const viewType = /viewType = '([^']+)'/.exec(source)?.[1];
  assert.deepEqual(manifest.activationEvents, ['onLanguage:fitz', `onWebviewPanel:${viewType}`]);
});

test('every file that the manifest names exists', () => {
  const files = [manifest.icon, ...languages.flatMap(({ configuration: file, icon }) => [file, icon.light, icon.dark]), ...grammars.map(({ path }) => path)];
  for (const file of files) {
    assert.ok(existsSync(file), file);
  }
  assert.deepEqual(languages.map(({ id, extensions }) => [id, extensions]), [['fitz', ['.fitz']]]);
  assert.equal((JSON.parse(readFileSync(grammars[0]!.path, 'utf8')) as { scopeName: string }).scopeName, grammars[0]!.scopeName);
});

test('the language configuration holds patterns that compile', () => {
  const languageConfiguration = JSON.parse(readFileSync(languages[0]!.configuration, 'utf8')) as {
    wordPattern: { pattern: string; flags: string };
    indentationRules: Record<string, string>;
    onEnterRules: { beforeText: string }[];
  };
  const word = new RegExp(languageConfiguration.wordPattern.pattern, languageConfiguration.wordPattern.flags + 'g');
  assert.deepEqual('conn.recv(größe_2, 0..10)'.match(word), ['conn', 'recv', 'größe_2', '0', '10']);
  const increase = new RegExp(languageConfiguration.indentationRules['increaseIndentPattern']!);
  const decrease = new RegExp(languageConfiguration.indentationRules['decreaseIndentPattern']!);
  assert.ok(increase.test('    match conn.recv() {'));
  assert.ok(increase.test('from a import ( // names'));
  assert.ok(!increase.test('// like {'));
  assert.ok(!increase.test('let a = {}'));
  assert.ok(decrease.test('    } else {'));
  const rules = languageConfiguration.onEnterRules.map(({ beforeText }) => new RegExp(beforeText));
  assert.ok(rules.some((rule) => rule.test('    /// a doc line')));
});

test('the page and the extension make no use of what the policy forbids', () => {
  assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/);
});
