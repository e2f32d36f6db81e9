//! How WebSocket endpoints are declared, and who may connect.

use crate::Rule;
use crate::Severity::{Error, Hint, Information, Warning};

rules! {
    HEARTBEAT = Rule {
        code: "ws/heartbeat",
        severity: Information,
        tag: None,
        summary: r#"Clients are pinged too rarely."#,
        finds: r#"`ws_heartbeat_secs` of `@server` is 60 or more, written as a number, in a program that has a WebSocket endpoint. 0, which
switches pings off, is left alone.

What it cannot see: a number that is computed, and how patient the proxies are."#,
        why: r#"Many proxies close a connection over which nothing has come for a minute. A ping that comes later finds the connection gone."#,
        wrong: r#"@server(3000, ws_heartbeat_secs=120)
fn main() => 0

@ws("/news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        right: r#"@server(3000, ws_heartbeat_secs=30)
fn main() => 0

@ws("/news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        mend: r#"Set 30, the default; the quick fix does that."#,
    };
    MIDDLEWARE_IGNORED = Rule {
        code: "ws/middleware-ignored",
        severity: Information,
        tag: None,
        summary: r#"A WebSocket endpoint has a middleware."#,
        finds: r#"`@middleware(f)` stands on a function with `@ws`, and `f` is not `cors(…)`.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`.

What it cannot see: whether the version of `fitz` that runs the program is a later one."#,
        why: r#"The language says that a middleware runs before the connection is upgraded; `fitz` of today does not run it there. Who deploys
with it may want to know."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"ws/middleware-ignored" = "info"
//- /src/main.fitz
fn gate(request: Request) {
    log.info("request", path: request.path)
}

@middleware(gate)
@ws("/news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        right: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"ws/middleware-ignored" = "info"
//- /src/main.fitz
fn gate() {
    log.info("connected")
}

@ws("/news")
async fn news(conn: WsConn<Str>) {
    gate()
    conn.send("hello")
}"#,
        mend: r#"Call the function at the start of the handler, or look at the headers in the `@auth_provider`."#,
    };
    MIXED_BINARY = Rule {
        code: "ws/mixed-binary",
        severity: Error,
        tag: None,
        summary: r#"One direction of an endpoint is binary and the other is not."#,
        finds: r#"The connection of a handler is `WsConn<Bytes, T>` or `WsConn<T, Bytes>` with a `T` that is not `Bytes`.

What it cannot see: frames whose type is `Any`."#,
        why: r#"An endpoint exchanges either text frames with JSON or binary frames. The program cannot be built."#,
        wrong: r#"@ws("/upload")
async fn upload(conn: WsConn<Bytes, Str>) {
    conn.send("ready")
}"#,
        right: r#"@ws("/upload")
async fn upload(conn: WsConn<Bytes>) {
    conn.send(bytes("ready"))
}"#,
        mend: r#"Make both directions `Bytes`, or answer through a second endpoint."#,
    };
    OPEN_ENDPOINT = Rule {
        code: "ws/open-endpoint",
        severity: Information,
        tag: None,
        summary: r#"An endpoint asks nobody who they are."#,
        finds: r#"A program has an `@auth_provider`, and a function with `@ws` has none of `@authenticated`, `@admin` and `@requires`. Endpoints
with `@header` or `@cookie` are left alone: they may look for themselves.

What it cannot see: a first frame that carries a token."#,
        why: r#"The HTTP routes of such a program are often protected, and the endpoint that shows the same data is forgotten."#,
        wrong: r#"type User { email: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("authorization")? })
}

@ws("/news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        right: r#"type User { email: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("authorization")? })
}

@authenticated
@ws("/news")
async fn news(conn: WsConn<Str>, user: User) { conn.send("hello {user.email}") }"#,
        mend: r#"Add `@authenticated` and a parameter for the user; the quick fix does that. If everybody is welcome, allow it with a comment."#,
    };
    ORIGIN = Rule {
        code: "ws/origin",
        severity: Warning,
        tag: None,
        summary: r#"An endpoint believes a cookie, whatever page has opened the connection."#,
        finds: r#"A handler reads a cookie whose name speaks of a session, or asks for a user whose provider looks at the header `cookie` alone,
and neither the handler nor the provider looks at the header `origin`. Programs that make their cookies themselves, with
`same_site` other than `"None"`, are left alone.

What it cannot see: a check in another function, and who makes the cookie if the program does not."#,
        why: r#"A browser sends cookies along when any page of any site opens a WebSocket, and nothing stops it as it would stop an ordinary
request. A stranger's page can then act for its visitor."#,
        wrong: r#"type User { email: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("cookie")? })
}

@authenticated
@ws("/account")
async fn account(conn: WsConn<Str>, user: User) { conn.send("hello {user.email}") }"#,
        right: r#"type User { email: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    if headers.get("origin")? != "https://shop.example" {
        return Err("another site")
    }
    return Ok(User { email: headers.get("cookie")? })
}

@authenticated
@ws("/account")
async fn account(conn: WsConn<Str>, user: User) { conn.send("hello {user.email}") }"#,
        mend: r#"Compare the header `origin` with your own address, which the quick fix does, or make the cookie with `same_site: "Strict"`. The
