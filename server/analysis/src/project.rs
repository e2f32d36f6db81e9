//! Projects: which manifest a file belongs to, which file an import means, which files make a program.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::db::{Db, Origin, SourceFile, Workspace, file, files};
use crate::endpoint::{Module, Package};
use crate::hir::ItemData;
use crate::item_tree::{ItemKind, items};
use crate::lower::lowered;
use crate::path::FilePath;
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
    /// The `entry` of `[lib]`.
    pub library: Option<FilePath>,
    /// `[dependencies]` with a `path`: name → directory. Others cannot be located without running anything.
    pub dependencies: BTreeMap<Name, FilePath>,
}

/// What an import path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ModuleTarget {
    /// A Fitz file.
    File(SourceFile),
    /// Something of the Python interpreter, or a view file: opaque here.
    Opaque,
    /// No file is there.
    Missing,
}

/// The contents of a manifest.
#[salsa::tracked(returns(ref))]
pub fn manifest(db: &dyn Db, source: SourceFile) -> Manifest {
    let Some(root) = source.path(db).parent() else { return Manifest::default() };
    let text = source.content(db).text.to_string();
    let Ok(table) = text.parse::<toml::Table>() else {
        return Manifest { root: Some(root), ..Manifest::default() };
    };
    let string = |table: &toml::Table, key: &str| table.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let section = |name: &str| table.get(name).and_then(toml::Value::as_table);
    let package = section("package")
        .map(|package| Package {
            name: string(package, "name"),
            version: string(package, "version"),
            description: string(package, "description"),
            license: string(package, "license"),
        })
        .unwrap_or_default();
    let bins = match table.get("bin") {
        Some(toml::Value::Table(bin)) => vec![bin],
        Some(toml::Value::Array(bins)) => bins.iter().filter_map(toml::Value::as_table).collect(),
        _ => Vec::new(),
    };
    let dependencies = section("dependencies")
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| {
            let path = value.as_table().and_then(|dependency| string(dependency, "path"))?;
            Some((Name::from(name.as_str()), root.join(&path)))
        })
        .collect();
    Manifest {
        package,
        bins: bins.into_iter().filter_map(|bin| string(bin, "main")).map(|main| root.join(&main)).collect(),
        library: section("lib").and_then(|lib| string(lib, "entry")).map(|entry| root.join(&entry)),
        dependencies,
        root: Some(root),
    }
}

/// The manifest that a file belongs to: the nearest `fitz.toml` upwards.
pub fn manifest_of(db: &dyn Db, source: SourceFile) -> Option<&Manifest> {
    if source.origin(db) == Origin::StandardLibrary {
        return None;
    }
    let found = source.path(db).ancestors().find_map(|directory| file(db, &directory.join(MANIFEST)))?;
    Some(manifest(db, found))
}

/// The module paths that a file imports at top level, in source order.
#[salsa::tracked(returns(ref))]
pub fn file_imports(db: &dyn Db, source: SourceFile) -> Vec<Vec<Name>> {
    items(db, source)
        .iter()
        .filter(|item| item.id(db).kind == ItemKind::Import)
        .filter_map(|item| match &lowered(db, *item).data {
            ItemData::Import(import) => Some(&import.path),
            ItemData::FromImport(import) => Some(&import.path),
            _ => None,
        })
        .map(|path| path.iter().map(|segment| segment.name.clone()).collect())
        .collect()
}

/// The files that an import path can mean, best first: a dependency, then a file relative to the importer.
fn candidates(db: &dyn Db, importer: SourceFile, path: &[Name]) -> Vec<FilePath> {
    let Some((last, directories)) = path.split_last() else { return Vec::new() };
    if path.iter().any(|segment| segment.is_empty()) {
        return Vec::new();
    }
    let mut candidates = Vec::new();
    if let Some(manifest) = manifest_of(db, importer)
        && let Some(entry) = path.first().and_then(|name| package_entry(db, importer, manifest, name))
    {
        if directories.is_empty() {
            candidates.push(entry);
        } else if let Some(directory) = entry.parent() {
            candidates.extend(below(&directory, directories.get(1..).unwrap_or_default(), last));
        }
    }
    if let Some(directory) = importer.path(db).parent() {
        candidates.extend(below(&directory, directories, last));
    }
    candidates
}

/// The library entry behind the first segment of an import: a dependency, or in a test the package itself.
fn package_entry(db: &dyn Db, importer: SourceFile, manifest: &Manifest, name: &Name) -> Option<FilePath> {
    if let Some(root) = manifest.dependencies.get(name) {
        let dependency = self::manifest(db, file(db, &root.join(MANIFEST))?);
        return dependency.library.clone();
    }
    let is_own_name = manifest.package.name.as_deref() == Some(name.as_str());
    let tests = manifest.root.as_ref()?.join("tests");
    (is_own_name && importer.path(db).is_below(&tests)).then(|| manifest.library.clone())?
}

fn below(directory: &FilePath, directories: &[Name], last: &Name) -> [FilePath; 2] {
    let mut directory = directory.clone();
    for segment in directories {
        directory = directory.join(segment);
    }
    [directory.join(&format!("{last}.fitz")), directory.join(&format!("{last}.fitzv"))]
}

/// What an import path means in a file.
pub fn resolve_module(db: &dyn Db, importer: SourceFile, path: &[Name]) -> ModuleTarget {
    if path.first().is_some_and(|first| first == "python") {
        return ModuleTarget::Opaque;
    }
    match candidates(db, importer, path).iter().find_map(|candidate| file(db, candidate)) {
        Some(found) if found.path(db).extension() == Some("fitz") => ModuleTarget::File(found),
        Some(_) => ModuleTarget::Opaque,
        None => ModuleTarget::Missing,
    }
}

