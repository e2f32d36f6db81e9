//! Lints: `^^^ [code]` under every place that is reported, hints included, and programs in which nothing is.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod conditions;
mod imports;
mod incremental;
mod programs;
mod results;
#[path = "../support/mod.rs"]
mod support;
mod variables;

use fitz_analysis::fixture::Fixture;
use fitz_analysis::{Diagnostic, diagnostics, file};

use support::{is_lint, marks};

/// Checks all files of a fixture. A program without marks has no finding. Compared are lints and the codes that are marked.
fn check(program: &str) {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    for path in &fixture.paths {
        if path.extension() != Some("fitz") {
            continue;
        }
        let source = file(db, path).unwrap();
        let text = source.content(db).text.to_string();
        let mut expected = marks(&text);
        let is_compared = |it: &Diagnostic| is_lint(it) || expected.iter().any(|(_, _, code)| code == it.code);
        let place = |it: Diagnostic| (it.range.start().into(), it.range.end().into(), it.code.to_owned());
        let mut found: Vec<_> = diagnostics(db, source).into_iter().filter(is_compared).map(place).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{path}\n{:#?}", diagnostics(db, source));
    }
}

/// What is found in the first file.
fn findings(program: &str) -> (String, Vec<Diagnostic>) {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let text = fixture.file.content(db).text.to_string();
    (text, diagnostics(db, fixture.file))
}

/// The first file after the fix of the first finding with that code.
fn mended(program: &str, code: &str) -> String {
    let (mut text, found) = findings(program);
    let finding = found.into_iter().find(|it| it.code == code).unwrap_or_else(|| panic!("no {code} in {text}"));
    let mut edits = finding.fixes.into_iter().next().unwrap_or_else(|| panic!("{code} has no fix")).edits;
    edits.sort_by_key(|(range, _)| range.start());
    for (range, replacement) in edits.into_iter().rev() {
        text.replace_range(std::ops::Range::<usize>::from(range), &replacement);
    }
    text
}
