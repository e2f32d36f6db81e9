/**
 * Where the extension starts. It knows no Fitz: it finds the server, keeps a language client connected to it, and shows
 * the AsyncAPI preview. Everything about the language is the server's answer.
 */
import * as vscode from 'vscode';
import { MessageTables } from './endpoints/message-tables';
import { LibraryDocuments } from './library/documents';
import { LanguageServer } from './language-server';
import { AsyncApiPreview } from './preview/preview';
import { run } from './run/run';
import { showMemoryUsage, showSyntaxTree } from './server-info/pages';

let running: LanguageServer | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Fitz', { log: true });
  const server = new LanguageServer(context, log);
  running = server;
  const preview = new AsyncApiPreview(context.extensionUri, server);
  const messages = new MessageTables(server);
  const library = new LibraryDocuments(server);

  context.subscriptions.push(
    log,
    preview,
    messages,
    library,
    vscode.window.registerWebviewPanelSerializer(AsyncApiPreview.viewType, preview),
    vscode.commands.registerCommand('fitz.showLog', () => log.show()),
    vscode.commands.registerCommand('fitz.restartServer', () => server.restart()),
    vscode.commands.registerCommand('fitz.run', (runnable?: unknown) => run(server, runnable)),
    vscode.commands.registerCommand('fitz.showSyntaxTree', () => showSyntaxTree(server)),
    vscode.commands.registerCommand('fitz.showMemoryUsage', () => showMemoryUsage(server)),
    vscode.commands.registerCommand('fitz.previewAsyncApi', (uri?: vscode.Uri) => preview.open(uri)),
    vscode.commands.registerCommand('fitz.showMessages', (uri?: vscode.Uri, path?: string) => messages.open(uri, path)),
  );

  await server.start();
}

/** The editor waits for this promise, and for nothing else, before it ends the extension host. */
export async function deactivate(): Promise<void> {
  await running?.dispose();
}
