/**
 * A payload schema as a flat list of fields: what a reader wants to know of a frame, in declaration order, with the
 * fields of nested types below the field that holds them.
 */
import type { Json, JsonObject } from './answer';
import { child, fromReference, isObject, lastKey, listAt, objectAt, resolve, textAt } from './json-pointer';

const COMPONENTS = '/components/schemas';

export interface Field {
  /** The path inside the frame, as in `author.name`, `replies[].seq` or `counters.*`. Empty for the frame itself. */
  path: string;
  /** How deep the field is nested; 0 for the fields of the frame. */
  depth: number;
  /** The JSON type in words. */
  type: string;
  presence: Presence;
  description: string | undefined;
  /** Where the field is in the document. */
  pointer: string;
}

export type Presence =
  | { kind: 'required' }
  | { kind: 'optional' }
  /** The default as JSON text. */
  | { kind: 'default'; value: string };

/**
 * The fields of the payload at `pointer`. A payload that is not an object is one field with an empty path. A type that
 * contains itself is expanded once; where it comes again only its name is given.
 */
export function payloadFields(document: JsonObject, pointer: string): Field[] {
  const target = follow(document, pointer);
  const inside = nested(document, target, '', []);
  if (inside.length > 0) {
    return inside;
  }
  const { schema } = target;
  if (schema === undefined || isEmptyObjectType(schema)) {
    return [];
  }
  const type = typeInWords(document, pointer);
  return [{ path: '', depth: 0, type, presence: { kind: 'required' }, description: textAt(schema, 'description'), pointer }];
}

/** The JSON type of the schema at `pointer` in words: `string (date-time) or null`, `array of Author`. */
export function typeInWords(document: JsonObject, pointer: string, enclosing: string[] = []): string {
  const schema = resolve(document, pointer);
  if (schema === true) {
    return 'any';
  }
  if (!isObject(schema)) {
    return 'unknown';
  }
  const reference = fromReference(schema['$ref']);
  if (reference !== undefined) {
    return nameOf(document, reference, enclosing);
  }
  for (const keyword of ['oneOf', 'anyOf', 'allOf'] as const) {
    const parts = listAt(schema, keyword);
    if (parts.length > 0) {
      const words = parts.map((_, index) => typeInWords(document, child(pointer, keyword, String(index)), enclosing));
      return [...new Set(words)].join(keyword === 'allOf' ? ' and ' : ' or ');
    }
  }
  const values = listAt(schema, 'enum');
  if (values.length > 0) {
    return values.map((value) => JSON.stringify(value)).join(' or ');
  }
  if (schema['x-fitz-unserializable'] === true) {
    return 'not serializable';
  }
  const types = typeof schema['type'] === 'string' ? [schema['type']] : listAt(schema, 'type');
  if (types.length === 0) {
    return 'any';
  }
  return types
    .map((type) => {
      switch (type) {
        case 'array':
          return arrayInWords(document, pointer, schema, enclosing);
        case 'object':
          return objectInWords(document, pointer, schema, enclosing);
        case 'string':
          return withDetail('string', textAt(schema, 'format') ?? textAt(schema, 'contentEncoding'));
        case 'integer':
        case 'number':
          return withDetail(type, textAt(schema, 'format'));
        default:
          return String(type);
      }
    })
    .join(' or ');
}

function arrayInWords(document: JsonObject, pointer: string, schema: JsonObject, enclosing: string[]): string {
  const items = schema['items'];
  if (Array.isArray(items)) {
    const words = items.map((_, index) => typeInWords(document, child(pointer, 'items', String(index)), enclosing));
    return `array [${words.join(', ')}]`;
  }
  if (items === undefined) {
    return schema['maxItems'] === 0 ? 'empty array' : 'array';
  }
  return `array of ${typeInWords(document, child(pointer, 'items'), enclosing)}`;
}

function objectInWords(document: JsonObject, pointer: string, schema: JsonObject, enclosing: string[]): string {
  const rest = schema['additionalProperties'];
  if (rest !== undefined && rest !== false) {
    return `map of ${typeInWords(document, child(pointer, 'additionalProperties'), enclosing)}`;
  }
  return textAt(schema, 'title') ?? 'object';
}

