//! The quick fixes of the rules about connections: what the text is after them, and which endpoints a push reaches.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

use fitz_analysis::fixture::Fixture;
use fitz_analysis::hir::Expr;
use fitz_analysis::{Diagnostic, diagnostics, items, lowered, targets_of_push};

/// The program after the fix of the first finding of that code.
fn fixed(program: &str, code: &str) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let text = fixture.file.content(db).text.to_string();
    let found = diagnostics(db, fixture.file);
    let finding = found.iter().find(|it| it.code == code).unwrap_or_else(|| panic!("no {code}: {found:#?}"));
    applied(&text, finding)
}

/// The text after the fix of a finding.
fn applied(text: &str, finding: &Diagnostic) -> String {
    let mut text = text.to_owned();
    let mut edits = finding.fixes.first().cloned().unwrap_or_else(|| panic!("no fix: {finding:#?}")).edits;
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start()));
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    text
}

/// Checks that a fix turns one piece of the program into another, and that its finding is gone then.
fn check_fix(code: &str, program: &str, from: &str, to: &str) {
    assert_eq!(program.matches(from).count(), 1, "the piece is not unique: {from}");
    let expected = program.replacen(from, to, 1);
    assert_eq!(fixed(program, code), expected, "{code}");
    let fixture = Fixture::new(&expected);
    let found = diagnostics(fixture.host.db(), fixture.file);
    assert!(!found.iter().any(|it| it.code == code || it.code.starts_with("syntax/")), "{code}: {found:#?}");
}

/// A handler with these statements before, in and after its loop.
fn handler(before: &str, rounds: &str, after: &str) -> String {
    format!(
        "let TABLE: Map<Str, Int> = {{}}\n\n@header(name=\"X-Name\")\n@ws(\"/chat\")\n\
         async fn chat(conn: WsConn<Str>, x_name: Str) {{\n{before}    loop {{\n{rounds}    }}\n{after}}}\n"
    )
}

/// The rounds of a loop that ends when its client has gone.
const LEAVES: &str = "        match conn.recv() {\n            Ok(text) => { conn.broadcast(text) }\n            Err(_) => { break }\n        }\n";

#[test]
fn forms_that_both_take() {
    for (code, program, from, to) in [
        ("compat/ws-broadcast", "fn f() { ws.broadcast(\"/x\", 1) }\n", "ws.broadcast", "ws_broadcast"),
        ("compat/vec", "fn f(xs: Vec<Int>) => xs.len()\n", "Vec<", "List<"),
        ("compat/http-response", "fn f(x: HttpResponse?) => x\n", "HttpResponse", "Response"),
        ("compat/await-ws", "async fn f(c: WsConn<Int>) { c.send(1).await }\n", ".await", ""),
        ("compat/break-comma", "fn f(n: Int) { match n { 1 => return, _ => {} } }\n", "=> return,", "=> { return },"),
        ("compat/bare-key", "fn f(n: Int) { log.info(\"x\", { n: n, m: 1, }) }\n", "{ n: n, m: 1, }", "n: n, m: 1"),
        ("compat/bare-key", "fn f(n: Int) => print({ key: n, \"b\": n })\n", "{ key: n", "{ \"key\": n"),
        (
            "compat/ws-path-param",
            "@ws(\"/users/{email}/feed\")\nasync fn f(c: WsConn<Str>, email: Str) { c.send(email) }\n",
            "@ws(\"/users/{email}/feed\")",
            "@header(name=\"X-Email\", into=\"email\")\n@ws(\"/users/feed\")",
        ),
        (
            "compat/db-injection",
            "let STORE = db.connect(\"\").await\n\n@get(\"/a\")\nasync fn f(id: Int, pool: DbConn) {\n    print(id)\n}\n",
            ", pool: DbConn) {\n",
            ") {\n    let pool: DbConn = STORE?\n",
        ),
        (
            "compat/db-injection",
            "@get(\"/a\")\nasync fn f(pool: DbConn, id: Int) {\n    print(id)\n}\n",
            "@get(\"/a\")\nasync fn f(pool: DbConn, id: Int) {\n",
            "let POOL = db.connect(env_or(\"DATABASE_URL\", \"\")).await\n\n@get(\"/a\")\nasync fn f(id: Int) {\n    \
             let pool: DbConn = POOL?\n",
        ),
    ] {
        check_fix(code, program, from, to);
    }
}

