// ---------------------------------------------------------------------------------------------------------------------
// The runtime: the same in every client.

/** A function that ends what it was returned for, e.g. takes a handler away. */
export type Unsubscribe = () => void;

/** `"waiting"` is the time between two attempts to connect. */
export type ConnectionState = "connecting" | "open" | "waiting" | "closed";

/** How to connect. Everything has a default. */
export interface ConnectOptions<Sent> {
  /** Where the service is, without the path of the endpoint: `wss://api.example.org`. Its default is what the source declares. */
  url?: string;
  /** The bearer token, or a function that is asked for one before every attempt to connect. */
  token?: string | (() => string | Promise<string>);
  /**
   * How the token travels: as the subprotocol `bearer.<token>` (the default, which Fitz services read), or in the query,
   * for services that look there.
   */
  tokenIn?: "subprotocol" | "query";
  /** The name of the query parameter that carries the token. Default: `token`. */
  tokenParameter?: string;
  /** When to connect again; `false` for never. */
  reconnect?: ReconnectOptions | false;
  /** How to notice that the service is gone although nobody said so; `false` for not at all. */
  heartbeat?: HeartbeatOptions<Sent> | false;
  /** How many messages may wait for a connection. Default: 1000. */
  maxQueue?: number;
  /** The WebSocket to use. Default: the one of the platformGlobals. */
  WebSocket?: WebSocketConstructor;
  /** Headers of the handshake. Browsers cannot send any; `ws` for Node takes them. */
  headers?: Record<string, string>;
}

/** When to connect again after a connection was lost, or could not be made. Times are in milliseconds. */
export interface ReconnectOptions {
  /** The longest wait before the first attempt; it doubles with every further one. Default: 500. */
  initialDelay?: number;
  /** The longest wait of all. Default: 30000. */
  maxDelay?: number;
  /** How many attempts in a row may fail before the connection is given up. Default: no limit. */
  maxAttempts?: number;
}

/**
 * How to notice that the service is gone. A browser does not show the pings of the service, so it needs a message that the
 * service answers. With `ws` for Node, the pings count. Times are in milliseconds.
 */
export interface HeartbeatOptions<Sent> {
  /** After how long without any frame to ask for a sign of life. Default: the time between two pings of the service. */
  every?: number;
  /** How long to wait for the answer before the connection counts as lost. Default: 10000. */
  timeout?: number;
  /** What to send to be answered. */
  probe?: Sent;
}

/** Why there is no connection at the moment. */
export interface DownInfo {
  /** The close code (RFC 6455): 1006 when the connection broke or was never made. */
  code: number;
  /** What the service said about it. */
  reason: string;
  /** Whether the connection had been made. */
  wasOpen: boolean;
  /** How many attempts have failed since the last good connection. */
  failedAttempts: number;
  /** Milliseconds until the next attempt; absent when there is none. */
  retryIn?: number;
  /** The same in one sentence. */
  message: string;
}

/**
 * How a connection ended for good: by `close()`, by the service (`server`), because the service does not let this client
 * in (`refused`: HTTP 401, 403 or 404, or a close code such as 4401), or after too many attempts (`gave-up`).
 */
export interface CloseInfo extends DownInfo {
  cause: "client" | "server" | "refused" | "gave-up";
}

/** A connection to an endpoint. It is made again when it is lost, until it is closed. */
export interface Connection<Sent, Received, Kind extends string = never> {
  /** What it is doing. */
  readonly state: ConnectionState;
  /** Settles when the connection has ended for good. It never rejects. */
  readonly closed: Promise<CloseInfo>;
  /**
   * Sends a message, or keeps it until there is a connection. Gives whether it was sent at once. A message is handed to
   * one connection only, so it never arrives twice.
   */
  send(message: Sent): boolean;
  /** Calls the handler with every message. */
  onMessage(handler: (message: Received) => void): Unsubscribe;
  /** Calls the handler with every message of a kind. */
  on<K extends Received[Kind & keyof Received] & string>(
    kind: K,
    handler: (message: Extract<Received, Record<Kind, K>>) => void,
  ): Unsubscribe;
  /** Calls the handler with every frame that is not what the endpoint promises. Without one, they go to the console. */
  onInvalid(handler: (error: InvalidFrameError) => void): Unsubscribe;
  /** Calls the handler whenever the connection has been made. */
  onOpen(handler: (info: { isReconnect: boolean }) => void): Unsubscribe;
  /** Calls the handler whenever the connection was lost, or could not be made. */
  onDown(handler: (info: DownInfo) => void): Unsubscribe;
  /** Calls the handler when the connection has ended for good. */
  onClose(handler: (info: CloseInfo) => void): Unsubscribe;
  /** Ends the connection for good. Messages that still wait are dropped. */
  close(code?: number, reason?: string): void;
}

