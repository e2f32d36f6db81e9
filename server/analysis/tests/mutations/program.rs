//! The clean programs that mistakes are made in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fitz_analysis::{Diagnostic, FilePath, Host, Severity, diagnostics, file};

/// A program with all its files.
pub(crate) struct Program {
    pub(crate) host: Host,
    pub(crate) files: Vec<File>,
    /// What is found in it as it is, which is nothing when the checker is right. Other tests see to that.
    known: Vec<(FilePath, &'static str, String)>,
    /// Every word of it, so that a misspelt name means nothing.
    pub(crate) words: BTreeSet<String>,
}

/// A Fitz file of a program.
pub(crate) struct File {
    pub(crate) path: FilePath,
    pub(crate) text: String,
}

impl Program {
    /// All programs below `tests/`, in the order of their names.
    pub(crate) fn all() -> Vec<Program> {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
        let folders = ["apps", "programs", "samples"].map(|folder| tests.join(folder));
        let mut roots: Vec<PathBuf> =
            folders.iter().filter(|folder| folder.is_dir()).flat_map(|it| entries(it)).collect();
        roots.retain(|root| root.is_dir() || root.extension().is_some_and(|it| it == "fitz"));
        roots.iter().map(|root| Program::load(root, &tests)).collect()
    }

    fn load(root: &Path, tests: &Path) -> Program {
        let mut paths = Vec::new();
        collect(root, &mut paths);
        let texts: Vec<(FilePath, String)> = paths
            .iter()
            .map(|path| {
                let relative = path.strip_prefix(tests).unwrap().to_str().unwrap().replace('\\', "/");
                (FilePath::new(&format!("/{relative}")), fs::read_to_string(path).unwrap())
            })
            .collect();
        let mut host = Host::new();
        host.set_disk_all(texts.iter().map(|(path, text)| (path.clone(), Some(Arc::from(text.as_str())))));
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let words = texts.iter().flat_map(|(_, text)| text.split(|c| !is_word(c))).map(str::to_owned).collect();
        let is_program = |path: &FilePath| path.extension() == Some("fitz");
        let mut program = Program {
            host,
            files: texts
                .into_iter()
                .filter(|(path, _)| is_program(path))
                .map(|(path, text)| File { path, text })
                .collect(),
            known: Vec::new(),
            words,
        };
        program.known = program.findings().into_iter().map(|(path, it)| (path, it.code, it.message)).collect();
        program
    }

    /// Errors and warnings in all files of the program as it is now, but for those that are known.
    fn findings(&self) -> Vec<(FilePath, Diagnostic)> {
        let db = self.host.db();
        let mut found = Vec::new();
        for written in &self.files {
            let Some(source) = file(db, &written.path) else { continue };
            let serious = diagnostics(db, source).into_iter().filter(|it| it.severity <= Severity::Warning);
            found.extend(serious.map(|it| (written.path.clone(), it)));
        }
        found.retain(|(path, it)| {
            !self.known.iter().any(|known| (&known.0, known.1, &known.2) == (path, it.code, &it.message))
        });
        found
    }

    /// The errors and warnings that come when a file has another text.
    pub(crate) fn findings_with(&mut self, file: usize, text: &str) -> Vec<Diagnostic> {
        let path = self.files[file].path.clone();
        self.host.set_disk(&path, Some(Arc::from(text)));
        let found = self.findings().into_iter().map(|(_, finding)| finding).collect();
        self.host.set_disk(&path, Some(Arc::from(self.files[file].text.as_str())));
        found
    }
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        entries(path).iter().for_each(|entry| collect(entry, found));
    } else if path.extension().is_some_and(|it| it == "fitz" || it == "toml" || it == "pyi") {
        found.push(path.to_owned());
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}
