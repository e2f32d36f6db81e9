//! Where a dependency lies. Nothing is fetched: a git dependency is looked for where `fitz` keeps its checkouts.

use super::package::{MANIFEST, Manifest, manifest};
use crate::db::{Db, SourceFile, Workspace, file, is_unreadable};
use crate::path::FilePath;

/// The longest name of a part of a checkout's directory.
const LONGEST_NAME: usize = 200;

/// Where a dependency comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DependencySource {
    /// `{ path = "…" }`: the directory.
    Path(FilePath),
    /// `{ git = "…", tag = "…" }` or `rev`: the name of its checkout in the cache.
    Git {
        /// The directory below `<cache>/git`.
        checkout: String,
    },
    /// The manifest does not say it in a way that can be used, and a finding there tells so.
    Unusable,
}

impl DependencySource {
    /// A git dependency.
    pub(crate) fn git(url: &str, reference: &str) -> DependencySource {
        let schemes = ["https://", "http://", "git://", "ssh://", "file://"];
        let bare = schemes.iter().find_map(|scheme| url.strip_prefix(scheme)).unwrap_or(url);
        DependencySource::Git { checkout: format!("{}@{}", as_name(bare), as_name(reference)) }
    }
}

fn as_name(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    text.chars().take(LONGEST_NAME).map(plain).collect()
}

/// What a dependency turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Dependency {
    /// The file that an import of its name means.
    Entry(SourceFile),
    /// Nothing can be said about it.
    Unknown,
    /// There is no manifest at this path.
    NoManifest(FilePath),
    /// The checkout is not in the cache yet.
    NotFetched,
    /// Its manifest has no `[lib]`.
    NoLibrary(SourceFile),
    /// The file that its `[lib]` names does not exist.
    NoEntry(SourceFile, FilePath),
}

/// The directory of a dependency, whether it exists or not. `None` when nobody knows it.
pub(crate) fn directory(db: &dyn Db, source: &DependencySource) -> Option<FilePath> {
    match source {
        DependencySource::Path(directory) => Some(directory.clone()),
        DependencySource::Git { checkout } => {
            let cache = Workspace::get(db).git_cache(db).as_ref()?;
            Some(cache.join("git").join(checkout))
        }
        DependencySource::Unusable => None,
    }
}

/// What is at the place of a dependency.
pub(crate) fn find(db: &dyn Db, source: &DependencySource) -> Dependency {
    let Some(directory) = directory(db, source) else { return Dependency::Unknown };
    let path = directory.join(MANIFEST);
    let Some(manifest_file) = file(db, &path) else {
        if is_unreadable(db, &path) || !directory.is_absolute() {
            return Dependency::Unknown;
        }
        return match source {
            DependencySource::Git { .. } => Dependency::NotFetched,
            _ => Dependency::NoManifest(path),
        };
    };
    match &manifest(db, manifest_file).library {
        None if super::manifest_text::manifest_text(db, manifest_file).is_broken => Dependency::Unknown,
        None => Dependency::NoLibrary(manifest_file),
        Some(entry) => match file(db, entry) {
            Some(entry) => Dependency::Entry(entry),
            None if is_unreadable(db, entry) => Dependency::Unknown,
            None => Dependency::NoEntry(manifest_file, entry.clone()),
        },
    }
}

/// The file that the name of a package means in an import: the entry of a dependency.
pub(crate) fn library_entry(db: &dyn Db, manifest: &Manifest, name: &str) -> Option<FilePath> {
    let directory = directory(db, manifest.dependencies.get(name)?)?;
    self::manifest(db, file(db, &directory.join(MANIFEST))?).library.clone()
}

#[cfg(test)]
mod tests {
    use super::DependencySource;

    #[test]
    fn the_name_of_a_checkout_is_made_of_the_address_and_the_version() {
        let long = "x".repeat(300);
        for (url, reference, expected) in [
            ("https://example.org/a/b", "v1", "example.org_a_b@v1".to_owned()),
            ("ssh://git@example.org/a.git", "release/2", "git_example.org_a.git@release_2".to_owned()),
            (&long, "v1", format!("{}@v1", "x".repeat(200))),
        ] {
            assert_eq!(DependencySource::git(url, reference), DependencySource::Git { checkout: expected }, "{url}");
        }
    }
}
