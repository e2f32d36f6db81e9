//! The tests of the grammar and of its bindings.

use std::path::Path;
use std::process::Command;

use super::{Part, count, rust};
use crate::process;

const GRAMMAR: &str = "tree-sitter-fitz";

pub(super) const PARTS: &[Part] = &[
    Part { name: "grammar tests", run: tests },
    Part { name: "c binding", run: c_binding },
    Part { name: "node binding", run: node_binding },
    Part { name: "python binding", run: python_binding },
];

fn tests() -> Result<String, String> {
    count::run_tests(rust::test_runner().args(["--package", GRAMMAR]).arg("--no-fail-fast"))
}

/// Builds the library for C and runs a program that is linked with it.
fn c_binding() -> Result<String, String> {
    if !process::is_installed(Command::new("make").arg("--version")) {
        process::install_packages(&["make"])?;
    }
    process::run(Command::new("make").args(["--directory", GRAMMAR, "test"]))?;
    Ok("make test".to_owned())
}

/// Compiles the module for Node and parses with it.
fn node_binding() -> Result<String, String> {
    // A library has no lock file: whoever installs it decides on the versions.
    process::npm(GRAMMAR, &["install", "--no-package-lock", "--no-audit", "--no-fund"])?;
    process::npm(GRAMMAR, &["test"])?;
    Ok("npm test".to_owned())
}

/// Installs the package for Python into a folder of its own and parses with it.
fn python_binding() -> Result<String, String> {
    let environment = Path::new("target/python");
    let python = environment.join("bin/python");
    if !process::is_installed(Command::new("python3").args(["-c", "import ensurepip, venv"])) {
        process::install_packages(&["python3", "python3-venv", "python3-dev"])?;
    }
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(environment))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "./tree-sitter-fitz[core]"];
    process::run(Command::new(&python).args(install))?;
    let tests = ["-m", "unittest", "discover", "--start-directory", "tree-sitter-fitz/bindings/python/tests"];
    process::run(Command::new(&python).args(tests))?;
    Ok("unittest".to_owned())
}
