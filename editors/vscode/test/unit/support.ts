/** Shared by the unit tests. They run with the extension's folder as working directory. */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/preview/answer';
import type { ViewElement, ViewNode } from '../../src/preview/view';

export function fixture(name: string): JsonObject {
  return JSON.parse(readFileSync(`test/fixtures/${name}.json`, 'utf8')) as JsonObject;
}

/** All text of a view, in reading order. */
export function text(node: ViewNode): string {
  return typeof node === 'string' ? node : node.children.map(text).join('');
}

/** Every element of the view that passes, in reading order. */
export function find(view: ViewElement, test: (element: ViewElement) => boolean): ViewElement[] {
  const below = view.children.flatMap((node) => (typeof node === 'string' ? [] : find(node, test)));
  return test(view) ? [view, ...below] : below;
}

/** The rows of the tables in a view, each as the text of its cells. */
export function rows(view: ViewElement): string[][] {
  return find(view, ({ tag }) => tag === 'tr').map((row) => row.children.map(text));
}
