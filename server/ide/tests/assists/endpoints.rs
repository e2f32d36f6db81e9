//! Changes of endpoints and of what they send.

use expect_test::expect;

use crate::{check, check_all, check_none};

#[test]
fn life_of_a_connection() {
    let title = "Write what happens when a client comes and goes";
    check(
        title,
        "@ws(\"/a\")\nasync fn ch$0at(conn: WsConn<Str>) {\n}\n",
        expect![[r#"
            @ws("/a")
            async fn chat(conn: WsConn<Str>) {
                log.info("chat.joined")
                loop {
                    match conn.recv() {
                        Ok(message) => { log.info("chat.message", message: message) }
                        Err(_) => { break }
                    }
                }
                log.info("chat.left")
            }
        "#]],
    );
    let handler = |loops: &str| {
        format!("@ws(\"/a\")\nasync fn ch$0at(conn: WsConn<Str>) {{\n    conn.send(\"hi\")\n    {loops}\n}}\n")
    };
    let around = "loop {\n        match conn.recv() {\n            Ok(text) => { conn.broadcast(text) }\n            Err(_) => { break }\n        }\n    }";
    let after = handler(&format!("log.info(\"chat.joined\")\n    {around}\n    log.info(\"chat.left\")"));
    check_all(title, &[(&handler(around), &after.replace("$0", ""))]);
    check_none(
        title,
        &[
            &handler(&around.replace("{ break }", "{ return null }")),
            &handler(&around.replace("{ break }", "{ log.info(\"gone\"); break }")),
            "@ws(\"/a\")\nasync fn ch$0at(conn: WsConn<Str>) {\n    // Later.\n}\n",
            "fn chat$0() {}\n",
        ],
    );
}

#[test]
fn forms_of_broadcasts() {
    let program = |call: &str| {
        format!(
            "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) {{\n    loop {{\n        match conn.recv() {{\n            Ok(text) => {{ {call} }}\n            Err(_) => {{ break }}\n        }}\n    }}\n}}\n"
        )
    };
    let all = |title: &str, before: &str, after: &str| check_all(title, &[(&program(before), &program(after))]);
    all("Broadcast by the path of the endpoint", "conn.$0broadcast(text)", "ws_broadcast(\"/a\", text)");
    all("Broadcast over the connection", "ws_$0broadcast(\"/a\", text)", "let _ = conn.broadcast(text)");
    all("Broadcast over the connection", "ws.$0broadcast(\"/a\", text)", "let _ = conn.broadcast(text)");
    all("Write `ws.broadcast`", "ws_$0broadcast(\"/a\", text)", "ws.broadcast(\"/a\", text)");
    all("Write `ws_broadcast`", "ws.$0broadcast(\"/a\", text)", "ws_broadcast(\"/a\", text)");
    check_none(
        "Broadcast",
        &[
            &program("let done = conn.$0broadcast(text); print(done)"),
            &program("conn.$0send(text)"),
            &program("conn.broadcast($0text)").replace("WsConn<Str>", "WsConn<Bytes>"),
            &program("ws_$0broadcast(\"/b\", text)"),
            "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) { conn.close() }\nfn f() { ws_$0broadcast(\"/a\", \"x\") }\n",
        ],
    );
    check_none("Write `ws", &["fn f(ws: Map<Str, Str>) {\n    print(ws)\n    ws_$0broadcast(\"/a\", \"x\")\n}\n"]);
}

#[test]
fn users_are_asked_for() {
    let title = "Ask for a user";
    let provider = "type User { id: Int }\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<User> => Err(\"no {headers.len()}\")\n";
    let program = |handler: &str| format!("{provider}{handler}");
    check_all(
        title,
        &[
            (
                &program("@get(\"/a\")\nfn a$0() => 1\n"),
                &program("@authenticated\n@get(\"/a\")\nfn a(user: User) => 1\n"),
            ),
            (
                &program("@ws$0(\"/a\")\nasync fn a(conn: WsConn<Str>) { conn.close() }\n"),
                &program("@authenticated\n@ws(\"/a\")\nasync fn a(conn: WsConn<Str>, user: User) { conn.close() }\n"),
            ),
        ],
    );
    check_none(
        title,
        &[
            "@get(\"/a\")\nfn a$0() => 1\n",
            &program("fn a$0() => 1\n"),
            &program("@authenticated\n@get(\"/a\")\nfn a$0(user: User) => user.id\n"),
            &program("@get(\"/a/{user}\")\nfn a$0(user: Int) => user\n"),
            &format!("@get(\"/a\")\nfn a$0() => 1\n{provider}"),
        ],
    );
}

#[test]
fn heartbeats() {
    let program = |server: &str| format!("{server}\nfn main() => 0\n@get(\"/\")\nfn index() => 0\n");
    for (before, after) in
        [("@ser$0ver(8080)", "@server(8080, ws_heartbeat_secs=30)"), ("@ser$0ver", "@server(ws_heartbeat_secs=30)")]
    {
        check_all("Write the heartbeat down", &[(&program(before), &program(after))]);
    }
    check_none(
        "Write the heartbeat",
        &["@ser$0ver(ws_heartbeat_secs=0)\nfn main() => 0\n", "@server\nfn ma$0in() => 0\n"],
    );
}
