//! Routes and WebSocket endpoints of one program beside each other: two for one path, and those that take the place of what
//! the server answers by itself.
//!
//! One reading of a program finds all of it, with a table of what was there before; its files then take what is theirs.

use fitz_rules::families::endpoints::PATH_TAKEN;
use fitz_rules::families::realtime::DUPLICATE_PATH;
use fitz_rules::families::routes::{ROUTE_CONFLICT, ROUTE_SHADOWS_AUTOMATIC, ROUTE_TRAILING_SLASH};
use fitz_syntax::TextRange;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::endpoint::{Path, PathUse, Program, Protocol, SourcePointer};
use crate::endpoints::{path_uses, program_surface};
use crate::hir::{Expr, ExprId};
use crate::inference::{Resolution, infer};
use crate::item_tree::{ItemId, ItemKind, item, items};
use crate::lower::lowered;
use crate::project::programs;
use crate::ty::Name;

/// What the server answers by itself, unless the program does.
const AUTOMATIC: [&str; 7] =
    ["/openapi.json", "/docs", "/asyncapi.json", "/asyncapi", "/healthz", "/readyz", "/metrics"];

/// The findings in `file`, over all programs that contain it, each with its handler.
#[salsa::tracked(returns(ref))]
pub(super) fn findings(db: &dyn Db, file: SourceFile) -> Vec<(ItemId, Finding)> {
    let mut found: Vec<(ItemId, Finding)> = Vec::new();
    for entry in programs(db, file) {
        for (handler, finding) in program_findings(db, *entry).get(&file).into_iter().flatten() {
            if !found.iter().any(|(other, known)| other == handler && known.is_of_the_same(finding)) {
                found.push((handler.clone(), finding.clone()));
            }
        }
    }
    found
}

/// The findings in all files of a program. Of two routes for one path, the later one in load order is reported.
#[salsa::tracked(returns(ref))]
fn program_findings(db: &dyn Db, entry: SourceFile) -> FxHashMap<SourceFile, Vec<(ItemId, Finding)>> {
    let program = program_surface(db, entry);
    let routes = routes(db, program);
    let gets: FxHashMap<&str, &Route<'_>> = routes
        .iter()
        .rev()
        .filter(|it| !it.is_socket && it.method == "GET")
        .map(|it| (it.shape.as_str(), it))
        .collect();
    let texts: FxHashSet<&str> = routes.iter().map(|route| route.text).collect();
    let is_free = |path: &str| !texts.contains(path);
    let prefix = static_prefix(db, program);
    let mut before = Before::default();
    let mut all: FxHashMap<SourceFile, Vec<(ItemId, Finding)>> = FxHashMap::default();
    for route in &routes {
        let get = gets.get(route.shape.as_str()).filter(|_| route.is_socket);
        let taken = get.map(|get| path_taken(db, program, route, get, is_free));
        let conflict = || {
            before.duplicate(route, is_free).or_else(|| before.conflict(route)).or_else(|| before.other_name(db, route))
        };
        let clash = taken.or_else(conflict).or_else(|| before.trailing_slash(route));
        let of_file = clash.into_iter().chain(automatic(route, prefix.as_deref()));
        let of_file: Vec<_> = of_file.map(|finding| (route.handler.clone(), finding)).collect();
        if !of_file.is_empty() {
            all.entry(route.handler.file).or_default().extend(of_file);
        }
        before.add(route);
    }
    all
}

/// A handler with its path.
struct Route<'p> {
    handler: &'p ItemId,
    module: &'p Name,
    /// `GET` for a WebSocket too: its handshake is a `GET`.
    method: &'static str,
    is_socket: bool,
    path: &'p Path,
    /// The path without its query.
    text: &'p str,
    /// The path without its query and without the names of its parameters: paths of one shape answer the same requests.
    shape: String,
}

