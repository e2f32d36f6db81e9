//! `ws/no-close`: a handler that returns before its loop closes the connection first.

use fitz_rules::families::connections::NO_CLOSE;

use super::edits::{before_jump, connection_name};
use super::flow::{Exit, Watch, open_exits};
use super::reception::{is_failure, main_loop};
use crate::diagnostic::Finding;
use crate::hir::{Arm, Expr, ExprId};
use crate::rules::view::View;
use crate::ty::Builtin;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((_, body)) = view.handler() else { return };
    let Some(at) = main_loop(view, body).filter(|_| !view.has_hole()) else { return };
    let before: Vec<ExprId> = view.within_all(body.get(..at).unwrap_or_default());
    for exit in open_exits(view, body, true, &Open(view)) {
        let Exit::Jump(jump) = exit else { continue };
        // A `return` with a status is another finding, and `?` leaves no place for a call.
        if !before.contains(&jump) || !matches!(view.expr(jump), Expr::Return { status: None, .. }) {
            continue;
        }
        let message = "The handler returns while its client is still connected.";
        let finding = Finding::new(&NO_CLOSE, view.range(jump), message)
            .hint("Call `close()` first: otherwise the socket stays half open until a ping fails.");
        let written = view.source(view.range(jump));
        let closing = connection_name(view)
            .and_then(|name| before_jump(view, &before, jump, &[format!("{name}.close()")], written));
        found.push(match closing {
            Some(edit) => finding.fix("Close the connection first", vec![edit]),
            None => finding,
        });
    }
}

/// The client is connected until somebody closes, until an operation says that it is gone, or until the connection is given
/// to another function.
struct Open<'a, 'db>(&'a View<'db>);

impl Watch for Open<'_, '_> {
    fn after(&self, expr: ExprId) -> Option<bool> {
        let Expr::Call { arguments, .. } = self.0.expr(expr) else { return None };
        let is_given = || arguments.iter().any(|argument| self.0.ty(argument.value).is(Builtin::WsConn));
        (self.0.is_connection_call(expr, "close") || is_given()).then_some(false)
    }

    fn in_arm(&self, scrutinee: ExprId, arm: &Arm) -> Option<bool> {
        (self.0.connection_call(scrutinee).is_some() && is_failure(self.0, arm)).then_some(false)
    }
}
