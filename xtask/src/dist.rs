//! `cargo xtask dist`: what users install.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{self, cargo, target_directory};

/// The folder for the result, in the root of the repository.
const DIST: &str = "target/dist";

/// What was built, as absolute paths.
pub struct Dist {
    /// The `fitz-lsp` program.
    pub binary: PathBuf,
    /// The VS Code extension with the program inside.
    pub extension: PathBuf,
}

/// Builds the program and the extension.
///
/// # Errors
/// When a step fails.
pub fn run() -> Result<Dist, String> {
    let dist = crate::root().join(DIST);
    let binary = build_program(&dist)?;
    let extension = build_extension(&binary, &dist)?;
    Ok(Dist { binary, extension })
}

fn build_program(dist: &Path) -> Result<PathBuf, String> {
    process::run(cargo().args(["build", "--release", "--locked", "--package", "fitz-lsp"]))?;
    let name = format!("fitz-lsp{}", std::env::consts::EXE_SUFFIX);
    let built = target_directory()?.join("release").join(&name);
    let binary = dist.join(&name);
    fs::create_dir_all(dist).map_err(|error| format!("cannot create {DIST}: {error}"))?;
    // A running copy cannot be written over, but it can be replaced.
    let fresh = dist.join(format!("{name}.new"));
    fs::copy(&built, &fresh)
        .and_then(|_| fs::rename(&fresh, &binary))
        .map_err(|error| format!("cannot copy {} to {DIST}: {error}", built.display()))?;
    Ok(binary)
}

fn build_extension(binary: &Path, dist: &Path) -> Result<PathBuf, String> {
    process::npm_ci("editors/vscode")?;
    remove_old_extensions(dist)?;
    process::run(Command::new("node").arg("editors/vscode/scripts/package.mjs").args([binary, dist]))?;
    match extensions(dist)?.as_slice() {
        [extension] => Ok(extension.clone()),
        found => Err(format!("expected one .vsix in {DIST}, found {}", found.len())),
    }
}

fn remove_old_extensions(dist: &Path) -> Result<(), String> {
    for old in extensions(dist)? {
        fs::remove_file(&old).map_err(|error| format!("cannot remove {}: {error}", old.display()))?;
    }
    Ok(())
}

fn extensions(dist: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(dist).map_err(|error| format!("cannot read {DIST}: {error}"))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    Ok(paths.filter(|path| path.extension().is_some_and(|extension| extension == "vsix")).collect())
}