#[test]
fn declarations() {
    check_fix("ws/path-query", "@ws(\"/a?b=1\")\nasync fn a(c: WsConn<Int>) { c.send(1) }\n", "\"/a?b=1\"", "\"/a\"");
    check_fix(
        "ws/path-parameter",
        "@ws(\"/a/{rom}\")\nasync fn a(c: WsConn<Int>, room: Str) { c.send(1) }\n",
        "{rom}",
        "{room}",
    );
    check_fix("ws/path-slash", "@ws(\"a\")\nasync fn a(c: WsConn<Int>) { c.send(1) }\n", "\"a\"", "\"/a\"");
    check_fix(
        "ws/mixed-binary",
        "@ws(\"/a\")\nasync fn a(c: WsConn<Bytes, Str>) { c.close() }\n",
        "WsConn<Bytes, Str>",
        "WsConn<Bytes>",
    );
    check_fix("ws/return-type", "@ws(\"/a\")\nasync fn a(c: WsConn<Int>) -> Int? { c.close() }\n", "Int? {", "Null {");
    check_fix(
        "ws/heartbeat",
        "@server(3000, ws_heartbeat_secs=60)\nfn main() => 0\n\n@ws(\"/a\")\nasync fn a(c: WsConn<Int>) { c.close() }\n",
        "=60",
        "=30",
    );
    check_fix(
        "ws/open-endpoint",
        "type User { name: Str }\n\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<User> => Err(\"no\")\n\n\
         @ws(\"/a\")\nasync fn a(c: WsConn<Int>) { c.close() }\n",
        "@ws(\"/a\")\nasync fn a(c: WsConn<Int>)",
        "@authenticated\n@ws(\"/a\")\nasync fn a(c: WsConn<Int>, user: User)",
    );
}

#[test]
fn middleware_that_does_not_run_is_removed() {
    let manifest = "//- /fitz.toml\n[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2026\"\n[lint]\n\
                    \"ws/middleware-ignored\" = \"info\"\n";
    let functions = "fn f(request: Request) {}\nfn g(request: Request) {}\n";
    let handler = "@ws(\"/a\")\nasync fn a(c: WsConn<Int>) { c.close() }\n";
    for (before, after) in [
        ("@middleware(f)\n", ""),
        ("@middleware(f, cors())\n", "@middleware(cors())\n"),
        ("@middleware(cors(), g)\n", "@middleware(cors())\n"),
    ] {
        let program = |decorator| format!("{functions}\n{decorator}{handler}");
        let given = format!("//- /src/main.fitz\n{}{manifest}", program(before));
        assert_eq!(fixed(&given, "ws/middleware-ignored"), program(after));
    }
}

#[test]
fn fields_that_tell_messages_apart() {
    check_fix("syntax/reserved-word", "type Event { type: Str, text: Str }\n", "{ type:", "{ kind:");
    check_fix("syntax/reserved-word", "fn f(xs: List<Str>) => xs.type\n", ".type", ".kind");
    check_fix("syntax/reserved-word", "type Event { from: Str }\n", "{ from:", "{ from_:");
}

#[test]
fn parameters_that_nothing_fills() {
    check_fix(
        "ws/param-count",
        "@ws(\"/a\")\nasync fn a(c: WsConn<Str>, room_name: Str?) { c.close() }\n",
        "@ws",
        "@header(name=\"X-Room-Name\", into=\"room_name\")\n@ws",
    );
}

#[test]
fn broadcasts() {
    let program = |call: &str| {
        format!(
            "@server(3000)\nfn main() => 0\n\ntype Event {{ text: Str }}\n\n\
             @ws(\"/news\")\nasync fn news(c: WsConn<Event>) {{ c.close() }}\n\nfn tell(text: Str) {{\n    {call}\n}}\n"
        )
    };
    check_fix("ws/broadcast-unknown-path", &program("ws_broadcast(\"/nwes\", Event { text: text })"), "/nwes", "/news");
    check_fix(
        "ws/broadcast-type",
        &program("ws_broadcast(\"/news\", { \"text\": text })"),
        "{ \"text\": text }",
        "Event { text: text }",
    );
}

