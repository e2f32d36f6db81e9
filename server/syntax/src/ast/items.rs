//! The declarations of a file, broken or not.
//!
//! In a file without errors these are simply its statements. While somebody types, the parser's idea of what contains what
//! can be far off, above all after a brace that is not closed yet: everything that follows, to the end of the file, then
//! lies inside the declaration that lacks the brace. But programs are indented, and that tells more about what their
//! author means than a brace that is not there yet. So one rule decides: a declaration that starts a line of its own and
//! stands no further right than the broken statement (or error) that seems to contain it, is a declaration of the file.
//! Statements that are whole are never looked into, however they are indented.

use text_size::{TextRange, TextSize};

use super::{AstNode, FunctionDefinition, MethodDefinition, SourceFile, Statement};
use crate::{SyntaxKind, SyntaxNode};

impl<'t> SourceFile<'t> {
    /// The root of a tree, whatever kind it is of: of a text that resembles no program, it is an error.
    pub(crate) fn of_root(root: SyntaxNode<'t>) -> Self {
        Self { syntax: root }
    }

    /// The statements at the top level, in the order of the text, those included that only a broken statement above them,
    /// or an error around them, keeps from being there.
    ///
    /// A function that stands below an unclosed `type` parses as its method. It is a [`FunctionDefinition`] here, over a
    /// node of kind [`SyntaxKind::MethodDefinition`].
    pub fn items(&self) -> Vec<Statement<'t>> {
        let mut items = Vec::new();
        let root_is_error = self.syntax.is_error();
        for child in self.syntax.children() {
            if child.is_error() || (root_is_error && !child.is_comment()) {
                collect_declarations(child, indentation(child), &mut items);
            } else if let Some(statement) = Statement::cast(child) {
                items.push(statement);
                if is_broken(child) {
                    collect_declarations(child, child.column(), &mut items);
                }
            }
        }
        items
    }

    /// The same statements, each with the text that is its own: a statement that seems to contain the following ones ends
    /// where the next one starts.
    pub fn item_ranges(&self) -> Vec<(Statement<'t>, TextRange)> {
        let items = self.items();
        let starts = items.iter().skip(1).map(|item| Some(item.range().start())).chain([None]);
        let own = |item: &Statement<'t>, next: Option<TextSize>| match next {
            Some(next) if next < item.range().end() => {
                let text = self.syntax.source();
                let space: TextSize = text.chars_before(next).take_while(|c| c.is_whitespace()).map(TextSize::of).sum();
                TextRange::new(item.range().start(), next - space)
            }
            _ => item.range(),
        };
        items.iter().zip(starts).map(|(item, next)| (*item, own(item, next))).collect()
    }
}

/// Collects the declarations below `broken` that stand no further right than `column`.
fn collect_declarations<'t>(broken: SyntaxNode<'t>, mut column: usize, items: &mut Vec<Statement<'t>>) {
    let mut nodes = broken.descendants();
    while let Some(node) = nodes.next() {
        if node == broken && !node.is_error() {
            continue;
        }
        if let Some(declaration) = declaration(node)
            && node.column() <= column
        {
            items.push(declaration);
            // What the brace of the statement above has swallowed, this one's own can swallow again.
            if is_whole(node) && node.range().end() < broken.range().end() {
                nodes.skip_subtree();
            }
            column = node.column();
        } else if !node.spans_lines() {
            nodes.skip_subtree();
        }
    }
}

/// The node as a statement, if it is one that declares something.
fn declaration(node: SyntaxNode<'_>) -> Option<Statement<'_>> {
    match node.kind() {
        SyntaxKind::FunctionDefinition
        | SyntaxKind::TypeDefinition
        | SyntaxKind::LetDeclaration
        | SyntaxKind::LetDestructuring
        | SyntaxKind::ImportStatement
        | SyntaxKind::FromImportStatement => Statement::cast(node),
        SyntaxKind::MethodDefinition => {
            let method = MethodDefinition::cast(node)?;
            (!method.is_static()).then_some(Statement::FunctionDefinition(FunctionDefinition { syntax: node }))
        }
        _ => None,
    }
}

/// Whether what a statement seems to contain may lie behind it.
fn is_broken(statement: SyntaxNode<'_>) -> bool {
    statement.spans_lines() && (!is_whole(statement) || ends_unclosed(statement))
}

fn is_whole(node: SyntaxNode<'_>) -> bool {
    !node.has_error()
}

/// Whether the end of the file has closed something in the node.
fn ends_unclosed(node: SyntaxNode<'_>) -> bool {
    let mut last = node;
    while let Some(child) = last.last_child() {
        last = child;
    }
    last.kind() == SyntaxKind::Unclosed
}

/// The column of the first thing on the line on which the node starts.
fn indentation(node: SyntaxNode<'_>) -> usize {
    let text = node.source();
    let before = text.chars_before(node.range().start()).take_while(|c| *c != '\n');
    // The blanks at the start of the line: those that follow the last other character, read from the right.
    before.fold(0, |blanks, c| if matches!(c, ' ' | '\t' | '\u{feff}') { blanks + c.len_utf8() } else { 0 })
}
