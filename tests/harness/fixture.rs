//! Programs to open, and places in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

/// The text of one of the five applications in `tests/apps`.
///
/// # Panics
/// When there is none of that name.
pub fn app(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("apps").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A directory of its own with files in it, gone when it is dropped.
#[derive(Debug)]
pub struct Project {
    directory: PathBuf,
}

impl Project {
    /// Writes the files: pairs of a relative path and a text.
    ///
    /// # Panics
    /// When the disk does not take them.
    pub fn new(files: &[(&str, &str)]) -> Project {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let directory = std::env::temp_dir().join(format!("fitz-e2e-{}-{number}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let project = Project { directory: directory.canonicalize().unwrap() };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    /// The directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The URI of the directory.
    pub fn root(&self) -> String {
        uri_of(&self.directory)
    }

    /// The URI of a file, whether it exists or not.
    pub fn uri(&self, path: &str) -> String {
        uri_of(&self.directory.join(path))
    }

    /// Writes a file.
    ///
    /// # Panics
    /// When the disk does not take it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Removes a file.
    ///
    /// # Panics
    /// When there is none.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.directory.join(path)).unwrap();
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// The URI of an absolute path.
pub fn uri_of(path: &Path) -> String {
    let mut uri = String::from("file://");
    let text = path.to_str().expect("test paths are UTF-8").replace('\\', "/");
    if !text.starts_with('/') {
        uri.push('/');
    }
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// The position of `mark` in the text (`$0` by custom) and the text without it, counted in UTF-16.
///
/// # Panics
/// When the text does not contain the mark.
pub fn cursor(text: &str) -> (String, Value) {
    let position = position_of(text, "$0", "utf-16");
    (text.replacen("$0", "", 1), position)
}

/// The position at which `needle` first occurs, counted in the given encoding.
///
/// # Panics
/// When it does not occur, or the encoding is none.
pub fn position_of(text: &str, needle: &str, encoding: &str) -> Value {
    let offset = text.find(needle).unwrap_or_else(|| panic!("{needle:?} does not occur"));
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count();
    let column = &before[line_start..];
    let character = match encoding {
        "utf-8" => column.len(),
        "utf-16" => column.encode_utf16().count(),
        "utf-32" => column.chars().count(),
        other => panic!("{other} is no encoding"),
    };
    json!({ "line": line, "character": character })
}
