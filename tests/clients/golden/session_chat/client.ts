// Client of the WebSocket endpoints of `session_chat`, made from its Fitz source.
//
// Do not edit: change the source, then run `fitz-lsp client typescript` on `session_chat.fitz` again.

/** Browser -> server. */
export interface Typed {
  text: string;
}

/** Server -> browser. `kind` is "welcome", "line", "roster" or "denied". */
export type Update =
  | UpdateRoster
  | UpdateDenied
  | UpdateWelcome
  | UpdateLine;

/** Update with `kind` "roster". */
export interface UpdateRoster {
  kind: "roster";
  line: null;
  people: Array<string>;
  history: Array<Line>;
}

export interface Line {
  author: string;
  text: string;
  at: string;
}

/** Update with `kind` "denied". */
export interface UpdateDenied {
  kind: "denied";
  line: null;
  people: Array<string>;
  history: Array<Line>;
}

/** Update with `kind` "welcome". */
export interface UpdateWelcome {
  kind: "welcome";
  line: null;
  people: Array<string>;
  history: Array<Line>;
}

/** Update with `kind` "line". */
export interface UpdateLine {
  kind: "line";
  line: Line;
  people: Array<string>;
  history: Array<Line>;
}

/**
 * The upgrade request carries the same cookie as the pages do. There is no
 * @auth_provider here, so the handler itself turns strangers away.
 *
 * The endpoint `/room`.
 *
 * The handshake reads the cookie `session`: a browser sends it by itself; elsewhere pass `Cookie` in `headers`.
 */
export const room = {
  path: "/room",
  connect(options: ConnectOptions<Typed> = {}): Connection<Typed, Update, "kind"> {
    return openConnection<Typed, Update, "kind">({
      path: "/room",
      address: "ws://localhost:5001",
      receives: ["type", "Update"],
      sendsBinary: false,
      heartbeatSecs: 30,
      probe: undefined,
    }, options);
  },
};

/** The types as data: frames are checked against it. */
const TYPES: WireTypes = {
  "Typed": {"fields": {
    "text": "str",
  }},
  "Update": {"kind": "kind", "variants": {
    "roster": "UpdateRoster",
    "denied": "UpdateDenied",
    "welcome": "UpdateWelcome",
    "line": "UpdateLine",
  }},
  "UpdateRoster": {"fields": {
    "kind": ["literal", "roster"],
    "line": "null",
    "people": ["list", "str"],
    "history": ["list", ["type", "Line"]],
  }},
  "Line": {"fields": {
    "author": "str",
    "text": "str",
    "at": "str",
  }},
  "UpdateDenied": {"fields": {
    "kind": ["literal", "denied"],
    "line": "null",
    "people": ["list", "str"],
    "history": ["list", ["type", "Line"]],
  }},
  "UpdateWelcome": {"fields": {
    "kind": ["literal", "welcome"],
    "line": "null",
    "people": ["list", "str"],
    "history": ["list", ["type", "Line"]],
  }},
  "UpdateLine": {"fields": {
    "kind": ["literal", "line"],
    "line": ["type", "Line"],
    "people": ["list", "str"],
    "history": ["list", ["type", "Line"]],
  }},
};
