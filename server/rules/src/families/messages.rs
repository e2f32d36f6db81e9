//! The kinds of messages that travel through an endpoint.

use crate::Rule;
use crate::Severity::{Information, Warning};

rules! {
    KIND_DEFAULT = Rule {
        code: "ws/kind-default",
        severity: Information,
        tag: None,
        summary: r#"Some kinds of messages are dropped in silence."#,
        finds: r#"A `match` over the `kind`, `event`, `action` … of a type that clients send has arms for certain texts and none for the others.

What it cannot see: a chain of `if`, and a check in front of the `match`."#,
        why: r#"A client may send anything. Without an arm for the rest it gets no answer, and its author looks for the mistake elsewhere."#,
        wrong: r#"type Command { kind: Str }

@ws("/feed")
async fn feed(conn: WsConn<Command, Str>) {
    loop {
        match conn.recv() {
            Ok(command) => {
                match command.kind {
                    "ping" => { conn.send("pong") }
                    "bye" => { break }
                }
            }
            Err(_) => { break }
        }
    }
}"#,
        right: r#"type Command { kind: Str }

@ws("/feed")
async fn feed(conn: WsConn<Command, Str>) {
    loop {
        match conn.recv() {
            Ok(command) => {
                match command.kind {
                    "ping" => { conn.send("pong") }
                    "bye" => { break }
                    _ => { conn.send("unknown kind") }
                }
            }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Add an arm `_` that answers with an error; the quick fix does that if the messages have a field for it, and adds an empty arm otherwise."#,
    };
    KIND_LITERAL = Rule {
        code: "ws/kind-literal",
        severity: Warning,
        tag: None,
        summary: r#"A kind of message is probably misspelt."#,
        finds: r#"The `kind`, `event`, `action` … of a message is set to, or compared with, a text that its comment does not list; a comment lists
texts if it has nothing else than them, in quotes, with `|` between them. Without such a comment: a text that is asked for and
never set, while another one is set and never asked for that has the same letters in another order, or one of them doubled.

What it cannot see: what clients send. Their texts count only if the comment lists them."#,
        why: r#"A misspelt kind is no error: the message is sent, and nobody reacts to it."#,
        wrong: r#"type Event {
    kind: Str // "line" | "typing"
    text: Str = ""
}

@ws("/feed")
async fn feed(conn: WsConn<Str, Event>) {
    conn.send(Event { kind: "lien" })
}"#,
        right: r#"type Event {
    kind: Str // "line" | "typing"
    text: Str = ""
}

@ws("/feed")
async fn feed(conn: WsConn<Str, Event>) {
    conn.send(Event { kind: "line" })
}"#,
        mend: r#"Correct the text, for which there is a quick fix, or add it to the comment."#,
    };
    WIDE_TYPE = Rule {
        code: "ws/wide-type",
        severity: Information,
        tag: None,
        summary: r#"One type serves two directions that have nothing in common."#,
        finds: r#"A connection is `WsConn<T>`, and the texts that the program sets in the `kind`, `event`, `action` … of `T` are all others than those
that it asks for. A handler that passes received values on is left alone.

What it cannot see: texts that only clients know, and those that are computed."#,
        why: r#"With a type for each direction, the checker, the documents and the clients know who says what, and which fields belong to it."#,
        wrong: r#"type Message { kind: Str, text: Str = "" }

@ws("/feed")
async fn feed(conn: WsConn<Message>) {
    loop {
        match conn.recv() {
            Ok(message) => {
                if message.kind == "ping" { conn.send(Message { kind: "pong" }) }
            }
            Err(_) => { break }
        }
    }
}"#,
        right: r#"type Command { kind: Str, text: Str = "" }
type Event { kind: Str, text: Str = "" }

@ws("/feed")
async fn feed(conn: WsConn<Command, Event>) {
    loop {
        match conn.recv() {
            Ok(command) => {
                if command.kind == "ping" { conn.send(Event { kind: "pong" }) }
            }
            Err(_) => { break }
        }
    }
}"#,
        mend: r#"Declare a type for each direction: `WsConn<Command, Event>`. The quick fix does that when messages are made only where they are
sent."#,
    };
}
