//! The standard library as files that an editor can open.
//!
//! The declarations live inside this program. When somebody goes to one, a client that asks for their text itself
//! (`fitz/libraryText`) gets a URI of the scheme [`SCHEME`]. For all others the file is written, read-only, into the cache
//! directory of the user, in a folder named for the version of this program. Such a file is never analysed as a part of
//! a project: questions about it are answered from the declarations themselves, and it gets no findings.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use fitz_analysis::{Db, FilePath, SourceFile};
use tower_lsp::lsp_types::Url;

use super::{cache_files, to_proto};

/// The scheme of declaration files that lie on no disk: `fitz-std:/modules/log.fitz`.
const SCHEME: &str = "fitz-std:/";

/// The copies.
#[derive(Debug)]
pub(super) struct LibraryFiles {
    directory: FilePath,
    written: Mutex<BTreeSet<FilePath>>,
}

impl LibraryFiles {
    /// Nothing is written yet.
    pub(super) fn new() -> LibraryFiles {
        let directory = cache_files::directory().join(concat!("std-", env!("CARGO_PKG_VERSION")));
        LibraryFiles { directory: FilePath::new(&directory.to_string_lossy()), written: Mutex::default() }
    }

    /// Whether a path is one of a copy, or of a file that lies on no disk.
    pub(super) fn contains(&self, path: &FilePath) -> bool {
        path.is_below(&self.directory) || path.as_str().starts_with(SCHEME)
    }

    /// The declaration file of which this is a copy, perhaps one that an earlier session has written.
    pub(super) fn original(&self, db: &dyn Db, path: &FilePath) -> Option<SourceFile> {
        let path = path.as_str();
        let copied = || path.strip_prefix(self.directory.as_str()).map(|name| name.trim_start_matches('/'));
        let name = path.strip_prefix(SCHEME).or_else(copied)?;
        let library = fitz_analysis::library(db);
        let items = library.types.values().chain(library.globals.values()).chain(library.decorators.values().flatten());
        let mut files = library.modules.values().copied().chain(items.map(|item| item.file));
        files.find(|file| name_of(db, *file) == name)
    }

    /// Where a client finds a declaration file: by its own scheme when it asks for the text, else as a copy. `None`, and a line
    /// in the log, when that cannot be written.
    pub(super) fn url(&self, db: &dyn Db, file: SourceFile, client_asks: bool) -> Option<Url> {
        if client_asks {
            return Url::parse(&format!("{SCHEME}{}", name_of(db, file))).ok();
        }
        let path = self.directory.join(name_of(db, file));
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if !written.contains(&path) {
            if let Err(error) = cache_files::write(Path::new(path.as_str()), &file.content(db).text.to_string()) {
                tracing::warn!(%path, %error, "cannot write a file of the standard library");
                return None;
            }
            written.insert(path.clone());
        }
        to_proto::url(&path)
    }
}

/// `modules/log.fitz` for the declaration file `fitz-std:modules/log.fitz`.
fn name_of(db: &dyn Db, file: SourceFile) -> &str {
    let name = file.path(db).as_str();
    name.split_once(':').map_or(name, |(_, name)| name)
}