#[test]
fn loops() {
    let round = |arm: &str| {
        format!(
            "        match conn.recv() {{\n            Ok(text) => {{ conn.broadcast(text) }}\n            {arm}\n        }}\n"
        )
    };
    for (arm, mended) in [
        ("Err(_) => {}", "Err(_) => { break }"),
        ("Err(_) => continue", "Err(_) => { break }"),
        ("Err(_) => { log.info(\"x\") }", "Err(_) => { log.info(\"x\"); break }"),
        ("Err(_) => log.info(\"x\")", "Err(_) => { log.info(\"x\"); break }"),
        (
            "Err(_) => {\n                log.info(\"x\")\n            }",
            "Err(_) => {\n                log.info(\"x\")\n                break\n            }",
        ),
    ] {
        check_fix("ws/spin", &handler("", &round(arm), ""), arm, mended);
    }
}

#[test]
fn what_is_left_behind() {
    let noted = "    TABLE[x_name] = 1\n";
    check_fix(
        "ws/no-cleanup",
        &handler(noted, LEAVES, "    print(x_name)\n"),
        "    }\n    print(x_name)",
        "    }\n    let _ = TABLE.remove(x_name)\n    print(x_name)",
    );
    let returns = LEAVES.replace("break", "return null");
    check_fix("ws/no-cleanup", &handler(noted, &returns, "    let _ = TABLE.remove(x_name)\n"), "return null", "break");
    let early = "    if x_name == \"\" {\n        return null\n    }\n";
    check_fix(
        "ws/no-close",
        &handler(early, LEAVES, ""),
        "        return null",
        "        conn.close()\n        return null",
    );
    let in_line = "    if x_name == \"\" { return null }\n";
    check_fix("ws/no-close", &handler(in_line, LEAVES, ""), "{ return null }", "{ conn.close(); return null }");
}

#[test]
fn who_speaks() {
    check_fix(
        "ws/client-identity",
        "type User { id: Int, name: Str }\ntype Line { author: Str, text: Str }\n\n@auth_provider\n\
         fn who(headers: Map<Str, Str>) -> Result<User> => Err(\"no\")\n\n@authenticated\n@ws(\"/a\")\n\
         async fn a(conn: WsConn<Line>, user: User) {\n    let line = conn.recv()?\n    conn.broadcast(line)\n    \
         print(user.name)\n}\n",
        "conn.broadcast(line)",
        "conn.broadcast(Line { author: user.name, text: line.text })",
    );
}

/// A program with a provider of users, and with these items.
fn with_user(items: &str) -> String {
    format!(
        "type User {{ id: Int, name: Str }}\n\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<User> => \
         Err(\"no\")\n\n{items}"
    )
}

#[test]
fn handlers_that_end_at_once() {
    let rounds = "    loop {\n        match conn.recv() {\n            Ok(_) => {}\n            Err(_) => { break }\n        \
                  }\n    }\n";
    let program = |body: &str| format!("@ws(\"/news\")\nasync fn news(conn: WsConn<Str>) {body}\n");
    check_fix(
        "ws/no-recv",
        &program("{\n    conn.broadcast(\"new\")\n}"),
        "(\"new\")\n",
        &format!("(\"new\")\n{rounds}"),
    );
    check_fix(
        "ws/no-recv",
        &program("{ conn.broadcast(\"new\") }"),
        "{ conn.broadcast(\"new\") }",
        &format!("{{\n    conn.broadcast(\"new\")\n{rounds}}}"),
    );
    check_fix(
        "ws/no-recv",
        &program("-> Null {\n    conn.broadcast(\"new\") // to all\n    return null\n}"),
        "    return null",
        &format!("{rounds}    return null"),
    );
    check_fix(
        "ws/no-recv",
        &program("{\n    conn.broadcast(\"new\")\n    // That is all.\n}"),
        "all.\n",
        &format!("all.\n{rounds}"),
    );
}

