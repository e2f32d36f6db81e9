//! What is at a path of this machine.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use fitz_analysis::{FilePath, PathKind};

/// What is at a path now; a link is what it leads to.
pub(crate) fn path_kind(path: &FilePath) -> PathKind {
    let path = Path::new(path.as_str());
    if !path.is_absolute() {
        return PathKind::Unknown;
    }
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => PathKind::Directory,
        // A pipe cannot be read, but it is there.
        Ok(_) => PathKind::File,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => PathKind::Nothing,
        Err(_) => PathKind::Unknown,
    }
}
