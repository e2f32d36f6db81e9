import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../src/preview/answer';
import { accessWords, explanationView, previewView, type Preview } from '../../src/preview/view';
import { find, fixture, rows, text } from './support';

function view(document: JsonObject, rest: Partial<Preview> = {}) {
  return previewView({ document, revealable: new Set(), exposed: true, fileName: 'main.fitz', ...rest });
}

function headings(document: JsonObject, tag: 'h2' | 'h3' | 'h4'): string[] {
  return find(view(document), (element) => element.tag === tag).map(text);
}

test('shows title, version, server and heartbeat', () => {
  const shown = view(fixture('rooms'));
  assert.equal(text(find(shown, ({ tag }) => tag === 'h1')[0]!), 'chat 2.1.0');
  const server = find(shown, (element) => element.class === 'server')[0]!;
  assert.match(text(server), /^ws:\/\/localhost:8080 heartbeat: ping every 15 s/);
});

test('says that the heartbeat is off when the interval is 0', () => {
  const document = fixture('rooms');
  ((document['servers'] as JsonObject)['default'] as JsonObject)['x-fitz-heartbeat'] = { intervalSeconds: 0, frame: 'ping' };
  assert.match(text(view(document)), /ws:\/\/localhost:8080 no heartbeat/);
});

test('shows each channel with its address, access and handler', () => {
  const shown = view(fixture('dashboard'));
  const [summary] = find(shown, ({ tag }) => tag === 'summary');
  assert.equal(text(summary!), '/dashboard authenticated handled by dashboard');
  assert.deepEqual(headings(fixture('dashboard'), 'h2'), ['Server', 'Channel']);
});

test('puts access decorators into words', () => {
  assert.deepEqual(accessWords({}), ['public']);
  assert.deepEqual(accessWords({ 'x-fitz-auth': { authenticated: true } }), ['authenticated']);
  assert.deepEqual(accessWords({ 'x-fitz-auth': { authenticated: true, admin: true } }), ['role admin']);
  assert.deepEqual(
    accessWords({ 'x-fitz-auth': { authenticated: true, anyRole: ['editor', 'owner'] }, 'x-fitz-flag': 'beta' }),
    ['role editor or owner', 'flag beta'],
  );
});

test('names the directions from the reader\'s point of view', () => {
  assert.deepEqual(headings(fixture('rooms'), 'h3'), ['Path parameters', 'Server receives', 'Server sends']);
  assert.deepEqual(headings(fixture('rooms'), 'h4'), ['Command', 'RoomEvent']);
  assert.match(text(view(fixture('rooms'))), /Each frame is answered with RoomEvent\./);
});

test('prints the table of a message once when both directions carry it', () => {
  const shown = view(fixture('dashboard'));
  assert.deepEqual(rows(shown), [
    ['Field', 'JSON type', 'Required'],
    ['code', 'string', 'required'],
    ['target_url', 'string', 'required'],
    ['timestamp', 'string', 'required'],
  ]);
  assert.match(text(shown), /The same as under “Server receives”\./);
});

test('names the broadcasters once', () => {
  const document = fixture('dashboard');
  assert.doesNotMatch(text(view(document)), /Broadcast to every connection/);
  const send = (document['operations'] as JsonObject)['/dashboard.send'] as JsonObject;
  send['summary'] = 'Events.';
  assert.match(text(view(document)), /Broadcast to every connection by notify_dashboard\./);
});

test('has a column for descriptions when there are any', () => {
  const table = rows(view(fixture('rooms')));
  assert.deepEqual(table[2], ['Field', 'JSON type', 'Required', 'Description']);
  assert.deepEqual(table[3], ['kind', 'string', 'required', '"join", "say" or "leave"']);
  assert.deepEqual(table[5], ['retries', 'integer (int64)', 'default 3', '']);
});

test('shows path parameters', () => {
  const table = rows(view(fixture('rooms'))).slice(0, 2);
  assert.deepEqual(table[0], ['Name', 'Type', 'Description']);
  assert.deepEqual(table[1]!.slice(0, 2), ['room_id', 'Int']);
});