#[test]
fn answers_after_the_handshake() {
    let program = |types: &str, frame: &str, body: &str| {
        format!(
            "{types}@header(name=\"X-Name\")\n@ws(\"/a\")\nasync fn a(conn: WsConn<{frame}>, x_name: Str?) {{\n{body}    \
             conn.close()\n}}\n"
        )
    };
    for (types, frame, from, to) in [
        (
            "",
            "Str",
            "        return 401 {\"error\": \"who are you?\"}\n",
            "        let _ = conn.send(\"who are you?\")\n        conn.close()\n        return null\n",
        ),
        (
            "type Out { kind: Str, text: Str = \"\", note: Str?, size: Int = 0 }\n\n",
            "Str, Out",
            "        return 403 {\"code\": 7}\n",
            "        let _ = conn.send(Out { kind: \"error\", text: \"not allowed\", note: null })\n        conn.close()\n        \
             return null\n",
        ),
        (
            "type Point { x: Int, y: Int }\n\n",
            "Point",
            "        return 400 {\"error\": \"no\"}\n",
            "        conn.close()\n        return null\n",
        ),
        (
            "type Out {\n    kind: Str // \"hello\" | \"bye\"\n    text: Str = \"\"\n}\n\n",
            "Str, Out",
            "        return 400 {\"error\": \"no\"}\n",
            "        conn.close()\n        return null\n",
        ),
    ] {
        let body = format!("    if x_name == null {{\n{from}    }}\n");
        check_fix("ws/return-status", &program(types, frame, &body), from, to);
    }
    let arms =
        "    let name = match x_name { null => return 401 {\"error\": \"no\"}, name => name }\n    conn.send(name)\n";
    check_fix(
        "ws/return-status",
        &program("", "Str", arms),
        "return 401 {\"error\": \"no\"}",
        "{ let _ = conn.send(\"no\"); conn.close(); return null }",
    );
}

#[test]
fn histories() {
    let program = "let LINES: List<Str> = []\n\n@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) {\n    loop {\n        match \
                   conn.recv() {\n            Ok(text) => {\n                LINES.push(text)\n            }\n            \
                   Err(_) => { break }\n        }\n    }\n}\n";
    check_fix(
        "ws/unbounded-history",
        program,
        "                LINES.push(text)\n",
        "                if LINES.len() >= 100 {\n                    LINES.reverse()\n                    let _ = \
         LINES.pop()\n                    LINES.reverse()\n                }\n                LINES.push(text)\n",
    );
}

#[test]
fn two_types_for_two_directions() {
    let program = "type ChatMsg {\n    kind: Str\n    text: Str = \"\"\n    limit: Int = 10\n    @hidden note: Str = \"\"\n\
                   }\n\n@ws(\"/a\")\nasync fn a(conn: WsConn<ChatMsg>) {\n    loop {\n        match conn.recv() {\n            \
                   Ok(m) => {\n                if m.kind == \"say\" and m.limit > 0 {\n                    \
                   conn.broadcast(ChatMsg { kind: \"said\", text: m.text })\n                }\n            }\n            \
                   Err(_) => { break }\n        }\n    }\n}\n\nfn tell() {\n    ws_broadcast(\"/a\", ChatMsg { kind: \
                   \"told\" })\n}\n";
    let expected = program
        .replace("WsConn<ChatMsg>", "WsConn<ChatMsg, ChatEvent>")
        .replace("ChatMsg {", "ChatEvent {")
        .replacen("type ChatEvent {", "type ChatMsg {", 1)
        .replacen("\n}\n", "\n}\n\ntype ChatEvent {\n    kind: Str\n    text: Str = \"\"\n}\n", 1);
    assert_eq!(fixed(program, "ws/wide-type"), expected);
    let fixture = Fixture::new(&expected);
    assert_eq!(diagnostics(fixture.host.db(), fixture.file), []);

    // What is passed on travels in both directions, by the path of the endpoint too.
    for pass in ["conn.broadcast(received)", "ws_broadcast(\"/a\", received)"] {
        let passing = format!(
            "type Tick {{ kind: Str }}\n@ws(\"/a\")\nasync fn a(conn: WsConn<Tick>) {{\n    let _ = conn.send(Tick {{ kind: \"hi\" }})\n    loop {{\n        match conn.recv() {{\n            Ok(received) => {{ if received.kind == \"on\" {{ let _ = {pass} }} }}\n            Err(_) => {{ break }}\n        }}\n    }}\n}}\n"
        );
        let fixture = Fixture::new(&passing);
        let found = diagnostics(fixture.host.db(), fixture.file);
        assert!(!found.iter().any(|it| it.code == "ws/wide-type"), "{found:#?}");
    }

    // A message that is made elsewhere could be either of the two.
    let elsewhere =
        program.replace("ws_broadcast(\"/a\", ChatMsg { kind: \"told\" })", "print(ChatMsg { kind: \"told\" })");
    let fixture = Fixture::new(&elsewhere);
    let found = diagnostics(fixture.host.db(), fixture.file);
    assert!(found.iter().any(|it| it.code == "ws/wide-type" && it.fixes.is_empty()), "{found:#?}");
}

