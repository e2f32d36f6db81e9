//! References, highlights and renames: path strings across files, and names.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::{Reference, document_highlights, prepare_rename, references, rename};

/// Two modules and an entry; the marks `$0` are put in by each test.
const PROGRAM: &str = r#"//- /main.fitz
from realtime import Event
import jobs

@server(8080)
fn main() => 0

@get("/links/{code}")
async fn follow(code: Str) -> Str {
    ws_broadcast("/feed", Event { code: code })
    return code
}

@delete("/links/{code}")
async fn forget(code: Str) -> Str => code

@get("/feeds")
fn feeds() -> Str => "/feed"
//- /realtime.fitz
type Event { code: Str, clicks: Int = 0 }

@ws("/feed")
async fn feed(conn: WsConn<Event>) -> Null {
    loop {
        match conn.recv() {
            Ok(event) => { let _ = conn.broadcast(event) }
            Err(_) => { break }
        }
    }
    return null
}
//- /jobs.fitz
from realtime import Event as Click

@every(5)
fn tick() {
    let path = "/feed"
    ws.broadcast("/feed", Click { code: "tick" })
    ws.broadcast("/fee", Click { code: "tick" })
}
"#;

fn show(fixture: &Fixture, found: Option<Vec<Reference>>) -> String {
    let Some(found) = found else { return "nothing".to_owned() };
    let db = fixture.host.db();
    let line = |it: &Reference| {
        let text = &it.file.content(db).text;
        let line = text.line_of(it.range.start());
        let source = text.slice(text.line_range(line)).trim().to_owned();
        format!("{}:{} {:?} {:?} in {source}\n", it.file.path(db), line + 1, it.kind, text.slice(it.range))
    };
    found.iter().map(line).collect()
}

fn found(program: &str) -> String {
    let fixture = Fixture::new(program);
    let found = references(fixture.host.db(), fixture.file, fixture.offset, true);
    show(&fixture, found)
}

fn check_references(program: &str, expected: Expect) {
    expected.assert_eq(&found(program));
}

/// The changed lines, or why there are none.
fn renamed(program: &str, new: &str) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let edits = match rename(db, fixture.file, fixture.offset, new) {
        Ok(renaming) => renaming.edits,
        Err(refused) => return refused.0,
    };
    let mut shown = String::new();
    for (file, edits) in edits {
        let before = file.content(db).text.to_string();
        let mut after = before.clone();
        for (range, text) in edits.iter().rev() {
            after.replace_range(std::ops::Range::<usize>::from(*range), text);
        }
        for (old, new) in before.lines().zip(after.lines()).filter(|(old, new)| old != new) {
            shown.push_str(&format!("{} {} => {}\n", file.path(db), old.trim(), new.trim()));
        }
    }
    shown
}

fn check_rename(program: &str, new: &str, expected: Expect) {
    expected.assert_eq(&renamed(program, new));
}

