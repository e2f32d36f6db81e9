//! Files on disk: reading them, and finding those of a workspace.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crossbeam_channel::Sender;
use fitz_analysis::{FilePath, PathKind};
use ignore::WalkBuilder;

use super::cancellation::CancelToken;
use super::documents::LARGEST_FILE;
use super::main_loop::Event;
use super::progress::Progress;
use super::test_hooks;
use crate::path_kind::path_kind;

/// So many files of a workspace are read at the start. Those beyond are read when an import names them.
const MOST_FILES: usize = 2_000;

/// So many entries of a workspace are looked at: somebody may have opened a whole disk.
const MOST_ENTRIES: usize = 200_000;

/// What was read of the disk so far.
#[derive(Default)]
pub(super) struct Disk {
    /// When the content was read it had this stamp; `None`: there was no readable file.
    read: BTreeMap<FilePath, Option<Stamp>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Disk {
    /// Whether the file has been looked at.
    pub(super) fn has_read(&self, path: &FilePath) -> bool {
        self.read.contains_key(path)
    }

    /// Reads a file. `None` when there is none, or when it cannot be read, is too large, or is no text; the log says
    /// which.
    pub(super) fn read(&mut self, path: &FilePath) -> Option<Arc<str>> {
        let (stamp, text) = read(path);
        self.read.insert(path.clone(), stamp);
        text
    }

    /// Whether there is a file whose text is not known: [`Disk::read`] gave none although it exists.
    pub(super) fn exists(&self, path: &FilePath) -> bool {
        self.read.get(path).is_some_and(Option::is_some)
    }

    /// Takes over what another thread has read, unless something newer is known.
    pub(super) fn take_read(&mut self, file: &ReadFile) -> bool {
        if self.has_read(&file.path) {
            return false;
        }
        self.read.insert(file.path.clone(), file.stamp);
        true
    }

    /// The files whose content may be another one than when they were read.
    pub(super) fn changed(&self) -> Vec<FilePath> {
        self.read.iter().filter(|(path, before)| stamp(path) != **before).map(|(path, _)| path.clone()).collect()
    }

    /// Forgets the files below a directory and names them.
    pub(super) fn forget_below(&mut self, directory: &FilePath) -> Vec<FilePath> {
        let below: Vec<FilePath> = self.read.keys().filter(|path| path.is_below(directory)).cloned().collect();
        for path in &below {
            self.read.remove(path);
        }
        below
    }
}

/// A file that was read by [`scan`].
pub(super) struct ReadFile {
    pub(super) path: FilePath,
    pub(super) text: Arc<str>,
    stamp: Option<Stamp>,
}

/// What is at each of these paths now.
pub(super) fn path_kinds(paths: Vec<FilePath>) -> Vec<(FilePath, PathKind)> {
    let kinds = paths.into_iter().map(|path| {
        let kind = path_kind(&path);
        (path, kind)
    });
    kinds.collect()
}

/// The files of a folder.
pub(super) struct Scanned {
    pub(super) folder: FilePath,
    pub(super) files: Vec<ReadFile>,
    /// Whether there are more: the client has cancelled, or there are too many.
    pub(super) is_cut: bool,
}

/// A folder that is to be read.
pub(super) struct Scan {
    pub(super) folder: FilePath,
    pub(super) events: Sender<Event>,
    pub(super) cancel: CancelToken,
    pub(super) progress: Option<Progress>,
}

/// So often the client is told how many files were read.
const FILES_A_REPORT: usize = 50;

/// Whether a path can name a file of this machine.
pub(super) fn is_on_disk(path: &FilePath) -> bool {
    Path::new(path.as_str()).is_absolute()
}

/// Whether a file of this name matters: a program, a view, a manifest, a Python stub.
pub(super) fn is_watched(path: &FilePath) -> bool {
    matches!(path.extension(), Some("fitz" | "fitzv" | "toml" | "pyi"))
}

/// Reads all programs and manifests of a folder on a thread of its own, and sends them as [`Event::Scanned`].
///
/// # Errors
/// When there is no thread to be had.
pub(super) fn scan(scan: Scan) -> std::io::Result<()> {
    let read = move || {
        test_hooks::hold_scan(&scan.cancel);
        let scanned = find(&scan);
        tracing::info!(folder = %scan.folder, files = scanned.files.len(), "read the workspace");
        let _ = scan.events.send(Event::Scanned(scanned));
    };
    std::thread::Builder::new().name("fitz-lsp-scan".to_owned()).spawn(read).map(drop)
}

fn find(scan: &Scan) -> Scanned {
    let folder = &scan.folder;
    let mut files = Vec::new();
    let mut is_cut = false;
    // Links are not followed: they are how directories come to contain themselves.
    let entries = WalkBuilder::new(folder.as_str()).follow_links(false).require_git(false).build();
    for (number, entry) in entries.enumerate() {
        if scan.cancel.is_cancelled() || number == MOST_ENTRIES {
            is_cut = true;
            break;
        }
        let Some(entry) = entry.ok().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file())) else {
            continue;
        };
        let Some(path) = entry.path().to_str().map(FilePath::new) else { continue };
        if path.extension() != Some("fitz") && path.file_name() != "fitz.toml" {
            continue;
        }
        if files.len() == MOST_FILES {
            tracing::warn!(%folder, "more than {MOST_FILES} files; the others are read when an import names them");
            is_cut = true;
            break;
        }
        if let (stamp, Some(text)) = read(&path) {
            files.push(ReadFile { path, text, stamp });
        }
        if let Some(progress) = scan.progress.as_ref().filter(|_| files.len() % FILES_A_REPORT == 0) {
            progress.report(format!("{} files", files.len()));
        }
    }
    Scanned { folder: folder.clone(), files, is_cut }
}

fn read(path: &FilePath) -> (Option<Stamp>, Option<Arc<str>>) {
    // Before the text: if the file changes in between, the stamp is too old and the file is read once more.
    let stamp = stamp(path);
    match &stamp {
        None => return (None, None),
        Some(stamp) if stamp.length > LARGEST_FILE as u64 => {
            tracing::warn!(%path, bytes = stamp.length, "too large to be analysed");
            return (Some(*stamp), None);
        }
        Some(_) => {}
    }
    match fs::read(path.as_str()).map(String::from_utf8) {
        Ok(Ok(text)) => (stamp, Some(text.into())),
        Ok(Err(_)) => {
            tracing::warn!(%path, "not read: the file is not UTF-8");
            (stamp, None)
        }
        Err(error) => {
            tracing::warn!(%path, %error, "not read");
            (stamp, None)
        }
    }
}

/// `None` when there is no such file.
fn stamp(path: &FilePath) -> Option<Stamp> {
    if !is_on_disk(path) {
        return None;
    }
    let metadata = fs::metadata(path.as_str()).ok().filter(fs::Metadata::is_file)?;
    Some(Stamp { length: metadata.len(), modified: metadata.modified().ok() })
}
