//! `tags.scm`, on the programs in `test/tags`, as tree-sitter-tags reads it.

use std::fmt::Write as _;

use tree_sitter_tags::{TagsConfiguration, TagsContext};

use crate::annotations::assertions;
use crate::captures::{programs, query_text};

struct Tag {
    /// `definition.function`
    kind: String,
    name: std::ops::Range<usize>,
    doc: String,
}

fn tags(source: &str) -> Vec<Tag> {
    let language = tree_sitter_fitz::LANGUAGE.into();
    let configuration = TagsConfiguration::new(language, &query_text("tags"), "").expect("a query for tags");
    let mut context = TagsContext::new();
    let (tags, _) = context.generate_tags(&configuration, source.as_bytes(), None).expect("a program has tags");
    let tags = tags.map(|tag| tag.expect("nobody cancels"));
    let tags = tags.map(|tag| {
        let role = if tag.is_definition { "definition" } else { "reference" };
        Tag {
            kind: format!("{role}.{}", configuration.syntax_type_name(tag.syntax_type_id)),
            name: tag.name_range,
            doc: tag.docs.unwrap_or_default(),
        }
    });
    tags.collect()
}

#[test]
fn annotated_programs() {
    let mut failures = String::new();
    let mut count = 0;
    for (file, source) in programs("test/tags") {
        let tags = tags(&source);
        for assertion in assertions(&source) {
            count += 1;
            let at_place = tags.iter().filter(|tag| tag.name.contains(&assertion.offset));
            let found: Vec<&str> = at_place.map(|tag| tag.kind.as_str()).collect();
            if found.contains(&assertion.expected.as_str()) == assertion.negated {
                let not = if assertion.negated { "anything but " } else { "" };
                let line = assertion.line;
                let _ = writeln!(failures, "{file}:{line}: expected {not}{}, found {found:?}", assertion.expected);
            }
        }
    }
    println!("tags: {count} assertions");
    assert!(failures.is_empty(), "\n{failures}");
    assert!(count >= 30, "only {count} assertions");
}

#[test]
fn the_comment_right_above_is_the_documentation() {
    let source = "\
// The file.

// Adds.
//  Twice.
fn add() => 0

// Not about it.

@get(\"/\")
fn root() => 0
/* No line. */
type Point {
    // Across.
    x: Int
    // Its length,
    // rounded.
    fn length() => 0
}
// The port.
let PORT = 1
";
    let tags = tags(source);
    let definitions = tags.iter().filter(|tag| tag.kind.starts_with("definition."));
    let docs: Vec<(&str, &str)> = definitions.map(|tag| (&source[tag.name.clone()], tag.doc.as_str())).collect();
    assert_eq!(
        docs,
        [
            ("add", "Adds.\n Twice."),
            ("root", ""),
            ("Point", ""),
            ("x", "Across."),
            ("length", "Its length,\nrounded."),
            ("PORT", "The port."),
        ]
    );
}
