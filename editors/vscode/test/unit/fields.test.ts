import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, JsonObject } from '../../src/preview/answer';
import { payloadFields, typeInWords } from '../../src/preview/fields';
import { fixture } from './support';

const ROOM_EVENT = '/channels/~1rooms~1{room_id}/messages/RoomEvent/payload';
const COMMAND = '/channels/~1rooms~1{room_id}/messages/Command/payload';

function words(schema: Json, schemas: JsonObject = {}): string {
  return typeInWords({ schema, components: { schemas } }, '/schema');
}

test('lists the fields of a frame with type and presence', () => {
  const fields = payloadFields(fixture('rooms'), COMMAND);
  assert.deepEqual(fields.map(({ path, type, presence }) => [path, type, presence]), [
    ['kind', 'string', { kind: 'required' }],
    ['text', 'string or null', { kind: 'optional' }],
    ['retries', 'integer (int64)', { kind: 'default', value: '3' }],
  ]);
  assert.equal(fields[0]!.description, '"join", "say" or "leave"');
  assert.equal(fields[0]!.pointer, `${COMMAND}/properties/kind`);
});

test('puts nested types below the field that holds them and stops where a type contains itself', () => {
  const fields = payloadFields(fixture('rooms'), ROOM_EVENT);
  assert.deepEqual(fields.map(({ path, depth, type }) => [path, depth, type]), [
    ['seq', 0, 'integer (int64)'],
    ['at', 0, 'string (date-time)'],
    ['author', 0, 'Author or null'],
    ['author.id', 1, 'integer (int64)'],
    ['author.name', 1, 'string'],
    ['tags', 0, 'array of string'],
    ['counters', 0, 'map of integer (int64)'],
    ['position', 0, 'array [number (double), number (double)]'],
    ['icon', 0, 'string (base64) or null'],
    ['replies', 0, 'array of RoomEvent (recursive)'],
  ]);
  assert.equal(fields[3]!.pointer, '/components/schemas/Author/properties/id');
});

test('expands a type again in another place, and mutual recursion only once', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const object = (title: string, properties: JsonObject) => ({ title, type: 'object', properties });
  const document = {
    frame: object('Frame', { left: ref('Node'), right: ref('Node') }),
    components: { schemas: { Node: object('Node', { link: ref('Link') }), Link: object('Link', { back: ref('Node') }) } },
  };
  assert.deepEqual(payloadFields(document, '/frame').map(({ path, type }) => `${path}: ${type}`), [
    'left: Node',
    'left.link: Link',
    'left.link.back: Node (recursive)',
    'right: Node',
    'right.link: Link',
    'right.link.back: Node (recursive)',
  ]);
});

test('tells apart two types that share a title', () => {
  const document = {
    frame: { title: 'User', type: 'object', properties: { other: { $ref: '#/components/schemas/admin.User' } } },
    components: { schemas: { 'admin.User': { title: 'User', type: 'object', properties: { id: { type: 'integer' } } } } },
  };
  assert.deepEqual(payloadFields(document, '/frame').map(({ path }) => path), ['other', 'other.id']);
});

test('reaches the fields of list and map elements', () => {
  const document = {
    frame: { type: 'array', items: { $ref: '#/components/schemas/P' } },
    map: { type: 'object', additionalProperties: { $ref: '#/components/schemas/P' } },
    components: { schemas: { P: { type: 'object', properties: { x: { type: 'number' } } } } },
  };
  assert.deepEqual(payloadFields(document, '/frame').map(({ path, depth }) => [path, depth]), [['[].x', 0]]);
  assert.deepEqual(payloadFields(document, '/map').map(({ path, depth }) => [path, depth]), [['.*.x', 0]]);
});

test('describes a frame that is one value', () => {
  assert.deepEqual(payloadFields({ frame: { title: 'Str', type: 'string' } }, '/frame').map(({ path, type }) => [path, type]), [['', 'string']]);
  assert.deepEqual(payloadFields({ frame: { type: 'object', properties: {}, additionalProperties: false } }, '/frame'), []);
});

test('puts each schema form into words', () => {
  assert.equal(words({}), 'any');
  assert.equal(words(true), 'any');
  assert.equal(words({ type: ['integer', 'null'], format: 'int64' }), 'integer (int64) or null');
  assert.equal(words({ type: 'string', enum: ['true', 'false'] }), '"true" or "false"');
  assert.equal(words({ type: 'array', maxItems: 0 }), 'empty array');
  assert.equal(words({ type: 'array', items: { type: 'array', items: {} } }), 'array of array of any');
  assert.equal(words({ type: 'object', additionalProperties: true }), 'map of any');
  assert.equal(words({ allOf: [{ $ref: '#/components/schemas/A' }], description: 'd' }), 'A');
  assert.equal(words({ oneOf: [{ type: 'object', properties: { Ok: {} } }, { type: 'null' }] }), 'object or null');
  assert.equal(words({ description: 'd', 'x-fitz-unserializable': true }), 'not serializable');
  assert.equal(words(7), 'unknown');
});

test('survives references that lead nowhere or round in a circle', () => {
  assert.equal(words({ $ref: '#/components/schemas/Lost' }), 'Lost');
  assert.equal(words({ $ref: 'other.json#/A' }), 'any');
  const circle = { a: { $ref: '#/b' }, b: { $ref: '#/a' } };
  assert.deepEqual(payloadFields(circle, '/a'), []);
});
