//! WebSocket handlers and their connections.

use crate::Rule;
use crate::Severity::Error;

rules! {
    WS_ARGS = Rule {
        code: "ws/args",
        severity: Error,
        tag: None,
        summary: "`@ws` does not have its one path.",
        finds: r#"`@ws` takes one string literal without a name, and is given none, several or something else."#,
        why: r#"The path is the address of the endpoint. Settings such as the heartbeat belong to `@server`."#,
        wrong: r#"@ws(path="/chat")
async fn chat(conn: WsConn<Str>) {
    conn.send("welcome")
}"#,
        right: r#"@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    conn.send("welcome")
}"#,
        mend: r#"Write the path alone: `@ws("/chat")`."#,
    };
    CONN_ANY = Rule {
        code: "ws/conn-any",
        severity: Error,
        tag: None,
        summary: "The frames of a connection are `Any`.",
        finds: r#"A handler takes a `WsConn<Any>`, or `Any` for one of the two directions. A type that is not known is
another finding."#,
        why: r#"Frames are checked against their type when they arrive, and the documents and the editor tell from it
what is sent. With `Any` nothing can be checked, and the program is refused."#,
        wrong: r#"@ws("/chat")
async fn chat(conn: WsConn<Any>) {
    conn.send("welcome")
}"#,
        right: r#"@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    conn.send("welcome")
}"#,
        mend: r#"Declare a type with the fields of a frame, or take `Str` and read the text yourself."#,
    };
    CONN_COUNT = Rule {
        code: "ws/conn-count",
        severity: Error,
        tag: None,
        summary: "A WebSocket handler does not have exactly one `WsConn` parameter.",
        finds: r#"A function with `@ws` has no parameter of type `WsConn`, or more than one. Nothing is reported while a parameter has no
type yet."#,
        why: r#"The connection is how a handler receives and sends, and its type says what the frames look like. Each client that
connects starts the handler once, with one connection, so there is nothing to put into a second parameter."#,
        wrong: r#"@ws("/chat")
async fn chat() {
    log.info("somebody connected")
}"#,
        right: r#"@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    conn.send("welcome")
}"#,
        mend: r#"Add a parameter `conn: WsConn<Message>` with the type of the frames, or `WsConn<In, Out>` when what is received differs
from what is sent. If there are two, keep one: `conn.broadcast(…)` and `ws_broadcast("/path", …)` reach other clients."#,
    };
    DUPLICATE_PATH = Rule {
        code: "ws/duplicate-path",
        severity: Error,
        tag: None,
        summary: "Two WebSocket handlers of one program have the same path.",
        finds: r#"A path is given to `@ws` a second time in the same program, in this file or in an imported module. The finding is on the
later one and links to the first.

What it cannot see: paths that are no plain text."#,
        why: "A client chooses a handler by its path alone. With two of them the choice is open, and the server does not start.",
        wrong: r#"@ws("/chat")
async fn lobby(conn: WsConn<Str>) { conn.send("lobby") }

@ws("/chat")
async fn support(conn: WsConn<Str>) { conn.send("support") }"#,
        right: r#"@ws("/chat")
async fn lobby(conn: WsConn<Str>) { conn.send("lobby") }

@ws("/chat/support")
async fn support(conn: WsConn<Str>) { conn.send("support") }"#,
        mend: r#"Give one of the handlers another path, for which there is a quick fix, and change it in the clients and in calls of `ws_broadcast` too. If both are
meant to serve the same clients, make them one handler and tell the messages apart by a field."#,
    };
    NOT_ASYNC = Rule {
        code: "ws/not-async",
        severity: Error,
        tag: None,
        summary: "A WebSocket handler is not `async`.",
        finds: "A function with `@ws` is declared with `fn` instead of `async fn`.",
        why: r#"A handler runs as long as its client is connected and waits for frames most of that time. Only an `async` function can
wait without holding up everything else, so the program is refused without it."#,
        wrong: r#"@ws("/echo")
fn echo(conn: WsConn<Str>) {
    conn.send("hello")
}"#,
        right: r#"@ws("/echo")
async fn echo(conn: WsConn<Str>) {
    conn.send("hello")
}"#,
        mend: "Write `async` before `fn`; the quick fix does that. The methods of the connection need no `.await` for it.",
    };
    PARAM_COUNT = Rule {
        code: "ws/param-count",
        severity: Error,
        tag: None,
        summary: "Nothing fills a parameter of a WebSocket handler.",
        finds: r#"A parameter of a function with `@ws` is neither the connection nor, with an access decorator, the
user, nor filled by `@header`, `@cookie` or a part of the path, nor a `DbConn`. Parameters without a type and those with
a default are left alone.

What it cannot see: names that `@header` and `@cookie` take from something else than plain texts."#,
        why: r#"A handshake has no body and no query to read a value from, so the program is refused."#,
        wrong: r#"@ws("/chat")
async fn chat(conn: WsConn<Str>, name: Str) {
    conn.send("welcome, {name}")
}"#,
        right: r#"@header(name="X-Name", into="name")
@ws("/chat")
async fn chat(conn: WsConn<Str>, name: Str) {
    conn.send("welcome, {name}")
}"#,
        mend: r#"Read the value from a header, which the quick fix does for a text, or from a cookie, or let the client send it in its first frame."#,
    };
}
