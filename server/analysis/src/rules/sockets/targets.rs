//! Which endpoints a broadcast from anywhere reaches.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::db::{Db, SourceFile};
use crate::endpoint::{PushKind, SocketEndpoint};
use crate::endpoints::{program_surface, push_kind};
use crate::hir::{Argument, Expr, ExprId};
use crate::inference::{Resolution, infer};
use crate::item_tree::{Item, ItemId, item};
use crate::lower::lowered;
use crate::project::programs;
use crate::rules::view::View;
use crate::scope::is_declaration_file;
use crate::ty::Builtin;

/// The endpoints of the programs of `file` whose clients a broadcast to `path` reaches, without their pushes, each once. A
/// part in braces of an endpoint's path stands for any text without a slash.
pub fn endpoints_at<'db>(db: &'db dyn Db, file: SourceFile, path: &str) -> Vec<&'db SocketEndpoint> {
    let mut found: Vec<&SocketEndpoint> = Vec::new();
    for entry in programs(db, file) {
        let sockets = &program_surface(db, *entry).sockets;
        for socket in reached_by_path(db, *entry, path).filter_map(|index| sockets.get(index)) {
            if !found.iter().any(|known| known.handler == socket.handler) {
                found.push(socket);
            }
        }
    }
    found
}

/// The places in [`Program::sockets`](crate::Program::sockets) of those endpoints of one program that a broadcast to `path`
/// reaches.
pub(crate) fn reached_by_path(db: &dyn Db, entry: SourceFile, path: &str) -> impl Iterator<Item = usize> {
    let sockets = &program_surface(db, entry).sockets;
    let places = socket_places(db, entry);
    let covers = |index: &&usize| {
        let declared = sockets.get(**index).and_then(|socket| socket.path.as_ref());
        declared.is_some_and(|declared| covers(&declared.text, path))
    };
    places.exact.get(path).into_iter().flatten().chain(places.with_parts.iter().filter(covers)).copied()
}

/// Where the endpoints of a program stand in [`Program::sockets`](crate::Program::sockets), by their path.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct SocketPlaces {
    exact: FxHashMap<String, Vec<usize>>,
    /// Those whose path has parts in braces.
    with_parts: Vec<usize>,
}

#[salsa::tracked(returns(ref))]
fn socket_places(db: &dyn Db, entry: SourceFile) -> SocketPlaces {
    let mut places = SocketPlaces::default();
    for (index, socket) in program_surface(db, entry).sockets.iter().enumerate() {
        match &socket.path {
            Some(path) if path.text.contains('{') => places.with_parts.push(index),
            Some(path) => places.exact.entry(path.text.clone()).or_default().push(index),
            None => {}
        }
    }
    places
}

/// The endpoints that a call of `ws.broadcast` or `ws_broadcast` reaches. `None` when `call` is something else, or when its
/// path is not a plain text.
pub fn targets_of_broadcast<'db>(db: &'db dyn Db, item: Item<'db>, call: ExprId) -> Option<Vec<&'db SocketEndpoint>> {
    let broadcast = Broadcast::of(db, item, call)?;
    Some(endpoints_at(db, item.id(db).file, broadcast.path?))
}

/// The endpoints whose connections an item may hold, in the programs of its file and without their pushes: its own, if it
/// is a handler, and those whose handlers give it their connection, directly or through other functions of any module.
pub fn endpoints_of_connections<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<&'db SocketEndpoint> {
    let mut found: Vec<&SocketEndpoint> = Vec::new();
    for entry in programs(db, item.id(db).file) {
        let sockets = &program_surface(db, *entry).sockets;
        let held = connection_holders(db, *entry).get(item.id(db)).into_iter().flatten();
        for socket in held.filter_map(|index| sockets.get(*index)) {
            if !found.iter().any(|known| known.handler == socket.handler) {
                found.push(socket);
            }
        }
    }
    found
}

/// Every function of a program that a connection reaches, with the places in [`Program::sockets`](crate::Program::sockets) of
/// the endpoints whose it may be.
#[salsa::tracked(returns(ref))]
pub(crate) fn connection_holders(db: &dyn Db, entry: SourceFile) -> FxHashMap<ItemId, Vec<usize>> {
    let mut holders: FxHashMap<ItemId, Vec<usize>> = FxHashMap::default();
    for (index, socket) in program_surface(db, entry).sockets.iter().enumerate() {
        for holder in holders_of_connection(db, &socket.handler) {
            holders.entry(holder).or_default().push(index);
        }
    }
    holders
}

