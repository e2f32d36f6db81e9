//! Validators that are not ours, on the documents that our program prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{self, cargo, output_of};

/// The forms in which every document is judged: the end of its file's name, and the arguments that print it.
const FORMS: [(&str, &[&str]); 6] = [
    (".asyncapi.json", &["asyncapi"]),
    (".asyncapi.yaml", &["asyncapi", "--format", "yaml"]),
    (".refs.asyncapi.json", &["asyncapi", "--profile", "refs"]),
    (".3-1.asyncapi.json", &["asyncapi", "--spec-version", "3.1.0", "--query-token", "--open-objects"]),
    (".openapi.json", &["openapi", "--server", "production=https://example.org/api"]),
    (".openapi.yaml", &["openapi", "--server", "production=https://example.org/api", "--format", "yaml"]),
];

/// Prints the documents of every app and every example, and has all of them judged.
///
/// # Errors
/// When a document is not printed, or is not valid without a warning.
pub fn validate() -> Result<String, String> {
    process::npm_ci("tests/asyncapi")?;
    process::run(cargo().args(["build", "--package", "fitz-lsp"]))?;
    let target = process::target_directory()?;
    let program = target.join("debug").join(format!("fitz-lsp{}", std::env::consts::EXE_SUFFIX));
    let folder = target.join("documents");
    // What an earlier run wrote is not judged again.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("cannot clear {}: {error}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    let mut count = 0;
    for (name, source) in programs()? {
        for (ending, arguments) in FORMS {
            let document = folder.join(format!("{name}{ending}"));
            output_of(Command::new(&program).args(arguments).arg("-o").arg(&document).arg(&source))?;
            count += 1;
        }
    }
    process::run(Command::new("node").arg("tests/asyncapi/validate.mjs").arg(&folder))?;
    Ok(format!("{count} documents valid"))
}

/// The apps (files) and the examples (folders, with a manifest or a `main.fitz`), each with a name of its own.
fn programs() -> Result<Vec<(String, PathBuf)>, String> {
    let mut apps = entries("tests/apps")?;
    apps.retain(|path| path.extension().is_some_and(|extension| extension == "fitz"));
    if apps.is_empty() {
        return Err("tests/apps holds no program".to_owned());
    }
    let mut programs: Vec<_> = apps.into_iter().map(|app| (named("app", &app), app)).collect();
    for (kind, folder) in [("asyncapi", "tests/asyncapi/golden"), ("openapi", "tests/openapi/golden")] {
        for example in entries(folder)? {
            let name = named(kind, &example);
            programs.push((name, if example.join("fitz.toml").exists() { example } else { example.join("main.fitz") }));
        }
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
