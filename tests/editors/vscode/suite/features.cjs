// What the editor does with the answers of the server, feature by feature, in programs of their own.
const assert = require('node:assert/strict');
const { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

const { Uri, workspace, commands, window } = vscode;
const lib = path.join(__dirname, '..', '..', 'lib');

describe('in a package', () => {
  let until;
  let log;
  const folder = workspace.workspaceFolders[0].uri;
  const uri = (name) => Uri.joinPath(folder, 'shop', name);
  const settings = () => workspace.getConfiguration('fitz');

  before(async () => {
    ({ until } = await import(path.join(lib, 'until.mjs')));
    const { ProtocolLog } = await import(path.join(lib, 'protocol-log.mjs'));
    log = new ProtocolLog(process.env.FITZ_PROTOCOL_LOG);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await write('fitz.toml', '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2026"\n\n[[bin]]\nname = "shop"\nmain = "main.fitz"\n');
    await write('prices.fitz', PRICES);
    await write('main.fitz', MAIN);
  });

  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(uri(''), { recursive: true });
  });

  function write(name, text) {
    return workspace.fs.writeFile(uri(name), Buffer.from(text));
  }

  async function open(name) {
    const document = await workspace.openTextDocument(uri(name));
    return { document, editor: await window.showTextDocument(document) };
  }

  /** The position behind the first match. */
  function behind(document, text) {
    const index = document.getText().indexOf(text);
    assert.ok(index >= 0, `there is no ${text}`);
    return document.positionAt(index + text.length);
  }

  function whole(document) {
    return new vscode.Range(0, 0, document.lineCount, 0);
  }

  const label = (it) => (typeof it === 'string' ? it : Array.isArray(it) ? it.map(({ value }) => value).join('') : it.label);

  async function lenses(document) {
    const found = await commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 20);
    return found.map(({ command }) => command);
  }

  it('opens the standard library, read-only and in colours', async () => {
    const { document } = await open('main.fitz');
    const [target] = await commands.executeCommand('vscode.executeDefinitionProvider', document.uri, behind(document, 'log.in'));
    const there = target.targetUri ?? target.uri;
    assert.equal(there.scheme, 'fitz-std');
    const library = await workspace.openTextDocument(there);
    await window.showTextDocument(library);
    assert.equal(library.languageId, 'fitz');
    assert.match(library.getText(target.targetSelectionRange ?? target.range), /info/);
    const text = library.getText();
    await commands.executeCommand('type', { text: 'x' });
    assert.equal(library.getText(), text);
    const tokens = await commands.executeCommand('vscode.provideDocumentSemanticTokens', there);
    assert.ok(tokens.data.length > 0);
  });

  it('colours names by what they mean', async () => {
    const { document } = await open('prices.fitz');
    const { uri: at } = document;
    const legend = await commands.executeCommand('vscode.provideDocumentSemanticTokensLegend', at);
    const { data } = await commands.executeCommand('vscode.provideDocumentSemanticTokens', at);
    const kinds = new Map();
    for (let index = 0, line = 0, column = 0; index < data.length; index += 5) {
      column = data[index] === 0 ? column + data[index + 1] : data[index + 1];
      line += data[index];
      const name = document.getText(new vscode.Range(line, column, line, column + data[index + 2]));
      kinds.set(name, legend.tokenTypes[data[index + 3]]);
    }
    assert.deepEqual(['total', 'amount', 'Int'].map((name) => kinds.get(name)), ['function', 'parameter', 'type']);
  });

  it('shows inlay hints and takes them away, as the settings say and without another start', async () => {
    const { document } = await open('main.fitz');
    const starts = () => log.entries().filter(({ message }) => message.method === 'initialize').length;
    const before = starts();
    const hints = async () => {
      const found = await commands.executeCommand('vscode.executeInlayHintProvider', document.uri, whole(document));
      return found.map((hint) => label(hint.label));
    };
    await until('hints', async () => (await hints()).includes(': Int'), { seen: hints });
    await settings().update('inlayHints.variableTypes.enable', false, vscode.ConfigurationTarget.Workspace);
    await until('the hint to go', async () => !(await hints()).includes(': Int'), { seen: hints });
    await settings().update('inlayHints.variableTypes.enable', undefined, vscode.ConfigurationTarget.Workspace);
    await until('the hint to be back', async () => (await hints()).includes(': Int'), { seen: hints });
    assert.equal(starts(), before);
  });

  it('counts uses in a lens that lists them', async () => {
    const { document } = await open('prices.fitz');
    // The import and the call, and the test.
    const found = await lenses(document);
    const lens = found.find(({ title }) => title === '3 references');
    assert.equal(lens?.command, 'editor.action.showReferences', JSON.stringify(found));
    const places = lens.arguments[2];
    assert.deepEqual(places.map((place) => path.basename(place.uri.fsPath)).sort(), ['main.fitz', 'main.fitz', 'prices.fitz']);
    // The command itself takes what the lens gives it.
    await commands.executeCommand(lens.command, ...lens.arguments);
    await commands.executeCommand('closeReferenceSearch');
  });

  it('runs tests with the program fitz, and offers nothing without one', async () => {
    const { document } = await open('prices.fitz');
    const runs = async () => (await lenses(document)).filter(({ command }) => command === 'fitz.run');
    await settings().update('path', '/nowhere/fitz', vscode.ConfigurationTarget.Workspace);
    await until('no lens to run', async () => (await runs()).length === 0, { seen: runs });

    const program = uri('fitz').fsPath;
    const ran = uri('ran').fsPath;
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${ran}.new'\nmv '${ran}.new' '${ran}'\n`);
    chmodSync(program, 0o755);
    await settings().update('path', program, vscode.ConfigurationTarget.Workspace);
    const [run] = await until('a lens to run', async () => {
      const found = await runs();
      return found.length > 0 && found;
    });
    await commands.executeCommand(run.command, ...run.arguments);
    await until('the program to run', () => existsSync(ran));
    assert.deepEqual(readFileSync(ran, 'utf8').split('\n').slice(0, 2), ['test', '--file']);
    rmSync(program);
    await settings().update('path', undefined, vscode.ConfigurationTarget.Workspace);
    await commands.executeCommand('workbench.action.terminal.killAll');
  });

  it('mends what a quick fix promises to mend', async () => {
    const { document, editor } = await open('main.fitz');
    const text = document.getText();
    await editor.edit((edit) => edit.replace(whole(document), text.replace('from prices import total', 'from prices import total, rounded')));
    const [finding] = await until('the finding', () => {
      const found = vscode.languages.getDiagnostics(document.uri).filter(({ code }) => (code.value ?? code) === 'unused-import');
      return found.length === 1 && found;
    }, { seen: () => vscode.languages.getDiagnostics(document.uri) });
    const actions = await commands.executeCommand('vscode.executeCodeActionProvider', document.uri, finding.range, 'quickfix', 10);
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '));
    assert.ok(await workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), text);
    await document.save();
  });

  it('puts the imports in order on saving, where that is wanted', async () => {
    const { document, editor } = await open('main.fitz');
    const text = document.getText();
    await workspace.getConfiguration('editor', document).update(
      'codeActionsOnSave', { 'source.organizeImports': 'explicit' }, vscode.ConfigurationTarget.Workspace);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'from prices import total\n'));
    await document.save();
    assert.equal(document.getText(), text);
    await workspace.getConfiguration('editor', document).update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('finds endpoints among the symbols of the workspace', async () => {
    const found = await commands.executeCommand('vscode.executeWorkspaceSymbolProvider', '@ws /orders');
    assert.deepEqual(found.map(({ name }) => name), ['@ws /orders']);
    assert.equal(path.basename(found[0].location.uri.fsPath), 'main.fitz');
  });

  it('shows the parameters of a call, and which one is being written', async () => {
    const { document } = await open('main.fitz');
    const help = await commands.executeCommand('vscode.executeSignatureHelpProvider', document.uri, behind(document, 'total(2, '), ',');
    assert.match(help.signatures[0].label, /total\(amount: Int, price: Int\)/);
    assert.equal(help.activeParameter, 1);
  });

  it('tells more of an item of the completion when it is looked at', async () => {
    const { document } = await open('main.fitz');
    const position = behind(document, 'log.');
    const list = await commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, position, '.', 50);
    const item = list.items.find((it) => label(it.label) === 'info');
    const told = item?.documentation?.value ?? item?.documentation;
    assert.match(told ?? '', /level info/);
  });

  it('forgets the findings of a text that was thrown away', async () => {
    const { editor } = await open('main.fitz');
    const shown = () => vscode.languages.getDiagnostics(uri('main.fitz'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'let broken = \n'));
    await until('a finding', () => shown().length > 0);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until('no finding', () => shown().length === 0, { seen: shown });
  });

  it('takes the imports along when a file is renamed', async () => {
    const { document } = await open('main.fitz');
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(uri('prices.fitz'), uri('costs.fitz'));
    assert.ok(await workspace.applyEdit(rename));
    await until('the import to follow', () => document.getText().includes('from costs import total'), { seen: () => document.getText() });
    await workspace.saveAll();
    const published = () => vscode.languages.getDiagnostics(document.uri);
    await log.diagnostics(document.uri.toString(), document.version);
    await until('no diagnostics', () => published().length === 0, { seen: published });
  });
});

const PRICES = `fn rounded(price: Int) -> Int => price / 10 * 10

fn total(amount: Int, price: Int) -> Int => amount * price

@test
fn adds_up() {
    assert_eq(total(2, 3), 6)
}
`;

const MAIN = `from prices import total

@server(8080)
fn main() => 0

type Order { amount: Int }

@ws("/orders")
async fn orders(conn: WsConn<Order>) -> Null {
    let sum = total(2, 3)
    log.info("orders", sum: sum)
    loop {
        match conn.recv() {
            Ok(order) => { conn.broadcast(order) }
            Err(_) => { break }
        }
    }
    return null
}
`;
