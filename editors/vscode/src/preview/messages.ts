/**
 * What the extension and the page in the preview panel say to each other. The page is treated as untrusted: what comes
 * from it is checked before it is used.
 */
import type { JsonObject } from './answer';

/** From the extension to the page. */
export type ToPage =
  /** A new document. `revealable` lists the JSON pointers that have a place in the source. */
  | { type: 'show'; file: FileInfo; document: JsonObject; revealable: string[]; exposed: boolean }
  /** There is no document, for a reason that is not a failure. */
  | { type: 'explain'; file: FileInfo; text: string }
  /** The last request failed. What is shown stays, marked as out of date. */
  | { type: 'stale'; reason: string };

/** The file that the preview was opened for; the page keeps it, so that the panel can be restored after a reload. */
export interface FileInfo {
  uri: string;
  name: string;
}

/** From the page to the extension. */
export type FromPage =
  /** The page has loaded and wants the current state. */
  | { type: 'ready' }
  | { type: 'refresh' }
  /** Go to the source of the thing at this JSON pointer. */
  | { type: 'reveal'; pointer: string }
  /** Put the JSON at this pointer on the clipboard; the empty pointer is the whole document. */
  | { type: 'copy'; pointer: string };

/** The message, or undefined when it is not one of ours. */
export function parseFromPage(value: unknown): FromPage | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { type, pointer } = value as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'refresh':
      return { type };
    case 'reveal':
    case 'copy':
      return typeof pointer === 'string' ? { type, pointer } : undefined;
    default:
      return undefined;
  }
}
