//! Where `fitz` keeps what it has fetched. Read here, outside of every query, and only here.

use std::env;
use std::path::PathBuf;

use fitz_analysis::FilePath;

/// `FITZ_CACHE_DIR`, or `.fitz/cache` in the home directory. `None` when neither is known.
pub(crate) fn git_cache() -> Option<FilePath> {
    let directory = |variable: &str| env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    let cache = directory("FITZ_CACHE_DIR").or_else(|| Some(directory(home)?.join(".fitz").join("cache")))?;
    Some(FilePath::new(std::path::absolute(cache).ok()?.to_str()?))
}
