/**
 * What the preview shows, as plain data: an AsyncAPI document goes in, a description of elements comes out. Nothing here
 * touches a browser, so all of it can be tested in Node; `page.ts` turns the description into elements.
 */
import type { Json, JsonObject } from './answer';
import { payloadFields, typeInWords, type Field } from './fields';
import { child, fromReference, isObject, lastKey, listAt, objectAt, resolve, textAt } from './json-pointer';

export interface ViewElement {
  tag: 'main' | 'section' | 'header' | 'h1' | 'h2' | 'h3' | 'h4' | 'p' | 'div' | 'span' | 'code' | 'pre' | 'button'
    | 'details' | 'summary' | 'table' | 'thead' | 'tbody' | 'tr' | 'th' | 'td' | 'ul' | 'li' | 'dl' | 'dt' | 'dd';
  /** Names of classes in `media/preview.css`. */
  class?: string;
  /** Same thing, same key, in every version of a document: open state, focus and scroll position are kept by it. */
  key?: string;
  /** Shown when the pointer rests on the element. */
  hint?: string;
  /** Only for `details`: open until the user closes it. */
  open?: boolean;
  /** What a click does. Only for `button`. */
  action?: Action;
  children: ViewNode[];
}

/** A string is text and never markup. */
export type ViewNode = ViewElement | string;

/** Both point into the document; see `messages.ts`. */
export type Action = { type: 'reveal' | 'copy'; pointer: string } | { type: 'refresh' };

export interface Preview {
  document: JsonObject;
  /** The JSON pointers that have a place in the source. */
  revealable: ReadonlySet<string>;
  exposed: boolean;
  /** Name of the file that the preview was opened for. */
  fileName: string;
}

/** The whole page for one document. Parts that are missing or malformed are left out; the rest is shown. */
export function previewView(preview: Preview): ViewElement {
  return element('main', [
    heading(preview),
    ...banner(preview),
    ...servers(preview),
    ...channels(preview),
  ]);
}

/** The page when there is nothing to render yet. */
export function explanationView(title: string, text: string): ViewElement {
  return element('main', [element('h1', [title]), element('p', prose(text), { class: 'explanation' })]);
}

function heading({ document, fileName }: Preview): ViewElement {
  const info = objectAt(document, 'info');
  const title: ViewNode[] = [textAt(info, 'title') ?? fileName];
  const version = textAt(info, 'version');
  if (version !== undefined) {
    title.push(' ', element('span', [version], { class: 'badge', hint: 'Version of the API' }));
  }
  return element('header', [
    element('div', [
      element('h1', title),
      element('div', [
        button('Refresh', { type: 'refresh' }, 'Ask the language server again'),
        button('Copy document', { type: 'copy', pointer: '' }, 'Copy the AsyncAPI document as JSON'),
      ], { class: 'toolbar' }),
    ], { class: 'title-row' }),
    ...paragraphs(textAt(info, 'description')),
  ]);
}

function banner({ exposed }: Preview): ViewElement[] {
  return exposed
    ? []
    : [element('p', prose('The program switches its documentation off with `@server(docs=false)`: a running server does not publish this document.'), { class: 'banner' })];
}

function servers({ document, revealable }: Preview): ViewElement[] {
  const entries = Object.entries(objectAt(document, 'servers')).filter(isObjectEntry);
  if (entries.length === 0) {
    return [];
  }
  return [
    element('section', [
      element('h2', [entries.length === 1 ? 'Server' : 'Servers']),
      ...entries.map(([name, server]) => {
        const pointer = child('/servers', name);
        const address = `${textAt(server, 'protocol') ?? 'ws'}://${textAt(server, 'host') ?? 'unknown'}${textAt(server, 'pathname') ?? ''}`;
        return element('div', [
          sourceName(address, pointer, revealable, 'address'),
          ' ',
          ...(entries.length > 1 ? [element('span', [name], { class: 'badge' }), ' '] : []),
          ...heartbeat(server),
          ...paragraphs(textAt(server, 'description')),
        ], { class: 'server', key: pointer });
      }),
    ]),
  ];
}

