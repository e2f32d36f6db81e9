//! Programs: which files belong together, and where they start.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cycles::imported_files;
use super::dependencies::directory;
use super::package::{Manifest, manifest_of};
use crate::db::{Db, SourceFile, Workspace, file};
use crate::endpoint::Module;
use crate::path::FilePath;
use crate::ty::Name;

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
        stack.extend(imported_files(db, source).iter().rev());
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
        .find(|(_, source)| directory(db, source).is_some_and(|root| path.is_below(&root)));
    match dependency {
        Some((name, _)) if path.file_stem() == "lib" => name.clone(),
        Some((name, _)) => Name::from(format!("{name}.{}", path.file_stem())),
        None => Name::from(path.file_stem()),
    }
}

/// The entries of the programs that contain a file: those that the manifest names, or where none is named the files that
/// import it, directly or not, and that nobody imports. A file that no entry reaches is a program of its own.
#[salsa::tracked(returns(ref))]
pub fn programs(db: &dyn Db, source: SourceFile) -> Vec<SourceFile> {
    let mut entries: Vec<SourceFile> = match manifest_of(db, source) {
        Some(manifest) if names_programs(manifest) => manifest
            .bins
            .iter()
            .chain(&manifest.library)
            .filter_map(|path| file(db, path))
            .filter(|entry| entry.path(db).extension() == Some("fitz"))
            .filter(|entry| program_files(db, *entry).contains(&source))
            .collect(),
        _ => loose_programs(db, Workspace::get(db)).get(&source).cloned().unwrap_or_default(),
    };
    entries.dedup();
    if entries.is_empty() {
        entries.push(source);
    }
    entries
}

fn names_programs(manifest: &Manifest) -> bool {
    !manifest.bins.is_empty() || manifest.library.is_some()
}

/// The files of [`program_modules`].
#[salsa::tracked(returns(ref))]
fn program_files(db: &dyn Db, entry: SourceFile) -> FxHashSet<SourceFile> {
    program_modules(db, entry).iter().map(|module| module.file).collect()
}

/// The entries from which each file that belongs to no manifest with programs is reached, over such files, in the order of
/// their paths. One walk from each entry: a walk from each file up to its entries would see the same importers again and again.
#[salsa::tracked(returns(ref))]
fn loose_programs(db: &dyn Db, workspace: Workspace) -> FxHashMap<SourceFile, Vec<SourceFile>> {
    let is_loose = |file: &SourceFile| {
        file.path(db).extension() == Some("fitz") && !manifest_of(db, *file).is_some_and(names_programs)
    };
    let importers = importers(db, workspace);
    let mut programs: FxHashMap<SourceFile, Vec<SourceFile>> = FxHashMap::default();
    for entry in workspace.files(db).values().copied().filter(is_loose) {
        if importers.get(&entry).is_some_and(|importers| importers.iter().any(is_loose)) {
            continue;
        }
        let mut seen = FxHashSet::from_iter([entry]);
        let mut stack = vec![entry];
        while let Some(found) = stack.pop() {
            programs.entry(found).or_default().push(entry);
            stack.extend(imported_files(db, found).iter().filter(|file| is_loose(file) && seen.insert(**file)));
        }
    }
    programs
}

/// The known files that import a file. A query per file: a new import elsewhere is no change for it.
#[salsa::tracked(returns(ref))]
pub(crate) fn importers_of(db: &dyn Db, file: SourceFile) -> Vec<SourceFile> {
    importers(db, Workspace::get(db)).get(&file).cloned().unwrap_or_default()
}

/// Who imports whom, over all known files. What a file imports of itself does not count.
#[salsa::tracked(returns(ref))]
fn importers(db: &dyn Db, workspace: Workspace) -> FxHashMap<SourceFile, Vec<SourceFile>> {
    let mut importers: FxHashMap<SourceFile, Vec<SourceFile>> = FxHashMap::default();
    for importer in workspace.files(db).values().copied() {
        if importer.path(db).extension() != Some("fitz") {
            continue;
        }
        for target in imported_files(db, importer).iter().filter(|target| **target != importer) {
            importers.entry(*target).or_default().push(importer);
        }
    }
    importers
}

/// The name of a program for people: that of its package, or the stem of its entry.
pub fn program_name(db: &dyn Db, entry: SourceFile) -> String {
    manifest_of(db, entry).and_then(|manifest| manifest.package.name.clone()).unwrap_or_else(|| {
        // A text that is no file has a name like `<stdin>`.
        let stem = entry.path(db).file_stem();
        if stem.starts_with('<') { "Fitz API" } else { stem }.to_owned()
    })
}
