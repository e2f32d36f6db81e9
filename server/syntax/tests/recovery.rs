//! Half-typed programs: everything but the unfinished spot is found.
//!
//! The first lines of each program in `tests/recovery` say what: `// expect:` names the declarations that are found whole,
//! `// around:` those that hold the unfinished spot and are found too, `// receiver:` the expression before a trailing dot.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use fitz_syntax::ast::{AstNode, FieldExpression, Statement};
use fitz_syntax::{SourceText, SyntaxNode, SyntaxTree};

use support::programs;

#[test]
fn every_other_declaration_is_found_whole() {
    let programs = programs("recovery");
    assert!(programs.len() >= 60, "only {} programs", programs.len());
    for (file, text) in programs {
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        let items = tree.source_file().items();
        for name in expectations(&text, "expect") {
            let found = items.iter().filter(|item| declared_name(item).as_deref() == Some(&name)).collect::<Vec<_>>();
            assert_eq!(found.len(), 1, "{file}: `{name}` is found {} times\n{}", found.len(), tree.root().dump());
            assert!(is_whole(found[0].syntax()), "{file}: `{name}` is broken\n{}", found[0].syntax().dump());
        }
    }
}

#[test]
fn the_declaration_around_the_unfinished_spot_is_found() {
    let mut count = 0;
    for (file, text) in programs("recovery") {
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        let items = tree.source_file().items();
        for name in expectations(&text, "around") {
            let found = items.iter().any(|item| declared_name(item).as_deref() == Some(&name));
            assert!(found, "{file}: `{name}` is not found\n{}", tree.root().dump());
            count += 1;
        }
    }
    assert!(count >= 30, "only {count} programs say what is around the spot");
}

#[test]
fn a_trailing_dot_has_a_receiver() {
    let mut count = 0;
    for (file, text) in programs("recovery") {
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        for receiver in expectations(&text, "receiver") {
            let receiver = receiver.replace("\\n", "\n");
            let found = tree.root().descendants().filter_map(FieldExpression::cast).any(|access| {
                access.field().is_none_or(|name| name.name().is_none())
                    && access.object().is_some_and(|object| object.syntax().text_is(&receiver))
            });
            assert!(found, "{file}: no access to `{receiver}` without a name\n{}", tree.root().dump());
            count += 1;
        }
    }
    assert!(count >= 10, "only {count} programs end in a dot");
}

/// What belongs to an item ends where the next one starts, whatever the tree says.
#[test]
fn items_have_text_of_their_own() {
    for (file, text) in programs("recovery") {
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        let items = tree.source_file().item_ranges();
        for pair in items.windows(2) {
            assert!(pair[0].1.end() <= pair[1].1.start(), "{file}: {pair:?}");
        }
        for (item, range) in items {
            assert!(item.range().contains_range(range), "{file}: {item:?} {range:?}");
            assert!(!range.is_empty(), "{file}: {item:?}");
            // Cut off, it ends with its last word.
            let own = tree.text().slice(range);
            assert!(range == item.range() || own.trim_end() == own, "{file}: {item:?}");
        }
    }
}

#[track_caller]
fn check_items(text: &str, expected: &[&str]) {
    let tree = SyntaxTree::parse(&SourceText::new(text));
    let names: Vec<String> = tree.source_file().items().iter().filter_map(declared_name).collect();
    assert_eq!(names, expected, "{}", tree.root().dump());
}

#[test]
fn nested_declarations_of_whole_statements_stay_nested() {
    check_items("fn a() {\n    fn b() => 1\n    let c = 2\n}\nlet d = 3\n", &["a", "d"]);
    // However they are indented.
    check_items("fn a() {\nfn b() => 1\nlet c = 2\n}\nlet d = 3\n", &["a", "d"]);
}

#[test]
fn indentation_tells_what_an_unclosed_brace_has_swallowed() {
    check_items("fn a() {\n    let x = 1\n\nfn b() => 1\n", &["a", "b"]);
    check_items("fn a() {\n    fn inner() => 1\n\nfn b() => 1\nlet c = 2\n", &["a", "b", "c"]);
    check_items("fn a() {\n    if x {\n        y()\n}\n\nfn b() {\n    let z = 1\n}\n", &["a", "b"]);
    check_items("fn a() {\n    for x in xs {\n\nfn b() {\n    loop {\n\ntype C { x: Int }\n", &["a", "b", "C"]);
    check_items("type A {\n    x: Int\n\nfn b() => 1\n\n@get(\"/\")\nasync fn c() { }\n", &["A", "b", "c"]);
    check_items("type A {\n    x: Int\n\n    fn b() => 1\n\nfn c() => 1\n", &["A", "c"]);
    // All of it indented, as in a snippet of a document.
    check_items("    fn a() {\n        let x = 1\n\n    fn b() => 1\n", &["a", "b"]);
}

#[test]
fn deeply_nested_unclosed_functions_are_all_found() {
    let text: String = (0..2000).map(|n| format!("fn f{n}() {{\n    g()\n\n")).collect();
    let tree = SyntaxTree::parse(&SourceText::new(&text));
    assert_eq!(tree.source_file().items().len(), 2000);
}

#[test]
fn a_text_that_is_no_program_has_a_tree() {
    for text in [
        "", " ", "\u{feff}", "}", "#$%&", "\0\0", ")]}", "🦀", "\"", "@", "/*", "'", "\\", "let", "{{{{", "((((", "b\"",
    ] {
        let tree = SyntaxTree::parse(&SourceText::new(text));
        assert!(tree.source_file().items().len() <= 1, "{text:?}");
        assert!(usize::from(tree.root().range().end()) <= text.len());
    }
}

fn expectations(text: &str, key: &str) -> Vec<String> {
    text.lines()
        .map_while(|line| line.strip_prefix("// "))
        .filter_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
        .flat_map(|names| names.split(", ").map(str::trim).map(str::to_owned))
        .collect()
}

fn declared_name(item: &Statement<'_>) -> Option<String> {
    let name = match item {
        Statement::FunctionDefinition(function) => function.name_text(),
        Statement::TypeDefinition(definition) => definition.name_text(),
        Statement::LetDeclaration(declaration) => declaration.name_text(),
        _ => None,
    };
    name.map(|name| name.into_owned())
}

fn is_whole(node: SyntaxNode<'_>) -> bool {
    !node.has_error() && !node.descendants().any(|node| node.is_missing())
}
