//! `cargo xtask bench`: the benchmarks of all crates, in a release build.

use serde_json::Value;

use crate::process::{self, cargo};

/// Runs the benchmarks whose name contains `filter`, or all.
///
/// # Errors
/// When there is none of that name, or one does not build or fails.
pub fn run(filter: Option<&str>) -> Result<(), String> {
    // Named one by one: otherwise cargo builds and starts every library as a benchmark, too.
    let all = benchmarks()?;
    let chosen: Vec<_> = all.iter().filter(|(_, name)| filter.is_none_or(|filter| name.contains(filter))).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
        return Err(format!("no benchmark has such a name; there are: {}", names.join(", ")));
    }
    for (package, name) in chosen {
        process::run(cargo().args(["bench", "--package", package, "--bench", name]))?;
    }
    Ok(())
}

/// The benchmark targets of the workspace: package and name.
fn benchmarks() -> Result<Vec<(String, String)>, String> {
    let metadata = process::metadata()?;
    let mut found = Vec::new();
    for package in list(&metadata, "packages") {
        for target in list(package, "targets") {
            if list(target, "kind").iter().any(|kind| kind == "bench") {
                found.push((text(package, "name")?, text(target, "name")?));
            }
        }
    }
    Ok(found)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> Result<String, String> {
    let found = value.get(key).and_then(Value::as_str).map(str::to_owned);
    found.ok_or_else(|| format!("cargo's metadata has no {key}"))
}
