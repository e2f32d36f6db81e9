/** *Fitz: Show Syntax Tree* and *Fitz: Show Memory Usage*: what the server sees and keeps, as text beside the code. */
import * as vscode from 'vscode';
import type { LanguageServer } from '../language-server';
import { memoryTable } from './answers';

/** Shows the tree of the file in front, or of what is selected in it. */
export async function showSyntaxTree(server: LanguageServer): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'fitz') {
    void vscode.window.showInformationMessage('Open a Fitz file first: the tree shows how its text is read.');
    return;
  }
  const tree = await server.syntaxTree(editor.document.uri, editor.selection.isEmpty ? undefined : editor.selection);
  await show(tree ?? 'The server does not know this file.\n');
}

/** Shows what the server keeps in memory. */
export async function showMemoryUsage(server: LanguageServer): Promise<void> {
  await show(memoryTable(await server.memoryUsage()));
}

async function show(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
}
