/**
 * *Fitz: Show Messages*: the messages of one WebSocket endpoint, as a page that the editor renders and that follows the code.
 */
import * as vscode from 'vscode';
import type { LanguageServer } from '../language-server';

export class MessageTables implements vscode.TextDocumentContentProvider, vscode.Disposable {
  static readonly scheme = 'fitz-messages';

  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** The pages that were opened, by the file that they are about. */
  private readonly pages = new Map<string, vscode.Uri[]>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor(private readonly server: LanguageServer) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(MessageTables.scheme, this),
      server.onDidChangeEndpoints((files) => {
        for (const file of files) {
          this.pages.get(file.toString())?.forEach((page) => this.changed.fire(page));
        }
      }),
    ];
  }

  /** Opens the page for an endpoint, or for one that the user picks among those of the file's program. */
  async open(uri?: vscode.Uri, path?: string): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const file = uri ?? (document?.languageId === 'fitz' ? document.uri : undefined);
    if (file === undefined) {
      void vscode.window.showInformationMessage('Open a Fitz file first: the table shows the messages of an endpoint of its program.');
      return;
    }
    // Having asked for the list, we are told when it changes.
    const paths = await this.server.socketPaths(file);
    const chosen = path ?? (paths.length > 1 ? await vscode.window.showQuickPick(paths, { title: 'Messages of which endpoint?' }) : paths[0]);
    if (chosen === undefined) {
      if (paths.length === 0) {
        void vscode.window.showInformationMessage('The program of this file has no WebSocket endpoint.');
      }
      return;
    }
    const page = vscode.Uri.from({ scheme: MessageTables.scheme, path: `${chosen}.md`, query: JSON.stringify({ file: file.toString(), path: chosen }) });
    const known = this.pages.get(file.toString()) ?? [];
    this.pages.set(file.toString(), [...known.filter((it) => it.toString() !== page.toString()), page]);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
  }

  /** Called by the editor when it shows a page, and again after a change. */
  async provideTextDocumentContent(page: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const { file, path } = JSON.parse(page.query) as { file: string; path: string };
    const markdown = await this.server.messageTable(vscode.Uri.parse(file), path, token);
    return markdown ?? `There is no endpoint \`${path}\` any more.\n`;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}
