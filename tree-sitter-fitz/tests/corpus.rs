//! The corpus: small programs and the trees that they must have, in `test/corpus/*.txt`.
//!
//! The format is that of `tree-sitter test`, so the official command runs the same files. A tree is compared
//! with its field names. In a file whose name begins with `errors` every program must be wrong somewhere;
//! in all others none may be.
//!
//! `UPDATE_CORPUS=1 cargo test -p tree-sitter-fitz --test corpus` writes the trees of today into the files.
//! Read the difference before you commit it: the tree is what the test is about.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "in a test, a panic is how a failure is told"
)]

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tree_sitter::{Node, Parser, Tree};

/// The kinds of nodes that say that something is wrong without being an error of the parser.
const MISTAKES: &[&str] = &[
    tree_sitter_fitz::MISSING,
    tree_sitter_fitz::UNCLOSED,
    tree_sitter_fitz::UNCLOSED_COMMENT,
    tree_sitter_fitz::UNEXPECTED_CHARACTER,
];

/// The corpus must not shrink unnoticed.
const LEAST_NUMBER_OF_CASES: usize = 260;

struct Case {
    name: String,
    /// What stands between the header and the divider, with the line break before the divider.
    section: String,
    expected: String,
}

impl Case {
    /// The program: the official command leaves out the last line break, and so do we.
    fn source(&self) -> &str {
        self.section.strip_suffix('\n').unwrap_or(&self.section)
    }
}

#[test]
fn trees_are_as_written() {
    let update = std::env::var_os("UPDATE_CORPUS").is_some();
    let files = corpus_files();
    let mut failures = String::new();
    let mut count = 0;
    for path in &files {
        let (file, text) = read_file(path);
        let mut cases = read_cases(&file, &text);
        count += cases.len();
        for case in &mut cases {
            let tree = parse(case.source());
            let actual = pretty(&tree.root_node().to_sexp());
            if update {
                case.expected = actual;
            } else if pretty(&case.expected) != actual {
                let expected = pretty(&case.expected);
                let _ = writeln!(failures, "{file}: {}\n\n{}", case.name, difference(&expected, &actual));
            }
            let mistakes = mistakes(&tree);
            if file.starts_with("errors") == mistakes.is_empty() {
                let found = if mistakes.is_empty() { "no mistake".to_owned() } else { mistakes.join(", ") };
                let _ = writeln!(failures, "{file}: {}: {found}\n{}\n", case.name, case.section);
            }
        }
        if update {
            let written = write_cases(&cases);
            if written != text {
                fs::write(path, written).expect("the corpus is writable");
            }
        }
    }
    println!("corpus: {count} cases in {} files", files.len());
    assert!(failures.is_empty(), "\n{failures}");
    assert!(count >= LEAST_NUMBER_OF_CASES, "only {count} cases");
}

#[test]
fn the_kind_of_line_ends_changes_nothing() {
    for (file, case) in all_cases() {
        let lines = parse(case.source()).root_node().to_sexp();
        let with_carriage_returns = case.source().replace('\n', "\r\n");
        assert_eq!(parse(&with_carriage_returns).root_node().to_sexp(), lines, "{file}: {}", case.name);
        if !file.starts_with("errors") {
            let without_last = case.source().trim_end_matches('\n');
            assert_eq!(parse(without_last).root_node().to_sexp(), lines, "{file}: {}, cut", case.name);
        }
    }
}

