//! Programs for tests, written as one text.
//!
//! `//- /path.fitz` starts a file (a text without such a line is `/main.fitz`), `$0` marks the cursor. `fitz.toml` files
//! are written the same way, and so is what nobody reads and is only there, like a `Dockerfile`. Git dependencies are looked for
//! below `/cache`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fitz_syntax::TextSize;

use crate::db::{Host, SourceFile, file};
use crate::path::{FilePath, PathKind};

/// A program in a database.
pub struct Fixture {
    /// The database with all files on its disk.
    pub host: Host,
    /// The file with the cursor, or the first one.
    pub file: SourceFile,
    /// The cursor; 0 without one.
    pub offset: TextSize,
    /// The paths, in the order of the text.
    pub paths: Vec<FilePath>,
}

impl Fixture {
    /// Reads a program. Panics when the text has no file.
    #[must_use]
    #[allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a fixture that is wrong fails its test")]
    pub fn new(text: &str) -> Fixture {
        let mut host = Host::with_query_log();
        host.set_git_cache(Some(FilePath::new("/cache")));
        let mut paths = Vec::new();
        let mut cursor = None;
        let mut others = Vec::new();
        for (path, content) in split(text) {
            let path = FilePath::new(&path);
            if !is_read(&path) {
                others.push(path);
                continue;
            }
            let content = match content.split_once("$0") {
                Some((before, after)) => {
                    cursor = Some((path.clone(), TextSize::of(before)));
                    format!("{before}{after}")
                }
                None => content,
            };
            host.set_disk(&path, Some(Arc::from(content)));
            paths.push(path);
        }
        let there: Vec<FilePath> = paths.iter().chain(&others).cloned().collect();
        tell_paths(&mut host, &there);
        let (path, offset) = match cursor {
            Some((path, offset)) => (path, offset),
            None => (paths.first().expect("a fixture has a file").clone(), TextSize::default()),
        };
        let file = file(host.db(), &path).expect("the file was just set");
        Fixture { host, file, offset, paths }
    }

    /// A file of the fixture.
    #[must_use]
    #[allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a fixture that is wrong fails its test")]
    pub fn file_at(&self, path: &str) -> SourceFile {
        file(self.host.db(), &FilePath::new(path)).expect("the fixture has no such file")
    }
}

/// Whether the text of a file is put into the database.
#[must_use]
pub fn is_read(path: &FilePath) -> bool {
    !path.is_absolute() || matches!(path.extension(), Some("fitz" | "fitzv" | "toml" | "pyi"))
}

/// Answers what is at the paths that programs ask for, on a disk that has these files.
pub fn tell_paths(host: &mut Host, files: &[FilePath]) {
    let kind = |path: &FilePath| {
        if files.contains(path) {
            PathKind::File
        } else if files.iter().any(|file| file.is_below(path)) {
            PathKind::Directory
        } else {
            PathKind::Nothing
        }
    };
    let kinds: Vec<_> = host.asked_paths().into_iter().map(|path| (path.clone(), kind(&path))).collect();
    host.set_path_kinds(kinds);
}

fn split(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("//- ") {
            Some(path) => files.push((path.trim().to_owned(), String::new())),
            None => match files.last_mut() {
                Some((_, content)) => content.push_str(line),
                None => files.push(("/main.fitz".to_owned(), line.to_owned())),
            },
        }
    }
    files
}

/// The files at a path of the disk: itself, or all below the folder, in the order of their names.
#[allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a folder that is not there fails its test")]
#[must_use]
pub fn files_below(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = std::fs::read_dir(path).expect("the folder is there").map(|entry| entry.expect("an entry").path());
    let mut entries: Vec<PathBuf> = entries.collect();
    entries.sort();
    entries.iter().flat_map(|path| files_below(path)).collect()
}
