/**
 * One line of the server's log. It begins with a time and a level, as in `2026-01-01T12:00:00.5Z  INFO fitz_lsp: ready`,
 * and is coloured when the server takes the editor for a terminal.
 */

export interface ServerLine {
  level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  /** The rest; the editor's log adds a time of its own. */
  text: string;
}

/** A line that does not begin like that is an error: the server should not have written it. */
export function parseServerLine(line: string): ServerLine {
  const plain = line.replaceAll(/\u001b\[[0-9;]*m/g, '');
  const [, level, text] = /^\d{4}-\d\d-\d\dT[\d:.]+Z\s+(TRACE|DEBUG|INFO|WARN|ERROR)\s+(.*)$/.exec(plain) ?? [];
  return level === undefined || text === undefined
    ? { level: 'error', text: plain }
    : { level: level.toLowerCase() as ServerLine['level'], text };
}
