//! Decorators: the order and names of their arguments, and what they can stand before.

use std::collections::HashSet;

use super::{Context, calls, error};
use crate::{Field, SyntaxError, SyntaxKind, SyntaxNode, TextRange};

/// Positional arguments come before keyword arguments, and no keyword comes twice.
pub(super) fn check_arguments(cx: &mut Context<'_>, arguments: SyntaxNode<'_>) {
    let mut keywords = HashSet::new();
    let mut reported = false;
    for argument in
        arguments.named_children().filter(|child| !child.is_comment() && !child.is_missing() && !child.is_error())
    {
        if argument.kind() == SyntaxKind::KeywordArgument {
            let Some(name) = argument.field(Field::Name) else { continue };
            let keyword = cx.slice(name.range());
            if !keywords.insert(keyword) {
                cx.report(
                    error(
                        "syntax/duplicate-argument",
                        name.range(),
                        format!("The argument `{keyword}` is given twice."),
                    )
                    .hint("Keep one of the two."),
                );
            }
        } else if !keywords.is_empty() && !reported {
            reported = true;
            cx.report(calls::positional_after_named(
                argument.range(),
                "Move it before the named arguments, or name it too: `name=value`.",
            ));
        }
    }
}

/// Methods take no decorators.
pub(super) fn check_method(cx: &mut Context<'_>, method: SyntaxNode<'_>) {
    // A type that is not closed swallows the functions after it.
    let in_unclosed = cx.parent().and_then(SyntaxNode::last_child).is_some_and(SyntaxNode::is_missing);
    if let Some(decorator) = method.field(Field::Decorator).filter(|_| !in_unclosed) {
        cx.report(on_method(decorator.range()));
    }
}

/// The message for a decorator before a method.
pub(super) fn on_method(range: TextRange) -> SyntaxError {
    error("syntax/decorator-target", range, "A method cannot have a decorator.")
        .hint("Decorators stand before functions, types and fields. Remove it, or move the function out of the type.")
}

/// The message for a decorator before anything that cannot have one; `range` is the decorator.
pub(super) fn without_target(range: TextRange) -> SyntaxError {
    error("syntax/decorator-target", range, "This decorator has nothing to decorate.")
        .hint("Write a function (`fn` or `async fn`) or a `type` after it, or remove it.")
}
