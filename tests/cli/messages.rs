//! `messages`: the tables of the messages of a program.

use std::path::Path;

use expect_test::expect;
use fitz_e2e::Project;

use crate::program::run;

fn tests() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn kinds_with_the_places_where_they_are_sent_and_handled() {
    let project = Project::new(&[
        (
            "main.fitz",
            r#"from events import Event, hello
import jobs

type Command {
    kind: Str = "ping"    // "ping" | "join"
    room: Str = "a|b"
    text: Str?
}

@ws("/chat")
async fn chat(conn: WsConn<Command, Event>) -> Null {
    let _ = conn.send(hello())
    loop {
        let command = match conn.recv() {
            Ok(value) => value,
            Err(_) => break,
        }
        let kind = command.kind
        match kind {
            "join" | "enter" => { let _ = conn.broadcast(Event { kind: "joined", room: command.room }) }
            _ => { let _ = conn.send(Event { kind: command.kind }) }
        }
        if (command.kind == "leave") { break }
    }
    return null
}

@ws("/count")
async fn count(conn: WsConn<Str, List<Int>>) -> Null {
    loop {
        match conn.recv() {
            Ok(_) => { let _ = conn.send([1]) }
            Err(_) => break,
        }
    }
    return null
}

@ws("/nothing")
async fn nothing(user: Str) -> Null => null
"#,
        ),
        (
            "events.fitz",
            "type Event {\n    kind: Str\n    room: Str = \"\"\n    count: Int = 0\n    @hidden secret: Str = \"\"\n}\n\n\
             fn hello() -> Event => Event { kind: \"hello\" }\n",
        ),
        (
            "jobs.fitz",
            "from events import Event\n\n@every(5)\nfn tick() -> Null {\n    ws_broadcast(\"/chat\", Event { kind: \"tick\", count: 1 })\n    \
             return null\n}\n",
        ),
    ]);
    let run = run(project.directory(), &["messages", "main.fitz"]).expect_code(0);
    expect![[r##"
        # Messages of main

        ## `/chat`

        Served by `chat`. Clients send `Command`, the service sends `Event`.

        | kind | direction | fields | sent | handled |
        |---|---|---|---|---|
        | `ping` | to the service | `room: Str = "a\|b"`, `text: Str?` | by clients | main.fitz:14 |
        | `join` | to the service | `room: Str = "a\|b"`, `text: Str?` | by clients | main.fitz:20 |
        | `enter` | to the service | `room: Str = "a\|b"`, `text: Str?` | by clients | main.fitz:20 |
        | `leave` | to the service | `room: Str = "a\|b"`, `text: Str?` | by clients | main.fitz:23 |
        | `joined` | to clients | `room: Str = ""` | main.fitz:20 | by clients |
        | `hello` | to clients | – | events.fitz:8 | by clients |
        | `tick` | to clients | `count: Int = 0` | jobs.fitz:5 | by clients |
        | any | to clients | – | main.fitz:21 | by clients |

        ## `/count`

        Served by `count`. Clients send `Str`, the service sends `List<Int>`.

        | kind | direction | fields | sent | handled |
        |---|---|---|---|---|
        | – | to the service | `Str` | by clients | main.fitz:31 |
        | – | to clients | `List<Int>` | main.fitz:32 | by clients |

        ## `/nothing`

        `nothing` has no `WsConn` parameter, so its messages are not known.
    "##]]
    .assert_eq(&run.stdout);
}

#[test]
fn every_app_has_messages_in_both_directions() {
    for name in ["dashboard", "notifications", "session_chat", "task_board", "typed_channel"] {
        let run = run(tests(), &["messages", &format!("apps/{name}.fitz")]).expect_code(0);
        assert_eq!(run.stderr, "", "{name}");
        for direction in ["| to the service |", "| to clients |"] {
            assert!(run.stdout.contains(direction), "{name}: {run}");
        }
        // A program that tells its own messages apart knows where.
        assert!(!run.stdout.contains("| nowhere |"), "{name}: {run}");
    }
}

#[test]
fn programs_without_endpoints_and_with_errors() {
    let project =
        Project::new(&[("none.fitz", "let x = 1\n"), ("broken.fitz", "@ws(\"/a\")\nasync fn a(conn: WsConn<\n")]);
    let none = run(project.directory(), &["messages", "none.fitz"])
        .expect_code(0)
        .expect_messages(&["the program has no WebSocket endpoint"]);
    assert_eq!(none.stdout, "# Messages of none\n");
    run(project.directory(), &["messages", "broken.fitz"])
        .expect_code(0)
        .expect_messages(&["so messages may be missing"]);
    run(project.directory(), &["messages"]).expect_code(2).expect_messages(&["there is no `fitz.toml`"]);
    run(project.directory(), &["messages", "nowhere.fitz"]).expect_code(2).expect_messages(&["does not exist"]);
}

#[test]
fn a_message_belongs_to_the_endpoint_that_it_is_sent_to() {
    let project = Project::new(&[(
        "main.fitz",
        r#"type K { kind: Str, n: Int = 0, x: Any? }

@ws("/k")
async fn k(conn: WsConn<Str, K>) {
    let e = K { kind: "later" }
    e.n = 3
    conn.send(e)
    conn.send(K { kind: "now" })
}

@ws("/other")
async fn other(conn: WsConn<Str, Map<Str, K>>) {
    conn.send({ "first": K { kind: "inside" } })
    let map = { "second": K { kind: "within" } }
    conn.send(map)
}

@ws("/third")
async fn third(conn: WsConn<Str, K>) {
    conn.send(K { kind: "third" })
}
"#,
    )]);
    let run = run(project.directory(), &["messages", "main.fitz"]).expect_code(0);
    let rows: Vec<&str> = run.stdout.lines().filter(|line| line.contains("to clients")).collect();
    assert_eq!(
        rows,
        [
            "| `later` | to clients | `n: Int = 0` | main.fitz:7 | by clients |",
            "| `now` | to clients | – | main.fitz:8 | by clients |",
            "| – | to clients | `Map<Str, K>` | main.fitz:13, main.fitz:15 | by clients |",
            "| `third` | to clients | – | main.fitz:20 | by clients |",
        ],
        "{run}"
    );
}

/// The rows of what a handler with this body sends: kind and place.
fn sent(body: &str) -> Vec<String> {
    let text = format!(
        "type K {{ kind: Str, n: Int = 0 }}\n\n@ws(\"/k\")\nasync fn k(conn: WsConn<K, K>, more: Bool) {{\n{body}\n}}\n"
    );
    let project = Project::new(&[("main.fitz", text.as_str())]);
    let run = run(project.directory(), &["messages", "main.fitz"]).expect_code(0);
    let rows = run.stdout.lines().filter(|line| line.contains("to clients")).map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        format!("{} {}", cells[1], cells[4])
    });
    rows.collect()
}