/** A frame that is not what the endpoint promises. */
export class InvalidFrameError extends Error {
  /** The path of the endpoint. */
  readonly endpoint: string;
  /** What came. */
  readonly frame: unknown;
  /** Where in the value, e.g. `$.notes[0].id`. */
  readonly at: string;

  constructor(endpoint: string, frame: unknown, at: string, problem: string) {
    super(`invalid frame from ${endpoint}: at ${at}, ${problem}`);
    this.name = "InvalidFrameError";
    this.endpoint = endpoint;
    this.frame = frame;
    this.at = at;
  }
}

/** The part of a WebSocket that a client needs: what browsers, Node and `ws` have in common. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  send(data: any): void;
  close(code?: number, reason?: string): void;
}

/** Makes a WebSocket. */
export type WebSocketConstructor = new (url: string, protocols?: string[], options?: any) => WebSocketLike;

interface EndpointFacts {
  path: string;
  address: string | undefined;
  receives: WireShape;
  sendsBinary: boolean;
  /** Seconds between two pings of the service; 0 for none. */
  heartbeatSecs: number;
  probe: unknown;
}

type WireShape = string | readonly WireShape[];
type WireTypes = Record<string, { fields: Record<string, WireShape> } | { kind: string; variants: Record<string, string> }>;

interface PlatformGlobals {
  WebSocket?: WebSocketConstructor;
  setTimeout(callback: () => void, delay: number): unknown;
  clearTimeout(timer: unknown): void;
  console: { error(...values: unknown[]): void };
}

const platformGlobals = globalThis as unknown as PlatformGlobals;

const READY_STATE_OPEN = 1;
/** A connection that lasted so long was a good one: the waits start from the beginning. */
const STABLE_AFTER = 5_000;
/** Close codes after which another attempt would end the same way. From 4400 to 4499 they mean what HTTP's do. */
const FINAL_CODES: readonly number[] = [1000, 1003, 1007, 1008, 1009, 1010];
const REFUSAL_CODES: readonly number[] = [1008, 4401, 4403, 4404];
/** HTTP says with these that a later attempt may succeed. */
const PASSING_STATUSES: readonly number[] = [408, 425, 429];

