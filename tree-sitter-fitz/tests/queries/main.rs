//! The queries in `queries/`, one module for each: what they capture in small programs.
//!
//! Highlights, tags and locals are tested on annotated programs in `test/`, see [`annotations`]; the others
//! on programs that stand in the test.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "in a test, a panic is how a failure is told"
)]

mod annotations;
mod captures;
mod folds;
mod highlights;
mod indents;
mod injections;
mod locals;
mod tags;
mod textobjects;

use captures::query;

/// Each query with the beginnings of the capture names that its readers understand.
const QUERIES: &[(&str, &[&str])] = &[
    (
        "highlights",
        &[
            "attribute",
            "boolean",
            "character.special",
            "comment",
            "constant",
            "constructor",
            "error",
            "function",
            "keyword",
            "label",
            "module",
            "number",
            "operator",
            "punctuation",
            "string",
            "type",
            "variable",
        ],
    ),
    ("locals", &["local.scope", "local.definition", "local.reference"]),
    ("injections", &["injection.content"]),
    ("tags", &["definition", "reference", "name", "doc"]),
    ("folds", &["fold"]),
    ("indents", &["indent", "outdent"]),
    ("textobjects", &["function", "class", "parameter", "comment", "entry", "test"]),
];

#[test]
fn every_query_fits_the_grammar_and_its_readers() {
    for (name, known) in QUERIES {
        for capture in query(name).capture_names() {
            // tree-sitter-highlight takes every capture for a colour, whatever its name.
            let is_helper = capture.starts_with('_') && *name != "highlights";
            let is_known = is_helper || known.iter().any(|known| is_or_is_below(capture, known));
            assert!(is_known, "{name}.scm: @{capture}");
        }
    }
}

#[test]
fn every_file_of_queries_is_tested() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("the queries are there")
        .map(|entry| entry.expect("a folder entry").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut tested: Vec<String> = QUERIES.iter().map(|(name, _)| format!("{name}.scm")).collect();
    tested.sort();
    assert_eq!(files, tested);
}

/// `keyword.function` is below `keyword`; `local.definition-value` counts as one of the `local.definition`s.
fn is_or_is_below(capture: &str, known: &str) -> bool {
    capture.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}
