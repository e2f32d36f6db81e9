//! The standard library: declaration files in Fitz itself, parsed and analysed like any other file.
//!
//! `std/types*.fitz` declare the built-in types, `std/globals.fitz` the functions that are visible everywhere,
//! `std/modules/` the built-in modules and `std/decorators.fitz` the decorators: the declaration of each is a function
//! whose parameters are the decorator's arguments.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::db::{Db, SourceFile, Workspace};
use crate::item_tree::{ItemId, ItemKind, items};
use crate::path::FilePath;
use crate::ty::Name;

macro_rules! declaration_files {
    ($($name:literal),* $(,)?) => {
        /// The declaration files, by name without extension.
        pub(crate) const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../std/", $name, ".fitz")))),*];
    };
}

declaration_files! {
    "decorators",
    "decorators_options",
    "decorators_orm",
    "globals",
    "modules/auth",
    "modules/db",
    "modules/flags",
    "modules/fs",
    "modules/hash",
    "modules/http",
    "modules/jwt",
    "modules/log",
    "modules/num",
    "modules/rand",
    "modules/smtp",
    "modules/sql",
    "modules/ws",
    "nominals",
    "orm",
    "types",
    "types_collections",
    "types_database",
    "types_realtime",
    "types_text",
    "types_time",
}

/// What the standard library declares, by name.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Library {
    /// Built-in types and built-in nominal types.
    pub types: BTreeMap<Name, ItemId>,
    /// Functions that are visible everywhere.
    pub globals: BTreeMap<Name, ItemId>,
    /// Modules that are visible everywhere.
    pub modules: BTreeMap<Name, SourceFile>,
    /// Decorators; one name may have a declaration per place.
    pub decorators: BTreeMap<Name, Vec<ItemId>>,
}

/// The path of a declaration file. No file of a project has such a path.
pub(crate) fn path_of(name: &str) -> FilePath {
    FilePath::new(&format!("fitz-std:{name}.fitz"))
}

/// The declarations of the standard library.
pub fn library(db: &dyn Db) -> &Library {
    library_of(db, Workspace::get(db))
}

#[salsa::tracked(returns(ref))]
fn library_of(db: &dyn Db, workspace: Workspace) -> Library {
    let mut library = Library::default();
    let files: &Arc<BTreeMap<&'static str, SourceFile>> = workspace.standard_library(db);
    for (name, file) in files.iter() {
        if let Some(module) = name.strip_prefix("modules/") {
            library.modules.insert(Name::from(module), *file);
            continue;
        }
        for item in items(db, *file) {
            let id = item.id(db);
            match id.kind {
                ItemKind::Function if name.starts_with("decorators") => {
                    library.decorators.entry(id.name.clone()).or_default().push(id.clone());
                }
                ItemKind::Function => {
                    library.globals.insert(id.name.clone(), id.clone());
                }
                ItemKind::Type => {
                    library.types.insert(id.name.clone(), id.clone());
                }
                _ => {}
            }
        }
    }
    library
}
