//! Gives what a handler sends a type of its own.

use fitz_analysis::split_connection;

use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.splitConnection", keeps_meaning: false, find: assist };

/// At the type of a connection that receives what it sends.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let (annotation, fix) = split_connection(place.db, place.item)?;
    if !annotation.contains_range(place.selected) {
        return None;
    }
    let assist = place.assist(&fix.title, Vec::new())?;
    Some(Assist { edits: vec![(place.file, fix.edits)], ..assist })
}
