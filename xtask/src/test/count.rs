//! How many tests a test runner ran.

use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::process;

/// Counts of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    /// Tests that were not run. There should be none.
    left_out: usize,
}

/// Runs a command that runs Rust tests, and says how many.
///
/// # Errors
/// When a test failed, or was left out, or there was none.
pub fn run_tests(command: &mut Command) -> Result<String, String> {
    let counts = Mutex::new(Counts::default());
    process::run_watched(command, |line| {
        if let Some(more) = counts_of(line) {
            let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
            counts.passed += more.passed;
            counts.left_out += more.left_out;
        }
    })?;
    let counts = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    match counts {
        Counts { passed: 0, .. } => Err("no test was run".to_owned()),
        Counts { passed, left_out: 0 } => Ok(format!("{passed} tests passed")),
        Counts { left_out, .. } => Err(format!("{left_out} tests were left out")),
    }
}

/// The counts in a closing line of cargo's test runner or of nextest.
fn counts_of(line: &str) -> Option<Counts> {
    let line = without_colors(line);
    let line = line.trim();
    let is_closing = line.starts_with("test result:") || (line.starts_with("Summary [") && line.contains(" run:"));
    if !is_closing {
        return None;
    }
    let number_before = |word: &str| {
        let words: Vec<&str> = line.split([' ', ',', ';', ':']).filter(|part| !part.is_empty()).collect();
        let pairs = words.windows(2).filter_map(|pair| Some((pair.first()?.parse::<usize>().ok()?, *pair.get(1)?)));
        pairs.filter(|(_, found)| *found == word).map(|(number, _)| number).sum::<usize>()
    };
    let left_out = number_before("ignored") + number_before("skipped") + number_before("filtered");
    Some(Counts { passed: number_before("passed"), left_out })
}

fn without_colors(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or(part, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::{Counts, counts_of};

    #[test]
    fn closing_lines_of_both_runners() {
        for (line, passed, left_out) in [
            ("test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 1 filtered out; finished in 0.00s", 12, 4),
            ("     Summary [   0.412s] 57 tests run: 57 passed, 0 skipped", 57, 0),
            ("     Summary [   0.4s] 57 tests run: 56 passed (2 slow), 1 failed, 2 skipped", 56, 2),
            (
                "\u{1b}[32;1m     Summary\u{1b}[0m [ 0.1s] \u{1b}[1m1\u{1b}[0m test run: \u{1b}[1m1\u{1b}[0m passed, 0 skipped",
                1,
                0,
            ),
        ] {
            assert_eq!(counts_of(line), Some(Counts { passed, left_out }), "{line}");
        }
        assert_eq!(counts_of("test count::tests::closing_lines ... ok"), None);
        assert_eq!(counts_of("running 3 tests"), None);
    }
}