#[test]
fn a_kind_that_is_assigned_is_a_row() {
    // The last assignment before it is sent counts.
    assert_eq!(sent("let e = K { kind: \"a\" }\ne.kind = \"b\"\nconn.broadcast(e)"), ["`b` main.fitz:7"]);
    assert_eq!(
        sent("let e = K { kind: \"a\" }\nconn.send(e)\ne.kind = \"b\"\nconn.send(e)\ne.kind = \"c\""),
        ["`a` main.fitz:6", "`b` main.fitz:8"]
    );
    // One that may not run leaves both.
    assert_eq!(
        sent("let e = K { kind: \"a\" }\nif more {\ne.kind = \"b\"\n}\nconn.send(e)"),
        ["`a` main.fitz:9", "`b` main.fitz:9"]
    );
    assert_eq!(sent("let e = K { kind: \"a\" }\nif more {\ne.kind = \"b\"\nconn.send(e)\n}"), ["`b` main.fitz:8"]);
    // In the next round it is what the last one made of it, unless it is another value.
    assert_eq!(
        sent("let e = K { kind: \"a\" }\nloop {\nconn.send(e)\ne.kind = \"b\"\n}"),
        ["`a` main.fitz:7", "`b` main.fitz:7"]
    );
    assert_eq!(sent("loop {\nlet e = K { kind: \"a\" }\nconn.send(e)\ne.kind = \"b\"\n}"), ["`a` main.fitz:7"]);
    // What is computed may be anything.
    assert_eq!(sent("let e = K { kind: \"a\" }\ne.kind = \"b\" + \"c\"\nconn.send(e)"), ["any main.fitz:7"]);
    // Where it goes is not known: it may be sent with either.
    assert_eq!(
        sent("let e = K { kind: \"a\" }\ne.kind = \"b\"\nlet all = [e]"),
        ["`a` main.fitz:5", "`b` main.fitz:6"]
    );
}

#[test]
fn a_frame_that_is_passed_on_with_another_kind_has_that_kind() {
    let receive = |body: &str| sent(&format!("match conn.recv() {{\nOk(e) => {{\n{body}\n}}\nErr(_) => {{}}\n}}"));
    assert_eq!(receive("conn.broadcast(e)"), ["any main.fitz:7"]);
    assert_eq!(receive("e.kind = \"seen\"\nconn.broadcast(e)"), ["`seen` main.fitz:8"]);
    assert_eq!(receive("if more { e.kind = \"seen\" }\nconn.broadcast(e)"), ["`seen` main.fitz:8", "any main.fitz:8"]);
}
