// What every client must be able to do. Runs in Node and in a page: `world` brings the clients and the servers.
//
//   world.clients      the generated modules, by app
//   world.url(server)  where a server is
//   world.door(server, app, action, query, body), world.kill(server), world.start(server), world.halt(server),
//   world.resume(server)
//   world.WebSocket    the constructor to use, or undefined for that of the platform
//   world.seesStatus   whether that WebSocket tells the HTTP status of a refused handshake
import { Inbox, equal } from './inbox.mjs';

const TOKEN = 'good-token';
const QUICK = { initialDelay: 50, maxDelay: 200 };

/** The endpoints that all scenarios run on: how to connect, what to say, what comes back. */
const TARGETS = [
  {
    name: 'FastAPI',
    server: 'fastapi',
    app: 'dashboard',
    connect: (world, options) => open(world, world.clients.dashboard.dashboard, 'fastapi', { token: TOKEN, ...options }),
    said: { kind: 'ping' },
    answer: 'pong',
    pushed: 'click',
    numbered: 'code',
    valid: { kind: 'click', code: 'x', target_url: '', clicks: 1, at: '' },
    wrongField: ['clicks', 'a whole number'],
  },
  {
    name: 'FastHTML',
    server: 'fasthtml',
    app: 'notifications',
    connect: (world, options) =>
      open(world, world.clients.notifications.notifications, 'fasthtml', { token: TOKEN, tokenIn: 'query', ...options }),
    said: { kind: 'pull' },
    answer: 'notes',
    pushed: 'nudge',
    numbered: 'topic',
    valid: { kind: 'nudge', topic: 'x', notes: [] },
    wrongField: ['notes', 'an array'],
  },
];

function open(world, endpoint, server, options) {
  return endpoint.connect({ url: world.url(server), reconnect: QUICK, WebSocket: world.WebSocket, ...options });
}

