//! Which comment describes a declaration, and what remains of it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use fitz_syntax::ast::{AstNode, FieldDefinition, FunctionDefinition, LetDeclaration, TypeDefinition};
use fitz_syntax::{SourceText, SyntaxTree};

/// Checks the description of the first `fn x` of a text.
#[track_caller]
fn check(text: &str, expected: Option<&str>) {
    let tree = SyntaxTree::parse(&SourceText::new(text));
    let function = tree
        .root()
        .descendants()
        .filter_map(FunctionDefinition::cast)
        .find(|function| function.name_text().as_deref() == Some("x"));
    assert_eq!(function.expect("a function x").doc_comment().as_deref(), expected, "in {text:?}");
    // The line ending makes no difference.
    if text.contains('\n') && !text.contains('\r') {
        check(&text.replace('\n', "\r\n"), expected);
    }
}

/// Checks the descriptions of all fields of a text.
#[track_caller]
fn check_fields(text: &str, expected: &[Option<&str>]) {
    let tree = SyntaxTree::parse(&SourceText::new(text));
    let fields = tree.root().descendants().filter_map(FieldDefinition::cast);
    let comments: Vec<Option<String>> = fields.map(|field| field.doc_comment()).collect();
    assert_eq!(comments.iter().map(Option::as_deref).collect::<Vec<_>>(), expected, "in {text:?}");
}

#[track_caller]
fn check_file(text: &str, expected: Option<&str>) {
    let tree = SyntaxTree::parse(&SourceText::new(text));
    assert_eq!(tree.source_file().leading_comment().as_deref(), expected, "in {text:?}");
    if text.contains('\n') && !text.contains('\r') {
        check_file(&text.replace('\n', "\r\n"), expected);
    }
}

#[test]
fn the_comment_that_ends_on_the_line_above() {
    check("fn x() => 1\n", None);
    check("// One.\nfn x() => 1\n", Some("One."));
    check("// One.\n// Two.\nfn x() => 1\n", Some("One.\nTwo."));
    check("let a = 1\n// One.\nfn x() => 1\n", Some("One."));
    check("// One.\n\nfn x() => 1\n", None);
    check("// Above.\n\n// One.\nfn x() => 1\n", Some("One."));
    check("let a = 1 // not this\nfn x() => 1\n", None);
    check("let a = 1 // not this\n// One.\nfn x() => 1\n", Some("One."));
    check("// One.\nlet a = 1; fn x() => 1\n", None);
}

#[test]
fn decorators_belong_to_the_declaration() {
    check("// One.\n@get(\"/\")\n@authenticated\nfn x() => 1\n", Some("One."));
    check("// One.\n@get(\"/\") fn x() => 1\n", Some("One."));
    check("@get(\"/\")\n// Not this.\nfn x() => 1\n", None);
}

#[test]
fn lines_with_three_slashes_win() {
    check("/// One.\n/// Two.\nfn x() => 1\n", Some("One.\nTwo."));
    check("// Not this.\n/// One.\nfn x() => 1\n", Some("One."));
    check("/// One.\n// Two.\nfn x() => 1\n", Some("One.\nTwo."));
    check("//////\n// One.\n//////\nfn x() => 1\n", Some("One."));
}

#[test]
fn block_comments() {
    check("/* One. */\nfn x() => 1\n", Some("One."));
    check("/** One. */\nfn x() => 1\n", Some("One."));
    check("/*\n * One.\n *\n * Two.\n */\nfn x() => 1\n", Some("One.\n\nTwo."));
    check("/*\n   One.\n     - a\n   Two.\n*/\nfn x() => 1\n", Some("One.\n  - a\nTwo."));
    check("/* One.\n   Two. */\nfn x() => 1\n", Some("One.\nTwo."));
    check("/* One. */\n\nfn x() => 1\n", None);
    check("/* Not this. */\n/* One. */\nfn x() => 1\n", Some("One."));
    check("// Not this.\n/* One. */\nfn x() => 1\n", Some("One."));
    check("/* Not this. */ fn x() => 1\n", None);
    check("let a = 1 /* Not\n this. */\nfn x() => 1\n", None);
    check("/**/\nfn x() => 1\n", None);
}

