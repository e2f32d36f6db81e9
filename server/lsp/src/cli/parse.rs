//! `fitz-lsp parse`: prints the syntax tree of files.

use std::fmt::Write as _;

use fitz_syntax::{Field, PositionEncoding, SourceText, SyntaxNode, SyntaxTree, TextSize, syntax_errors};

use super::outcome::Outcome;
use super::{ParseArguments, inputs};

/// Parses each file and prints its tree, then what is wrong with its syntax.
pub(super) fn run(arguments: &ParseArguments) -> Outcome {
    let mut outcome = Outcome::default();
    let several = arguments.paths.len() > 1;
    for path in &arguments.paths {
        let Some(input) = inputs::read_one(path, &mut outcome) else { continue };
        let tree = SyntaxTree::parse(&SourceText::new(&input.text));
        let errors = syntax_errors(&tree);
        if !errors.is_empty() {
            outcome.found_errors();
        }
        if arguments.quiet {
            continue;
        }
        if several {
            let _ = writeln!(outcome.output, "{}:", input.name);
        }
        write_tree(&tree, &mut outcome.output);
        for error in errors {
            let place = place(tree.text(), error.range.start());
            let _ = writeln!(outcome.output, "{}:{place}: {}", input.name, error.message);
        }
    }
    outcome
}

/// Writes the named nodes, one on a line: its field, kind and range, and the text of those without named children.
/// Tokens that the parser put in where they are missing are shown too.
fn write_tree(tree: &SyntaxTree, out: &mut String) {
    let text = tree.text();
    let root = tree.root();
    write_node(text, root, None, 0, out);
    // A tree may be as deep as its text is long, so the nodes that are being written are kept here, not on the stack.
    let mut open = vec![root.children()];
    while let Some(children) = open.last_mut() {
        let Some(node) = children.next() else {
            open.pop();
            continue;
        };
        let field = children.field();
        if node.is_named() || node.is_missing() {
            write_node(text, node, field, open.len(), out);
            open.push(node.children());
        }
    }
}

fn write_node(text: &SourceText, node: SyntaxNode<'_>, field: Option<Field>, depth: usize, out: &mut String) {
    let field = field.map_or_else(String::new, |field| format!("{}: ", field.name()));
    let missing = if node.is_missing() { "MISSING " } else { "" };
    let range = node.range();
    let (start, end) = (place(text, range.start()), place(text, range.end()));
    let _ = write!(out, "{:indent$}{field}{missing}{} {start}-{end}", "", node.kind().name(), indent = depth * 2);
    if !node.is_missing() && node.named_children().next().is_none() {
        let _ = write!(out, " {:?}", node.text());
    }
    out.push('\n');
}

/// A place as people count: line and character, the first ones are 1.
fn place(text: &SourceText, offset: TextSize) -> String {
    let position = text.position(offset, PositionEncoding::Utf32);
    format!("{}:{}", position.line + 1, position.character + 1)
}
