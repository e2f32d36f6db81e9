//! Removes parentheses that group nothing.

use fitz_syntax::{SyntaxKind, SyntaxNode};

use super::super::{Assist, Entry, Place};
use super::nodes::{POSTFIX, precedence, required_precedence};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.removeParentheses", keeps_meaning: true, find: assist };

/// At a parenthesis. Those around the condition of `if` and `while` are a matter of style, and stay.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let node = place.token(&[SyntaxKind::LParen, SyntaxKind::RParen])?.parent()?;
    if node.kind() != SyntaxKind::ParenthesizedExpression || node.named_children().any(SyntaxNode::is_comment) {
        return None;
    }
    let inner = node.named_children().next()?;
    let needed = match inner.kind() {
        // A brace or a bracket at the start of a statement, or after a name, would be something else.
        SyntaxKind::IfExpression
        | SyntaxKind::MatchExpression
        | SyntaxKind::LoopExpression
        | SyntaxKind::Closure
        | SyntaxKind::MapExpression
        | SyntaxKind::MapComprehension
        | SyntaxKind::StructExpression => return None,
        SyntaxKind::RangeExpression if in_index(node) => return None,
        _ => precedence(inner) < required_precedence(node),
    };
    let parent = node.parent()?.kind();
    let is_style = matches!(
        parent,
        SyntaxKind::IfExpression
            | SyntaxKind::WhileStatement
            | SyntaxKind::ForStatement
            | SyntaxKind::MatchExpression
            | SyntaxKind::ExpressionStatement
            | SyntaxKind::Assignment
            | SyntaxKind::AugmentedAssignment
            | SyntaxKind::MatchArm
    );
    let is_number = inner.kind() == SyntaxKind::Integer && required_precedence(node) == POSTFIX;
    if needed || is_style || is_number || is_before_format(node) {
        return None;
    }
    place.change("Remove the parentheses", vec![(node.range(), inner.text().into_owned())])
}

fn in_index(node: SyntaxNode<'_>) -> bool {
    let mut above = node.ancestors();
    above.any(|it| matches!(it.kind(), SyntaxKind::IndexExpression | SyntaxKind::SliceExpression))
}

/// A colon inside the braces of a string would begin a format.
fn is_before_format(node: SyntaxNode<'_>) -> bool {
    node.parent().is_some_and(|parent| parent.kind() == SyntaxKind::Interpolation) && node.text().contains(':')
}
