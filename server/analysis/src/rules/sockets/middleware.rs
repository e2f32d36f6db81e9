//! `ws/middleware-ignored`: middleware on an endpoint. Off unless a project asks for it.

use fitz_rules::families::endpoints::MIDDLEWARE_IGNORED;

use crate::diagnostic::Finding;
use crate::hir::Expr;
use crate::rules::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for argument in view.lowered.decorators_named("middleware").flat_map(|it| it.positional()) {
        let is_cors = match view.expr(argument.value) {
            Expr::Call { callee, .. } => matches!(view.expr(*callee), Expr::Name(name) if name == "cors"),
            Expr::Missing => true,
            _ => false,
        };
        if !is_cors {
            let message = "`fitz` of today runs no middleware before a WebSocket connection.";
            found.push(
                Finding::new(&MIDDLEWARE_IGNORED, argument.range, message)
                    .hint("Call the function in the handler, or check in the `@auth_provider`."),
            );
        }
    }
}
