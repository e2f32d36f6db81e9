//! Writes down how often the server asks its WebSocket clients for a sign of life.

use fitz_syntax::TextRange;

use super::{Assist, Entry, Place};

/// The key, and what holds without it.
const SETTING: &str = "ws_heartbeat_secs=30";

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.heartbeat", keeps_meaning: true, find: assist };

/// At a `@server` that does not say it.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let server = place.lowered.decorators_named("server").find(|it| it.range.contains_range(place.selected))?;
    if server.keyword("ws_heartbeat_secs").is_some() || place.has_comment(server.range) {
        return None;
    }
    let edit = match server.arguments.last() {
        Some(last) => (TextRange::empty(last.range.end()), format!(", {SETTING}")),
        None => (TextRange::new(server.name.range.end(), server.range.end()), format!("({SETTING})")),
    };
    place.assist("Write the heartbeat down", vec![edit])
}