/// Each line: an expression, and the same with every pair of parentheses that the language implies.
const GROUPING: &[(&str, &str)] = &[
    // Each level against the next: the tighter one first, then last.
    ("a and b or c", "(a and b) or c"),
    ("a or b and c", "a or (b and c)"),
    ("a and b xor c", "(a and b) xor c"),
    ("a xor b and c", "a xor (b and c)"),
    ("a == b and c", "(a == b) and c"),
    ("a and b != c", "a and (b != c)"),
    ("a < b == c", "(a < b) == c"),
    ("a != b >= c", "a != (b >= c)"),
    ("a | b < c", "(a | b) < c"),
    ("a <= b | c", "a <= (b | c)"),
    ("a ^ b | c", "(a ^ b) | c"),
    ("a | b ^ c", "a | (b ^ c)"),
    ("a & b ^ c", "(a & b) ^ c"),
    ("a ^ b & c", "a ^ (b & c)"),
    ("a << b & c", "(a << b) & c"),
    ("a & b >> c", "a & (b >> c)"),
    ("a..b << c", "(a..b) << c"),
    ("a >> b..=c", "a >> (b..=c)"),
    ("a + b..c", "(a + b)..c"),
    ("a..b - c", "a..(b - c)"),
    ("a * b + c", "(a * b) + c"),
    ("a - b / c", "a - (b / c)"),
    ("-a * b", "(-a) * b"),
    ("a % -b", "a % (-b)"),
    ("-a.b", "-(a.b)"),
    ("not a()", "not (a())"),
    ("~a[0]", "~(a[0])"),
    ("-a?", "-(a?)"),
    ("-a.await", "-(a.await)"),
    ("-a.0", "-(a.0)"),
    // Two operators of one level group to the left.
    ("a or b xor c", "(a or b) xor c"),
    ("a xor b or c", "(a xor b) or c"),
    ("a and b and c", "(a and b) and c"),
    ("a == b != c", "(a == b) != c"),
    ("a < b <= c", "(a < b) <= c"),
    ("a > b >= c", "(a > b) >= c"),
    ("a | b | c", "(a | b) | c"),
    ("a ^ b ^ c", "(a ^ b) ^ c"),
    ("a & b & c", "(a & b) & c"),
    ("a << b >> c", "(a << b) >> c"),
    ("a - b + c", "(a - b) + c"),
    ("a / b * c % d", "((a / b) * c) % d"),
    // Prefix operators repeat, and `not` binds as tightly as a sign.
    ("not a == b", "(not a) == b"),
    ("not a and b", "(not a) and b"),
    ("not not a", "not (not a)"),
    ("- - ~ not a", "-(-(~(not a)))"),
    ("-a..b", "(-a)..b"),
    ("a - -b", "a - (-b)"),
    // Postfix operators apply in the order in which they are written.
    ("a?.b", "(a?).b"),
    ("a??", "(a?)?"),
    ("a.b.c", "(a.b).c"),
    ("a.b(c)[d]?.e.await", "((((((a.b)(c))[d])?).e).await)"),
    ("a.0.1", "(a.0).1"),
    // Operators whose place surprises people who come from C.
    ("flags & MASK != 0 | 1", "(flags & MASK) != (0 | 1)"),
    ("1 << 2..5", "1 << (2..5)"),
    ("1 + 2 << 3", "(1 + 2) << 3"),
    ("lo..hi == window", "(lo..hi) == window"),
    ("0..n - 1", "0..(n - 1)"),
    ("a == b & c", "a == (b & c)"),
    // Blocks are operands too.
    ("if a { 1 } else { 2 } + 3", "(if a { 1 } else { 2 }) + 3"),
    ("1 + match n { _ => 2 } * 3", "1 + ((match n { _ => 2 }) * 3)"),
    ("loop { break } == a or b", "((loop { break }) == a) or b"),
    // The body of a closure takes everything that follows.
    ("fn(x) => x + 1 == 2", "fn(x) => ((x + 1) == 2)"),
    ("fn(x) => x or y and z", "fn(x) => (x or (y and z))"),
    ("fn(x) => f(x)?", "fn(x) => (f(x)?)"),
    // Brackets and commas end an operand.
    ("[a + b, c * d]", "[(a + b), (c * d)]"),
    ("f(a or b, c: d == e)", "f((a or b), c: (d == e))"),
    ("{a + b: c or d}", "{(a + b): (c or d)}"),
];

#[test]
fn operators_group_as_the_language_says() {
    let mut failures = String::new();
    for (written, grouped) in GROUPING {
        let shapes = [written, grouped].map(|expression| {
            let source = format!("let value = {expression}\n");
            let tree = parse(&source);
            let mistakes = mistakes(&tree);
            assert!(mistakes.is_empty(), "{expression}: {}", mistakes.join(", "));
            shape(tree.root_node(), &source)
        });
        if shapes[0] != shapes[1] {
            let _ = writeln!(failures, "{written}\n  is   {}\n  not  {}", shapes[0], shapes[1]);
        }
    }
    println!("grouping: {} expressions", GROUPING.len());
    assert!(failures.is_empty(), "\n{failures}");
}

// ------------------------------------------------------------------------------------- trees

fn parse(source: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_fitz::LANGUAGE.into()).expect("the grammar fits this tree-sitter");
    parser.parse(source, None).expect("a parser with a language gives a tree")
}

/// The nodes that say that the program is wrong, `kind at line:column`.
fn mistakes(tree: &Tree) -> Vec<String> {
    fn visit(node: Node, found: &mut Vec<String>) {
        if node.is_error() || node.is_missing() || (node.is_named() && MISTAKES.contains(&node.kind())) {
            let start = node.start_position();
            found.push(format!("{} at {}:{}", node.kind(), start.row + 1, start.column + 1));
        }
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            visit(child, found);
        }
    }
    let mut found = Vec::new();
    visit(tree.root_node(), &mut found);
    if found.is_empty() && tree.root_node().has_error() {
        found.push("a missing line break".to_owned()); // Line breaks are nodes that a walk does not meet.
    }
    found
}

