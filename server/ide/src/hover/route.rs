//! What an HTTP route does with a request: what fills each parameter of its handler, and with which statuses it answers.

use std::fmt::Write as _;

use fitz_analysis::hir::Parameter;
use fitz_analysis::{
    Builtin, Db, HandshakeSource, HttpRoute, Item, Program, SourcePointer, Ty, lowered, program, programs,
    resolve_pointer, resolve_type,
};
use fitz_syntax::TextRange;

use super::endpoint::auth_provider;
use crate::render::{self, LinkTo};

/// The route of the decorator whose name stands at `place`, relative to the handler.
pub(super) fn section(db: &dyn Db, handler: Item<'_>, place: TextRange, link: LinkTo<'_>) -> Option<String> {
    let id = handler.id(db);
    let program = program(db, *programs(db, id.file).first()?);
    let is_here = |route: &&HttpRoute| route.handler == *id && route.decorator.range.contains_range(place);
    let route = program.routes.iter().find(is_here)?;
    let path = route.path.as_ref().map_or("(no path yet)", |path| path.text.as_str());
    let mut text = format!("**HTTP route** `{} {path}`\n", route.method);
    for parameter in lowered(db, handler).function().into_iter().flat_map(|function| &function.parameters) {
        if let Some(source) = source(db, program, route, parameter, link) {
            let _ = write!(text, "\n- `{}` ← {source}", parameter.name.name);
        }
    }
    for (status, reason) in statuses(db, program, route) {
        let _ = write!(text, "\n- {status}: {reason}");
    }
    Some(text)
}

/// What fills a parameter. `None` when nothing does.
fn source(
    db: &dyn Db,
    program: &Program,
    route: &HttpRoute,
    parameter: &Parameter,
    link: LinkTo<'_>,
) -> Option<String> {
    let name = &parameter.name.name;
    let optional = |is_optional: bool| if is_optional { " (optional)" } else { "" };
    let annotation = parameter.ty.as_ref();
    let ty = annotation.map_or(Ty::Any, |annotation| resolve_type(db, route.handler.file, annotation));
    let is_nullable = matches!(ty, Ty::Nullable(_));
    if let Some(path) = &route.path {
        if path.parameters.iter().any(|it| it.name == *name) {
            return Some("path".to_owned());
        }
        if path.query.iter().any(|it| it.name == *name) {
            return Some(format!("query{}", optional(is_nullable)));
        }
    }
    if let Some(read) = route.handshake.iter().find(|it| it.parameter == *name) {
        let kind = match read.source {
            HandshakeSource::Header => "header",
            HandshakeSource::Cookie => "cookie",
        };
        return Some(format!("{kind} `{}`{}", read.wire_name, optional(!read.required)));
    }
    let own = SourcePointer { item: route.handler.clone(), range: parameter.range };
    if route.body.as_ref().is_some_and(|body| body.pointer == own) {
        return Some(body(&ty));
    }
    if ty.is(Builtin::DbConn) {
        return Some("the connection to the database".to_owned());
    }
    let (provider, pointer) = auth_provider(db, program).filter(|_| route.access.is_protected())?;
    let is_record = matches!(ty, Ty::Nominal(_));
    let place = resolve_pointer(db, &pointer).filter(|_| is_record)?;
    Some(render::link(db, &provider, place, link))
}

fn body(ty: &Ty) -> String {
    match ty.arguments_of(Builtin::Map) {
        Some([_, value]) if value.is(Builtin::Str) => "body, as JSON or as a form".to_owned(),
        Some([_, Ty::Nominal(file)]) if file.name == "File" => "body, an upload".to_owned(),
        _ if *ty == Ty::Any => "body".to_owned(),
        _ => format!("body, JSON `{ty}`"),
    }
}

/// The statuses, ascending: those of the OpenAPI document, and those of requests that do not come to the handler.
fn statuses(db: &dyn Db, program: &Program, route: &HttpRoute) -> Vec<(String, String)> {
    let mut found = fitz_schema::statuses(db, program, route);
    let mut add = |status: &str, reason: &str| {
        if !found.iter().any(|(known, _)| known == status) {
            found.push((status.to_owned(), reason.to_owned()));
        }
    };
    let needs_header = route.handshake.iter().any(|it| it.required);
    match (&route.body, needs_header) {
        (Some(_), true) => add("400", "The body does not fit, or a header or cookie is missing."),
        (Some(_), false) => add("400", "The body does not fit."),
        (None, true) => add("400", "A header or cookie is missing."),
        (None, false) => {}
    }
    if route.body.is_some() {
        add("415", "The body is of a kind that is not read.");
    }
    found.sort();
    found
}