/// All routes of a program whose path is established, in load order.
fn routes<'p>(db: &dyn Db, program: &'p Program) -> Vec<Route<'p>> {
    let functions = |file| items(db, file).iter().map(|item| item.id(db)).filter(|id| id.kind == ItemKind::Function);
    let order: FxHashMap<&ItemId, usize> =
        program.modules.iter().flat_map(|module| functions(module.file)).zip(0..).collect();
    let route = |handler: &'p ItemId, module: &'p Name, method, is_socket, path: &'p Option<Path>| {
        let path = path.as_ref().filter(|path| path.text.starts_with('/') && path.is_plain)?;
        let text = path.text.split('?').next().unwrap_or_default();
        let shape =
            text.split('/').map(|part| if is_parameter(part) { "{}" } else { part }).collect::<Vec<_>>().join("/");
        let place = (*order.get(handler)?, path.pointer.range.start());
        Some((place, Route { handler, module, method, is_socket, path, text, shape }))
    };
    let http = program.routes.iter().filter_map(|it| route(&it.handler, &it.module, it.method, false, &it.path));
    let sockets = program.sockets.iter().filter_map(|it| route(&it.handler, &it.module, "GET", true, &it.path));
    let mut all: Vec<(_, Route<'_>)> = http.chain(sockets).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, route)| route).collect()
}

impl Route<'_> {
    fn finding(&self, rule: &'static fitz_rules::Rule, message: String) -> Finding {
        Finding::new(rule, self.path.pointer.range, message)
    }

    /// Who has this path, in a message at another route: `` `list` of module `users` ``.
    fn owner(&self, seen_from: &Route<'_>) -> String {
        let name = &self.handler.name;
        match self.module.as_str() {
            _ if self.handler.file == seen_from.handler.file => format!("`{name}`"),
            "" => format!("`{name}` of the entry file"),
            module => format!("`{name}` of module `{module}`"),
        }
    }

    /// Whether the path can be written between quotes as it is, and has no part that stands for several.
    fn is_written_plainly(&self) -> bool {
        !self.path.text.contains(['{', '"', '\\', '?'])
    }

    fn declared_first(&self) -> (SourcePointer, String) {
        (self.path.pointer.clone(), format!("`{}` is declared here first", self.handler.name))
    }
}

/// The routes before one, by what they may clash in.
#[derive(Default)]
struct Before<'r> {
    /// The first WebSocket of each path.
    sockets: FxHashMap<&'r str, &'r Route<'r>>,
    /// The first route of each method and shape that is no WebSocket, then the first that is one.
    shapes: FxHashMap<(&'static str, bool, &'r str), &'r Route<'r>>,
    /// The path up to a parameter → the names of the parameter there, each with the first route that has it.
    names: FxHashMap<&'r str, Vec<(&'r str, &'r Route<'r>)>>,
    /// A path without the slash at its end → the first route of each way to write it.
    bare: FxHashMap<&'r str, Vec<&'r Route<'r>>>,
}

impl<'r> Before<'r> {
    fn add(&mut self, route: &'r Route<'r>) {
        if route.is_socket {
            self.sockets.entry(route.text).or_insert(route);
        }
        self.shapes.entry((route.method, route.is_socket, &route.shape)).or_insert(route);
        for (start, name) in parameters(route.text) {
            let names = self.names.entry(start).or_default();
            if !names.iter().any(|(known, _)| *known == name) {
                names.push((name, route));
            }
        }
        let variants = self.bare.entry(bare(route.text)).or_default();
        if !variants.iter().any(|other| other.text == route.text) {
            variants.push(route);
        }
    }

