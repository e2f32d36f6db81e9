//! The official AsyncAPI parser, on the documents that our program prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{self, cargo, output_of};

/// Prints the document of every app and every example, and has all of them judged.
///
/// # Errors
/// When a document is not printed, or is not valid without a warning.
pub fn validate() -> Result<String, String> {
    process::npm_ci("tests/asyncapi")?;
    let folder = Path::new("target/asyncapi");
    fs::create_dir_all(folder).map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    let mut documents = Vec::new();
    for (name, program) in programs()? {
        let document = folder.join(format!("{name}.json"));
        let command = ["run", "--quiet", "--package", "fitz-lsp", "--", "asyncapi"];
        let text = output_of(cargo().args(command).arg(&program))?;
        fs::write(&document, text).map_err(|error| format!("cannot write {}: {error}", document.display()))?;
        documents.push(document);
    }
    process::run(Command::new("node").arg("tests/asyncapi/validate.mjs").args(&documents))?;
    Ok(format!("{} documents valid", documents.len()))
}

/// The apps (files) and the examples (folders, with a manifest or a `main.fitz`), each with a name of its own.
fn programs() -> Result<Vec<(String, PathBuf)>, String> {
    let mut apps = entries("tests/apps")?;
    apps.retain(|path| path.extension().is_some_and(|extension| extension == "fitz"));
    if apps.is_empty() {
        return Err("tests/apps holds no program".to_owned());
    }
    let mut programs: Vec<_> = apps.into_iter().map(|app| (named("app", &app), app)).collect();
    for example in entries("tests/asyncapi/golden")? {
        let name = named("example", &example);
        programs.push((name, if example.join("fitz.toml").exists() { example } else { example.join("main.fitz") }));
    }
    Ok(programs)
}

fn named(kind: &str, path: &Path) -> String {
    format!("{kind}-{}", path.file_stem().unwrap_or_default().to_string_lossy())
}

fn entries(folder: &str) -> Result<Vec<PathBuf>, String> {
    let read = fs::read_dir(folder).and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect());
    let mut paths: Vec<PathBuf> = read.map_err(|error| format!("cannot read {folder}: {error}"))?;
    paths.sort();
    Ok(paths)
}
