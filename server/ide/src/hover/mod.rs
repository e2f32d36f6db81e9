//! Hover.

mod arguments;
mod connect;
pub(crate) mod endpoint;
mod format_spec;
mod keywords;
mod label;
mod literal;
mod manifest;
mod module;
mod operator;
mod option;
mod route;
mod rule;
mod schedule;
mod table;
mod token;

use fitz_analysis::{
    Access, Builtin, Db, Item, ItemId, LocalKind, MANIFEST, Name, Nominal, Protocol, SourceFile, Ty,
    decorator_declaration, file_doc, item, nominal_fields, program, programs, signature, sockets_of_handler,
};
use fitz_syntax::{TextRange, TextSize};

use crate::endpoint_path::{EndpointPath, path_at, sockets_of_path};
use crate::render::{self, LinkTo};
use crate::symbol::{Symbol, symbol_at};

/// What is known about a name, a keyword, an operator or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The token.
    pub range: TextRange,
    /// The answer, as Markdown.
    pub markdown: String,
}

/// What stands at `offset`. Nothing on brackets, commas, white space, comments but for the codes that they allow, and plain text
/// that is neither a path of an endpoint nor a schedule, whose next runs are those after `now`, in seconds since 1970 began in UTC. `link` makes the places that it
/// names places to go to.
pub fn hover(db: &dyn Db, file: SourceFile, offset: TextSize, now: i64, link: LinkTo<'_>) -> Option<Hover> {
    if file.path(db).file_name() == MANIFEST {
        return manifest::hover(db, file, offset);
    }
    // Editors ask for the border in front of the character under the pointer, so the token behind it counts.
    let own = option::hover(db, file, offset)
        .or_else(|| token::behind(db, file, offset))
        .or_else(|| rule::hover(db, file, offset));
    if own.is_some() {
        return own;
    }
    let Some(found) = symbol_at(db, file, offset) else {
        if let Some((range, path)) = path_at(db, file, offset) {
            return Some(Hover { range, markdown: path_sections(db, file, &path, link)?.join("\n\n") });
        }
        return schedule::hover(db, file, offset, now).or_else(|| token::before(db, file, offset));
    };
    let sections = match &found.symbol {
        Symbol::Local(_, local) => {
            let ty = found.ty.as_ref().unwrap_or(&local.ty);
            let mut sections = vec![render::code(&render::value(&local.name, ty))];
            if local.kind == LocalKind::Parameter && ty.is(Builtin::WsConn) {
                sections.extend(connection_sections(db, file, found.range, ty, link));
            }
            sections
        }
        Symbol::Item(id) => item_sections(db, id, found.ty.as_ref(), link)?,
        Symbol::Method(id, signature) => {
            let owner = id.owner.as_deref().unwrap_or_default();
            let head = format!("// {owner}\n{}", signature.declaration());
            std::iter::once(render::code(&head)).chain(doc(db, id)).collect()
        }
        Symbol::Field(nominal, name) => field_sections(db, nominal, name)?,
        Symbol::Module(module) => {
            let head = render::code(&format!("module {}", module.path(db).file_stem()));
            let about = file_doc(db, *module).clone();
            std::iter::once(head).chain(about).chain(module::section(db, *module)).collect()
        }
        Symbol::Type(ty, declaration) => type_sections(db, file, found.range, ty, declaration.as_ref(), link),
        Symbol::Decorator(id) => decorator_sections(db, file, found.range, id, link)?,
        Symbol::Argument(function, name) => argument_sections(db, item(db, function)?, name)
            // A function that takes any names, as those of `log` do.
            .or_else(|| Some(vec![render::code(&render::value(name, found.ty.as_ref()?))]))?,
        Symbol::Tag(_) => return token::before(db, file, offset),
    };
    Some(Hover { range: found.range, markdown: sections.join("\n\n") })
}

fn doc(db: &dyn Db, id: &ItemId) -> Option<String> {
    item(db, id)?.doc(db).clone()
}

fn item_sections(db: &dyn Db, id: &ItemId, ty: Option<&Ty>, link: LinkTo<'_>) -> Option<Vec<String>> {
    let declaration = match ty {
        // A global whose type is known better here than at its declaration.
        Some(ty) if id.kind == fitz_analysis::ItemKind::Global => format!("let {}", render::value(&id.name, ty)),
        _ => render::declaration(db, id)?,
    };
    let mut sections = vec![render::code(&declaration)];
    sections.extend(handler_sections(db, id, link));
    sections.extend(doc(db, id));
    sections.extend(table::section(db, id));
    Some(sections)
}

fn field_sections(db: &dyn Db, nominal: &Nominal, name: &Name) -> Option<Vec<String>> {
    let field = nominal_fields(db, nominal).into_iter().find(|field| field.name == *name)?;
    let head = format!("// field of {}\n{}", nominal.name, render::field(&field));
    Some(std::iter::once(render::code(&head)).chain(field.doc).collect())
}