function openConnection<Sent, Received, Kind extends string>(
  endpoint: EndpointFacts,
  options: ConnectOptions<Sent>,
  params: Record<string, string | number | boolean> = {},
): Connection<Sent, Received, Kind> {
  const url = endpointUrl(endpoint, options.url, params);
  const found = options.WebSocket ?? platformGlobals.WebSocket;
  if (found === undefined) {
    throw new Error("this platform has no WebSocket: pass one as `WebSocket`, e.g. that of the package `ws`");
  }
  const WebSocketClass = found;
  if (typeof options.token === "string") {
    checkToken(options.token, options);
  }
  const maxQueue = options.maxQueue ?? 1000;

  const onMessage = new HandlerList<Received>();
  const onKind = new Map<string, HandlerList<any>>();
  const onInvalid = new HandlerList<InvalidFrameError>();
  const onOpen = new HandlerList<{ isReconnect: boolean }>();
  const onDown = new HandlerList<DownInfo>();
  const onClose = new HandlerList<CloseInfo>();
  let settle: (info: CloseInfo) => void;
  const closed = new Promise<CloseInfo>((resolve) => {
    settle = resolve;
  });

  let state: ConnectionState = "connecting";
  let socket: WebSocketLike | undefined;
  let queue: unknown[] = [];
  let openedAt = 0;
  let failedAttempts = 0;
  let wasEverOpen = false;
  let retryTimer: unknown;
  let watch: SilenceWatch | undefined;

  async function attempt(): Promise<void> {
    state = "connecting";
    let token: string | undefined;
    try {
      token = typeof options.token === "function" ? await options.token() : options.token;
      if (token !== undefined) {
        checkToken(token, options);
      }
    } catch (error) {
      if (state === "connecting") {
        lost(1006, "", `there is no token: ${String(error)}`);
      }
      return;
    }
    // HandlerList that are attached right after `connect` see everything, and `close` may have come first.
    await Promise.resolve();
    if (state !== "connecting") {
      return;
    }
    const protocols = token !== undefined && options.tokenIn !== "query" ? [`bearer.${token}`] : [];
    const target = token !== undefined && options.tokenIn === "query" ? withToken(url, token, options) : url;
    let made: WebSocketLike;
    try {
      made = options.headers === undefined
        ? new WebSocketClass(target, protocols)
        : new WebSocketClass(target, protocols, { headers: options.headers });
    } catch (error) {
      end("refused", 1006, "", `the platform does not connect to ${url}: ${String(error)}`);
      return;
    }
    listen(made);
  }

  function listen(made: WebSocketLike): void {
    socket = made;
    made.binaryType = "arraybuffer";
    let status: number | undefined;
    made.onopen = () => {
      state = "open";
      openedAt = Date.now();
      watch = startWatch(made);
      const isReconnect = wasEverOpen;
      wasEverOpen = true;
      // What waited goes first, so the order of `send` is kept.
      const waiting = queue;
      queue = [];
      for (const data of waiting) {
        made.send(data);
      }
      onOpen.call({ isReconnect });
    };
    made.onmessage = (event) => {
      watch?.seen();
      received(event.data);
    };
    made.onerror = (event) => {
      // `ws` tells how the handshake was answered; browsers keep it to themselves.
      const answer = /server response: (\d{3})/.exec(String(event?.message ?? ""));
      status = answer === null ? undefined : Number(answer[1]);
      // A `close` event follows, but not in every version of Node when the handshake failed.
      platformGlobals.setTimeout(() => {
        if (socket === made && state === "connecting") {
          over({ code: 1006, reason: "" });
        }
      }, 0);
    };
    made.onclose = over;

    function over(event: { code: number; reason: string }): void {
      detach();
      if (status !== undefined && status >= 400 && status < 500 && !PASSING_STATUSES.includes(status)) {
        end("refused", event.code, event.reason, `${url} answered the handshake with HTTP ${status}`);
      } else {
        lost(event.code, event.reason, status === undefined ? undefined : `${url} answered with HTTP ${status}`);
      }
    }
  }

  /** Leaves the socket alone: whatever it still does is no business of this connection. */
  function detach(): WebSocketLike | undefined {
    const old = socket;
    socket = undefined;
    watch?.stop();
    watch = undefined;
    if (old !== undefined) {
      old.onopen = null;
      old.onmessage = null;
      old.onclose = null;
      // An `error` event without a handler would end a Node process.
      old.onerror = () => {};
    }
    return old;
  }

  function lost(code: number, reason: string, cause?: string): void {
    const wasOpen = state === "open";
    if (wasOpen && Date.now() - openedAt >= STABLE_AFTER) {
      failedAttempts = 0;
    }
    failedAttempts += 1;
    const isOver = FINAL_CODES.includes(code) || (code >= 4400 && code < 4500);
    const what = cause ?? describeLoss(url, code, reason, wasOpen, options.token !== undefined);
    if (isOver) {
      end(REFUSAL_CODES.includes(code) ? "refused" : "server", code, reason, what, wasOpen);
      return;
    }
    const settings = options.reconnect ?? {};
    if (settings === false || failedAttempts > (settings.maxAttempts ?? Infinity)) {
      end("gave-up", code, reason, what, wasOpen);
      return;
    }
    const retryIn = backOff(failedAttempts, settings.initialDelay ?? 500, settings.maxDelay ?? 30_000);
    state = "waiting";
    retryTimer = platformGlobals.setTimeout(() => void attempt(), retryIn);
    onDown.call({ code, reason, wasOpen, failedAttempts, retryIn, message: `${what}; next attempt in ${retryIn} ms` });
  }

  function end(cause: CloseInfo["cause"], code: number, reason: string, message: string, wasOpen = false): void {
    if (state === "closed") {
      return;
    }
    state = "closed";
    queue = [];
    platformGlobals.clearTimeout(retryTimer);
    const info: CloseInfo = { cause, code, reason, wasOpen, failedAttempts, message };
    settle(info);
    onClose.call(info);
  }

  function received(data: unknown): void {
    let value: unknown;
    try {
      value = decodeFrame(endpoint, data);
    } catch (error) {
      if (!(error instanceof InvalidFrameError)) {
        throw error;
      }
      if (!onInvalid.call(error)) {
        platformGlobals.console.error(error.message);
      }
      return;
    }
    onMessage.call(value as Received);
    const kind = kindOf(endpoint.receives, value);
    if (kind !== undefined) {
      onKind.get(kind)?.call(value);
    }
  }

  function startWatch(watched: WebSocketLike): SilenceWatch | undefined {
    if (options.heartbeat === false) {
      return undefined;
    }
    const { every, timeout, probe = endpoint.probe } = options.heartbeat ?? {};
    const pings = watched as { on?: (event: string, listener: () => void) => void };
    const seesPings = endpoint.heartbeatSecs > 0 && typeof pings.on === "function";
    if (probe === undefined && !seesPings) {
      return undefined;
    }
    const found = new SilenceWatch(
      every ?? (endpoint.heartbeatSecs > 0 ? endpoint.heartbeatSecs * 1000 : 30_000),
      timeout ?? 10_000,
      probe === undefined ? undefined : () => watched.send(encodeMessage(endpoint, probe)),
      (silence) => {
        detach()?.close();
        lost(1006, "", `no sign of life from ${url} for ${silence} ms`);
      },
    );
    if (seesPings) {
      pings.on?.("ping", () => found.seen());
    }
    return found;
  }

  void attempt();

  return {
    get state() {
      return state;
    },
    closed,
    send(message) {
      if (state === "closed") {
        throw new Error(`the connection to ${url} is closed; connect again to send`);
      }
      const data = encodeMessage(endpoint, message);
      if (state === "open" && socket !== undefined && socket.readyState === READY_STATE_OPEN) {
        socket.send(data);
        return true;
      }
      if (queue.length >= maxQueue) {
        throw new Error(`${queue.length} messages wait for a connection to ${url} already; \`maxQueue\` allows no more`);
      }
      queue.push(data);
      return false;
    },
    onMessage: (handler) => onMessage.add(handler),
    on(kind, handler) {
      const handlers = onKind.get(kind) ?? new HandlerList<any>();
      onKind.set(kind, handlers);
      return handlers.add(handler);
    },
    onInvalid: (handler) => onInvalid.add(handler),
    onOpen: (handler) => onOpen.add(handler),
    onDown: (handler) => onDown.add(handler),
    onClose: (handler) => onClose.add(handler),
    close(code = 1000, reason = "") {
      if (state === "closed") {
        return;
      }
      const wasOpen = state === "open";
      detach()?.close(code, reason);
      end("client", code, reason, `the connection to ${url} was closed here`, wasOpen);
    },
  };
}

