//! Where the program `fitz` is, which runs programs and tests. This server never starts it.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The name of the program.
const NAME: &str = if cfg!(windows) { "fitz.exe" } else { "fitz" };

/// The program that the setting `fitz.path` names, else the first on `PATH`. `None` when there is none.
pub(super) fn find(setting: Option<&str>) -> Option<String> {
    let found = match setting {
        Some(path) if Path::new(path).is_absolute() => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        Some(name) => on_path(name, env::var_os("PATH").as_deref()),
        None => on_path(NAME, env::var_os("PATH").as_deref()),
    };
    found.and_then(|path| path.to_str().map(str::to_owned))
}

/// A program by its name. Relative directories are left out: they mean something else in each folder.
fn on_path(name: &str, directories: Option<&OsStr>) -> Option<PathBuf> {
    if Path::new(name).components().count() != 1 {
        return None;
    }
    let directories = env::split_paths(directories?).filter(|directory| directory.is_absolute());
    directories.map(|directory| directory.join(name)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_named_by_its_path_or_found_by_its_name() {
        let this = env::current_exe().unwrap();
        let (directory, name) = (this.parent().unwrap(), this.file_name().unwrap().to_str().unwrap());
        assert_eq!(find(this.to_str()), this.to_str().map(str::to_owned));
        assert_eq!(find(Some("/nowhere/fitz")), None);
        assert_eq!(on_path(name, Some(directory.as_os_str())), Some(this.clone()));
        assert_eq!(on_path("no-such-program", Some(directory.as_os_str())), None);
        assert_eq!(on_path(name, Some(OsStr::new("."))), None);
        assert_eq!(on_path(&format!("deps/{name}"), Some(directory.as_os_str())), None);
    }
}
