//! A syntax tree as a text for people.

use std::fmt::Write as _;

use text_size::{TextRange, TextSize};

use crate::generated::kinds::Field;
use crate::node::SyntaxNode;
use crate::position::PositionEncoding;
use crate::text::SourceText;
use crate::tree::SyntaxTree;

/// The named nodes that touch `range` (or all), one on a line: its field, kind and range, and the text of those without
/// named children. Tokens that the parser put in where they are missing are shown too.
#[must_use]
pub fn tree_text(tree: &SyntaxTree, range: Option<TextRange>) -> String {
    let mut out = String::new();
    let text = tree.text();
    let root = tree.root();
    let is_wanted = |node: SyntaxNode<'_>| range.is_none_or(|range| range.intersect(node.range()).is_some());
    write_node(text, root, None, 0, &mut out);
    // A tree may be as deep as its text is long, so the nodes that are being written are kept here, not on the stack.
    let mut open = vec![root.children()];
    while let Some(children) = open.last_mut() {
        let Some(node) = children.next() else {
            open.pop();
            continue;
        };
        let field = children.field();
        if (node.is_named() || node.is_missing()) && is_wanted(node) {
            write_node(text, node, field, open.len(), &mut out);
            open.push(node.children());
        }
    }
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_tree_is_the_nodes_that_it_touches() {
        let tree = SyntaxTree::parse(&SourceText::new("let a = 1\nlet b = 2\n"));
        let whole = tree_text(&tree, None);
        let second = tree_text(&tree, Some(TextRange::new(14.into(), 14.into())));
        assert!(whole.contains("\"a\"") && whole.contains("\"b\""), "{whole}");
        assert!(!second.contains("\"a\"") && second.contains("\"b\""), "{second}");
        assert_eq!(whole.lines().next(), second.lines().next());
    }
}
