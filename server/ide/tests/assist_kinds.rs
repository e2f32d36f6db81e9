//! Each kind of change that is announced is offered somewhere.

#![allow(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fitz_analysis::fixture::{Fixture, files_below};
use fitz_analysis::parse;
use fitz_ide::{assist_kinds, assists};
use fitz_syntax::{SyntaxNode, TextRange};

#[test]
fn each_kind_is_offered_somewhere() {
    let mut offered: BTreeSet<&'static str> = BTreeSet::new();
    let mut programs = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples"));
    programs.extend(texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/apps")));
    programs.extend(PROGRAMS.map(str::to_owned));
    for program in programs {
        offered.extend(kinds_in(&program));
    }
    let announced: BTreeSet<&'static str> = assist_kinds().collect();
    let missing: Vec<_> = announced.difference(&offered).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let unknown: Vec<_> = offered.difference(&announced).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn each_kind_is_one_of_the_protocol_and_has_one_change() {
    let kinds: Vec<&str> = assist_kinds().collect();
    let roots = ["refactor.extract.", "refactor.inline.", "refactor.move.", "refactor.rewrite."];
    for root in roots {
        assert!(kinds.iter().any(|kind| kind.starts_with(root)), "{root}");
    }
    let strange: Vec<_> = kinds.iter().filter(|kind| !roots.iter().any(|root| kind.starts_with(root))).collect();
    assert!(strange.is_empty(), "{strange:#?}");
    assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), kinds.len(), "two changes have one kind");
}

/// For the kinds that no application has a place for.
const PROGRAMS: [&str; 15] = [
    "type P { x: Int, name: Str }\nfn f(name: Str) -> P => P { x: 1 }\n",
    "async fn load() -> Result<Int> => Ok(1)\nasync fn f() -> Result<Int> {\n    let a = load().await\n    return Ok(a)\n}\n",
    "fn f(a: Bool, b: Bool) {\n    if a {\n        if b { print(1) }\n    }\n}\n",
    "fn f(a: Bool) -> Int {\n    if a {\n        return 1\n    } else {\n        return 2\n    }\n}\n",
    "//- /main.fitz\nfrom a import b\nprint(b())\n//- /a.fitz\nfn b() -> Int => 1\n",
    "fn f(a: Int) -> Str {\n    print(a)\n    return \"hi \" + \"there\" + \"{a}\"\n}\nfn g(a: Str) => \"hi \" + a + \"!\"\n",
    "{\"a\": 1}\n",
    "let limits = { \"low\": 1 }\nfn f() -> Int => limits[\"low\"]\n",
    "//- /main.fitz\nfrom a import b\nfn c() -> Int => b()\nprint(c())\n//- /a.fitz\nfn b() -> Int => 1\n",
    "type Chat { kind: Str }\n@ws(\"/a\")\nasync fn a(conn: WsConn<Chat>) { let _ = conn.send(Chat { kind: \"hi\" }) }\n",
    "type P { x: Int }\nfn f(p: P) {\n    g(p.y)\n    p.turn(1)\n    let q: Missing = null\n}\n",
    "fn f(xs: List<Int>) -> List<Int> {\n    let found: List<Int> = []\n    for x in xs {\n        found.push(x * 2)\n    }\n    let more = [x * 2 for x in xs]\n    return found\n}\n",
    "fn twice(x: Int) -> Int => x * 2\nfn f(xs: List<Int>) -> List<Int> => xs.map(twice)\n",
    "fn tell(text: Str) {\n    ws_broadcast(\"/news\", { \"kind\": \"new\", \"text\": text })\n}\n@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) {\n    loop {\n        match conn.recv() {\n            Ok(text) => { conn.broadcast(text) }\n            Err(_) => { break }\n        }\n    }\n}\n",
    "fn f() -> Int {\n    let pair = (1, 2)\n    return pair.0 + pair.1\n}\nfn load() -> Result<Int> => Ok(1)\nfn g() -> Result<Int> {\n    let n = match load() {\n        Ok(it) => it\n        Err(e) => { return Err(e) }\n    }\n    return Ok(n)\n}\n",
];

/// What can be done at every token, and with every expression and statement.
fn kinds_in(program: &str) -> BTreeSet<&'static str> {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let tree = parse(db, fixture.file);
    let place = |node: SyntaxNode<'_>| match node.is_token() {
        true => TextRange::empty(node.range().start()),
        false => node.range(),
    };
    let places: BTreeSet<_> = tree
        .root()
        .descendants()
        .map(|node| {
            let range = place(node);
            (range.start(), range.end())
        })
        .collect();
    let found = places.into_iter().flat_map(|(start, end)| assists(db, fixture.file, TextRange::new(start, end)));
    found.filter(|assist| assist.disabled.is_none()).map(|assist| assist.kind).collect()
}

/// The programs below a folder.
fn texts(folder: &Path) -> Vec<String> {
    let programs = files_below(folder).into_iter().filter(|path| path.extension().is_some_and(|it| it == "fitz"));
    programs.map(|path| fs::read_to_string(path).unwrap()).collect()
}
