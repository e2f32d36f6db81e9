//! Hover.

mod endpoint;
mod schedule;

use fitz_analysis::{
    Builtin, Db, ItemId, LocalKind, Name, Nominal, SourceFile, Ty, decorator_declaration, file_doc, item,
    nominal_fields, signature, sockets_of_handler,
};
use fitz_syntax::{TextRange, TextSize};

use crate::render;
use crate::symbol::{Symbol, symbol_at};

/// What is known about a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The name.
    pub range: TextRange,
    /// The answer, as Markdown.
    pub markdown: String,
}

/// What stands at `offset`. Nothing on punctuation, white space, comments and plain text other than schedules, whose next
/// runs are those after `now`, in seconds since 1970 began in UTC.
pub fn hover(db: &dyn Db, file: SourceFile, offset: TextSize, now: i64) -> Option<Hover> {
    let Some(found) = symbol_at(db, file, offset) else { return schedule::hover(db, file, offset, now) };
    let sections = match &found.symbol {
        Symbol::Local(_, local) => {
            let ty = found.ty.as_ref().unwrap_or(&local.ty);
            let mut sections = vec![render::code(&render::value(&local.name, ty))];
            if local.kind == LocalKind::Parameter && ty.is(Builtin::WsConn) {
                sections.extend(connection_sections(db, file, found.range, ty));
            }
            sections
        }
        Symbol::Item(id) => item_sections(db, id, found.ty.as_ref())?,
        Symbol::Method(id, signature) => {
            let owner = id.owner.as_deref().unwrap_or_default();
            let head = format!("// {owner}\n{}", signature.declaration());
            std::iter::once(render::code(&head)).chain(doc(db, id)).collect()
        }
        Symbol::Field(nominal, name) => field_sections(db, nominal, name)?,
        Symbol::Module(module) => {
            let head = render::code(&format!("module {}", module.path(db).file_stem()));
            std::iter::once(head).chain(file_doc(db, *module).clone()).collect()
        }
        Symbol::Type(ty, declaration) => type_sections(db, file, found.range, ty, declaration.as_ref()),
        Symbol::Decorator(id) => decorator_sections(db, id)?,
        Symbol::Argument(function, name) => {
            let declared = item(db, function)?;
            let parameter =
                signature(db, declared).as_ref()?.parameters.iter().find(|parameter| parameter.name == *name)?.clone();
            let default = parameter.default.map(|default| format!(" = {default}")).unwrap_or_default();
            let head = render::code(&format!("{}{default}", render::value(name, &parameter.ty)));
            std::iter::once(head).chain(doc(db, function).and_then(|doc| about_argument(&doc, name))).collect()
        }
    };
    Some(Hover { range: found.range, markdown: sections.join("\n\n") })
}

fn doc(db: &dyn Db, id: &ItemId) -> Option<String> {
    item(db, id)?.doc(db).clone()
}

fn item_sections(db: &dyn Db, id: &ItemId, ty: Option<&Ty>) -> Option<Vec<String>> {
    let declaration = match ty {
        // A global whose type is known better here than at its declaration.
        Some(ty) if id.kind == fitz_analysis::ItemKind::Global => format!("let {}", render::value(&id.name, ty)),
        _ => render::declaration(db, id)?,
    };
    let mut sections = vec![render::code(&declaration)];
    sections.extend(sockets_of_handler(db, id).iter().map(|(entry, socket)| endpoint::summary(db, *entry, socket)));
    sections.extend(doc(db, id));
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
) -> Vec<String> {
    if ty.is(Builtin::WsConn) {
        let mut sections = vec![render::code(&ty.to_string())];
        sections.extend(connection_sections(db, file, range, ty));
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
        .collect()
}

/// The endpoint that a connection serves, and what travels on it. Outside a handler: the frames alone.
fn connection_sections(db: &dyn Db, file: SourceFile, range: TextRange, ty: &Ty) -> Vec<String> {
    let handler = fitz_analysis::item_at(db, file, range.start()).map(|(item, _)| item.id(db).clone());
    let sockets = handler.map(|handler| sockets_of_handler(db, &handler)).unwrap_or_default();
    let mut sections: Vec<String> =
        sockets.iter().map(|(entry, socket)| endpoint::summary(db, *entry, socket)).collect();
    if let Some((incoming, outgoing)) = ty.frame_types() {
        sections.extend(endpoint::frames(db, incoming, outgoing));
    }
    sections
}

fn decorator_sections(db: &dyn Db, id: &ItemId) -> Option<Vec<String>> {
    let declared = item(db, id)?;
    let signature = signature(db, declared).as_ref()?;
    let arguments = if signature.parameters.is_empty() { String::new() } else { signature.parameters_and_result() };
    let places: Vec<&str> = ["fn", "type", "field"]
        .into_iter()
        .filter(|place| decorator_declaration(db, &id.name, place).is_some())
        .collect();
    let head = format!("// decorator of a {}\n@{}{arguments}", places.join(" or "), id.name);
    Some(std::iter::once(render::code(&head)).chain(declared.doc(db).clone()).collect())
}

/// What a doc comment says of a parameter, in the line of a list that starts with its name.
fn about_argument(doc: &str, name: &str) -> Option<String> {
    let named = format!("`{name}`");
    let is_about = |line: &&str| {
        line.strip_prefix("- ").and_then(|line| line.split_once(": ")).is_some_and(|(names, _)| names.contains(&named))
    };
    let mut lines = doc.lines().skip_while(|line| !is_about(line));
    let (_, first) = lines.next()?.split_once(": ")?;
    let rest = lines.take_while(|line| line.starts_with("  ")).map(str::trim);
    Some(std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" "))
}

fn first_paragraph(doc: String) -> Option<String> {
    doc.split("\n\n").next().map(str::to_owned)
}
