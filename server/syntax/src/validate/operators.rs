//! Ranges: they do not chain, and inside of index brackets `..` belongs to the slice.

use super::{Context, error};
use crate::{Field, SyntaxError, SyntaxKind, SyntaxNode, TextRange};

/// Checks a range expression.
pub(super) fn check_range(cx: &mut Context<'_>, range: SyntaxNode<'_>) {
    let Some(operator) = range.field(Field::Operator) else { return };
    let start = range.field(Field::Start);
    if start.is_some_and(|start| start.kind() == SyntaxKind::RangeExpression) {
        cx.report(chain(operator.range()));
    } else if in_index(cx, range) {
        cx.report(
            error(
                "syntax/range-in-index",
                operator.range(),
                "Inside of index brackets, `..` can only be the one of a slice.",
            )
            .hint("Keep the range in a variable before, and use the variable here."),
        );
    }
}

/// The message for a second range operator.
pub(super) fn chain(operator: TextRange) -> SyntaxError {
    error("syntax/range-chain", operator, "Ranges do not chain.")
        .hint("Put one of the two ranges into parentheses, or remove one of the ends.")
}

/// Whether an expression stands between index brackets, at any depth.
fn in_index(cx: &Context<'_>, expression: SyntaxNode<'_>) -> bool {
    cx.ancestors().any(|node| {
        let brackets = matches!(node.kind(), SyntaxKind::IndexExpression | SyntaxKind::SliceExpression);
        brackets && node.field(Field::Object).is_some_and(|object| object.range().end() <= expression.range().start())
    })
}
