//! Completion: the program marks the cursor with `$0`.

#![allow(clippy::panic, reason = "a test that panics fails, as it should")]

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::{CompletionItem, CompletionKind, completions};

fn complete(program: &str) -> Vec<CompletionItem> {
    let fixture = Fixture::new(program);
    let mut items = completions(fixture.host.db(), fixture.file, fixture.offset);
    items.sort_by(|a, b| a.sort.cmp(&b.sort));
    items
}

/// All items but pieces of programs, as `label  detail`.
fn check(program: &str, expected: Expect) {
    let lines: Vec<String> = complete(program)
        .iter()
        .filter(|item| item.kind != CompletionKind::Snippet)
        .map(|item| match &item.detail {
            Some(detail) => format!("{}  {detail}\n", item.label),
            None => format!("{}\n", item.label),
        })
        .collect();
    expected.assert_eq(&lines.concat());
}

/// Whether a label is offered.
fn offers(program: &str, label: &str) -> bool {
    complete(program).iter().any(|item| item.label == label)
}

const TYPES: &str = "type In { kind: Str }\ntype Out { kind: Str, text: Str = \"\" }\n";

#[test]
fn a_connection_offers_its_four_methods() {
    let expected = [
        "recv  fn recv() -> Result<In>",
        "send  fn send(msg: Out) -> Result<Null>",
        "broadcast  fn broadcast(msg: Out) -> Result<Null>",
        "close  fn close() -> Null",
    ];
    let handler = |body: &str| format!("{TYPES}@ws(\"/x\")\nasync fn x(conn: WsConn<In, Out>) {{\n{body}");
    for body in [
        "    conn.$0\n}\n",
        "    conn.$0\n    let y = 1\n}\n",
        "    conn.re$0\n}\n",
        "    let m = conn.$0\n}\n",
        "    match conn.$0 {\n        Ok(m) => {}\n    }\n}\n",
        "    loop {\n        match conn.recv() {\n            Ok(m) => { conn.$0 }\n            Err(_) => break,\n        }\n    }\n}\n",
        "    if true { conn.$0",
        "    conn.$0",
        "    let s = \"{conn.$0}\"\n}\n",
        "    conn\n        .$0\n}\n",
        "    let x = 1\n    conn.$0\n}\n\nfn broken( {\n\ntype T {\n",
        "    let s = \"unclosed\n    conn.$0\n}\n",
    ] {
        let mut items = complete(&handler(body));
        // Where a statement starts, the loop is offered too.
        items.retain(|item| item.kind != CompletionKind::Snippet);
        let found: Vec<String> =
            items.iter().map(|it| format!("{}  {}", it.label, it.detail.as_deref().unwrap_or_default())).collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn members_of_values() {
    check(
        &format!("{TYPES}fn f(out: Out) {{ out.$0 }}"),
        expect![[r#"
        kind  Str
        text  Str
    "#]],
    );
    check(
        "fn f(pair: (Int, Str)) { pair.$0 }",
        expect![[r#"
        0  Int
        1  Str
    "#]],
    );
    assert!(offers("fn f() { \"text\".$0 }", "trim"));
    assert!(offers("fn f(xs: List<Int>) { xs.filter(fn(x) => x > 1).$0 }", "map"));
    assert!(offers("fn f() { log.$0 }", "info"));
    assert!(offers("fn f() { ws.$0 }", "broadcast"));
    assert!(offers("fn f() { sleep(1).$0 }", "await"));
    assert!(offers("@table(\"t\") type T { id: Int }\nfn f() { T.$0 }", "where"));
    assert!(offers("type P { x: Int\n static fn zero() -> P => P { x: 0 } }\nfn f() { P.$0 }", "zero"));
}

#[test]
fn nothing_in_comments_and_text() {
    assert!(complete("// conn.$0\n").is_empty());
    assert!(complete("let s = \"conn.$0\"\n").is_empty());
    assert!(complete("let n = 12$0\n").is_empty());
}

#[test]
fn decorators_fit_their_target() {
    assert!(offers("@$0\nasync fn x(conn: WsConn<Int>) {}\n", "ws"));
    assert!(!offers("@$0\nasync fn x(conn: WsConn<Int>) {}\n", "primary"));
    assert!(offers("type T {\n    @$0\n    id: Int\n}\n", "hidden"));
    assert!(offers("@$0", "ws"));
    assert!(offers("@server(3000, $0)\nfn main() => 0\n", "ws_heartbeat_secs"));
    assert!(!offers("@server(3000, docs=true, $0)\nfn main() => 0\n", "docs"));
}

#[test]
fn texts_of_decorators_are_offered() {
    let relation = "@table type T { @primary id: Int = 0, @belongs_to(\"T\", on_delete=\"$0\") t_id: Int }\n";
    assert!(offers(relation, "cascade"));
    assert!(!offers(relation, "btree"));
    assert!(offers("@table\n@index(\"id\", using=\"b$0\")\ntype T { @primary id: Int = 0 }\n", "btree"));
    assert!(offers("@cron(\"0 3 * * *\", tz=\"Europe/$0\")\nfn f() {}\n", "Europe/Berlin"));
    assert!(complete("@cron(\"0 3 $0* * *\")\nfn f() {}\n").is_empty());
    assert!(complete("@flag(\"$0\")\nfn f() {}\n").is_empty());
}

#[test]
fn paths_offer_the_parameters_of_the_handler() {
    let handler = "fn f(id: Int, limit: Int?, tags: List<Str>) -> Int => id\n";
    let query = format!("@get(\"/a/{{id}}?$0\")\n{handler}");
    assert!(offers(&query, "limit={limit}"));
    assert!(!offers(&query, "id={id}") && !offers(&query, "tags={tags}"));
    assert!(offers(&format!("@get(\"/a/{{id}}?x={{x}}&l$0\")\n{handler}"), "limit={limit}"));
    assert!(complete(&format!("@get(\"/a/$0\")\n{handler}")).is_empty());
    let part = format!("@get(\"/a/{{i$0}}\")\n{handler}");
    assert!(offers(&part, "id") && offers(&part, "limit"));
    assert!(!offers(&part, "tags") && !offers(&part, "print"));
}

#[test]
fn names_that_are_visible() {
    let program = "let LIMIT = 1\nfn helper() {}\nfn f(first: Int) {\n    let second = 1\n    $0\n    let third = 1\n}\nfn g(other: Int) {}\n";
    for (label, expected) in [
        ("LIMIT", true),
        ("helper", true),
        ("first", true),
        ("second", true),
        ("third", false),
        ("other", false),
        ("print", true),
        ("log", true),
        ("return", true),
    ] {
        assert_eq!(offers(program, label), expected, "{label}");
    }
}

#[test]
fn types_in_annotations() {
    assert!(offers(&format!("{TYPES}fn f(x: $0) {{}}"), "Out"));
    assert!(offers(&format!("{TYPES}fn f(x: L$0) {{}}"), "List"));
    assert!(offers(&format!("{TYPES}fn f(x: List<$0>) {{}}"), "Out"));
    assert!(offers(&format!("{TYPES}fn f() -> $0 {{}}"), "Result"));
    assert!(!offers(&format!("{TYPES}fn f(x: $0) {{}}"), "print"));
}

#[test]
fn fields_imports_and_paths() {
    check(
        &format!("{TYPES}let o = Out {{ kind: \"a\", $0 }}"),
        expect![[r#"
        text  Str
    "#]],
    );
    assert!(offers("//- /main.fitz\nfrom util import $0\n//- /util.fitz\nfn half() {}\n", "half"));
    assert!(offers("@ws(\"/feed\")\nasync fn feed(conn: WsConn<Int>) {}\nfn f() { ws.broadcast(\"$0\", 1) }", "/feed"));
}

/// The item with a label.
fn item(program: &str, label: &str) -> CompletionItem {
    let found = complete(program);
    let item = found.iter().find(|item| item.label == label);
    item.unwrap_or_else(|| panic!("no {label}: {:?}", found.iter().map(|it| &it.label).collect::<Vec<_>>())).clone()
}

/// The program after an item was taken by a client without snippets.
fn taken(program: &str, label: &str) -> String {
    let item = item(program, label);
    let mut text = program.replacen("$0", "", 1);
    let insert = item.plain.or(item.insert).unwrap_or(item.label);
    text.replace_range(usize::from(item.replace.start())..usize::from(item.replace.end()), &insert);
    text
}

const FEED: &str = "type Out {\n    kind: Str // \"hello\" | \"bye\"\n    size: Int\n    note: Str = \"\"\n    by: Str?\n}\ntype In { op: Str }\n@ws(\"/feed\")\nasync fn feed(conn: WsConn<In, Out>) { conn.close() }\n";

#[test]
fn pushes_offer_a_message_of_the_endpoint() {
    for call in [
        "fn f() { ws_broadcast(\"/feed\", $0) }",
        "fn f() { ws.broadcast(\"/feed\", O$0) }",
        "fn f(c: WsConn<In, Out>) { c.send($0) }",
        "fn f(c: WsConn<In, Out>) { let _ = c.broadcast($0) }",
    ] {
        let items = complete(&format!("{FEED}{call}\n"));
        let first = items.first().unwrap_or_else(|| panic!("nothing for {call}"));
        let snippet = "Out { kind: \"${1|hello,bye|}\", size: ${2:size} }$0";
        assert_eq!((first.label.as_str(), first.insert.as_deref()), ("Out { … }", Some(snippet)), "{call}");
    }
    for call in [
        "fn f() { ws_broadcast($0) }",
        "fn f() { ws_broadcast(\"/other\", $0) }",
        "fn f() { print(\"/feed\", $0) }",
        "fn f(c: WsConn<In, Out>) { c.send([$0]) }",
        "fn f(c: List<Out>) { c.send($0) }",
    ] {
        assert!(!offers(&format!("{FEED}{call}\n"), "Out { … }"), "{call}");
    }
}

#[test]
fn kinds_of_messages_are_offered() {
    let rest = "fn g(m: In, o: Out) { if m.op == \"open\" { o.kind = \"late\" } }\n";
    for (code, expected) in [
        ("fn f() { ws_broadcast(\"/feed\", Out { kind: \"$0\", size: 1 }) }", vec!["bye", "hello", "late"]),
        ("fn f(o: Out) { if o.kind == \"$0\" {} }", vec!["bye", "hello", "late"]),
        ("fn f(m: In) { match m.op {\n    \"$0\" => {}\n    _ => {}\n} }", vec!["open"]),
        ("fn f(o: Out) { if o.note == \"$0\" {} }", vec![]),
        ("fn f() { Out { note: \"$0\" } }", vec![]),
    ] {
        let found: Vec<String> = complete(&format!("{FEED}{rest}{code}\n")).into_iter().map(|it| it.label).collect();
        assert_eq!(found, expected, "{code}");
    }
    assert_eq!(taken("type In { op: Str = \"a\" }\nlet x = In { op: \"$0\" }\n@ws(\"/x\")\nasync fn x(c: WsConn<In>) { if c.recv()?.op == \"go\" {} }\n", "go").lines().nth(1), Some("let x = In { op: \"go\" }"));
}

#[test]
fn pieces_of_programs_with_connections() {
    let handler = |body: &str| format!("@ws(\"/x\")\nasync fn x(conn: WsConn<Str>) {{\n{body}}}\n");
    for body in ["    $0\n", "    conn.$0\n"] {
        let label = if body.contains("conn") { "loop" } else { "ws loop" };
        let found = taken(&handler(body), label);
        let expected =
            "    loop {\n    match conn.recv() {\n        Ok(message) => {  }\n        Err(_) => { break }\n    }\n}\n";
        assert_eq!(found, handler(expected), "{body}");
    }
    assert!(!offers(&handler("    let m = conn.$0\n"), "loop"));
    assert!(!offers(&handler("    loop {\n        conn.$0\n        break\n    }\n"), "loop"));
    assert!(offers(&handler("    $0\n"), "ws rate limit"));
    assert!(!offers("fn f() {\n    $0\n}\n", "ws rate limit"));
    assert!(!offers(&handler("    $0\n"), "ws presence"));
    // What is inserted is a program without a mistake.
    for (program, label) in [
        ("$0", "ws endpoint"),
        ("$0", "ws presence"),
        ("@ws(\"/counts\")\nasync fn counts(c: WsConn<Map<Str, Int>>) { c.close() }\n$0", "ws aggregate"),
        (&handler("    $0\n"), "ws rate limit"),
        (
            "type User { name: Str }\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<User> => Err(\"no\")\n$0",
            "ws private items",
        ),
    ] {
        let fixture = Fixture::new(&taken(program, label));
        let found = fitz_ide::diagnostics(fixture.host.db(), fixture.file);
        let serious: Vec<_> = found.iter().filter(|it| it.severity <= fitz_rules::Severity::Warning).collect();
        assert!(serious.is_empty(), "{label}: {serious:#?}");
    }
}

#[test]
fn keys_of_maps_that_decorators_are_given() {
    let bare = || {
        expect![[r#"
            backoff  Str = "exponential"
            initial_secs  Int = 1
            max  Int = 0
            max_secs  Int = 60
        "#]]
    };
    check("@cron(\"0 3 * * *\", retry={ $0 })\nfn f() {}\n", bare());
    check("@cron(\"0 3 * * *\", retry={ ma$0 })\nfn f() {}\n", bare());
    check(
        "@cron(\"0 3 * * *\", retry={ max: 3, $0 })\nfn f() {}\n",
        expect![[r#"
        backoff  Str = "exponential"
        initial_secs  Int = 1
        max_secs  Int = 60
    "#]],
    );
    check(
        "@background(retry={ max: 3, \"backoff\": \"$0\" })\nfn f() {}\n",
        expect![[r#"
        constant
        exponential
        linear
    "#]],
    );
    let quoted = || {
        expect![[r#"
            allow_headers  List<Str>? = null
            allow_methods  List<Str>? = null
            allow_origin  List<Str>? = null
            max_age  Int? = null
        "#]]
    };
    check("@middleware(cors({ $0 }))\n@get(\"/a\")\nfn f() {}\n", quoted());
    check("@middleware(cors({ \"al$0\" }))\n@get(\"/a\")\nfn f() {}\n", quoted());
    check(
        "@middleware(cors({ \"max_age\": 3, \"$0\" }))\n@get(\"/a\")\nfn f() {}\n",
        expect![[r#"
        allow_headers  List<Str>? = null
        allow_methods  List<Str>? = null
        allow_origin  List<Str>? = null
    "#]],
    );
    // A map of the program is none of these.
    assert!(!offers("fn f() {\n    let retry = { $0 }\n}\n", "initial_secs"));
}
