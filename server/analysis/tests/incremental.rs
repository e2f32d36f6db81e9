//! The incremental promise, counted in executed queries.

use fitz_analysis::fixture::Fixture;
use fitz_analysis::{FilePath, PathKind, SourceFile, diagnostics, infer, items, program, programs};
use fitz_syntax::{SourceText, SyntaxTree};

const PROGRAM: &str = r#"
type Event { kind: Str, n: Int = 0 }

let LIMIT = 10

fn helper(n: Int) -> Int {
    let doubled = n * 2
    return doubled
}

@ws("/feed")
async fn feed(conn: WsConn<Event>) -> Null {
    loop {
        match conn.recv() {
            Ok(event) => { let _ = conn.send(event) }
            Err(_) => { break }
        }
    }
    return null
}

fn last() -> Int {
    return helper(LIMIT)
}
"#;

/// Everything that an editor asks for after an edit.
fn ask(fixture: &Fixture, file: SourceFile) {
    let db = fixture.host.db();
    for item in items(db, file) {
        infer(db, *item);
    }
    diagnostics(db, file);
    for entry in programs(db, file) {
        program(db, *entry);
    }
}

/// The queries over items that run when `from` becomes `to`, sorted, each once.
fn executed_after(fixture: &mut Fixture, from: &str, to: &str) -> Vec<String> {
    let before = fixture.file.content(fixture.host.db()).text.to_string();
    let path = fixture.file.path(fixture.host.db()).clone();
    fixture.host.set_open(&path, SyntaxTree::parse(&SourceText::new(&before)));
    ask(fixture, fixture.file);
    assert_eq!(before.matches(from).count(), 1, "the edit is not unique: {from}");
    let after = before.replacen(from, to, 1);
    fixture.host.record_queries();
    fixture.host.set_open(&path, SyntaxTree::parse(&SourceText::new(&after)));
    ask(fixture, fixture.file);
    let mut executed = fixture.host.take_recorded_queries();
    executed.sort();
    executed.dedup();
    executed
}

