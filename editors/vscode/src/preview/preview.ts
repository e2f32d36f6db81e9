/**
 * The panel *Fitz: Preview AsyncAPI*: asks the server for the document while the user types, hands it to the page, and
 * does what the page asks for. One panel; opened for another file, it shows that file.
 */
import * as vscode from 'vscode';
import type { LanguageServer } from '../language-server';
import type { AsyncApiAnswer } from './answer';
import { resolve } from './json-pointer';
import { Latest } from './latest';
import { parseFromPage, type FileInfo, type FromPage, type ToPage } from './messages';
import { pageHtml } from './page-html';

/** A pause in the typing that is worth a new request, in milliseconds. */
const TYPING_DELAY = 150;
/** The language client collects file events for 250 ms before it tells the server; ask after that. */
const DISK_DELAY = 500;

/** LSP error codes that say "ask again", not "it failed". */
const CONTENT_MODIFIED = -32801;
const SERVER_CANCELLED = -32802;

export class AsyncApiPreview implements vscode.WebviewPanelSerializer, vscode.Disposable {
  static readonly viewType = 'fitz.asyncApiPreview';

  private panel: vscode.WebviewPanel | undefined;
  private file: vscode.Uri | undefined;
  /** What the page shows; positions of a click are looked up in it. */
  private shown: AsyncApiAnswer | undefined;
  private readonly latest: Latest<AsyncApiAnswer | null>;
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly server: LanguageServer,
  ) {
    this.latest = new Latest(
      (signal) => this.ask(signal),
      (answer) => this.show(answer),
      (error) => this.fail(error),
    );

    const watcher = vscode.workspace.createFileSystemWatcher('**/{*.fitz,fitz.toml}');
    const onDisk = () => this.refreshAfter(DISK_DELAY);
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate(onDisk),
      watcher.onDidChange(onDisk),
      watcher.onDidDelete(onDisk),
      // Any Fitz file: the endpoint may be in one, its frame types in another.
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.languageId === 'fitz' && contentChanges.length > 0) {
          this.refreshAfter(TYPING_DELAY);
        }
      }),
      server.onDidBecomeReady(() => this.refreshAfter(0)),
    );
  }

  /** Opens the panel for the file, or for the one in the active editor, beside the text. */
  async open(uri?: vscode.Uri): Promise<void> {
    const file = uri ?? activeFitzFile();
    if (file === undefined) {
      void vscode.window.showInformationMessage('Open a Fitz file first: the preview shows the WebSocket channels of its program.');
      return;
    }
    if (this.panel === undefined) {
      this.adopt(
        vscode.window.createWebviewPanel(
          AsyncApiPreview.viewType,
          titleOf(file),
          { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
          { enableFindWidget: true },
        ),
        file,
      );
    } else {
      this.setFile(file);
      this.panel.reveal(undefined, true);
      await this.latest.askNow();
    }
  }

  /** Called by the editor when it restores a panel of the last session. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const file = fileOfState(state) ?? activeFitzFile();
    if (file === undefined || this.panel !== undefined) {
      panel.dispose();
      return;
    }
    this.adopt(panel, file);
  }

  dispose(): void {
    this.latest.stop();
    this.panel?.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** The page asks for its contents as soon as it has loaded; until then nothing is sent. */
  private adopt(panel: vscode.WebviewPanel, file: vscode.Uri): void {
    this.panel = panel;
    this.setFile(file);
    const { extensionUri } = this;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'media'), vscode.Uri.joinPath(extensionUri, 'dist')],
    };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const parsed = parseFromPage(message);
      if (parsed !== undefined) {
        void this.obey(parsed);
      }
    });
    panel.onDidDispose(() => {
      this.latest.stop();
      this.panel = undefined;
      this.shown = undefined;
    });
    panel.webview.html = pageHtml({
      cspSource: panel.webview.cspSource,
      style: panel.webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'preview.css')).toString(),
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'preview.js')).toString(),
    });
  }

  private setFile(file: vscode.Uri): void {
    if (this.file?.toString() !== file.toString()) {
      this.shown = undefined;
    }
    this.file = file;
    if (this.panel !== undefined) {
      this.panel.title = titleOf(file);
    }
  }

  private refreshAfter(delay: number): void {
    if (this.panel !== undefined) {
      this.latest.askAfter(delay);
    }
  }

  private async ask(signal: AbortSignal): Promise<AsyncApiAnswer | null> {
    const source = new vscode.CancellationTokenSource();
    signal.addEventListener('abort', () => source.cancel());
    try {
      if (this.file === undefined) {
        return null;
      }
      return await this.server.asyncApi(this.file, source.token);
    } finally {
      source.dispose();
    }
  }

  private show(answer: AsyncApiAnswer | null): void {
    const file = this.fileInfo();
    if (answer === null) {
      this.shown = undefined;
      this.post({ type: 'explain', file, text: 'The language server does not know this file. Save it as a `.fitz` file inside the workspace, then press Refresh.' });
      return;
    }
    this.shown = answer;
    this.post({ type: 'show', file, document: answer.document, revealable: Object.keys(answer.pointers), exposed: answer.exposed });
  }

  private fail(error: unknown): void {
    const code = (error as { code?: unknown }).code;
    if (code === CONTENT_MODIFIED || code === SERVER_CANCELLED) {
      this.refreshAfter(TYPING_DELAY);
      return;
    }
    this.post({ type: 'stale', reason: error instanceof Error ? error.message : String(error) });
  }

  private async obey(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        // A panel that was hidden has lost its page. Show again at once what it showed, then what is true now.
        if (this.shown !== undefined) {
          this.show(this.shown);
        }
        return this.latest.askNow();
      case 'refresh':
        return this.latest.askNow();
      case 'copy':
        return this.copy(message.pointer);
      case 'reveal':
        return this.reveal(message.pointer);
    }
  }

  private async copy(pointer: string): Promise<void> {
    const value = this.shown === undefined ? undefined : resolve(this.shown.document, pointer);
    if (value !== undefined) {
      await vscode.env.clipboard.writeText(JSON.stringify(value, null, 2) + '\n');
      vscode.window.setStatusBarMessage(pointer === '' ? 'AsyncAPI document copied' : 'Copied', 3000);
    }
  }

  private async reveal(pointer: string): Promise<void> {
    const pointers = this.shown?.pointers ?? {};
    const target = Object.hasOwn(pointers, pointer) ? pointers[pointer] : undefined;
    if (target === undefined) {
      return;
    }
    try {
      const { uri, range } = this.server.toEditorLocation(target);
      const visible = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
      await vscode.window.showTextDocument(uri, {
        selection: range,
        viewColumn: visible?.viewColumn ?? this.columnForText(),
      });
    } catch (error) {
      void vscode.window.showWarningMessage(`The source could not be opened: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Next to the preview rather than over it. */
  private columnForText(): vscode.ViewColumn {
    const own = this.panel?.viewColumn;
    const other = vscode.window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined && viewColumn !== own);
    return other?.viewColumn ?? (own === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
  }

  private post(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }

  private fileInfo(): FileInfo {
    const uri = this.file?.toString() ?? '';
    return { uri, name: nameOf(this.file) };
  }
}

function activeFitzFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'fitz' ? document.uri : undefined;
}

function titleOf(file: vscode.Uri): string {
  return `AsyncAPI: ${nameOf(file)}`;
}

function nameOf(file: vscode.Uri | undefined): string {
  return file?.path.split('/').at(-1) ?? '';
}

/** The state is what the page saved, and so is checked like any message of it. */
function fileOfState(state: unknown): vscode.Uri | undefined {
  const uri = (state as { file?: { uri?: unknown } } | undefined)?.file?.uri;
  if (typeof uri !== 'string') {
    return undefined;
  }
  const parsed = vscode.Uri.parse(uri);
  return parsed.scheme === 'file' && parsed.path.endsWith('.fitz') ? parsed : undefined;
}
