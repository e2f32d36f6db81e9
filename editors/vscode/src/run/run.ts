/** *Fitz: Run*: starts a program or a test in a terminal. */
import * as vscode from 'vscode';
import type { LanguageServer } from '../language-server';
import { parseRunnable, type Runnable } from './runnable';

/** Runs what a code lens names, or what the user picks among the programs and tests of the file in front. */
export async function run(server: LanguageServer, argument?: unknown): Promise<void> {
  const runnable = parseRunnable(argument) ?? (await pick(server));
  if (runnable === undefined) {
    return;
  }
  const { label, program, args, cwd } = runnable;
  // The arguments go to the program as they are: no shell reads them, so nothing needs quotes.
  const execution = new vscode.ProcessExecution(program, args, { cwd });
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(cwd)) ?? vscode.TaskScope.Workspace;
  const task = new vscode.Task({ type: 'fitz', label }, folder, label, 'fitz', execution, []);
  task.presentationOptions = { clear: true, panel: vscode.TaskPanelKind.Dedicated };
  await vscode.tasks.executeTask(task);
}

async function pick(server: LanguageServer): Promise<Runnable | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'fitz') {
    void vscode.window.showInformationMessage('Open a Fitz file first: its program and its tests can be run.');
    return undefined;
  }
  const runnables = await server.runnables(document.uri);
  if (runnables.length === 0) {
    const message = 'Nothing in this file can be run, or the program fitz is not found. The setting fitz.path names it.';
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  const items = runnables.map((runnable) => ({ label: runnable.label, description: `fitz ${runnable.args.join(' ')}`, runnable }));
  return (await vscode.window.showQuickPick(items, { title: 'Run' }))?.runnable;
}
