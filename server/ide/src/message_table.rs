//! The messages of one endpoint, as a page of Markdown.

use fitz_analysis::{Db, SourceFile, SourcePointer, program, resolve_pointer};
use fitz_schema::message_tables;

use crate::endpoint_path::sockets_of_path;
use crate::hover::endpoint;
use crate::render::{self, LinkTo};

/// What travels on the endpoint with this path: each kind of message with the places that send and handle it, then the frames
/// in each direction with an example. `None` when the programs of `file` have no such endpoint.
pub fn message_table(db: &dyn Db, file: SourceFile, path: &str, link: LinkTo<'_>) -> Option<String> {
    let (entry, socket) = sockets_of_path(db, file, path).into_iter().next()?;
    let mut sections = vec![format!("# Messages of `{path}`")];
    sections.extend(socket.doc.clone());
    let place = |pointer: &SourcePointer| {
        let place = resolve_pointer(db, pointer)?;
        Some(render::place(db, place, link))
    };
    let table = message_tables(db, program(db, entry)).into_iter().find(|table| table.path == path)?;
    sections.push(table.to_markdown(place).trim_end().to_owned());
    if let Some(connection) = &socket.connection {
        sections.extend(endpoint::frames(db, &connection.incoming, &connection.outgoing));
    }
    Some(format!("{}\n", sections.join("\n\n")))
}