function heartbeat(server: JsonObject): ViewNode[] {
  const seconds = objectAt(server, 'x-fitz-heartbeat')['intervalSeconds'];
  if (typeof seconds !== 'number') {
    return [];
  }
  return [
    element('span', [seconds === 0 ? 'no heartbeat' : `heartbeat: ping every ${seconds} s`], {
      class: 'badge',
      hint: seconds === 0 ? 'The server sends no ping frames.' : 'The server sends a ping frame this often.',
    }),
  ];
}

function channels(preview: Preview): ViewElement[] {
  const entries = Object.entries(objectAt(preview.document, 'channels')).filter(isObjectEntry);
  if (entries.length === 0) {
    return [
      element('section', [
        element('h2', ['No channels']),
        element('p', prose('This program declares no WebSocket endpoint. One is an `async fn` with the decorator `@ws` and a typed connection:'), { class: 'explanation' }),
        element('pre', ['@ws("/events")\nasync fn events(conn: WsConn<Event>) -> Null {\n    loop {\n        match conn.recv() {\n            Ok(event) => { let _ = conn.broadcast(event) }\n            Err(_) => return null\n        }\n    }\n}']),
      ]),
    ];
  }
  return [
    element('section', [
      element('h2', [entries.length === 1 ? 'Channel' : 'Channels']),
      ...entries.map(([name, channel]) => channelView(preview, name, channel)),
    ]),
  ];
}

function channelView(preview: Preview, name: string, channel: JsonObject): ViewElement {
  const pointer = child('/channels', name);
  const handler = textAt(channel, 'x-fitz-handler') ?? textAt(channel, 'title');
  return element('details', [
    element('summary', [
      sourceName(textAt(channel, 'address') ?? name, pointer, preview.revealable, 'address'),
      ' ',
      ...accessBadges(channel),
      ...(handler === undefined ? [] : [element('span', ['handled by ', element('code', [handler])], { class: 'quiet' })]),
    ]),
    ...paragraphs(textAt(channel, 'description')),
    ...parameters(preview, pointer, channel),
    ...directions(preview, pointer, channel),
  ], { class: 'channel', key: pointer, open: true });
}

/** Who may connect, in words: the decorators of the handler. */
export function accessWords(channel: JsonObject): string[] {
  const auth = objectAt(channel, 'x-fitz-auth');
  const roles = listAt(auth, 'anyRole').filter((role) => typeof role === 'string');
  const words: string[] = [];
  if (auth['admin'] === true) {
    words.push('role admin');
  }
  if (roles.length > 0) {
    words.push(`role ${roles.join(' or ')}`);
  }
  if (words.length === 0) {
    words.push(auth['authenticated'] === true ? 'authenticated' : 'public');
  }
  const flag = channel['x-fitz-flag'];
  if (typeof flag === 'string') {
    words.push(`flag ${flag}`);
  }
  return words;
}

function accessBadges(channel: JsonObject): ViewNode[] {
  return accessWords(channel).flatMap((word) => [
    element('span', [word], { class: word === 'public' ? 'badge' : 'badge guarded', hint: 'Checked before the WebSocket upgrade' }),
    ' ',
  ]);
}

function parameters(preview: Preview, pointer: string, channel: JsonObject): ViewElement[] {
  const entries = Object.entries(objectAt(channel, 'parameters')).filter(isObjectEntry);
  if (entries.length === 0) {
    return [];
  }
  return [
    element('h3', ['Path parameters']),
    element('table', [
      headRow('Name', 'Type', 'Description'),
      element('tbody', entries.map(([name, parameter]) => {
        const at = child(pointer, 'parameters', name);
        return element('tr', [
          element('td', [sourceName(name, at, preview.revealable, 'field')]),
          element('td', [textAt(parameter, 'x-fitz-type') ?? 'Str']),
          element('td', prose(textAt(parameter, 'description') ?? '')),
        ], { key: at });
      })),
    ]),
  ];
}

