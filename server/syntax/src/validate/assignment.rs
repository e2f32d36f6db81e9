//! Assignments: what they can assign to, and where a type can be given.

use super::{Context, error};
use crate::{Field, SyntaxError, SyntaxKind, SyntaxNode, TextRange};

/// What an expression is, for an assignment to it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A name, a field or an index: a place.
    Place,
    Slice,
    TupleIndex,
    Call,
    Tuple,
    Other,
}

/// The target of an assignment is a name, a field or an index, with or without parentheses around it.
pub(super) fn check(cx: &mut Context<'_>, assignment: SyntaxNode<'_>) {
    let Some(target) = assignment.field(Field::Target) else { return };
    let mut inner = target;
    while inner.kind() == SyntaxKind::ParenthesizedExpression {
        let Some(child) = inner.named_children().find(|child| !child.is_comment()) else { return };
        inner = child;
    }
    let kind = match inner.kind() {
        SyntaxKind::Identifier | SyntaxKind::FieldExpression | SyntaxKind::IndexExpression => return,
        _ if inner.is_missing() || inner.is_error() => return,
        SyntaxKind::SliceExpression => Target::Slice,
        SyntaxKind::TupleIndexExpression => Target::TupleIndex,
        SyntaxKind::CallExpression => Target::Call,
        SyntaxKind::TupleExpression => Target::Tuple,
        _ => Target::Other,
    };
    cx.report(unsupported_target(kind, target.range()));
}

/// The message for an assignment to something that is no place.
pub(super) fn unsupported_target(target: Target, range: TextRange) -> SyntaxError {
    let what = match target {
        Target::Place => "this place",
        Target::Slice => "a slice",
        Target::TupleIndex => "a part of a tuple",
        Target::Call => "the result of a call",
        Target::Tuple => "a tuple",
        Target::Other => "this expression",
    };
    let hint = match target {
        Target::Tuple => "Write `let` before it to take a tuple apart: `let (a, b) = …`.",
        Target::Other => "Assign to a name, a field or an index; compare with `==`.",
        _ => "Assign to a name, a field or an index.",
    };
    error("syntax/assignment-target", range, format!("It is not possible to assign to {what}.")).hint(hint)
}

/// The message for a type after something that is no new variable; `range` is the `:`.
pub(super) fn annotation(range: TextRange) -> SyntaxError {
    error("syntax/annotation", range, "A type can be given only where a variable is declared.")
        .hint("Remove the type, or declare a variable: `let name: Type = …`.")
}
