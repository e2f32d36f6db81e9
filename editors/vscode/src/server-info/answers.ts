/** What the server says about itself: names of the requests, and the checks that what comes has the agreed form. */

/** Params: `{ textDocument: { uri }, range? }`. Result: the syntax tree as a text, or null when the server knows no such file. */
export const SYNTAX_TREE_REQUEST = 'fitz/syntaxTree';

/** No params. Result: what the server keeps in memory. */
export const MEMORY_USAGE_REQUEST = 'fitz/memoryUsage';

/** Sent when the server is otherwise than it was: `{ health, quiescent, message? }`. */
export const STATUS_NOTIFICATION = 'fitz/status';

export interface ServerStatus {
  health: 'ok' | 'warning' | 'error';
  quiescent: boolean;
  message?: string;
}

/** Undefined when it is no status. */
export function parseStatus(value: unknown): ServerStatus | undefined {
  const { health, quiescent, message } = (value ?? {}) as Record<string, unknown>;
  if ((health !== 'ok' && health !== 'warning' && health !== 'error') || typeof quiescent !== 'boolean') {
    return undefined;
  }
  return typeof message === 'string' ? { health, quiescent, message } : { health, quiescent };
}

/** An answer to {@link MEMORY_USAGE_REQUEST} as a table. */
export function memoryTable(value: unknown): string {
  const usage = (value ?? {}) as Record<string, unknown>;
  const number = (it: unknown) => (typeof it === 'number' ? it : 0);
  const line = (name: string, count: string, bytes: unknown) =>
    `${megabytes(number(bytes)).padStart(10)}  ${count.padStart(9)}  ${name}`;
  const texts = (it: unknown) => (it ?? {}) as { count?: unknown; bytes?: unknown };
  const [files, open] = [texts(usage['files']), texts(usage['openDocuments'])];
  const ingredients = Array.isArray(usage['ingredients']) ? (usage['ingredients'] as unknown[]) : [];
  return [
    `${'megabytes'.padStart(10)}  ${'count'.padStart(9)}`,
    ...(typeof usage['processBytes'] === 'number' ? [line('the whole process', '', usage['processBytes'])] : []),
    line('texts of files on disk', String(number(files.count)), files.bytes),
    line('texts of open documents', String(number(open.count)), open.bytes),
    ...ingredients.map((it) => {
      const { name, count, bytes } = (it ?? {}) as Record<string, unknown>;
      return line(typeof name === 'string' ? name : '?', String(number(count)), bytes);
    }),
    '',
  ].join('\n');
}

function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(2);
}
