//! Which file an import means.

use fitz_syntax::SyntaxKind;

use super::dependencies::{self, Dependency, library_entry};
use super::manifest_text::manifest_text;
use super::package::{MANIFEST, manifest, manifest_of};
use super::stubs;
use crate::db::{Db, Origin, SourceFile, Workspace, file, files, is_unreadable};
use crate::hir::{ItemData, Spelled};
use crate::item_tree::{Item, ItemKind, items};
use crate::lower::lowered;
use crate::path::FilePath;
use crate::surroundings;
use crate::ty::Name;

/// What an import path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ModuleTarget {
    /// A Fitz file.
    File(SourceFile),
    /// Something of the Python interpreter, a view file, or something that is not known: opaque here.
    Opaque,
    /// No file is there.
    Missing,
}

/// The same with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ImportTarget {
    /// A Fitz file.
    File(SourceFile),
    /// Nothing can be said about it.
    Opaque,
    /// There is no such file. The path is the one that was looked for first.
    NoFile(FilePath),
    /// A dependency is there, and it has no such file.
    NoFileInDependency(FilePath),
    /// The first segment is a dependency that is not there, or not as it should be.
    Dependency(Dependency),
    /// The first segment is the name of the file's own package, which is known in tests alone.
    OwnPackage,
}

/// The module paths that a file imports at top level, in source order.
#[salsa::tracked(returns(ref))]
pub(crate) fn file_imports(db: &dyn Db, source: SourceFile) -> Vec<Vec<Name>> {
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

/// What an import path means in a file.
pub fn resolve_module(db: &dyn Db, importer: SourceFile, path: &[Name]) -> ModuleTarget {
    match import_target(db, importer, path.to_vec()) {
        ImportTarget::File(source) => ModuleTarget::File(*source),
        ImportTarget::Opaque => ModuleTarget::Opaque,
        _ => ModuleTarget::Missing,
    }
}

/// A file that an import means, views included, and what its path is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedFile {
    /// The file.
    pub file: SourceFile,
    /// Where its path begins.
    pub base: ImportBase,
}

/// What the path of an import is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportBase {
    /// The directory of the file that imports.
    Importer,
    /// The package that the first segment names: its other segments are counted from the directory of this file, its entry.
    Package(SourceFile),
}

/// The file that an import path means, a view as well as a program. `None` for Python and for what is not there.
pub fn imported_file(db: &dyn Db, importer: SourceFile, path: &[Name]) -> Option<ImportedFile> {
    if path.first().is_none_or(|first| first == "python") || !importer.path(db).is_absolute() {
        return None;
    }
    let found = candidates(db, importer, path).into_iter().find_map(|candidate| file(db, &candidate))?;
    let package = path.first().and_then(|first| package_entry(db, importer, first));
    let own = importer.path(db).parent().and_then(|directory| below(&directory, path));
    let is_beside = both_kinds(own).any(|candidate| candidate == *found.path(db));
    let base = match package.and_then(|entry| file(db, &entry)) {
        Some(entry) if !is_beside => ImportBase::Package(entry),
        _ => ImportBase::Importer,
    };
    Some(ImportedFile { file: found, base })
}

/// The module paths that a file imports at top level, each with the import that names it.
pub fn module_imports<'db>(db: &'db dyn Db, source: SourceFile) -> Vec<(Item<'db>, &'db [Spelled])> {
    let path = |item: &Item<'db>| match &lowered(db, *item).data {
        ItemData::Import(import) => Some((*item, import.path.as_slice())),
        ItemData::FromImport(import) => Some((*item, import.path.as_slice())),
        _ => None,
    };
    items(db, source).iter().filter_map(path).collect()
}

