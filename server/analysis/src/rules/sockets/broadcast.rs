//! `ws/broadcast-unknown-path`, `ws/broadcast-type`, `ws/broadcast-binary`: a broadcast from anywhere against the endpoint
//! that it names.

use fitz_rules::families::broadcasts::{BROADCAST_BINARY, BROADCAST_TYPE, BROADCAST_UNKNOWN_PATH};
use fitz_syntax::{TextRange, TextSize};

use super::targets::Broadcast;
use crate::db::SourceFile;
use crate::diagnostic::Finding;
use crate::endpoint::SocketEndpoint;
use crate::endpoints::program_surface;
use crate::hir::{Expr, ExprId};
use crate::inference::article;
use crate::inference::evidence::is_established;
use crate::item_tree::ItemKind;
use crate::nearest::nearest;
use crate::project::{manifest_of, programs};
use crate::reach::endpoints_at;
use crate::rules::decorators::Programs;
use crate::rules::view::View;
use crate::scope::module_scope;
use crate::signatures::{nominal_fields, type_named};
use crate::ty::{Builtin, Ty};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for (call, _) in view.running() {
        let Some(broadcast) = Broadcast::of(view.db, view.item, call) else { continue };
        let Some(path) = broadcast.path.filter(|path| !path.is_empty()) else { continue };
        let targets = endpoints_at(view.db, view.id.file, path);
        if targets.is_empty() {
            found.extend(unknown_path(view, path, &broadcast));
            continue;
        }
        let Some(message) = broadcast.message.filter(|it| !matches!(view.expr(*it), Expr::Missing)) else { continue };
        found.extend(mismatch(view, path, &targets, &broadcast, message));
    }
}

/// Nothing is said where the endpoint may be out of sight: the program is not established, or the file may be a part of
/// one that nobody has opened.
fn unknown_path(view: &View<'_>, path: &str, broadcast: &Broadcast<'_>) -> Option<Finding> {
    let file = view.id.file;
    let surfaces = || programs(view.db, file).iter().map(|entry| program_surface(view.db, *entry));
    let is_named = |entry: &SourceFile| {
        manifest_of(view.db, *entry).is_some_and(|manifest| manifest.bins.contains(entry.path(view.db)))
    };
    let serves = surfaces().any(|it| it.server.is_some() || !it.sockets.is_empty() && is_named(&it.entry));
    let is_computed = surfaces().flat_map(|surface| &surface.sockets).any(|socket| socket.path.is_none());
    if !serves || is_computed || !Programs::of(view.db, file).are_established() {
        return None;
    }
    let range = view.range(broadcast.path_argument);
    let message = format!("No WebSocket endpoint has the path `{path}`, so nobody gets this.");
    let finding = Finding::new(&BROADCAST_UNKNOWN_PATH, range, message);
    let known: Vec<&str> = surfaces()
        .flat_map(|surface| &surface.sockets)
        .filter_map(|it| Some(it.path.as_ref()?.text.as_str()))
        .collect();
    let closest = nearest(path, known.iter().copied());
    let inner = TextRange::new(range.start() + TextSize::of('"'), range.end() - TextSize::of('"'));
    let finding = match closest {
        Some(closest) if view.source(inner) == path => return Some(finding.meant(inner, closest)),
        _ if known.is_empty() => finding.hint(format!("Write a handler with `@ws(\"{path}\")`.")),
        _ => finding
            .hint(format!("There is {}. Use one of them, or write a handler with `@ws(\"{path}\")`.", listed(&known))),
    };
    Some(match broadcast.message.and_then(|message| new_endpoint(view, path, message)) {
        Some(edit) => finding.fix(format!("Write a handler for `{path}`"), vec![edit]),
        None => finding,
    })
}

