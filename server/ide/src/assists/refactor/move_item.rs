//! Moves a declaration to a module of its own, or to one that is there.

use std::collections::{BTreeMap, BTreeSet};

use fitz_analysis::{
    FilePath, ItemKind, ModuleTarget, Name, Origin, ScopeEntry, file, lowered, module_scope, resolve_module,
    syntax_diagnostics,
};
use fitz_syntax::{Field, SyntaxKind, SyntaxNode, TextRange, TextSize};

use super::super::{Assist, Entry, Place};
use super::extract_variable::snake;
use crate::import_edit::Imports;
use crate::references::references;

// Rules about whole files see another file.
pub(super) const ENTRY: Entry = Entry { kind: "refactor.move.newModule", keeps_meaning: false, find: assist };
/// The kind of a move into a module that is there.
pub(in super::super) const EXISTING: &str = "refactor.move.module";

/// How many modules of the folder a declaration is offered to be moved to.
const MODULES: usize = 8;

/// At the name of a function or a type that needs nothing else of its file, and that only this file uses.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let (name, node) = movable(place)?;
    let module = module_name(place, &name)?;
    let title = format!("Move to a new module `{module}`");
    let Some(imports) = imports(place, node) else {
        return place
            .refusal(&title, "It uses other declarations of this file, and modules must not import each other.");
    };
    let (moved, removed) = cut(place, node)?;
    let import = format!("from {module} import {name}\n");
    let head = if imports.is_empty() { String::new() } else { format!("{}\n\n", imports.lines().join("\n")) };
    let directory = place.file.path(place.db).parent()?;
    let path = FilePath::new(&format!("{}/{module}.fitz", directory.as_str().trim_end_matches('/')));
    let assist = place.change(&title, vec![(import_place(place), import), (removed, String::new())])?;
    Some(Assist { creates: Some((path, format!("{head}{moved}\n"))), ..assist })
}

/// The same into the modules of the folder that the file imports already: one change for each.
pub(in super::super) fn existing(place: &Place<'_>) -> Vec<Assist> {
    let Some((name, node)) = movable(place) else { return Vec::new() };
    let Some(imports) = imports(place, node) else { return Vec::new() };
    let imported = module_scope(place.db, place.file).entries.values().filter_map(|entry| match entry {
        ScopeEntry::Import { path, .. } => Some(path.as_slice()),
        ScopeEntry::Item(_) => None,
    });
    let modules: BTreeSet<&str> =
        imported.filter_map(|path| Some(path.first()?.as_str()).filter(|_| path.len() == 1)).collect();
    let into = |module: &&str| move_into(place, node, &name, &imports, module);
    modules.iter().take(MODULES).filter_map(into).collect()
}

fn move_into(place: &Place<'_>, node: SyntaxNode<'_>, name: &str, imports: &Needed, module: &str) -> Option<Assist> {
    let ModuleTarget::File(target) = resolve_module(place.db, place.file, &[Name::from(module)]) else { return None };
    let is_beside = target.path(place.db).parent() == place.file.path(place.db).parent();
    if !is_beside || target.origin(place.db) != Origin::Project || !syntax_diagnostics(place.db, target).is_empty() {
        return None;
    }
    // What the declaration names means the same there: it is imported from there, imported there too, or nothing there is called so.
    let there = &module_scope(place.db, target).entries;
    let is_same = |word: &str, used: Option<&Import>| match (used, there.get(word)) {
        (None, None) => true,
        (Some(import), Some(ScopeEntry::Import { path, member, .. })) => {
            import.0 == dotted(path) && import.1 == *member
        }
        (Some(import), Some(ScopeEntry::Item(_))) => import.0 == module && import.1.as_deref() == Some(word),
        _ => false,
    };
    let mut words = node.descendants().filter(|it| it.kind() == SyntaxKind::Identifier);
    if there.contains_key(name) || !words.all(|word| is_same(&word.text(), imports.0.get(&*word.text()))) {
        return None;
    }
    let (moved, removed) = cut(place, node)?;
    let text = target.content(place.db).text.to_string();
    let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
    let import = Imports::new(place.db, place.file).edit(&[Name::from(module)], name);
    let title = format!("Move to the module `{module}`");
    let assist = place.change(&title, vec![import, (removed, String::new())])?;
    let assist = Assist { kind: EXISTING, ..assist };
    Some(assist.and(target, TextRange::empty(TextSize::of(text.as_str())), format!("{gap}{moved}\n")))
}

/// The name and the syntax of the declaration whose name is selected, when it stands alone and only this file uses it.
fn movable<'a>(place: &'a Place<'_>) -> Option<(String, SyntaxNode<'a>)> {
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
    let is_ours = is_used_here && uses.iter().all(|it| it.file == place.file);
    is_ours.then(|| (name.text().into_owned(), node))
}

/// The text of a declaration with the comment above it, and what is taken away with it.
fn cut(place: &Place<'_>, node: SyntaxNode<'_>) -> Option<(String, TextRange)> {
    let start = place.above().start();
    let text = place.tree.text();
    let end = text.line_start(text.line_of(node.range().end()) + 1).max(node.range().end());
    let moved = text.slice(TextRange::new(start, end)).trim_end().to_owned();
    let blank = text.slice(TextRange::new(end, text.len())).chars().take_while(|c| matches!(c, '\n' | '\r')).count();
    Some((moved, TextRange::new(start, end + TextSize::try_from(blank).ok()?)))
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

/// A module and the member that is imported from it; `None` for the module itself.
type Import = (String, Option<Name>);

/// What a declaration uses that is imported, by the name that it has in the file.
struct Needed(BTreeMap<String, Import>);

impl Needed {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The statements, in order.
    fn lines(&self) -> Vec<String> {
        let line = |(bound, (path, member)): (&String, &Import)| match member {
            Some(member) if member.as_str() == bound => format!("from {path} import {member}"),
            Some(member) => format!("from {path} import {member} as {bound}"),
            None if path.rsplit('.').next() == Some(bound.as_str()) => format!("import {path}"),
            None => format!("import {path} as {bound}"),
        };
        self.0.iter().map(line).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// The imports that a declaration needs in another file of the folder. `None` when it needs more than that.
fn imports(place: &Place<'_>, node: SyntaxNode<'_>) -> Option<Needed> {
    let mut needed = BTreeMap::new();
    let own = node.field(Field::Name)?.text().into_owned();
    for used in node.descendants().filter(|it| it.kind() == SyntaxKind::Identifier && !it.text_is(&own)) {
        match module_scope(place.db, place.file).entries.get(&*used.text()) {
            None => {}
            // A field or a parameter may have the name of a declaration, too; then nobody can tell without a closer look.
            Some(ScopeEntry::Item(_)) => return None,
            Some(ScopeEntry::Import { path, member, .. }) => {
                needed.insert(used.text().into_owned(), (dotted(path), member.clone()));
            }
        }
    }
    Some(Needed(needed))
}

fn dotted(path: &[Name]) -> String {
    path.iter().map(Name::as_str).collect::<Vec<_>>().join(".")
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