quick fix takes the address from the variable `WEB_ORIGIN` of the environment; programs that are no browsers send no origin, and
are let in."#,
    };
    PATH_PARAMETER = Rule {
        code: "ws/path-parameter",
        severity: Error,
        tag: None,
        summary: r#"A part of an endpoint's path has no parameter that takes it."#,
        finds: r#"Between braces in the text that `@ws` is given stands something else than a name; or a name that the function has no
parameter for, that stands in the path twice, or that has other characters than letters from `a` to `z` and `A` to `Z`, digits and
`_`."#,
        why: r#"Nobody takes what a client writes there, and documents and clients of the service cannot name it: such an endpoint has no
channel in the AsyncAPI document."#,
        wrong: r#"@ws("/rooms/{rom}")
async fn chat(conn: WsConn<Str>, room: Str) { conn.send(room) }"#,
        right: r#"@header(name="X-Room", into="room")
@ws("/rooms")
async fn chat(conn: WsConn<Str>, room: Str) { conn.send(room) }"#,
        mend: r#"Write the name of a parameter, each once, or add the parameter; for a slip of the keyboard there is a quick fix. A value from a
header, as in the example, is what `fitz` of today takes too."#,
    };
    PATH_QUERY = Rule {
        code: "ws/path-query",
        severity: Error,
        tag: None,
        summary: r#"The path of an endpoint has a query or a fragment."#,
        finds: r#"The text that `@ws` is given contains `?` or `#`."#,
        why: r#"An endpoint is found by its path alone. What follows the `?` is nothing that it could be told apart by, and clients never
send what follows the `#`."#,
        wrong: r#"@ws("/news?lang=en")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        right: r#"@ws("/news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        mend: r#"Leave it out; the quick fix does that. Take what a client has to say from a header, a cookie or the first frame."#,
    };
    PATH_SLASH = Rule {
        code: "ws/path-slash",
        severity: Error,
        tag: None,
        summary: r#"The path of an endpoint does not start with a slash."#,
        finds: r#"The text that `@ws` is given does not start with `/`."#,
        why: r#"The server takes absolute paths only, and does not start."#,
        wrong: r#"@ws("news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        right: r#"@ws("/news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        mend: r#"Write `/` first; the quick fix does that."#,
    };
    PATH_TAKEN = Rule {
        code: "ws/path-taken",
        severity: Error,
        tag: None,
        summary: r#"A `@get` route has the path of an endpoint."#,
        finds: r#"A function with `@ws` and one with `@get` of the same program have the same path, in this file or in another one.

What it cannot see: files that a server in front of this one gives for the path."#,
        why: r#"A WebSocket connection starts as a GET request, so nobody could tell the two apart. The server does not start."#,
        wrong: r#"@get("/news")
fn page() -> Str => "the news"

@ws("/news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        right: r#"@get("/news")
fn page() -> Str => "the news"

@ws("/news/live")
async fn news(conn: WsConn<Str>) { conn.send("hello") }"#,
        mend: r#"Give one of the two another path. The quick fix moves the endpoint, unless another file broadcasts to it."#,
    };
    RETURN_STATUS = Rule {
        code: "ws/return-status",
        severity: Warning,
        tag: None,
        summary: r#"A handler answers with a status after the handshake."#,
        finds: r#"`return 403 { … }` stands in a function with `@ws`.

What it cannot see: a status in a function that the handler calls."#,
        why: r#"When a handler runs, the connection is open, and the status of the handshake has been sent. The client sees neither this status
nor its body."#,
        wrong: r#"@ws("/news")
async fn news(conn: WsConn<Str>) {
    let wanted = conn.recv()?
    if wanted != "sports" { return 404 { "error": "no such topic" } }
    conn.send("the news")
}"#,
        right: r#"@ws("/news")
async fn news(conn: WsConn<Str>) {
    let wanted = conn.recv()?
    if wanted != "sports" {
        conn.send("no such topic")
        conn.close()
        return null
    }
    conn.send("the news")
}"#,
        mend: r#"Send a message that says what is wrong, call `close()`, and return; the quick fix does that, and sends a message if the type of
the messages has a field for it. What has to be refused before is the work of the `@auth_provider`."#,
    };
    RETURN_TYPE = Rule {
        code: "ws/return-type",
        severity: Information,
        tag: None,
        summary: r#"A handler declares a result."#,
        finds: r#"A function with `@ws` declares another result than `Null`. `Result<Null>` is left alone: it allows `?` in the body.

What it cannot see: a result that is computed, without a declaration."#,
        why: r#"Nobody gets the result: the client gets what is sent to it."#,
        wrong: r#"@ws("/news")
async fn news(conn: WsConn<Str>) -> Str {
    conn.send("hello")
    return "done"
}"#,
        right: r#"@ws("/news")
async fn news(conn: WsConn<Str>) -> Null {
    conn.send("hello")
    return null
}"#,
        mend: r#"Declare `Null` or nothing, and send what the client should get."#,
    };
    TOKEN_IN_QUERY = Rule {
        code: "ws/token-in-query",
        severity: Hint,
        tag: None,
        summary: r#"A comment tells clients to put their token into the query."#,
        finds: r#"The comment above a function with `@ws` has `?token=`, `?access_token=` or the like.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`.

What it cannot see: a server in front of this one that makes a header of the query."#,
        why: r#"The provider sees the headers of the handshake and nothing of its query. Besides, queries end up in the logs of servers."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"ws/token-in-query" = "hint"
//- /src/main.fitz
// Connect to `/news?token=…`.
@ws("/news")
async fn news(conn: WsConn<Str>) {
    let _ = conn.send("hello")
}"#,
        right: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"ws/token-in-query" = "hint"
//- /src/main.fitz
// Connect with the subprotocol `bearer.…`.
@ws("/news")
async fn news(conn: WsConn<Str>) {
    let _ = conn.send("hello")
}"#,
        mend: r#"Send the token in the header `Authorization`, or from a browser as the subprotocol `bearer.<token>`:
`new WebSocket(url, "bearer." + token)`."#,
    };
}