/// A handler for a path, behind the function that broadcasts to it. `None` when its type or its name is not clear.
fn new_endpoint(view: &View<'_>, path: &str, message: ExprId) -> Option<(TextRange, String)> {
    let ty = view.ty(message);
    let is_writable = match ty {
        Ty::Nominal(nominal) => type_named(view.db, view.id.file, &nominal.name).as_ref() == Some(ty),
        ty => *ty == Ty::str() || *ty == Ty::int(),
    };
    let name = path.rsplit('/').next()?.replace('-', "_").to_lowercase();
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !module_scope(view.db, view.id.file).entries.contains_key(name.as_str());
    let is_sound = path.starts_with('/') && !path.contains(['{', '"', '\\']) && view.id.kind == ItemKind::Function;
    if !is_writable || !is_name || !is_sound || !is_established(view.db, view.item, message) {
        return None;
    }
    let handler = format!(
        "\n\n@ws(\"{path}\")\nasync fn {name}(conn: WsConn<{ty}>) {{\n    loop {{\n        match conn.recv() {{\n            \
         Ok(_) => {{}}\n            Err(_) => {{ break }}\n        }}\n    }}\n}}"
    );
    Some((TextRange::empty(TextSize::of(view.text)), handler))
}

fn listed(paths: &[&str]) -> String {
    let shown: Vec<String> = paths.iter().take(4).map(|path| format!("`{path}`")).collect();
    if paths.len() > shown.len() { format!("{}, …", shown.join(", ")) } else { shown.join(", ") }
}

fn mismatch(
    view: &View<'_>,
    path: &str,
    targets: &[&SocketEndpoint],
    broadcast: &Broadcast<'_>,
    message: ExprId,
) -> Option<Finding> {
    let outgoing: Option<Vec<&Ty>> =
        targets.iter().map(|socket| socket.connection.as_ref().map(|it| &it.outgoing)).collect();
    let outgoing = outgoing?;
    let [expected, ..] = outgoing.as_slice() else { return None };
    let socket = targets.first()?;
    if outgoing.iter().all(|ty| ty.is(Builtin::Bytes)) {
        let range = view.range(broadcast.path_argument);
        let text = format!("`{path}` exchanges binary frames, and a broadcast from outside always sends text.");
        return Some(
            Finding::new(&BROADCAST_BINARY, range, text)
                .hint("Send with `conn.broadcast` from the handler, or give the endpoint a type with a JSON form.")
                .related(socket.name.clone(), format!("`{}` serves `{path}`.", socket.handler.name)),
        );
    }
    let ty = view.ty(message);
    if outgoing.iter().any(|expected| ty.fits(expected)) || !is_established(view.db, view.item, message) {
        return None;
    }
    let text = format!("The clients of `{path}` get `{expected}`, and this is `{ty}`.");
    let finding = Finding::new(&BROADCAST_TYPE, view.range(message), text)
        .related(socket.name.clone(), format!("`{}` serves `{path}`.", socket.handler.name));
    let finding = match fields_of(view, expected) {
        Some(fields) => finding.hint(format!("Build one: `{expected} {{ {fields} }}`.")),
        None => finding.hint(format!("Send {} `{expected}`, or change the type of the connection.", article(expected))),
    };
    Some(match as_record(view, message, expected) {
        Some(edits) => finding.fix(format!("Write {} `{expected}`", article(expected)), edits),
        None => finding,
    })
}

/// `code: Str, clicks: Int`
fn fields_of(view: &View<'_>, ty: &Ty) -> Option<String> {
    let Ty::Nominal(nominal) = ty else { return None };
    let fields = nominal_fields(view.db, nominal);
    let shown: Vec<String> = fields.iter().map(|field| format!("{}: {}", field.name, field.ty)).collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// A map whose keys are the fields of the record, as that record.
fn as_record(view: &View<'_>, message: ExprId, expected: &Ty) -> Option<Vec<(TextRange, String)>> {
    let (Expr::Map(pairs), Ty::Nominal(nominal)) = (view.expr(message), expected) else { return None };
    if type_named(view.db, view.id.file, &nominal.name).as_ref() != Some(expected) || pairs.is_empty() {
        return None;
    }
    let fields = nominal_fields(view.db, nominal);
    let mut edits = vec![(TextRange::empty(view.range(message).start()), format!("{} ", nominal.name))];
    for (key, _) in pairs {
        let name = match view.expr(*key) {
            Expr::Name(name) => name.as_str(),
            _ => view.plain(*key)?,
        };
        if !fields.iter().any(|field| field.name == name) {
            return None;
        }
        edits.push((view.range(*key), name.to_owned()));
    }
    Some(edits)
}
