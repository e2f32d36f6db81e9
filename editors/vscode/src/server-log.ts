/**
 * The extension's log as the language client sees it, with two corrections.
 *
 * - `fitz.trace.server` works by itself. The client writes a trace only while the channel's level is `Trace`, which a user
 *   would have to raise separately; here the level is `Trace` whenever the setting is on.
 * - The client reports everything that the server writes to its standard error as an error. Lines that name their own level
 *   keep it.
 */
import * as vscode from 'vscode';
import { parseServerLine } from './server-line';

export class ServerLog implements vscode.LogOutputChannel {
  readonly name: string;
  private readonly levelChanged = new vscode.EventEmitter<vscode.LogLevel>();
  private readonly subscription: vscode.Disposable;
  readonly onDidChangeLogLevel = this.levelChanged.event;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.name = log.name;
    this.subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('fitz.trace.server')) {
        this.levelChanged.fire(this.logLevel);
      }
    });
  }

  get logLevel(): vscode.LogLevel {
    const setting = vscode.workspace.getConfiguration('fitz').get<string>('trace.server', 'off');
    return setting === 'off' ? vscode.LogLevel.Info : vscode.LogLevel.Trace;
  }

  /** At `info`, because at `trace` the log would drop it again. */
  trace(message: string, ...args: unknown[]): void {
    this.log.info(message, ...args);
  }

  debug(message: string, ...args: unknown[]): void {
    this.log.debug(message, ...args);
  }

  info(message: string, ...args: unknown[]): void {
    this.log.info(message, ...args);
  }

  warn(message: string, ...args: unknown[]): void {
    this.log.warn(message, ...args);
  }

  error(error: string | Error, ...args: unknown[]): void {
    if (typeof error !== 'string') {
      this.log.error(error, ...args);
      return;
    }
    for (const line of error.split(/\r?\n/).filter((text) => text.trim() !== '')) {
      const { level, text } = parseServerLine(line);
      this.log[level](text, ...args);
    }
  }

  append(value: string): void {
    this.log.append(value);
  }

  appendLine(value: string): void {
    this.log.appendLine(value);
  }

  replace(value: string): void {
    this.log.replace(value);
  }

  clear(): void {
    this.log.clear();
  }

  show(): void {
    this.log.show(true);
  }

  hide(): void {
    this.log.hide();
  }

  /** The log itself belongs to the extension. */
  dispose(): void {
    this.subscription.dispose();
    this.levelChanged.dispose();
  }
}
