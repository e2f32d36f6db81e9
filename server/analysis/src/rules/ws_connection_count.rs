//! `ws/conn-count`: a WebSocket handler has exactly one `WsConn` parameter.

use super::ItemContext;
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::hir::Parameter;
use crate::signatures::resolve_type;
use crate::ty::Builtin;

pub(super) const CODE: &str = "ws/conn-count";

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(function) = context.lowered.function() else { return };
    if context.lowered.decorators_named("ws").next().is_none() || function.name.name.is_empty() {
        return;
    }
    let file = context.item.id(context.db).file;
    let is_connection = |parameter: &&Parameter| {
        parameter.ty.as_ref().is_some_and(|ty| resolve_type(context.db, file, ty).is(Builtin::WsConn))
    };
    // While a parameter is being typed, its type is not established.
    if function.parameters.iter().any(|parameter| parameter.ty.is_none() || parameter.name.name.is_empty()) {
        return;
    }
    let connections: Vec<&Parameter> = function.parameters.iter().filter(is_connection).collect();
    match connections.as_slice() {
        [_] => {}
        [] => found.push(Diagnostic {
            code: CODE,
            severity: Severity::Error,
            range: function.parameters_range,
            message: format!("The WebSocket handler `{}` has no `WsConn` parameter.", function.name.name),
            hint: Some("Add one, e.g. `conn: WsConn<Message>`, where `Message` is the type of the frames.".to_owned()),
            related: Vec::new(),
            fix: None,
        }),
        [first, others @ ..] => found.extend(others.iter().map(|other| Diagnostic {
            code: CODE,
            severity: Severity::Error,
            range: other.range,
            message: format!("The WebSocket handler `{}` has more than one `WsConn` parameter.", function.name.name),
            hint: Some("A handler serves one connection: keep one of them.".to_owned()),
            related: vec![Related {
                file,
                range: first.range,
                message: format!("`{}` is the connection already", first.name.name),
            }],
            fix: None,
        })),
    }
}
