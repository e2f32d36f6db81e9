//! Completes a `match` and a struct literal.

use fitz_analysis::hir::ExprId;
use fitz_analysis::{Builtin, Local, Ty, arm_insertion, is_required_field, nominal_fields, resolve_type};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange};

use super::super::{Assist, Entry, Place};

pub(super) const ARMS: Entry = Entry { kind: "refactor.rewrite.addMissingArms", keeps_meaning: false, find: arms };
pub(in super::super) const FIELDS: Entry =
    Entry { kind: "refactor.rewrite.addMissingFields", keeps_meaning: false, find: fields };

/// At the word `match`, when not every value has an arm.
fn arms(place: &Place<'_>) -> Option<Assist> {
    let node = place.token(&[SyntaxKind::MatchKeyword])?.parent()?;
    let (value, body) = (node.field(Field::Value)?, node.field(Field::Body)?);
    let written: Vec<SyntaxNode<'_>> =
        body.named_children().filter(|child| child.kind() == SyntaxKind::MatchArm).collect();
    let mut taken = Vec::new();
    for arm in written.iter().filter(|arm| arm.field(Field::Guard).is_none()) {
        patterns(arm.field(Field::Pattern)?, &mut taken);
    }
    if taken.iter().any(|pattern| pattern == "_") {
        return None;
    }
    let is_missing = |(pattern, _): &(&str, &str)| !taken.iter().any(|taken| taken == pattern);
    let missing = wanted(place.type_of(value)).into_iter().filter(is_missing);
    let missing: Option<Vec<String>> = missing.map(|(name, written)| arm(place, node, value, name, written)).collect();
    let missing = missing?;
    let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
    let title = if missing.len() == 1 { "Add the missing arm" } else { "Add the missing arms" };
    let edit = inserted(node, written.last().map(|arm| arm.range()), &missing)?;
    place.change(title, vec![edit])
}

/// An arm that fits where the `match` stands: an empty one where nobody takes its value, else one that hands on what is taken
/// apart, leaves with the failure, or gives the simplest value. `None` when there is none of that type.
fn arm(place: &Place<'_>, node: SyntaxNode<'_>, value: SyntaxNode<'_>, name: &str, written: &str) -> Option<String> {
    let id = place.expr_of(node)?;
    let wanted = place.expected(id).unwrap_or_else(|| place.type_of(node).clone());
    if place.is_statement(id) || wanted == Ty::Any {
        return Some(format!("{written} => {{}}"));
    }
    let inner = match name {
        "Ok" => place.type_of(value).arguments_of(Builtin::Result).and_then(<[Ty]>::first),
        "_" => Some(place.type_of(value).without_null()),
        _ => None,
    };
    if inner.is_some_and(|inner| *inner != Ty::Any && inner.fits(&wanted)) {
        let pattern = if name == "Ok" { "Ok(value)" } else { "value" };
        return Some(format!("{pattern} => value"));
    }
    if name == "Err" && gives_result(place, id) {
        return Some("Err(error) => return Err(error)".to_owned());
    }
    Some(format!("{written} => {}", simplest(&wanted)?))
}

/// Whether the function around an expression says that it gives a `Result`.
fn gives_result(place: &Place<'_>, id: ExprId) -> bool {
    let annotation = place.function_at(place.range(id)).and_then(|function| function.return_type.as_ref());
    annotation.is_some_and(|annotation| resolve_type(place.db, place.file, annotation).is(Builtin::Result))
}

/// What a pattern takes, `_` for everything.
fn patterns(pattern: SyntaxNode<'_>, taken: &mut Vec<String>) {
    match pattern.kind() {
        SyntaxKind::OrPattern | SyntaxKind::ParenthesizedPattern => {
            pattern.named_children().for_each(|part| patterns(part, taken));
        }
        SyntaxKind::Identifier | SyntaxKind::WildcardPattern => taken.push("_".to_owned()),
        SyntaxKind::ResultPattern => {
            taken.extend(pattern.field(Field::Constructor).map(|constructor| constructor.text().into_owned()));
        }
        _ => taken.push(pattern.text().into_owned()),
    }
}

