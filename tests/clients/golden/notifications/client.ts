// Client of the WebSocket endpoints of `notifications`, made from its Fitz source.
//
// Do not edit: change the source, then run `fitz-lsp client typescript` on `notifications.fitz` again.

export type NotifyCommand =
  | NotifyCommandPull
  | NotifyCommandPong;

/** NotifyCommand with `kind` "pull". */
export interface NotifyCommandPull {
  kind: "pull";
}

/** NotifyCommand with `kind` "pong". */
export interface NotifyCommandPong {
  kind: "pong";
}

export type NotifyEvent =
  | NotifyEventHello
  | NotifyEventNudge
  | NotifyEventNotes
  | NotifyEventError;

/** NotifyEvent with `kind` "hello". */
export interface NotifyEventHello {
  kind: "hello";
  topic: string;
  notes: Array<Note>;
}

export interface Note {
  id: number;
  title: string;
  body: string;
  is_read: boolean;
  at: string;
}

/** NotifyEvent with `kind` "nudge". */
export interface NotifyEventNudge {
  kind: "nudge";
  topic: string;
  notes: Array<Note>;
}

/** NotifyEvent with `kind` "notes". */
export interface NotifyEventNotes {
  kind: "notes";
  topic: string;
  notes: Array<Note>;
}

/** NotifyEvent with `kind` "error". */
export interface NotifyEventError {
  kind: "error";
  topic: string;
  notes: Array<Note>;
}

/**
 * The endpoint `/ws/notifications`.
 *
 * It needs a token: pass `token`.
 */
export const notifications = {
  path: "/ws/notifications",
  connect(options: ConnectOptions<NotifyCommand> = {}): Connection<NotifyCommand, NotifyEvent, "kind"> {
    return openConnection<NotifyCommand, NotifyEvent, "kind">({
      path: "/ws/notifications",
      address: "ws://localhost:8090",
      receives: ["type", "NotifyEvent"],
      sendsBinary: false,
      heartbeatSecs: 30,
      probe: undefined,
    }, options);
  },
};

/** The types as data: frames are checked against it. */
const TYPES: WireTypes = {
  "NotifyCommand": {"kind": "kind", "variants": {
    "pull": "NotifyCommandPull",
    "pong": "NotifyCommandPong",
  }},
  "NotifyCommandPull": {"fields": {
    "kind": ["literal", "pull"],
  }},
  "NotifyCommandPong": {"fields": {
    "kind": ["literal", "pong"],
  }},
  "NotifyEvent": {"kind": "kind", "variants": {
    "hello": "NotifyEventHello",
    "nudge": "NotifyEventNudge",
    "notes": "NotifyEventNotes",
    "error": "NotifyEventError",
  }},
  "NotifyEventHello": {"fields": {
    "kind": ["literal", "hello"],
    "topic": "str",
    "notes": ["list", ["type", "Note"]],
  }},
  "Note": {"fields": {
    "id": "int",
    "title": "str",
    "body": "str",
    "is_read": "bool",
    "at": "str",
  }},
  "NotifyEventNudge": {"fields": {
    "kind": ["literal", "nudge"],
    "topic": "str",
    "notes": ["list", ["type", "Note"]],
  }},
  "NotifyEventNotes": {"fields": {
    "kind": ["literal", "notes"],
    "topic": "str",
    "notes": ["list", ["type", "Note"]],
  }},
  "NotifyEventError": {"fields": {
    "kind": ["literal", "error"],
    "topic": "str",
    "notes": ["list", ["type", "Note"]],
  }},
};