#[test]
fn pages_of_other_sites() {
    let check = |name: &str| {
        format!(
            "    match {name}.get(\"origin\") {{\n        Ok(origin) => {{\n            if origin != env_or(\"WEB_ORIGIN\", \
             \"http://localhost:8080\") {{ return Err(\"pages of other sites may not ask\") }}\n        }}\n        Err(_) \
             => {{}}\n    }}\n"
        )
    };
    let server = "@server(8080)\nfn main() => 0\n\n";
    check_fix(
        "ws/origin",
        &format!(
            "{server}type User {{ name: Str }}\n\n@auth_provider\nfn who(hs: Map<Str, Str>) -> Result<User> {{\n    \
             return Ok(User {{ name: hs.get(\"cookie\")? }})\n}}\n\n@authenticated\n@ws(\"/a\")\nasync fn a(conn: \
             WsConn<Str>, user: User) {{ conn.send(user.name) }}\n"
        ),
        "Result<User> {\n",
        &format!("Result<User> {{\n{}", check("hs")),
    );
    let refusal = "    if origin != null and origin != env_or(\"WEB_ORIGIN\", \"http://localhost:8080\") {\n        \
                   conn.close()\n        return null\n    }\n";
    check_fix(
        "ws/origin",
        &format!(
            "{server}@cookie(name=\"session\")\n@ws(\"/a\")\nasync fn a(conn: WsConn<Str>, session: Str) {{ conn.send(session) }}\n"
        ),
        "@cookie(name=\"session\")\n@ws(\"/a\")\nasync fn a(conn: WsConn<Str>, session: Str) { conn.send(session) }",
        &format!(
            "@header(name=\"Origin\")\n@cookie(name=\"session\")\n@ws(\"/a\")\nasync fn a(conn: WsConn<Str>, session: Str, \
             origin: Str?) {{\n{refusal}    conn.send(session) }}"
        ),
    );
}

#[test]
fn endpoints_that_are_in_the_way() {
    check_fix(
        "ws/duplicate-path",
        "@ws(\"/a\")\nasync fn a(c: WsConn<Int>) { c.close() }\n\n@ws(\"/a\")\nasync fn b(c: WsConn<Int>) { c.close() }\n",
        "@ws(\"/a\")\nasync fn b(",
        "@ws(\"/a/b\")\nasync fn b(",
    );
    let program = "@get(\"/a\")\nfn page() -> Str => \"a\"\n\n@ws(\"/a\")\nasync fn a(c: WsConn<Int>) { c.close() }\n\nfn \
                   tell() { ws_broadcast(\"/a\", 1) }\n";
    let expected = program.replace("ws(\"/a\"", "ws(\"/ws/a\"").replace("cast(\"/a\"", "cast(\"/ws/a\"");
    assert_eq!(fixed(program, "ws/path-taken"), expected);
    check_fix(
        "ws/broadcast-unknown-path",
        "type Event { text: Str }\n\n@server(8080)\nfn main() => 0\n\nfn tell() {\n    ws_broadcast(\"/live/big-news\", Event \
         { text: \"x\" })\n}\n",
        "\"x\" })\n}\n",
        "\"x\" })\n}\n\n@ws(\"/live/big-news\")\nasync fn big_news(conn: WsConn<Event>) {\n    loop {\n        match conn.recv() \
         {\n            Ok(_) => {}\n            Err(_) => { break }\n        }\n    }\n}\n",
    );
}

