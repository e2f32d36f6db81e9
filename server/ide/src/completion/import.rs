//! Imports: the paths of modules, and the names that a module offers.

use std::collections::BTreeMap;

use fitz_analysis::{FilePath, ItemKind, ModuleTarget, Name, files, item, items, manifest_of, resolve_module};
use fitz_syntax::{SyntaxNode, ast, ast::AstNode};

use super::{CompletionItem, CompletionKind, Query, completion_detail};

/// The next segment of the path of a module: directories and files below that of the importer, and dependencies.
pub(super) fn paths(query: &Query<'_>, path: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let before = |segment: &ast::Identifier<'_>| segment.range().end() <= query.replace.start();
    let segments = ast::ModulePath::cast(path).into_iter().flat_map(|path| path.identifiers());
    let typed: Vec<Name> = segments.filter(before).map(|segment| Name::from(&*segment.text())).collect();
    let mut found = BTreeMap::new();
    if let Some(directory) = directory_of(query, &typed) {
        below(query, &directory, &mut found);
    }
    if typed.is_empty() {
        let dependencies = manifest_of(query.db, query.file).map(|manifest| &manifest.dependencies);
        for name in dependencies.into_iter().flat_map(BTreeMap::keys).filter(|name| !name.contains('-')) {
            found.insert(name.to_string(), "dependency");
        }
        found.insert("python".to_owned(), "modules of Python");
    }
    found
        .into_iter()
        .map(|(name, about)| CompletionItem {
            detail: Some(about.to_owned()),
            ..query.item(name, CompletionKind::Module)
        })
        .collect()
}

/// The directory that the segments before the cursor lead to: that of the importer, or of a dependency.
fn directory_of(query: &Query<'_>, typed: &[Name]) -> Option<FilePath> {
    let own = query.file.path(query.db).parent()?;
    let Some((first, rest)) = typed.split_first() else { return Some(own) };
    let is_dependency = manifest_of(query.db, query.file).is_some_and(|it| it.dependencies.contains_key(first));
    let library = match resolve_module(query.db, query.file, std::slice::from_ref(first)) {
        ModuleTarget::File(entry) if is_dependency => entry.path(query.db).parent(),
        _ => None,
    };
    let (start, rest) = match library {
        Some(directory) => (directory, rest),
        None => (own, typed),
    };
    Some(rest.iter().fold(start, |directory, segment| directory.join(segment)))
}

/// The modules and directories right below a directory.
fn below(query: &Query<'_>, directory: &FilePath, found: &mut BTreeMap<String, &'static str>) {
    let start = format!("{}/", directory.as_str().trim_end_matches('/'));
    for file in files(query.db) {
        let path = file.path(query.db);
        let Some(rest) = path.as_str().strip_prefix(&start).filter(|_| file != query.file) else { continue };
        if !matches!(path.extension(), Some("fitz" | "fitzv")) {
            continue;
        }
        let (name, about) = match rest.split_once('/') {
            Some((name, _)) => (name, "directory"),
            None => (path.file_stem(), "module"),
        };
        let is_name = name.chars().all(|character| character.is_alphanumeric() || character == '_');
        // A module and a directory of one name are reached by the same segment.
        if is_name && found.get(name) != Some(&"module") {
            found.insert(name.to_owned(), about);
        }
    }
}

/// The names that are not imported yet.
pub(super) fn names(query: &Query<'_>, import: SyntaxNode<'_>) -> Vec<CompletionItem> {
    let Some(import) = ast::FromImportStatement::cast(import) else { return Vec::new() };
    let path: Vec<Name> = import
        .path()
        .into_iter()
        .flat_map(|path| path.identifiers())
        .map(|segment| Name::from(&*segment.text()))
        .collect();
    let ModuleTarget::File(module) = resolve_module(query.db, query.file, &path) else { return Vec::new() };
    let given: Vec<String> = import
        .names()
        .filter(|name| !name.range().contains_inclusive(query.offset))
        .filter_map(|name| name.name_text().map(|name| name.into_owned()))
        .collect();
    items(query.db, module)
        .iter()
        .filter_map(|exported| {
            let id = exported.id(query.db);
            if given.iter().any(|name| *name == id.name) {
                return None;
            }
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
