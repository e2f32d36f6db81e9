//! `ws/broadcast-before-write`: something is announced that may not happen.

use fitz_rules::families::broadcasts::BROADCAST_BEFORE_WRITE;

use super::targets::Broadcast;
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Stmt};
use crate::rules::view::View;
use crate::scope::is_declaration_file;

/// The functions of the database that change it.
const WRITES: [&str; 6] = ["exec", "insert", "bulk_insert", "update", "delete", "merge_jsonb"];

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for (_, expr) in view.running() {
        let Expr::Block(statements) = expr else { continue };
        for (index, statement) in statements.iter().enumerate() {
            let Some(call) = announced(view, statement) else { continue };
            let rest = statements.get(index + 1..).unwrap_or_default();
            let Some(write) = rest.iter().find_map(|later| failing_write(view, later)) else { continue };
            let message = "This is announced before it is written, and the write may fail.";
            found.push(
                Finding::new(&BROADCAST_BEFORE_WRITE, view.range(call), message)
                    .hint("Write first, and broadcast when the write has worked.")
                    .related(view.pointer(view.range(write)), "This may fail, and leaves the function."),
            );
        }
    }
}

/// The broadcast that a statement is.
fn announced(view: &View<'_>, statement: &Stmt) -> Option<ExprId> {
    let (Stmt::Expr(value) | Stmt::Let { value, .. }) = statement else { return None };
    let call = view.without_await(*value);
    let is_method = view.is_connection_call(call, "broadcast");
    (is_method || Broadcast::of(view.db, view.item, call).is_some()).then_some(call)
}

/// A write of a statement whose failure leaves the function.
fn failing_write(view: &View<'_>, statement: &Stmt) -> Option<ExprId> {
    let (Stmt::Expr(value) | Stmt::Let { value, .. }) = statement else { return None };
    let call = match view.expr(*value) {
        Expr::Try(inner) => view.without_await(*inner),
        Expr::Return { value: Some(inner), status: None } => view.without_await(*inner),
        _ => return None,
    };
    let is_write = view.callee(call).is_some_and(|function| {
        is_declaration_file(view.db, function.file) && WRITES.contains(&function.name.as_str())
    });
    is_write.then_some(call)
}
