//! Go to declaration: where a file gets a name from.

use fitz_analysis::hir::{ItemData, Spelled};
use fitz_analysis::{Db, ScopeEntry, SourceFile, item, item_range, lowered, module_scope};
use fitz_syntax::{TextRange, TextSize};

use crate::definition::{NavigationTarget, definition};
use crate::symbol::{Symbol, symbol_at};

/// The declarations of what stands at `offset` as its file sees them: of an imported name the import, of any other name its
/// [`definition`].
pub fn declaration(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, Vec<NavigationTarget>)> {
    match imported_at(db, file, offset) {
        Some((range, target)) => Some((range, vec![target])),
        None => definition(db, file, offset),
    }
}

fn imported_at(db: &dyn Db, file: SourceFile, offset: TextSize) -> Option<(TextRange, NavigationTarget)> {
    let found = symbol_at(db, file, offset)?;
    if !matches!(found.symbol, Symbol::Item(_) | Symbol::Module(_) | Symbol::Type(..)) {
        return None;
    }
    let name = file.content(db).text.slice(found.range);
    let ScopeEntry::Import { statement, .. } = module_scope(db, file).entries.get(&*name)? else { return None };
    let import = item(db, statement)?;
    let full_range = item_range(db, import)?;
    let bound = match &lowered(db, import).data {
        ItemData::Import(import) => import.alias.as_ref().or(import.path.last()),
        ItemData::FromImport(import) => import.names.iter().map(bound_name).find(|it| it.name == *name),
        _ => None,
    };
    let focus_range = bound?.range.checked_add(full_range.start())?;
    // Somebody who asks at the import wants to leave it.
    (focus_range != found.range).then_some((found.range, NavigationTarget { file, full_range, focus_range }))
}

/// The name that an import gives to what it imports.
fn bound_name((name, alias): &(Spelled, Option<Spelled>)) -> &Spelled {
    alias.as_ref().unwrap_or(name)
}
