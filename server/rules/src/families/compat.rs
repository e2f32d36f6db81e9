//! Forms that these tools accept and that `fitz` itself refuses today.

use crate::Rule;
use crate::Severity::Hint;

rules! {
    AWAIT_WS = Rule {
        code: "compat/await-ws",
        severity: Hint,
        tag: None,
        summary: "A method of a connection is awaited.",
        finds: r#"`.await` stands behind `recv()`, `send(…)` or `broadcast(…)` of a `WsConn`."#,
        why: r#"These methods wait by themselves. These tools take both forms and give them the same type; `fitz` of today
refuses the program."#,
        wrong: r#"@ws("/echo")
async fn echo(conn: WsConn<Str>) {
    let first = conn.recv().await?
    conn.send(first)
}"#,
        right: r#"@ws("/echo")
async fn echo(conn: WsConn<Str>) {
    let first = conn.recv()?
    conn.send(first)
}"#,
        mend: r#"Remove `.await`; the quick fix does that."#,
    };
    BARE_KEY = Rule {
        code: "compat/bare-key",
        severity: Hint,
        tag: None,
        summary: "A key of a map stands without quotes.",
        finds: r#"A key of a map literal is a bare name: always in the arguments of `log`, and elsewhere when no variable has that
name. The maps in arguments of decorators are left alone. There is one finding for each map."#,
        why: r#"These tools read the name as the text of the key. `fitz` of today looks for a variable of that name."#,
        wrong: r#"fn opened(email: Str) {
    log.info("session.open", { user_email: email })
}"#,
        right: r#"fn opened(email: Str) {
    log.info("session.open", user_email: email)
}"#,
        mend: r#"Give the values to `log` by name, and put the keys of other maps in quotes; there are quick fixes for both."#,
    };
    BREAK_COMMA = Rule {
        code: "compat/break-comma",
        severity: Hint,
        tag: None,
        summary: "A comma follows a bare `break` or `return` in an arm.",
        finds: r#"The arm of a `match` is `break` or `return` without a value, and a comma follows."#,
        why: r#"These tools read it as an arm that leaves. `fitz` of today does not read a comma there."#,
        wrong: r#"@ws("/echo")
async fn echo(conn: WsConn<Str>) {
    loop {
        match conn.recv() {
            Ok(text) => { conn.send(text) },
            Err(_) => break,
        }
    }
}"#,
        right: r#"@ws("/echo")
async fn echo(conn: WsConn<Str>) {
    loop {
        match conn.recv() {
            Ok(text) => { conn.send(text) },
            Err(_) => { break },
        }
    }
}"#,
        mend: r#"Put braces around it; the quick fix does that."#,
    };
    DB_INJECTION = Rule {
        code: "compat/db-injection",
        severity: Hint,
        tag: None,
        summary: "A handler has a database as parameter.",
        finds: r#"A function with a route decorator or `@ws` has a parameter of type `DbConn`."#,
        why: r#"These tools take it as the database that the server gives. `fitz` of today takes it for the body of the request,
and refuses it on `@ws`."#,
        wrong: r#"@get("/health")
async fn health(db: DbConn) -> Result<Int> {
    return db.exec("SELECT 1", []).await
}"#,
        right: r#"let POOL = db.connect(env_or("DATABASE_URL", "")).await

@get("/health")
async fn health() -> Result<Int> {
    let db: DbConn = POOL?
    return db.exec("SELECT 1", []).await
}"#,
        mend: r#"Open the database once, at the top of the file, and take it out of the result in each handler. The quick fix uses
a global of the file that holds one, and declares it if there is none and the handler has no comment."#,
    };
    HTTP_RESPONSE = Rule {
        code: "compat/http-response",
        severity: Hint,
        tag: None,
        summary: "The type `Response` is called `HttpResponse`.",
        finds: r#"`HttpResponse` stands for the built-in type `Response`. A type of that name that the program declares is left
alone."#,
        why: r#"These tools take both names. `fitz` of today knows the short one."#,
        wrong: r#"@get("/{code}")
fn follow(code: Str) -> HttpResponse => Response { status: 302, headers: { "Location": "/links/{code}" } }"#,
        right: r#"@get("/{code}")
fn follow(code: Str) -> Response => Response { status: 302, headers: { "Location": "/links/{code}" } }"#,
        mend: r#"Write `Response`; the quick fix does that."#,
    };
    VEC = Rule {
        code: "compat/vec",
        severity: Hint,
        tag: None,
        summary: "The type `List` is called `Vec`.",
        finds: r#"`Vec<T>` stands for the built-in type `List<T>`. A type of that name that the program declares is left alone."#,
        why: r#"These tools take both names. `fitz` of today knows `List`."#,
        wrong: r#"let names: Vec<Str> = []
print(names)"#,
        right: r#"let names: List<Str> = []
print(names)"#,
        mend: r#"Write `List`; the quick fix does that."#,
    };
    WS_BROADCAST = Rule {
        code: "compat/ws-broadcast",
        severity: Hint,
        tag: None,
        summary: "A broadcast is written as `ws.broadcast`.",
        finds: r#"`ws.broadcast("/path", event)` is called."#,
        why: r#"These tools know it as another name of `ws_broadcast` and check both alike. `fitz` of today has no module `ws`."#,
        wrong: r#"@ws("/news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }

fn announce(text: Str) {
    ws.broadcast("/news", text)
}"#,
        right: r#"@ws("/news")
async fn news(conn: WsConn<Str>) { conn.send("hello") }

fn announce(text: Str) {
    ws_broadcast("/news", text)
}"#,
        mend: r#"Write `ws_broadcast`, with the same arguments; the quick fix does that."#,
    };
    WS_PATH_PARAM = Rule {
        code: "compat/ws-path-param",
        severity: Hint,
        tag: None,
        summary: "The path of a WebSocket endpoint has a parameter.",
        finds: r#"`{name}` stands in the path of `@ws`."#,
        why: r#"These tools bind it to the parameter of that name, as on HTTP routes. `fitz` of today takes fixed paths only."#,
        wrong: r#"@ws("/users/{email}/feed")
async fn feed(conn: WsConn<Str>, email: Str) {
    conn.send("hello {email}")
}"#,
        right: r#"@header(name="X-Email", into="email")
@ws("/users/feed")
async fn feed(conn: WsConn<Str>, email: Str) {
    conn.send("hello {email}")
}"#,
        mend: r#"Take the value from a header, which the quick fix does, from a cookie, or from the first frame. A browser cannot
set headers on a WebSocket; for a few fixed values write an endpoint for each."#,
    };
}
