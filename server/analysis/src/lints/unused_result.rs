//! `unused-result`: a value is computed and dropped, and computing it does nothing else.

use fitz_rules::families::lints::UNUSED_RESULT;

use super::dropped::{Dropped, callee_name, library_callee};
use super::{Context, is_comparison};
use crate::diagnostic::Finding;
use crate::hir::{BinaryOp, Decorator, Expr, ExprId, StrPart};
use crate::item_tree::{ItemKind, item};
use crate::lower::lowered;
use crate::members::builtin_declaration;
use crate::ty::Ty;

pub(super) fn check(context: &Context<'_>, dropped: Dropped, found: &mut Vec<Finding>) {
    match context.expr(dropped.expr) {
        Expr::Call { .. } if is_pure_call(context, dropped.expr) => found.push(call_finding(context, dropped.expr)),
        _ if is_idle_value(context, dropped) => found.push(value_finding(context, dropped.expr)),
        _ => {}
    }
}

/// Whether a call gives a value and does nothing else. The standard library declares that of its functions with `@pure`, and
/// of the methods of a type with `@changed_by`, which names the other ones. A function that it is given may do anything.
pub(super) fn is_pure_call(context: &Context<'_>, call: ExprId) -> bool {
    let db = context.db;
    let takes_function = context.inference.callees.get(&call).is_none_or(|signature| {
        signature.parameters.iter().any(|parameter| matches!(parameter.ty.without_null(), Ty::Function(_)))
    });
    let Some(function) = library_callee(context, call).filter(|_| !takes_function) else { return false };
    match (function.kind, &function.owner) {
        (ItemKind::Method, Some(owner)) => builtin_declaration(db, owner).is_some_and(|declaration| {
            let lowered = lowered(db, declaration);
            let changed_by = lowered.decorators_named("changed_by").next();
            changed_by.is_some_and(|decorator| !names(&lowered.body, decorator).any(|it| it == function.name))
        }),
        (ItemKind::Function, _) => item(db, function).is_some_and(|item| {
            let lowered = lowered(db, item);
            ["pure", "constructor"].iter().any(|mark| lowered.decorators_named(mark).next().is_some())
        }),
        _ => false,
    }
}

/// The strings that a decorator is given.
fn names<'a>(body: &'a crate::hir::Body, decorator: &'a Decorator) -> impl Iterator<Item = &'a str> {
    decorator.positional().filter_map(|argument| match &body.exprs[argument.value] {
        Expr::Str(literal) => literal.plain(),
        _ => None,
    })
}

/// An operation or a literal that stands alone. A text at the start of a block may be meant as a comment.
fn is_idle_value(context: &Context<'_>, Dropped { expr, is_first }: Dropped) -> bool {
    match context.expr(expr) {
        Expr::Str(_) => !is_first && has_no_effect(context, expr),
        Expr::Binary { .. } | Expr::Unary { .. } => has_no_effect(context, expr),
        _ => context.is_literal(expr),
    }
}

/// Whether computing a value changes nothing. Anything that may call something is left out.
fn has_no_effect(context: &Context<'_>, expr: ExprId) -> bool {
    match context.expr(expr) {
        Expr::Int(_) | Expr::Float(_) | Expr::Bool(_) | Expr::Null | Expr::Bytes | Expr::Name(_) => true,
        Expr::Str(literal) => literal.parts.iter().all(|part| match part {
            StrPart::Text(_) => true,
            StrPart::Interpolation { value, .. } => has_no_effect(context, *value),
        }),
        Expr::Field { object, name } => !name.name.is_empty() && has_no_effect(context, *object),
        Expr::TupleIndex { object, .. } => has_no_effect(context, *object),
        Expr::Index { object, index } => has_no_effect(context, *object) && has_no_effect(context, *index),
        Expr::Unary { operand, .. } => has_no_effect(context, *operand),
        Expr::Binary { left, right, .. } => has_no_effect(context, *left) && has_no_effect(context, *right),
        Expr::Call { arguments, .. } => {
            is_pure_call(context, expr) && arguments.iter().all(|argument| has_no_effect(context, argument.value))
        }
        _ => false,
    }
}

fn call_finding(context: &Context<'_>, call: ExprId) -> Finding {
    let name = callee_name(context, call).unwrap_or_default();
    let message = format!("The result of `{name}` is not used, and the call does nothing else.");
    let hint = match context.expr(call) {
        Expr::Call { callee, .. } => match context.expr(*callee) {
            Expr::Name(name) if name == "Ok" || name == "Err" => format!("Did you mean `return {name}(…)`?"),
            Expr::Field { object, .. } => match context.expr(*object) {
                Expr::Name(receiver) if context.inference.expr_type(*object) == context.inference.expr_type(call) => {
                    format!("`{receiver}` stays as it is; to change it, write `{receiver} = {receiver}.{name}(…)`.")
                }
                _ => "Use the result, or remove the call.".to_owned(),
            },
            _ => "Use the result, or remove the call.".to_owned(),
        },
        _ => "Use the result, or remove the call.".to_owned(),
    };
    Finding::new(&UNUSED_RESULT, context.range(call), message).hint(hint)
}

fn value_finding(context: &Context<'_>, expr: ExprId) -> Finding {
    let (message, hint) = match context.expr(expr) {
        Expr::Binary { op: BinaryOp::Equal, .. } => {
            ("The result of this comparison is not used.", "To assign a value, write `=`.")
        }
        Expr::Binary { op, .. } if is_comparison(*op) => {
            ("The result of this comparison is not used.", "Use it in a condition, or remove it.")
        }
        _ => ("The value of this expression is not used.", "Assign it, return it, or remove it."),
    };
    Finding::new(&UNUSED_RESULT, context.range(expr), message).hint(hint)
}
