/**
 * The standard library, read-only: the editor opens its declaration files like any other, and the server has their text.
 */
import * as vscode from 'vscode';
import type { LanguageServer } from '../language-server';
import { LIBRARY_SCHEME } from './answer';

export class LibraryDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor(private readonly server: LanguageServer) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(LIBRARY_SCHEME, this),
      // Another server may bring another library.
      server.onDidBecomeReady(() => {
        for (const { uri } of vscode.workspace.textDocuments.filter((document) => document.uri.scheme === LIBRARY_SCHEME)) {
          this.changed.fire(uri);
        }
      }),
    ];
  }

  /** Called by the editor when it opens a file, and again after a change. */
  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string | undefined> {
    return this.server.libraryText(uri, token);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}
