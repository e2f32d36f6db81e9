//! The database over the inputs of a command.

use std::sync::Arc;

use fitz_analysis::{FilePath, Host, PathKind};

use super::inputs::{self, Input};
use super::outcome::Outcome;
use crate::git_cache::git_cache;
use crate::path_kind::path_kind;

/// Where the files of a program are.
pub(super) trait Files {
    /// The text of a file. `None` when there is none, and, after telling `outcome`, when it cannot be read.
    fn read(&self, path: &FilePath, outcome: &mut Outcome) -> Option<String>;

    /// What is at a path, whatever it holds.
    fn kind(&self, path: &FilePath) -> PathKind;

    /// Whether there is such a file.
    fn is_file(&self, path: &FilePath) -> bool {
        self.kind(path) == PathKind::File
    }
}

/// The files of this machine.
pub(super) struct Disk;

impl Files for Disk {
    fn read(&self, path: &FilePath, outcome: &mut Outcome) -> Option<String> {
        inputs::read_referenced(path, outcome)
    }

    fn kind(&self, path: &FilePath) -> PathKind {
        path_kind(path)
    }
}

/// Puts the inputs into a database, together with every file that they import and the manifests above them.
pub(super) fn load(inputs: &[Input], outcome: &mut Outcome) -> Host {
    let texts = inputs.iter().map(|input| (input.path.clone(), Arc::from(input.text.as_str())));
    load_from(&Disk, texts, outcome)
}

/// Puts texts into a database, together with every file of `files` that they import and the manifests above them.
pub(super) fn load_from(
    files: &dyn Files,
    texts: impl IntoIterator<Item = (FilePath, Arc<str>)>,
    outcome: &mut Outcome,
) -> Host {
    let mut host = Host::new();
    host.set_git_cache(git_cache());
    host.set_disk_all(texts.into_iter().map(|(path, text)| (path, Some(text))));
    read_wanted(&mut host, files, outcome);
    host
}

/// Reads the files that the database asks for, and those that they ask for in turn, and tells it what else is there.
fn read_wanted(host: &mut Host, files: &dyn Files, outcome: &mut Outcome) {
    loop {
        let wanted = host.wanted();
        if wanted.is_empty() {
            return;
        }
        if !wanted.paths.is_empty() {
            host.set_path_kinds(wanted.paths.into_iter().map(|path| (path.clone(), files.kind(&path))));
        }
        let read: Vec<_> = wanted
            .files
            .into_iter()
            .map(|path| {
                let text = files.read(&path, outcome).map(Arc::from);
                (path, text)
            })
            .collect();
        let unreadable = read.iter().filter(|(path, text)| text.is_none() && files.is_file(path));
        let unreadable: Vec<FilePath> = unreadable.map(|(path, _)| path.clone()).collect();
        host.set_disk_all(read);
        host.set_unreadable(unreadable);
    }
}
