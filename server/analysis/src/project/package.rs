//! What a `fitz.toml` means, without places in its text.

use std::collections::BTreeMap;

use super::dependencies::DependencySource;
use super::manifest_text::manifest_text;
use crate::db::{Db, Origin, SourceFile, file};
use crate::endpoint::Package;
use crate::path::FilePath;
use crate::severity::LintLevels;
use crate::ty::Name;

/// The name of a manifest file.
pub const MANIFEST: &str = "fitz.toml";

/// What a `fitz.toml` says. Unknown keys and values of the wrong kind are left out.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The directory of the manifest.
    pub root: Option<FilePath>,
    /// `[package]`
    pub package: Package,
    /// The `main` of `[bin]` and of each `[[bin]]`, as absolute paths.
    pub bins: Vec<FilePath>,
    /// The `name` of a program, by its `main`.
    pub bin_names: BTreeMap<FilePath, Name>,
    /// The `entry` of `[lib]`.
    pub library: Option<FilePath>,
    /// `[dependencies]`: name → where it comes from.
    pub dependencies: BTreeMap<Name, DependencySource>,
    /// The names in `[flags]`.
    pub flags: Vec<Name>,
    /// `[lint]`: how bad the findings of this project are.
    pub lints: LintLevels,
}

/// The contents of a manifest. Equal before and after an edit that changes only its layout.
#[salsa::tracked(returns(ref))]
pub fn manifest(db: &dyn Db, source: SourceFile) -> Manifest {
    manifest_text(db, source).manifest.clone()
}

/// The manifest file that a file belongs to: the nearest `fitz.toml` upwards. A query, so that a new file elsewhere is
/// no change for those who ask.
#[salsa::tracked(returns(copy))]
pub fn manifest_file_of(db: &dyn Db, source: SourceFile) -> Option<SourceFile> {
    if source.origin(db) == Origin::StandardLibrary {
        return None;
    }
    source.path(db).ancestors().find_map(|directory| file(db, &directory.join(MANIFEST)))
}

/// What the manifest of a file says.
pub fn manifest_of(db: &dyn Db, source: SourceFile) -> Option<&Manifest> {
    Some(manifest(db, manifest_file_of(db, source)?))
}