/// The patterns that together take every value of a type: each as it is compared, and as it is written.
fn wanted(ty: &Ty) -> Vec<(&'static str, &'static str)> {
    match ty {
        Ty::Builtin(Builtin::Result, _) => vec![("Ok", "Ok(_)"), ("Err", "Err(_)")],
        Ty::Builtin(Builtin::Bool, _) => vec![("true", "true"), ("false", "false")],
        Ty::Nullable(_) => vec![("null", "null"), ("_", "_")],
        _ => vec![("_", "_")],
    }
}

/// The edit that adds entries behind the last one in the braces at the end of an expression.
fn inserted(node: SyntaxNode<'_>, last: Option<TextRange>, entries: &[&str]) -> Option<(TextRange, String)> {
    let start = node.range().start();
    if entries.is_empty() || node.children().any(|child| child.is_missing()) {
        return None;
    }
    // From the start of the line: the indentation of the braces counts.
    let source = node.source();
    let line_start = source.line_start(source.line_of(start));
    let text = source.slice(TextRange::new(line_start, node.range().end()));
    let last = last.and_then(|last| last.checked_sub(line_start));
    let (range, new) = arm_insertion(&text, node.range().checked_sub(line_start)?, last, entries)?;
    Some((range.checked_add(line_start)?, new))
}

/// In a struct literal that leaves required fields out.
fn fields(place: &Place<'_>) -> Option<Assist> {
    let mut around = place.tree.root().covering(place.selection()).ancestors();
    let node = around.find(|node| node.kind() == SyntaxKind::StructExpression)?;
    let body = node.field(Field::Body)?;
    let given: Vec<SyntaxNode<'_>> =
        body.named_children().filter(|child| child.kind() == SyntaxKind::FieldInitializer).collect();
    let Ty::Nominal(nominal) = place.type_of(node) else { return None };
    let is_given = |name: &str| given.iter().any(|it| it.field(Field::Name).is_some_and(|it| it.text_is(name)));
    let declared = nominal_fields(place.db, nominal);
    let missing = declared.iter().filter(|field| !is_given(&field.name) && is_required_field(place.db, field));
    let written: Option<Vec<String>> =
        missing.map(|field| Some(format!("{}: {}", field.name, value(place, node, &field.name, &field.ty)?))).collect();
    let written = written?;
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let title = if written.len() == 1 { "Add the missing field" } else { "Add the missing fields" };
    let edit = inserted(node, given.last().map(|field| field.range()), &written)?;
    place.change(title, vec![edit])
}

/// A value of a type: the variable of that name, or the simplest one.
fn value(place: &Place<'_>, node: SyntaxNode<'_>, name: &str, ty: &Ty) -> Option<String> {
    let offset = node.range().start().checked_sub(place.item_range.start())?;
    let locals = place.inference.locals_at(offset);
    if locals.into_iter().rev().find(|local| local.name == name).is_some_and(|local: &Local| local.ty == *ty) {
        return Some(name.to_owned());
    }
    simplest(ty).map(str::to_owned)
}

/// The simplest value of a type.
fn simplest(ty: &Ty) -> Option<&'static str> {
    Some(match ty {
        Ty::Nullable(_) => "null",
        Ty::Builtin(Builtin::Str, _) => "\"\"",
        Ty::Builtin(Builtin::Int, _) => "0",
        Ty::Builtin(Builtin::Float, _) => "0.0",
        Ty::Builtin(Builtin::Bool, _) => "false",
        Ty::Builtin(Builtin::Bytes, _) => "b\"\"",
        Ty::Builtin(Builtin::List, _) => "[]",
        Ty::Builtin(Builtin::Map, _) => "{}",
        Ty::Builtin(Builtin::DateTime, _) => "DateTime.now()",
        _ => return None,
    })
}
