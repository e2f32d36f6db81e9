//! Changes of handlers and of what they send.

use expect_test::expect;

use crate::{changed, check, check_all, check_none, check_not_offered, offered};

const LIMIT: &str = "Limit how many frames a client may send";

#[test]
fn frames_are_limited() {
    check(
        LIMIT,
        r#"@ws("/a")
async fn a$0(conn: WsConn<Str>) {
    loop {
        match conn.recv() {
            Ok(text) => { conn.broadcast(text) }
            Err(_) => { break }
        }
    }
}
"#,
        expect![[r#"
            @ws("/a")
            async fn a(conn: WsConn<Str>) {
                let window = DateTime.now().timestamp()
                let frames = 0
                loop {
                    let now = DateTime.now().timestamp()
                    if now - window >= 10 {
                        window = now
                        frames = 0
                    }
                    frames = frames + 1
                    if frames > 20 { break }
                    match conn.recv() {
                        Ok(text) => { conn.broadcast(text) }
                        Err(_) => { break }
                    }
                }
            }
        "#]],
    );
    let handler = |loop_text: &str| {
        format!(
            "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) {{\n    {loop_text} {{\n        let text = match conn.recv() {{ Ok(it) => it, Err(_) => {{ break }} }}\n        conn.send(text)\n    }}\n}}\n"
        )
    };
    check_not_offered(LIMIT, &handler("loop").replace("conn.send", "$0conn.send"));
    check_not_offered(
        LIMIT,
        &handler("loop").replace("conn.send(text)", "if text.len() > 3 { conn.send(text) }").replace("fn a", "fn $0a"),
    );
    check_not_offered(LIMIT, "fn $0f(xs: List<Int>) { loop { break } }\n");
    let (_, found) = offered(&handler("lo$0op"));
    assert!(found.iter().any(|assist| assist.title == LIMIT), "{found:#?}");
}

const LOG: &str = "Log why it has failed";

#[test]
fn failures_are_logged() {
    let program = |arm: &str| {
        format!(
            "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) {{\n    loop {{\n        match conn.recv() {{\n            Ok(text) => {{ conn.broadcast(text) }}\n            {arm}\n        }}\n    }}\n}}\n"
        )
    };
    for (arm, expected) in [
        ("Err(_) => { $0break }", "Err(reason) => { log.warn(\"a.recv\", reason: reason); break }"),
        ("E$0rr(why) => { break }", "Err(why) => { log.warn(\"a.recv\", reason: why); break }"),
        ("Err(_) => $0break", "Err(reason) => { log.warn(\"a.recv\", reason: reason); break }"),
        (
            "Err(_) => {\n                $0break\n            }",
            "Err(reason) => {\n                log.warn(\"a.recv\", reason: reason)\n                break\n            }",
        ),
    ] {
        assert_eq!(changed(LOG, &program(arm)), program(expected));
    }
    check_not_offered(LOG, &program("Err(why) => { log.info(why); $0break }"));
    let (_, found) = offered(&program("Er$0r(_) => { break }"));
    assert_eq!(found.iter().map(|assist| assist.kind).collect::<Vec<_>>(), ["refactor.rewrite.logFailure"]);
    check_not_offered(LOG, "fn f(x: Result<Int>) => match x { Ok(n) => n, Err(_) => $0 0 }\n");
}

#[test]
fn rooms() {
    let title = "Add a field for the room";
    check(
        title,
        r#"type Eve$0nt {
    kind: Str // "a" | "b"
    size: Int = 0, // in bytes
}

@ws("/a")
async fn a(conn: WsConn<Event>) { conn.close() }
"#,
        expect![[r#"
            type Event {
                kind: Str // "a" | "b"
                size: Int = 0, // in bytes
                room: Str = "lobby"
            }

            @ws("/a")
            async fn a(conn: WsConn<Event>) { conn.close() }
        "#]],
    );
    check(
        title,
        "type $0Event { text: Str }\n\n@ws(\"/a\")\nasync fn a(conn: WsConn<Event>) { conn.close() }\n",
        expect![[r#"
            type Event { text: Str, room: Str = "lobby" }

            @ws("/a")
            async fn a(conn: WsConn<Event>) { conn.close() }
        "#]],
    );
    check_not_offered(title, "type $0Event { text: Str }\n");
    check_not_offered(title, "type $0Event { room: Str }\n@ws(\"/a\")\nasync fn a(conn: WsConn<Event>) {}\n");
}

#[test]
fn types_of_messages() {
    check(
        "Declare a type `Event` for this message",
        r#"type Size { width: Int }

// Tells it.
fn tell(text: Str, size: Size?) {
    ws_broadcast("/news", { "$0kind": "new", "text": text, "at": 7, "size": size })
}
"#,
        expect![[r#"
            type Size { width: Int }

            type Event {
                kind: Str
                text: Str
                at: Int
                size: Size?
            }

            // Tells it.
            fn tell(text: Str, size: Size?) {
                ws_broadcast("/news", Event { kind: "new", text: text, at: 7, size: size })
            }
        "#]],
    );
    check_not_offered("Declare a type", "fn f() { ws_broadcast(\"/a\", { \"$0type\": 1 }) }\n");
    check_not_offered("Declare a type", "fn f() { ws_broadcast(\"/a\", { \"$0a b\": 1 }) }\n");
    check_not_offered("Declare a type", "fn f() { print({ \"$0a\": 1 }) }\n");
    check_not_offered("Declare a type", "fn f() { ws_broadcast(\"/a\", {$0}) }\n");
}

#[test]
fn types_of_values() {
    check_all(
        "Declare a type `Limits` for this value",
        &[
            (
                "let LIMITS = { \"$0low\": 1, \"name\": \"a\" }\nfn f() -> Int => LIMITS[\"low\"]\n",
                "type Limits {\n    low: Int\n    name: Str\n}\n\nlet LIMITS = Limits { low: 1, name: \"a\" }\nfn f() -> Int => LIMITS.low\n",
            ),
            (
                "fn f() {\n    let limits = { \"lo$0w\": 1 }\n    print(limits[\"low\"] + 1)\n    ws_broadcast(\"/a\", limits)\n}\n",
                "type Limits {\n    low: Int\n}\n\nfn f() {\n    let limits = Limits { low: 1 }\n    print(limits.low + 1)\n    ws_broadcast(\"/a\", limits)\n}\n",
            ),
        ],
    );
    check_all(
        "Declare a type `Reply` for this answer",
        &[(
            "@server(80)\nfn main() => 0\n@get(\"/a/{n}\")\nfn a(n: Int) => { \"$0n\": n }\n",
            "@server(80)\nfn main() => 0\ntype Reply {\n    n: Int\n}\n\n@get(\"/a/{n}\")\nfn a(n: Int) => Reply { n: n }\n",
        )],
    );
    check_none(
        "Declare a type",
        &[
            "let a = { \"$0b\": 1 }\nprint(a)\n",
            "let a = { \"$0b\": 1 }\nprint(a[\"c\"])\n",
            "let a: Map<Str, Int> = { \"$0b\": 1 }\nprint(a[\"b\"])\n",
            "fn a() -> Map<Str, Int> => { \"$0b\": 1 }\n",
            "let a = { \"$0b\": 1 }\nfor (key, value) in a { print(a[\"b\"], key, value) }\n",
        ],
    );
}

#[test]
fn connections_are_split() {
    let program = |connection: &str, told: &str, second: &str| {
        format!(
            "@server(80)\nfn main() => 0\n\ntype Chat {{\n    kind: Str\n    text: Str = \"\"\n}}{second}\n\n@ws(\"/a\")\nasync fn a(conn: {connection}) -> Null {{\n    loop {{\n        match conn.recv() {{\n            Ok(chat) => {{\n                if chat.kind == \"say\" {{ let _ = conn.broadcast({told} {{ kind: \"said\", text: chat.text }}) }}\n            }}\n            Err(_) => {{ break }}\n        }}\n    }}\n    return null\n}}\n"
        )
    };
    check_all(
        "Send a type of its own, `ChatEvent`",
        &[(
            &program("WsConn<C$0hat>", "Chat", ""),
            &program(
                "WsConn<Chat, ChatEvent>",
                "ChatEvent",
                "\n\ntype ChatEvent {\n    kind: Str\n    text: Str = \"\"\n}",
            ),
        )],
    );
    // It may be either of the two where it is made elsewhere, and here the two are different already.
    let elsewhere = format!("{}\nprint(Chat {{ kind: \"a\" }})\n", program("WsConn<C$0hat>", "Chat", ""));
    let two = program("WsConn<C$0hat, Other>", "Other", "\n\ntype Other {\n    kind: Str\n    text: Str\n}");
    check_none("Send a type", &[&elsewhere, &two]);
}

const CONNECTED: &str = "Note who is connected, and take it back";

#[test]
fn connected_users() {
    let handler = |parameters: &str| {
        format!(
            "// The chat.\n@header(name=\"X-Name\")\n@ws(\"/a\")\nasync fn $0a(conn: WsConn<Str>{parameters}) {{\n    conn.send(\"hi\")\n    loop {{\n        match conn.recv() {{\n            Ok(text) => {{ conn.broadcast(text) }}\n            Err(_) => {{ break }}\n        }}\n    }}\n}}\n"
        )
    };
    check(
        CONNECTED,
        &handler(", x_name: Str"),
        expect![[r#"
        let CONNECTED: Map<Str, Int> = {}

        fn connections_of(key: Str) -> Int => match CONNECTED.get(key) {
            Ok(count) => count
            Err(_) => 0
        }

        // The chat.
        @header(name="X-Name")
        @ws("/a")
        async fn a(conn: WsConn<Str>, x_name: Str) {
            conn.send("hi")
            CONNECTED[x_name] = connections_of(x_name) + 1
            loop {
                match conn.recv() {
                    Ok(text) => { conn.broadcast(text) }
                    Err(_) => { break }
                }
            }
            if connections_of(x_name) > 1 {
                CONNECTED[x_name] = connections_of(x_name) - 1
            } else {
                let _ = CONNECTED.remove(x_name)
            }
        }
    "#]],
    );
    check(
        CONNECTED,
        &format!(
            "type User {{ id: Int }}\n\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<User> => Err(\"no\")\n\n@authenticated\n{}",
            handler(", user: User").replace("// The chat.\n@header(name=\"X-Name\")\n", "")
        ),
        expect![[r#"
            type User { id: Int }

            @auth_provider
            fn who(headers: Map<Str, Str>) -> Result<User> => Err("no")

            let CONNECTED: Map<Int, Int> = {}

            fn connections_of(key: Int) -> Int => match CONNECTED.get(key) {
                Ok(count) => count
                Err(_) => 0
            }

            @authenticated
            @ws("/a")
            async fn a(conn: WsConn<Str>, user: User) {
                conn.send("hi")
                CONNECTED[user.id] = connections_of(user.id) + 1
                loop {
                    match conn.recv() {
                        Ok(text) => { conn.broadcast(text) }
                        Err(_) => { break }
                    }
                }
                if connections_of(user.id) > 1 {
                    CONNECTED[user.id] = connections_of(user.id) - 1
                } else {
                    let _ = CONNECTED.remove(user.id)
                }
            }
        "#]],
    );
    check_not_offered(CONNECTED, &handler("").replace("@header(name=\"X-Name\")\n", ""));
    check_not_offered(CONNECTED, &format!("let CONNECTED = 1\n{}", handler(", x_name: Str")));
    check_not_offered(CONNECTED, &handler(", x_name: Str").replace("{ break }", "{ return null }"));
}

#[test]
fn messages_in_functions_of_their_own() {
    check(
        "Make this message in a function `joined_room_event`, with a test",
        r#"type User { id: Int, name: Str }
type RoomEvent { kind: Str, by: User, text: Str, size: Int = 0 }

@ws("/a")
async fn a(conn: WsConn<Str, RoomEvent>) {
    let user = User { id: 1, name: "Ada" }
    let text = conn.recv()?
    conn.broadcast($0RoomEvent { kind: "joined", by: user, text: text, size: text.len() + user.id })
}
"#,
        expect![[r#"
            type User { id: Int, name: Str }
            type RoomEvent { kind: Str, by: User, text: Str, size: Int = 0 }

            @ws("/a")
            async fn a(conn: WsConn<Str, RoomEvent>) {
                let user = User { id: 1, name: "Ada" }
                let text = conn.recv()?
                conn.broadcast(joined_room_event(user, text))
            }

            fn joined_room_event(user: User, text: Str) -> RoomEvent => RoomEvent { kind: "joined", by: user, text: text, size: text.len() + user.id }

            @test
            fn joined_room_event_is_complete() {
                let made = joined_room_event(User { id: 1, name: "example" }, "example")
                assert_eq(made.kind, "joined")
                assert_eq(made.text, "example")
            }
        "#]],
    );
    let with = |message: &str| {
        format!(
            "type E {{ kind: Str, n: Int }}\nfn f(c: WsConn<E>, n: Result<Int>) -> Result<Null> {{\n    c.send({message})\n    return Ok(null)\n}}\n"
        )
    };
    let title = "Make this message in a function";
    check_not_offered(title, &with("$0E { kind: \"a\", n: n? }"));
    check_not_offered(title, "type E { n: Int }\nfn f(n: Int) => $0E { n: n }\n");
}
