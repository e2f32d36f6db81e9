//! Files of a git revision, read through the git command line. The work tree and the index are neither read nor touched.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::process::Command;

use fitz_analysis::{FilePath, PathKind};

use super::inputs;
use super::outcome::Outcome;
use super::project::{Disk, Files};

/// The files of one revision of the repository that the working directory belongs to.
pub(super) struct Revision {
    name: String,
    /// The top of the work tree: the files are known as if they were checked out there.
    root: FilePath,
    /// The working directory, relative to the root.
    prefix: String,
    /// The object of each file, by its path from the root.
    blobs: BTreeMap<String, String>,
    directories: BTreeSet<String>,
    /// The links and the repositories inside: what is there is not in this tree.
    others: BTreeSet<String>,
}

/// The revision and the path of `REV:path`. `None` when it has no such form.
pub(super) fn split(argument: &Path) -> Option<(&str, &str)> {
    let (revision, path) = argument.to_str()?.split_once(':')?;
    // `C:\service` is a path, on Windows and in what people bring from there.
    let is_drive = revision.len() == 1 && path.starts_with(['/', '\\']);
    (!revision.is_empty() && !is_drive).then_some((revision, path))
}

impl Revision {
    /// The revision of that name. `None` after telling `outcome` why there is none.
    pub(super) fn open(name: &str, outcome: &mut Outcome) -> Option<Revision> {
        let places = git(&["rev-parse", "--show-toplevel", "--show-prefix"]);
        let places = match places {
            Ok(Some(places)) => String::from_utf8_lossy(&places).into_owned(),
            Ok(None) => {
                outcome.refuse(
                    &format!("`{name}` cannot be looked up: this is no git repository"),
                    "change to the directory of the project, or name files",
                );
                return None;
            }
            Err(error) => {
                let problem = if error.kind() == io::ErrorKind::NotFound {
                    format!("`{name}` cannot be looked up: there is no `git` command")
                } else {
                    format!("`{name}` cannot be looked up: git does not start: {error}")
                };
                outcome.refuse(&problem, "install git, or name files instead of revisions");
                return None;
            }
        };
        let mut places = places.lines();
        let root = FilePath::new(places.next().unwrap_or_default());
        let prefix = places.next().unwrap_or_default().to_owned();
        // What starts with a dash would be an option; no revision does.
        let tree = if name.starts_with('-') {
            None
        } else {
            git(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{tree}}")]).ok().flatten()
        };
        let listing = tree.and_then(|tree| {
            git(&["ls-tree", "-r", "-z", "--full-tree", String::from_utf8_lossy(&tree).trim()]).ok()?
        });
        let Some(listing) = listing else {
            outcome.refuse(
                &format!("there is no git revision `{name}`"),
                "`git log --oneline --all` shows the revisions; a clone of a build server may hold only the newest one",
            );
            return None;
        };
        let Listing { blobs, others } = Listing::read(&listing);
        let directories = blobs.keys().flat_map(|path| parents(path)).map(str::to_owned).collect();
        Some(Revision { name: name.to_owned(), root, prefix, blobs, directories, others })
    }

    /// Its name as the user wrote it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The file that the path of `REV:path` names: from the root, or, as in git itself, from the working directory when it
    /// starts with a dot.
    pub(super) fn resolve(&self, path: &str) -> FilePath {
        let is_relative = matches!(path, "." | "..") || path.starts_with("./") || path.starts_with("../");
        let start = if is_relative { self.prefix.as_str() } else { "" };
        FilePath::new(&format!("{}/{start}/{path}", self.root.as_str()))
    }

    /// The path of a file from the root of the repository.
    pub(super) fn relative<'p>(&self, path: &'p FilePath) -> &'p str {
        path.as_str().strip_prefix(self.root.as_str()).unwrap_or(path.as_str()).trim_start_matches('/')
    }

    /// Whether it holds such a directory.
    pub(super) fn is_directory(&self, path: &FilePath) -> bool {
        *path == self.root || self.directories.contains(self.relative(path))
    }

    fn is_outside(&self, path: &FilePath) -> bool {
        !path.is_below(&self.root)
    }
}

impl Files for Revision {
    fn read(&self, path: &FilePath, outcome: &mut Outcome) -> Option<String> {
        // Dependencies may lie elsewhere, in the cache of git dependencies above all.
        if self.is_outside(path) {
            return Disk.read(path, outcome);
        }
        let relative = self.relative(path);
        let blob = self.blobs.get(relative)?;
        let name = format!("{}:{relative}", self.name);
        match git(&["cat-file", "blob", blob]) {
            Ok(Some(bytes)) => inputs::decode(&name, bytes, outcome),
            _ => {
                outcome
                    .refuse(&format!("git cannot read `{name}`"), "`git fsck` tells what is wrong with the repository");
                None
            }
        }
    }

