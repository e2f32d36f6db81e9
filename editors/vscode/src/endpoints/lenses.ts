/**
 * What a click on a code lens of the server does. The server speaks in the types of the protocol; the editor's own command
 * for a list of places wants its own.
 */
import * as vscode from 'vscode';
import type { Location, Position } from 'vscode-languageclient/node';

/** Turns protocol values into those of the editor: the client's `protocol2CodeConverter`. */
interface Converter {
  asUri(uri: string): vscode.Uri;
  asPosition(position: Position): vscode.Position;
  asLocation(location: Location): vscode.Location;
}

/** Gives the lenses of the server the arguments that the editor's commands understand. */
export function withEditorCommands(lenses: vscode.CodeLens[], convert: Converter): vscode.CodeLens[] {
  for (const { command } of lenses) {
    if (command?.command === 'fitz.showReferences') {
      const [uri, position, locations] = command.arguments as [string, Position, Location[]];
      command.command = 'editor.action.showReferences';
      command.arguments = [convert.asUri(uri), convert.asPosition(position), locations.map((it) => convert.asLocation(it))];
    } else if (command?.command === 'fitz.previewAsyncApi' || command?.command === 'fitz.showMessages') {
      const [uri, ...rest] = command.arguments as [string, ...unknown[]];
      command.arguments = [convert.asUri(uri), ...rest];
    }
    // The argument of 'fitz.run' is plain data, which the command itself reads.
  }
  return lenses;
}
