//! The messages of one endpoint, as a page of Markdown.

use fitz_analysis::{Db, SourceFile};

use crate::endpoint_path::sockets_of_path;
use crate::hover::endpoint;
use crate::render::LinkTo;

/// What travels on the endpoint with this path, in each direction, and who sends it. `None` when the programs of `file` have no
/// such endpoint.
pub fn message_table(db: &dyn Db, file: SourceFile, path: &str, link: LinkTo<'_>) -> Option<String> {
    let (_, socket) = sockets_of_path(db, file, path).into_iter().next()?;
    let mut sections = vec![format!("# Messages of `{path}`")];
    sections.extend(socket.doc.clone());
    match &socket.connection {
        Some(connection) => sections.extend(endpoint::frames(db, &connection.incoming, &connection.outgoing)),
        None => sections.push("The handler has no `WsConn` parameter yet, so nothing travels here.".to_owned()),
    }
    sections.push(endpoint::pushes(db, &socket, link));
    Some(format!("{}\n", sections.join("\n\n")))
}
