//! The database over the inputs of a command.

use std::sync::Arc;

use fitz_analysis::{FilePath, Host};

use super::inputs::{self, Input};
use super::outcome::Outcome;
use crate::git_cache::git_cache;

/// Where the files of a program are.
pub(super) trait Files {
    /// The text of a file. `None` when there is none, and, after telling `outcome`, when it cannot be read.
    fn read(&self, path: &FilePath, outcome: &mut Outcome) -> Option<String>;

    /// Whether there is such a file, whatever it holds.
    fn is_file(&self, path: &FilePath) -> bool;
}

/// The files of this machine.
pub(super) struct Disk;

impl Files for Disk {
    fn read(&self, path: &FilePath, outcome: &mut Outcome) -> Option<String> {
        inputs::read_referenced(path, outcome)
    }

    fn is_file(&self, path: &FilePath) -> bool {
        // A pipe cannot be read, but it is there.
        std::fs::metadata(path.as_str()).is_ok_and(|metadata| !metadata.is_dir())
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

/// Reads the files that the database asks for, and those that they ask for in turn.
fn read_wanted(host: &mut Host, files: &dyn Files, outcome: &mut Outcome) {
    loop {
        let wanted: Vec<FilePath> = host.wanted();
        if wanted.is_empty() {
            return;
        }
        let read: Vec<_> = wanted
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
