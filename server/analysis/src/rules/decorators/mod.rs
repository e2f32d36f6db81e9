//! Decorators: what they are given, what they stand on, and what they stand beside.
//!
//! What the declarations in `std/decorators*.fitz` can say is checked from there, for all decorators alike: arguments, places,
//! combinations. The files named after a topic hold what is left: rules over the decorated function or type.

mod arguments;
mod auth;
mod auth_provider;
mod background;
mod bound;
mod cli;
mod conflicts;
mod declaration;
mod health;
mod instrumentation;
mod jobs;
mod live;
mod marks;
mod middleware;
mod options;
mod orm;
mod outcome;
mod program;
mod provider;
mod relations;
mod request;
mod roles;
mod route;
mod rpc;
mod schedule;
mod server;
mod sql_names;
mod support;
mod table;
mod testing;
mod unknown;
mod values;
mod websocket;
mod ws_connection_count;

pub use arguments::positional_parameters;
pub(super) use auth::{ACCESS, user_of};
pub use conflicts::{fits_beside, is_unusual_beside};
pub use declaration::words_of;
pub use options::{OptionMap, has_bare_keys, option_key, option_maps, options_named};
pub(super) use program::{Programs, findings as program_findings};
pub use sql_names::{is_column, needs_quotes};
pub(super) use support::{is_primitive, removal, without};
pub use unknown::decorator_declaration;

use super::ItemContext;
use crate::diagnostic::Finding;
use crate::hir::ItemData;
use crate::scope::is_declaration_file;

/// The findings that need no more than the item and the types of other items.
pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    if is_declaration_file(context.db, context.item.id(context.db).file) {
        return;
    }
    unknown::check(context, found);
    arguments::check(context, found);
    conflicts::check(context, found);
    background::check(context, found);
    match &context.lowered.data {
        ItemData::Function(function) if !context.lowered.decorators.is_empty() => {
            route::check(context, function, found);
            bound::check(context, function, found);
            outcome::check(context, function, found);
            middleware::check(context, found);
            auth_provider::check(context, function, found);
            provider::check(context, function, found);
            auth::check(context, found);
            roles::check(context, found);
            ws_connection_count::check(context, found);
            websocket::check(context, function, found);
            jobs::check(context, function, found);
            rpc::check(context, function, found);
            health::check(context, function, found);
            cli::check(context, function, found);
            testing::check(context, function, found);
            server::check(context, found);
            instrumentation::check(context, found);
            live::check(context, found);
        }
        ItemData::Type(definition) => {
            orm::check(context, definition, found);
            table::check(context, definition, found);
            sql_names::check(context, definition, found);
            relations::check(context, definition, found);
        }
        _ => {}
    }
}
