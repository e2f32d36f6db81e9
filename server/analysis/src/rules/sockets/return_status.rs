//! `ws/return-status`: a status after the handshake.

use fitz_rules::families::endpoints::RETURN_STATUS;
use fitz_syntax::TextRange;

use super::edits::{before_jump, connection_name, error_message};
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId};
use crate::rules::view::View;
use crate::signatures::resolve_type;
use crate::ty::Builtin;

/// Keys under which the body of an answer says what is wrong, the best first.
const REASONS: [&str; 4] = ["error", "message", "detail", "reason"];

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((_, body)) = view.handler() else { return };
    let inside = view.within_all(body);
    for id in &inside {
        let Expr::Return { status: Some(status), value } = view.expr(*id) else { continue };
        let range = TextRange::new(view.range(*id).start(), view.range(*status).end());
        let finding =
            Finding::new(&RETURN_STATUS, range, "The connection is open already: the client never sees this status.")
                .hint("Send a message that says what is wrong, call `close()`, and return.");
        found.push(match value.and_then(|value| instead(view, &inside, *id, *status, value)) {
            Some((title, edit)) => finding.fix(title, vec![edit]),
            None => finding,
        });
    }
}

/// The same told to the client over the connection.
fn instead(
    view: &View<'_>,
    around: &[ExprId],
    jump: ExprId,
    status: ExprId,
    value: ExprId,
) -> Option<(&'static str, (TextRange, String))> {
    let connection = connection_name(view)?;
    let message = error_message(view, &reason(view, status, value));
    let title = if message.is_some() { "Send a message, and close" } else { "Close the connection" };
    let sending = message.map(|message| format!("let _ = {connection}.send({message})"));
    let statements: Vec<String> = sending.into_iter().chain([format!("{connection}.close()")]).collect();
    let written = if gives_result(view) { "return Ok(null)" } else { "return null" };
    Some((title, before_jump(view, around, jump, &statements, written)?))
}

/// What is wrong, as the source of a string.
fn reason(view: &View<'_>, status: ExprId, value: ExprId) -> String {
    let is_text = |id: &ExprId| matches!(view.expr(*id), Expr::Str(_));
    let told = match view.expr(value) {
        Expr::Str(_) => Some(value),
        Expr::Map(pairs) => {
            let key = |id: ExprId| match view.expr(id) {
                Expr::Name(name) => Some(name.as_str()),
                _ => view.plain(id),
            };
            let under = |name: &str| pairs.iter().find(|(it, _)| key(*it) == Some(name)).map(|(_, value)| *value);
            REASONS.iter().find_map(|name| under(name).filter(is_text))
        }
        _ => None,
    };
    match (told, view.expr(status)) {
        (Some(told), _) => view.source(view.range(told)).to_owned(),
        (None, Expr::Int(Some(401))) => "\"not authenticated\"".to_owned(),
        (None, Expr::Int(Some(403))) => "\"not allowed\"".to_owned(),
        (None, Expr::Int(Some(404))) => "\"not found\"".to_owned(),
        (None, _) => "\"refused\"".to_owned(),
    }
}

fn gives_result(view: &View<'_>) -> bool {
    let annotation = view.lowered.function().and_then(|function| function.return_type.as_ref());
    annotation.is_some_and(|annotation| resolve_type(view.db, view.id.file, annotation).is(Builtin::Result))
}
