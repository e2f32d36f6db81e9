//! Routes of one program beside each other: two for one path, and those that take the place of what the server answers by
//! itself.

use fitz_rules::families::routes::{ROUTE_CONFLICT, ROUTE_SHADOWS_AUTOMATIC, ROUTE_TRAILING_SLASH};
use rustc_hash::FxHashMap;

use crate::db::{Db, SourceFile};
use crate::diagnostic::{Diagnostic, Related};
use crate::endpoint::{Path, Program, SourcePointer};
use crate::endpoints::program_surface;
use crate::hir::{Expr, StrPart};
use crate::item_tree::{ItemId, item, resolve_pointer};
use crate::lower::lowered;
use crate::project::programs;
use crate::ty::Name;

/// What the server answers by itself, unless the program does.
const AUTOMATIC: [&str; 7] =
    ["/openapi.json", "/docs", "/asyncapi.json", "/asyncapi", "/healthz", "/readyz", "/metrics"];

/// The findings in `file`, over all programs that contain it. Of two routes, the later one in load order is reported.
pub(super) fn check(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in programs(db, file) {
        let program = program_surface(db, *entry);
        if !program.routes.iter().any(|route| route.handler.file == file)
            && !program.sockets.iter().any(|socket| socket.handler.file == file)
        {
            continue;
        }
        let routes = routes(db, *entry);
        let prefix = static_prefix(db, program);
        for (index, route) in routes.iter().enumerate().filter(|(_, route)| route.handler.file == file) {
            let before = routes.get(..index).unwrap_or_default();
            if let Some(finding) = conflict(db, route, before) {
                found.push(finding);
            } else if let Some(finding) = trailing_slash(db, route, before) {
                found.push(finding);
            }
            found.extend(automatic(db, route, prefix.as_deref()));
        }
    }
    found
}

/// A handler with its path.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Route {
    handler: ItemId,
    module: Name,
    /// `GET` for a WebSocket too: its handshake is a `GET`.
    method: &'static str,
    is_socket: bool,
    path: Path,
    /// The path without its query.
    text: String,
}

impl Route {
    fn segments(&self) -> impl Iterator<Item = &str> {
        self.text.split('/')
    }
}

/// All routes of a program whose path is established, in load order. A query, so that its many files do not each collect them.
#[salsa::tracked(returns(ref))]
fn routes(db: &dyn Db, entry: SourceFile) -> Vec<Route> {
    let program = program_surface(db, entry);
    let positions: FxHashMap<SourceFile, usize> =
        program.modules.iter().enumerate().map(|(position, module)| (module.file, position)).collect();
    let place = |pointer: &SourcePointer| {
        let (file, range) = resolve_pointer(db, pointer)?;
        Some((*positions.get(&file)?, range.start()))
    };
    let route = |handler: &ItemId, module: &Name, method, is_socket, path: &Option<Path>| {
        let path = path.as_ref().filter(|path| path.text.starts_with('/') && is_plain(db, path))?;
        let text = path.text.split('?').next().unwrap_or_default().to_owned();
        let (handler, module) = (handler.clone(), module.clone());
        Some((place(&path.pointer)?, Route { handler, module, method, is_socket, path: path.clone(), text }))
    };
    let http = program.routes.iter().filter_map(|it| route(&it.handler, &it.module, it.method, false, &it.path));
    let sockets = program.sockets.iter().filter_map(|it| route(&it.handler, &it.module, "GET", true, &it.path));
    let mut all: Vec<(_, Route)> = http.chain(sockets).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, route)| route).collect()
}

/// Whether all that stands between braces are names: anything else is another finding, and left out of the text.
fn is_plain(db: &dyn Db, path: &Path) -> bool {
    let Some(item) = item(db, &path.pointer.item) else { return false };
    let body = &lowered(db, item).body;
    body.exprs.iter().filter(|(id, _)| body.expr_range(*id) == path.pointer.range).all(|(_, expr)| match expr {
        Expr::Str(literal) => literal.parts.iter().all(|part| match part {
            StrPart::Interpolation { value, .. } => matches!(body.exprs[*value], Expr::Name(_)),
            StrPart::Text(_) => true,
        }),
        _ => false,
    })
}

