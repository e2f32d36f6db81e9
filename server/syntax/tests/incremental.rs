//! A buffer after any edits is the same as a buffer opened with the resulting text.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use std::sync::LazyLock;

use fitz_syntax::{
    Document, Field, Position, PositionEncoding, SourceText, SyntaxKind, SyntaxTree, TextChange, TextRange, TextSize,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use support::programs;

static PROGRAMS: LazyLock<Vec<String>> =
    LazyLock::new(|| programs("samples").into_iter().chain(programs("apps")).map(|(_, text)| text).collect());

/// So many sequences of edits; `PROPTEST_CASES` says another number.
const SEQUENCES: u32 = 500;
/// So many edits each; the trees are compared node by node after each of them.
const EDITS: usize = 5;

/// What is typed or pasted: the things that change how the rest of a file is read, and ordinary ones.
const FRAGMENTS: &[&str] = &[
    "",
    "",
    "",
    "x",
    "7",
    " ",
    "\n",
    "\r\n",
    "\r",
    ";",
    "\n\n    ",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\"\"\"",
    "\\",
    "\\\"",
    "'",
    "'outer: ",
    ".",
    "..",
    "..=",
    "...",
    ",",
    ":",
    "=",
    "=>",
    "->",
    "?",
    "@",
    "<",
    ">",
    "|",
    "-",
    "/",
    "//",
    "///",
    "/*",
    "*/",
    "_",
    "é",
    "名前",
    "😀",
    "\u{feff}",
    "\u{301}",
    "\0",
    "b\"",
    "{x:>10}",
    "\"a {b} c\"",
    "\"{m[\\\"k\\\"]}\"",
    "let y = ",
    "fn f(a: Int) -> Int => a\n",
    "async fn g() {\n",
    "type T { x: Int\n",
    "return 404 { \"error\": ",
    "match x {\n",
    "1 => ",
    "if a { b } else { c }",
    "for (k, v) in m ",
    "conn.",
    ".await",
    "import a.b as c\n",
    "@ws(\"/x\")\n",
    "fn(x) => x",
    "User { id: 1 }",
    "0x_FF",
    "1.5e3",
    "// note\n",
    "/* a\nb */",
    "break",
    "true",
];

#[derive(Clone, Debug)]
struct RandomEdit {
    at: Index,
    /// How many characters are replaced.
    length: usize,
    fragment: &'static str,
    /// Whether it comes in the same notification as the edit before it.
    joined: bool,
    /// Whether the two ends are exchanged.
    reversed: bool,
}

fn random_edit() -> impl Strategy<Value = RandomEdit> {
    let length = prop_oneof![6 => Just(0), 3 => 1..4_usize, 1 => 1..60_usize];
    (any::<Index>(), length, select(FRAGMENTS), proptest::bool::weighted(0.2), proptest::bool::weighted(0.05))
        .prop_map(|(at, length, fragment, joined, reversed)| RandomEdit { at, length, fragment, joined, reversed })
}

/// Applies an edit to a plain string, and says how an editor would describe it.
fn edit_string(text: &mut String, edit: &RandomEdit, encoding: PositionEncoding) -> TextChange {
    let mut boundaries: Vec<usize> = text.char_indices().map(|(index, _)| index).collect();
    boundaries.push(text.len());
    let first = edit.at.index(boundaries.len());
    let last = (first + edit.length).min(boundaries.len() - 1);
    let (mut start, mut end) = (boundaries[first], boundaries[last]);
    // No position lies between `\r` and `\n`.
    let inside_crlf = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    start -= usize::from(inside_crlf(start));
    end -= usize::from(inside_crlf(end));
    let mut range = (position_by_hand(text, start, encoding), position_by_hand(text, end, encoding));
    if edit.reversed {
        range = (range.1, range.0);
    }
    text.replace_range(start..end, edit.fragment);
    TextChange::Edit { range, text: edit.fragment.to_owned() }
}

fn position_by_hand(text: &str, offset: usize, encoding: PositionEncoding) -> Position {
    let mut position = Position::default();
    let mut chars = text[..offset].chars().peekable();
    while let Some(c) = chars.next() {
        let lone_cr = c == '\r' && chars.peek().map_or(!text[offset..].starts_with('\n'), |next| *next != '\n');
        if c == '\n' || lone_cr {
            position = Position::new(position.line + 1, 0);
        } else {
            position.character += match encoding {
                PositionEncoding::Utf8 => c.len_utf8() as u32,
                PositionEncoding::Utf16 => c.len_utf16() as u32,
                PositionEncoding::Utf32 => 1,
            };
        }
    }
    position
}

/// One node of a tree: its depth, kind, range, field, and whether it is missing.
type Line = (usize, SyntaxKind, TextRange, Option<Field>, bool);

/// Everything that there is to know about a tree, tokens included.
fn shape(tree: &SyntaxTree) -> Vec<Line> {
    let mut nodes = tree.root().descendants();
    let mut lines = Vec::new();
    while let Some(node) = nodes.next() {
        lines.push((nodes.depth(), node.kind(), node.range(), nodes.field(), node.is_missing()));
    }
    lines
}

#[track_caller]
fn assert_fresh(document: &Document, text: &str, what: &dyn std::fmt::Debug) {
    assert_eq!(document.text().to_string(), text, "the text after {what:?}");
    let fresh = SyntaxTree::parse(&SourceText::new(text));
    let (incremental, fresh) = (shape(document.tree()), shape(&fresh));
    if incremental != fresh {
        let at = incremental.iter().zip(&fresh).take_while(|(a, b)| a == b).count();
        let from = at.saturating_sub(3);
        panic!(
            "the trees differ from node {at} on, after {what:?}\n--- incremental\n{:#?}\n--- fresh\n{:#?}\n--- text\n{text}",
            &incremental[from..incremental.len().min(at + 5)],
            &fresh[from..fresh.len().min(at + 5)],
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: SEQUENCES, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn random_edits_give_the_tree_of_a_fresh_parse(
        program in any::<Index>(),
        edits in proptest::collection::vec(random_edit(), EDITS),
        encoding in select(&[PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32][..]),
    ) {
        let mut text = PROGRAMS[program.index(PROGRAMS.len())].clone();
        let mut document = Document::open(&text, 0);
        let mut changes = Vec::new();
        for (index, edit) in edits.iter().enumerate() {
            changes.push(edit_string(&mut text, edit, encoding));
            if edits.get(index + 1).is_some_and(|next| next.joined) {
                continue;
            }
            document.apply(index as i32 + 1, &changes, encoding);
            assert_fresh(&document, &text, &changes);
            changes.clear();
        }
        prop_assert_eq!(document.version(), EDITS as i32);
    }
}

/// Every prefix of a program is a text that somebody has on the screen while typing it.
#[test]
fn typing_a_program_gives_the_tree_of_a_fresh_parse_at_every_key() {
    for (name, program) in programs("apps") {
        let mut text = String::new();
        let mut document = Document::open("", 0);
        for (index, c) in program.chars().enumerate() {
            let end = document.text().position(document.text().len(), PositionEncoding::Utf16);
            text.push(c);
            let change = TextChange::Edit { range: (end, end), text: c.to_string() };
            document.apply(index as i32, &[change], PositionEncoding::Utf16);
            // The fresh parse makes this quadratic: compare often, not always.
            if index % 7 == 0 || c == '"' || c == '}' {
                assert_fresh(&document, &text, &(&name, index));
            }
        }
        assert_fresh(&document, &program, &name);
    }
}

/// Undoing an edit gives back the tree from before it.
#[test]
fn undo_gives_the_old_tree() {
    let encoding = PositionEncoding::Utf16;
    for (name, program) in programs("samples") {
        let mut document = Document::open(&program, 0);
        let before = shape(document.tree());
        for (index, fragment) in FRAGMENTS.iter().enumerate() {
            let wanted = TextSize::new((program.len() * index / FRAGMENTS.len()) as u32);
            let start = document.text().position(wanted, encoding);
            let end = document.text().offset(start, encoding) + TextSize::of(*fragment);
            let insert = TextChange::Edit { range: (start, start), text: (*fragment).to_owned() };
            document.apply(1, &[insert], encoding);
            let end = document.text().position(end, encoding);
            document.apply(2, &[TextChange::Edit { range: (start, end), text: String::new() }], encoding);
            if *document.text() != program.as_str() {
                // The fragment has made one line break of two, so no position lies behind it.
                document.apply(3, &[TextChange::Full(program.clone())], encoding);
            }
            assert_eq!(shape(document.tree()), before, "{name}: {fragment:?} at {start:?}");
        }
    }
}

/// Tree-sitter alone mends these in another way when it can reuse the old tree.
#[test]
fn broken_code_is_mended_as_in_a_fresh_parse() {
    for (before, line, character, text) in [
        ("fn){t{k(}}.\nlet = loop{{e}}}", 0, 5, "\n"),
        // Even an edit that changes nothing.
        ("o:t=>", 0, 1, ""),
    ] {
        let mut document = Document::open(before, 0);
        let start = Position::new(line, character);
        let change = TextChange::Edit { range: (start, start), text: text.to_owned() };
        document.apply(1, std::slice::from_ref(&change), PositionEncoding::Utf8);
        let mut after = before.to_owned();
        after.insert_str(character as usize, text);
        assert_fresh(&document, &after, &change);
    }
}

/// Statements are recognised from one tree to the next, and their length does not tell that they have changed.
#[test]
fn edits_that_keep_the_length_are_seen() {
    let encoding = PositionEncoding::Utf8;
    for (name, program) in programs("apps") {
        let mut document = Document::open(&program, 0);
        let mut text = program.clone();
        for (index, (at, old)) in
            program.char_indices().enumerate().filter(|(_, (_, c))| c.is_ascii_graphic()).step_by(3)
        {
            for new in ["x", &old.to_string()] {
                let offset = |at| document.text().position(TextSize::new(at as u32), encoding);
                let change = TextChange::Edit { range: (offset(at), offset(at + 1)), text: new.to_owned() };
                document.apply(1, &[change], encoding);
                text.replace_range(at..at + 1, new);
                if index % 11 == 0 {
                    assert_fresh(&document, &text, &(&name, at));
                }
            }
        }
    }
}

#[test]
fn a_full_change_replaces_everything_before_it() {
    let mut document = Document::open("let a = 1\n", 1);
    let at = |line, character| Position::new(line, character);
    let changes = [
        TextChange::Edit { range: (at(0, 0), at(0, 3)), text: "gone".to_owned() },
        TextChange::Full("let b = 2\n".to_owned()),
        TextChange::Edit { range: (at(0, 8), at(0, 9)), text: "\"é\"".to_owned() },
        TextChange::Edit { range: (at(0, 11), at(0, 11)), text: " // new".to_owned() },
    ];
    document.apply(2, &changes, PositionEncoding::Utf16);
    assert_fresh(&document, "let b = \"é\" // new\n", &changes);
    assert_eq!(document.version(), 2);
    document.apply(3, &[], PositionEncoding::Utf16);
    assert_fresh(&document, "let b = \"é\" // new\n", &());
    assert_eq!(document.version(), 3);
}

#[test]
fn changes_that_do_not_fit_are_normalised() {
    let mut document = Document::open("let a = 1\nlet b = 2\n", 1);
    let at = |line, character| Position::new(line, character);
    // The ends in the wrong order, the second one far outside.
    let change = TextChange::Edit { range: (at(9, 9), at(1, 4)), text: "c = 3".to_owned() };
    document.apply(2, &[change], PositionEncoding::Utf16);
    assert_fresh(&document, "let a = 1\nlet c = 3", &());
    // Half of a surrogate pair.
    let mut document = Document::open("let a = \"😀\"\n", 1);
    let change = TextChange::Edit { range: (at(0, 10), at(0, 11)), text: "x".to_owned() };
    document.apply(2, &[change], PositionEncoding::Utf16);
    assert_fresh(&document, "let a = \"x\"\n", &());
}

/// Tree-sitter counts lines by `\n` only, we and the editors by `\r` too.
#[test]
fn lone_carriage_returns_are_lines_of_the_editor_only() {
    let mut text = "let a = 1\r\nlet b = 2\r// c\nlet d = 4\n".to_owned();
    let mut document = Document::open(&text, 0);
    let edits = [
        ((0, 9), (1, 0), "\r", "let a = 1\rlet b = 2\r// c\nlet d = 4\n"),
        ((2, 0), (2, 2), "", "let a = 1\rlet b = 2\r c\nlet d = 4\n"),
        ((3, 4), (3, 5), "e", "let a = 1\rlet b = 2\r c\nlet e = 4\n"),
        ((0, 9), (1, 0), "\r\n", "let a = 1\r\nlet b = 2\r c\nlet e = 4\n"),
    ];
    for (start, end, new, expected) in edits {
        let range = (Position::new(start.0, start.1), Position::new(end.0, end.1));
        let change = TextChange::Edit { range, text: new.to_owned() };
        document.apply(1, std::slice::from_ref(&change), PositionEncoding::Utf16);
        text = expected.to_owned();
        assert_fresh(&document, &text, &change);
    }
}

#[test]
fn a_tree_can_be_read_on_another_thread_while_the_buffer_goes_on() {
    let mut document = Document::open("let a = 1\n", 1);
    let tree = document.tree().clone();
    let before = shape(&tree);
    let reader = std::thread::spawn(move || shape(&tree));
    let start = Position::new(0, 0);
    let change = TextChange::Edit { range: (start, start), text: "fn f() {\n".to_owned() };
    document.apply(2, &[change], PositionEncoding::Utf8);
    assert_eq!(reader.join().unwrap(), before);
    assert_ne!(shape(document.tree()), before);
}
