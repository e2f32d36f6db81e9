//! Patterns: alternatives.

use super::{Context, error};
use crate::{Field, SyntaxKind, SyntaxNode};

/// Alternatives bind no names: each of them would have to bind the same ones.
pub(super) fn check_alternatives(cx: &mut Context<'_>, pattern: SyntaxNode<'_>) {
    for alternative in pattern.named_children() {
        let binding = match alternative.kind() {
            SyntaxKind::Identifier => alternative,
            SyntaxKind::ResultPattern => match alternative.field(Field::Binding) {
                Some(binding) if binding.kind() == SyntaxKind::Identifier => binding,
                _ => continue,
            },
            _ => continue,
        };
        if binding.is_missing() {
            continue;
        }
        let name = cx.slice(binding.range());
        cx.report(
            error(
                "syntax/pattern",
                binding.range(),
                format!("An alternative of a pattern cannot bind the name `{name}`."),
            )
            .hint("Write `_` instead of the name, or give each alternative its own arm."),
        );
    }
}
