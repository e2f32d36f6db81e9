//! Changes that a user may ask for: the program with the cursor at `$0`, and what becomes of it.

#![allow(clippy::panic, reason = "a test that panics fails, as it should")]

mod applications;
mod endpoints;
mod expressions;
mod functions;
mod generators;
mod literals;
mod realtime;

use expect_test::Expect;
use fitz_analysis::fixture::Fixture;
use fitz_ide::{Assist, assists, diagnostics};
use fitz_syntax::TextRange;

fn offered(program: &str) -> (Fixture, Vec<Assist>) {
    let fixture = Fixture::new(program);
    let found = assists(fixture.host.db(), fixture.file, TextRange::empty(fixture.offset));
    (fixture, found)
}

/// The program after the change with that title, which must leave one without a mistake.
fn changed(title: &str, program: &str) -> String {
    let (fixture, found) = offered(program);
    let titles: Vec<&str> = found.iter().map(|assist| assist.title.as_str()).collect();
    let assist = found.iter().find(|it| it.title == title).unwrap_or_else(|| panic!("not offered: {titles:?}"));
    let mut text = fixture.file.content(fixture.host.db()).text.to_string();
    let [(_, edits)] = assist.edits.as_slice() else { panic!("one file") };
    let mut edits = edits.clone();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start()));
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    let fixture = Fixture::new(&text);
    let serious = |it: &fitz_ide::Diagnostic| it.severity <= fitz_rules::Severity::Warning;
    let found: Vec<_> = diagnostics(fixture.host.db(), fixture.file).into_iter().filter(serious).collect();
    assert!(found.is_empty(), "{text}{found:#?}");
    text
}

fn check(title: &str, program: &str, expected: Expect) {
    expected.assert_eq(&changed(title, program));
}

fn check_not_offered(part_of_title: &str, program: &str) {
    let (_, found) = offered(program);
    assert!(!found.iter().any(|assist| assist.title.contains(part_of_title)), "{program}: {found:#?}");
}

/// One change of short programs: each before and after it.
fn check_all(title: &str, cases: &[(&str, &str)]) {
    for (program, expected) in cases {
        assert_eq!(changed(title, program), *expected, "{program}");
    }
}

/// Programs in which nothing is offered whose title starts like that.
fn check_none(start_of_title: &str, programs: &[&str]) {
    for program in programs {
        let (_, found) = offered(program);
        let offered: Vec<&str> = found.iter().map(|assist| assist.title.as_str()).collect();
        assert!(!offered.iter().any(|title| title.starts_with(start_of_title)), "{program}: {offered:?}");
    }
}
