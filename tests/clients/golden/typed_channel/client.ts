// Client of the WebSocket endpoints of `typed_channel`, made from its Fitz source.
//
// Do not edit: change the source, then run `fitz-lsp client typescript` on `typed_channel.fitz` again.

export type ClientEvent =
  | ClientEventPing
  | ClientEventJoin
  | ClientEventMessage
  | ClientEventTyping;

/** ClientEvent with `kind` "ping". */
export interface ClientEventPing {
  kind: "ping";
  /** Default: `"lobby"`. */
  room?: string;
  /** Default: `""`. */
  content?: string;
  /** Default: `false`. */
  is_typing?: boolean;
}

/** ClientEvent with `kind` "join". */
export interface ClientEventJoin {
  kind: "join";
  /** Default: `"lobby"`. */
  room?: string;
  /** Default: `""`. */
  content?: string;
  /** Default: `false`. */
  is_typing?: boolean;
}

/** ClientEvent with `kind` "message". */
export interface ClientEventMessage {
  kind: "message";
  /** Default: `"lobby"`. */
  room?: string;
  /** Default: `""`. */
  content?: string;
  /** Default: `false`. */
  is_typing?: boolean;
}

/** ClientEvent with `kind` "typing". */
export interface ClientEventTyping {
  kind: "typing";
  /** Default: `"lobby"`. */
  room?: string;
  /** Default: `""`. */
  content?: string;
  /** Default: `false`. */
  is_typing?: boolean;
}

export type ServerEvent =
  | ServerEventConnected
  | ServerEventPong
  | ServerEventJoined
  | ServerEventMessage
  | ServerEventTyping
  | ServerEventError;

/** ServerEvent with `kind` "connected". */
export interface ServerEventConnected {
  kind: "connected";
  room: string;
  user: string;
  content: string;
  is_typing: boolean;
  at: string;
}

/** ServerEvent with `kind` "pong". */
export interface ServerEventPong {
  kind: "pong";
  room: string;
  user: string;
  content: string;
  is_typing: boolean;
  at: string;
}

/** ServerEvent with `kind` "joined". */
export interface ServerEventJoined {
  kind: "joined";
  room: string;
  user: string;
  content: string;
  is_typing: boolean;
  at: string;
}

/** ServerEvent with `kind` "message". */
export interface ServerEventMessage {
  kind: "message";
  room: string;
  user: string;
  content: string;
  is_typing: boolean;
  at: string;
}

/** ServerEvent with `kind` "typing". */
export interface ServerEventTyping {
  kind: "typing";
  room: string;
  user: string;
  content: string;
  is_typing: boolean;
  at: string;
}

/** ServerEvent with `kind` "error". */
export interface ServerEventError {
  kind: "error";
  room: string;
  user: string;
  content: string;
  is_typing: boolean;
  at: string;
}

/**
 * No account system here: the visitor names itself in a header that the
 * reverse proxy sets, and is anonymous otherwise.
 *
 * The endpoint `/channel`.
 *
 * The handshake reads the header `X-Visitor`: pass it in `headers`; a browser cannot send it.
 */
export const channel = {
  path: "/channel",
  connect(options: ConnectOptions<ClientEvent> = {}): Connection<ClientEvent, ServerEvent, "kind"> {
    return openConnection<ClientEvent, ServerEvent, "kind">({
      path: "/channel",
      address: "ws://localhost:9001",
      receives: ["type", "ServerEvent"],
      sendsBinary: false,
      heartbeatSecs: 20,
      probe: { kind: "ping" },
    }, options);
  },
};

/** The types as data: frames are checked against it. */
const TYPES: WireTypes = {
  "ClientEvent": {"kind": "kind", "variants": {
    "ping": "ClientEventPing",
    "join": "ClientEventJoin",
    "message": "ClientEventMessage",
    "typing": "ClientEventTyping",
  }},
  "ClientEventPing": {"fields": {
    "kind": ["literal", "ping"],
    "room": "str",
    "content": "str",
    "is_typing": "bool",
  }},
  "ClientEventJoin": {"fields": {
    "kind": ["literal", "join"],
    "room": "str",
    "content": "str",
    "is_typing": "bool",
  }},
  "ClientEventMessage": {"fields": {
    "kind": ["literal", "message"],
    "room": "str",
    "content": "str",
    "is_typing": "bool",
  }},
  "ClientEventTyping": {"fields": {
    "kind": ["literal", "typing"],
    "room": "str",
    "content": "str",
    "is_typing": "bool",
  }},
  "ServerEvent": {"kind": "kind", "variants": {
    "connected": "ServerEventConnected",
    "pong": "ServerEventPong",
    "joined": "ServerEventJoined",
    "message": "ServerEventMessage",
    "typing": "ServerEventTyping",
    "error": "ServerEventError",
  }},
  "ServerEventConnected": {"fields": {
    "kind": ["literal", "connected"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventPong": {"fields": {
    "kind": ["literal", "pong"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventJoined": {"fields": {
    "kind": ["literal", "joined"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventMessage": {"fields": {
    "kind": ["literal", "message"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventTyping": {"fields": {
    "kind": ["literal", "typing"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
  "ServerEventError": {"fields": {
    "kind": ["literal", "error"],
    "room": "str",
    "user": "str",
    "content": "str",
    "is_typing": "bool",
    "at": "str",
  }},
};
