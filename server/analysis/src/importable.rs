//! The names of other modules that a file does not see, and the imports that would bring them in.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::db::{Db, SourceFile};
use crate::item_tree::{ItemId, ItemKind, items};
use crate::lower::lowered;
use crate::project::importers_of;
use crate::project::modules::importable_modules;
use crate::scope::{ScopeEntry, library_definition, module_scope};
use crate::ty::Name;

/// A name that an import would bring in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Importable<'db> {
    /// The name.
    pub name: &'db Name,
    /// What declares it.
    pub declaration: &'db ItemId,
    /// The module as the file writes it.
    pub module: &'db [Name],
}

/// The names that a module offers to others, in the order of the alphabet. Tests are for nobody, and a name that starts with
/// `_` is meant for its module. Equal before and after an edit inside a body.
#[salsa::tracked(returns(ref))]
fn offered_names(db: &dyn Db, module: SourceFile) -> BTreeMap<Name, ItemId> {
    let is_offered = |(name, entry): (&Name, &ScopeEntry)| match entry {
        ScopeEntry::Item(id) if !name.starts_with('_') => Some((name.clone(), id.clone())),
        _ => None,
    };
    let tests = tests(db, module);
    let offered = module_scope(db, module).entries.iter().filter_map(is_offered);
    offered.filter(|(name, _)| !tests.contains(name)).collect()
}

/// The tests of a module.
#[salsa::tracked(returns(ref))]
fn tests(db: &dyn Db, module: SourceFile) -> Vec<Name> {
    let functions = items(db, module).iter().filter(|item| item.id(db).kind == ItemKind::Function);
    let is_test = |item: &&crate::item_tree::Item<'_>| lowered(db, **item).decorators_named("test").next().is_some();
    functions.filter(is_test).map(|item| item.id(db).name.clone()).collect()
}

/// The names that an import would bring into a file, of those that are wanted: not what it sees, and nothing of a module
/// that needs the file itself. In the order of the modules. Found while they are asked for: a project may have many.
pub fn importable_names<'db>(
    db: &'db dyn Db,
    importer: SourceFile,
    is_wanted: impl Fn(&str) -> bool,
) -> impl Iterator<Item = Importable<'db>> {
    let dependents = dependents(db, importer);
    let modules = importable_modules(db, importer).iter().filter(|(module, _)| !dependents.contains(module));
    let all = modules.flat_map(move |(module, path)| {
        offered_names(db, *module).iter().map(move |(name, declaration)| Importable { name, declaration, module: path })
    });
    let seen = &module_scope(db, importer).entries;
    let is_free = move |name: &Name| !seen.contains_key(name) && library_definition(db, name).is_none();
    all.filter(move |it| is_wanted(it.name) && is_free(it.name))
}

/// The declarations of that name that an import would bring into a file.
pub fn importable_named<'db>(db: &'db dyn Db, importer: SourceFile, name: &str) -> Vec<Importable<'db>> {
    importable_names(db, importer, |found| found == name).collect()
}

/// The files that import a file, directly or not: importing one of them would close a circle.
#[salsa::tracked(returns(ref))]
fn dependents(db: &dyn Db, file: SourceFile) -> FxHashSet<SourceFile> {
    let mut found = FxHashSet::default();
    let mut stack = vec![file];
    while let Some(imported) = stack.pop() {
        stack.extend(importers_of(db, imported).iter().filter(|importer| found.insert(**importer)));
    }
    found
}