interface Direction {
  title: string;
  operation: JsonObject | undefined;
  messages: string[];
}

/**
 * The messages of a channel by who sends them. The words of the specification take the server's point of view and are
 * often misread, so the view says who does what.
 */
function directions(preview: Preview, channelPointer: string, channel: JsonObject): ViewElement[] {
  const found: Direction[] = [];
  for (const [action, title] of [['receive', 'Server receives'], ['send', 'Server sends']] as const) {
    for (const operation of Object.values(objectAt(preview.document, 'operations'))) {
      if (isObject(operation) && operation['action'] === action && fromReference(objectAt(operation, 'channel')['$ref']) === channelPointer) {
        found.push({ title, operation, messages: references(listAt(operation, 'messages')) });
      }
    }
  }
  if (found.length === 0) {
    const all = Object.keys(objectAt(channel, 'messages')).map((name) => child(channelPointer, 'messages', name));
    found.push({ title: 'Messages', operation: undefined, messages: all });
  }

  // When both directions carry the same type, its table would be printed twice.
  const shown = new Map<string, string>();
  return found.map(({ title, operation, messages }) =>
    element('div', [
      element('h3', [title]),
      ...(operation === undefined ? [] : operationNotes(operation)),
      ...messages.map((message) => {
        const before = shown.get(message);
        shown.set(message, before ?? title);
        return messageView(preview, message, title, before);
      }),
    ], { class: 'direction' }));
}

function operationNotes(operation: JsonObject): ViewElement[] {
  const notes = paragraphs(textAt(operation, 'summary'), 'quiet');
  const answers = references(listAt(objectAt(operation, 'reply'), 'messages')).map(lastKey);
  if (answers.length > 0) {
    notes.push(element('p', ['Each frame is answered with ', ...codeList(answers), '.'], { class: 'quiet' }));
  }
  const broadcasters = listAt(operation, 'x-fitz-broadcast').filter((name): name is string => typeof name === 'string');
  // The summary that the generator writes names them already.
  const summary = textAt(operation, 'summary') ?? '';
  if (broadcasters.some((name) => !summary.includes(name))) {
    notes.push(element('p', ['Broadcast to every connection by ', ...codeList(broadcasters), '.'], { class: 'quiet' }));
  }
  return notes;
}

function messageView(preview: Preview, pointer: string, direction: string, shownUnder: string | undefined): ViewElement {
  const { document, revealable } = preview;
  const message = resolve(document, pointer);
  if (!isObject(message)) {
    return element('p', ['The document refers to a message that it does not contain: ', element('code', [pointer])], { class: 'banner' });
  }
  const name = textAt(message, 'title') ?? textAt(message, 'name') ?? lastKey(pointer);
  const payload = child(pointer, 'payload');
  const type = typeInWords(document, payload);
  const title = element('h4', [
    sourceName(name, pointer, revealable, 'message-name'),
    ...(type === name || type === 'object' ? [] : [' ', element('span', [type], { class: 'quiet' })]),
    ...contentType(document, message),
  ]);
  const key = `${direction} ${pointer}`;
  if (shownUnder !== undefined) {
    return element('div', [title, element('p', [`The same as under “${shownUnder}”.`], { class: 'quiet' })], { class: 'message', key });
  }
  return element('div', [
    title,
    ...paragraphs(textAt(message, 'description') ?? textAt(message, 'summary')),
    ...fieldTable(preview, payloadFields(document, payload)),
    ...examples(message, pointer),
  ], { class: 'message', key });
}

function contentType(document: JsonObject, message: JsonObject): ViewNode[] {
  const own = textAt(message, 'contentType');
  return own === undefined || own === textAt(document, 'defaultContentType')
    ? []
    : [' ', element('span', [own === 'application/octet-stream' ? 'binary frame' : own], { class: 'badge' })];
}

