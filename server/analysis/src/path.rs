//! Paths of files, independent of the machine that the analysis runs on.

use std::fmt;
use std::sync::Arc;

/// The name of a file: an absolute path with `/` between the segments, or the whole URI of a document that has no path
/// (`untitled:Untitled-1`). Two equal values are one file.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FilePath(Arc<str>);

/// What is at a path of the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PathKind {
    /// Nothing.
    Nothing,
    /// A file, or something else that is no directory.
    File,
    /// A directory.
    Directory,
    /// Nobody can say.
    Unknown,
}

impl FilePath {
    /// Wraps a path. Backslashes become slashes, `.` and `..` segments are resolved.
    #[must_use]
    pub fn new(path: &str) -> FilePath {
        if !path.starts_with(['/', '\\']) && !has_drive(path) {
            return FilePath(Arc::from(path));
        }
        let unified = path.replace('\\', "/");
        let mut segments: Vec<&str> = Vec::new();
        for segment in unified.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop();
                }
                name => segments.push(name),
            }
        }
        let joined = segments.join("/");
        FilePath(if unified.starts_with('/') { Arc::from(format!("/{joined}")) } else { Arc::from(joined) })
    }

    /// The whole path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment, e.g. `main.fitz`.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The last segment without its extension, e.g. `main`.
    #[must_use]
    pub fn file_stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// What follows the last dot of the last segment.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        self.file_name().rsplit_once('.').map(|(_, extension)| extension)
    }

    /// The directory, or `None` for the root and for documents without a path.
    #[must_use]
    pub fn parent(&self) -> Option<FilePath> {
        let (parent, _) = self.0.rsplit_once('/')?;
        if parent.is_empty() {
            return (self.0.len() > 1).then(|| FilePath(Arc::from("/")));
        }
        Some(FilePath(Arc::from(parent)))
    }

    /// The directories above, nearest first.
    pub fn ancestors(&self) -> impl Iterator<Item = FilePath> {
        std::iter::successors(self.parent(), FilePath::parent)
    }

    /// A path below (or, with `..`, beside) this directory. An absolute `relative` replaces it.
    #[must_use]
    pub fn join(&self, relative: &str) -> FilePath {
        if relative.starts_with(['/', '\\']) || has_drive(relative) {
            return FilePath::new(relative);
        }
        FilePath::new(&format!("{}/{relative}", self.0))
    }

    /// Whether this is the path of a file, as opposed to the URI of a document.
    #[must_use]
    pub fn is_absolute(&self) -> bool {
        self.0.starts_with('/') || has_drive(&self.0)
    }

    /// Whether this path lies in `directory` or below.
    #[must_use]
    pub fn is_below(&self, directory: &FilePath) -> bool {
        self.0.strip_prefix(&*directory.0).is_some_and(|rest| rest.starts_with('/') || directory.0.ends_with('/'))
    }
}

fn has_drive(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && chars.next() == Some(':')
        && chars.next().is_some_and(|slash| slash == '/' || slash == '\\')
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::FilePath;

    #[test]
    fn paths_are_normalised() {
        for (input, expected) in [
            ("/a/b/../c.fitz", "/a/c.fitz"),
            ("/a//b/./c.fitz", "/a/b/c.fitz"),
            ("C:\\srv\\main.fitz", "C:/srv/main.fitz"),
            ("untitled:Untitled-1", "untitled:Untitled-1"),
            ("/", "/"),
        ] {
            assert_eq!(FilePath::new(input).as_str(), expected, "{input}");
        }
    }

    #[test]
    fn parts() {
        let path = FilePath::new("/srv/src/main.fitz");
        assert_eq!(path.file_name(), "main.fitz");
        assert_eq!(path.file_stem(), "main");
        assert_eq!(path.extension(), Some("fitz"));
        let above: Vec<_> = path.ancestors().map(|dir| dir.to_string()).collect();
        assert_eq!(above, ["/srv/src", "/srv", "/"]);
        assert_eq!(path.parent().unwrap().join("../lib/x.fitz").as_str(), "/srv/lib/x.fitz");
        assert!(path.is_below(&FilePath::new("/srv")));
        assert!(!path.is_below(&FilePath::new("/sr")));
        assert!(path.is_below(&FilePath::new("/")));
        assert_eq!(FilePath::new("untitled:Untitled-1").parent(), None);
    }
}