#[test]
fn counts_and_names() {
    check_fix(
        "ws/no-cleanup",
        &handler("    TABLE[x_name] = count(x_name) + 1\n", LEAVES, "    print(x_name)\n").replacen(
            "{}\n",
            "{}\n\nfn count(name: Str) -> Int => match TABLE.get(name) { Ok(n) => n, Err(_) => 0 }\n",
            1,
        ),
        "    }\n    print(x_name)",
        "    }\n    TABLE[x_name] = count(x_name) - 1\n    print(x_name)",
    );
    check_fix(
        "ws/client-identity",
        &with_user(
            "type Line { author: Str, text: Str }\n\n@authenticated\n@ws(\"/a\")\nasync fn a(conn: WsConn<Line>, user: User) \
             {\n    let line = conn.recv()?\n    conn.broadcast(Line { author: line.author, text: line.text })\n}\n",
        ),
        "line.author",
        "user.name",
    );
    let kinds = "type In { kind: Str }\ntype Out { kind: Str, text: Str = \"\" }\n\n@ws(\"/a\")\nasync fn a(conn: WsConn<In, \
                 Out>) {\n    let m = conn.recv()?\n    match m.kind {\n        \"a\" => {}\n    }\n}\n";
    check_fix(
        "ws/kind-default",
        kinds,
        "\"a\" => {}\n",
        "\"a\" => {}\n        _ => { let _ = conn.send(Out { kind: \"error\", text: \"unknown kind of message\" }) }\n",
    );
}

#[test]
fn clients_in_a_hurry() {
    let program = "//- /fitz.toml\n[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2026\"\n\n[[bin]]\nname = \
                   \"a\"\nmain = \"src/main.fitz\"\n\n[lint]\n\"ws/rate\" = \"info\"\n//- /src/main.fitz\n";
    let handler = "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) {\n    loop {\n        match conn.recv() {\n            Ok(text) \
                   => { conn.broadcast(text) }\n            Err(_) => { break }\n        }\n    }\n}\n";
    let fixture = Fixture::new(&format!("{program}{handler}"));
    let file = fixture.file_at("/src/main.fitz");
    let found = diagnostics(fixture.host.db(), file);
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    let expected = handler
        .replace(
            "    loop {\n",
            "    let window = DateTime.now().timestamp()\n    let frames = 0\n    loop {\n        let now = \
             DateTime.now().timestamp()\n        if now - window >= 10 {\n            window = now\n            frames = 0\n        \
             }\n        frames = frames + 1\n        if frames > 20 { break }\n",
        );
    assert_eq!(applied(handler, finding), expected);
    let fixture = Fixture::new(&format!("{program}{expected}"));
    assert_eq!(diagnostics(fixture.host.db(), fixture.file_at("/src/main.fitz")), []);
}

#[test]
fn a_push_reaches_the_endpoints_whose_connection_it_has() {
    let fixture = Fixture::new(
        r#"
//- /main.fitz
from helpers import greet

@ws("/a")
async fn a(conn: WsConn<Str>) { greet(conn) }

@ws("/b")
async fn b(conn: WsConn<Str>) { greet(conn) }

@ws("/c")
async fn c(conn: WsConn<Str>) { conn.send("c") }
//- /helpers.fitz
fn greet(conn: WsConn<Str>) { tell(conn, "hello") }

fn tell(conn: WsConn<Str>, text: Str) {
    conn.broadcast(text)
    ws_broadcast("/c", text)
    ws_broadcast("/{text}", text)
}

fn nobody(conn: WsConn<Str>) { conn.send("x") }
"#
        .trim_start(),
    );
    let db = fixture.host.db();
    let mut reached: Vec<(String, Vec<&str>)> = Vec::new();
    for path in ["/main.fitz", "/helpers.fitz"] {
        for item in items(db, fixture.file_at(path)) {
            let calls = lowered(db, *item).body.exprs.iter().filter(|(_, expr)| matches!(expr, Expr::Call { .. }));
            for (call, _) in calls {
                if let Some(targets) = targets_of_push(db, *item, call) {
                    let paths = targets.iter().map(|socket| socket.path.as_ref().unwrap().text.as_str()).collect();
                    reached.push((item.id(db).name.to_string(), paths));
                }
            }
        }
    }
    let expected = [
        ("c".to_owned(), vec!["/c"]),
        ("tell".to_owned(), vec!["/a", "/b"]),
        ("tell".to_owned(), vec!["/c"]),
        ("nobody".to_owned(), vec![]),
    ];
    assert_eq!(reached, expected);
}
