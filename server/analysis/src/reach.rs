//! Whose clients a part of a program reaches: by the path of an endpoint, and with a connection that it was given.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::db::{Db, SourceFile};
use crate::endpoint::SocketEndpoint;
use crate::endpoints::program_surface;
use crate::hir::{Argument, Expr};
use crate::inference::{Resolution, infer};
use crate::item_tree::{Item, ItemId, ItemKind, item};
use crate::lower::lowered;
use crate::project::programs;
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

/// The handler, then every function that its connection reaches, each once: first those to which it gives it itself.
pub fn holders_of_connection(db: &dyn Db, handler: &ItemId) -> Vec<ItemId> {
    let mut seen = FxHashSet::from_iter([handler.clone()]);
    let mut holders = vec![handler.clone()];
    let mut next = 0;
    while let Some(holder) = holders.get(next) {
        next += 1;
        let Some(found) = item(db, holder) else { continue };
        let receivers = receivers_of_connections(db, found).iter();
        holders.extend(receivers.filter(|receiver| seen.insert((*receiver).clone())).cloned());
    }
    holders
}

/// The functions of the program to which an item gives a connection.
#[salsa::tracked(returns(ref))]
fn receivers_of_connections<'db>(db: &'db dyn Db, item: Item<'db>) -> Vec<ItemId> {
    let (lowered, inference) = (lowered(db, item), infer(db, item));
    let is_given = |arguments: &[Argument]| {
        arguments.iter().any(|argument| inference.expr_type(argument.value).is(Builtin::WsConn))
    };
    let functions = lowered.body.exprs.iter().filter_map(|(_, expr)| match expr {
        Expr::Call { callee, arguments } if is_given(arguments) => match inference.resolutions.get(callee)? {
            Resolution::Item(id) if matches!(id.kind, ItemKind::Function | ItemKind::Method) => Some(id),
            _ => None,
        },
        _ => None,
    });
    functions.filter(|function| !is_declaration_file(db, function.file)).cloned().collect()
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