const ON_EACH_TARGET = {
  async 'messages travel both ways'(world, target) {
    const connection = target.connect(world);
    const inbox = new Inbox(connection);
    const answers = [];
    connection.on(target.answer, (message) => answers.push(message));
    await inbox.until('the greeting', () => inbox.of('hello').length === 1);
    equal(connection.state, 'open', 'state');
    equal(connection.send(target.said), true, 'sent at once');
    await inbox.until('the answer', () => inbox.of(target.answer).length === 1);
    equal(answers, inbox.of(target.answer), 'what the handler of the kind was given');
    equal((await world.door(target.server, target.app, 'state')).received, [target.said], 'what the server received');
    equal(inbox.invalid, [], 'invalid frames');

    connection.close();
    const end = await connection.closed;
    equal([end.cause, connection.state], ['client', 'closed'], 'the end');
    let refusal;
    try {
      connection.send(target.said);
    } catch (error) {
      refusal = error.message;
    }
    equal(/is closed; connect again/.test(refusal), true, 'sending on a closed connection');
  },

  async 'a frame that is not what was promised is told and passed over'(world, target) {
    const connection = target.connect(world);
    const inbox = new Inbox(connection);
    await inbox.until('the greeting', () => inbox.of('hello').length === 1);
    const [field, expected] = target.wrongField;
    const { [field]: _, ...incomplete } = target.valid;
    for (const text of [
      '{"kind": ',
      '[]',
      JSON.stringify({ ...target.valid, kind: 'nonsense' }),
      JSON.stringify({ ...target.valid, [field]: 'text' }),
      JSON.stringify(incomplete),
    ]) {
      await world.door(target.server, target.app, 'push', {}, text);
    }
    await world.door(target.server, target.app, 'push_binary', {}, 'bytes');
    await world.door(target.server, target.app, 'push', {}, JSON.stringify({ ...target.valid, added_later: 1 }));
    await inbox.until('the valid frame', () => inbox.of(target.pushed).length === 1);
    const problems = [
      'the text is not JSON',
      'at $, expected an object, got []',
      'at $.kind, expected one of',
      `at $.${field}, expected ${expected}, got "text"`,
      `at $.${field}, the field is missing`,
      'expected a text frame, got a binary frame',
    ];
    equal(inbox.invalid.length, problems.length, `count of ${JSON.stringify(inbox.invalid)}`);
    problems.forEach((problem, index) => equal(inbox.invalid[index].includes(problem), true, inbox.invalid[index]));
    equal([connection.state, inbox.opened.length], ['open', 1], 'the connection');
    connection.close();
  },

  async 'ten thousand frames come in order'(world, target) {
    const connection = target.connect(world);
    const inbox = new Inbox(connection);
    await inbox.until('the greeting', () => inbox.of('hello').length === 1);
    await world.door(target.server, target.app, 'flood', { count: 10_000, field: target.numbered });
    await inbox.until('all frames', () => inbox.of(target.pushed).length >= 10_000);
    inbox.of(target.pushed).forEach((message, index) => equal(message[target.numbered], String(index), 'number'));
    equal(inbox.messages.length, 10_001, 'count of messages');
    connection.close();
  },

  async 'a restart in the middle is survived, and nothing comes twice'(world, target) {
    const connection = target.connect(world);
    const inbox = new Inbox(connection);
    await inbox.until('the greeting', () => inbox.of('hello').length === 1);
    // The answer to this never comes: the server is killed while it sends.
    world.door(target.server, target.app, 'flood', { count: 100_000, field: target.numbered }).catch(() => {});
    await inbox.until('some frames', () => inbox.of(target.pushed).length >= 100);
    await world.kill(target.server);
    await inbox.until('the loss', () => inbox.downs.length >= 1);
    equal(inbox.downs[0].wasOpen, true, 'the first loss');
    const before = inbox.of(target.pushed).length;
    inbox.of(target.pushed).forEach((message, index) => equal(message[target.numbered], String(index), 'number'));

    for (let count = 0; count < 3; count += 1) {
      equal(connection.send(target.said), false, 'sent at once');
    }
    await world.start(target.server);
    await inbox.until('the answers', () => inbox.of(target.answer).length === 3);
    equal(inbox.opened, [{ isReconnect: false }, { isReconnect: true }], 'connections made');
    await world.door(target.server, target.app, 'flood', { count: 100, field: target.numbered });
    await inbox.until('more frames', () => inbox.of(target.pushed).length >= before + 100);
    const after = inbox.of(target.pushed).slice(before);
    equal(after.map((message) => message[target.numbered]), Array.from({ length: 100 }, (_, index) => String(index)), 'numbers');
    const state = await world.door(target.server, target.app, 'state');
    equal([state.received.length, state.open, state.handshakes], [3, 1, 1], 'what the new server has seen');
    equal([inbox.of('hello').length, inbox.of(target.answer).length], [2, 3], 'greetings and answers');
    connection.close();
  },
};

