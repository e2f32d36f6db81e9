//! `ws/path-slash` and `ws/path-taken`: the path of an endpoint.

use fitz_rules::families::endpoints::{PATH_SLASH, PATH_TAKEN};
use fitz_syntax::{TextRange, TextSize};

use crate::diagnostic::Finding;
use crate::endpoint::{HttpRoute, Protocol, SourcePointer};
use crate::endpoints::{path_uses, program_surface};
use crate::item_tree::items;
use crate::project::{program_modules, programs};
use crate::rules::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((path, literal)) = view.socket_path() else { return };
    if !path.starts_with('/') {
        let message = format!("The path `{path}` does not start with `/`.");
        let finding = Finding::new(&PATH_SLASH, literal, message).hint("Paths are absolute: write `/` first.");
        let is_plain = view.source(literal).starts_with('"') && !view.source(literal).starts_with("\"\"\"");
        let start = TextRange::empty(literal.start() + TextSize::of('"'));
        found.push(if is_plain { finding.fix("Insert `/`", vec![(start, "/".to_owned())]) } else { finding });
        return;
    }
    if let Some(route) = route_at(view, &path) {
        let message = format!(
            "`@get` of `{}` has the path `{path}` already, and a WebSocket connection starts as such a request.",
            route.handler.name
        );
        let finding = Finding::new(&PATH_TAKEN, literal, message)
            .hint("Give one of the two another path: the server does not start with both.")
            .related(route.decorator.clone(), format!("`{}` is declared here.", route.handler.name));
        found.push(match renamed(view, &path) {
            Some((free, edits)) => finding.fix_elsewhere(format!("Move the endpoint to `{free}`"), edits),
            None => finding,
        });
    }
}

/// A path that is free, with the change of everything that names the endpoint by its path. `None` when other files do.
fn renamed(view: &View<'_>, path: &str) -> Option<(String, Vec<(SourcePointer, String)>)> {
    let free = format!("/ws{path}");
    let modules = || programs(view.db, view.id.file).iter().flat_map(|entry| program_modules(view.db, *entry));
    let is_taken = programs(view.db, view.id.file).iter().any(|entry| {
        program_surface(view.db, *entry).sockets.iter().any(|it| it.path.as_ref().is_some_and(|it| it.text == free))
    });
    if is_taken || path.contains(['{', '"', '\\']) || route_at(view, &free).is_some() {
        return None;
    }
    let uses = modules().flat_map(|module| items(view.db, module.file)).flat_map(|item| path_uses(view.db, *item));
    let mut edits: Vec<(SourcePointer, String)> = Vec::new();
    for it in uses.filter(|it| it.protocol == Protocol::WebSocket && it.path == path) {
        if it.literal.item.file != view.id.file {
            return None;
        }
        if !edits.iter().any(|(known, _)| *known == it.literal) {
            edits.push((it.literal.clone(), format!("\"{free}\"")));
        }
    }
    Some((free, edits))
}

/// The route of a `@get` with the same path, in any program that the handler belongs to.
fn route_at<'db>(view: &View<'db>, path: &str) -> Option<&'db HttpRoute> {
    let shape = shape(path);
    programs(view.db, view.id.file).iter().find_map(|entry| {
        program_surface(view.db, *entry).routes.iter().find(|route| {
            let is_same = route.path.as_ref().is_some_and(|it| self::shape(&it.text) == shape);
            route.method == "GET" && is_same
        })
    })
}

/// A path without the names of its parameters and without its query.
fn shape(path: &str) -> Vec<&str> {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').map(|part| if part.starts_with('{') && part.ends_with('}') { "{}" } else { part }).collect()
}
