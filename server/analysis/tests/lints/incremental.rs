//! An edit runs the lints of what it changes.

use fitz_analysis::diagnostics;
use fitz_analysis::fixture::Fixture;
use fitz_syntax::{SourceText, SyntaxTree};

const PROGRAM: &str = r#"
//- /main.fitz
from util import half, twice

let LIMIT = 10
let SPARE = 20

fn helper(n: Int, unused: Int) -> Int {
    let doubled = n * 2
    return doubled
}

fn last() -> Int {
    return helper(LIMIT, half(2))
}
print(last())
//- /fitz.toml
[package]
name = "shop"
version = "1"
edition = "2026"
[bin]
main = "main.fitz"
//- /util.fitz
fn half(n: Int) -> Int => n / 2
fn twice(n: Int) -> Int => n * 2
"#;

fn executed_after(from: &str, to: &str) -> Vec<String> {
    let mut fixture = Fixture::new(PROGRAM);
    let before = fixture.file.content(fixture.host.db()).text.to_string();
    let path = fixture.file.path(fixture.host.db()).clone();
    fixture.host.set_open(&path, SyntaxTree::parse(&SourceText::new(&before)));
    diagnostics(fixture.host.db(), fixture.file);
    assert_eq!(before.matches(from).count(), 1, "the edit is not unique: {from}");
    fixture.host.record_queries();
    fixture.host.set_open(&path, SyntaxTree::parse(&SourceText::new(&before.replacen(from, to, 1))));
    diagnostics(fixture.host.db(), fixture.file);
    let mut executed = fixture.host.take_recorded_queries();
    executed.sort();
    executed.retain(|query| query.starts_with("item_findings(") || query.starts_with("used_names("));
    executed
}

#[test]
fn an_edit_that_uses_the_same_names_lints_its_body_alone() {
    assert_eq!(executed_after("n * 2\n", "n * 2 + 1\n"), ["item_findings(helper)", "used_names(helper)"]);
}

#[test]
fn a_name_that_nobody_asked_for_changes_nothing_else() {
    assert_eq!(executed_after("n * 2\n", "n * 2 + LIMIT + last()\n"), ["item_findings(helper)", "used_names(helper)"]);
}

#[test]
fn a_first_use_reaches_the_declaration() {
    assert_eq!(
        executed_after("n * 2\n", "n * SPARE\n"),
        ["item_findings(SPARE)", "item_findings(helper)", "used_names(helper)"]
    );
}
