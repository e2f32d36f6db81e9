//! `ws/rate`: a client that may broadcast as often as it likes. Off unless a project asks for it.

use fitz_rules::families::broadcasts::RATE;

use super::reception::main_loop;
use super::targets::Broadcast;
use crate::diagnostic::Finding;
use crate::hir::{BinaryOp, Expr};
use crate::rules::view::View;
use crate::ty::Ty;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((_, body)) = view.handler() else { return };
    let Some(statement) = main_loop(view, body).and_then(|at| body.get(at)).filter(|_| !view.has_hole()) else {
        return;
    };
    let inside = view.within_statement(statement);
    let limits = inside.iter().any(|id| match view.expr(*id) {
        Expr::Binary { op, left, .. } => {
            use BinaryOp::{Greater, GreaterEqual, Less, LessEqual};
            matches!(op, Less | LessEqual | Greater | GreaterEqual) && *view.ty(*left) == Ty::int()
        }
        _ => false,
    });
    let first = inside.into_iter().find(|id| {
        let is_method = view.connection_call(*id).is_some_and(|it| it.call == *id && it.method == "broadcast");
        is_method || Broadcast::of(view.db, view.item, *id).is_some()
    });
    if let Some(first) = first.filter(|_| !limits) {
        let message = "A client can make this broadcast as often as it likes.";
        found.push(
            Finding::new(&RATE, view.range(first), message)
                .hint("Count the frames in a window of some seconds, and leave the loop when there are too many."),
        );
    }
}
