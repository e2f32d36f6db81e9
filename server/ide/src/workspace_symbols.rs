//! Workspace symbols: declarations and endpoints of all files, found by a part of their name.

mod fuzzy;

use std::collections::BTreeSet;

use fitz_analysis::{
    Db, Item, ItemId, ItemKind, Path, SourceFile, SourcePointer, items, lowered, program_surface, programs,
    resolve_pointer,
};
use fitz_syntax::TextRange;

use crate::definition::item_target;
use crate::references::user_files;
use crate::symbols::{SymbolKind, function_kind};

/// A declaration or an endpoint somewhere in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// The name; of an endpoint its decorator and path (`@ws /chat`).
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// What it belongs to: the type of a method, the handler of an endpoint, the file of everything else.
    pub container: String,
    /// The file.
    pub file: SourceFile,
    place: Place,
}

/// What tells where a symbol is. Looking it up takes the file's text, so it waits until somebody asks.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Item(ItemId),
    Path(SourcePointer),
}

impl WorkspaceSymbol {
    /// What finds it again in its file.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.place {
            Place::Item(ItemId { kind, owner, name, ordinal, .. }) => {
                format!("{kind:?} {} {name} {ordinal}", owner.as_deref().unwrap_or_default())
            }
            Place::Path(SourcePointer { item, range }) => {
                format!("{} {} {} {}", self.name, item.name, item.ordinal, u32::from(range.start()))
            }
        }
    }
}

/// Where the symbol of a file is that has this [`WorkspaceSymbol::key`]; `None` when it has gone.
pub fn find_workspace_symbol(db: &dyn Db, file: SourceFile, key: &str) -> Option<TextRange> {
    let declared = items(db, file).iter().filter_map(|item| declaration(db, *item));
    let symbol = declared.chain(endpoints(db, &[file])).find(|symbol| symbol.file == file && symbol.key() == key)?;
    workspace_symbol_range(db, &symbol)
}

/// The symbols whose name has the characters of `query` in this order, best first and at most `limit` of them. An empty query
/// matches all.
pub fn workspace_symbols(db: &dyn Db, query: &str, limit: usize) -> Vec<WorkspaceSymbol> {
    let mut found: Vec<(i32, WorkspaceSymbol)> = Vec::new();
    for symbol in all_symbols(db) {
        if let Some(score) = fuzzy::score(query, &symbol.name) {
            found.push((score, symbol));
        }
    }
    // The sort keeps the order of files and declarations among equals.
    found.sort_by_key(|(score, symbol)| (-score, symbol.name.len()));
    found.truncate(limit);
    found.into_iter().map(|(_, symbol)| symbol).collect()
}

/// Where a symbol is: its name, or the path of an endpoint with its quotes.
pub fn workspace_symbol_range(db: &dyn Db, symbol: &WorkspaceSymbol) -> Option<TextRange> {
    match &symbol.place {
        Place::Item(id) => Some(item_target(db, id)?.focus_range),
        Place::Path(pointer) => Some(resolve_pointer(db, pointer)?.1),
    }
}

fn all_symbols(db: &dyn Db) -> Vec<WorkspaceSymbol> {
    let files = user_files(db);
    let declared = files.iter().flat_map(|file| items(db, *file)).filter_map(|item| declaration(db, *item));
    let mut symbols: Vec<WorkspaceSymbol> = declared.collect();
    symbols.extend(endpoints(db, &files));
    symbols
}

fn declaration(db: &dyn Db, item: Item<'_>) -> Option<WorkspaceSymbol> {
    let id = item.id(db);
    let kind = match id.kind {
        ItemKind::Function => function_kind(lowered(db, item)),
        ItemKind::Method => SymbolKind::Method,
        ItemKind::Type => SymbolKind::Type,
        ItemKind::Global => SymbolKind::Variable,
        ItemKind::Import | ItemKind::Statement => return None,
    };
    let name = lowered(db, item).name_range.filter(|range| !range.is_empty())?;
    Some(WorkspaceSymbol {
        // A destructuring `let` shows its pattern.
        name: item.text(db).get(std::ops::Range::<usize>::from(name))?.to_owned(),
        kind,
        container: id.owner.as_ref().map_or_else(|| id.file.path(db).file_name().to_owned(), ToString::to_string),
        file: id.file,
        place: Place::Item(id.clone()),
    })
}

/// The endpoints of all programs. One that several programs serve is listed once.
fn endpoints(db: &dyn Db, files: &[SourceFile]) -> Vec<WorkspaceSymbol> {
    let entries: Vec<SourceFile> = files.iter().flat_map(|file| programs(db, *file)).copied().collect();
    let (mut seen, mut listed) = (BTreeSet::new(), Vec::new());
    for entry in entries.into_iter().filter(|entry| seen.insert(*entry)) {
        let surface = program_surface(db, entry);
        let sockets = surface.sockets.iter().filter_map(|it| endpoint("ws", &it.handler, it.path.as_ref()?));
        let routes = surface.routes.iter();
        let routes = routes.filter_map(|it| endpoint(&it.method.to_lowercase(), &it.handler, it.path.as_ref()?));
        for symbol in sockets.chain(routes) {
            if !listed.contains(&symbol) {
                listed.push(symbol);
            }
        }
    }
    listed
}

fn endpoint(decorator: &str, handler: &ItemId, path: &Path) -> Option<WorkspaceSymbol> {
    Some(WorkspaceSymbol {
        name: format!("@{decorator} {}", path.text),
        kind: SymbolKind::Endpoint,
        container: handler.name.to_string(),
        file: handler.file,
        place: Place::Path(path.pointer.clone()),
    })
}
