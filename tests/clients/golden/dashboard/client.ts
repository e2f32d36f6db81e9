// Client of the WebSocket endpoints of `dashboard`, made from its Fitz source.
//
// Do not edit: change the source, then run `fitz-lsp client typescript` on `dashboard.fitz` again.

/** What a dashboard may say to the server ... */
export type DashboardCommand =
  | DashboardCommandPing;

/** DashboardCommand with `kind` "ping". */
export interface DashboardCommandPing {
  /** Default: `"ping"`. */
  kind?: "ping";
}

/** ... and what the server says: "hello", "pong", "click" or "rate". */
export type DashboardEvent =
  | DashboardEventClick
  | DashboardEventRate
  | DashboardEventHello
  | DashboardEventPong;

/** DashboardEvent with `kind` "click". */
export interface DashboardEventClick {
  kind: "click";
  code: string;
  target_url: string;
  clicks: number;
  at: string;
}

/** DashboardEvent with `kind` "rate". */
export interface DashboardEventRate {
  kind: "rate";
  code: string;
  target_url: string;
  clicks: number;
  at: string;
}

/** DashboardEvent with `kind` "hello". */
export interface DashboardEventHello {
  kind: "hello";
  code: string;
  target_url: string;
  clicks: number;
  at: string;
}

/** DashboardEvent with `kind` "pong". */
export interface DashboardEventPong {
  kind: "pong";
  code: string;
  target_url: string;
  clicks: number;
  at: string;
}

/**
 * The endpoint `/dashboard`.
 *
 * It needs a token: pass `token`.
 */
export const dashboard = {
  path: "/dashboard",
  connect(options: ConnectOptions<DashboardCommand> = {}): Connection<DashboardCommand, DashboardEvent, "kind"> {
    return openConnection<DashboardCommand, DashboardEvent, "kind">({
      path: "/dashboard",
      address: "ws://localhost:8080",
      receives: ["type", "DashboardEvent"],
      sendsBinary: false,
      heartbeatSecs: 30,
      probe: { kind: "ping" },
    }, options);
  },
};

/** The types as data: frames are checked against it. */
const TYPES: WireTypes = {
  "DashboardCommand": {"kind": "kind", "variants": {
    "ping": "DashboardCommandPing",
  }},
  "DashboardCommandPing": {"fields": {
    "kind": ["literal", "ping"],
  }},
  "DashboardEvent": {"kind": "kind", "variants": {
    "click": "DashboardEventClick",
    "rate": "DashboardEventRate",
    "hello": "DashboardEventHello",
    "pong": "DashboardEventPong",
  }},
  "DashboardEventClick": {"fields": {
    "kind": ["literal", "click"],
    "code": "str",
    "target_url": "str",
    "clicks": "int",
    "at": "str",
  }},
  "DashboardEventRate": {"fields": {
    "kind": ["literal", "rate"],
    "code": "str",
    "target_url": "str",
    "clicks": "int",
    "at": "str",
  }},
  "DashboardEventHello": {"fields": {
    "kind": ["literal", "hello"],
    "code": "str",
    "target_url": "str",
    "clicks": "int",
    "at": "str",
  }},
  "DashboardEventPong": {"fields": {
    "kind": ["literal", "pong"],
    "code": "str",
    "target_url": "str",
    "clicks": "int",
    "at": "str",
  }},
};