/// `route-conflict`
fn conflict(db: &dyn Db, route: &Route, before: &[Route]) -> Option<Diagnostic> {
    // Two WebSocket handlers of one path are `ws/duplicate-path`, and one with a route is `ws/path-taken`.
    let is_of_sockets = |other: &Route| {
        let is_twice = route.is_socket && other.is_socket && route.text == other.text;
        is_twice || route.is_socket != other.is_socket && has_same_shape(route, other)
    };
    let others = || before.iter().filter(|other| !is_of_sockets(other));
    let (_, range) = resolve_pointer(db, &route.path.pointer)?;
    if let Some(other) = others().find(|other| other.method == route.method && has_same_shape(route, other)) {
        let message = format!(
            "`{} {}` already belongs to `{}`{}.",
            route.method,
            route.text,
            other.handler.name,
            in_module(other, route.handler.file)
        );
        return Some(Diagnostic {
            hint: Some("Give one of the two another path or method.".to_owned()),
            related: related(db, other).into_iter().collect(),
            ..Diagnostic::new(&ROUTE_CONFLICT, range, message)
        });
    }
    let (other, own, first) = others()
        .find_map(|other| Some((other, differing_names(route, other)?)))
        .map(|(other, (own, first))| (other, own, first))?;
    let message = format!(
        "`{own}` stands where the path of `{}`{} has `{first}`; one place has one name.",
        other.handler.name,
        in_module(other, route.handler.file)
    );
    Some(Diagnostic {
        hint: Some(format!("Name it `{first}` here too.")),
        related: related(db, other).into_iter().collect(),
        ..Diagnostic::new(&ROUTE_CONFLICT, range, message)
    })
}

/// Whether two paths answer the same requests: the names of their parameters do not matter.
fn has_same_shape(a: &Route, b: &Route) -> bool {
    a.segments().count() == b.segments().count()
        && a.segments().zip(b.segments()).all(|(a, b)| a == b || is_parameter(a) && is_parameter(b))
}

/// Two names for one place, after the same beginning.
fn differing_names<'a>(a: &'a Route, b: &'a Route) -> Option<(&'a str, &'a str)> {
    let (a, b) = a.segments().zip(b.segments()).find(|(a, b)| a != b)?;
    (is_parameter(a) && is_parameter(b)).then_some((a, b))
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

/// `route-trailing-slash`
fn trailing_slash(db: &dyn Db, route: &Route, before: &[Route]) -> Option<Diagnostic> {
    let bare = |text: &str| text.strip_suffix('/').map_or(text.len(), str::len);
    let is_variant = |other: &&Route| {
        route.text != other.text && route.text.get(..bare(&route.text)) == other.text.get(..bare(&other.text))
    };
    let other = before.iter().find(is_variant)?;
    let (_, range) = resolve_pointer(db, &route.path.pointer)?;
    let message = format!("This path and the one of `{}` differ in the `/` at the end alone.", other.handler.name);
    Some(Diagnostic {
        hint: Some("Write both with it, or both without it: clients mix them up.".to_owned()),
        related: related(db, other).into_iter().collect(),
        ..Diagnostic::new(&ROUTE_TRAILING_SLASH, range, message)
    })
}

/// `route-shadows-automatic`
fn automatic(db: &dyn Db, route: &Route, prefix: Option<&str>) -> Option<Diagnostic> {
    let is_static = prefix.is_some_and(|prefix| {
        route.text.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if route.method != "GET" || !(AUTOMATIC.contains(&route.text.as_str()) || is_static) {
        return None;
    }
    let (_, range) = resolve_pointer(db, &route.path.pointer)?;
    let message = if is_static {
        format!(
            "Below `{}`, the server answers with files; here `{}` does.",
            prefix.unwrap_or_default(),
            route.handler.name
        )
    } else {
        format!("The server answers `{}` by itself; now `{}` does.", route.text, route.handler.name)
    };
    let hint = match route.text.as_str() {
        "/healthz" => "For a probe, write `@healthz` instead.",
        "/readyz" => "For a probe, write `@readyz` instead.",
        _ => "Take another path if that is not meant.",
    };
    Some(Diagnostic::new(&ROUTE_SHADOWS_AUTOMATIC, range, message).hint(hint))
}

/// Where the server of the program answers with files; `None` when it serves none.
fn static_prefix(db: &dyn Db, program: &Program) -> Option<String> {
    let lowered = lowered(db, item(db, &program.server.as_ref()?.item)?);
    let server = lowered.decorators_named("server").next()?;
    server.keyword("static_dir")?;
    match server.keyword("static_prefix") {
        Some(prefix) => match &lowered.body.exprs[prefix.value] {
            Expr::Str(literal) => literal.plain().map(|text| text.trim_end_matches('/').to_owned()),
            _ => None,
        },
        None => Some("/static".to_owned()),
    }
}

fn in_module(route: &Route, file: SourceFile) -> String {
    if route.handler.file == file {
        return String::new();
    }
    if route.module.is_empty() { " of the entry file".to_owned() } else { format!(" of module `{}`", route.module) }
}

fn related(db: &dyn Db, route: &Route) -> Option<Related> {
    let (file, range) = resolve_pointer(db, &route.path.pointer)?;
    Some(Related { file, range, message: format!("`{}` is declared here first", route.handler.name) })
}