/// The handler and every function that its connection reaches.
fn holders_of_connection(db: &dyn Db, handler: &ItemId) -> FxHashSet<ItemId> {
    let mut seen = FxHashSet::default();
    let mut waiting = vec![handler.clone()];
    while let Some(next) = waiting.pop() {
        if seen.insert(next.clone())
            && let Some(found) = item(db, &next)
        {
            waiting.extend(receivers_of_connections(db, found).iter().cloned());
        }
    }
    seen
}

/// The functions of the program to which an item gives a connection.
#[salsa::tracked(returns(ref))]
fn receivers_of_connections<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<ItemId> {
    let view = View::of(db, item);
    let calls = view.running().filter(|(_, expr)| match expr {
        Expr::Call { arguments, .. } => arguments.iter().any(|argument| view.ty(argument.value).is(Builtin::WsConn)),
        _ => false,
    });
    let functions = calls.filter_map(|(call, _)| view.callee(call));
    functions.filter(|function| !is_declaration_file(db, function.file)).cloned().collect()
}

/// The endpoints that a call reaches: of `conn.send` and `conn.broadcast` those whose connection it may be, of
/// `ws.broadcast` and `ws_broadcast` those of the path. `None` when `call` is something else, or when its path is not a
/// plain text.
pub fn targets_of_push<'db>(db: &'db dyn Db, item: Item<'db>, call: ExprId) -> Option<Vec<&'db SocketEndpoint>> {
    let view = View::of(db, item);
    match view.connection_call(call).filter(|it| it.call == call && matches!(it.method, "send" | "broadcast")) {
        Some(_) => Some(endpoints_of_connections(db, item)),
        None => targets_of_broadcast(db, item, call),
    }
}

/// A call of `ws.broadcast` or `ws_broadcast`.
pub(super) struct Broadcast<'db> {
    /// The path, if it is a plain text.
    pub(super) path: Option<&'db str>,
    /// The argument that is the path.
    pub(super) path_argument: ExprId,
    /// The argument that is the message.
    pub(super) message: Option<ExprId>,
}

impl<'db> Broadcast<'db> {
    pub(super) fn of(db: &'db dyn Db, item: Item<'db>, call: ExprId) -> Option<Broadcast<'db>> {
        let body = &lowered(db, item).body;
        let Expr::Call { callee, arguments } = &body.exprs[call] else { return None };
        let Some(Resolution::Item(function)) = infer(db, item).resolutions.get(callee) else { return None };
        if push_kind(db, function) != Some(PushKind::BroadcastFromAnywhere) {
            return None;
        }
        let path_argument = argument(arguments, 0, &["endpoint", "path"])?;
        let path = match &body.exprs[path_argument] {
            Expr::Str(literal) => literal.plain(),
            _ => None,
        };
        Some(Broadcast { path, path_argument, message: argument(arguments, 1, &["msg", "event"]) })
    }
}

/// The argument with one of these names, or at that position.
fn argument(arguments: &[Argument], position: usize, names: &[&str]) -> Option<ExprId> {
    let named = arguments.iter().find(|it| it.name.as_ref().is_some_and(|name| names.contains(&name.name.as_str())));
    let unnamed = || arguments.get(position).filter(|it| it.name.is_none());
    named.or_else(unnamed).map(|it| it.value)
}

/// Whether the path of an endpoint stands for this one.
fn covers(declared: &str, path: &str) -> bool {
    let is_part = |part: &str| part.starts_with('{') && part.ends_with('}');
    let (mut declared, mut path) = (declared.split('/'), path.split('/'));
    loop {
        match (declared.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(text)) if part == text || is_part(part) && !text.is_empty() => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn parts_in_braces_stand_for_any_text() {
        for (declared, path, expected) in [
            ("/feed", "/feed", true),
            ("/feed", "/feeds", false),
            ("/users/{email}/feed", "/users/ana/feed", true),
            ("/users/{email}/feed", "/users//feed", false),
            ("/users/{email}/feed", "/users/ana", false),
            ("/users/{email}", "/users/{email}", true),
        ] {
            assert_eq!(covers(declared, path), expected, "{declared} {path}");
        }
    }
}
