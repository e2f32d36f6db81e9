//! What the data-driven tests of the grammar share: reading programs, parsing them, finding nodes.

#![allow(unreachable_pub, dead_code, reason = "every test program compiles its own copy")]

use std::path::{Path, PathBuf};

use tree_sitter::{Node, Parser, Tree};

/// One program of the test data.
pub struct Program {
    /// The file name without its folder.
    pub name: String,
    pub text: String,
}

/// The `.fitz` files of a folder below `tests/` of the workspace, by name.
pub fn programs(folder: &str) -> Vec<Program> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(folder);
    let entries = std::fs::read_dir(&folder).expect("the folder is part of the repository");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "fitz"));
    paths.sort();
    assert!(!paths.is_empty(), "no programs in {}", folder.display());
    let read = |path: &PathBuf| Program {
        name: path.file_name().expect("a file").to_string_lossy().into_owned(),
        text: std::fs::read_to_string(path).expect("UTF-8"),
    };
    paths.iter().map(read).collect()
}

pub fn parser() -> Parser {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_fitz::LANGUAGE.into()).expect("a supported ABI");
    parser
}

pub fn parse(text: &str) -> Tree {
    parser().parse(text, None).expect("no time limit, no cancellation")
}

/// The node and everything below it, in the order of the text.
pub fn descendants<'tree>(node: Node<'tree>) -> Vec<Node<'tree>> {
    let mut cursor = node.walk();
    let mut nodes = vec![node];
    if cursor.goto_first_child() {
        loop {
            nodes.extend(descendants(cursor.node()));
            if !cursor.goto_next_sibling() {
                break;
            }
        }
    }
    nodes
}

/// Whether the node itself is a syntax error.
pub fn is_syntax_error(node: Node) -> bool {
    use tree_sitter_fitz::{MISSING, UNCLOSED, UNCLOSED_COMMENT, UNEXPECTED_CHARACTER};
    node.is_error()
        || node.is_missing()
        || matches!(node.kind(), MISSING | UNCLOSED | UNCLOSED_COMMENT | UNEXPECTED_CHARACTER)
}

/// Whether there is a syntax error in the node or below it. A line break that is missing between two
/// statements has no node of its own: only `has_error` tells.
pub fn has_syntax_error(node: Node) -> bool {
    node.has_error() || descendants(node).into_iter().any(is_syntax_error)
}

/// Every syntax error with its position, one per line.
pub fn syntax_errors(root: Node, text: &str) -> String {
    let show = |node: Node| {
        let (start, source) = (node.start_position(), &text[node.byte_range()]);
        format!("  {}:{} {} {source:?}\n", start.row + 1, start.column + 1, node.kind())
    };
    descendants(root).into_iter().filter(|node| is_syntax_error(*node)).map(show).collect()
}
