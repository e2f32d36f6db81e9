/** What the server says about the standard library, checked before it is used. */

export const LIBRARY_TEXT_REQUEST = 'fitz/libraryText';

/** The scheme of the declaration files of the standard library, which lie inside the server. */
export const LIBRARY_SCHEME = 'fitz-std';

/** The text of a declaration file; undefined when there is no such file. */
export function parseLibraryText(answer: unknown): string | undefined {
  return typeof answer === 'string' ? answer : undefined;
}
