//! Findings about decorators: what they are given, what they stand on, what they stand beside.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod access;
mod broken;
mod combinations;
mod commands;
mod fixes;
mod jobs;
mod misspelled;
mod routes;
mod tables;
mod websockets;

#[path = "../support/mod.rs"]
mod support;

use fitz_analysis::diagnostics;
use fitz_analysis::fixture::Fixture;
use support::check;

const PROVIDER: &str = r#"
type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}
"#;

fn check_with_provider(program: &str) {
    check(&format!("{PROVIDER}{program}"));
}

/// A program after the first fix of a code.
fn fixed(program: &str, code: &str) -> String {
    fixed_each_way(program, code).remove(0)
}

/// A program after each fix of the first finding with a code.
fn fixed_each_way(program: &str, code: &str) -> Vec<String> {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let found = diagnostics(db, fixture.file);
    let finding = found.iter().find(|it| it.code == code).unwrap_or_else(|| panic!("no {code}: {found:#?}"));
    let after = |fix: &fitz_analysis::Fix| {
        let mut text = fixture.file.content(db).text.to_string();
        let mut edits = fix.edits.clone();
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start()));
        for (range, new) in edits {
            text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
        }
        text
    };
    finding.fixes.iter().map(after).collect()
}
