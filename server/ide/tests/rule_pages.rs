//! The examples of the rules: what their pages show as wrong is found, and what they show as right is clean.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a page that cannot be read fails its test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fitz_analysis::fixture::Fixture;
use fitz_ide::{Diagnostic, diagnostics};
use fitz_rules::Rule;

#[test]
fn codes_are_unique_and_sorted_within_a_family() {
    let codes: Vec<&str> = fitz_rules::all().map(|rule| rule.code).collect();
    let unique: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes.len(), unique.len(), "two rules have one code");
    for code in codes {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '/';
        assert!(code.chars().all(is_plain), "{code}");
        assert_eq!(fitz_rules::rule(code).map(|rule| rule.code), Some(code));
    }
}

#[test]
fn every_rule_says_what_it_is_about() {
    for Rule { code, summary, finds, why, mend, .. } in fitz_rules::all() {
        for text in [summary, finds, why, mend] {
            let text = text.trim();
            assert!(text.ends_with(['.', ')', '`']), "{code}: not a sentence: {text}");
        }
    }
}

/// The parser names its codes as text; each of them has a rule.
#[test]
fn every_code_of_the_parser_is_a_rule() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../syntax/src");
    let mut named = BTreeSet::new();
    for path in files(&sources) {
        let text = fs::read_to_string(path).unwrap();
        // A piece between two quotes is a literal or what lies between two of them, which never looks like a code.
        named.extend(text.split('"').filter(|piece| is_syntax_code(piece)).map(str::to_owned));
    }
    let rules: BTreeSet<String> =
        fitz_rules::all().map(|rule| rule.code.to_owned()).filter(|code| is_syntax_code(code)).collect();
    assert_eq!(named, rules);
}

#[test]
fn the_wrong_example_yields_the_code_and_no_other() {
    let mut failures = Vec::new();
    for rule in fitz_rules::all() {
        let found = findings(rule.wrong);
        let as_told = |it: &Diagnostic| it.code == rule.code && it.severity == rule.severity;
        if found.is_empty() || !found.iter().all(as_told) {
            failures.push(format!("{} ({:?}): {found:#?}", rule.code, rule.severity));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_mended_example_has_no_finding() {
    let mut failures = Vec::new();
    for rule in fitz_rules::all() {
        let found = findings(rule.right);
        if !found.is_empty() {
            failures.push(format!("{}: {found:#?}", rule.code));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What is found in all files of an example.
fn findings(program: &str) -> Vec<Diagnostic> {
    let fixture = Fixture::new(program.trim_start_matches('\n'));
    let db = fixture.host.db();
    fixture.paths.iter().flat_map(|path| diagnostics(db, fixture.file_at(path.as_str()))).collect()
}

fn is_syntax_code(text: &str) -> bool {
    let name = text.strip_prefix("syntax/");
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
}

/// The Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    found
}
