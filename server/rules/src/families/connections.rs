//! The life of a connection in its handler.

use crate::Rule;
use crate::Severity::{Information, Warning};

rules! {
    IGNORED_SEND = Rule {
        code: "ws/ignored-send",
        severity: Information,
        tag: None,
        summary: r#"Nothing looks whether a frame could be sent."#,
        finds: r#"`conn.send(…)` or `conn.broadcast(…)` stands as a statement, and its result is dropped without `let _ =`.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`.

What it cannot see: whether a result that is bound to a name is looked at."#,
        why: r#"An `Err` says that the connection is gone. Most handlers learn that at the next `recv` anyway; one that only sends does not."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"ws/ignored-send" = "info"
//- /src/main.fitz
@ws("/news")
async fn news(conn: WsConn<Str>) {
    conn.send("hello")
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
"ws/ignored-send" = "info"
//- /src/main.fitz
@ws("/news")
async fn news(conn: WsConn<Str>) {
    let _ = conn.send("hello")
}"#,
        mend: r#"Leave on `Err`, or write `let _ =` to say that it does not matter; the quick fix does that."#,
    };
    NO_CLEANUP = Rule {
        code: "ws/no-cleanup",
        severity: Warning,
        tag: None,
        summary: r#"What a handler notes of a connection stays when the connection has ended."#,
        finds: r#"Before its loop, a handler puts something under a computed key of a global map, pushes a name to a global list, or calls a
function that does so; and there is a way out of the handler on which nothing changes that map or list again. Way by way: the
end, each `return`, and each `?`.

What it cannot see: what is noted in a record of a list, at a time, or under a fixed key counts as history, and is left alone. Any
other change of the same table counts as taking back, also in functions that are called."#,
        why: r#"A client leaves by closing, by losing its network, or by sending something odd. There is no callback for that: what follows the
loop is the only place that always runs, and only if the loop is left with `break`. Entries that stay show people who are gone."#,
        wrong: r#"let ONLINE: Map<Str, Bool> = {}

@header(name="X-Name")
@ws("/chat")
async fn chat(conn: WsConn<Str>, x_name: Str) {
    ONLINE[x_name] = true
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(_) => { break }
        }
    }
}"#,
        right: r#"let ONLINE: Map<Str, Bool> = {}

@header(name="X-Name")
@ws("/chat")
async fn chat(conn: WsConn<Str>, x_name: Str) {
    ONLINE[x_name] = true
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(_) => { break }
        }
    }
    let _ = ONLINE.remove(x_name)
}"#,
        mend: r#"Take the entry out after the loop, and write `break` instead of `return` inside it; there are quick fixes for both. If the
table is meant to keep it, allow it with a comment."#,
    };
    NO_CLOSE = Rule {
        code: "ws/no-close",
        severity: Warning,
        tag: None,
        summary: r#"A handler returns before its loop and leaves the connection open."#,
        finds: r#"A `return` stands before the loop of a handler, and on the way to it nobody has called `close()`, given the connection to another
function, or found out that the client is gone (the arm `Err` of `recv`, `send` or `broadcast`).

What it cannot see: whether another function closes the connection that it is given. A `?` is left alone: there is no place for a
call."#,
        why: r#"The server takes the client off its list, but the socket stays half open until a ping fails. The client waits for nothing."#,
        wrong: r#"@header(name="X-Name")
@ws("/chat")
async fn chat(conn: WsConn<Str>, x_name: Str?) {
    if x_name == null {
        conn.send("who are you?")
        return null
    }
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(_) => { break }
        }
    }
}"#,
        right: r#"@header(name="X-Name")