#[test]
fn comments_inside_strings_and_bodies_are_none() {
    check("let a = \"\"\"\n// Not this.\"\"\"\nfn x() => 1\n", None);
    check("let a = \"\"\"\n// Not this.\n\"\"\"\nfn x() => 1\n", None);
    check("fn x() {\n    // Not this.\n    return 1\n}\n", None);
}

#[test]
fn indented_declarations() {
    check("fn f() {\n    // One.\n    fn x() => 1\n}\n", Some("One."));
    check("fn f() {\n\t// One.\n\tfn x() => 1\n}\n", Some("One."));
}

#[test]
fn rulers_and_notes_to_oneself_are_dropped() {
    check("// ------\n// One.\n// ======\nfn x() => 1\n", Some("One."));
    check("// TODO: later\n// One.\n// FIXME\nfn x() => 1\n", Some("One."));
    check("// TODO: later\nfn x() => 1\n", None);
    check("// ---\nfn x() => 1\n", None);
    check("/*************\n * One.\n *************/\nfn x() => 1\n", Some("One."));
    check("//\n// One.\n//\n// Two.\n//\nfn x() => 1\n", Some("One.\n\nTwo."));
}

#[test]
fn one_space_is_stripped_and_the_rest_kept() {
    check("//One.\n//   - a\n//   - b  \nfn x() => 1\n", Some("One.\n  - a\n  - b"));
    check("// - a\n// - b\nfn x() => 1\n", Some("- a\n- b"));
}

#[test]
fn long_comments_are_cut() {
    let long = "é".repeat(2500);
    check(&format!("// {long}\nfn x() => 1\n"), Some(&"é".repeat(2000)));
    let spaced = format!("{} {}", "a".repeat(1999), "b".repeat(10));
    check(&format!("// {spaced}\nfn x() => 1\n"), Some(&"a".repeat(1999)));
}

#[test]
fn fields_have_comments_behind_them_too() {
    check_fields(
        "type T {\n    // Above.\n    a: Int\n    b: Int // Behind.\n    c: Int, // Behind a comma.\n    d: Int = 1 /* Block. */\n    e: Int\n}\n",
        &[Some("Above."), Some("Behind."), Some("Behind a comma."), Some("Block."), None],
    );
    check_fields("type T { a: Int, b: Int } // of the type\n", &[None, None]);
    check_fields("type T { a: Int, /* Of a. */ b: Int /* Of b. */ }\n", &[Some("Of a."), Some("Of b.")]);
    check_fields("type T {\n    // Above.\n    a: Int // Behind.\n}\n", &[Some("Above.")]);
    check_fields("type T {\n    // Above.\n    @primary\n    a: Int = 0\n}\n", &[Some("Above.")]);
    check_fields("type T {\n    a: Int // Of a.\n    b: Int\n}\n", &[Some("Of a."), None]);
}

#[test]
fn types_and_variables_are_described_like_functions() {
    let text = "// A type.\ntype T { a: Int }\n\n// A variable.\nlet v = 1\n\n// An assignment.\nw: Int = 1\n";
    let tree = SyntaxTree::parse(&SourceText::new(text));
    let root = tree.root();
    let description = root.descendants().find_map(TypeDefinition::cast).unwrap().doc_comment();
    assert_eq!(description.as_deref(), Some("A type."));
    let description = root.descendants().find_map(LetDeclaration::cast).unwrap().doc_comment();
    assert_eq!(description.as_deref(), Some("A variable."));
    let description = root.descendants().find_map(fitz_syntax::ast::Assignment::cast).unwrap().doc_comment();
    assert_eq!(description.as_deref(), Some("An assignment."));
}

#[test]
fn the_comment_of_a_file_is_followed_by_a_blank_line() {
    check_file("// The file.\n// More.\n\nfn x() => 1\n", Some("The file.\nMore."));
    check_file("\n\n// The file.\n\nfn x() => 1\n", Some("The file."));
    check_file("\u{feff}// The file.\n\nfn x() => 1\n", Some("The file."));
    check_file("/* The file. */\n\nfn x() => 1\n", Some("The file."));
    check_file("/*\n * The file.\n */\n\n// Of x.\nfn x() => 1\n", Some("The file."));
    check_file("// The file.", Some("The file."));
    check_file("// Of x.\nfn x() => 1\n", None);
    check_file("fn x() => 1\n\n// Not this.\n\n", None);
    check_file("// One.\n/* Two. */\n\nfn x() => 1\n", None);
    check_file("", None);
}
