//! Which files a command works on, and their text.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use fitz_analysis::{FilePath, MANIFEST};
use ignore::{DirEntry, WalkBuilder};

use super::outcome::Outcome;

/// The argument that stands for stdin, and the name under which its text is reported.
const STDIN: &str = "-";
const STDIN_NAME: &str = "<stdin>";
/// The identity of that text in the database: as if it were a file of the working directory, so that its imports are found.
const STDIN_FILE: &str = "<stdin>.fitz";

/// What the names of program texts end in.
const EXTENSION: &str = "fitz";

/// A program or a manifest that was read.
pub(super) struct Input {
    /// Its identity in the database.
    pub(super) path: FilePath,
    /// Its name in messages: as the user wrote it, with `/` between the segments.
    pub(super) name: String,
    /// Its text.
    pub(super) text: String,
}

/// Reads all programs and manifests that `paths` name or contain, sorted by name, each once. Whatever cannot be read is told to
/// `outcome`, and the others are read all the same.
pub(super) fn read_all(paths: &[PathBuf], outcome: &mut Outcome) -> Vec<Input> {
    let mut found = BTreeMap::new();
    let mut inputs = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        if is_stdin(path) {
            if !paths.iter().take(index).any(|path| is_stdin(path)) {
                inputs.extend(read_stdin(outcome));
            }
        } else if path.is_dir() {
            walk(path, &mut found, outcome);
        } else {
            found.entry(identity(path)).or_insert_with(|| path.clone());
        }
    }
    inputs.extend(found.into_values().filter_map(|path| read_file(&path, true, outcome)));
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    inputs
}

/// Reads one file, or stdin for `-`. Directories are refused.
pub(super) fn read_one(path: &Path, outcome: &mut Outcome) -> Option<Input> {
    if is_stdin(path) {
        return read_stdin(outcome);
    }
    if path.is_dir() {
        outcome.refuse(&format!("`{}` is a directory", name_of(path)), "name the files in it");
        return None;
    }
    read_file(path, false, outcome)
}

/// Reads a file that a program refers to. `None` when there is none, and, after telling `outcome`, when it cannot be
/// read.
pub(super) fn read_referenced(path: &FilePath, outcome: &mut Outcome) -> Option<String> {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    let bytes = match read_bytes(Path::new(path.as_str())) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), NotFound | NotADirectory | IsADirectory) => return None,
        Err(error) => {
            refuse_unreadable(&display_name(path), &error, outcome);
            return None;
        }
    };
    decode(&display_name(path), bytes, outcome)
}

/// Reads a file of any kind, or stdin for `-`. Directories are refused.
pub(super) fn read_text(path: &Path, outcome: &mut Outcome) -> Option<String> {
    if is_stdin(path) {
        return read_stdin(outcome).map(|input| input.text);
    }
    let name = name_of(path);
    match fs::read(path) {
        Ok(bytes) => decode(&name, bytes, outcome),
        Err(error) => {
            refuse_unreadable(&name, &error, outcome);
            None
        }
    }
}

/// The name of a file in messages: relative to the working directory if it lies below.
pub(super) fn display_name(path: &FilePath) -> String {
    let below = std::env::current_dir().ok().and_then(|directory| {
        let directory = FilePath::new(directory.to_str()?);
        path.as_str().strip_prefix(directory.as_str())?.strip_prefix('/').map(str::to_owned)
    });
    below.unwrap_or_else(|| path.as_str().to_owned())
}

/// The identity in the database of a path on disk.
///
/// # Errors
/// A sentence, when the path cannot be expressed.
pub(super) fn file_path(path: &Path) -> Result<FilePath, String> {
    let absolute = std::path::absolute(path).map_err(|error| error.to_string())?;
    let text = absolute.to_str().ok_or("its name is not valid Unicode")?;
    Ok(FilePath::new(text))
}

/// Collects the programs and manifests below a directory. Symbolic links are followed; one that leads back is told.
fn walk(directory: &Path, found: &mut BTreeMap<PathBuf, PathBuf>, outcome: &mut Outcome) {
    let before = found.len();
    let mut seen_before = false;
    let mut complete = true;
    // Outside of a git repository an ignore file means the same.
    let walker = WalkBuilder::new(directory)
        .follow_links(true)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(|entry| entry.depth() == 0 || !is_build_directory(entry))
        .build();
    for entry in walker {
        match entry {
            Ok(entry) if is_fitz_file(&entry) => {
                let path = entry.into_path();
                let identity = identity(&path);
                seen_before |= found.contains_key(&identity);
                found.entry(identity).or_insert(path);
            }
            Ok(_) => {}
            Err(error) => {
                complete &= !refuse_walk_error(&error, directory, outcome);
            }
        }
    }
    if found.len() == before && !seen_before && complete {
        outcome.refuse(
            &format!("no Fitz files in `{}`", name_of(directory)),
            "name a directory that holds `*.fitz` files; hidden directories, `target` and what git ignores are left out",
        );
    }
}