/// The items that the queries name.
fn items_in(executed: &[String]) -> Vec<&str> {
    let mut names: Vec<&str> = executed
        .iter()
        .filter_map(|query| query.split_once('('))
        .map(|(_, argument)| argument.trim_end_matches(')'))
        .filter(|name| ["helper", "feed", "last", "Event", "LIMIT", "added"].contains(name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn typing_in_a_body_runs_the_queries_of_that_body_only() {
    let mut fixture = Fixture::new(PROGRAM);
    let executed = executed_after(&mut fixture, "n * 2", "n * 2 + 1");
    assert_eq!(items_in(&executed), ["helper"], "{executed:#?}");
    assert!(executed.contains(&"infer(helper)".to_owned()), "{executed:#?}");
}

#[test]
fn an_edit_above_a_function_does_not_infer_it_again() {
    let mut fixture = Fixture::new(PROGRAM);
    let executed = executed_after(&mut fixture, "let LIMIT = 10\n", "let LIMIT = 10\n\nfn added() => 1\n\n\n");
    assert_eq!(items_in(&executed), ["added"], "{executed:#?}");
}

#[test]
fn a_changed_signature_reaches_those_who_call_it() {
    let mut fixture = Fixture::new(PROGRAM);
    let executed = executed_after(&mut fixture, "fn helper(n: Int) -> Int", "fn helper(n: Int) -> Float");
    assert!(executed.contains(&"infer(last)".to_owned()), "{executed:#?}");
    assert!(!executed.contains(&"infer(feed)".to_owned()), "{executed:#?}");
}

#[test]
fn a_comment_runs_no_inference() {
    let mut fixture = Fixture::new(PROGRAM);
    let executed = executed_after(&mut fixture, "fn last()", "// The last one.\nfn last()");
    assert!(!executed.iter().any(|query| query.starts_with("infer(")), "{executed:#?}");
}

/// Who sends to the clients of an endpoint is a matter of all bodies; of them only the one that has changed is read again.
#[test]
fn an_edit_in_a_helper_that_sends_leaves_the_bodies_of_others_alone() {
    let mut fixture = Fixture::new(
        r#"
//- /main.fitz
from util import greet

@ws("/a")
async fn serve(conn: WsConn<Str>) {
    greet(conn)
    conn.close()
}
//- /util.fitz
fn greet(conn: WsConn<Str>) {
    let _ = conn.send("hello")
}
"#,
    );
    let main = fixture.file;
    let pushes = |fixture: &Fixture| {
        let [socket] = fitz_analysis::program(fixture.host.db(), main).sockets.as_slice() else {
            panic!("one endpoint")
        };
        socket.pushes.len()
    };
    let util = fixture.file_at("/util.fitz").content(fixture.host.db()).text.clone();
    fixture.host.set_open(&FilePath::new("/util.fitz"), SyntaxTree::parse(&util));
    assert_eq!(pushes(&fixture), 1);
    fixture.host.record_queries();
    let text = "fn greet(conn: WsConn<Str>) {\n    let _ = conn.send(\"hello\")\n    let _ = conn.send(\"you\")\n}\n";
    fixture.host.set_open(&FilePath::new("/util.fitz"), SyntaxTree::parse(&SourceText::new(text)));
    assert_eq!(pushes(&fixture), 2);
    let executed = fixture.host.take_recorded_queries();
    assert!(executed.contains(&"infer(greet)".to_owned()), "{executed:#?}");
    assert!(!executed.iter().any(|query| query.ends_with("(serve)")), "{executed:#?}");
}

#[test]
fn an_edit_in_one_file_leaves_the_bodies_of_others_alone() {
    let mut fixture = Fixture::new(
        r#"
//- /main.fitz
from util import half

fn whole() -> Int {
    return half(4)
}
//- /util.fitz
fn half(n: Int) -> Int {
    return n / 2
}
"#,
    );
    let main = fixture.file;
    let util = fixture.file_at("/util.fitz").content(fixture.host.db()).text.clone();
    fixture.host.set_open(&FilePath::new("/util.fitz"), SyntaxTree::parse(&util));
    ask(&fixture, main);
    fixture.host.record_queries();
    let text = "fn half(n: Int) -> Int {\n    let m = n\n    return m / 2\n}\n";
    fixture.host.set_open(&FilePath::new("/util.fitz"), SyntaxTree::parse(&SourceText::new(text)));
    ask(&fixture, main);
    let executed = fixture.host.take_recorded_queries();
    assert!(!executed.iter().any(|query| query.ends_with("(whole)")), "{executed:#?}");
}

#[test]
fn a_keystroke_executes_as_many_queries_beside_many_files_as_beside_few() {
    let executed_beside = |files: usize| {
        let mut project = String::from(
            "//- /main.fitz\nfrom module_0 import half_0\n\nfn whole() -> Int {\n    return half_0(4)\n}\n",
        );
        for number in 0..files {
            let next = if number + 1 < files { format!("import module_{}\n", number + 1) } else { String::new() };
            project.push_str(&format!(
                "//- /module_{number}.fitz\n{next}\n@get(\"/{number}\")\nfn half_{number}(n: Int) -> Int {{\n    return n / 2\n}}\n"
            ));
        }
        executed_after(&mut Fixture::new(&project), "return half_0(4)", "return half_0(40)")
    };
    let few = executed_beside(3);
    assert!(few.iter().any(|query| query == "infer(whole)"), "{few:#?}");
    assert_eq!(few, executed_beside(100));
}

const SERVER: &str = r#"//- /shop/fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"

//- /shop/main.fitz
import other

@server(80, static_dir="public")
fn main() => 0

fn helper(n: Int) -> Int {
    return n * 2
}

//- /shop/other.fitz
@get("/")
fn index() -> Str => "hello"
"#;

/// A directory that comes is news for the rule over the disk, and for nobody else.
#[test]
fn what_comes_on_the_disk_runs_the_rule_that_asks_for_it() {
    let mut fixture = Fixture::new(SERVER);
    let (main, other) = (fixture.file_at("/shop/main.fitz"), fixture.file_at("/shop/other.fitz"));
    for file in [main, other] {
        ask(&fixture, file);
    }
    let codes = |fixture: &Fixture| -> Vec<&str> {
        diagnostics(fixture.host.db(), main).into_iter().map(|it| it.code).collect()
    };
    assert_eq!(codes(&fixture), ["server-static-dir-missing"]);
    let kinds = fixture.host.asked_paths().into_iter().map(|path| {
        let kind = if path.as_str() == "/shop/public" { PathKind::Directory } else { PathKind::Nothing };
        (path, kind)
    });
    let kinds: Vec<_> = kinds.collect();
    fixture.host.record_queries();
    fixture.host.set_path_kinds(kinds);
    for file in [main, other] {
        ask(&fixture, file);
    }
    let mut executed = fixture.host.take_recorded_queries();
    executed.retain(|query| !query.starts_with("told_path_kind("));
    executed.sort();
    assert_eq!(executed, ["diagnostics(main.fitz)", "findings(main.fitz)"]);
    assert_eq!(codes(&fixture), Vec::<&str>::new());
}

/// What is at a path is looked up, and what is asked for is not read anew.
#[test]
fn typing_in_a_body_asks_for_no_path() {
    let mut fixture = Fixture::new(SERVER);
    fixture.file = fixture.file_at("/shop/main.fitz");
    let executed = executed_after(&mut fixture, "n * 2", "n * 3");
    let of_paths = ["server_needs(", "findings(main", "told_path_kind(", "references("];
    let asked: Vec<&String> = executed.iter().filter(|query| of_paths.iter().any(|it| query.starts_with(it))).collect();
    assert_eq!(asked, Vec::<&String>::new(), "{executed:#?}");
    assert!(fixture.host.wanted().paths.is_empty());
}
