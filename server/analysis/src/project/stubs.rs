//! What Python modules declare: `.pyi` files next to the entry of a program.

use super::modules::file_imports;
use super::programs;
use crate::db::{Db, Origin, SourceFile, file};
use crate::hir::ItemData;
use crate::item_tree::{ItemId, ItemKind, item, items};
use crate::lower::lowered;
use crate::path::FilePath;
use crate::scope::exported;
use crate::ty::Name;

/// What a stub says about a name.
pub(crate) enum StubName {
    /// It is declared here.
    Declared(ItemId),
    /// There is such a name, and nobody knows what it is.
    Opaque,
}

/// The stub of a Python module, as the programs that contain a file see it.
pub(crate) fn stub(db: &dyn Db, importer: SourceFile, module: &str) -> Option<SourceFile> {
    directories(db, importer).iter().find_map(|directory| file(db, &path(directory, module)))
}

/// A name of a stub; `None` when the stub does not have it.
pub(crate) fn stub_name(db: &dyn Db, stub: SourceFile, name: &str) -> Option<StubName> {
    let id = exported(db, stub, name)?;
    let is_typed = match id.kind {
        ItemKind::Global => item(db, &id).is_some_and(|item| lowered(db, item).global_annotation().is_some()),
        _ => true,
    };
    Some(if is_typed { StubName::Declared(id) } else { StubName::Opaque })
}

/// The class of that name in the stubs of the modules that a file imports from Python: annotations can name it as it is.
pub(crate) fn stub_class(db: &dyn Db, importer: SourceFile, name: &str) -> Option<StubName> {
    python_modules(db, importer).iter().find_map(|module| match stub_name(db, stub(db, importer, module)?, name)? {
        StubName::Declared(id) if id.kind != ItemKind::Type => None,
        found => Some(found),
    })
}

/// Whether a file is a stub.
pub(crate) fn is_stub(db: &dyn Db, source: SourceFile) -> bool {
    source.origin(db) == Origin::Stub
}

/// The stubs that a file could use.
pub(crate) fn wanted(db: &dyn Db, source: SourceFile) -> Vec<FilePath> {
    let modules = python_modules(db, source);
    if modules.is_empty() {
        return Vec::new();
    }
    let directories = directories(db, source);
    directories.iter().flat_map(|directory| modules.iter().map(|module| path(directory, module))).collect()
}

/// The Python modules that a file imports at top level.
#[salsa::tracked(returns(ref))]
fn python_modules(db: &dyn Db, source: SourceFile) -> Vec<Name> {
    let mut found = Vec::new();
    for item in items(db, source).iter().filter(|item| item.id(db).kind == ItemKind::Import) {
        let ItemData::FromImport(import) = &lowered(db, *item).data else { continue };
        match import.path.as_slice() {
            [python] if python.name == "python" => found.extend(import.names.iter().map(|(name, _)| name.name.clone())),
            [python, module] if python.name == "python" => found.push(module.name.clone()),
            _ => {}
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// The directories of the entries of a file's programs.
#[salsa::tracked(returns(ref))]
fn directories(db: &dyn Db, source: SourceFile) -> Vec<FilePath> {
    if file_imports(db, source).iter().all(|path| path.first().is_none_or(|first| first != "python")) {
        return Vec::new();
    }
    let mut found: Vec<FilePath> = programs(db, source).iter().filter_map(|entry| entry.path(db).parent()).collect();
    found.dedup();
    found
}

fn path(directory: &FilePath, module: &str) -> FilePath {
    directory.join(&format!("{module}.pyi"))
}
