//! The names that a module offers, in `from m import`.

use fitz_analysis::{ItemKind, ModuleTarget, Name, item, items, resolve_module};
use fitz_syntax::{SyntaxNode, ast, ast::AstNode};

use super::{CompletionItem, CompletionKind, Query};
use crate::render;

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
            let first_line = render::declaration(query.db, id).and_then(|text| text.lines().next().map(str::to_owned));
            Some(CompletionItem {
                detail: first_line,
                documentation: item(query.db, id).and_then(|it| it.doc(query.db).clone()),
                ..query.item(id.name.as_str(), kind)
            })
        })
        .collect()
}