/// The tree with its leaves and operators and without its parentheses.
fn shape(node: Node, source: &str) -> String {
    if node.kind() == "parenthesized_expression" {
        return node.named_child(0).map(|child| shape(child, source)).unwrap_or_default();
    }
    if node.child_count() == 0 {
        return source[node.byte_range()].to_owned();
    }
    let mut shape_of_node = format!("({}", node.kind());
    let mut cursor = node.walk();
    for (index, child) in node.children(&mut cursor).enumerate() {
        if child.is_named() || node.field_name_for_child(index as u32) == Some("operator") {
            let _ = write!(shape_of_node, " {}", shape(child, source));
        }
    }
    shape_of_node + ")"
}

// ------------------------------------------------------------------------------------- the format

fn corpus_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test/corpus");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the corpus is there")
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files
}

fn all_cases() -> Vec<(String, Case)> {
    let mut all = Vec::new();
    for path in corpus_files() {
        let (file, text) = read_file(&path);
        all.extend(read_cases(&file, &text).into_iter().map(|case| (file.clone(), case)));
    }
    all
}

/// The name of a corpus file without its ending, and its text.
fn read_file(path: &Path) -> (String, String) {
    let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a plain file name");
    (name.to_owned(), fs::read_to_string(path).expect("the corpus is readable"))
}

fn read_cases(file: &str, text: &str) -> Vec<Case> {
    let is_rule = |line: &str, mark: char| {
        let line = line.trim_end();
        line.len() >= 3 && line.chars().all(|c| c == mark)
    };
    let mut cases = Vec::new();
    let mut names = HashSet::new();
    let mut lines = text.split_inclusive('\n').peekable();
    assert!(lines.peek().is_none_or(|line| is_rule(line, '=')), "{file}: the file begins with a header");
    while lines.next().is_some() {
        let name = lines.next().unwrap_or_default().trim().to_owned();
        assert!(!name.is_empty() && !name.starts_with(':'), "{file}: a case without a name");
        assert!(lines.next().is_some_and(|line| is_rule(line, '=')), "{file}: {name}: a name has one line");
        assert!(names.insert(name.clone()), "{file}: {name}: two cases of this name");
        let mut section = String::new();
        loop {
            let line = lines.next().unwrap_or_else(|| panic!("{file}: {name}: no divider"));
            if is_rule(line, '-') {
                break;
            }
            section.push_str(line);
        }
        let mut expected = String::new();
        while let Some(line) = lines.next_if(|line| !is_rule(line, '=')) {
            expected.push_str(line);
        }
        cases.push(Case { name, section, expected });
    }
    cases
}

fn write_cases(cases: &[Case]) -> String {
    let (header, divider) = ("=".repeat(80), "-".repeat(80));
    let written = cases
        .iter()
        .map(|case| format!("{header}\n{}\n{header}\n{}{divider}\n\n{}\n", case.name, case.section, case.expected));
    written.collect::<Vec<_>>().join("\n")
}

/// An s-expression with one node on each line; the white space of the input does not matter.
fn pretty(sexp: &str) -> String {
    let mut lines = String::new();
    let mut depth = 0_usize;
    let mut field: Option<&str> = None;
    for token in tokens(sexp) {
        if token.ends_with(':') {
            field = Some(token);
        } else if token == ")" {
            depth = depth.saturating_sub(1);
            lines.push(')');
        } else if let Some(kind) = token.strip_prefix('(') {
            let separator = if lines.is_empty() { "" } else { "\n" };
            let field = field.take().map(|name| format!("{name} ")).unwrap_or_default();
            let _ = write!(lines, "{separator}{:indent$}{field}({kind}", "", indent = depth * 2);
            depth += 1;
        } else {
            // What follows `MISSING` or `UNEXPECTED`.
            let _ = write!(lines, " {token}");
        }
    }
    lines
}

/// `field:`, `(kind`, `)`, a quoted character or a word.
fn tokens(sexp: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = sexp.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            ')' => 1,
            '"' | '\'' => {
                // The quoted character may itself be a quote: '''.
                let quoted = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                rest[quoted..].find(first).map_or(rest.len(), |at| quoted + at + 1)
            }
            _ => rest
                .char_indices()
                .skip(1)
                .find(|(_, c)| c.is_whitespace() || matches!(c, '(' | ')'))
                .map_or(rest.len(), |(at, _)| at),
        };
        tokens.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    tokens
}

/// Both texts from the first line on that differs.
fn difference(expected: &str, actual: &str) -> String {
    let same = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    let tail = |text: &str| text.lines().skip(same).map(|line| format!("    {line}\n")).collect::<String>();
    format!("  line {} of the tree, expected\n{}  found\n{}", same + 1, tail(expected), tail(actual))
}