/** Functions that wait for something. One that throws does not keep the others from being called. */
class HandlerList<Value> {
  private readonly list = new Set<{ handler: (value: Value) => void }>();

  add(handler: (value: Value) => void): Unsubscribe {
    const entry = { handler };
    this.list.add(entry);
    return () => void this.list.delete(entry);
  }

  /** Gives whether there was anybody to call. */
  call(value: Value): boolean {
    for (const { handler } of [...this.list]) {
      try {
        handler(value);
      } catch (error) {
        // The platform reports it as it reports every mistake that nobody handles.
        void Promise.reject(error);
      }
    }
    return this.list.size > 0;
  }
}

/** Looks whether anything comes, and asks for a sign of life when nothing does. */
class SilenceWatch {
  private readonly every: number;
  private readonly timeout: number;
  private readonly probe: (() => void) | undefined;
  private readonly gone: (silence: number) => void;
  private lastSign = Date.now();
  private askedAt: number | undefined;
  private timer: unknown;

  constructor(every: number, timeout: number, probe: (() => void) | undefined, gone: (silence: number) => void) {
    this.every = every;
    this.timeout = timeout;
    this.probe = probe;
    this.gone = gone;
    this.wait(every);
  }

  seen(): void {
    this.lastSign = Date.now();
    this.askedAt = undefined;
  }

