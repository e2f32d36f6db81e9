//! Where the program is.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// The path of the `fitz-lsp` binary, built as the tests are (debug or release).
///
/// `FITZ_LSP_BIN` names another one, which is then taken as it is. Otherwise Cargo builds it, once in each test process:
/// it is an artifact of another package, so Cargo does not tell its path by itself.
///
/// # Panics
/// When it cannot be built.
pub fn binary() -> &'static PathBuf {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| match env::var_os("FITZ_LSP_BIN") {
        Some(path) => PathBuf::from(path),
        None => build(),
    })
}

fn build() -> PathBuf {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(["build", "--quiet", "--package", "fitz-lsp", "--bin", "fitz-lsp", "--message-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit());
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let output = command.output().expect("cargo can be run");
    assert!(output.status.success(), "cargo could not build fitz-lsp:\n{}", String::from_utf8_lossy(&output.stdout));
    let messages = output.stdout.split(|byte| *byte == b'\n');
    let executable = messages.filter_map(|line| serde_json::from_slice::<Value>(line).ok()).find_map(|message| {
        let is_binary = message.pointer("/target/name").is_some_and(|name| name == "fitz-lsp");
        Some(PathBuf::from(message.get("executable").filter(|_| is_binary)?.as_str()?))
    });
    executable.expect("cargo tells where the binary is")
}