    /// `ws/duplicate-path`: the server would not start.
    fn duplicate(&self, route: &Route<'_>, is_free: impl Fn(&str) -> bool) -> Option<Finding> {
        let first = self.sockets.get(route.text).filter(|_| route.is_socket)?;
        let owner = first.owner(route);
        let message = format!("The path `{}` already belongs to the WebSocket handler {owner}.", route.text);
        let (place, words) = first.declared_first();
        let finding = route
            .finding(&DUPLICATE_PATH, message)
            .hint("Give one of the two handlers another path.")
            .related(place, words);
        let free = format!("{}/{}", bare(route.text), route.handler.name);
        Some(match route.is_written_plainly() && !route.handler.name.is_empty() && is_free(&free) {
            true => finding
                .fix(format!("Move the endpoint to `{free}`"), vec![(route.path.pointer.range, format!("\"{free}\""))]),
            false => finding,
        })
    }

    /// `route-conflict`: one request, two handlers.
    fn conflict(&self, route: &Route<'_>) -> Option<Finding> {
        // A WebSocket and a route of one shape are `ws/path-taken`.
        let first = self.shapes.get(&(route.method, route.is_socket, route.shape.as_str()))?;
        let message = format!("`{} {}` already belongs to {}.", route.method, route.text, first.owner(route));
        let (place, words) = first.declared_first();
        Some(
            route
                .finding(&ROUTE_CONFLICT, message)
                .hint("Give one of the two another path or method.")
                .related(place, words),
        )
    }

    /// `route-conflict`: two names for one place, after the same beginning.
    fn other_name(&self, db: &dyn Db, route: &Route<'_>) -> Option<Finding> {
        let named_otherwise = |(start, own): (&str, &'_ str)| {
            let names = self.names.get(start)?;
            let is_clash = |other: &Route<'_>| other.is_socket == route.is_socket || other.shape != route.shape;
            let (first, other) = names.iter().find(|(name, other)| *name != own && is_clash(other))?;
            Some((own.to_owned(), *first, *other))
        };
        let (own, first, other) = parameters(route.text).find_map(named_otherwise)?;
        let owner = other.owner(route);
        let message = format!("`{own}` stands where the path of {owner} has `{first}`; one place has one name.");
        let (place, words) = other.declared_first();
        let finding =
            route.finding(&ROUTE_CONFLICT, message).hint(format!("Name it `{first}` here too.")).related(place, words);
        Some(match renamed_parameter(db, route, name_of(&own), name_of(first)) {
            Some(edits) => finding.fix(format!("Rename `{own}` to `{first}` in this handler"), edits),
            None => finding,
        })
    }

    /// `route-trailing-slash`
    fn trailing_slash(&self, route: &Route<'_>) -> Option<Finding> {
        let other = self.bare.get(bare(route.text))?.iter().find(|other| other.text != route.text)?;
        let message = format!("This path and the one of `{}` differ in the `/` at the end alone.", other.handler.name);
        let (place, words) = other.declared_first();
        let finding = route
            .finding(&ROUTE_TRAILING_SLASH, message)
            .hint("Write both with it, or both without it: clients mix them up.")
            .related(place, words);
        let is_free = other.method != route.method && !other.text.is_empty();
        Some(match is_free && route.is_written_plainly() {
            true => finding.fix(
                format!("Change to `{}`", other.text),
                vec![(route.path.pointer.range, format!("\"{}\"", other.text))],
            ),
            false => finding,
        })
    }
}

/// `ws/path-taken`: the handshake of a WebSocket is a `GET`, wherever the two are declared.
fn path_taken(
    db: &dyn Db,
    program: &Program,
    route: &Route<'_>,
    get: &Route<'_>,
    is_free: impl Fn(&str) -> bool,
) -> Finding {
    let message = format!(
        "`@get` of {} has the path `{}` already, and a WebSocket connection starts as such a request.",
        get.owner(route),
        route.text,
    );
    let finding = route
        .finding(&PATH_TAKEN, message)
        .hint("Give one of the two another path: the server does not start with both.")
        .related(get.path.pointer.clone(), format!("`{}` is declared here.", get.handler.name));
    let free = format!("/ws{}", route.text);
    let edits = || renamed(db, program, route, &free);
    match (route.is_written_plainly() && is_free(&free)).then(edits).flatten() {
        Some(edits) => finding.fix_elsewhere(format!("Move the endpoint to `{free}`"), edits),
        None => finding,
    }
}

