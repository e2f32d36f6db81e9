//! The tests of the VS Code extension, and of real editors over the packaged server.

use std::process::Command;

use super::Part;
use crate::{dist, process};

pub(super) const PARTS: &[Part] =
    &[Part { name: "vs code extension", run: extension }, Part { name: "real editors", run: real_editors }];

/// Type check, unit tests, and the colours of the TextMate grammar.
fn extension() -> Result<String, String> {
    process::npm_ci("editors/vscode")?;
    process::npm("editors/vscode", &["test"])?;
    Ok("npm test".to_owned())
}

fn real_editors() -> Result<String, String> {
    process::run(&mut Command::new("tests/editors/install.sh"))?;
    let dist = dist::run()?;
    process::run(Command::new("node").arg("tests/editors/run.mjs").args([dist.binary, dist.extension]))?;
    Ok("VS Code, Neovim".to_owned())
}
