//! `ws/return-type`: a handler whose result goes nowhere.

use fitz_rules::families::endpoints::RETURN_TYPE;

use crate::diagnostic::Finding;
use crate::hir::Expr;
use crate::rules::view::View;
use crate::signatures::resolve_type;
use crate::ty::{Builtin, Ty};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some(function) = view.lowered.function() else { return };
    let Some(annotation) = &function.return_type else { return };
    let ty = resolve_type(view.db, view.id.file, annotation);
    let is_nothing = |ty: &Ty| matches!(ty, Ty::Any | Ty::PyAny) || ty.is(Builtin::Null);
    // `Result<Null>` lets the body use `?`.
    let result = ty.arguments_of(Builtin::Result).and_then(|parts| parts.first());
    if is_nothing(&ty) || result.is_some_and(is_nothing) {
        return;
    }
    let message = format!("A WebSocket handler gives nothing back: its `{ty}` is dropped.");
    let finding =
        Finding::new(&RETURN_TYPE, annotation.range, message).hint("Send values with `send`, and declare `Null`.");
    let gives_value = view.lowered.body.exprs.iter().any(|(_, expr)| match expr {
        Expr::Return { value: Some(value), .. } => !matches!(view.expr(*value), Expr::Null),
        _ => false,
    });
    found.push(if gives_value || function.is_expression_body {
        finding
    } else {
        finding.fix("Declare `Null`", vec![(annotation.range, "Null".to_owned())])
    });
}
