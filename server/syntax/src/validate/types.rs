//! Types: the end of a list of type arguments.

use super::{Context, error, range_at};
use crate::{SyntaxKind, SyntaxNode};

/// `List<Int>= []`: the language reads `>=` as one operator.
pub(super) fn check_closing(cx: &mut Context<'_>, arguments: SyntaxNode<'_>) {
    let end = usize::from(arguments.range().end());
    let closed = arguments.last_child().is_some_and(|last| last.kind() == SyntaxKind::Greater && !last.is_missing());
    if closed && cx.text().get(end..).is_some_and(|rest| rest.starts_with('=')) {
        cx.report(
            error("syntax/type", range_at(end - 1, 2), "`>=` is read as one operator here.")
                .hint("Put a space between `>` and `=`."),
        );
    }
}
