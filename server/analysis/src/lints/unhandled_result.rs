//! `unhandled-result`: a call that can fail, and nobody looks.

use fitz_rules::families::lints::UNHANDLED_RESULT;
use fitz_syntax::TextRange;

use super::Context;
use super::dropped::{Dropped, callee_name, library_callee};
use super::unused_result::is_pure_call;
use crate::diagnostic::Finding;
use crate::hir::Expr;
use crate::ty::Builtin;

pub(super) fn check(context: &Context<'_>, dropped: Dropped, found: &mut Vec<Finding>) {
    let (call, is_awaited) = match context.expr(dropped.expr) {
        Expr::Await(call) => (*call, true),
        _ => (dropped.expr, false),
    };
    let Some(signature) = context.inference.callees.get(&call) else { return };
    let library = library_callee(context, call);
    // A module of the language is `Any` to the checker; its declaration says what a call gives.
    let declared = library.is_some() && signature.is_async == is_awaited && signature.result.is(Builtin::Result);
    let can_fail = context.inference.expr_type(dropped.expr).is(Builtin::Result) || declared;
    let is_method_of = |owner: &str| library.is_some_and(|method| method.owner.as_deref() == Some(owner));
    // Whoever sends to a client that is gone notices at the next `recv`. A method of an unknown value may be another one.
    let is_exempt = is_method_of(Builtin::WsConn.name()) || is_method_of("Any");
    if !can_fail || is_exempt || is_pure_call(context, call) {
        return;
    }
    let range = context.range(dropped.expr);
    let name = callee_name(context, call).unwrap_or_default();
    let message = format!("`{name}` can fail, and nothing looks at its result.");
    found.push(
        Finding::new(&UNHANDLED_RESULT, range, message)
            .hint("Write `?` after it, match it, or write `let _ =` before it when a failure does not matter.")
            .fix("Drop the result with `let _ =`", vec![(TextRange::empty(range.start()), "let _ = ".to_owned())]),
    );
}
