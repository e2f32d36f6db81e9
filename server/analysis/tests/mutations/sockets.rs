//! Mistakes around WebSocket endpoints.

use fitz_analysis::hir::{Arm, Expr, ExprId, Pat, Stmt};
use fitz_analysis::{ItemKind, Resolution, targets_of_broadcast};
use fitz_syntax::{TextRange, TextSize};

use crate::view::View;

pub(crate) fn sites(view: &mut View<'_>) {
    broadcasts(view);
    for (_, expr) in view.exprs() {
        if let Expr::Match { scrutinee, arms } = expr
            && is_connection_call(view, *scrutinee, "recv")
        {
            arms.iter()
                .filter(|arm| matches!(view.lowered.body.pats[arm.pattern], Pat::Err(_)))
                .for_each(|arm| spin(view, arm));
        }
    }
    endpoint(view);
}

fn quoted(view: &View<'_>, literal: ExprId) -> Option<TextRange> {
    let range = view.range(literal);
    let inner = TextRange::new(range.start() + TextSize::of('"'), range.end() - TextSize::of('"'));
    let Expr::Str(text) = view.expr(literal) else { return None };
    (text.plain() == Some(view.slice(inner))).then_some(inner)
}

fn broadcasts(view: &mut View<'_>) {
    for (call, expr) in view.exprs() {
        let Expr::Call { arguments, .. } = expr else { continue };
        let Some(targets) = targets_of_broadcast(view.db, view.item, call) else { continue };
        let [path, message] = arguments.as_slice() else { continue };
        if let Some(path) = quoted(view, path.value) {
            view.insert("broadcast to a path that nobody has", path.end(), "/nobody");
        }
        if let Some(connection) = targets.first().and_then(|socket| socket.connection.as_ref()) {
            view.misfit("broadcast of another type", message.value, &connection.outgoing);
        }
    }
}

/// Goes on with the loop where it was left.
fn spin(view: &mut View<'_>, arm: &Arm) {
    let last = match view.expr(arm.body) {
        Expr::Block(statements) => match statements.last() {
            Some(Stmt::Expr(last)) => *last,
            _ => return,
        },
        _ => arm.body,
    };
    if matches!(view.expr(last), Expr::Break { label: None, value: None }) {
        view.replace("loop that goes on without its client", view.range(last), "continue");
    }
}

fn endpoint(view: &mut View<'_>) {
    let Some(decorator) = view.lowered.decorators_named("ws").next() else { return };
    let Some(path) = decorator.positional().next().and_then(|argument| quoted(view, argument.value)) else { return };
    let slash = TextRange::at(path.start(), TextSize::of('/'));
    view.replace("endpoint without a leading slash", slash, "");
    let route = format!("\n@get(\"{}\")\nfn route_in_the_way() => 0\n", view.slice(path));
    view.insert("route on the path of an endpoint", TextSize::of(view.text), route);
    let Some(body) = view.lowered.function().and_then(|function| function.body) else { return };
    let Expr::Block(statements) = view.expr(body) else { return };
    let is_loop =
        |statement: &Stmt| matches!(statement, Stmt::Expr(value) if matches!(view.expr(*value), Expr::Loop { .. }));
    let Some(at) = statements.iter().position(is_loop) else { return };
    let cleanup = statements[at + 1..].iter().find_map(|statement| takes_back(view, statement));
    if let Some(range) = cleanup {
        view.replace("dropped cleanup of a connection", range, "");
    }
    let before: Vec<TextRange> = view
        .exprs()
        .into_iter()
        .filter(|(id, _)| {
            is_connection_call(view, *id, "close") && view.range(*id).end() < start_of(view, &statements[at])
        })
        .map(|(id, _)| view.range(id))
        .collect();
    for close in before {
        view.replace("dropped `close` before an early return", close, "");
    }
}

fn start_of(view: &View<'_>, statement: &Stmt) -> TextSize {
    match statement {
        Stmt::Expr(value) => view.range(*value).start(),
        _ => TextSize::default(),
    }
}

/// The statement behind a loop that sets a table back: an assignment to a global map, or a call of a function of the file.
fn takes_back(view: &View<'_>, statement: &Stmt) -> Option<TextRange> {
    match statement {
        Stmt::Assign { target, value, .. } => {
            let Expr::Index { object, .. } = view.expr(*target) else { return None };
            let is_global = matches!(view.inference.resolutions.get(object), Some(Resolution::Item(_)));
            is_global.then(|| view.range(*target).cover(view.range(*value)))
        }
        Stmt::Expr(call) => {
            let Expr::Call { callee, .. } = view.expr(*call) else { return None };
            let Some(Resolution::Item(function)) = view.inference.resolutions.get(callee) else { return None };
            let is_own = function.kind == ItemKind::Function && function.file == view.file;
            is_own.then(|| view.range(*call))
        }
        _ => None,
    }
}

fn is_connection_call(view: &View<'_>, id: ExprId, method: &str) -> bool {
    let Expr::Call { callee, .. } = view.expr(id) else { return false };
    matches!(
        view.inference.resolutions.get(callee),
        Some(Resolution::Item(id)) if id.owner.as_deref() == Some("WsConn") && id.name == method
    )
}
