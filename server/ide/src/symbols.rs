//! Document symbols.

use std::ops::Range;

use fitz_analysis::hir::{Decorator, Lowered};
use fitz_analysis::{
    Db, Item, ItemId, ItemKind, SourceFile, file_items, global_type, lowered, program_surface, programs, signature,
    type_info,
};
use fitz_syntax::TextRange;

/// A declaration in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSymbol {
    /// The name.
    pub name: String,
    /// The signature, or the endpoint that the declaration serves (`@ws /chat`).
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// The whole declaration, decorators included.
    pub full_range: TextRange,
    /// The name; inside `full_range`.
    pub focus_range: TextRange,
    /// What is declared inside, in source order.
    pub children: Vec<DocumentSymbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SymbolKind {
    Function,
    Method,
    Type,
    Field,
    Variable,
    Endpoint,
    Test,
}

/// The outline of a file, in source order.
pub fn document_symbols(db: &dyn Db, file: SourceFile) -> Vec<DocumentSymbol> {
    let mut symbols: Vec<DocumentSymbol> = Vec::new();
    for (item, range) in &file_items(db, file).items {
        let Some(symbol) = symbol(db, file, *item, *range) else { continue };
        let is_method = item.id(db).kind == ItemKind::Method;
        // Methods follow their type.
        match symbols.last_mut().filter(|owner| is_method && owner.kind == SymbolKind::Type) {
            Some(owner) => owner.children.push(symbol),
            None => symbols.push(symbol),
        }
    }
    symbols
}

fn symbol(db: &dyn Db, file: SourceFile, item: Item<'_>, range: TextRange) -> Option<DocumentSymbol> {
    let id = item.id(db);
    let (kind, detail) = match id.kind {
        ItemKind::Function => match endpoints_of_handler(db, id) {
            endpoints if endpoints.is_empty() => {
                let role = role(lowered(db, item)).and_then(|role| item.text(db).get(Range::<usize>::from(role.range)));
                let detail = role.map(str::to_owned).or_else(|| function_detail(db, item));
                (function_kind(lowered(db, item)), detail)
            }
            endpoints => (SymbolKind::Endpoint, Some(endpoints.join(", "))),
        },
        ItemKind::Method => (SymbolKind::Method, function_detail(db, item)),
        ItemKind::Type => (SymbolKind::Type, None),
        ItemKind::Global => (SymbolKind::Variable, Some(global_type(db, id, &id.name).to_string())),
        ItemKind::Import | ItemKind::Statement => return None,
    };
    let lowered = lowered(db, item);
    let focus = lowered.name_range.filter(|name| !name.is_empty())?;
    let fields = type_info(db, item).iter().flat_map(|info| &info.fields).filter_map(|field| {
        Some(DocumentSymbol {
            name: field.name.to_string(),
            detail: Some(field.ty.to_string()),
            kind: SymbolKind::Field,
            full_range: field.pointer.range.checked_add(range.start())?,
            focus_range: field.name_pointer.range.checked_add(range.start())?,
            children: Vec::new(),
        })
    });
    let focus_range = focus.checked_add(range.start())?;
    Some(DocumentSymbol {
        // A destructuring `let` shows its pattern.
        name: file.content(db).text.slice(focus_range).into_owned(),
        detail,
        kind,
        full_range: range,
        focus_range,
        children: fields.filter(|field| !field.name.is_empty()).collect(),
    })
}

/// The decorators that say when a function runs, or by whom, if it serves no endpoint.
const ROLES: [&str; 6] = ["test", "cron", "every", "background", "command", "on"];

/// The decorator that tells what a function is for.
fn role(lowered: &Lowered) -> Option<&Decorator> {
    lowered.decorators.iter().find(|decorator| ROLES.contains(&decorator.name.name.as_str()))
}

/// What a function is, its endpoints apart.
pub(crate) fn function_kind(lowered: &Lowered) -> SymbolKind {
    let is_test = lowered.decorators_named("test").next().is_some();
    if is_test { SymbolKind::Test } else { SymbolKind::Function }
}

fn function_detail(db: &dyn Db, item: Item<'_>) -> Option<String> {
    signature(db, item).as_ref().map(|it| it.parameters_and_result())
}

/// `@ws /chat`, `@get /users/{id}` of a handler.
pub(crate) fn endpoints_of_handler(db: &dyn Db, id: &ItemId) -> Vec<String> {
    let Some(entry) = programs(db, id.file).first() else { return Vec::new() };
    let surface = program_surface(db, *entry);
    let sockets = surface.sockets.iter().filter(|socket| socket.handler == *id);
    let sockets = sockets.filter_map(|socket| socket.path.as_ref().map(|path| format!("@ws {}", path.text)));
    let routes = surface.routes.iter().filter(|route| route.handler == *id);
    let routes = routes
        .filter_map(|route| route.path.as_ref().map(|path| format!("@{} {}", route.method.to_lowercase(), path.text)));
    sockets.chain(routes).collect()
}
