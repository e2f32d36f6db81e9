//! What is wrong in a `fitz.toml`: its text, and the files that it names.

use fitz_rules::families::modules::{DEPENDENCY_MISSING, DEPENDENCY_NOT_FETCHED};
use fitz_rules::families::project::{ENTRY_MISSING, UNUSED_FLAG};
use fitz_syntax::TextRange;

use crate::db::{Db, SourceFile, file, files, is_unreadable};
use crate::diagnostic::{Diagnostic, Related};
use crate::path::FilePath;
use crate::project::dependencies::{Dependency, find};
use crate::project::manifest_file_of;
use crate::project::manifest_text::manifest_text;
use crate::ty::Name;

/// The findings of a manifest.
pub(super) fn findings(db: &dyn Db, source: SourceFile) -> Vec<Diagnostic> {
    let read = manifest_text(db, source);
    let mut found = read.findings.clone();
    if read.is_broken || !source.path(db).is_absolute() {
        return found;
    }
    for (path, range) in &read.entries {
        let is_program = matches!(path.extension(), Some("fitz" | "fitzv"));
        if is_program && file(db, path).is_none() && !is_unreadable(db, path) {
            let message = format!("There is no file `{}`.", shown(db, source, path));
            found.push(Diagnostic::new(&ENTRY_MISSING, *range, message).hint("Create it, or correct the path."));
        }
    }
    if read.manifest.library.is_none() {
        found.extend(read.flags.iter().filter_map(|(name, range)| unused_flag(db, source, name, *range)));
    }
    for (name, range) in &read.dependencies {
        if let Some(dependency) = read.manifest.dependencies.get(name).map(|it| find(db, it)) {
            found.extend(missing(db, source, name, &dependency, *range));
        }
    }
    found
}

/// `manifest/unused-flag`: no program of the package has the name of the flag as a text.
fn unused_flag(db: &dyn Db, manifest: SourceFile, name: &Name, range: TextRange) -> Option<Diagnostic> {
    let own = files(db).into_iter().filter(|file| manifest_file_of(db, *file) == Some(manifest));
    let mut programs = own.filter(|file| matches!(file.path(db).extension(), Some("fitz" | "fitzv"))).peekable();
    programs.peek()?;
    if programs.any(|file| has_text(db, file, name.clone())) {
        return None;
    }
    let message = format!("No program of the package asks for the flag `{name}`.");
    Some(Diagnostic::new(&UNUSED_FLAG, range, message).hint("Remove it, or write `@flag` above what it switches."))
}

/// Whether a file contains a name between quotes.
#[salsa::tracked(returns(copy))]
fn has_text(db: &dyn Db, file: SourceFile, name: Name) -> bool {
    file.content(db).text.to_string().contains(&format!("\"{name}\""))
}

/// Why a dependency cannot be used, for its place in the manifest.
fn missing(
    db: &dyn Db,
    manifest: SourceFile,
    name: &str,
    dependency: &Dependency,
    range: TextRange,
) -> Option<Diagnostic> {
    let rule = if *dependency == Dependency::NotFetched { &DEPENDENCY_NOT_FETCHED } else { &DEPENDENCY_MISSING };
    let (message, hint) = words(db, manifest, name, dependency)?;
    let mut finding = Diagnostic::new(rule, range, message).hint(hint);
    if let Dependency::NoLibrary(other) | Dependency::NoEntry(other, _) = dependency {
        let message = "this is its manifest".to_owned();
        finding.related.push(Related { file: *other, range: TextRange::default(), message });
    }
    Some(finding)
}

/// What is wrong with a dependency, and what to do; `None` when nothing is.
pub(super) fn words(
    db: &dyn Db,
    from: SourceFile,
    name: &str,
    dependency: &Dependency,
) -> Option<(String, &'static str)> {
    match dependency {
        Dependency::Entry(_) | Dependency::Unknown => None,
        Dependency::NoManifest(path) => Some((
            format!("The dependency `{name}` is not there: there is no `{}`.", shown(db, from, path)),
            "Correct its `path` in `fitz.toml`; it leads from the manifest to the directory of the other one.",
        )),
        Dependency::NotFetched => Some((
            format!("The dependency `{name}` has not been fetched yet, so nothing is known about it."),
            "Run `fitz build` once.",
        )),
        Dependency::NoLibrary(_) => Some((
            format!("The dependency `{name}` offers nothing to import: its `fitz.toml` has no `[lib]`."),
            "Add a `[lib]` section with an `entry` there.",
        )),
        Dependency::NoEntry(_, entry) => Some((
            format!("The dependency `{name}` names the entry `{}`, which does not exist.", shown(db, from, entry)),
            "Correct the `entry` of `[lib]` in its `fitz.toml`.",
        )),
    }
}

/// A path as it looks from the directory of a file.
pub(super) fn shown(db: &dyn Db, from: SourceFile, path: &FilePath) -> String {
    let Some(directory) = from.path(db).parent() else { return path.to_string() };
    let mut base = directory;
    let mut up = String::new();
    while !path.is_below(&base) {
        let Some(parent) = base.parent() else { return path.to_string() };
        base = parent;
        up.push_str("../");
    }
    if base.as_str() == "/" {
        return path.to_string();
    }
    let below = path.as_str().strip_prefix(base.as_str()).unwrap_or(path.as_str()).trim_start_matches('/');
    format!("{up}{below}")
}
