//! `cargo xtask bench`: the benchmarks of all layers, in a release build.

use crate::process::{self, cargo};

/// Runs the benchmarks whose name contains `filter`, or all.
///
/// # Errors
/// When one does not build or fails.
pub fn run(filter: Option<&str>) -> Result<(), String> {
    process::run(cargo().args(["bench", "--workspace", "--benches", "--"]).args(filter))
}