  stop(): void {
    platformGlobals.clearTimeout(this.timer);
  }

  private wait(delay: number): void {
    this.timer = platformGlobals.setTimeout(() => this.look(), Math.max(delay, 0));
  }

  private look(): void {
    const now = Date.now();
    const silence = now - this.lastSign;
    if (silence < this.every) {
      this.wait(this.every - silence);
    } else if (this.askedAt === undefined) {
      // Without a probe the next ping of the service is the answer. The time starts now: this timer may have come late.
      this.askedAt = now;
      this.probe?.();
      this.wait(this.timeout);
    } else if (now - this.askedAt < this.timeout) {
      this.wait(this.timeout - (now - this.askedAt));
    } else {
      this.gone(silence);
    }
  }
}

function endpointUrl(endpoint: EndpointFacts, base: string | undefined, params: Record<string, string | number | boolean>): string {
  const address = base ?? endpoint.address;
  if (address === undefined) {
    throw new Error("the source does not say where the service is: pass `url`");
  }
  const path = endpoint.path.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : encodeURIComponent(String(value));
  });
  return address.replace(/^http/i, "ws").replace(/\/+$/, "") + path;
}

function withToken(url: string, token: string, options: { tokenParameter?: string }): string {
  const name = encodeURIComponent(options.tokenParameter ?? "token");
  return `${url}${url.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(token)}`;
}

/** A subprotocol is a token of HTTP (RFC 9110, section 5.6.2), and not everything is one. */
function checkToken(token: string, options: { tokenIn?: "subprotocol" | "query" }): void {
  if (options.tokenIn !== "query" && !/^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/.test(token)) {
    throw new Error('the token has characters that a subprotocol cannot carry: pass `tokenIn: "query"` if the service reads the query');
  }
}

/** Half of the wait is certain, so nobody hammers the service; half is chance, so not all clients come back at once. */
function backOff(attempt: number, initial: number, max: number): number {
  const longest = Math.min(max, initial * 2 ** (attempt - 1));
  return Math.round(longest / 2 + (Math.random() * longest) / 2);
}

function describeLoss(url: string, code: number, reason: string, wasOpen: boolean, hasToken: boolean): string {
  if (wasOpen) {
    return `the connection to ${url} was closed with code ${code}${reason === "" ? "" : ` (${reason})`}`;
  }
  const hint = hasToken ? "; the platform does not tell which, so check the token if it goes on" : "";
  return `${url} cannot be reached or refused the handshake${hint}`;
}

function encodeMessage(endpoint: EndpointFacts, message: unknown): unknown {
  return endpoint.sendsBinary ? message : JSON.stringify(message);
}

function decodeFrame(endpoint: EndpointFacts, data: unknown): unknown {
  const isText = typeof data === "string";
  if (endpoint.receives === "binary") {
    if (isText) {
      throw new InvalidFrameError(endpoint.path, data, "$", "expected a binary frame, got a text frame");
    }
    return new Uint8Array(data as ArrayBuffer);
  }
  if (!isText) {
    throw new InvalidFrameError(endpoint.path, data, "$", "expected a text frame, got a binary frame");
  }
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (error) {
    throw new InvalidFrameError(endpoint.path, data, "$", `the text is not JSON (${String(error)})`);
  }
  checkWireShape(endpoint.receives, value, "$", (at, problem) => {
    throw new InvalidFrameError(endpoint.path, data, at, problem);
  });
  return value;
}

type FrameFailure = (at: string, problem: string) => never;

const TEXT_FORMS: Record<string, [RegExp, string]> = {
  base64: [/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, "a text in base64"],
  date: [/^\d{4}-\d{2}-\d{2}$/, "a date such as 2026-01-31"],
  datetime: [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/, "a time such as 2026-01-31T12:00:00Z"],
  uuid: [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, "a UUID"],
};

