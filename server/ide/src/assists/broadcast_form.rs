//! Writes a broadcast over the connection as one by the path of the endpoint, and the other way round.

use fitz_analysis::hir::{Expr, ExprId, Pat, Stmt};
use fitz_analysis::{Builtin, PushCall, PushKind, SocketEndpoint, Ty, push_calls, resolve_name, sockets_of_handler};
use fitz_syntax::TextRange;

use super::{Assist, Entry, Place};

pub(super) const BY_PATH: Entry =
    Entry { kind: "refactor.rewrite.broadcastByPath", keeps_meaning: true, find: by_path };
pub(super) const BY_CONNECTION: Entry =
    Entry { kind: "refactor.rewrite.broadcastByConnection", keeps_meaning: true, find: by_connection };
pub(super) const BY_MODULE: Entry =
    Entry { kind: "refactor.rewrite.broadcastByModule", keeps_meaning: false, find: by_module };

/// At `conn.broadcast(..)` in a handler, when nobody looks at the result.
fn by_path(place: &Place<'_>) -> Option<Assist> {
    let (push, id) = selected(place).filter(|(push, _)| push.kind == PushKind::Broadcast)?;
    let (path, _) = own_endpoint(place)?;
    let message = place.source(push.argument.as_ref()?.range);
    let is_free = resolve_name(place.db, place.file, "ws_broadcast").is_some() && place.is_free("ws_broadcast");
    let text = format!("ws_broadcast(\"{path}\", {message})");
    let range = dropped(place, id).filter(|range| is_free && !place.has_comment(*range))?;
    place.assist("Broadcast by the path of the endpoint", vec![(range, text)])
}

/// The statement that a call is when nobody looks at its result: the call alone, or `let _ =` and the call.
fn dropped(place: &Place<'_>, id: ExprId) -> Option<TextRange> {
    if place.is_statement(id) {
        return Some(place.range(id));
    }
    let statement = place.lowered.statements().find(|statement| match statement {
        Stmt::Let { pattern, ty: None, value } => {
            *value == id && matches!(place.lowered.body.pats[*pattern], Pat::Wildcard)
        }
        _ => false,
    })?;
    Some(place.statement_range(statement))
}

/// At a broadcast by a path, in the handler of that path.
fn by_connection(place: &Place<'_>) -> Option<Assist> {
    let (push, id) = selected(place).filter(|(push, _)| push.kind == PushKind::BroadcastFromAnywhere)?;
    let (path, connection) = own_endpoint(place)?;
    let is_own = push.path.as_ref().is_some_and(|(target, _)| *target == path);
    let is_outside_closures = place.function_at(place.range(id)).is_some_and(|it| !it.name.name.is_empty());
    if !is_own || !place.is_statement(id) || !is_outside_closures || place.has_comment(place.range(id)) {
        return None;
    }
    let message = place.source(push.argument.as_ref()?.range);
    let text = format!("let _ = {connection}.broadcast({message})");
    place.assist("Broadcast over the connection", vec![(place.range(id), text)])
}

/// At `ws_broadcast`, the older name of `ws.broadcast`, or at the latter.
fn by_module(place: &Place<'_>) -> Option<Assist> {
    let (push, id) = selected(place).filter(|(push, _)| push.kind == PushKind::BroadcastFromAnywhere)?;
    let Expr::Call { callee, .. } = place.expr(id) else { return None };
    let (from, to) = match place.expr(*callee) {
        Expr::Name(_) => ("ws", "ws.broadcast"),
        _ => ("ws_broadcast", "ws_broadcast"),
    };
    let is_hidden = !place.is_free(from) || place.inference.locals.iter().any(|local| local.name == from);
    let is_sound = !is_hidden && push.argument.is_some();
    is_sound.then(|| place.assist(&format!("Write `{to}`"), vec![(place.range(*callee), to.to_owned())]))?
}

/// The call that is selected and sends to clients.
fn selected<'db>(place: &Place<'db>) -> Option<(&'db PushCall, ExprId)> {
    let pushes = push_calls(place.db, place.item).iter();
    let push =
        pushes.filter(|push| push.call.range.contains_range(place.selected)).min_by_key(|it| it.call.range.len())?;
    let is_it = |id: &ExprId| place.range(*id) == push.call.range && matches!(place.expr(*id), Expr::Call { .. });
    let id = place.lowered.body.exprs.iter().map(|(id, _)| id).find(is_it)?;
    let argument = push.argument.as_ref().map_or(push.call.range, |it| it.range);
    let head = TextRange::new(push.call.range.start(), argument.start().max(push.call.range.start()));
    head.contains_range(place.selected).then_some((push, id))
}

/// The path of the handler that the item is, and the name of its connection. Binary frames go over the connection alone.
fn own_endpoint(place: &Place<'_>) -> Option<(String, String)> {
    let sockets = sockets_of_handler(place.db, place.item.id(place.db));
    let first: &SocketEndpoint = sockets.first().map(|(_, socket)| socket)?;
    let path = first.path.as_ref().filter(|path| path.parameters.is_empty() && path.query.is_empty())?;
    let connection = first.connection.as_ref()?;
    let is_one = place.lowered.decorators_named("ws").count() == 1;
    let is_text = !connection.outgoing.is(Builtin::Bytes) && connection.outgoing != Ty::Any;
    let is_plain = !path.text.contains(['"', '\\']);
    (is_one && is_text && is_plain).then(|| (path.text.clone(), connection.name.to_string()))
}