/// The change of everything that names an endpoint by its path. `None` when other files do.
fn renamed(db: &dyn Db, program: &Program, route: &Route<'_>, free: &str) -> Option<Vec<(SourcePointer, String)>> {
    let items = program.modules.iter().flat_map(|module| items(db, module.file));
    let uses = items.flat_map(|item| path_uses(db, *item));
    let of_endpoint = uses.filter(|it| it.protocol == Protocol::WebSocket && it.path == route.text);
    let edit = |it: &PathUse| {
        (it.literal.item.file == route.handler.file).then(|| (it.literal.clone(), format!("\"{free}\"")))
    };
    of_endpoint.map(edit).collect()
}

/// Another name for a parameter of a path, there and in its handler. `None` when the handler has a use for the new name already.
fn renamed_parameter(db: &dyn Db, route: &Route<'_>, old: &str, new: &str) -> Option<Vec<(TextRange, String)>> {
    let handler = item(db, route.handler)?;
    let (lowered, inference) = (lowered(db, handler), infer(db, handler));
    let names = lowered.body.exprs.iter().filter_map(|(id, expr)| match expr {
        Expr::Name(name) => Some((id, name)),
        _ => None,
    });
    if inference.locals.iter().any(|local| local.name == new) || names.clone().any(|(_, name)| name == new) {
        return None;
    }
    let parameter = lowered.function()?.parameters.iter().find(|parameter| parameter.name.name == old)?;
    let in_path = route.path.parameters.iter().find(|parameter| parameter.name == old)?;
    let is_parameter = |id: &ExprId| match inference.resolutions.get(id) {
        Some(Resolution::Local(local)) => {
            inference.local(*local).is_some_and(|local| local.range == parameter.name.range)
        }
        _ => false,
    };
    let uses = names.filter(|(id, _)| is_parameter(id)).map(|(id, _)| lowered.body.expr_range(id));
    let renamed = |range| (range, new.to_owned());
    let mut edits = vec![(in_path.pointer.range, format!("{{{new}}}"))];
    edits.extend([parameter.name.range].into_iter().chain(uses).map(renamed));
    Some(edits)
}

/// The name of a parameter as it stands in a path, in braces.
fn name_of(segment: &str) -> &str {
    segment.trim_start_matches('{').trim_end_matches('}')
}

/// The parameters of a path, each after the text up to it.
fn parameters(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut start = 0;
    text.split('/').filter_map(move |part| {
        let before = text.get(..start)?;
        start += part.len() + 1;
        is_parameter(part).then_some((before, part))
    })
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

/// A path without the slash at its end.
fn bare(text: &str) -> &str {
    text.strip_suffix('/').unwrap_or(text)
}

/// `route-shadows-automatic`
fn automatic(route: &Route<'_>, prefix: Option<&str>) -> Option<Finding> {
    let is_static = prefix.is_some_and(|prefix| {
        route.text.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if route.method != "GET" || !(AUTOMATIC.contains(&route.text) || is_static) {
        return None;
    }
    let message = if is_static {
        format!(
            "Below `{}`, the server answers with files; here `{}` does.",
            prefix.unwrap_or_default(),
            route.handler.name
        )
    } else {
        format!("The server answers `{}` by itself; now `{}` does.", route.text, route.handler.name)
    };
    let hint = match route.text {
        "/healthz" => "For a probe, write `@healthz` instead.",
        "/readyz" => "For a probe, write `@readyz` instead.",
        _ => "Take another path if that is not meant.",
    };
    Some(route.finding(&ROUTE_SHADOWS_AUTOMATIC, message).hint(hint))
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
