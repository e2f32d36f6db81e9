//! Outline, folding, semantic tokens, definitions.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::{
    DocumentSymbol, SemanticToken, TokenKind, TokenModifiers, definition, document_symbols, folding_ranges,
    semantic_tokens,
};
use fitz_syntax::{SourceText, SyntaxTree};

const PROGRAM: &str = r#"import util

// A comment
// of two lines.
type Event {
    kind: Str
    fn shout() -> Str {
        return kind.upper()
    }
}

let LIMIT = 3

@authenticated
@ws("/feed")
async fn feed(conn: WsConn<Event>) {
    for i in 0..LIMIT {
        conn.send(Event { kind: "x" })
    }
}
"#;

#[test]
fn outline() {
    let fixture = Fixture::new(PROGRAM);
    let mut text = String::new();
    show(&document_symbols(fixture.host.db(), fixture.file), 0, &mut text);
    expect![[r#"
        Event Type 
          kind Field Str
          shout Method () -> Str
        LIMIT Variable Int
        feed Endpoint @ws /feed
    "#]]
    .assert_eq(&text);
}

fn show(symbols: &[DocumentSymbol], depth: usize, text: &mut String) {
    for symbol in symbols {
        assert!(symbol.full_range.contains_range(symbol.focus_range));
        let detail = symbol.detail.as_deref().unwrap_or_default();
        text.push_str(&format!("{}{} {:?} {detail}\n", "  ".repeat(depth), symbol.name, symbol.kind));
        show(&symbol.children, depth + 1, text);
    }
}

#[test]
fn folds() {
    let fixture = Fixture::new(PROGRAM);
    let db = fixture.host.db();
    let text = &fixture.file.content(db).text;
    let folds: Vec<String> = folding_ranges(db, fixture.file)
        .iter()
        .map(|fold| {
            format!("{}..{} {:?}\n", text.line_of(fold.range.start()), text.line_of(fold.range.end()), fold.kind)
        })
        .collect();
    expect![[r#"
        2..3 Comment
        4..9 Region
        6..8 Region
        15..19 Region
        16..18 Region
    "#]]
    .assert_eq(&folds.concat());
}

/// The tokens of one kind, or with one modifier.
fn tokens_with(program: &str, is_wanted: impl Fn(&SemanticToken) -> bool) -> Vec<String> {
    let fixture = Fixture::new(program);
    let text = &fixture.file.content(fixture.host.db()).text;
    let tokens = semantic_tokens(fixture.host.db(), fixture.file, None).into_iter();
    tokens.filter(is_wanted).map(|token| text.slice(token.range).into_owned()).collect()
}

#[test]
fn labels_and_names_that_loops_and_patterns_declare() {
    let program = "fn f(xs: List<(Int, Int)>) {
    'outer: for (a, b) in xs {
        match a { 1 => break 'outer, n => print(n + b) }
    }
    let ys = [x for x in [1, 2]]
    print(ys)
}
";
    assert_eq!(tokens_with(program, |token| token.kind == TokenKind::Label), ["'outer", "'outer"]);
    let declares = TokenModifiers::DECLARATION.bits();
    let declared = tokens_with(program, |token| token.modifiers.bits() & declares != 0);
    assert_eq!(declared, ["f", "xs", "a", "b", "n", "ys", "x"]);
}

#[test]
fn tokens() {
    let fixture = Fixture::new(PROGRAM);
    let db = fixture.host.db();
    let text = &fixture.file.content(db).text;
    let tokens = semantic_tokens(db, fixture.file, None);
    assert!(tokens.windows(2).all(|pair| pair[0].range.end() <= pair[1].range.start()));
    let shown: Vec<String> = tokens
        .iter()
        .map(|token| format!("{} {} {}\n", text.slice(token.range), token.kind.name(), token.modifiers.bits()))
        .collect();
    expect![[r#"
        import keyword 0
        // A comment comment 64
        // of two lines. comment 64
        type keyword 0
        Event type 1
        kind property 1
        Str type 8
        fn keyword 0
        shout method 1
        -> operator 0
        Str type 8
        return keyword 0
        kind property 0
        upper method 8
        let keyword 0
        LIMIT variable 17
        = operator 0
        3 number 0
        @ decorator 0
        authenticated decorator 0
        @ decorator 0
        ws decorator 0
        " string 0
        /feed string 0
        " string 0
        async keyword 0
        fn keyword 0
        feed function 3
        conn parameter 1
        WsConn type 8
        < operator 0
        Event type 0
        > operator 0
        for keyword 0
        i variable 17
        in keyword 0
        0 number 0
        .. operator 0
        LIMIT variable 16
        conn parameter 0
        send method 8
        Event type 0
        kind property 0
        " string 0
        x string 0
        " string 0
    "#]]
    .assert_eq(&shown.concat());
}

/// The names of a program with their modifiers, each once in the order of the text.
fn check_modifiers(program: &str, expected: Expect) {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let text = &fixture.file.content(db).text;
    let shown = semantic_tokens(db, fixture.file, None).into_iter().filter_map(|token| {
        let has = |bit: &usize| token.modifiers.bits() & (1 << bit) != 0;
        let names: Vec<&str> =
            TokenModifiers::LEGEND.iter().enumerate().filter(|(bit, _)| has(bit)).map(|(_, name)| *name).collect();
        (!names.is_empty()).then(|| format!("{} {}\n", text.slice(token.range), names.join(" ")))
    });
    expected.assert_eq(&shown.collect::<String>());
}

#[test]
fn typing_in_a_body_looks_only_at_its_names_again() {
    let mut fixture = Fixture::new(PROGRAM);
    let path = fixture.file.path(fixture.host.db()).clone();
    let mut executed_with = |text: &str| {
        fixture.host.record_queries();
        fixture.host.set_open(&path, SyntaxTree::parse(&SourceText::new(text)));
        semantic_tokens(fixture.host.db(), fixture.file, None);
        let executed = fixture.host.take_recorded_queries();
        executed.into_iter().filter(|query| query.starts_with("names_of_item")).collect::<Vec<_>>()
    };
    assert_eq!(executed_with(PROGRAM).len(), 5);
    assert_eq!(executed_with(&PROGRAM.replace("\"x\"", "\"xy\"")), ["names_of_item(feed)"]);
}

#[test]
fn what_should_not_be_used_any_more_is_marked() {
    check_modifiers(
        "// Deprecated: use `sum`.\nfn add(a: Int) => a\nlet n = add(1)\n// Deprecated.\ntype Old { id: Int }\nfn f(old: Old) {}\n",
        expect![[r#"
            // Deprecated: use `sum`. documentation
            add declaration deprecated
            a declaration
            Int defaultLibrary
            n declaration readonly
            add deprecated
            // Deprecated. documentation
            Old declaration deprecated
            id declaration
            Int defaultLibrary
            f declaration
            old declaration
            Old deprecated
        "#]],
    );
}

#[test]
fn modifiers() {
    check_modifiers(
        r#"
// What it is.
type Note {
    // How often.
    count: Int
    text: Str // beside
}

// Nothing.

let LIMIT = 3
let total = 0
fn add(note: Note, by: Int) {
    let next = note.count + by
    let seen = 0
    seen += LIMIT
    note.count = next
    total = total + seen
}
"#,
        expect![[r#"
            // What it is. documentation
            Note declaration
            // How often. documentation
            count declaration
            Int defaultLibrary
            text declaration
            Str defaultLibrary
            LIMIT declaration readonly
            total declaration mutable
            add declaration
            note declaration
            by declaration
            Int defaultLibrary
            next declaration readonly
            seen declaration mutable
            seen modification mutable
            LIMIT readonly
            next readonly
            total modification mutable
            total mutable
            seen mutable
        "#]],
    );
}

fn check_definition(program: &str, expected: Expect) {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let shown = match definition(db, fixture.file, fixture.offset) {
        None => "nothing".to_owned(),
        Some((_, targets)) => targets
            .iter()
            .map(|target| {
                let text = &target.file.content(db).text;
                let line = text.line_of(target.focus_range.start()) + 1;
                format!("{}:{line} {}", target.file.path(db), text.slice(target.focus_range))
            })
            .collect(),
    };
    expected.assert_eq(&shown);
}

#[test]
fn definitions() {
    check_definition("fn f(n: Int) { print($0n) }", expect!["/main.fitz:1 n"]);
    check_definition("fn g() {}\nfn f() { $0g() }", expect!["/main.fitz:1 g"]);
    check_definition("type T { a: Int }\nfn f(t: T) { t.$0a }", expect!["/main.fitz:1 a"]);
    check_definition("type T { a: Int }\nfn f(t: $0T) {}", expect!["/main.fitz:1 T"]);
    check_definition("fn f(conn: WsConn<Int>) { conn.re$0cv() }", expect!["fitz-std:types_realtime.fitz:54 recv"]);
    check_definition("fn f() { ws.broad$0cast(\"/x\", 1) }", expect!["fitz-std:modules/ws.fitz:17 broadcast"]);
    check_definition(
        "//- /main.fitz\nfrom util import half\nfn f() { ha$0lf() }\n//- /util.fitz\nfn half() {}\n",
        expect!["/util.fitz:1 half"],
    );
    check_definition(
        "//- /main.fitz\nimport util\nfn f() { util.ha$0lf() }\n//- /util.fitz\nfn half() {}\n",
        expect!["/util.fitz:1 half"],
    );
    check_definition(
        "//- /main.fitz\nfrom util import ha$0lf\n//- /util.fitz\nfn half() {}\n",
        expect!["/util.fitz:1 half"],
    );
    check_definition("@w$0s(\"/x\")\nasync fn f(conn: WsConn<Int>) {}", expect!["fitz-std:decorators.fitz:405 ws"]);
    check_definition("let total = 1\nfn f() { total$0 }", expect!["/main.fitz:1 total"]);
    check_definition("fn f() { unknown$0 }", expect!["nothing"]);
}
