//! Moves a declaration to a module of its own.

use std::collections::BTreeSet;

use fitz_analysis::{FilePath, ItemKind, ModuleTarget, Name, ScopeEntry, file, lowered, module_scope, resolve_module};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange, TextSize};

use super::super::{Assist, Entry, Place};
use super::extract_variable::snake;
use crate::references::references;

// Rules about whole files see another file.
pub(super) const ENTRY: Entry = Entry { kind: "refactor.move.newModule", keeps_meaning: false, find: assist };

/// At the name of a function or a type that needs nothing else of its file, and that only this file uses.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let name = place.token(&[SyntaxKind::Identifier]).filter(|it| it.field_in_parent() == Some(Field::Name))?;
    let node = name.parent()?;
    let is_declaration = matches!(node.kind(), SyntaxKind::FunctionDefinition | SyntaxKind::TypeDefinition);
    let is_at_top = node.parent().is_some_and(|it| it.kind() == SyntaxKind::SourceFile);
    let id = place.item.id(place.db);
    let is_plain =
        lowered(place.db, place.item).decorators.is_empty() && matches!(id.kind, ItemKind::Function | ItemKind::Type);
    if !is_declaration || !is_at_top || !is_plain || node.child_of_kind(SyntaxKind::Decorator).is_some() {
        return None;
    }
    let uses = references(place.db, place.file, name.range().start(), false)?;
    let is_used_here = uses.iter().any(|it| !node.range().contains_range(it.range));
    if !is_used_here || uses.iter().any(|it| it.file != place.file) {
        return None;
    }
    let module = module_name(place, &name.text())?;
    let title = format!("Move to a new module `{module}`");
    let Some(imports) = imports(place, node) else {
        return place
            .refusal(&title, "It uses other declarations of this file, and modules must not import each other.");
    };
    let start = place.above().start();
    let text = place.tree.text();
    let end = text.line_start(text.line_of(node.range().end()) + 1).max(node.range().end());
    let whole = TextRange::new(start, end);
    let moved = text.slice(whole).trim_end().to_owned();
    let blank = text.slice(TextRange::new(end, text.len())).chars().take_while(|c| matches!(c, '\n' | '\r')).count();
    let removed = TextRange::new(start, end + TextSize::try_from(blank).ok()?);
    let import = format!("from {module} import {}\n", name.text());
    let head = if imports.is_empty() { String::new() } else { format!("{}\n\n", imports.join("\n")) };
    let directory = place.file.path(place.db).parent()?;
    let path = FilePath::new(&format!("{}/{module}.fitz", directory.as_str().trim_end_matches('/')));
    let assist = place.change(&title, vec![(import_place(place), import), (removed, String::new())])?;
    Some(Assist { creates: Some((path, format!("{head}{moved}\n"))), ..assist })
}

/// A name for the module that no file, dependency or name of this file has.
fn module_name(place: &Place<'_>, declared: &str) -> Option<String> {
    let base = snake(declared);
    let directory = place.file.path(place.db).parent()?;
    let names = [base.clone(), format!("{base}_module")];
    names.into_iter().find(|name| {
        let path = FilePath::new(&format!("{}/{name}.fitz", directory.as_str().trim_end_matches('/')));
        let is_free = file(place.db, &path).is_none();
        is_free && resolve_module(place.db, place.file, &[Name::from(name.as_str())]) == ModuleTarget::Missing
    })
}

/// The imports that a declaration needs in another file of the folder. `None` when it needs more than that.
fn imports(place: &Place<'_>, node: SyntaxNode<'_>) -> Option<Vec<String>> {
    let mut needed = BTreeSet::new();
    let own = node.field(Field::Name)?.text().into_owned();
    for used in node.descendants().filter(|it| it.kind() == SyntaxKind::Identifier && !it.text_is(&own)) {
        let entries = &module_scope(place.db, place.file).entries;
        match entries.get(&*used.text()) {
            None => {}
            // A field or a parameter may have the name of a declaration, too; then nobody can tell without a closer look.
            Some(ScopeEntry::Item(_)) => return None,
            Some(ScopeEntry::Import { path, member, .. }) => {
                let bound = used.text().into_owned();
                let path = path.iter().map(Name::as_str).collect::<Vec<_>>().join(".");
                needed.insert(match member {
                    Some(member) if *member == bound => format!("from {path} import {member}"),
                    Some(member) => format!("from {path} import {member} as {bound}"),
                    None if path.rsplit('.').next() == Some(bound.as_str()) => format!("import {path}"),
                    None => format!("import {path} as {bound}"),
                });
            }
        }
    }
    Some(needed.into_iter().collect())
}

/// Where an import goes: behind the last import, or below the comment at the top.
fn import_place(place: &Place<'_>) -> TextRange {
    let text = place.tree.text();
    let imports = [SyntaxKind::ImportStatement, SyntaxKind::FromImportStatement];
    let last = place.tree.root().named_children().filter(|it| imports.contains(&it.kind())).last();
    let offset = match last {
        Some(last) => text.line_start(text.line_of(last.range().end()) + 1),
        None => {
            let first = place.tree.root().named_children().find(|it| !it.is_comment());
            let start = first.map_or(text.len(), |first| text.line_start(text.line_of(first.range().start())));
            start.min(place.above().start())
        }
    };
    TextRange::empty(offset)
}