const ALONE = {
  async 'FastAPI: a wrong token is answered with 401'(world) {
    const [target] = TARGETS;
    const connection = target.connect(world, { token: 'wrong', reconnect: { ...QUICK, maxAttempts: 2 } });
    const inbox = new Inbox(connection);
    const end = await connection.closed;
    const { handshakes, open } = await world.door('fastapi', 'dashboard', 'state');
    if (world.seesStatus) {
      equal([end.cause, handshakes, inbox.downs.length], ['refused', 1, 0], 'the end');
      equal(/HTTP 401/.test(end.message), true, end.message);
    } else {
      // Browsers keep the status to themselves: all that is known is that it does not work.
      equal([end.cause, handshakes, inbox.downs.length], ['gave-up', 3, 2], 'the end');
      equal(/check the token/.test(end.message), true, end.message);
    }
    equal([end.wasOpen, open, inbox.messages.length], [false, 0, 0], 'nothing was open');
  },

  async 'FastHTML: a wrong token is answered with 4401'(world) {
    const [, target] = TARGETS;
    const connection = target.connect(world, { token: 'wrong' });
    const inbox = new Inbox(connection);
    const end = await connection.closed;
    equal([end.cause, end.code, end.reason, end.wasOpen], ['refused', 4401, 'invalid token', true], 'the end');
    equal([inbox.messages.length, inbox.downs.length], [0, 0], 'what was told');
    equal((await world.door('fasthtml', 'notifications', 'state')).handshakes, 1, 'handshakes');
  },

  async 'the token travels as a subprotocol, or in the query, and is asked for each time'(world) {
    const [target] = TARGETS;
    const asked = [];
    const connection = target.connect(world, {
      token: async () => {
        asked.push('token');
        return TOKEN;
      },
    });
    const inbox = new Inbox(connection);
    await inbox.until('the greeting', () => inbox.of('hello').length === 1);
    equal((await world.door('fastapi', 'dashboard', 'state')).subprotocols, [`bearer.${TOKEN}`], 'subprotocols');
    await world.door('fastapi', 'dashboard', 'close', { code: 1012 });
    await inbox.until('another greeting', () => inbox.of('hello').length === 2);
    equal(asked.length, 2, 'times asked');
    connection.close();

    const other = target.connect(world, { tokenIn: 'query' });
    const otherInbox = new Inbox(other);
    await otherInbox.until('the greeting', () => otherInbox.of('hello').length === 1);
    equal((await world.door('fastapi', 'dashboard', 'state')).subprotocols.at(-1), '', 'subprotocol');
    other.close();

    let refusal;
    try {
      target.connect(world, { token: 'not a token' });
    } catch (error) {
      refusal = error.message;
    }
    equal(/tokenIn: "query"/.test(refusal), true, String(refusal));
  },

  async 'a close by the service is final, unless it says that it comes back'(world) {
    for (const [code, cause] of [[1000, 'server'], [4400, 'server'], [1008, 'refused'], [4403, 'refused']]) {
      const connection = TARGETS[0].connect(world);
      const inbox = new Inbox(connection);
      await inbox.until('the greeting', () => inbox.of('hello').length === 1);
      await world.door('fastapi', 'dashboard', 'close', { code });
      const end = await connection.closed;
      equal([end.cause, end.code, inbox.downs.length], [cause, code, 0], `the end with ${code}`);
    }
  },

  async 'a service that is silent counts as gone'(world) {
    const connection = TARGETS[0].connect(world, { heartbeat: { every: 200, timeout: 300 } });
    const inbox = new Inbox(connection);
    await inbox.until('the answers to two probes', () => inbox.of('pong').length === 2);
    await world.halt('fastapi');
    await inbox.until('the loss', () => inbox.downs.length >= 1);
    equal(/no sign of life/.test(inbox.downs[0].message), true, inbox.downs[0].message);
    await world.resume('fastapi');
    await inbox.until('another greeting', () => inbox.of('hello').length >= 2);
    connection.close();
  },

  async 'ten thousand messages of a client arrive in order'(world) {
    const connection = open(world, world.clients.typed_channel.channel, 'fastapi', {});
    const inbox = new Inbox(connection);
    connection.send({ kind: 'join', room: 'help' });
    await inbox.until('the room', () => inbox.of('joined').length === 1);
    equal(inbox.of('joined')[0].room, 'help', 'the room');
    for (let number = 0; number < 10_000; number += 1) {
      connection.send({ kind: 'message', room: 'help', content: String(number) });
    }
    await inbox.until('the echoes', () => inbox.of('message').length >= 10_000);
    inbox.of('message').forEach((message, index) => equal(message.content, String(index), 'echo'));
    const { received } = await world.door('fastapi', 'channel', 'state');
    equal(received.length, 10_001, 'count of messages received');
    received.slice(1).forEach((message, index) => equal(message.content, String(index), 'message'));
    connection.close();
  },
};

/** All scenarios by name, each with its server. It gets one that has seen nothing yet. */
export const scenarios = new Map([
  ...TARGETS.flatMap((target) =>
    Object.entries(ON_EACH_TARGET).map(([name, run]) => [
      `${target.name}: ${name}`,
      { server: target.server, run: (world) => run(world, target) },
    ]),
  ),
  ...Object.entries(ALONE).map(([name, run]) => [
    name,
    { server: name.startsWith('FastHTML') ? 'fasthtml' : 'fastapi', run },
  ]),
]);