/// What an import path means in a file, and why. A query per import, so that a new file is no change for those who ask
/// for another one.
#[salsa::tracked(returns(ref))]
pub(crate) fn import_target(db: &dyn Db, importer: SourceFile, path: Vec<Name>) -> ImportTarget {
    let Some((first, rest)) = path.split_first() else { return ImportTarget::Opaque };
    let is_unknown = path.iter().any(|segment| segment.is_empty()) || !importer.path(db).is_absolute();
    if first == "python" || is_unknown {
        return ImportTarget::Opaque;
    }
    let found = candidates(db, importer, &path).into_iter().find_map(|candidate| match file(db, &candidate) {
        Some(found) if found.path(db).extension() == Some("fitz") => Some(ImportTarget::File(found)),
        Some(_) => Some(ImportTarget::Opaque),
        None => is_unreadable(db, &candidate).then_some(ImportTarget::Opaque),
    });
    let dependency = dependency(db, importer, first);
    match (dependency, found) {
        // A dependency wins over a file of the same name, even if it cannot be found.
        (Some(Dependency::Entry(entry)), None) => {
            let directory = entry.path(db).parent().unwrap_or_else(|| entry.path(db).clone());
            ImportTarget::NoFileInDependency(below(&directory, rest).unwrap_or(directory))
        }
        (Some(Dependency::Unknown), None) => ImportTarget::Opaque,
        (Some(problem), None) => ImportTarget::Dependency(problem),
        (Some(Dependency::Entry(_)), Some(found)) => found,
        (Some(problem), Some(_)) if rest.is_empty() => match problem {
            Dependency::Unknown => ImportTarget::Opaque,
            problem => ImportTarget::Dependency(problem),
        },
        (_, Some(found)) => found,
        (None, None) if own_package_entry(db, importer, first).is_some() => ImportTarget::OwnPackage,
        (None, None) => match importer.path(db).parent().and_then(|directory| below(&directory, &path)) {
            Some(looked_for) => ImportTarget::NoFile(looked_for),
            None => ImportTarget::Opaque,
        },
    }
}

/// The dependency that the manifest of a file declares under a name.
fn dependency(db: &dyn Db, importer: SourceFile, name: &Name) -> Option<Dependency> {
    Some(dependencies::find(db, manifest_of(db, importer)?.dependencies.get(name)?))
}

/// The files that an import path can mean, best first: a dependency, then a file relative to the importer.
fn candidates(db: &dyn Db, importer: SourceFile, path: &[Name]) -> Vec<FilePath> {
    let Some((first, rest)) = path.split_first() else { return Vec::new() };
    if path.iter().any(|segment| segment.is_empty()) {
        return Vec::new();
    }
    let mut candidates = Vec::new();
    if let Some(entry) = package_entry(db, importer, first) {
        if rest.is_empty() {
            candidates.push(entry);
        } else if let Some(directory) = entry.parent() {
            candidates.extend(both_kinds(below(&directory, rest)));
        }
    }
    candidates.extend(both_kinds(importer.path(db).parent().and_then(|directory| below(&directory, path))));
    candidates
}

/// The entry of the package that the first segment of an import names: a dependency, or in tests the file's own package.
fn package_entry(db: &dyn Db, importer: SourceFile, name: &Name) -> Option<FilePath> {
    let library = manifest_of(db, importer).and_then(|manifest| library_entry(db, manifest, name));
    library.or_else(|| own_package_entry(db, importer, name).filter(|_| is_test(db, importer)))
}

/// The modules that a file can import, each with the path by which the file reaches it: below its own directory, in a
/// dependency, and from a test in its own package. In the order of their files. Tests are modules for tests alone.
#[salsa::tracked(returns(ref))]
pub(crate) fn importable_modules(db: &dyn Db, importer: SourceFile) -> Vec<(SourceFile, Vec<Name>)> {
    let bases = bases(db, importer);
    let for_tests = lies_in_tests(db, importer);
    let mut found = Vec::new();
    for (path, source) in Workspace::get(db).files(db).iter() {
        let is_module =
            path.extension() == Some("fitz") && *source != importer && (for_tests || !lies_in_tests(db, *source));
        if !is_module || source.origin(db) != Origin::Project {
            continue;
        }
        let leads_there = |names: &Vec<Name>| resolve_module(db, importer, names) == ModuleTarget::File(*source);
        if let Some(names) = bases.iter().filter_map(|base| base.names(path)).find(leads_there) {
            found.push((*source, names));
        }
    }
    found
}

/// Where import paths start.
struct Base {
    /// The name of a package; `None` for the directory of the importer.
    package: Option<(Name, FilePath)>,
    directory: FilePath,
}

fn bases(db: &dyn Db, importer: SourceFile) -> Vec<Base> {
    let own = importer.path(db).parent().filter(FilePath::is_absolute);
    let mut bases: Vec<Base> = own.into_iter().map(|directory| Base { package: None, directory }).collect();
    let Some(manifest) = manifest_of(db, importer) else { return bases };
    let dependencies = manifest.dependencies.keys().filter_map(|name| Some((name, library_entry(db, manifest, name)?)));
    let package = manifest.package.name.as_ref().map(|name| Name::from(name.as_str()));
    let own = package.as_ref().and_then(|name| Some((name, own_package_entry(db, importer, name)?)));
    for (name, entry) in dependencies.chain(own.filter(|_| is_test(db, importer))) {
        if let Some(directory) = entry.parent() {
            bases.push(Base { package: Some((name.clone(), entry)), directory });
        }
    }
    bases
}

