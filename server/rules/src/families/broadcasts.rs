//! What is sent to all clients of an endpoint.

use crate::Rule;
use crate::Severity::{Error, Hint, Information, Warning};

rules! {
    ANONYMOUS_BROADCAST = Rule {
        code: "ws/anonymous-broadcast",
        severity: Hint,
        tag: None,
        summary: r#"A received message goes to everybody without the name of its sender."#,
        finds: r#"In a handler that asks for a user, a received record is broadcast as it came, and its type has no field that says who has sent
it. A record whose fields the handler sets is left alone.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`.

What it cannot see: a name that is hidden in a field with another purpose."#,
        why: r#"The handler knows who has sent the message, and the other clients do not learn it."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"ws/anonymous-broadcast" = "hint"
//- /src/main.fitz
type User { name: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { name: headers.get("authorization")? })
}

type Line { text: Str }

@authenticated
@ws("/chat")
async fn chat(conn: WsConn<Line>, _user: User) {
    loop {
        match conn.recv() {
            Ok(line) => { conn.broadcast(line) }
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
"ws/anonymous-broadcast" = "hint"
//- /src/main.fitz
type User { name: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { name: headers.get("authorization")? })
}

type Typed { text: Str }
type Line { text: Str, author: Str }

@authenticated
@ws("/chat")
async fn chat(conn: WsConn<Typed, Line>, user: User) {
    loop {
        match conn.recv() {
            Ok(typed) => { conn.broadcast(Line { text: typed.text, author: user.name }) }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Send a type of its own that has a field for the sender, and set it from the user of the connection."#,
    };
    BROADCAST_BEFORE_WRITE = Rule {
        code: "ws/broadcast-before-write",
        severity: Warning,
        tag: None,
        summary: r#"Something is announced before it is written."#,
        finds: r#"A broadcast stands in a block before a write to the database (`insert`, `update`, `delete`, `exec` …) whose failure leaves the
function, by `?` or as its result.

What it cannot see: writes in functions that are called, and whether the two have to do with each other."#,
        why: r#"If the write fails, all clients have been told of something that has not happened; and a job that is tried again tells it
again."#,
        wrong: r#"type Click { code: Str }

@ws("/clicks")
async fn clicks(conn: WsConn<Click>) { conn.send(Click { code: "" }) }

async fn record(code: Str, pool: DbConn) -> Result<Null> {
    ws_broadcast("/clicks", Click { code: code })
    let _ = pool.exec("INSERT INTO clicks (code) VALUES ($1)", [code]).await?
    return Ok(null)
}"#,
        right: r#"type Click { code: Str }

@ws("/clicks")
async fn clicks(conn: WsConn<Click>) { conn.send(Click { code: "" }) }

async fn record(code: Str, pool: DbConn) -> Result<Null> {
    let _ = pool.exec("INSERT INTO clicks (code) VALUES ($1)", [code]).await?
    ws_broadcast("/clicks", Click { code: code })
    return Ok(null)
}"#,
        mend: r#"Move the broadcast behind the write."#,
    };
    BROADCAST_BINARY = Rule {
        code: "ws/broadcast-binary",
        severity: Error,
        tag: None,
        summary: r#"A broadcast from outside goes to an endpoint with binary frames."#,
        finds: r#"`ws_broadcast` or `ws.broadcast` names the path of an endpoint whose connection is `WsConn<Bytes>`.

What it cannot see: paths that are put together at run time."#,
        why: r#"These functions send JSON as text, always. The clients expect binary frames and get something else."#,
        wrong: r#"@ws("/camera")
async fn camera(conn: WsConn<Bytes>) { conn.send(bytes("ready")) }

fn publish(frame: Str) {
    ws_broadcast("/camera", frame)
}"#,
        right: r#"type Frame { data: Str }

@ws("/camera")
async fn camera(conn: WsConn<Frame>) { conn.send(Frame { data: "ready" }) }

fn publish(frame: Str) {
    ws_broadcast("/camera", Frame { data: frame })
}"#,
        mend: r#"Send with `conn.broadcast` from the handler, or give the endpoint a type with a JSON form."#,
    };
    BROADCAST_TYPE = Rule {
        code: "ws/broadcast-type",
        severity: Error,
        tag: None,
        summary: r#"A broadcast sends another type than the endpoint."#,
        finds: r#"The message of `ws_broadcast` or `ws.broadcast` does not fit what the endpoint with that path sends, in whichever module the
endpoint is declared. A path that is computed, and a message whose type is not certain, are left alone.

What it cannot see: paths that are put together at run time, and messages whose type is `Any`."#,
        why: r#"The clients of an endpoint read messages of its type. One of another type is sent all the same, and each client has to cope
with it. The method `broadcast` of the connection refuses it."#,
        wrong: r#"type Command { kind: Str }
type Event { text: Str }

@ws("/news")
async fn news(conn: WsConn<Command, Event>) { conn.send(Event { text: "hello" }) }

fn announce(text: Str) {
    ws_broadcast("/news", { "body": text })
}"#,
        right: r#"type Command { kind: Str }
type Event { text: Str }

@ws("/news")
async fn news(conn: WsConn<Command, Event>) { conn.send(Event { text: "hello" }) }

fn announce(text: Str) {
    ws_broadcast("/news", Event { text: text })
}"#,
        mend: r#"Build a value of the type that the endpoint sends. For a map with the right keys there is a quick fix."#,
    };
    BROADCAST_UNKNOWN_PATH = Rule {
        code: "ws/broadcast-unknown-path",
        severity: Error,
        tag: None,
        summary: r#"A broadcast names a path that no endpoint has."#,
        finds: r#"`ws_broadcast` or `ws.broadcast` is given a path, as a plain text, that no `@ws` of the program has. All modules are looked at;
nothing is reported while one of them has a syntax error or cannot be found, in libraries, and in a file that may belong to
a program which is not in sight: it has no `@server`, and no manifest names it as a program.

What it cannot see: paths that are put together at run time."#,
        why: r#"Such a call does nothing, without an error: the event is lost, and nobody notices."#,
        wrong: r#"@server(3000)
fn main() => 0

type Command { kind: Str }
type Event { text: Str }

@ws("/news")
async fn news(conn: WsConn<Command, Event>) { conn.send(Event { text: "hello" }) }

fn announce(text: Str) {
    ws_broadcast("/new", Event { text: text })
}"#,
        right: r#"@server(3000)
fn main() => 0

type Command { kind: Str }
type Event { text: Str }

@ws("/news")
async fn news(conn: WsConn<Command, Event>) { conn.send(Event { text: "hello" }) }

fn announce(text: Str) {
    ws_broadcast("/news", Event { text: text })
}"#,
        mend: r#"Correct the path; for a slip of the keyboard there is a quick fix. Or write the endpoint, for which there is one too."#,
    };
    CLIENT_IDENTITY = Rule {
        code: "ws/client-identity",
        severity: Warning,
        tag: None,
        summary: r#"A client says for itself who it is."#,
        finds: r#"In a handler that asks for a user, a received record is broadcast as it came, and one of its fields says who has sent it
(`user`, `author`, `sender` …); or such a field of a new message takes what the client has written there. A record whose fields
are set, by the handler or by a function that it is given to, is left alone.

What it cannot see: fields with other names, and copies that are made in other functions."#,
        why: r#"The user of the connection is known for certain. What the client writes into the field is not: anybody can speak for anybody."#,
        wrong: r#"type User { name: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { name: headers.get("authorization")? })
}

type Line { author: Str, text: Str }

@authenticated
@ws("/chat")
async fn chat(conn: WsConn<Line>, _user: User) {
    loop {
        match conn.recv() {
            Ok(line) => { conn.broadcast(line) }
            Err(_) => { break }
        }
    }
}"#,
        right: r#"type User { name: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { name: headers.get("authorization")? })
}

type Line { author: Str, text: Str }

@authenticated
@ws("/chat")
async fn chat(conn: WsConn<Line>, user: User) {
    loop {
        match conn.recv() {
            Ok(line) => { conn.broadcast(Line { author: user.name, text: line.text }) }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Broadcast a copy whose field comes from the user; the quick fix writes it where it can."#,
    };
    PRIVATE_BROADCAST = Rule {
        code: "ws/private-broadcast",
        severity: Warning,
        tag: None,
        summary: r#"What was looked up for one user goes to everybody."#,
        finds: r#"In a handler that asks for a user, the message of a broadcast holds a list or a map that a call gives for this user: the user,
or a field of it, is among the arguments of the call. The call may stand in the message or in a `let` before it.

What it cannot see: data that is collected in several steps, single records, and data that everybody may see."#,
        why: r#"A broadcast reaches every client of the endpoint. Leaving out on the client what it should not show does not help."#,
        wrong: r#"type User { name: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { name: headers.get("authorization")? })
}

type Event { notes: List<Str> }

let NOTES: Map<Str, List<Str>> = {}

fn notes_of(name: Str) -> List<Str> {
    return match NOTES.get(name) {
        Ok(notes) => notes,
        Err(_) => [],
    }
}

@authenticated
@ws("/notes")
async fn notes(conn: WsConn<Str, Event>, user: User) {
    loop {
        match conn.recv() {
            Ok(_) => { conn.broadcast(Event { notes: notes_of(user.name) }) }
            Err(_) => { break }
        }
    }
}"#,
        right: r#"type User { name: Str }

@auth_provider
fn check(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { name: headers.get("authorization")? })
}

type Event { notes: List<Str> }

let NOTES: Map<Str, List<Str>> = {}

fn notes_of(name: Str) -> List<Str> {
    return match NOTES.get(name) {
        Ok(notes) => notes,
        Err(_) => [],
    }
}

@authenticated
@ws("/notes")
async fn notes(conn: WsConn<Str, Event>, user: User) {
    loop {
        match conn.recv() {
            Ok(_) => { conn.send(Event { notes: notes_of(user.name) }) }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Broadcast no more than that something is new, under a key that only its owner knows, and answer with `send` when the owner
asks."#,
    };
    RATE = Rule {
        code: "ws/rate",
        severity: Information,
        tag: None,
        summary: r#"A client may broadcast as often as it likes."#,
        finds: r#"The loop of a handler broadcasts, and compares no whole number with another one by `<`, `<=`, `>` or `>=`, which a limit would
do.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`.

What it cannot see: limits in functions that are called."#,
        why: r#"One client can keep all others busy."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"ws/rate" = "info"
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
"ws/rate" = "info"
//- /src/main.fitz
@ws("/chat")
async fn chat(conn: WsConn<Str>) {
    let sent = 0
    loop {
        match conn.recv() {
            Ok(text) => {
                sent += 1
                if sent > 100 { break }
                conn.broadcast(text)
            }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Count the frames in a window of some seconds, and leave the loop when there are too many; the quick fix does that."#,
    };
    UNCHECKED_ROOM = Rule {
        code: "ws/unchecked-room",
        severity: Warning,
        tag: None,
        summary: r#"A client chooses a room that nobody checks."#,
        finds: r#"The `room`, `channel` or `topic` of a broadcast is what the client has written into its own message, and the handler uses it for
nothing else: it compares it with nothing, looks nothing up with it, and gives neither it nor the message to a function.

What it cannot see: whether the use that it finds is a check."#,
        why: r#"Anybody can write into any room, those included that do not exist and those that are not theirs."#,
        wrong: r#"type Said { room: Str, text: Str }
type Line { room: Str, text: Str }

@ws("/chat")
async fn chat(conn: WsConn<Said, Line>) {
    loop {
        match conn.recv() {
            Ok(said) => { conn.broadcast(Line { room: said.room, text: said.text }) }
            Err(_) => { break }
        }
    }
}"#,
        right: r#"type Said { room: Str, text: Str }
type Line { room: Str, text: Str }

let ROOMS = ["lobby", "help"]

@ws("/chat")
async fn chat(conn: WsConn<Said, Line>) {
    loop {
        match conn.recv() {
            Ok(said) => {
                if ROOMS.contains(said.room) {
                    conn.broadcast(Line { room: said.room, text: said.text })
                }
            }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Compare the room with those that there are, and with those that this client has joined."#,
    };
}
