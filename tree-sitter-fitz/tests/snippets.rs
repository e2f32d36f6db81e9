//! The programs that the language accepts parse without a syntax error. For those that it rejects, the
//! tree has one wherever the shape of the program gives the mistake away; the others are listed, because
//! the validation above the grammar must find them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use support::{has_syntax_error, parse, programs, syntax_errors};

fn check_accepted(folder: &str) -> usize {
    let programs = programs(folder);
    let mut failures = String::new();
    for program in &programs {
        let tree = parse(&program.text);
        if has_syntax_error(tree.root_node()) {
            failures.push_str(&format!("{folder}/{}\n", program.name));
            failures.push_str(&syntax_errors(tree.root_node(), &program.text));
        }
    }
    assert!(failures.is_empty(), "syntax errors in programs that the language accepts:\n{failures}");
    programs.len()
}

#[test]
fn accepted_programs_have_no_syntax_error() {
    for folder in ["snippets/accept", "samples", "apps"] {
        println!("{folder}: {} programs parse cleanly", check_accepted(folder));
    }
}

/// A mistake that the grammar finds today must not slip through it tomorrow: the list of the others is data.
#[test]
fn rejected_programs_that_the_grammar_cannot_find_are_known() {
    let programs = programs("snippets/reject");
    let left: Vec<&str> = programs
        .iter()
        .filter(|program| !has_syntax_error(parse(&program.text).root_node()))
        .map(|program| program.name.as_str())
        .collect();
    println!(
        "snippets/reject: the tree has a syntax error in {} of {} programs, {} are left to validation",
        programs.len() - left.len(),
        programs.len(),
        left.len()
    );
    let known = include_str!("../../tests/snippets/left-to-validation.txt");
    assert_eq!(left.join("\n"), known.trim_end(), "update tests/snippets/left-to-validation.txt");
}
