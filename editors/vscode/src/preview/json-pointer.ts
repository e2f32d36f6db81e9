/**
 * JSON pointers (RFC 6901), and references that hold one as a URI fragment (`#/channels/~1rooms~1%7Bid%7D`).
 */
import type { Json, JsonObject } from './answer';

/** The pointer of a member of the value at `parent`. */
export function child(parent: string, ...keys: string[]): string {
  return parent + keys.map((key) => '/' + key.replaceAll('~', '~0').replaceAll('/', '~1')).join('');
}

/** The value at the pointer, or undefined when there is none. */
export function resolve(document: JsonObject, pointer: string): Json | undefined {
  if (pointer === '') {
    return document;
  }
  if (!pointer.startsWith('/')) {
    return undefined;
  }
  let value: Json | undefined = document;
  for (const part of pointer.slice(1).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      return undefined;
    }
    value = (value as JsonObject)[key];
  }
  return value;
}

/** The pointer in a `$ref` into the same document; undefined for any other reference. */
export function fromReference(reference: Json | undefined): string | undefined {
  if (typeof reference !== 'string' || !reference.startsWith('#')) {
    return undefined;
  }
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return undefined;
  }
}

/** The last key of a pointer, unescaped: what a reference is usually called after. */
export function lastKey(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1).replaceAll('~1', '/').replaceAll('~0', '~');
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member when it is an object, else an empty one: a half-made document is rendered as far as it goes. */
export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isObject(value) ? value : {};
}

export function listAt(parent: JsonObject, key: string): Json[] {
  const value = parent[key];
  return Array.isArray(value) ? value : [];
}

export function textAt(parent: JsonObject, key: string): string | undefined {
  const value = parent[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
