//! What of a file the program `fitz` can run.

use fitz_analysis::hir::{ItemData, Lowered};
use fitz_analysis::{Db, FilePath, ItemKind, SourceFile, file_items, lowered, manifest_of};
use fitz_syntax::{TextRange, TextSize};

/// Something that can be run: `fitz` with these arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runnable {
    /// What it is called in a list.
    pub label: String,
    /// What it is.
    pub kind: RunnableKind,
    /// The arguments of `fitz`.
    pub arguments: Vec<String>,
    /// The directory to run it in.
    pub directory: FilePath,
    /// The name of what is run; for a whole file, its start.
    pub range: TextRange,
}

/// What a [`Runnable`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunnableKind {
    /// A program of a package.
    Program,
    /// A function with `@test`.
    Test,
    /// All tests of a file.
    TestFile,
}

/// What can be run in a file, in the order of the text: the program that starts with it, and its tests.
///
/// A file that no manifest names as the start of a program is not offered as one.
pub fn runnables(db: &dyn Db, file: SourceFile) -> Vec<Runnable> {
    let path = file.path(db);
    if !path.is_absolute() {
        return Vec::new();
    }
    let mut found: Vec<Runnable> = program(db, file).into_iter().collect();
    let tests = tests(db, file);
    let root = manifest_of(db, file).and_then(|manifest| manifest.root.clone());
    let Some(directory) = root.or_else(|| path.parent()) else { return found };
    let test = |label: String, kind, filter: Option<&str>, range| {
        let arguments = ["test", "--file", path.as_str()].into_iter().chain(filter);
        let arguments = arguments.map(str::to_owned).collect();
        Runnable { label, kind, arguments, directory: directory.clone(), range }
    };
    if !tests.is_empty() {
        let label = format!("tests of {}", path.file_name());
        found.push(test(label, RunnableKind::TestFile, None, TextRange::empty(TextSize::default())));
    }
    found
        .extend(tests.iter().map(|(name, range)| test(format!("test {name}"), RunnableKind::Test, Some(name), *range)));
    found.sort_by_key(|runnable| runnable.range.start());
    found
}

/// The program that starts with a file.
fn program(db: &dyn Db, file: SourceFile) -> Option<Runnable> {
    let manifest = manifest_of(db, file)?;
    let path = file.path(db);
    if !manifest.bins.contains(path) {
        return None;
    }
    let name = manifest.bin_names.get(path);
    let mut arguments = vec!["run".to_owned()];
    if manifest.bins.len() > 1 {
        // `fitz run` needs to be told which, and cannot be told without a name.
        arguments.extend(["--bin".to_owned(), name?.to_string()]);
    }
    let package = manifest.package.name.clone();
    let label = name.map(ToString::to_string).or(package).unwrap_or_else(|| path.file_stem().to_owned());
    Some(Runnable {
        label: format!("run {label}"),
        kind: RunnableKind::Program,
        arguments,
        directory: manifest.root.clone()?,
        range: server(db, file).unwrap_or_else(|| TextRange::empty(TextSize::default())),
    })
}

/// The name of the function that starts the server, else that of `main`.
fn server(db: &dyn Db, file: SourceFile) -> Option<TextRange> {
    let functions = || functions(db, file);
    let server = functions().find(|(_, lowered, _)| has_decorator(lowered, "server"));
    server.or_else(|| functions().find(|(name, ..)| *name == "main")).map(|(_, _, range)| range)
}

/// The names of the tests of a file, and where they stand. What has parameters is no test, whatever its decorator says.
fn tests(db: &dyn Db, file: SourceFile) -> Vec<(&str, TextRange)> {
    let is_test = |lowered: &Lowered| {
        let takes_nothing = matches!(&lowered.data, ItemData::Function(function) if function.parameters.is_empty());
        takes_nothing && has_decorator(lowered, "test")
    };
    functions(db, file).filter(|(_, lowered, _)| is_test(lowered)).map(|(name, _, range)| (name, range)).collect()
}

fn has_decorator(lowered: &Lowered, name: &str) -> bool {
    lowered.decorators_named(name).next().is_some()
}

/// The functions of a file with a name, and where the name stands.
fn functions<'db>(
    db: &'db dyn Db,
    file: SourceFile,
) -> impl Iterator<Item = (&'db str, &'db Lowered, TextRange)> + use<'db> {
    file_items(db, file).items.iter().filter_map(move |(item, range)| {
        let id = item.id(db);
        let lowered = lowered(db, *item);
        let name = lowered.name_range.filter(|name| !name.is_empty() && id.kind == ItemKind::Function)?;
        Some((id.name.as_str(), lowered, name.checked_add(range.start())?))
    })
}
