//! Files that are written for an editor to open: in the cache directory of the user, and read-only, since what somebody would
//! write into them is lost.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Where this program keeps them.
pub(super) fn directory() -> PathBuf {
    let directory = |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let of_user = directory("XDG_CACHE_HOME")
        .or_else(|| cfg!(windows).then(|| directory("LOCALAPPDATA")).flatten())
        .or_else(|| Some(directory("HOME")?.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" })));
    of_user.unwrap_or_else(env::temp_dir).join("fitz-lsp")
}

/// Writes beside the target and renames, so that nobody ever sees half a file.
///
/// # Errors
/// When the directory cannot be made or written to.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let draft = path.with_extension(format!("{}.draft", std::process::id()));
    fs::write(&draft, text)?;
    let mut permissions = fs::metadata(&draft)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&draft, permissions)?;
    fs::rename(&draft, path)
}
