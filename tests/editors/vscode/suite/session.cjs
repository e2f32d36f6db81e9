// The session at the level of the editor's API: exact answers, which a look at the screen cannot give.
const assert = require('node:assert/strict');
const path = require('node:path');
const vscode = require('vscode');

const lib = path.join(__dirname, '..', '..', 'lib');

describe('with the dashboard program open', () => {
  /** @type {vscode.TextDocument} */
  let document;
  /** @type {vscode.TextEditor} */
  let editor;
  let log;
  let until;
  let uri;

  before(async () => {
    ({ until } = await import(path.join(lib, 'until.mjs')));
    const { ProtocolLog } = await import(path.join(lib, 'protocol-log.mjs'));
    log = new ProtocolLog(process.env.FITZ_PROTOCOL_LOG);
    document = await vscode.workspace.openTextDocument(process.env.FITZ_FILE);
    editor = await vscode.window.showTextDocument(document);
    uri = document.uri.toString();
  });

  /** The position just inside the first match, on or after a line. */
  function at(text, offset = 0, from = 0) {
    const index = document.getText().indexOf(text, document.offsetAt(new vscode.Position(from, 0)));
    assert.ok(index >= 0, `the program has no ${text}`);
    return document.positionAt(index + offset);
  }

  function starts() {
    return log.entries().filter(({ from, message }) => from === 'client' && message.method === 'initialize').length;
  }

  /** Waits until the server has spoken about the text as it is now, and the editor shows just that. */
  async function diagnostics() {
    const published = await log.diagnostics(uri, document.version);
    const shown = () => vscode.languages.getDiagnostics(document.uri);
    await until('the editor to show what the server said', () => shown().length === published.length, { seen: shown });
    return shown();
  }

  async function answerOf(method, passes) {
    return log.answer(method, passes);
  }

  it('recognises the language and starts the server that comes with the extension', async () => {
    assert.equal(document.languageId, 'fitz');
    const extension = vscode.extensions.getExtension('fitz-lang.fitz');
    assert.ok(extension);
    await extension.activate();
    const { capabilities } = await answerOf('initialize');
    assert.ok(capabilities.hoverProvider);
    assert.equal(starts(), 1);
  });

  it('registers every command that its manifest contributes', async () => {
    const { contributes } = vscode.extensions.getExtension('fitz-lang.fitz').packageJSON;
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const { command } of contributes.commands) {
      assert.ok(registered.has(command), command);
    }
  });

  it('has no diagnostics', async () => {
    assert.deepEqual(await diagnostics(), []);
  });

  it('tells on hover what WsConn is here', async () => {
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at('WsConn<', 2));
    const text = hovers.flatMap(({ contents }) => contents.map((content) => content.value ?? content)).join('\n');
    assert.match(text, /WsConn<DashboardCommand, DashboardEvent>/);
    assert.match(text, /\/dashboard/);
  });

  it('completes the methods of the connection, and only those', async () => {
    const loop = at('loop {', 0, at('fn dashboard').line).line;
    await editor.edit((edit) => edit.insert(document.lineAt(loop).range.end, '\n        conn.'));
    const position = document.lineAt(loop + 1).range.end;
    const list = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, position, '.');
    const names = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.deepEqual(names.sort(), ['broadcast', 'close', 'recv', 'send']);
    await vscode.commands.executeCommand('undo');
    assert.ok(!document.getText().includes('conn.\n'));
  });

  it('knows the path of an endpoint wherever it is written', async () => {
    const broadcast = at('ws_broadcast("/dashboard"', 'ws_broadcast("/da'.length);
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, broadcast);
    const text = hovers.flatMap(({ contents }) => contents.map((content) => content.value ?? content)).join('\n');
    assert.match(text, /wscat -c ws:\/\/localhost:8080\/dashboard/);
    assert.match(text, /\[`dashboard`\]\(file:.*dashboard\.fitz#L\d+\)/);
    const places = await vscode.commands.executeCommand('vscode.executeReferenceProvider', document.uri, broadcast);
    assert.ok(places.length > 2);
    for (const { range } of places) {
      assert.equal(document.getText(range), '/dashboard');
    }
    const rename = await vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, broadcast, '/live');
    assert.equal(rename.get(document.uri).length, places.length);
  });

  it('shows lenses above @ws, and hints beside its calls', async () => {
    const lenses = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 10);
    const isCount = ({ title }) => /^\d+ references?$/.test(title);
    const all = lenses.map(({ command }) => command);
    assert.ok(all.some(isCount), 'functions and types have a lens that counts their uses');
    const commands = all.filter((command) => !isCount(command));
    assert.match(commands[0].title, /^\d+ pushes$/);
    assert.equal(commands[0].command, 'editor.action.showReferences');
    const [target, position, locations] = commands[0].arguments;
    assert.equal(target.toString(), uri);
    assert.ok(document.lineAt(position.line).text.startsWith('@ws('));
    assert.equal(`${locations.length} pushes`, commands[0].title);
    assert.deepEqual(commands.slice(1).map(({ title, command }) => [title, command]), [
      ['preview', 'fitz.previewAsyncApi'],
      ['message table', 'fitz.showMessages'],
    ]);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand('vscode.executeInlayHintProvider', document.uri, whole);
    const labels = hints.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
    assert.ok(labels.includes('← DashboardCommand'), labels.join(', '));
  });

  it('opens the message table of an endpoint from its lens', async () => {
    const lenses = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 10);
    const { command } = lenses.find(({ command: { title } }) => title === 'message table');
    await vscode.commands.executeCommand(command.command, ...command.arguments);
    const answer = await answerOf('fitz/messageTable');
    assert.match(answer.markdown, /^# Messages of `\/dashboard`\n/);
    assert.match(answer.markdown, /\| `target_url` \|/);
    const tabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until('the message table', () => tabs().some((label) => label.includes('dashboard.md')), { seen: tabs });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  });

  it('reports a handler that is not async, and takes the report back after undo', async () => {
    const line = at('fn dashboard').line;
    assert.match(document.lineAt(line).text, /^async /);
    await editor.edit((edit) => edit.delete(new vscode.Range(line, 0, line, 'async '.length)));
    const [diagnostic, ...others] = await diagnostics();
    assert.deepEqual(others, []);
    const { code } = diagnostic;
    assert.equal(typeof code === 'object' ? code.value : code, 'ws/not-async');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.ok(document.getText(diagnostic.range).length > 0);

    await vscode.commands.executeCommand('undo');
    assert.match(document.lineAt(line).text, /^async /);
    assert.deepEqual(await diagnostics(), []);
  });

  it('opens the AsyncAPI preview and asks again after an edit', async () => {
    await vscode.commands.executeCommand('fitz.previewAsyncApi');
    const tabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until('the preview panel', () => tabs().includes('AsyncAPI: dashboard.fitz'), { seen: tabs });
    const answer = await answerOf('fitz/asyncApi');
    assert.deepEqual(Object.keys(answer.document.channels), ['/dashboard']);
    assert.equal(answer.exposed, true);

    const type = at('type DashboardEvent {');
    await editor.edit((edit) => edit.insert(document.lineAt(type.line).range.end, '\n    note: Str = ""'));
    await answerOf('fitz/asyncApi', (result) =>
      Object.keys(result?.pointers ?? {}).some((pointer) => pointer.endsWith('/properties/note')));
    await vscode.commands.executeCommand('undo');
    assert.ok(!document.getText().includes('note: Str'));
  });

  it('works on after Fitz: Restart Server', async () => {
    await vscode.commands.executeCommand('fitz.restartServer');
    assert.equal(starts(), 2);
    assert.deepEqual(await diagnostics(), []);
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at('WsConn<', 2));
    assert.ok(hovers.length > 0);
  });

  it('comes back when a wrong server path is corrected', async () => {
    const settings = vscode.workspace.getConfiguration('fitz');
    const hover = () => vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at('WsConn<', 2));
    await settings.update('server.path', '/nowhere/fitz-lsp', vscode.ConfigurationTarget.Global);
    await until('the server to stop', async () => (await hover()).length === 0);
    await settings.update('server.path', undefined, vscode.ConfigurationTarget.Global);
    await until('the server to be back', async () => (await hover()).length > 0);
    assert.equal(starts(), 3);
  });
});
