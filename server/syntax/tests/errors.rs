//! What holds for the errors of any text.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use fitz_syntax::{SourceText, SyntaxTree, syntax_errors};

use support::programs;

#[test]
fn whole_programs_have_no_errors() {
    for (name, text) in programs("apps").into_iter().chain(programs("samples")) {
        let errors = syntax_errors(&SyntaxTree::parse(&SourceText::new(&text)));
        assert_eq!(errors, [], "{name}");
    }
}

#[test]
fn broken_programs_have_errors_in_the_order_of_the_text() {
    for (name, text) in programs("recovery") {
        let tree = SyntaxTree::parse(&SourceText::new(&text));
        let errors = syntax_errors(&tree);
        assert!(!errors.is_empty(), "{name}");
        assert!(errors.is_sorted_by_key(|error| error.range.start()), "{name}: {errors:?}");
        for error in errors {
            assert!(error.code.starts_with("syntax/"), "{name}: {error:?}");
            assert!(!error.message.is_empty(), "{name}: {error:?}");
            assert!(tree.text().range().contains_range(error.range), "{name}: {error:?}");
            assert!(text.is_char_boundary(error.range.start().into()), "{name}: {error:?}");
            assert!(text.is_char_boundary(error.range.end().into()), "{name}: {error:?}");
        }
    }
}

/// Cutting a program anywhere gives a text that somebody has on the screen.
#[test]
fn no_prefix_of_a_program_is_too_much() {
    for (name, text) in programs("apps") {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).step_by(13) {
            let prefix = &text[..end];
            let tree = SyntaxTree::parse(&SourceText::new(prefix));
            for error in syntax_errors(&tree) {
                assert!(tree.text().range().contains_range(error.range), "{name} to {end}: {error:?}");
            }
        }
    }
}