    fn kind(&self, path: &FilePath) -> PathKind {
        if self.is_directory(path) {
            return PathKind::Directory;
        }
        if self.is_outside(path) {
            return Disk.kind(path);
        }
        let relative = self.relative(path);
        if self.blobs.contains_key(relative) {
            PathKind::File
        } else if std::iter::once(relative).chain(parents(relative)).any(|it| self.others.contains(it)) {
            PathKind::Unknown
        } else {
            PathKind::Nothing
        }
    }
}

/// What git prints; `None` when it fails.
fn git(arguments: &[&str]) -> io::Result<Option<Vec<u8>>> {
    let output = Command::new("git").args(arguments).env("GIT_OPTIONAL_LOCKS", "0").output()?;
    Ok(output.status.success().then_some(output.stdout))
}

/// What `git ls-tree -z` prints: mode, type, object, a tab, and the path.
struct Listing {
    /// The object of each regular file, by its path.
    blobs: BTreeMap<String, String>,
    /// The paths of everything else.
    others: BTreeSet<String>,
}

impl Listing {
    fn read(printed: &[u8]) -> Listing {
        let mut listing = Listing { blobs: BTreeMap::new(), others: BTreeSet::new() };
        for entry in String::from_utf8_lossy(printed).split('\0') {
            let Some((facts, path)) = entry.split_once('\t') else { continue };
            match facts.split(' ').nth(2) {
                Some(object) if facts.starts_with("100") => {
                    listing.blobs.insert(path.to_owned(), object.to_owned());
                }
                _ => {
                    listing.others.insert(path.to_owned());
                }
            }
        }
        listing
    }
}

/// `a/b` and `a` of `a/b/c`.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(parent, _)| parent.rsplit_once('/')).map(|(parent, _)| parent)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use fitz_analysis::{FilePath, PathKind};

    use super::{Listing, Revision, parents, split};
    use crate::cli::project::Files as _;

    #[test]
    fn revisions_are_told_from_paths() {
        for (argument, expected) in [
            ("HEAD:a.json", Some(("HEAD", "a.json"))),
            ("v1.0:./x/y.fitz", Some(("v1.0", "./x/y.fitz"))),
            ("main:", Some(("main", ""))),
            ("a:b", Some(("a", "b"))),
            (":a.json", None),
            ("C:/a.json", None),
            (r"C:\a.json", None),
            ("a.json", None),
        ] {
            assert_eq!(split(Path::new(argument)), expected, "{argument}");
        }
    }

    #[test]
    fn listings_of_trees() {
        let listing =
            b"100644 blob aa\tx/a b.fitz\x00100755 blob bb\tc\x00120000 blob cc\tlink\x00160000 commit dd\tsub\0";
        let Listing { blobs, others } = Listing::read(listing);
        let found: Vec<(&str, &str)> = blobs.iter().map(|(path, blob)| (path.as_str(), blob.as_str())).collect();
        assert_eq!(found, [("c", "bb"), ("x/a b.fitz", "aa")]);
        assert_eq!(others.iter().collect::<Vec<_>>(), ["link", "sub"]);
        assert_eq!(parents("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(parents("c").count(), 0);
    }

    #[test]
    fn what_is_at_the_paths_of_a_revision() {
        let Listing { blobs, others } =
            Listing::read(b"100644 blob aa\tweb/dist/index.html\x00120000 blob cc\tpublic\x00160000 commit dd\tsub\0");
        let directories = blobs.keys().flat_map(|path| parents(path)).map(str::to_owned).collect();
        let root = FilePath::new("/no/such/repository");
        let revision =
            Revision { name: "HEAD".to_owned(), root: root.clone(), prefix: String::new(), blobs, directories, others };
        for (path, expected) in [
            ("", PathKind::Directory),
            ("web/dist", PathKind::Directory),
            ("web/dist/index.html", PathKind::File),
            ("web/dits", PathKind::Nothing),
            // A link and a repository inside lead to what is not in the tree.
            ("public", PathKind::Unknown),
            ("sub/files", PathKind::Unknown),
            ("..", PathKind::Nothing),
        ] {
            assert_eq!(revision.kind(&root.join(path)), expected, "{path}");
        }
    }
}
