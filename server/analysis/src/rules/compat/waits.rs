//! `compat/await-ws`: `conn.recv().await`.

use fitz_rules::families::compat::AWAIT_WS;
use fitz_syntax::{TextRange, TextSize};

use super::View;
use crate::diagnostic::Finding;
use crate::hir::Expr;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for (id, expr) in view.lowered.body.exprs.iter() {
        let Expr::Await(inner) = expr else { continue };
        // The methods that give a `Result`; a `close` that is awaited is an error everywhere.
        let Some(call) = view.connection_call(*inner).filter(|it| it.call == *inner && it.method != "close") else {
            continue;
        };
        let behind = TextRange::new(view.range(*inner).end().min(view.range(id).end()), view.range(id).end());
        let Some(dot) = view.source(behind).rfind('.').and_then(|dot| TextSize::try_from(dot).ok()) else { continue };
        let range = TextRange::new(behind.start() + dot, behind.end());
        let message = format!("`fitz` does not let `{}` of a connection be awaited: it waits by itself.", call.method);
        found.push(
            Finding::new(&AWAIT_WS, range, message)
                .hint("Leave `.await` out; both forms give the same.")
                .fix("Remove `.await`", vec![(range, String::new())]),
        );
    }
}
