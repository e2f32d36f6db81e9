/** The request `fitz/runnables`: its name, the form of what can be run, and the check that what comes has that form. */

/** Params: `{ textDocument: { uri } }`. Result: a list of {@link Runnable}, or null when the server knows no such file. */
export const RUNNABLES_REQUEST = 'fitz/runnables';

/** The program `fitz`, to be started with these arguments in this directory. */
export interface Runnable {
  label: string;
  program: string;
  args: string[];
  cwd: string;
}

/** Undefined when something is missing: the program `fitz`, for one, if the server has not found it. */
export function parseRunnable(value: unknown): Runnable | undefined {
  const { label, program, args, cwd } = (value ?? {}) as Record<string, unknown>;
  const isText = (it: unknown): it is string => typeof it === 'string';
  if (!isText(label) || !isText(program) || !isText(cwd) || !Array.isArray(args) || !args.every(isText)) {
    return undefined;
  }
  return { label, program, args, cwd };
}

/** What of a list can be started. */
export function parseRunnables(value: unknown): Runnable[] {
  return Array.isArray(value) ? value.map(parseRunnable).filter((it) => it !== undefined) : [];
}
