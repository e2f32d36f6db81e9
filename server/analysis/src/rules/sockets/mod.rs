//! `ws/…`: WebSocket endpoints, from their declaration to what travels through them.
//!
//! What the decorator itself says (arguments, `async`, parameters) is checked beside the other decorators; here is what a
//! handler does with its connection, and what the rest of the program sends to it. A rule that needs endpoints of other
//! modules asks for the surface of the program, which no edit in a body changes.

mod broadcast;
mod cleanup;
mod cookie_origin;
mod early_return;
mod edits;
mod flow;
mod globals;
mod heartbeat;
mod history;
mod identity;
mod ignored_send;
mod kind_default;
mod kind_literal;
mod kinds;
mod late_write;
mod middleware;
mod mixed_binary;
mod no_recv;
mod open_endpoint;
mod path;
mod presence;
mod private_data;
mod rate;
mod reception;
mod return_status;
mod return_type;
mod room;
mod snapshot;
mod spin;
mod targets;
mod token_in_query;
mod wide_type;

pub use kinds::kind_literals;
pub use rate::rate_limit;
pub use targets::{targets_of_broadcast, targets_of_push};
pub use wide_type::split_connection;

pub(super) use path::is_wrong as is_wrong_path_part;

use super::ItemContext;
use super::view::View;
use crate::diagnostic::Finding;
use crate::scope::is_declaration_file;

type Check = fn(&View<'_>, &mut Vec<Finding>);

/// The rules over handlers.
const OF_HANDLERS: [Check; 19] = [
    path::check,
    mixed_binary::check,
    return_type::check,
    return_status::check,
    middleware::check,
    open_endpoint::check,
    cookie_origin::check,
    no_recv::check,
    early_return::check,
    cleanup::check,
    presence::check,
    history::check,
    snapshot::check,
    rate::check,
    identity::check,
    private_data::check,
    room::check,
    wide_type::check,
    token_in_query::check,
];

/// The rules over every function that has to do with connections.
const OF_ALL: [Check; 7] = [
    broadcast::check,
    heartbeat::check,
    spin::check,
    ignored_send::check,
    late_write::check,
    kind_literal::check,
    kind_default::check,
];

/// The findings of an item.
pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    let id = context.item.id(context.db);
    if is_declaration_file(context.db, id.file) || context.lowered.is_broken {
        return;
    }
    let view = context.view();
    if context.decorator("ws").is_some() {
        OF_HANDLERS.iter().for_each(|check| check(&view, found));
    }
    OF_ALL.iter().for_each(|check| check(&view, found));
}
