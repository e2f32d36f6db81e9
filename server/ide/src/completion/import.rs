//! The names that a module offers, in `from m import`.

use fitz_analysis::{ItemKind, ModuleTarget, Name, item, items, resolve_module};
use fitz_syntax::{SyntaxNode, ast, ast::AstNode};

use super::{CompletionItem, CompletionKind, Query, completion_detail};

pub(super) fn names(query: &Query<'_>, import: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(import) = ast::FromImportStatement::cast(import) else { return Vec::new() };
    let path: Vec<Name> = import
        .path()
        .into_iter()
        .flat_map(|path| path.identifiers())
        .map(|segment| Name::from(&*segment.text()))
        .collect();
    let ModuleTarget::File(module) = resolve_module(query.db, query.file, &path) else { return Vec::new() };
    items(query.db, module)
        .iter()
        .filter_map(|exported| {
            let id = exported.id(query.db);
            let kind = match id.kind {
                ItemKind::Function => CompletionKind::Function,
                ItemKind::Type => CompletionKind::Type,
                ItemKind::Global => CompletionKind::Variable,
                ItemKind::Method | ItemKind::Import | ItemKind::Statement => return None,
            };
            Some(CompletionItem {
                detail: completion_detail(query.db, id),
                declaration: Some(id.clone()),
                documentation: item(query.db, id).and_then(|it| it.doc(query.db).clone()),
                ..query.item(id.name.as_str(), kind)
            })
        })
        .collect()
}
