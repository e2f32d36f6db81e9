/**
 * The requests and the notification about endpoints: their names, and the checks that what comes has the agreed form.
 */

/** Params: `{ textDocument: { uri } }`. Result: the endpoints of a program, or null when the server knows no such file. */
export const ENDPOINTS_REQUEST = 'fitz/endpoints';

/** Params: `{ textDocument: { uri }, path }`. Result: `{ markdown }`, or null when there is no such endpoint. */
export const MESSAGE_TABLE_REQUEST = 'fitz/messageTable';

/** Sent when an answer about endpoints has become another one: `{ changed: [{ textDocument: { uri }, … }] }`. */
export const ENDPOINTS_CHANGED = 'fitz/endpointsChanged';

/** The commands that the server may put behind a code lens, announced as `experimental.commands`. */
export const LENS_COMMANDS = ['fitz.showReferences', 'fitz.previewAsyncApi', 'fitz.showMessages', 'fitz.run'] as const;

/** The paths of the WebSocket endpoints in an answer to {@link ENDPOINTS_REQUEST}, each once. */
export function parseSocketPaths(value: unknown): string[] {
  const endpoints = (value as { endpoints?: unknown } | null | undefined)?.endpoints;
  if (!Array.isArray(endpoints)) {
    return [];
  }
  const paths = endpoints.map((endpoint: unknown) => {
    const { kind, path } = (endpoint ?? {}) as { kind?: unknown; path?: unknown };
    return kind === 'webSocket' && typeof path === 'string' ? path : undefined;
  });
  return [...new Set(paths.filter((path) => path !== undefined))];
}

/** The Markdown of an answer to {@link MESSAGE_TABLE_REQUEST}; undefined when there is none. */
export function parseMessageTable(value: unknown): string | undefined {
  const markdown = (value as { markdown?: unknown } | null | undefined)?.markdown;
  return typeof markdown === 'string' ? markdown : undefined;
}

/** The documents that a notification {@link ENDPOINTS_CHANGED} is about. */
export function parseChangedDocuments(value: unknown): string[] {
  const changed = (value as { changed?: unknown } | null | undefined)?.changed;
  if (!Array.isArray(changed)) {
    return [];
  }
  const uris = changed.map((entry: unknown) => (entry as { textDocument?: { uri?: unknown } } | null)?.textDocument?.uri);
  return uris.filter((uri) => typeof uri === 'string');
}
