//! The members of what a `Result`, a `Future` or a nullable value holds.
//!
//! The language has `?` for a `Result` and `.await` for a `Future`; they are written before the dot as a change of their own.
//! For a nullable value it has a comparison with `null` and `match`, which take the place of the receiver.

use fitz_analysis::{Builtin, Ty, members};
use fitz_syntax::ast::{AstNode, Callable, Decorator, Type};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange};

use super::postfix::Receiver;
use super::{CompletionItem, CompletionKind, Facts, Query, dot, snippet};

/// The members behind `?` and `.await`, without those names that the receiver has itself.
pub(super) fn complete(query: &Query<'_>, receiver: &Receiver, own: &[CompletionItem]) -> Vec<CompletionItem> {
    let mut items = Vec::new();
    let Some((written, held)) = held(query, &receiver.ty) else { return nullable(query, receiver) };
    let at = TextRange::empty(receiver.range.end());
    let free = members(query.db, &held).into_iter().filter(|member| !member.name.starts_with('_'));
    for (index, member) in free.enumerate() {
        if own.iter().any(|item| item.label == *member.name) {
            continue;
        }
        let item = dot::member_item(query, &member, index);
        items.push(CompletionItem {
            detail: item.detail.map(|detail| format!("{detail} (after `{written}`)")),
            facts: Facts { is_detour: true, ..item.facts },
            additional: vec![(at, written.clone())],
            ..item
        });
    }
    items
}

/// What is written behind a value to get at what it holds, as far as that is possible here.
fn held(query: &Query<'_>, ty: &Ty) -> Option<(String, Ty)> {
    let mut written = String::new();
    let mut ty = ty;
    loop {
        let (operator, inner) = match ty {
            Ty::Builtin(Builtin::Future, arguments) if may_await(query) => (".await", arguments.first()?),
            Ty::Builtin(Builtin::Result, arguments) if may_try(query) => ("?", arguments.first()?),
            held => return (!written.is_empty()).then(|| (written, held.clone())),
        };
        written.push_str(operator);
        ty = inner;
    }
}

/// Async functions can wait, and so can the top level.
pub(super) fn may_await(query: &Query<'_>) -> bool {
    query.function().is_none_or(|function| function.is_async())
}

/// Whether the function around can give an `Err` back: everything but a function that declares another result, and even
/// that if it is a handler.
fn may_try(query: &Query<'_>) -> bool {
    let Some(function) = query.function() else { return true };
    if matches!(function, Callable::Closure(_)) {
        return true;
    }
    let Some(result) = function.return_type() else { return true };
    let is_result = matches!(result, Type::NamedType(named)
        if named.name_text().is_some_and(|name| matches!(&*name, "Result" | "Any")));
    is_result || is_handler(function.syntax())
}

fn is_handler(function: SyntaxNode<'_>) -> bool {
    let names = function.children().filter_map(Decorator::cast).filter_map(|decorator| decorator.name_text());
    names.into_iter().any(|name| matches!(&*name, "get" | "post" | "put" | "delete" | "ws"))
}

/// The members of a nullable value, each with the question whether there is one.
fn nullable(query: &Query<'_>, receiver: &Receiver) -> Vec<CompletionItem> {
    let is_in_text = query.around().any(|node| node.kind() == SyntaxKind::Interpolation);
    if !matches!(receiver.ty, Ty::Nullable(_)) || !receiver.is_on_one_line || is_in_text {
        return Vec::new();
    }
    let written = &receiver.text;
    let is_statement = query.is_statement(receiver.range.start());
    let is_name = written.chars().all(|character| character.is_alphanumeric() || character == '_');
    let found = members(query.db, &receiver.ty).into_iter().filter(|member| !member.name.starts_with('_'));
    found
        .enumerate()
        .map(|(index, member)| {
            let item = dot::member_item(query, &member, index);
            let call = item.insert.clone().unwrap_or_else(|| item.label.clone());
            let call = call.strip_suffix("$0").unwrap_or(&call);
            let escaped = snippet::escaped(written);
            // A comparison makes a name known as not null inside of the block.
            let insert = if is_statement && is_name {
                format!("if {escaped} != null {{ {escaped}.{call} }}$0")
            } else {
                format!("match {escaped} {{ null => null, value => value.{call} }}$0")
            };
            CompletionItem {
                detail: item.detail.map(|detail| format!("{detail} (unless `null`)")),
                replace: TextRange::new(receiver.range.start(), query.replace.end()),
                plain: Some(snippet::without_marks(&insert)),
                insert: Some(insert),
                is_snippet: true,
                facts: Facts { is_detour: true, ..item.facts },
                filter: Some(format!("{written}.{}", item.label)),
                kind: CompletionKind::Snippet,
                ..item
            }
        })
        .collect()
}