fn type_sections(
    db: &dyn Db,
    file: SourceFile,
    range: TextRange,
    ty: &Ty,
    declaration: Option<&ItemId>,
    link: LinkTo<'_>,
) -> Vec<String> {
    if ty.is(Builtin::WsConn) {
        let mut sections = vec![render::code(&ty.to_string())];
        sections.extend(connection_sections(db, file, range, ty, link));
        sections.extend(declaration.and_then(|id| doc(db, id)).and_then(first_paragraph));
        return sections;
    }
    let shown = match (ty, declaration) {
        (Ty::Nominal(_), Some(id)) => render::declaration(db, id),
        _ => Some(ty.to_string()),
    };
    let example = matches!(ty, Ty::Nominal(_)).then(|| endpoint::example(db, ty)).flatten();
    shown
        .map(|text| render::code(&text))
        .into_iter()
        .chain(declaration.and_then(|id| doc(db, id)))
        .chain(example)
        .chain(declaration.and_then(|id| table::section(db, id)))
        .collect()
}

/// The endpoints that a function serves.
fn handler_sections(db: &dyn Db, handler: &ItemId, link: LinkTo<'_>) -> Vec<String> {
    let sockets = sockets_of_handler(db, handler);
    sockets.iter().flat_map(|(entry, socket)| endpoint::card(db, *entry, socket, link)).collect()
}

/// The endpoint that a connection serves, and what travels on it. Outside a handler: the frames alone.
fn connection_sections(db: &dyn Db, file: SourceFile, range: TextRange, ty: &Ty, link: LinkTo<'_>) -> Vec<String> {
    let handler = fitz_analysis::item_at(db, file, range.start()).map(|(item, _)| item.id(db).clone());
    let sections = handler.map(|handler| handler_sections(db, &handler, link)).unwrap_or_default();
    match ty.frame_types() {
        Some((incoming, outgoing)) if sections.is_empty() => endpoint::frames(db, incoming, outgoing),
        _ => sections,
    }
}

/// What is served at a path.
fn path_sections(db: &dyn Db, file: SourceFile, path: &EndpointPath, link: LinkTo<'_>) -> Option<Vec<String>> {
    match path.protocol {
        Protocol::WebSocket => {
            let sockets = sockets_of_path(db, file, &path.text);
            if sockets.is_empty() {
                return Some(vec![format!("No `@ws` endpoint of this program has the path `{}`.", path.text)]);
            }
            let described = |(entry, socket): &(SourceFile, fitz_analysis::SocketEndpoint)| {
                endpoint::card(db, *entry, socket, link).into_iter().chain(socket.doc.clone()).collect::<Vec<_>>()
            };
            Some(sockets.iter().flat_map(described).collect())
        }
        Protocol::Http => {
            let program = program(db, *programs(db, file).first()?);
            let routes = program.routes.iter().filter(|it| it.path.as_ref().is_some_and(|it| it.text == path.text));
            let described = |route: &fitz_analysis::HttpRoute| {
                let mut text = format!("**HTTP route** `{} {}`\n", route.method, path.text);
                if let Some(target) = crate::definition::item_target(db, &route.handler) {
                    let place = (target.file, target.focus_range);
                    text.push_str(&format!("\n- Handler: {}", render::link(db, &route.handler.name, place, link)));
                }
                text.push_str(&format!("\n- {}", route_access(&route.access)));
                std::iter::once(text).chain(route.doc.clone()).collect::<Vec<_>>()
            };
            Some(routes.flat_map(described).collect())
        }
    }
}

fn route_access(access: &Access) -> &'static str {
    match access.is_protected() {
        true => "Needs authentication (401, or 403 for the wrong role).",
        false => "Anyone may call it.",
    }
}

fn decorator_sections(
    db: &dyn Db,
    file: SourceFile,
    range: TextRange,
    id: &ItemId,
    link: LinkTo<'_>,
) -> Option<Vec<String>> {
    let declared = item(db, id)?;
    let signature = signature(db, declared).as_ref()?;
    let arguments = if signature.parameters.is_empty() { String::new() } else { signature.parameters_and_result() };
    let places: Vec<&str> = ["fn", "type", "field"]
        .into_iter()
        .filter(|place| decorator_declaration(db, &id.name, place).is_some())
        .collect();
    let head = format!("// decorator of a {}\n@{}{arguments}", places.join(" or "), id.name);
    let mut sections = vec![render::code(&head)];
    if let Some((decorated, start)) = fitz_analysis::item_at(db, file, range.start()) {
        if id.name == "ws" {
            sections.extend(handler_sections(db, decorated.id(db), link));
        }
        if id.name == "table" {
            sections.extend(table::section(db, decorated.id(db)));
        }
        let place = range.checked_sub(start.start())?;
        sections.extend(route::section(db, decorated, place, link));
        sections.extend(arguments::section(db, decorated, place, declared));
    }
    sections.extend(declared.doc(db).clone());
    Some(sections)
}

/// A named argument, or a key of a map that is given as one.
fn argument_sections(db: &dyn Db, declared: Item<'_>, name: &str) -> Option<Vec<String>> {
    let parameter = signature(db, declared).as_ref()?.parameters.iter().find(|parameter| parameter.name == name)?;
    let default = parameter.default.as_ref().map(|default| format!(" = {default}")).unwrap_or_default();
    let head = render::code(&format!("{}{default}", render::value(name, &parameter.ty)));
    let about = declared.doc(db).as_ref().and_then(|doc| render::about_argument(doc, name));
    Some(std::iter::once(head).chain(about).collect())
}

fn first_paragraph(doc: String) -> Option<String> {
    doc.split("\n\n").next().map(str::to_owned)
}
