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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Importable {
    /// The name.
    pub name: Name,
    /// What declares it.
    pub declaration: ItemId,
    /// The module as the file writes it.
    pub module: Vec<Name>,
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

/// Every name that an import would bring into a file: not those that it sees, and none of a module that needs the file
/// itself. In the order of the modules.
pub fn importable_names(db: &dyn Db, importer: SourceFile) -> Vec<Importable> {
    offers(db, importer, |names| names.iter().collect())
}

/// The declarations of that name that an import would bring into a file.
pub fn importable_named(db: &dyn Db, importer: SourceFile, name: &str) -> Vec<Importable> {
    offers(db, importer, |names| names.get_key_value(name).into_iter().collect())
}

fn offers<'db>(
    db: &'db dyn Db,
    importer: SourceFile,
    choose: impl Fn(&'db BTreeMap<Name, ItemId>) -> Vec<(&'db Name, &'db ItemId)>,
) -> Vec<Importable> {
    let visible = module_scope(db, importer);
    let is_free = |name: &Name| !visible.entries.contains_key(name) && library_definition(db, name).is_none();
    let mut found = Vec::new();
    let dependents = dependents(db, importer);
    for (module, path) in importable_modules(db, importer) {
        if dependents.contains(module) {
            continue;
        }
        for (name, declaration) in choose(offered_names(db, *module)).into_iter().filter(|(name, _)| is_free(name)) {
            found.push(Importable { name: name.clone(), declaration: declaration.clone(), module: path.clone() });
        }
    }
    found
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
