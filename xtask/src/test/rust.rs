//! The tests of the Rust crates, and what is checked without running anything.

use std::process::Command;

use super::{Part, asyncapi, count};
use crate::codegen;
use crate::process::{self, cargo};

/// How many cases a property test tries here; an ordinary `cargo test` tries fewer.
const PROPERTY_TEST_CASES: &str = "10000";

/// The grammar has a group of its own.
const WITHOUT_GRAMMAR: [&str; 3] = ["--workspace", "--exclude", "tree-sitter-fitz"];

pub(super) const PARTS: &[Part] = &[
    Part { name: "generated files", run: generated_files },
    Part { name: "formatting", run: formatting },
    Part { name: "lints", run: lints },
    Part { name: "rust tests", run: tests },
    Part { name: "documentation tests", run: documentation_tests },
    Part { name: "asyncapi documents", run: asyncapi::validate },
];

fn generated_files() -> Result<String, String> {
    codegen::run(true).map(|()| "up to date".to_owned())
}

fn formatting() -> Result<String, String> {
    component("rustfmt", "fmt")?;
    process::run(cargo().args(["fmt", "--all", "--check"]))?;
    Ok("rustfmt".to_owned())
}

fn lints() -> Result<String, String> {
    component("clippy", "clippy")?;
    process::run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
    Ok("clippy, no warning".to_owned())
}

fn tests() -> Result<String, String> {
    // The end-to-end tests start the program. Without its path each of their processes would ask cargo for it.
    process::run(cargo().args(["build", "--package", "fitz-lsp"]))?;
    let program = process::target_directory()?.join("debug").join(format!("fitz-lsp{}", std::env::consts::EXE_SUFFIX));
    count::run_tests(test_runner().args(WITHOUT_GRAMMAR).arg("--no-fail-fast").env("FITZ_LSP_BIN", program))
}

fn documentation_tests() -> Result<String, String> {
    process::run(cargo().args(["test", "--doc"]).args(WITHOUT_GRAMMAR))?;
    Ok("rustdoc".to_owned())
}

/// The command that runs tests: nextest where it is installed, cargo's own runner otherwise.
pub(super) fn test_runner() -> Command {
    let mut runner = cargo();
    if process::is_installed(cargo().args(["nextest", "--version"])) {
        runner.args(["nextest", "run", "--status-level", "slow", "--final-status-level", "fail"]);
    } else {
        runner.args(["test", "--all-targets"]);
    }
    if std::env::var_os("PROPTEST_CASES").is_none() {
        runner.env("PROPTEST_CASES", PROPERTY_TEST_CASES);
    }
    runner
}

/// Installs a component of the toolchain if it is missing.
fn component(name: &str, subcommand: &str) -> Result<(), String> {
    if process::is_installed(cargo().args([subcommand, "--version"])) {
        return Ok(());
    }
    process::run(Command::new("rustup").args(["component", "add", name]))
}
