//! `ws/conn-count`: a WebSocket handler has exactly one `WsConn` parameter.

use fitz_rules::families::realtime::CONN_COUNT;

use super::super::ItemContext;
use super::support::is_unknown;
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Parameter, TypeRef, TypeRefKind};
use crate::signatures::resolve_type;
use crate::ty::Builtin;

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let Some(function) = context.lowered.function() else { return };
    if context.lowered.decorators_named("ws").next().is_none() || function.name.name.is_empty() {
        return;
    }
    let file = context.item.id(context.db).file;
    // One with another number of types is a connection, too, and that mistake is told by itself.
    let is_named = |ty: &TypeRef| matches!(&ty.kind, TypeRefKind::Named(name, _) if name.name == "WsConn");
    let is_connection = |parameter: &&Parameter| {
        parameter.ty.as_ref().is_some_and(|ty| is_named(ty) || resolve_type(context.db, file, ty).is(Builtin::WsConn))
    };
    // While a parameter is being typed, its type is not established. One that does not exist is another finding.
    let may_be_connection = |parameter: &Parameter| {
        let is_any = |ty: &TypeRef| matches!(&ty.kind, TypeRefKind::Named(name, _) if name.name == "Any");
        parameter.ty.as_ref().is_none_or(|ty| !is_any(ty) && is_unknown(&context.parameter_type(parameter)))
    };
    if function.parameters.iter().any(|parameter| parameter.name.name.is_empty() || may_be_connection(parameter)) {
        return;
    }
    let connections: Vec<&Parameter> = function.parameters.iter().filter(is_connection).collect();
    match connections.as_slice() {
        [_] => {}
        [] => {
            let message = format!("The WebSocket handler `{}` has no `WsConn` parameter.", function.name.name);
            found.push(
                Finding::new(&CONN_COUNT, function.parameters_range, message)
                    .hint("Add one, e.g. `conn: WsConn<Message>`, where `Message` is the type of the frames."),
            );
        }
        [first, others @ ..] => found.extend(others.iter().map(|other| {
            let message =
                format!("The WebSocket handler `{}` has more than one `WsConn` parameter.", function.name.name);
            let place = SourcePointer { item: context.item.id(context.db).clone(), range: first.range };
            Finding::new(&CONN_COUNT, other.range, message)
                .hint("A handler serves one connection: keep one of them.")
                .related(place, format!("`{}` is the connection already", first.name.name))
        })),
    }
}