test('shows the example frame with a button that copies it', () => {
  const shown = view(fixture('dashboard'));
  const [example] = find(shown, (element) => element.tag === 'details' && element.class === undefined);
  assert.match(text(example!), /"code": "code"/);
  const [copy] = find(example!, ({ tag }) => tag === 'button');
  assert.deepEqual(copy!.action, {
    type: 'copy',
    pointer: '/channels/~1dashboard/messages/ClickEvent/examples/0/payload',
  });
});

test('makes names clickable exactly where the server knows the source', () => {
  const pointer = '/channels/~1dashboard/messages/ClickEvent/payload/properties/code';
  const shown = view(fixture('dashboard'), { revealable: new Set([pointer, '/channels/~1dashboard']) });
  const reveal = find(shown, ({ action }) => action?.type === 'reveal');
  assert.deepEqual(reveal.map(text), ['/dashboard', 'code']);
  assert.deepEqual(reveal[1]!.action, { type: 'reveal', pointer });
});

test('says so when a running server would not publish the document', () => {
  const banner = (exposed: boolean) => find(view(fixture('dashboard'), { exposed }), (element) => element.class === 'banner');
  assert.equal(banner(true).length, 0);
  assert.match(text(banner(false)[0]!), /@server\(docs=false\)/);
});

test('explains what to do when there are no channels', () => {
  const shown = view({ asyncapi: '3.0.0', info: { title: 'empty', version: '0.1.0' }, channels: {}, operations: {} });
  assert.match(text(shown), /declares no WebSocket endpoint/);
  assert.match(text(shown), /@ws\("\/events"\)/);
});

test('keeps the keys of a page distinct, so that open sections and focus find their way back', () => {
  for (const name of ['dashboard', 'rooms']) {
    const keys = find(view(fixture(name)), ({ key }) => key !== undefined).map(({ key }) => key);
    assert.deepEqual(keys, [...new Set(keys)]);
    assert.ok(keys.length > 3);
  }
});

test('shows markup in the text of a document as text', () => {
  const document = fixture('dashboard');
  const hostile = '<img src=x onerror=alert(1)> `</code><script>`';
  (document['info'] as JsonObject)['description'] = hostile;
  const shown = view(document);
  const [paragraph] = find(shown, ({ tag }) => tag === 'p');
  assert.deepEqual(paragraph!.children, [
    '<img src=x onerror=alert(1)> ',
    { tag: 'code', children: ['</code><script>'] },
  ]);
});

test('joins the lines of a paragraph, and keeps those of a list', () => {
  const document = fixture('dashboard');
  (document['info'] as JsonObject)['description'] = 'One text\nover two lines.\n\nA list:\n- first\n  part\n2. second';
  const shown = find(view(document), ({ tag }) => tag === 'p').slice(0, 2);
  assert.deepEqual(shown.map(({ children }) => children), [['One text over two lines.'], ['A list:\n- first   part\n2. second']]);
});

test('shows what there is of a document that is half made or wrong', () => {
  for (const document of [
    {},
    { info: null, servers: [], channels: 'x', operations: 3 },
    { channels: { '/a': null, '/b': {}, '/c': { messages: { M: {} } } }, operations: { x: null, y: { action: 'send' } } },
    { channels: { '/a': { messages: { M: { payload: { $ref: '#/nowhere' } } } } } },
    { channels: { '/a': {} }, operations: { o: { action: 'send', channel: { $ref: '#/channels/~1a' }, messages: [{ $ref: '#/lost' }, 7] } } },
    { channels: { '/a': { messages: { M: { payload: { $ref: '#/channels/~1a/messages/M/payload' } } } } } },
  ] as unknown as JsonObject[]) {
    const shown = view(document);
    assert.match(text(shown), /main\.fitz/);
    assert.match(text(shown), /Channel|No channels/);
  }
});

test('explains a missing document in the words it is given', () => {
  assert.equal(text(explanationView('a.fitz', 'Save it as `b`.')), 'a.fitzSave it as b.');
});
