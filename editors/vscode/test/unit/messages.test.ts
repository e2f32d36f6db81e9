import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAsyncApiAnswer } from '../../src/preview/answer';
import { child, fromReference, resolve } from '../../src/preview/json-pointer';
import { parseFromPage } from '../../src/preview/messages';
import { pageHtml } from '../../src/preview/page-html';

const RANGE = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
const ANSWER = { version: 3, document: { asyncapi: '3.0.0' }, pointers: { '/channels/~1a': { uri: 'file:///a.fitz', range: RANGE } }, exposed: true };

test('takes an answer of the agreed form as it is', () => {
  assert.deepEqual(parseAsyncApiAnswer(ANSWER), ANSWER);
  assert.equal(parseAsyncApiAnswer(null), null);
  assert.equal(parseAsyncApiAnswer({ ...ANSWER, version: null })?.version, null);
});

test('names what is wrong with any other answer', () => {
  const wrong: [unknown, RegExp][] = [
    ['text', /the answer/],
    [{ ...ANSWER, version: '3' }, /version/],
    [{ ...ANSWER, exposed: undefined }, /exposed/],
    [{ ...ANSWER, document: [] }, /document/],
    [{ ...ANSWER, pointers: { '/x': { uri: 1, range: RANGE } } }, /\/x uri/],
    [{ ...ANSWER, pointers: { '/x': { uri: 'file:///a', range: { start: {}, end: {} } } } }, /\/x position/],
  ];
  for (const [answer, message] of wrong) {
    assert.throws(() => parseAsyncApiAnswer(answer), message);
  }
});

test('obeys only messages of the page that it knows', () => {
  assert.deepEqual(parseFromPage({ type: 'ready', more: 1 }), { type: 'ready' });
  assert.deepEqual(parseFromPage({ type: 'reveal', pointer: '/a' }), { type: 'reveal', pointer: '/a' });
  for (const message of [null, 'ready', {}, { type: 'reveal' }, { type: 'copy', pointer: 4 }, { type: 'run', pointer: 'x' }]) {
    assert.equal(parseFromPage(message), undefined);
  }
});

test('escapes and resolves JSON pointers', () => {
  const document = { channels: { '/a~b/{id}': { messages: ['m'] } } };
  const pointer = child('/channels', '/a~b/{id}', 'messages', '0');
  assert.equal(pointer, '/channels/~1a~0b~1{id}/messages/0');
  assert.equal(resolve(document, pointer), 'm');
  assert.equal(resolve(document, ''), document);
  assert.equal(resolve(document, '/channels/none'), undefined);
  assert.equal(resolve(document, 'channels'), undefined);
  assert.equal(resolve(document, '/__proto__'), undefined);
  assert.equal(fromReference('#/channels/~1a~0b~1%7Bid%7D'), '/channels/~1a~0b~1{id}');
  assert.equal(fromReference('#/%E0%A4%A'), undefined);
  assert.equal(fromReference('x.json#/a'), undefined);
});

test('lets the page load its own script and style and nothing else', () => {
  const html = pageHtml({ cspSource: 'https://own', style: 'https://own/a"b.css', script: 'https://own/s.js' }, 'NONCE');
  assert.match(html, /content="default-src 'none'; style-src https:\/\/own; script-src 'nonce-NONCE'"/);
  assert.match(html, /href="https:\/\/own\/a&quot;b\.css"/);
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.doesNotMatch(html, /unsafe-|style=|onload=/);
  const nonces = new Set(Array.from({ length: 20 }, () => /nonce-([\w-]+)/.exec(pageHtml({ cspSource: 'x', style: 's', script: 'j' }))?.[1]));
  assert.equal(nonces.size, 20);
});
