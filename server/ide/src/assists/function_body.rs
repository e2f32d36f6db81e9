//! Writes the body of a function as a block or, when it only returns a value, behind `=>`.

use fitz_analysis::hir::{Expr, Function, Stmt};
use fitz_syntax::{TextRange, TextSize};

use super::shape::{LOOSE, indented};
use super::{Assist, Entry, Place};

pub(super) const BLOCK: Entry = Entry { kind: "refactor.rewrite.blockBody", keeps_meaning: true, find: block };
pub(super) const EXPRESSION: Entry =
    Entry { kind: "refactor.rewrite.expressionBody", keeps_meaning: true, find: expression };

/// At a function whose body stands behind `=>`.
fn block(place: &Place<'_>) -> Option<Assist> {
    let function = selected(place).filter(|function| function.is_expression_body)?;
    let body = function.body?;
    let arrow = arrow(place, function).filter(|_| !place.is_in_string(place.range(body)))?;
    let value = place.text(body);
    // `return Name {}` is an answer with a status.
    let is_empty_struct = matches!(place.expr(body), Expr::Struct { fields, .. } if fields.is_empty());
    let value = if is_empty_struct { format!("({value})") } else { value.to_owned() };
    let text = if function.name.name.is_empty() {
        format!("{{ return {value} }}")
    } else {
        let indent = place.line_before(function.signature_range.start());
        let indent = &indent.get(..indent.len() - indent.trim_start().len())?;
        format!("{{\n{indent}    return {}\n{indent}}}", indented(&value, 4)?)
    };
    let end = closing(place, function, place.range(body).end());
    place.assist("Write the body as a block", vec![(TextRange::new(arrow, end), text)])
}

/// At a function that does nothing but return a value.
fn expression(place: &Place<'_>) -> Option<Assist> {
    let function = selected(place).filter(|function| !function.is_expression_body)?;
    let body = place.range(function.body?);
    let Expr::Block(statements) = place.expr(function.body?) else { return None };
    let [Stmt::Expr(only)] = statements.as_slice() else { return None };
    let Expr::Return { value: Some(value), status: None } = place.expr(*only) else { return None };
    let inner = TextRange::new(body.start() + TextSize::of('{'), body.end() - TextSize::of('}'));
    if !place.holds_only(inner, &[place.range(*only)]) || place.source(place.range(*only)).starts_with("return (") {
        return None;
    }
    // Behind the arrow, what follows the closure would belong to its value.
    let own =
        place.lowered.body.exprs.iter().find(|(_, it)| matches!(it, Expr::Closure(it) if it.body == function.body));
    if own.is_some_and(|(id, _)| place.needed(id) > LOOSE) {
        return None;
    }
    let by = if place.source(inner).contains('\n') { -4 } else { 0 };
    let value = indented(place.text(*value), by)?;
    place.assist("Write the body behind `=>`", vec![(body, format!("=> {value}"))])
}

/// The function whose signature is selected.
fn selected<'db>(place: &Place<'db>) -> Option<&'db Function> {
    let mut functions: Vec<&Function> = place.lowered.functions().collect();
    functions.sort_by_key(|function| function.signature_range.len());
    functions.into_iter().find(|function| {
        let is_at = |body: TextRange| function.signature_range.cover(TextRange::empty(body.start()));
        function.body.is_some_and(|body| is_at(place.range(body)).contains_range(place.selected))
    })
}

/// Where the arrow before a body starts.
fn arrow(place: &Place<'_>, function: &Function) -> Option<TextSize> {
    let body = place.range(function.body?).start();
    let between = place.source(TextRange::new(function.signature_range.end(), body));
    let at = between.find("=>").filter(|_| !between.contains('/'))?;
    Some(function.signature_range.end() + TextSize::of(between.get(..at)?))
}

/// The end of the body with the parenthesis that may stand around it.
fn closing(place: &Place<'_>, function: &Function, end: TextSize) -> TextSize {
    let Some(body) = function.body else { return end };
    let before = place.source(TextRange::new(function.signature_range.end(), place.range(body).start()));
    let opened = before.matches('(').count();
    let rest = TextRange::new(end, TextSize::of(&**place.item.text(place.db)));
    let closed = place.source(rest).match_indices(')').nth(opened.wrapping_sub(1)).map(|(at, _)| at + 1);
    let length = closed.filter(|_| opened > 0).and_then(|at| TextSize::try_from(at).ok());
    length.map_or(end, |length| end + length)
}
