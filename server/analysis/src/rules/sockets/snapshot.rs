//! `ws/no-snapshot`: nothing tells a client that connects again what it has missed. Off unless a project asks for it.

use fitz_rules::families::connections::NO_SNAPSHOT;

use super::reception::main_loop;
use crate::diagnostic::Finding;
use crate::hir::Expr;
use crate::rules::view::View;
use crate::ty::Builtin;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((function, body)) = view.handler() else { return };
    let Some(at) = main_loop(view, body).filter(|_| !view.has_hole()) else { return };
    let greets = view.within_all(body.get(..at).unwrap_or_default()).into_iter().any(|id| {
        let gives_away = match view.expr(id) {
            Expr::Call { arguments, .. } => arguments.iter().any(|it| view.ty(it.value).is(Builtin::WsConn)),
            _ => false,
        };
        gives_away || view.is_connection_call(id, "send")
    });
    let tells_all = view.within_all(body).into_iter().any(|id| view.is_connection_call(id, "broadcast"));
    if tells_all && !greets {
        let message = "A client that connects, or connects again, is told nothing of what went before.";
        found.push(
            Finding::new(&NO_SNAPSHOT, function.name.range, message)
                .hint("Send the present state before the loop: broadcasts are not repeated."),
        );
    }
}
