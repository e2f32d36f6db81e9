//! `highlights.scm`, on the programs in `test/highlight`.
//!
//! Two kinds of readers exist, and both must see the same: those that take all captures of a place and let the
//! last pattern win (Neovim, Helix, Zed), and tree-sitter-highlight, which goes through them once.

use std::fmt::Write as _;

use tree_sitter::Node;
use tree_sitter_highlight::{HighlightConfiguration, HighlightEvent, Highlighter};

use crate::annotations::assertions;
use crate::captures::{matches, parse, programs, query, query_text, sample_programs};

const LEAST_NUMBER_OF_ASSERTIONS: usize = 150;

/// For each byte of a program the capture that colours it.
type Colours = Vec<Option<String>>;

/// What an editor sees: of the captures around a place the one of the innermost node, and of several patterns
/// that capture this node the last one.
fn editor_colours(source: &str) -> Colours {
    let (query, tree) = (query("highlights"), parse(source));
    let mut captures: Vec<(usize, usize, Node, String)> = Vec::new();
    for found in matches(&query, &tree, source) {
        for (name, node) in found.captures {
            captures.push((depth(node), found.pattern, node, name));
        }
    }
    captures.sort_by_key(|(depth, pattern, _, _)| (*depth, *pattern));
    let mut colours = vec![None; source.len()];
    for (_, _, node, name) in captures {
        colours[node.byte_range()].fill(Some(name));
    }
    colours
}

/// What `tree-sitter highlight` and `tree-sitter test` see.
fn tree_sitter_colours(source: &str) -> Colours {
    let language = tree_sitter_fitz::LANGUAGE.into();
    let [highlights, injections, locals] = ["highlights", "injections", "locals"].map(query_text);
    let mut configuration = HighlightConfiguration::new(language, "fitz", &highlights, &injections, &locals)
        .expect("the queries fit the grammar");
    let names: Vec<String> = configuration.names().iter().map(|name| (*name).to_owned()).collect();
    configuration.configure(&names);

    let mut colours = vec![None; source.len()];
    let mut open = Vec::new();
    let mut highlighter = Highlighter::new();
    let events = highlighter.highlight(&configuration, source.as_bytes(), None, None, |_| None);
    for event in events.expect("a highlighter without other languages does not fail") {
        match event.expect("a highlighter that nobody cancels does not fail") {
            HighlightEvent::HighlightStart(highlight) => open.push(names[highlight.0].clone()),
            HighlightEvent::HighlightEnd => drop(open.pop()),
            HighlightEvent::Source { start, end } => colours[start..end].fill(open.last().cloned()),
        }
    }
    colours
}

fn depth(node: Node) -> usize {
    std::iter::successors(Some(node), Node::parent).count()
}

#[test]
fn annotated_programs() {
    let mut failures = String::new();
    let mut count = 0;
    for (file, source) in programs("test/highlight") {
        let readers = [("editor", editor_colours(&source)), ("tree-sitter", tree_sitter_colours(&source))];
        for assertion in assertions(&source) {
            count += 1;
            for (reader, colours) in &readers {
                let found = colours[assertion.offset].as_deref().unwrap_or("nothing");
                if (found == assertion.expected) == assertion.negated {
                    let not = if assertion.negated { "anything but " } else { "" };
                    let (line, expected) = (assertion.line, &assertion.expected);
                    let _ = writeln!(failures, "{file}:{line}: {reader}: expected {not}{expected}, found {found}");
                }
            }
        }
    }
    println!("highlights: {count} assertions");
    assert!(failures.is_empty(), "\n{failures}");
    assert!(count >= LEAST_NUMBER_OF_ASSERTIONS, "only {count} assertions");
}

/// Nothing in the sample programs is left without a colour.
#[test]
fn every_character_has_a_highlight() {
    for (file, source) in sample_programs() {
        let colours = editor_colours(&source);
        for (offset, character) in source.char_indices() {
            let line = source[..offset].matches('\n').count() + 1;
            let separates = character.is_whitespace() || character == ';';
            assert!(separates || colours[offset].is_some(), "{file}:{line}: {character:?}");
        }
    }
}
