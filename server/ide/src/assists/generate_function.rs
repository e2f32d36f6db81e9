//! Declares a function that is called and does not exist yet.

use fitz_analysis::hir::{Argument, Expr, ExprId};
use fitz_analysis::{Builtin, Ty, resolve_name};

use super::extract_message::{DEPTH, example};
use super::shape::is_field_name;
use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.generateFunction", keeps_meaning: false, find: assist };

/// At the name of a function that nobody declares, where it is called.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Call { .. }))?;
    let Expr::Call { callee, arguments } = place.expr(id) else { return None };
    let Expr::Name(name) = place.expr(*callee) else { return None };
    let is_known =
        place.inference.resolutions.contains_key(callee) || resolve_name(place.db, place.file, name).is_some();
    if is_known || !is_field_name(name) || !place.range(*callee).contains_range(place.selected) {
        return None;
    }
    let below = place.below().filter(|_| place.item.id(place.db).owner.is_none())?;
    let text = format!("\n\n{}", written(place, name, arguments, id, &|ty| place.is_writable(ty)));
    let assist = place.assist(&format!("Declare the function `{name}`"), Vec::new())?;
    Some(Assist { edits: vec![(place.file, vec![(below, text)])], ..assist })
}

/// The declaration of what a call asks for. `is_known` says whether a type can be written where the declaration goes.
pub(super) fn written(
    place: &Place<'_>,
    name: &str,
    arguments: &[Argument],
    call: ExprId,
    is_known: &dyn Fn(&Ty) -> bool,
) -> String {
    let (is_async, result) = result(place, call);
    let result = result.filter(is_known);
    let parameters = parameters(place, arguments);
    let annotation = |separator: &str, ty: &Ty| if is_known(ty) { format!("{separator}{ty}") } else { String::new() };
    let declared: Vec<String> = parameters.iter().map(|(name, ty)| format!("{name}{}", annotation(": ", ty))).collect();
    let given: String = parameters.iter().map(|(name, _)| format!(", {name}: {name}")).collect();
    let keyword = if is_async { "async fn" } else { "fn" };
    let mut text = format!("{keyword} {name}({})", declared.join(", "));
    let value = result.as_ref().and_then(|ty| placeholder(place, ty));
    if let (Some(ty), Some(_)) = (&result, &value) {
        text.push_str(&annotation(" -> ", ty));
    }
    text.push_str(&format!(" {{\n    log.warn(\"{name} is not written yet\"{given})\n"));
    text.extend(value.map(|value| format!("    return {value}\n")));
    text.push('}');
    text
}

/// Whether the result of a call is waited for, and what it has to be.
fn result(place: &Place<'_>, call: ExprId) -> (bool, Option<Ty>) {
    let around = |inner: ExprId, test: fn(&Expr) -> Option<ExprId>| {
        place.lowered.body.exprs.iter().find(|(_, expr)| test(expr) == Some(inner)).map(|(id, _)| id)
    };
    let awaited = around(call, |expr| match expr {
        Expr::Await(inner) => Some(*inner),
        _ => None,
    });
    let value = awaited.unwrap_or(call);
    let tried = around(value, |expr| match expr {
        Expr::Try(inner) => Some(*inner),
        _ => None,
    });
    let ty = match tried {
        Some(outer) => {
            let ok = place.expected(outer).unwrap_or_else(Ty::null);
            Some(Ty::result(ok, Ty::str()))
        }
        None => place.expected(value),
    };
    (awaited.is_some(), ty)
}

/// A value with which the function compiles.
fn placeholder(place: &Place<'_>, ty: &Ty) -> Option<String> {
    match ty {
        _ if *ty == Ty::null() => None,
        _ if !place.is_writable(ty) => None,
        _ if ty.is(Builtin::Result) => Some("Err(\"not written yet\")".to_owned()),
        _ => example(place, ty, DEPTH),
    }
}

/// A parameter for each argument, called like it.
fn parameters(place: &Place<'_>, arguments: &[Argument]) -> Vec<(String, Ty)> {
    let mut found: Vec<(String, Ty)> = Vec::new();
    for (index, argument) in arguments.iter().enumerate() {
        let said = argument.name.as_ref().map(|name| &name.name).or_else(|| match place.expr(argument.value) {
            Expr::Name(name) => Some(name),
            Expr::Field { name, .. } => Some(&name.name),
            _ => None,
        });
        let is_taken =
            |name: &str| matches!(name, "msg" | "level" | "timestamp") || found.iter().any(|it| it.0 == name);
        let name = said.map(|name| name.to_lowercase()).filter(|name| is_field_name(name) && !is_taken(name));
        let name = name.unwrap_or_else(|| format!("value{}", index + 1));
        found.push((name, place.inference.expr_type(argument.value).clone()));
    }
    found
}
