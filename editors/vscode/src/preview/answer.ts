/**
 * The request `fitz/asyncApi`: its name, the form of its answer, and the check that an answer has that form.
 */

/** Params: `{ textDocument: { uri } }`. Result: {@link AsyncApiAnswer} or null when the server knows no such file. */
export const ASYNC_API_REQUEST = 'fitz/asyncApi';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export interface AsyncApiAnswer {
  /** The version of the text document that the answer belongs to; null when the file is not open. */
  version: number | null;
  /** An AsyncAPI 3.0 document. */
  document: JsonObject;
  /** JSON pointers into the document (RFC 6901, as in `/channels/~1chat`) and where each thing is declared. */
  pointers: Record<string, SourceLocation>;
  /** False when the program says `@server(docs=false)`: a running server then does not publish the document. */
  exposed: boolean;
}

/** A location in protocol positions (zero-based lines). */
export interface SourceLocation {
  uri: string;
  range: { start: Position; end: Position };
}

interface Position {
  line: number;
  character: number;
}

/** Throws an error that names the first part of the answer that is not as agreed. */
export function parseAsyncApiAnswer(value: unknown): AsyncApiAnswer | null {
  if (value === null || value === undefined) {
    return null;
  }
  const answer = object(value, 'the answer');
  const version = answer['version'] ?? null;
  if (version !== null && typeof version !== 'number') {
    throw unexpected('version');
  }
  if (typeof answer['exposed'] !== 'boolean') {
    throw unexpected('exposed');
  }
  const pointers: Record<string, SourceLocation> = {};
  for (const [pointer, location] of Object.entries(object(answer['pointers'], 'pointers'))) {
    pointers[pointer] = sourceLocation(location, pointer);
  }
  return {
    version,
    document: object(answer['document'], 'document') as JsonObject,
    pointers,
    exposed: answer['exposed'],
  };
}

function sourceLocation(value: unknown, pointer: string): SourceLocation {
  const location = object(value, pointer);
  const range = object(location['range'], `${pointer} range`);
  if (typeof location['uri'] !== 'string') {
    throw unexpected(`${pointer} uri`);
  }
  return { uri: location['uri'], range: { start: position(range['start'], pointer), end: position(range['end'], pointer) } };
}

function position(value: unknown, pointer: string): Position {
  const { line, character } = object(value, `${pointer} position`);
  if (typeof line !== 'number' || typeof character !== 'number') {
    throw unexpected(`${pointer} position`);
  }
  return { line, character };
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unexpected(what);
  }
  return value as Record<string, unknown>;
}

function unexpected(what: string): Error {
  return new Error(`The server answered fitz/asyncApi in an unexpected form (${what}). The server and the extension may be of different versions.`);
}
