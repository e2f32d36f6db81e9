/**
 * The connection to `fitz-lsp`: start, restart, trace, and what Fitz adds to the protocol.
 */
import * as vscode from 'vscode';
import { LanguageClient, State, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import {
  ENDPOINTS_CHANGED,
  ENDPOINTS_REQUEST,
  MESSAGE_TABLE_REQUEST,
  parseChangedDocuments,
  parseMessageTable,
  parseSocketPaths,
} from './endpoints/answer';
import { EndpointCapabilities } from './endpoints/capabilities';
import { withEditorCommands } from './endpoints/lenses';
import { LIBRARY_SCHEME, LIBRARY_TEXT_REQUEST, parseLibraryText } from './library/answer';
import { LibraryCapability } from './library/capability';
import { RUNNABLES_REQUEST, parseRunnables, type Runnable } from './run/runnable';
import { MEMORY_USAGE_REQUEST, STATUS_NOTIFICATION, SYNTAX_TREE_REQUEST, parseStatus, type ServerStatus } from './server-info/answers';
import { ASYNC_API_REQUEST, parseAsyncApiAnswer, type AsyncApiAnswer } from './preview/answer';
import { locateServer } from './server-path';
import { ServerLog } from './server-log';

export class LanguageServer implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly serverLog: ServerLog;
  private readonly status: vscode.LanguageStatusItem;
  private readonly ready = new vscode.EventEmitter<void>();
  private readonly endpointsChanged = new vscode.EventEmitter<vscode.Uri[]>();
  private readonly subscriptions: vscode.Disposable[] = [];
  /** Starts and stops one after the other, however fast the user asks for them. */
  private queue: Promise<void> = Promise.resolve();

  /** Fires each time a server has answered `initialize`. */
  readonly onDidBecomeReady = this.ready.event;

  /** Fires with the files about whose endpoints something else is true now than when it was asked for. */
  readonly onDidChangeEndpoints = this.endpointsChanged.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.serverLog = new ServerLog(log);
    this.status = vscode.languages.createLanguageStatusItem('fitz.server', { language: 'fitz' });
    this.status.name = 'Fitz language server';
    this.subscriptions.push(
      this.serverLog,
      this.status,
      this.ready,
      this.endpointsChanged,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('fitz.server.path')) {
          void this.restart();
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        // A server path from the workspace's settings was not used before; now it may be.
        if (vscode.workspace.getConfiguration('fitz').inspect<string>('server.path')?.workspaceValue !== undefined) {
          void this.restart();
        }
      }),
    );
  }

  start(): Promise<void> {
    return this.enqueue(() => this.launch());
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.shutDown();
      await this.launch();
    });
  }

  /**
   * The AsyncAPI document of the program that the file belongs to, or null when the server knows no such file.
   * Rejects when no server runs, when the request fails, and when the answer does not have the agreed form.
   */
  async asyncApi(uri: vscode.Uri, token: vscode.CancellationToken): Promise<AsyncApiAnswer | null> {
    const client = this.running();
    const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
    return parseAsyncApiAnswer(await client.sendRequest(ASYNC_API_REQUEST, { textDocument }, token));
  }

  /** The paths of the WebSocket endpoints of the program that the file belongs to. Rejects when no server runs. */
  async socketPaths(uri: vscode.Uri): Promise<string[]> {
    const client = this.running();
    const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
    return parseSocketPaths(await client.sendRequest(ENDPOINTS_REQUEST, { textDocument }));
  }

  /** The messages of an endpoint as Markdown; undefined when there is no such endpoint. Rejects when no server runs. */
  async messageTable(uri: vscode.Uri, path: string, token: vscode.CancellationToken): Promise<string | undefined> {
    const client = this.running();
    const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
    return parseMessageTable(await client.sendRequest(MESSAGE_TABLE_REQUEST, { textDocument, path }, token));
  }

  /** The text of a declaration file of the standard library; undefined when there is none. Rejects when no server runs. */
  async libraryText(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string | undefined> {
    const client = this.running();
    const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
    return parseLibraryText(await client.sendRequest(LIBRARY_TEXT_REQUEST, { textDocument }, token));
  }

  /** What of a file can be run. Rejects when no server runs. */
  async runnables(uri: vscode.Uri): Promise<Runnable[]> {
    const client = this.running();
    const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
    return parseRunnables(await client.sendRequest(RUNNABLES_REQUEST, { textDocument }));
  }

  /** The syntax tree of a file or of a part of it; undefined when the server knows no such file. Rejects when none runs. */
  async syntaxTree(uri: vscode.Uri, range?: vscode.Range): Promise<string | undefined> {
    const client = this.running();
    const { asUri, asRange } = client.code2ProtocolConverter;
    const params = { textDocument: { uri: asUri(uri) }, ...(range && { range: asRange(range) }) };
    const tree: unknown = await client.sendRequest(SYNTAX_TREE_REQUEST, params);
    return typeof tree === 'string' ? tree : undefined;
  }

  /** What the server keeps in memory. Rejects when no server runs. */
  memoryUsage(): Promise<unknown> {
    return this.running().sendRequest(MEMORY_USAGE_REQUEST);
  }

  private running(): LanguageClient {
    if (this.client === undefined || this.client.state !== State.Running) {
      throw new Error('The Fitz language server is not running.');
    }
    return this.client;
  }

  /** Client-owned conversion of a location that came from the server. */
  toEditorLocation(location: { uri: string; range: AsyncApiAnswer['pointers'][string]['range'] }): vscode.Location {
    const convert = this.client?.protocol2CodeConverter;
    if (convert === undefined) {
      throw new Error('The Fitz language server is not running.');
    }
    return new vscode.Location(convert.asUri(location.uri), convert.asRange(location.range));
  }

  async dispose(): Promise<void> {
    await this.enqueue(() => this.shutDown());
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step, step);
    return this.queue;
  }

  private async launch(): Promise<void> {
    const setting = vscode.workspace.getConfiguration('fitz').get<string>('server.path', '');
    const server = locateServer(setting, this.context.extensionPath);
    if (!server.found) {
      this.log.error(server.message);
      this.report('not started', server.message, vscode.LanguageStatusSeverity.Error);
      void this.offerSettings(server.message);
      return;
    }

    this.log.info(`Starting ${server.path} (${server.origin})`);
    this.report('starting', server.path, vscode.LanguageStatusSeverity.Information, true);
    const client = this.createClient(server.path);
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) {
        return;
      }
      if (newState === State.Running) {
        const version = client.initializeResult?.serverInfo?.version;
        this.report(version === undefined ? 'running' : `running, version ${version}`, server.path);
        this.ready.fire();
      } else if (newState === State.Stopped) {
        this.report('stopped', server.path, vscode.LanguageStatusSeverity.Error);
      }
    });

    try {
      await client.start();
    } catch (error) {
      const message = `The Fitz language server could not be started: ${error instanceof Error ? error.message : String(error)}`;
      this.log.error(message);
      this.report('not started', message, vscode.LanguageStatusSeverity.Error);
      void this.offerSettings(message);
    }
  }

  private async shutDown(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client === undefined) {
      return;
    }
    try {
      await client.dispose();
    } catch (error) {
      // A server that already crashed or never started cannot say goodbye; there is nothing left to stop.
      this.log.warn(`The server did not stop in an orderly way: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private createClient(command: string): LanguageClient {
    const server: ServerOptions = { command, args: ['--stdio'] };
    const options: LanguageClientOptions = {
      documentSelector: [
        { scheme: 'file', pattern: '**/fitz.toml' },
        { language: 'fitz', scheme: 'file' },
        { language: 'fitz', scheme: 'untitled' },
        { language: 'fitz', scheme: LIBRARY_SCHEME },
      ],
      outputChannel: this.serverLog,
      middleware: {
        provideCodeLenses: async (document, token, next) => {
          const lenses = await next(document, token);
          return lenses && withEditorCommands(lenses, client.protocol2CodeConverter);
        },
        resolveCodeLens: async (lens, token, next) => {
          const resolved = await next(lens, token);
          return resolved && withEditorCommands([resolved], client.protocol2CodeConverter)[0];
        },
      },
    };
    // The id is also the section of the settings in which the client looks for `trace.server`.
    const client = new LanguageClient('fitz', 'Fitz Language Server', server, options);
    client.registerFeature(new EndpointCapabilities());
    client.registerFeature(new LibraryCapability());
    client.onNotification(ENDPOINTS_CHANGED, (params: unknown) => {
      this.endpointsChanged.fire(parseChangedDocuments(params).map((uri) => client.protocol2CodeConverter.asUri(uri)));
    });
    client.onNotification(STATUS_NOTIFICATION, (params: unknown) => {
      const status = parseStatus(params);
      if (status !== undefined && this.client === client) {
        this.showStatus(status, command);
      }
    });
    return client;
  }

  private showStatus({ health, quiescent, message }: ServerStatus, detail: string): void {
    const severity = {
      ok: vscode.LanguageStatusSeverity.Information,
      warning: vscode.LanguageStatusSeverity.Warning,
      error: vscode.LanguageStatusSeverity.Error,
    }[health];
    const version = this.client?.initializeResult?.serverInfo?.version;
    const running = version === undefined ? 'running' : `running, version ${version}`;
    this.report(message ?? (quiescent ? running : 'checking'), detail, severity, !quiescent);
  }

  private report(
    text: string,
    detail: string,
    severity = vscode.LanguageStatusSeverity.Information,
    busy = false,
  ): void {
    this.status.text = `Fitz server: ${text}`;
    this.status.detail = detail;
    this.status.severity = severity;
    this.status.busy = busy;
    this.status.command = severity === vscode.LanguageStatusSeverity.Error
      ? { title: 'Restart', command: 'fitz.restartServer' }
      : { title: 'Show log', command: 'fitz.showLog' };
  }

  private async offerSettings(message: string): Promise<void> {
    const settings = 'Open Settings';
    const log = 'Show Log';
    const choice = await vscode.window.showErrorMessage(message, settings, log);
    if (choice === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'fitz.server.path');
    } else if (choice === log) {
      this.log.show();
    }
  }
}
