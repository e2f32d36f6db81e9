//! The tests of the clients that our program generates.

use std::process::Command;
use std::sync::{Mutex, PoisonError};

use super::Part;
use crate::process::{self, cargo};

pub(super) const PARTS: &[Part] = &[Part { name: "clients", run: clients }];

/// Compiles the clients of all apps and runs them against real servers.
fn clients() -> Result<String, String> {
    process::run(&mut Command::new("tests/clients/install.sh"))?;
    process::run(cargo().args(["build", "--package", "fitz-lsp"]))?;
    let program = process::target_directory()?.join("debug").join(format!("fitz-lsp{}", std::env::consts::EXE_SUFFIX));
    let last_line = Mutex::new(String::new());
    // Node 20 has a WebSocket of its own behind this flag; later versions have it anyway.
    let mut runner = Command::new("node");
    runner.args(["--experimental-websocket", "tests/clients/run.mjs"]).arg(program);
    process::run_watched(&mut runner, |line| {
        if line.ends_with(" failed") {
            line.clone_into(&mut last_line.lock().unwrap_or_else(PoisonError::into_inner));
        }
    })?;
    Ok(last_line.into_inner().unwrap_or_else(PoisonError::into_inner))
}
