//! Which endpoints a call that sends reaches.

use crate::db::Db;
use crate::endpoint::{PushKind, SocketEndpoint};
use crate::endpoints::push_kind;
use crate::hir::{Argument, Expr, ExprId};
use crate::inference::{Resolution, infer};
use crate::item_tree::Item;
use crate::lower::lowered;
use crate::reach::{endpoints_at, endpoints_of_connections};
use crate::rules::view::View;

/// The endpoints that a call of `ws.broadcast` or `ws_broadcast` reaches. `None` when `call` is something else, or when its
/// path is not a plain text.
pub fn targets_of_broadcast<'db>(db: &'db dyn Db, item: Item<'db>, call: ExprId) -> Option<Vec<&'db SocketEndpoint>> {
    let broadcast = Broadcast::of(db, item, call)?;
    Some(endpoints_at(db, item.id(db).file, broadcast.path?))
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
