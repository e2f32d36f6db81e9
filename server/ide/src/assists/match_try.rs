//! Hands an error on with `?` or, written out, with `match`.

use fitz_analysis::hir::{Arm, Expr, ExprId, Pat, PatId, Stmt};
use fitz_analysis::{Builtin, resolve_type};

use super::shape::{LOOSE, POSTFIX};
use super::{Assist, Entry, Place};

pub(super) const TRY: Entry = Entry { kind: "refactor.rewrite.tryOperator", keeps_meaning: true, find: with_operator };
pub(super) const MATCH: Entry = Entry { kind: "refactor.rewrite.matchResult", keeps_meaning: true, find: with_match };

/// At a `match` that takes the value of `Ok` and returns every `Err`.
fn with_operator(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Match { .. }))?;
    let Expr::Match { scrutinee, arms } = place.expr(id) else { return None };
    if !place.inference.expr_type(*scrutinee).is(Builtin::Result) || place.has_comment(place.range(id)) {
        return None;
    }
    let [ok, err] = arms.as_slice() else { return None };
    let (ok, err) = if matches!(place.lowered.body.pats[ok.pattern], Pat::Ok(_)) { (ok, err) } else { (err, ok) };
    if !takes_value(place, ok) || !hands_on(place, err) {
        return None;
    }
    let text = format!("{}?", place.operand(*scrutinee, POSTFIX));
    place.assist("Hand the error on with `?`", vec![place.replacement(id, text, POSTFIX)])
}

/// `Ok(value) => value`
fn takes_value(place: &Place<'_>, arm: &Arm) -> bool {
    let Pat::Ok(bound) = place.lowered.body.pats[arm.pattern] else { return false };
    arm.guard.is_none() && is_name(place, alone(place, arm.body), bound)
}

/// `Err(reason) => return Err(reason)`
fn hands_on(place: &Place<'_>, arm: &Arm) -> bool {
    let Pat::Err(bound) = place.lowered.body.pats[arm.pattern] else { return false };
    let Expr::Return { value: Some(value), status: None } = place.expr(alone(place, arm.body)) else { return false };
    let Expr::Call { callee, arguments } = place.expr(*value) else { return false };
    let is_err = matches!(place.expr(*callee), Expr::Name(name) if name == "Err");
    let [argument] = arguments.as_slice() else { return false };
    arm.guard.is_none() && is_err && is_name(place, argument.value, bound)
}

/// The only statement of a block, or the expression itself.
fn alone(place: &Place<'_>, id: ExprId) -> ExprId {
    match place.expr(id) {
        Expr::Block(statements) => match statements.as_slice() {
            [Stmt::Expr(only)] => *only,
            _ => id,
        },
        _ => id,
    }
}

fn is_name(place: &Place<'_>, id: ExprId, bound: PatId) -> bool {
    let Pat::Bind(bound) = &place.lowered.body.pats[bound] else { return false };
    matches!(place.expr(id), Expr::Name(name) if name == bound)
}

/// At the `?` of a function that returns a `Result`.
fn with_match(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Try(_)))?;
    let Expr::Try(inner) = *place.expr(id) else { return None };
    let range = place.range(id);
    let is_at_operator = place.selected.start() >= place.range(inner).end();
    if !is_at_operator || place.is_in_string(range) || !place.inference.expr_type(inner).is(Builtin::Result) {
        return None;
    }
    let function = place.function_at(range)?;
    if let Some(annotation) = &function.return_type {
        let ty = resolve_type(place.db, place.file, annotation);
        let [_, given] = place.inference.expr_type(inner).arguments_of(Builtin::Result)? else { return None };
        let [_, declared] = ty.arguments_of(Builtin::Result)? else { return None };
        // Nobody compares what `?` hands on with the declared error.
        given.fits(declared).then_some(())?;
    }
    let (value, reason) = (place.free_name(&["value"])?, place.free_name(&["reason"])?);
    let tried = place.operand(inner, LOOSE);
    let tried = if matches!(place.expr(inner), Expr::Struct { .. }) { format!("({tried})") } else { tried };
    let (bound, given) = if place.is_statement(id) { ("_", "{}") } else { (value.as_str(), value.as_str()) };
    let text = format!("match {tried} {{ Ok({bound}) => {given}, Err({reason}) => return Err({reason}) }}");
    place.assist("Write the `?` out as a `match`", vec![place.replacement(id, text, LOOSE)])
}
