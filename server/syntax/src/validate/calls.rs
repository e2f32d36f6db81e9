//! Calls: the order of arguments, the two constructors of results, and functions without a name.

use super::strict::{Kind, Lexer};
use super::{Context, error};
use crate::ast::{AstNode, CallExpression, Expression};
use crate::{SyntaxError, SyntaxKind, SyntaxNode, TextRange};

/// Positional arguments come before named ones.
pub(super) fn check_arguments(cx: &mut Context<'_>, arguments: SyntaxNode<'_>) {
    let mut named = false;
    for argument in
        arguments.named_children().filter(|child| !child.is_comment() && !child.is_missing() && !child.is_error())
    {
        if argument.kind() == SyntaxKind::NamedArgument {
            named = true;
        } else if named {
            cx.report(positional_after_named(
                argument.range(),
                "Move it before the named arguments, or name it too: `name: value`.",
            ));
            return;
        }
    }
}

/// The message for a positional argument after a named one.
pub(super) fn positional_after_named(range: TextRange, hint: &str) -> SyntaxError {
    error("syntax/named-after", range, "A positional argument cannot follow a named one.").hint(hint)
}

/// `Ok(...)` and `Err(...)` hold exactly one value.
pub(super) fn check_result(cx: &mut Context<'_>, call: SyntaxNode<'_>) {
    let Some(call) = CallExpression::cast(call) else { return };
    let (Some(Expression::Identifier(function)), Some(arguments)) = (call.function(), call.arguments()) else { return };
    let constructor = cx.slice(function.range());
    let arguments = arguments.syntax();
    if !matches!(constructor, "Ok" | "Err") || arguments.children().any(|child| child.is_error() || child.is_missing())
    {
        return;
    }
    let mut values = arguments.named_children().filter(|child| !child.is_comment());
    let range = match (values.next(), values.next()) {
        (None, _) => arguments.range(),
        (Some(_), None) => return,
        (Some(_), Some(second)) => second.range(),
    };
    let count = arguments.named_children().filter(|child| !child.is_comment()).count();
    let message = format!("`{constructor}` takes exactly one argument, and here it gets {count}.");
    let hint = match (constructor, count) {
        ("Ok", 0) => "Write `Ok(null)` for a success without a value.".to_owned(),
        (_, 0) => "Write what went wrong, e.g. `Err(\"not found\")`.".to_owned(),
        _ => format!("Put the values into a tuple: `{constructor}((a, b))`."),
    };
    cx.report(error("syntax/result-arity", range, message).hint(hint));
}

/// A statement that starts with `fn` or `async` is a definition, so it has a name.
pub(super) fn check_anonymous_function(cx: &mut Context<'_>, statement: SyntaxNode<'_>) {
    let first = Lexer::new(cx.text(), statement.range().start().into()).next();
    if first.kind == Kind::Keyword && matches!(cx.slice(first.range), "fn" | "async") {
        cx.report(anonymous_function(first.range));
    }
}

/// The message for an anonymous function at the start of a statement; `range` is its first keyword.
pub(super) fn anonymous_function(range: TextRange) -> SyntaxError {
    error("syntax/function-name", range, "A function at the start of a statement needs a name.")
        .hint("Write `fn name(…)`, or assign the function: `let name = fn(…) …`.")
}
