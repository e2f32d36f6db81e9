//! After any sequence of edits, the tree that followed them equals the tree of the final text.
//!
//! That holds as long as neither has an `ERROR` or `MISSING` node. How tree-sitter recovers depends on the
//! nodes it can reuse (about once in 20,000 such edits), which no grammar can change; whoever needs the
//! same answer after any edits parses afresh while `has_error` holds. `missing` and `unclosed` are no errors
//! in that sense: with them, trees are exact.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use support::{parser, programs};
use tree_sitter::{InputEdit, Node, Parser, Point, Tree};

const SEQUENCES_PER_PROGRAM: usize = 12;
const EDITS_PER_SEQUENCE: usize = 3;

/// What an editor's user types, and what splits or joins lines, strings, comments and brackets.
const INSERTIONS: [&str; 24] = [
    "x", " ", "\n", ".", "\"", "{", "}", "(", ")", "[", "]", ",", ":", ";", "//", "/*", "*/", "\\", "\"\"\"", "=",
    "fn ", "let y = ", "\n.", "é",
];

#[test]
fn edits_give_the_tree_of_a_fresh_parse() {
    let mut parser = parser();
    let mut random = Random(20_261_120);
    let (mut edits, mut compared, mut failures) = (0, 0, Vec::new());
    for folder in ["samples", "apps", "recovery"] {
        for program in programs(folder) {
            let mut text = program.text.clone();
            let mut tree = parse(&mut parser, &text, None);
            for _ in 0..SEQUENCES_PER_PROGRAM {
                // Some edits, then the same ones taken back, the last one first.
                let mut changes: Vec<Change> = Vec::new();
                for step in 0..2 * EDITS_PER_SEQUENCE {
                    let change = if step < EDITS_PER_SEQUENCE {
                        let change = random.change(&text);
                        changes.push(change.inverse(&text));
                        change
                    } else {
                        changes.pop().expect("as many as were made")
                    };
                    tree.edit(&change.apply(&mut text));
                    tree = parse(&mut parser, &text, Some(&tree));
                    let fresh = parse(&mut parser, &text, None);
                    edits += 1;
                    if tree.root_node().has_error() && fresh.root_node().has_error() {
                        continue;
                    }
                    compared += 1;
                    if let Some(difference) = difference(tree.root_node(), fresh.root_node()) {
                        failures.push(format!("{folder}/{}: {difference}\n{text}", program.name));
                        tree = fresh;
                    }
                }
                assert_eq!(text, program.text);
            }
        }
    }
    println!("{edits} edits, {compared} trees compared");
    assert!(failures.is_empty(), "{} of {edits}\n{}", failures.len(), failures.join("\n"));
    assert!(compared > edits / 4, "the edits break the programs too much to tell anything");
}

fn parse(parser: &mut Parser, text: &str, old: Option<&Tree>) -> Tree {
    parser.parse(text, old).expect("no time limit, no cancellation")
}

/// The first place where two trees differ.
fn difference(left: Node, right: Node) -> Option<String> {
    let (found, expected) = (describe(left), describe(right));
    if found != expected {
        return Some(format!("{found} instead of {expected}"));
    }
    let (mut left, mut right) = (left.walk(), right.walk());
    if !(left.goto_first_child() && right.goto_first_child()) {
        return None;
    }
    loop {
        if left.field_name() != right.field_name() {
            return Some(format!("field {:?} instead of {:?}", left.field_name(), right.field_name()));
        }
        if let Some(difference) = difference(left.node(), right.node()) {
            return Some(difference);
        }
        if !(left.goto_next_sibling() && right.goto_next_sibling()) {
            return None;
        }
    }
}

fn describe(node: Node) -> String {
    let (start, end) = (node.start_position(), node.end_position());
    let kind = if node.is_missing() { "MISSING " } else { "" };
    let error = if node.has_error() { " with an error" } else { "" };
    format!("{kind}{} {start}-{end}, {} children{error}", node.kind(), node.child_count())
}

/// A linear congruential generator: the same edits in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    /// Inserts one of [`INSERTIONS`], deletes a few characters, or does both at once.
    fn change(&mut self, text: &str) -> Change {
        let start = text.floor_char_boundary(self.below(text.len() + 1));
        let deleted = if self.below(2) == 0 { self.below(6) } else { 0 };
        let end = text.floor_char_boundary((start + deleted).min(text.len())).max(start);
        let inserts = deleted == 0 || self.below(2) == 0;
        let insertion = if inserts { INSERTIONS[self.below(INSERTIONS.len())] } else { "" };
        Change { start, end, replacement: insertion.to_owned() }
    }
}

/// The replacement of a range of bytes.
struct Change {
    start: usize,
    end: usize,
    replacement: String,
}

impl Change {
    fn inverse(&self, text: &str) -> Change {
        let replaced = text[self.start..self.end].to_owned();
        Change { start: self.start, end: self.start + self.replacement.len(), replacement: replaced }
    }

    fn apply(&self, text: &mut String) -> InputEdit {
        let (start_position, old_end_position) = (position(text, self.start), position(text, self.end));
        text.replace_range(self.start..self.end, &self.replacement);
        let new_end_byte = self.start + self.replacement.len();
        InputEdit {
            start_byte: self.start,
            old_end_byte: self.end,
            new_end_byte,
            start_position,
            old_end_position,
            new_end_position: position(text, new_end_byte),
        }
    }
}

fn position(text: &str, offset: usize) -> Point {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |line_break| line_break + 1);
    Point { row: before.matches('\n').count(), column: offset - line_start }
}
