//! `unawaited-future`: an async call whose future nobody waits for.

use fitz_rules::families::lints::UNAWAITED_FUTURE;
use fitz_syntax::TextRange;

use super::Context;
use super::dropped::{Dropped, callee_name, library_callee};
use crate::diagnostic::Finding;
use crate::hir::{ExprId, Function};
use crate::item_tree::ItemKind;
use crate::ty::Builtin;

pub(super) fn check(context: &Context<'_>, dropped: Dropped, found: &mut Vec<Finding>) {
    let call = dropped.expr;
    // What a module of the language gives is `Any` to the checker; its declaration still says that it is async.
    let Some(signature) = context.inference.callees.get(&call) else { return };
    let library = library_callee(context, call);
    let gives_future = context.inference.expr_type(call).is(Builtin::Future) || signature.is_async && library.is_some();
    let is_spawn = library.is_some_and(|function| function.name == "spawn");
    if gives_future && !is_spawn {
        found.push(finding(context, call));
    }
}

fn finding(context: &Context<'_>, call: ExprId) -> Finding {
    let range = context.range(call);
    let name = callee_name(context, call).unwrap_or_default();
    let message = format!("`{name}` is async, and nothing waits for its result.");
    let finding = Finding::new(&UNAWAITED_FUTURE, range, message);
    if may_wait(context, range) {
        finding
            .hint("Write `.await` after the call.")
            .fix("Add `.await`", vec![(TextRange::empty(range.end()), ".await".to_owned())])
    } else {
        finding.hint("Write `.await` after the call, and `async` before the function around it.")
    }
}

/// Whether `.await` is allowed at a place: in an async function, and at the top level of a file.
fn may_wait(context: &Context<'_>, place: TextRange) -> bool {
    let body = |function: &Function| function.body.map(|body| context.range(body));
    let innermost = context
        .lowered
        .functions()
        .filter(|function| body(function).is_some_and(|range| range.contains_range(place)))
        .min_by_key(|function| body(function).map(TextRange::len));
    match innermost {
        Some(function) => function.is_async,
        None => !matches!(context.id.kind, ItemKind::Function | ItemKind::Method | ItemKind::Type),
    }
}
