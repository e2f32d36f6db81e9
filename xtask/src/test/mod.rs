//! `cargo xtask test`: installs what the tests need and runs them.
//!
//! The tests come in parts. All parts run, whatever happened to those before, and the summary at the end names each with
//! its time and its result. Start reading at the file of the group: [`rust`], [`grammar`], [`editors`].

mod asyncapi;
mod count;
mod editors;
mod grammar;
mod rust;

use std::time::{Duration, Instant};

use clap::ValueEnum;

/// Which tests to run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Everything
    All,
    /// Generated files, formatting, lints, the tests of all crates, and other validators on our documents
    Rust,
    /// The grammar: corpus, queries, bindings
    Grammar,
    /// The VS Code extension, and real editors driven over the packaged server
    Editors,
}

/// A part of the tests, with its name in the summary.
struct Part {
    name: &'static str,
    /// Gives a word on what was run, e.g. a count.
    run: fn() -> Result<String, String>,
}

/// Runs the parts of `which` and prints a summary.
///
/// # Errors
/// When a part failed.
pub fn run(which: Which) -> Result<(), String> {
    let groups: [(Which, &[Part]); 3] =
        [(Which::Rust, rust::PARTS), (Which::Grammar, grammar::PARTS), (Which::Editors, editors::PARTS)];
    let chosen = groups.into_iter().filter(|(group, _)| which == Which::All || which == *group);
    let results: Vec<_> = chosen.flat_map(|(_, parts)| parts).map(run_part).collect();

    println!("\n== summary");
    for (part, time, result) in &results {
        let (word, detail) = match result {
            Ok(detail) => ("ok", detail.as_str()),
            Err(message) => ("FAILED", message.as_str()),
        };
        println!("{word:<6}  {:<20} {:>7.1} s  {detail}", part.name, time.as_secs_f64());
    }
    let failed = results.iter().filter(|(_, _, result)| result.is_err()).count();
    println!("{} passed, {failed} failed", results.len() - failed);
    if failed == 0 { Ok(()) } else { Err("some tests failed, see the summary above".to_owned()) }
}

fn run_part(part: &'static Part) -> (&'static Part, Duration, Result<String, String>) {
    println!("\n== {}", part.name);
    let start = Instant::now();
    let result = (part.run)();
    if let Err(message) = &result {
        eprintln!("{}: {message}", part.name);
    }
    (part, start.elapsed(), result)
}
