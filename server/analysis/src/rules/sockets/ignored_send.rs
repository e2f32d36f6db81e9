//! `ws/ignored-send`: nobody looks whether a frame could be sent. Off unless a project asks for it.

use fitz_rules::families::connections::IGNORED_SEND;
use fitz_syntax::TextRange;

use crate::diagnostic::Finding;
use crate::hir::Stmt;
use crate::rules::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for statement in view.lowered.statements() {
        let Stmt::Expr(value) = statement else { continue };
        let Some(call) = view.connection_call(*value).filter(|it| matches!(it.method, "send" | "broadcast")) else {
            continue;
        };
        let range = view.range(*value);
        let message = format!("Nothing looks whether `{}` has worked.", call.method);
        found.push(
            Finding::new(&IGNORED_SEND, range, message)
                .hint("Leave on `Err`, or write `let _ =` to say that it does not matter.")
                .fix("Drop the result with `let _ =`", vec![(TextRange::empty(range.start()), "let _ = ".to_owned())]),
        );
    }
}
