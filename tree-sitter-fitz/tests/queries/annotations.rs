//! Programs that say in comments what is expected of them, in the format of `tree-sitter test`:
//!
//! ```text
//! let port = 8080
//! // <- keyword
//! //  ^^^^ variable
//! //       ^ !operator
//! ```
//!
//! A comment that begins with `^` or `<-` is an assertion about the last line above it that is none: at each
//! column that has a `^` above its place, or at the column of the comment itself for `<-`. A `!` turns it
//! around.

/// What is expected at one place.
pub(crate) struct Assertion {
    /// Byte offset in the program.
    pub(crate) offset: usize,
    pub(crate) expected: String,
    pub(crate) negated: bool,
    /// Number of the line that says so, from 1.
    pub(crate) line: usize,
}

/// All assertions of a program, one for each place.
pub(crate) fn assertions(source: &str) -> Vec<Assertion> {
    let mut assertions = Vec::new();
    let mut subject_start = 0;
    let mut line_start = 0;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        match assertion(line) {
            Some((columns, expected)) => {
                let (negated, expected) = match expected.strip_prefix('!') {
                    Some(rest) => (true, rest),
                    None => (false, expected),
                };
                for column in columns {
                    assertions.push(Assertion {
                        offset: subject_start + column,
                        expected: expected.to_owned(),
                        negated,
                        line: number + 1,
                    });
                }
            }
            None => subject_start = line_start,
        }
        line_start += line.len();
    }
    assertions
}

/// The columns and the text of an assertion line.
fn assertion(line: &str) -> Option<(std::ops::Range<usize>, &str)> {
    let comment = line.len() - line.trim_start().len();
    let text = line[comment..].strip_prefix("//")?.trim();
    if let Some(expected) = text.strip_prefix("<-") {
        return Some((comment..comment + 1, expected.trim()));
    }
    let expected = text.trim_start_matches('^');
    let carets = text.len() - expected.len();
    let first = line.find('^')?;
    (carets > 0).then(|| (first..first + carets, expected.trim()))
}

#[test]
fn reads_both_forms() {
    let found = assertions("let a\n// <- x\n//  ^^ !y.z\nlet b\n    // <- w\n");
    let found: Vec<_> = found.iter().map(|a| (a.offset, a.expected.as_str(), a.negated, a.line)).collect();
    assert_eq!(found, [(0, "x", false, 2), (4, "y.z", true, 3), (5, "y.z", true, 3), (30, "w", false, 5)]);
}
