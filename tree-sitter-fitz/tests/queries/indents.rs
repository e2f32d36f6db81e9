//! `indents.scm`: the indentation that follows from it is the one that well laid out programs have.

use std::collections::HashSet;
use std::fmt::Write as _;

use tree_sitter::{Node, Point};

use crate::captures::{matches, parse, programs, query, sample_programs};

const WIDTH: usize = 4;

/// Aligns arguments with an opening parenthesis, which no editor should do by itself.
const ALIGNED: &str = "realtime.fitz";

/// The names that one family of editors reads.
struct Style {
    name: &'static str,
    indent: &'static str,
    outdent: &'static str,
}

const STYLES: &[Style] = &[
    Style { name: "Neovim", indent: "indent.begin", outdent: "indent.branch" },
    Style { name: "Helix", indent: "indent", outdent: "outdent" },
];

/// For each line the indentation that an editor computes, in spaces; `None` where it keeps what is there.
///
/// Both families count the nodes around the first token of a line that begin on an earlier line, one for each
/// line on which some of them begin, and take one off when the token closes or continues such a node.
fn indentation(source: &str, style: &Style) -> Vec<Option<usize>> {
    let (query, tree) = (query("indents"), parse(source));
    let matches = matches(&query, &tree, source);
    let nodes = |name: &str| -> HashSet<Node> { matches.iter().flat_map(|found| found.nodes(name)).collect() };
    let (indent, outdent) = (nodes(style.indent), nodes(style.outdent));
    let kept: HashSet<Node> = nodes("indent.ignore").into_iter().chain(nodes("indent.auto")).collect();

    let line = |(row, line): (usize, &str)| {
        let column = line.find(|c: char| !c.is_whitespace())?;
        let start = Point { row, column };
        let first = tree.root_node().descendant_for_point_range(start, start)?;
        let around = || std::iter::successors(Some(first), Node::parent);
        if around().any(|node| kept.contains(&node) && node.start_position().row < row) {
            return None;
        }
        let levels: HashSet<usize> = around()
            .filter(|node| indent.contains(node))
            .map(|node| node.start_position().row)
            .filter(|start| *start < row)
            .collect();
        let closing = around().take_while(|node| node.start_position() == start).any(|node| outdent.contains(&node));
        Some(WIDTH * levels.len().saturating_sub(usize::from(closing)))
    };
    source.lines().enumerate().map(line).collect()
}

fn differences(source: &str, style: &Style) -> String {
    let mut differences = String::new();
    for ((number, line), expected) in source.lines().enumerate().zip(indentation(source, style)) {
        let actual = line.len() - line.trim_start().len();
        if expected.is_some_and(|expected| expected != actual) {
            let _ = writeln!(differences, "{}: {expected:?} spaces, not {actual}: {line}", number + 1);
        }
    }
    differences
}

#[test]
fn laid_out_programs() {
    let mut count = 0;
    let mut failures = String::new();
    for (file, source) in programs("test/indents").into_iter().chain(sample_programs()) {
        if file == ALIGNED {
            continue;
        }
        count += source.lines().count();
        for style in STYLES {
            let differences = differences(&source, style);
            if !differences.is_empty() {
                let _ = writeln!(failures, "{file}, {}:\n{differences}", style.name);
            }
        }
    }
    println!("indents: {count} lines");
    assert!(failures.is_empty(), "\n{failures}");
}

/// A line that is indented wrongly is found, so the test above can fail.
#[test]
fn wrong_indentation_is_seen() {
    for style in STYLES {
        assert_eq!(differences("fn f() {\na\n}\n", style), "2: Some(4) spaces, not 0: a\n");
        assert_eq!(differences("f(\n    1\n    )\n", style), "3: Some(0) spaces, not 4:     )\n");
    }
}

/// While someone types, the end of the file is often missing.
#[test]
fn open_braces() {
    for style in STYLES {
        for source in [
            "fn f() {\n    let a = 1\n    if a {\n        b\n",
            "type T {\n    a: Int\n    fn f() {\n        a\n",
            "match n {\n    1 => {\n        a\n    }\n    2 =>\n    3 => b\n",
            "let m = {\n    \"a\": [\n        1,\n    ],\n",
        ] {
            assert_eq!(differences(source, style), "", "{}: {source}", style.name);
        }
    }
}