/// The paths that the known files point to, whether there is a file or not.
pub(crate) fn referenced_paths(db: &dyn Db) -> Vec<FilePath> {
    files(db).into_iter().flat_map(|source| references(db, source).iter().cloned()).collect()
}

#[salsa::tracked(returns(ref))]
fn references(db: &dyn Db, source: SourceFile) -> Vec<FilePath> {
    let mut paths = Vec::new();
    if source.path(db).file_name() == MANIFEST {
        let manifest = manifest(db, source);
        paths.extend(manifest.bins.iter().cloned());
        paths.extend(manifest.library.iter().cloned());
        paths.extend(manifest.dependencies.values().map(|root| root.join(MANIFEST)));
        return paths;
    }
    paths.extend(source.path(db).ancestors().map(|directory| directory.join(MANIFEST)));
    for import in file_imports(db, source) {
        if import.first().is_none_or(|first| first != "python") {
            paths.extend(candidates(db, source, import));
        }
    }
    paths
}

/// The files of the program that starts at `entry`: the entry first, then depth first in the order of the imports. A file
/// that several import is listed once; a cycle ends where it closes.
#[salsa::tracked(returns(ref))]
pub fn program_modules(db: &dyn Db, entry: SourceFile) -> Vec<Module> {
    let mut seen = FxHashSet::default();
    let mut modules = Vec::new();
    let mut stack = vec![entry];
    while let Some(source) = stack.pop() {
        if !seen.insert(source) {
            continue;
        }
        let name = if source == entry { Name::default() } else { module_name(db, entry, source) };
        modules.push(Module { file: source, name });
        let targets = file_imports(db, source).iter().filter_map(|path| match resolve_module(db, source, path) {
            ModuleTarget::File(target) => Some(target),
            ModuleTarget::Opaque | ModuleTarget::Missing => None,
        });
        let targets: Vec<_> = targets.collect();
        stack.extend(targets.into_iter().rev());
    }
    modules
}

/// The dotted name of a module: its path from the directory of the entry, or from the root of the dependency.
fn module_name(db: &dyn Db, entry: SourceFile, source: SourceFile) -> Name {
    let path = source.path(db);
    let dotted = |base: &FilePath| {
        let rest = path.as_str().strip_prefix(base.as_str())?.trim_start_matches('/');
        Some(rest.rsplit_once('.').map_or(rest, |(stem, _)| stem).replace('/', "."))
    };
    if let Some(base) = entry.path(db).parent()
        && path.is_below(&base)
        && let Some(name) = dotted(&base)
    {
        return Name::from(name);
    }
    let dependency = manifest_of(db, entry)
        .into_iter()
        .flat_map(|manifest| &manifest.dependencies)
        .find(|(_, root)| path.is_below(root));
    match dependency {
        Some((name, _)) if path.file_stem() == "lib" => name.clone(),
        Some((name, _)) => Name::from(format!("{name}.{}", path.file_stem())),
        None => Name::from(path.file_stem()),
    }
}

/// The entries of the programs that contain a file: those that the manifest names, or without a manifest the files that
/// import it, directly or not, and that nobody imports. A file that no entry reaches is a program of its own.
#[salsa::tracked(returns(ref))]
pub fn programs(db: &dyn Db, source: SourceFile) -> Vec<SourceFile> {
    let mut entries: Vec<SourceFile> = match manifest_of(db, source) {
        Some(manifest) => manifest
            .bins
            .iter()
            .chain(&manifest.library)
            .filter_map(|path| file(db, path))
            .filter(|entry| entry.path(db).extension() == Some("fitz"))
            .filter(|entry| program_modules(db, *entry).iter().any(|module| module.file == source))
            .collect(),
        None => loose_entries(db, source),
    };
    entries.dedup();
    if entries.is_empty() {
        entries.push(source);
    }
    entries
}

/// Follows the importers of a file up to those that nobody imports.
fn loose_entries(db: &dyn Db, source: SourceFile) -> Vec<SourceFile> {
    let importers = loose_importers(db, Workspace::get(db));
    let mut entries = Vec::new();
    let mut seen = FxHashSet::default();
    let mut stack = vec![source];
    while let Some(found) = stack.pop() {
        if !seen.insert(found) {
            continue;
        }
        match importers.get(&found) {
            Some(above) => stack.extend(above),
            None => entries.push(found),
        }
    }
    entries.sort_by_key(|entry| entry.path(db).clone());
    entries
}

/// Who imports whom among the files that belong to no manifest.
#[salsa::tracked(returns(ref))]
fn loose_importers(db: &dyn Db, workspace: Workspace) -> FxHashMap<SourceFile, Vec<SourceFile>> {
    let mut importers: FxHashMap<SourceFile, Vec<SourceFile>> = FxHashMap::default();
    for importer in workspace.files(db).values().copied() {
        if importer.path(db).extension() != Some("fitz") || manifest_of(db, importer).is_some() {
            continue;
        }
        for path in file_imports(db, importer) {
            if let ModuleTarget::File(target) = resolve_module(db, importer, path)
                && target != importer
            {
                importers.entry(target).or_default().push(importer);
            }
        }
    }
    importers
}

/// The name of a program for people: that of its package, or the stem of its entry.
pub fn program_name(db: &dyn Db, entry: SourceFile) -> String {
    manifest_of(db, entry)
        .and_then(|manifest| manifest.package.name.clone())
        .unwrap_or_else(|| entry.path(db).file_stem().to_owned())
}