fn is_build_directory(entry: &DirEntry) -> bool {
    entry.file_name() == "target" && entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn is_fitz_file(entry: &DirEntry) -> bool {
    // Reading a pipe or a socket may never end, so such things are read only when somebody names them.
    let is_program = entry.path().extension().is_some_and(|extension| extension == EXTENSION);
    (is_program || entry.file_name() == MANIFEST) && entry.file_type().is_some_and(|kind| kind.is_file())
}

/// Tells why a part of `directory` could not be searched. `false` if that part does not matter.
fn refuse_walk_error(error: &ignore::Error, directory: &Path, outcome: &mut Outcome) -> bool {
    if let Some((ancestor, child)) = symlink_loop(error) {
        outcome.refuse(
            &format!("the symbolic link `{}` leads back to `{}`", name_of(child), name_of(ancestor)),
            "remove the link, or name the directories to check one by one",
        );
        return true;
    }
    let path = path_of(error).unwrap_or(directory);
    // A link to nowhere that does not look like a program is nobody's input.
    let is_program = path.extension().is_some_and(|extension| extension == EXTENSION);
    if !is_program && path.is_symlink() && error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
    {
        return false;
    }
    match error.io_error() {
        Some(io_error) => refuse_unreadable(&name_of(path), io_error, outcome),
        None => outcome.refuse(&format!("cannot search `{}`: {error}", name_of(path)), "mend it, then try again"),
    }
    true
}

fn symlink_loop(error: &ignore::Error) -> Option<(&Path, &Path)> {
    match error {
        ignore::Error::Loop { ancestor, child } => Some((ancestor, child)),
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => symlink_loop(err),
        _ => None,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

fn read_stdin(outcome: &mut Outcome) -> Option<Input> {
    let mut bytes = Vec::new();
    if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
        refuse_unreadable(STDIN_NAME, &error, outcome);
        return None;
    }
    let text = decode(STDIN_NAME, bytes, outcome)?;
    match file_path(Path::new(STDIN_FILE)) {
        Ok(path) => Some(Input { path, name: STDIN_NAME.to_owned(), text }),
        Err(reason) => {
            outcome.refuse(&format!("cannot find the working directory: {reason}"), "change to another directory");
            None
        }
    }
}

/// Reads a program, or a manifest where those count.
fn read_file(path: &Path, takes_manifests: bool, outcome: &mut Outcome) -> Option<Input> {
    let name = name_of(path);
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let is_manifest = takes_manifests && path.file_name().is_some_and(|name| name == MANIFEST);
    if extension != EXTENSION && !is_manifest && path.exists() {
        let (problem, advice) = match extension {
            "fitzv" => ("is a view file, which fitz-lsp does not read yet", "name `*.fitz` files".to_owned()),
            "toml" if takes_manifests => ("is no manifest", "a manifest has the name `fitz.toml`".to_owned()),
            "toml" => ("is no Fitz program", "name its directory, or `*.fitz` files".to_owned()),
            _ => (
                "is no Fitz program: its name does not end in `.fitz`",
                format!("rename it, or pass its text on stdin: `- < {name}`"),
            ),
        };
        outcome.refuse(&format!("`{name}` {problem}"), &advice);
        return None;
    }
    let identity = match file_path(path) {
        Ok(identity) => identity,
        Err(reason) => {
            outcome.refuse(&format!("cannot use `{name}`: {reason}"), "rename the file");
            return None;
        }
    };
    match read_bytes(path) {
        Ok(bytes) => decode(&name, bytes, outcome).map(|text| Input { path: identity, name, text }),
        Err(error) => {
            refuse_unreadable(&name, &error, outcome);
            None
        }
    }
}

/// The text of bytes in UTF-8; the UTF-16 of some editors is told by its name.
pub(super) fn decode(name: &str, bytes: Vec<u8>, outcome: &mut Outcome) -> Option<String> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Some(text),
        Err(error) => error,
    };
    let bytes = error.as_bytes();
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        outcome.refuse(&format!("`{name}` is UTF-16 text, and Fitz is written in UTF-8"), "save the file as UTF-8");
        return None;
    }
    let valid = error.utf8_error().valid_up_to();
    let (before, rest) = bytes.split_at_checked(valid).unwrap_or((bytes, &[]));
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let found = rest.first().map_or_else(|| "nothing".to_owned(), |byte| format!("0x{byte:02X}"));
    outcome.refuse(
        &format!("`{name}` is not UTF-8 text: byte {found} at offset {valid}, in line {line}"),
        "save the file as UTF-8",
    );
    None
}

/// The bytes of a program or a manifest. Reading a pipe or a device may never end, so only files are read.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() && !metadata.is_dir() {
        return Err(io::Error::other("it is a pipe, a socket or a device, not a file"));
    }
    fs::read(path)
}

fn refuse_unreadable(name: &str, error: &io::Error, outcome: &mut Outcome) {
    let (problem, advice) = match error.kind() {
        io::ErrorKind::NotFound if Path::new(name).is_symlink() => {
            (format!("the symbolic link `{name}` leads to nothing"), "remove the link, or point it to a file")
        }
        io::ErrorKind::NotFound => (format!("`{name}` does not exist"), "check the spelling of the path"),
        io::ErrorKind::PermissionDenied => {
            (format!("`{name}` may not be read by this user"), "change its permissions, or leave it out")
        }
        // What the system says of a link that never arrives has no stable name in the standard library.
        _ if Path::new(name).is_symlink() && fs::metadata(name).is_err() => {
            (format!("the symbolic link `{name}` leads back to itself"), "remove the link, or point it to a file")
        }
        _ => (format!("cannot read `{name}`: {error}"), "mend it, or leave it out"),
    };
    outcome.refuse(&problem, advice);
}

/// What two paths to one file have in common.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

pub(super) fn name_of(path: &Path) -> String {
    let text = path.display().to_string().replace('\\', "/");
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}
