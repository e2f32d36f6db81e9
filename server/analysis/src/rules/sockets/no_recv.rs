//! `ws/no-recv`: a handler that ends at once.

use fitz_rules::families::connections::NO_RECV;

use super::edits::reading_loop;
use crate::diagnostic::Finding;
use crate::hir::{Expr, Stmt};
use crate::rules::view::View;
use crate::ty::Builtin;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((function, body)) = view.handler() else { return };
    let has_connection = function.parameters.iter().any(|it| view.inference.pat_type(it.pattern).is(Builtin::WsConn));
    // An empty body is not written yet.
    if body.is_empty() || !has_connection || view.has_hole() {
        return;
    }
    let stays = view.lowered.statements().any(|it| matches!(it, Stmt::While { .. } | Stmt::For { .. }))
        || view.running().any(|(id, expr)| match expr {
            Expr::Loop { .. } => true,
            // A status is another finding.
            Expr::Return { status: Some(_), .. } => true,
            // A greeting, an answer, or a refusal.
            Expr::Call { arguments, .. } => {
                let answers = view.connection_call(id).is_some_and(|it| matches!(it.method, "send" | "close" | "recv"));
                answers || arguments.iter().any(|argument| view.ty(argument.value).is(Builtin::WsConn))
            }
            _ => false,
        });
    if !stays {
        let message =
            format!("`{}` ends as soon as a client has connected: nothing waits for frames.", function.name.name);
        let finding = Finding::new(&NO_RECV, function.name.range, message)
            .hint("Read in a loop, and leave it on `Err`: as long as the handler runs, the client gets broadcasts.");
        found.push(match function.body.and_then(|block| reading_loop(view, block, body)) {
            Some(edits) => finding.fix("Read until the client has gone", edits),
            None => finding,
        });
    }
}