function withDetail(type: string, detail: string | undefined): string {
  return detail === undefined ? type : `${type} (${detail})`;
}

function nameOf(document: JsonObject, pointer: string, enclosing: string[]): string {
  const target = resolve(document, pointer);
  const name = (isObject(target) ? textAt(target, 'title') : undefined) ?? lastKey(pointer);
  return enclosing.includes(identity(document, pointer)) ? `${name} (recursive)` : name;
}

/** A schema together with the place where it really is, after its references. */
interface Target {
  pointer: string;
  schema: JsonObject | undefined;
}

function follow(document: JsonObject, pointer: string): Target {
  const seen = new Set<string>();
  for (let at = pointer; !seen.has(at); ) {
    seen.add(at);
    const schema = resolve(document, at);
    if (!isObject(schema)) {
      break;
    }
    const next = fromReference(schema['$ref']) ?? onlyPart(schema, at);
    if (next === undefined) {
      return { pointer: at, schema };
    }
    at = next;
  }
  return { pointer, schema: undefined };
}

/** A reference that was wrapped to give it a description, or to allow null, stands for what it wraps. */
function onlyPart(schema: JsonObject, pointer: string): string | undefined {
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const real = listAt(schema, keyword)
      .map((part, index) => ({ part, index }))
      .filter(({ part }) => !(isObject(part) && part['type'] === 'null'));
    const [first] = real;
    if (first !== undefined && real.length === 1) {
      return child(pointer, keyword, String(first.index));
    }
  }
  return undefined;
}

/**
 * What makes two schemas the same type: the component. A frame's own type is written out in place, with the key of its
 * component as title, so it is the same type as a reference to that component further inside.
 */
function identity(document: JsonObject, pointer: string): string {
  const schema = resolve(document, pointer);
  const title = isObject(schema) && !pointer.startsWith(COMPONENTS) ? textAt(schema, 'title') : undefined;
  const component = title === undefined ? pointer : child(COMPONENTS, title);
  return resolve(document, component) === undefined ? pointer : component;
}

function nested(document: JsonObject, { pointer, schema }: Target, prefix: string, outer: string[]): Field[] {
  if (schema === undefined) {
    return [];
  }
  const self = identity(document, pointer);
  if (outer.includes(self)) {
    return [];
  }
  const enclosing = [...outer, self];

  const properties = objectAt(schema, 'properties');
  const required = listAt(schema, 'required');
  const fields: Field[] = [];
  for (const [name, property] of Object.entries(properties)) {
    const at = child(pointer, 'properties', name);
    const path = prefix === '' ? name : `${prefix}.${name}`;
    fields.push({
      path,
      depth: depthOf(prefix),
      type: typeInWords(document, at, enclosing),
      presence: presence(property, required.includes(name)),
      description: isObject(property) ? textAt(property, 'description') : undefined,
      pointer: at,
    });
    fields.push(...nested(document, follow(document, at), path, enclosing));
  }
  if (fields.length > 0) {
    return fields;
  }

  const { items, additionalProperties } = schema;
  if (isObject(items)) {
    return nested(document, follow(document, child(pointer, 'items')), `${prefix}[]`, enclosing);
  }
  if (Array.isArray(items)) {
    return items.flatMap((_, index) =>
      nested(document, follow(document, child(pointer, 'items', String(index))), `${prefix}[${index}]`, enclosing));
  }
  if (isObject(additionalProperties)) {
    return nested(document, follow(document, child(pointer, 'additionalProperties')), `${prefix}.*`, enclosing);
  }
  return [];
}

function depthOf(prefix: string): number {
  return prefix === '' ? 0 : prefix.split('.').filter((part) => !['', '*', '[]'].includes(part)).length;
}

function presence(schema: Json, required: boolean): Presence {
  if (isObject(schema) && Object.hasOwn(schema, 'default')) {
    return { kind: 'default', value: JSON.stringify(schema['default']) };
  }
  return { kind: required ? 'required' : 'optional' };
}

function isEmptyObjectType(schema: JsonObject): boolean {
  return schema['type'] === 'object' && schema['additionalProperties'] === false;
}
