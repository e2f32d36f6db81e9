//! `ws/return-status`: a status after the handshake.

use fitz_rules::families::endpoints::RETURN_STATUS;
use fitz_syntax::TextRange;

use crate::diagnostic::Finding;
use crate::hir::Expr;
use crate::rules::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((_, body)) = view.handler() else { return };
    for id in view.within_all(body) {
        let Expr::Return { status: Some(status), .. } = view.expr(id) else { continue };
        let range = TextRange::new(view.range(id).start(), view.range(*status).end());
        found.push(
            Finding::new(&RETURN_STATUS, range, "The connection is open already: the client never sees this status.")
                .hint("Send a message that says what is wrong, call `close()`, and return."),
        );
    }
}
