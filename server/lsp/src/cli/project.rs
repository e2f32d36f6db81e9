//! The database over the inputs of a command.

use std::path::Path;
use std::sync::Arc;

use fitz_analysis::{FilePath, Host};

use super::inputs::{self, Input};
use super::outcome::Outcome;
use crate::git_cache::git_cache;

/// Puts the inputs into a database, together with every file that they import and the manifests above them.
pub(super) fn load(inputs: &[Input], outcome: &mut Outcome) -> Host {
    let mut host = Host::new();
    host.set_git_cache(git_cache());
    host.set_disk_all(inputs.iter().map(|input| (input.path.clone(), Some(Arc::from(input.text.as_str())))));
    read_wanted(&mut host, outcome);
    host
}

/// Reads the files that the database asks for, and those that they ask for in turn.
pub(super) fn read_wanted(host: &mut Host, outcome: &mut Outcome) {
    loop {
        let wanted: Vec<FilePath> = host.wanted();
        if wanted.is_empty() {
            return;
        }
        let read: Vec<_> = wanted
            .into_iter()
            .map(|path| {
                let text = inputs::read_referenced(&path, outcome).map(Arc::from);
                (path, text)
            })
            .collect();
        let unreadable = read.iter().filter(|(path, text)| text.is_none() && Path::new(path.as_str()).is_file());
        let unreadable: Vec<FilePath> = unreadable.map(|(path, _)| path.clone()).collect();
        host.set_disk_all(read);
        host.set_unreadable(unreadable);
    }
}
