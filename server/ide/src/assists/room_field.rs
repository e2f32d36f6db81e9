//! Adds a field for the room to a type that travels over a connection: an endpoint has one list of clients, and rooms are a
//! matter of what is in the messages.

use fitz_analysis::hir::ItemData;
use fitz_analysis::{Nominal, Ty, program_surface, programs};

use super::shape::added_field;
use super::{Assist, Entry, Place};

/// Names of fields that say for whom a message is.
const ROOMS: [&str; 4] = ["room", "room_id", "channel", "topic"];

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.roomField", keeps_meaning: false, find: assist };

/// At the name of the type.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let ItemData::Type(declared) = &place.lowered.data else { return None };
    let has_room = declared.fields.iter().any(|field| ROOMS.contains(&field.name.name.as_str()));
    if has_room || !declared.name.range.contains_range(place.selected) || !travels(place, &declared.name.name) {
        return None;
    }
    let last = declared.fields.last()?.range;
    let edit = added_field(place.item.text(place.db), last, "room: Str = \"lobby\"")?;
    place.assist("Add a field for the room", vec![edit])
}

/// Whether the type is what some endpoint of the programs exchanges.
fn travels(place: &Place<'_>, name: &str) -> bool {
    let ty = Ty::Nominal(Nominal { file: place.file, name: name.into() });
    let sockets = programs(place.db, place.file).iter().flat_map(|entry| &program_surface(place.db, *entry).sockets);
    let mut connections = sockets.filter_map(|socket| socket.connection.as_ref());
    connections.any(|connection| connection.incoming == ty || connection.outgoing == ty)
}