impl Base {
    /// The import path of a file, if all its parts are names.
    fn names(&self, path: &FilePath) -> Option<Vec<Name>> {
        let package = self.package.as_ref().map(|(name, _)| name.clone());
        if self.package.as_ref().is_some_and(|(_, entry)| entry == path) {
            return package.filter(|name| is_name(name)).map(|name| vec![name]);
        }
        if !path.is_below(&self.directory) {
            return None;
        }
        let below = path.as_str().strip_prefix(self.directory.as_str())?.trim_start_matches('/');
        let below = below.strip_suffix(".fitz")?.split('/').map(Name::from);
        let names: Vec<Name> = package.into_iter().chain(below).collect();
        names.iter().all(|name| is_name(name)).then_some(names)
    }
}

/// Whether a text can stand in an import path.
fn is_name(text: &str) -> bool {
    let starts = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let is_word = starts && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    is_word && !SyntaxKind::from_grammar(text, false).is_some_and(SyntaxKind::is_keyword)
}

/// The library entry of a file's own package, when that is its name.
fn own_package_entry(db: &dyn Db, importer: SourceFile, name: &Name) -> Option<FilePath> {
    let manifest = manifest_of(db, importer)?;
    (manifest.package.name.as_deref() == Some(name.as_str())).then(|| manifest.library.clone())?
}

/// Whether `fitz test` loads a file: below `tests/`, or named on the command line because it declares tests.
fn is_test(db: &dyn Db, source: SourceFile) -> bool {
    lies_in_tests(db, source) || declares_tests(db, source)
}

/// Whether a file lies in the `tests/` of its package.
fn lies_in_tests(db: &dyn Db, source: SourceFile) -> bool {
    let root = manifest_of(db, source).and_then(|manifest| manifest.root.as_ref());
    root.is_some_and(|root| source.path(db).is_below(&root.join("tests")))
}

#[salsa::tracked(returns(copy))]
fn declares_tests(db: &dyn Db, source: SourceFile) -> bool {
    items(db, source).iter().any(|item| lowered(db, *item).decorators_named("test").next().is_some())
}

/// The Fitz file of a path of segments below a directory.
fn below(directory: &FilePath, path: &[Name]) -> Option<FilePath> {
    let (last, directories) = path.split_last()?;
    let directory = directories.iter().fold(directory.clone(), |directory, segment| directory.join(segment));
    Some(directory.join(&format!("{last}.fitz")))
}

/// A program, and the view of the same name.
fn both_kinds(program: Option<FilePath>) -> impl Iterator<Item = FilePath> {
    let view = program.as_ref().map(|program| FilePath::new(&format!("{program}v")));
    program.into_iter().chain(view)
}

/// What a file needs to know of the disk.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct References {
    /// The files that it points to, whether they exist or not.
    pub(crate) files: Vec<FilePath>,
    /// The paths of which it asks what is there.
    pub(crate) paths: Vec<FilePath>,
}

/// What the known files need to know of the disk.
pub(crate) fn all_references(db: &dyn Db) -> impl Iterator<Item = &References> {
    files(db).into_iter().map(|source| references(db, source))
}

#[salsa::tracked(returns(ref))]
fn references(db: &dyn Db, source: SourceFile) -> References {
    References { files: referenced_files(db, source), paths: surroundings::wanted(db, source) }
}

fn referenced_files(db: &dyn Db, source: SourceFile) -> Vec<FilePath> {
    let mut paths = Vec::new();
    if source.path(db).file_name() == MANIFEST {
        paths.extend(manifest_text(db, source).entries.iter().map(|(entry, _)| entry.clone()));
        let directories = manifest(db, source).dependencies.values().filter_map(|it| dependencies::directory(db, it));
        paths.extend(directories.map(|directory| directory.join(MANIFEST)));
        return paths;
    }
    if source.origin(db) != Origin::Project || matches!(source.path(db).extension(), Some("toml" | "fitzv")) {
        return paths;
    }
    paths.extend(source.path(db).ancestors().map(|directory| directory.join(MANIFEST)));
    for import in file_imports(db, source) {
        if import.first().is_none_or(|first| first != "python") {
            paths.extend(candidates(db, source, import));
        }
    }
    paths.extend(stubs::wanted(db, source));
    paths
}
