//! `ws/duplicate-path`: two WebSocket handlers of one program cannot share a path; the server would not start.

use fitz_rules::families::realtime::DUPLICATE_PATH;

use crate::db::{Db, SourceFile};
use crate::diagnostic::{Diagnostic, Related};
use crate::endpoint::SocketEndpoint;
use crate::endpoints::program_surface;
use crate::item_tree::resolve_pointer;
use crate::project::programs;

/// The findings in `file`, over all programs that contain it. The first handler in load order is right, the others are
/// reported.
pub(super) fn check(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in programs(db, file) {
        let sockets = &program_surface(db, *entry).sockets;
        for (index, socket) in sockets.iter().enumerate() {
            let Some(path) = socket.path.as_ref().filter(|_| socket.handler.file == file) else { continue };
            let earlier = sockets.iter().take(index).find(|other| same_path(other, socket));
            let place = resolve_pointer(db, &path.pointer).filter(|_| !path.text.is_empty());
            let (Some(earlier), Some((_, range))) = (earlier, place) else { continue };
            let message = format!(
                "The path `{}` already belongs to the WebSocket handler `{}`{}.",
                path.text,
                earlier.handler.name,
                in_module(earlier, file),
            );
            let finding = Diagnostic {
                hint: Some("Give one of the two handlers another path.".to_owned()),
                related: first_place(db, earlier).into_iter().collect(),
                ..Diagnostic::new(&DUPLICATE_PATH, range, message)
            };
            let free = format!("{}/{}", path.text.trim_end_matches('/'), socket.handler.name);
            let is_taken = sockets.iter().any(|other| other.path.as_ref().is_some_and(|it| it.text == free));
            let is_plain = !path.text.contains(['{', '"', '\\']) && !socket.handler.name.is_empty();
            found.push(if is_plain && !is_taken {
                finding.fix(format!("Move the endpoint to `{free}`"), vec![(range, format!("\"{free}\""))])
            } else {
                finding
            });
        }
    }
    found
}

fn same_path(a: &SocketEndpoint, b: &SocketEndpoint) -> bool {
    match (&a.path, &b.path) {
        (Some(a), Some(b)) => a.text == b.text,
        _ => false,
    }
}

fn in_module(socket: &SocketEndpoint, file: SourceFile) -> String {
    if socket.handler.file == file {
        return String::new();
    }
    if socket.module.is_empty() { " of the entry file".to_owned() } else { format!(" of module `{}`", socket.module) }
}

fn first_place(db: &dyn Db, socket: &SocketEndpoint) -> Option<Related> {
    let (file, range) = resolve_pointer(db, &socket.path.as_ref()?.pointer)?;
    Some(Related { file, range, message: format!("`{}` is declared here first", socket.handler.name) })
}