@ws("/chat")
async fn chat(conn: WsConn<Str>, x_name: Str?) {
    if x_name == null {
        conn.send("who are you?")
        conn.close()
        return null
    }
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Call `close()` before the `return`; the quick fix does that."#,
    };
    NO_RECV = Rule {
        code: "ws/no-recv",
        severity: Warning,
        tag: None,
        summary: r#"A handler ends as soon as a client has connected."#,
        finds: r#"The body of a function with `@ws` has no loop, neither receives nor sends nor closes, and gives the connection to no other
function. A handler that sends something and ends, as a greeting or a refusal, is left alone, and so is an empty one.

What it cannot see: why a handler would end at once on purpose."#,
        why: r#"When a handler returns, its client is taken off the list: it gets none of the broadcasts that come later. A handler of an endpoint
that only pushes has to wait all the same."#,
        wrong: r#"@ws("/news")
async fn news(conn: WsConn<Str>) {
    conn.broadcast("somebody has come")
}"#,
        right: r#"@ws("/news")
async fn news(conn: WsConn<Str>) {
    conn.broadcast("somebody has come")
    loop {
        match conn.recv() {
            Ok(_) => {}
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Read in a loop, and leave it on `Err`; the quick fix does that."#,
    };
    NO_SNAPSHOT = Rule {
        code: "ws/no-snapshot",
        severity: Information,
        tag: None,
        summary: r#"A client that connects is told nothing."#,
        finds: r#"A handler broadcasts, and sends nothing before its loop.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`.

What it cannot see: what a function sends that the connection is given to; giving it away counts as telling something."#,
        why: r#"Broadcasts are not repeated. A client that comes late, or comes back after it has lost its network, knows nothing of what
went before."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"ws/no-snapshot" = "info"
//- /src/main.fitz
@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(_) => { break }
        }
    }
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
"ws/no-snapshot" = "info"
//- /src/main.fitz
@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    conn.send("welcome")
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Send the present state before the loop."#,
    };
    PRESENCE_COUNT = Rule {
        code: "ws/presence-count",
        severity: Warning,
        tag: None,
        summary: r#"Who is connected twice is taken for gone."#,
        finds: r#"A handler that asks for a user puts a fixed value under a field of the user into a global map before its loop, and removes that
key after it.

What it cannot see: entries that are made and removed in other functions."#,
        why: r#"People have several tabs. When the first one is closed, the entry is removed, although the others are still there."#,
        wrong: r#"type User { name: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { name: headers.get("authorization")? })
}

let ONLINE: Map<Str, Bool> = {}

@authenticated
@ws("/chat")
async fn chat(conn: WsConn<Str>, user: User) {
    ONLINE[user.name] = true
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(_) => { break }
        }
    }
    let _ = ONLINE.remove(user.name)
}"#,
        right: r#"type User { name: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { name: headers.get("authorization")? })
}

let TABS: Map<Str, Int> = {}

fn tabs_of(name: Str) -> Int {
    return match TABS.get(name) {
        Ok(count) => count,
        Err(_) => 0,
    }
}

@authenticated
@ws("/chat")
async fn chat(conn: WsConn<Str>, user: User) {
    TABS[user.name] = tabs_of(user.name) + 1
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(_) => { break }
        }
    }
    TABS[user.name] = tabs_of(user.name) - 1
}"#,
        mend: r#"Count the connections of each user, and take somebody for gone when the count is 0."#,
    };
    SPIN = Rule {
        code: "ws/spin",
        severity: Warning,
        tag: None,
        summary: r#"A loop goes round for ever after its client has gone."#,
        finds: r#"A loop that only a jump leaves receives, and after a failure starts again: the arm for `Err` neither leaves nor assigns anything,
and every jump out of the loop stands where only a received value leads. Also a loop without any jump that does not look at the
failure.

What it cannot see: a loop with a condition, a loop that matches the same result several times, and whether a count that it finds
ever ends the loop."#,
        why: r#"`recv` gives `Err` for a bad frame, and also when the client has gone; after that every further call fails at once. The loop then
takes a whole processor, for each client that has left."#,
        wrong: r#"@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(reason) => { log.warn("chat.frame", reason: reason) }
        }
    }
}"#,
        right: r#"@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(reason) => {
                log.warn("chat.frame", reason: reason)
                break
            }
        }
    }
}"#,
        mend: r#"Write `break` in the arm; the quick fix does that. Or answer, count, and leave after a few failures in a row."#,
    };
    UNBOUNDED_HISTORY = Rule {
        code: "ws/unbounded-history",
        severity: Information,
        tag: None,
        summary: r#"A global list grows with every frame."#,
        finds: r#"The loop of a handler pushes to a global list, and no module of the program takes anything out of it, gives it another value, looks
at its length, or gives it to another function.

What it cannot see: whether looking at the length leads to a limit."#,
        why: r#"A service runs for months. What only grows fills its memory."#,
        wrong: r#"let HISTORY: List<Str> = []

@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    loop {
        match conn.recv() {
            Ok(text) => {
                HISTORY.push(text)
                conn.broadcast(text)
            }
            Err(_) => { break }
        }
    }
}"#,
        right: r#"let HISTORY: List<Str> = []

@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    loop {
        match conn.recv() {
            Ok(text) => {
                if HISTORY.len() >= 100 {
                    HISTORY.reverse()
                    let _ = HISTORY.pop()
                    HISTORY.reverse()
                }
                HISTORY.push(text)
                conn.broadcast(text)
            }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Keep the newest entries only; the quick fix does that."#,
    };
}