function fieldTable({ revealable }: Preview, fields: Field[]): ViewElement[] {
  if (fields.length === 0) {
    return [element('p', ['No fields.'], { class: 'quiet' })];
  }
  if (fields.length === 1 && fields[0]?.path === '') {
    const [{ type, description }] = fields as [Field];
    return [element('p', ['The frame is one value: ', element('code', [type]), '.']), ...paragraphs(description)];
  }
  const described = fields.some(({ description }) => description !== undefined);
  return [
    element('table', [
      headRow('Field', 'JSON type', 'Required', ...(described ? ['Description'] : [])),
      element('tbody', fields.map((field) =>
        element('tr', [
          element('td', [sourceName(field.path, field.pointer, revealable, 'field')], { class: `depth-${Math.min(field.depth, 6)}` }),
          element('td', [field.type]),
          element('td', presenceWords(field)),
          ...(described ? [element('td', prose(field.description ?? ''))] : []),
        ]))),
    ]),
  ];
}

function presenceWords({ presence }: Field): ViewNode[] {
  switch (presence.kind) {
    case 'required':
      return [element('span', ['required'], { class: 'required' })];
    case 'optional':
      return ['optional'];
    case 'default':
      return ['default ', element('code', [presence.value])];
  }
}

function examples(message: JsonObject, pointer: string): ViewElement[] {
  return listAt(message, 'examples').flatMap((example, index) => {
    if (!isObject(example) || !Object.hasOwn(example, 'payload')) {
      return [];
    }
    const at = child(pointer, 'examples', String(index), 'payload');
    return [
      element('details', [
        element('summary', ['Example']),
        element('div', [
          element('pre', [JSON.stringify(example['payload'], null, 2)]),
          button('Copy', { type: 'copy', pointer: at }, 'Copy the example frame'),
        ], { class: 'example' }),
      ], { key: at }),
    ];
  });
}

/** A name that leads to its declaration when that is known. */
function sourceName(name: string, pointer: string, revealable: ReadonlySet<string>, cssClass: string): ViewElement {
  const code = element('code', [name], { class: cssClass });
  return revealable.has(pointer)
    ? element('button', [code], { class: 'source', key: `source ${pointer}`, hint: 'Go to the source', action: { type: 'reveal', pointer } })
    : code;
}

function button(label: string, action: Action, hint: string): ViewElement {
  return element('button', [label], { class: 'command', key: `${action.type} ${'pointer' in action ? action.pointer : ''}`, hint, action });
}

function headRow(...names: string[]): ViewElement {
  return element('thead', [element('tr', names.map((name) => element('th', [name])))]);
}

function paragraphs(text: string | undefined, cssClass?: string): ViewElement[] {
  return (text?.split(/\n{2,}/) ?? [])
    .filter((part) => part.trim() !== '')
    .map((part) => element('p', prose(withoutLineBreaks(part)), cssClass === undefined ? {} : { class: cssClass }));
}

/** A comment is broken where its lines are full; only the items of a list have lines of their own. */
function withoutLineBreaks(paragraph: string): string {
  return paragraph.replace(/\n(?!\s*(?:[-*+]|\d+[.)]) )/g, ' ');
}

/** Text of the document, with what stands between backquotes as code. */
function prose(text: string): ViewNode[] {
  return text.split(/(`[^`\n]+`)/).flatMap((part): ViewNode[] => {
    if (part === '') {
      return [];
    }
    return part.length > 2 && part.startsWith('`') && part.endsWith('`') ? [element('code', [part.slice(1, -1)])] : [part];
  });
}

function codeList(names: string[]): ViewNode[] {
  return names.flatMap((name, index) => [index === 0 ? '' : ', ', element('code', [name])]).filter((node) => node !== '');
}

function references(list: Json[]): string[] {
  return list.flatMap((entry) => (isObject(entry) ? fromReference(entry['$ref']) ?? [] : []));
}

function isObjectEntry(entry: [string, Json]): entry is [string, JsonObject] {
  return isObject(entry[1]);
}

function element(tag: ViewElement['tag'], children: ViewNode[], rest: Omit<ViewElement, 'tag' | 'children'> = {}): ViewElement {
  return { tag, ...rest, children };
}