#[test]
fn a_path_is_found_wherever_it_is_declared_or_broadcast_to() {
    let from_the_decorator = found(&PROGRAM.replace("@ws(\"/feed\")", "@ws(\"/fe$0ed\")"));
    expect![[r#"
        /jobs.fitz:6 Read "/feed" in ws.broadcast("/feed", Click { code: "tick" })
        /main.fitz:9 Read "/feed" in ws_broadcast("/feed", Event { code: code })
        /realtime.fitz:3 Declaration "/feed" in @ws("/feed")
    "#]]
    .assert_eq(&from_the_decorator);
    // From any of its places, the quotes included, the answer is the same.
    for (place, marked) in [
        ("ws.broadcast(\"/feed\"", "ws.broadcast(\"$0/feed\""),
        ("ws.broadcast(\"/feed\"", "ws.broadcast($0\"/feed\""),
        ("ws_broadcast(\"/feed\"", "ws_broadcast(\"/feed$0\""),
        ("ws_broadcast(\"/feed\"", "ws_broadcast(\"/feed\"$0"),
    ] {
        assert_eq!(found(&PROGRAM.replace(place, marked)), from_the_decorator, "{marked}");
    }
}

#[test]
fn a_path_of_routes_is_one_for_all_methods() {
    check_references(
        &PROGRAM.replace("@delete(\"/links", "@delete(\"/li$0nks"),
        expect![[r#"
        /main.fitz:7 Declaration "/links/{code}" in @get("/links/{code}")
        /main.fitz:13 Declaration "/links/{code}" in @delete("/links/{code}")
    "#]],
    );
    // A name in it is the parameter.
    check_references(
        &PROGRAM.replace("@delete(\"/links/{code", "@delete(\"/links/{co$0de"),
        expect![[r#"
            /main.fitz:13 Read "code" in @delete("/links/{code}")
            /main.fitz:14 Declaration "code" in async fn forget(code: Str) -> Str => code
            /main.fitz:14 Read "code" in async fn forget(code: Str) -> Str => code
        "#]],
    );
}

#[test]
fn a_string_that_is_no_path_has_no_references() {
    check_references(&PROGRAM.replace("let path = \"/feed\"", "let path = \"/fe$0ed\""), expect!["nothing"]);
    check_references(&PROGRAM.replace("=> \"/feed\"", "=> \"/fe$0ed\""), expect!["nothing"]);
    // A path without an endpoint is still the same path elsewhere.
    check_references(
        &PROGRAM.replace("\"/fee\"", "\"/f$0ee\""),
        expect![[r#"
        /jobs.fitz:7 Read "/fee" in ws.broadcast("/fee", Click { code: "tick" })
    "#]],
    );
}

#[test]
fn declarations_can_be_left_out_and_highlights_stay_in_their_file() {
    let fixture = Fixture::new(&PROGRAM.replace("@ws(\"/feed\")", "@ws(\"/fe$0ed\")"));
    let db = fixture.host.db();
    let found = references(db, fixture.file, fixture.offset, false);
    expect![[r#"
        /jobs.fitz:6 Read "/feed" in ws.broadcast("/feed", Click { code: "tick" })
        /main.fitz:9 Read "/feed" in ws_broadcast("/feed", Event { code: code })
    "#]]
    .assert_eq(&show(&fixture, found));
    let found = document_highlights(db, fixture.file, fixture.offset);
    expect![[r#"
        /realtime.fitz:3 Declaration "/feed" in @ws("/feed")
    "#]]
    .assert_eq(&show(&fixture, found));
}

#[test]
fn programs_that_share_a_module_share_its_paths() {
    const SHARED: &str = r#"//- /fitz.toml
[package]
name = "depot"
version = "1.0.0"

[[bin]]
name = "a"
main = "a.fitz"

[[bin]]
name = "b"
main = "b.fitz"
//- /a.fitz
import shared
@ws("/live")
async fn live(conn: WsConn<Int>) {}
//- /b.fitz
import shared
@ws("/live")
async fn live(conn: WsConn<Int>) {}
fn own() { ws_broadcast("/live", 1) }
//- /shared.fitz
fn push() { ws_broadcast("/live", 2) }
"#;
    check_references(
        &SHARED.replacen("@ws(\"/live\")", "@ws(\"/l$0ive\")", 1),
        expect![[r#"
            /a.fitz:2 Declaration "/live" in @ws("/live")
            /b.fitz:2 Declaration "/live" in @ws("/live")
            /b.fitz:4 Read "/live" in fn own() { ws_broadcast("/live", 1) }
            /shared.fitz:1 Read "/live" in fn push() { ws_broadcast("/live", 2) }
        "#]],
    );
}

#[test]
fn a_path_is_renamed_in_all_files() {
    let program = PROGRAM.replace("ws.broadcast(\"/feed\"", "ws.broadcast(\"/fe$0ed\"");
    check_rename(
        &program,
        "/live/clicks",
        expect![[r#"
        /jobs.fitz ws.broadcast("/feed", Click { code: "tick" }) => ws.broadcast("/live/clicks", Click { code: "tick" })
        /main.fitz ws_broadcast("/feed", Event { code: code }) => ws_broadcast("/live/clicks", Event { code: code })
        /realtime.fitz @ws("/feed") => @ws("/live/clicks")
    "#]],
    );
    check_rename(&program, "/feed", expect![""]);
    // A broadcast that reaches nobody may get the path of an endpoint.
    check_rename(
        &PROGRAM.replace("\"/fee\"", "\"/fe$0e\""),
        "/feed",
        expect![[r#"
        /jobs.fitz ws.broadcast("/fee", Click { code: "tick" }) => ws.broadcast("/feed", Click { code: "tick" })
    "#]],
    );
    let route = PROGRAM.replace("@get(\"/links", "@get(\"/li$0nks");
    check_rename(
        &route,
        "/short/{code}",
        expect![[r#"
        /main.fitz @get("/links/{code}") => @get("/short/{code}")
        /main.fitz @delete("/links/{code}") => @delete("/short/{code}")
    "#]],
    );
}

#[test]
fn a_path_that_would_not_work_is_refused() {
    let program = PROGRAM.replace("@ws(\"/feed\")", "@ws(\"/fe$0ed\")");
    check_rename(&program, "live", expect!["A path begins with `/`: try `/live`."]);
    check_rename(&program, "", expect!["A path begins with `/`: try `/`."]);
    check_rename(&program, "/li ve", expect!["A path cannot contain spaces."]);
    check_rename(&program, "/li\"ve", expect![[r#"A path cannot contain `"`."#]]);
    check_rename(&program, "/feeds", expect!["Another endpoint of this program has the path `/feeds` already."]);
    check_rename(
        &program,
        "/live/{id}",
        expect!["A part in braces is a parameter of the handler: the new path has none."],
    );
    check_rename(
        &program,
        "/live/{id",
        expect!["A part in braces is a parameter of the handler: the new path has none."],
    );
    let route = PROGRAM.replace("@get(\"/links", "@get(\"/li$0nks");
    check_rename(
        &route,
        "/links",
        expect!["A part in braces is a parameter of the handler: the new path keeps `{code}`."],
    );
    check_rename(
        &route,
        "/links/{key}",
        expect!["A part in braces is a parameter of the handler: the new path keeps `{code}`."],
    );
}

#[test]
fn what_is_renamed_is_between_the_quotes() {
    let prepared = |program: &str| {
        let fixture = Fixture::new(program);
        match prepare_rename(fixture.host.db(), fixture.file, fixture.offset) {
            Ok(found) => {
                let text = fixture.file.content(fixture.host.db()).text.slice(found.range).into_owned();
                assert_eq!(text, found.name);
                text
            }
            Err(refused) => refused.0,
        }
    };
    assert_eq!(prepared("@ws(\"$0/feed\")\nasync fn feed(conn: WsConn<Int>) {}\n"), "/feed");
    assert_eq!(prepared("fn f() { ws_broadcast(\"\"\"/fe$0ed\"\"\", 1) }\n"), "/feed");
    // While it is being typed.
    assert_eq!(prepared("@ws(\"/fe$0ed\nasync fn feed(conn: WsConn<Int>) {}\n"), "/feed");
    assert_eq!(prepared("@ws(\"/fe$0ed\"\nasync fn feed(\n"), "/feed");
    assert_eq!(prepared("fn f() { print(\"/fe$0ed\") }\n"), "There is no name here that can be changed.");
    assert_eq!(prepared("fn f() { pri$0nt(1) }\n"), "`print` belongs to Fitz itself and keeps its name.");
    assert_eq!(prepared("@w$0s(\"/a\")\nasync fn f() {}\n"), "`ws` belongs to Fitz itself and keeps its name.");
}

#[test]
fn a_broken_file_keeps_its_paths() {
    check_references(
        "@ws(\"/a\")\nasync fn a(conn: WsConn<Int>) {\n    conn.\n\nfn f() { ws_broadcast(\"/$0a\", \n}\nfn g( { ws_broadcast(\"/a\") }\n",
        expect![[r#"
            /main.fitz:1 Declaration "/a" in @ws("/a")
            /main.fitz:5 Read "/a" in fn f() { ws_broadcast("/a",
            /main.fitz:7 Read "/a" in fn g( { ws_broadcast("/a") }
        "#]],
    );
}

#[test]
fn names_are_found_with_their_meaning() {
    // A type, under its own name and an alias.
    check_references(
        &PROGRAM.replace("type Event", "type Ev$0ent"),
        expect![[r#"
            /jobs.fitz:1 Read "Event" in from realtime import Event as Click
            /jobs.fitz:1 Read "Click" in from realtime import Event as Click
            /jobs.fitz:6 Read "Click" in ws.broadcast("/feed", Click { code: "tick" })
            /jobs.fitz:7 Read "Click" in ws.broadcast("/fee", Click { code: "tick" })
            /main.fitz:1 Read "Event" in from realtime import Event
            /main.fitz:9 Read "Event" in ws_broadcast("/feed", Event { code: code })
            /realtime.fitz:1 Declaration "Event" in type Event { code: Str, clicks: Int = 0 }
            /realtime.fitz:4 Read "Event" in async fn feed(conn: WsConn<Event>) -> Null {
        "#]],
    );
    // A field, in literals and after dots.
    check_references(
        "type T { a$0: Int }\ntype U { a: Int }\nfn f(t: T, u: U) -> Int {\n    let n = T { a: 1 }\n    t.a = 2\n    return n.a + u.a\n}\n",
        expect![[r#"
            /main.fitz:1 Declaration "a" in type T { a: Int }
            /main.fitz:4 Read "a" in let n = T { a: 1 }
            /main.fitz:5 Write "a" in t.a = 2
            /main.fitz:6 Read "a" in return n.a + u.a
        "#]],
    );
    // A local, not its namesake in another function; written and read.
    check_references(
        "fn f() {\n    let total$0 = 1\n    total = total + 1\n    print(\"{total}\")\n}\nfn g() { let total = 2 }\n",
        expect![[r#"
            /main.fitz:2 Declaration "total" in let total = 1
            /main.fitz:3 Write "total" in total = total + 1
            /main.fitz:3 Read "total" in total = total + 1
            /main.fitz:4 Read "total" in print("{total}")
        "#]],
    );
    // A parameter, and the arguments that name it.
    check_references(
        "//- /a.fitz\nfn half(n$0: Int) -> Float => n / 2\n//- /b.fitz\nfrom a import half\nfn f() { half(n: 4) }\n",
        expect![[r#"
            /a.fitz:1 Declaration "n" in fn half(n: Int) -> Float => n / 2
            /a.fitz:1 Read "n" in fn half(n: Int) -> Float => n / 2
            /b.fitz:2 Read "n" in fn f() { half(n: 4) }
        "#]],
    );
    // A method, and a module.
    check_references(
        "type T {\n    a: Int\n    fn twice() -> Int => a * 2\n}\nfn f(t: T) { t.tw$0ice() }\n",
        expect![[r#"
            /main.fitz:3 Declaration "twice" in fn twice() -> Int => a * 2
            /main.fitz:5 Read "twice" in fn f(t: T) { t.twice() }
        "#]],
    );
    check_references(
        &PROGRAM.replace("from realtime import Event\n", "from real$0time import Event\n"),
        expect![[r#"
        /jobs.fitz:1 Read "realtime" in from realtime import Event as Click
        /main.fitz:1 Read "realtime" in from realtime import Event
    "#]],
    );
}

#[test]
fn names_are_renamed_with_their_meaning() {
    check_rename(
        &PROGRAM.replace("type Event", "type Ev$0ent"),
        "Click",
        expect!["`Click` is a name of `jobs.fitz` already."],
    );
    check_rename(
        &PROGRAM.replace("type Event", "type Ev$0ent"),
        "Hit",
        expect![[r#"
            /jobs.fitz from realtime import Event as Click => from realtime import Hit as Click
            /main.fitz from realtime import Event => from realtime import Hit
            /main.fitz ws_broadcast("/feed", Event { code: code }) => ws_broadcast("/feed", Hit { code: code })
            /realtime.fitz type Event { code: Str, clicks: Int = 0 } => type Hit { code: Str, clicks: Int = 0 }
            /realtime.fitz async fn feed(conn: WsConn<Event>) -> Null { => async fn feed(conn: WsConn<Hit>) -> Null {
        "#]],
    );
    check_rename(
        &PROGRAM.replace("@delete(\"/links/{code", "@delete(\"/links/{co$0de"),
        "key",
        expect![[r#"
            /main.fitz @get("/links/{code}") => @get("/links/{key}")
            /main.fitz async fn follow(code: Str) -> Str { => async fn follow(key: Str) -> Str {
            /main.fitz ws_broadcast("/feed", Event { code: code }) => ws_broadcast("/feed", Event { code: key })
            /main.fitz return code => return key
            /main.fitz @delete("/links/{code}") => @delete("/links/{key}")
            /main.fitz async fn forget(code: Str) -> Str => code => async fn forget(key: Str) -> Str => key
        "#]],
    );
    check_rename(
        "fn f(a$0: Int) { print(a) }\nfn g() { f(a: 1) }\n",
        "count",
        expect![[r#"
        /main.fitz fn f(a: Int) { print(a) } => fn f(count: Int) { print(count) }
        /main.fitz fn g() { f(a: 1) } => fn g() { f(count: 1) }
    "#]],
    );
    // The name that an import gives is that file's own.
    check_rename(
        &PROGRAM.replace("as Click", "as Cli$0ck"),
        "Hit",
        expect![[r#"
        /jobs.fitz from realtime import Event as Click => from realtime import Event as Hit
        /jobs.fitz ws.broadcast("/feed", Click { code: "tick" }) => ws.broadcast("/feed", Hit { code: "tick" })
        /jobs.fitz ws.broadcast("/fee", Click { code: "tick" }) => ws.broadcast("/fee", Hit { code: "tick" })
    "#]],
    );
    check_rename(
        "//- /main.fitz\nimport util as u$0\nfn f() { u.a() }\n//- /util.fitz\nfn a() {}\n",
        "tools",
        expect![[r#"
            /main.fitz import util as u => import util as tools
            /main.fitz fn f() { u.a() } => fn f() { tools.a() }
        "#]],
    );
    for (program, new) in [
        ("fn f(a$0: Int) { let b = a }\n", "b"),
        ("fn f(a$0: Int) { let b = a }\n", "fn"),
        ("fn f(a$0: Int) { let b = a }\n", "two words"),
        ("fn f(a$0: Int) { let b = a }\n", "print"),
        ("type T { a$0: Int, b: Int }\n", "b"),
        ("type T {\n    a$0: Int\n    fn f(b: Int) -> Int => a + b\n}\n", "b"),
        ("fn f$0() {}\nfn g() {}\n", "g"),
        ("@get(\"/a/{id}\")\nfn a(id$0: Str, key: Str) -> Str => id\n", "key"),
    ] {
        let said = renamed(program, new);
        assert!(!said.contains("=>") && !said.is_empty(), "{program} was renamed: {said}");
    }
}
