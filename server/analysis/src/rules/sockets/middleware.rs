//! `ws/middleware-ignored`: middleware on an endpoint. Off unless a project asks for it.

use fitz_rules::families::endpoints::MIDDLEWARE_IGNORED;

use crate::diagnostic::Finding;
use crate::hir::Expr;
use crate::rules::decorators::{removal, without};
use crate::rules::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let all = view.lowered.decorators_named("middleware");
    for (decorator, argument) in all.flat_map(|it| it.positional().map(move |argument| (it, argument))) {
        let is_cors = match view.expr(argument.value) {
            Expr::Call { callee, .. } => matches!(view.expr(*callee), Expr::Name(name) if name == "cors"),
            Expr::Missing => true,
            _ => false,
        };
        if !is_cors {
            let message = "`fitz` of today runs no middleware before a WebSocket connection.";
            let edit = match decorator.arguments.as_slice() {
                [_] => (removal(view.text, decorator), String::new()),
                _ => without(decorator, argument),
            };
            found.push(
                Finding::new(&MIDDLEWARE_IGNORED, argument.range, message)
                    .hint("Call the function in the handler, or check in the `@auth_provider`.")
                    .fix("Remove the middleware", vec![edit]),
            );
        }
    }
}