/** Compares a value with a shape, and fails at the first difference. */
function checkWireShape(shape: WireShape, value: unknown, at: string, fail: FrameFailure): void {
  if (typeof shape === "string") {
    checkScalar(shape, value, at, fail);
    return;
  }
  const [word, first = "any", second = "any"] = shape;
  switch (word) {
    case "literal":
      if (value !== first) {
        fail(at, `expected ${JSON.stringify(first)}, got ${shownValue(value)}`);
      }
      break;
    case "nullable":
      if (value !== null) {
        checkWireShape(first, value, at, fail);
      }
      break;
    case "list":
      jsonElements(value, at, fail).forEach((element, index) => checkWireShape(first, element, `${at}[${index}]`, fail));
      break;
    case "map":
      for (const [key, member] of Object.entries(jsonMembers(value, at, fail))) {
        checkWireShape(first, member, `${at}[${JSON.stringify(key)}]`, fail);
      }
      break;
    case "tuple": {
      const found = jsonElements(value, at, fail);
      const expected = shape.slice(1);
      if (found.length !== expected.length) {
        fail(at, `expected ${expected.length} elements, got ${found.length}`);
      }
      expected.forEach((part, index) => checkWireShape(part, found[index], `${at}[${index}]`, fail));
      break;
    }
    case "result": {
      const tagged = jsonMembers(value, at, fail);
      const tags = Object.keys(tagged);
      if (tags.length !== 1 || (tags[0] !== "Ok" && tags[0] !== "Err")) {
        fail(at, `expected {"Ok": ..} or {"Err": ..}, got ${shownValue(value)}`);
      }
      checkWireShape(tags[0] === "Ok" ? first : second, tagged[tags[0] as string], `${at}.${tags[0]}`, fail);
      break;
    }
    case "type":
      checkType(String(first), value, at, fail);
      break;
    default:
      break;
  }
}

function checkScalar(shape: string, value: unknown, at: string, fail: FrameFailure): void {
  const expect = (isFine: boolean, expected: string): void => {
    if (!isFine) {
      fail(at, `expected ${expected}, got ${shownValue(value)}`);
    }
  };
  switch (shape) {
    case "any":
      break;
    case "int":
      expect(Number.isInteger(value), "a whole number");
      expect(Number.isSafeInteger(value), "a whole number that JavaScript can hold exactly");
      break;
    case "float":
      expect(typeof value === "number", "a number");
      break;
    case "str":
      expect(typeof value === "string", "a text");
      break;
    case "bool":
      expect(typeof value === "boolean", "true or false");
      break;
    case "null":
      expect(value === null, "null");
      break;
    default: {
      const form = TEXT_FORMS[shape];
      if (form !== undefined) {
        expect(typeof value === "string" && form[0].test(value), form[1]);
      }
    }
  }
}

function checkType(name: string, value: unknown, at: string, fail: FrameFailure): void {
  const declared = TYPES[name];
  if (declared === undefined) {
    return;
  }
  const object = jsonMembers(value, at, fail);
  if ("variants" in declared) {
    const kind = object[declared.kind];
    const variant = typeof kind === "string" && Object.hasOwn(declared.variants, kind) ? declared.variants[kind] : undefined;
    if (variant === undefined) {
      const known = Object.keys(declared.variants).map((literal) => JSON.stringify(literal)).join(", ");
      fail(`${at}.${declared.kind}`, `expected one of ${known}, got ${shownValue(kind)}`);
    }
    checkType(variant as string, value, at, fail);
    return;
  }
  for (const [field, shape] of Object.entries(declared.fields)) {
    if (!Object.hasOwn(object, field)) {
      fail(`${at}.${field}`, `the field is missing`);
    }
    checkWireShape(shape, object[field], `${at}.${field}`, fail);
  }
}

function jsonMembers(value: unknown, at: string, fail: FrameFailure): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    fail(at, `expected an object, got ${shownValue(value)}`);
  }
  return value as Record<string, unknown>;
}

function jsonElements(value: unknown, at: string, fail: FrameFailure): unknown[] {
  if (!Array.isArray(value)) {
    fail(at, `expected an array, got ${shownValue(value)}`);
  }
  return value as unknown[];
}

/** The literal of a message of a union. The message has been checked. */
function kindOf(shape: WireShape, value: unknown): string | undefined {
  const declared = typeof shape === "string" ? undefined : TYPES[String(shape[1])];
  const isUnion = typeof shape !== "string" && shape[0] === "type" && declared !== undefined && "variants" in declared;
  return isUnion ? String((value as Record<string, unknown>)[declared.kind]) : undefined;
}

function shownValue(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
