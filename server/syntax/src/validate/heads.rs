//! Heads: between `if`, `while`, `for … in` or `match` and the brace of the body.
//!
//! A name directly before that brace looks like the start of a struct literal. The language takes the brace as the
//! body, and refuses a body that looks like the fields of a struct literal: an empty one, and one that starts with
//! `name:`, unless that is the declaration `name: Type = …`.

use super::strict::{Kind, Lexer};
use super::{Context, error};
use crate::{Field, SyntaxError, SyntaxKind, SyntaxNode, TextRange};

/// Checks the head of a statement or expression.
pub(super) fn check(cx: &mut Context<'_>, node: SyntaxNode<'_>) {
    let (head, body) = match node.kind() {
        SyntaxKind::IfExpression => (Field::Condition, Field::Consequence),
        SyntaxKind::WhileStatement => (Field::Condition, Field::Body),
        SyntaxKind::ForStatement => (Field::Iterable, Field::Body),
        _ => (Field::Value, Field::Body),
    };
    let (Some(head), Some(body)) = (node.field(head), node.field(body)) else { return };
    if let Some(name) = last_name(head)
        && let Some(fault) = struct_literal(cx.text(), name.range(), body.range().start().into())
    {
        cx.report(fault);
    }
}

/// The name that ends a head, if a name does.
fn last_name(head: SyntaxNode<'_>) -> Option<SyntaxNode<'_>> {
    let mut node = head;
    loop {
        node = match node.kind() {
            SyntaxKind::Identifier => return (!node.range().is_empty()).then_some(node),
            SyntaxKind::BinaryExpression => node.field(Field::Right)?,
            SyntaxKind::RangeExpression => node.field(Field::End)?,
            SyntaxKind::UnaryExpression => node.field(Field::Operand)?,
            SyntaxKind::ParenthesizedExpression => node.named_children().find(|child| !child.is_comment())?,
            _ => return None,
        }
    }
}

/// What to say about the name `name` at the end of a head, before the brace at `brace`, if it looks like a struct
/// literal.
pub(super) fn struct_literal(text: &str, name: TextRange, brace: usize) -> Option<SyntaxError> {
    let mut tokens = Lexer::new(text, brace);
    if tokens.next().kind != Kind::Punctuation("{") {
        return None;
    }
    let mut next = || tokens.next().kind;
    let mut first = next();
    while first == Kind::LineBreak {
        first = next();
    }
    let word = text.get(usize::from(name.start())..usize::from(name.end())).unwrap_or_default();
    if first == Kind::Punctuation("}") {
        let fault = error(
            "syntax/struct-in-head",
            name,
            format!("`{word} {{}}` is read as a struct literal here, where none can stand."),
        );
        return Some(
            fault.hint(
                "Write something into the braces, e.g. the statement `null` into a body or an arm into a `match`.",
            ),
        );
    }
    if first != Kind::Name || next() != Kind::Punctuation(":") {
        return None;
    }
    let declares = next() == Kind::Name && next() == Kind::Punctuation("=");
    (!declares).then(|| {
        error(
            "syntax/struct-in-head",
            name,
            format!("`{word} {{…}}` is read as a struct literal here, where none can stand."),
        )
        .hint(format!(
            "Put a struct literal into parentheses: `({word} {{…}})`. If the braces are the body, start it with `let`."
        ))
    })
}
