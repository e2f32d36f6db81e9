//! What tests of findings share: each program tells what it expects with `^^^ [code]` under the place, and everything must be
//! expected. Lints and hints have tests of their own.

#![allow(dead_code, reason = "each test uses its part")]

use fitz_analysis::fixture::Fixture;
use fitz_analysis::{Diagnostic, Severity, diagnostics, file};
use fitz_rules::families::lints;

/// Checks all files of a fixture.
pub(crate) fn check(program: &str) {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    for path in &fixture.paths {
        if path.extension() != Some("fitz") {
            continue;
        }
        let source = file(db, path).unwrap();
        let text = source.content(db).text.to_string();
        let mut expected = marks(&text);
        let mut found = Vec::new();
        for diagnostic in diagnostics(db, source) {
            if diagnostic.severity != Severity::Hint && !is_lint(&diagnostic) {
                found.push((
                    diagnostic.range.start().into(),
                    diagnostic.range.end().into(),
                    diagnostic.code.to_owned(),
                ));
            }
        }
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{path}\n{:#?}", diagnostics(db, source));
    }
}

/// What the marks of a text expect: start, end and code. A mark stands below its place, behind `//` or, in a manifest, `#`.
pub(crate) fn marks(text: &str) -> Vec<(usize, usize, String)> {
    let mut expected = Vec::new();
    let mut start = 0;
    let mut previous = 0;
    for line in text.split_inclusive('\n') {
        match line.trim_start().trim_start_matches(['/', '#']).trim_start() {
            mark if mark.starts_with('^') => {
                let column = line.find('^').unwrap();
                let length = line.matches('^').count();
                let code = line.split_once('[').unwrap().1.split_once(']').unwrap().0;
                expected.push((previous + column, previous + column + length, code.to_owned()));
            }
            _ => previous = start,
        }
        start += line.len();
    }
    expected
}

/// Whether a finding is about something that compiles and smells.
pub(crate) fn is_lint(diagnostic: &Diagnostic) -> bool {
    lints::RULES.iter().any(|rule| rule.code == diagnostic.code)
}
