//! How fast the grammar is: megabytes per second on a generated program of 10 MB, and the time of a reparse
//! after an edit of one character in a file of 5,000 lines. Run with `cargo bench -p tree-sitter-fitz`.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::string_slice, reason = "a benchmark, not a library")]

use std::fmt::Write;
use std::time::{Duration, Instant};

use tree_sitter::{InputEdit, Parser, Point, Tree};

const PROGRAM_BYTES: usize = 10_000_000;
const PARSES: usize = 5;
const EDITED_LINES: usize = 5_000;
const EDITS: usize = 200;

fn main() {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_fitz::LANGUAGE.into()).expect("a supported ABI");
    measure_throughput(&mut parser);
    measure_edits(&mut parser);
}

fn measure_throughput(parser: &mut Parser) {
    let program = program_while(|text| text.len() < PROGRAM_BYTES);
    let mut times: Vec<Duration> = (0..PARSES)
        .map(|_| {
            let start = Instant::now();
            let tree = parse(parser, &program, None);
            let time = start.elapsed();
            assert!(!tree.root_node().has_error(), "the generated program is correct");
            time
        })
        .collect();
    let megabytes = program.len() as f64 / 1e6;
    let median = megabytes / median(&mut times).as_secs_f64();
    // Other work on the machine can only slow a parse down.
    let best = times.first().map_or(0.0, |time| megabytes / time.as_secs_f64());
    println!("parse:  {megabytes:.1} MB at {best:.1} MB/s (best of {PARSES}; median {median:.1} MB/s)");
}

/// Types a character into a random place and takes it out again, over and over.
fn measure_edits(parser: &mut Parser) {
    let mut text = program_while(|text| text.lines().count() < EDITED_LINES);
    let mut tree = parse(parser, &text, None);
    let mut random = Random(20_26);
    let mut times = Vec::new();
    for _ in 0..EDITS / 2 {
        let at = text.floor_char_boundary(random.below(text.len()));
        times.push(edit(parser, &mut tree, &mut text, at, at, "x"));
        times.push(edit(parser, &mut tree, &mut text, at, at + 1, ""));
    }
    let lines = text.lines().count();
    let slowest = times.iter().copied().max().unwrap_or_default();
    println!(
        "edit:   {:.3} ms median, {:.3} ms at most ({EDITS} edits of one character, {lines} lines)",
        median(&mut times).as_secs_f64() * 1e3,
        slowest.as_secs_f64() * 1e3
    );
}

/// Replaces a range of the text and gives the time that the tree takes to follow.
fn edit(
    parser: &mut Parser,
    tree: &mut Tree,
    text: &mut String,
    start: usize,
    end: usize,
    replacement: &str,
) -> Duration {
    let edit = InputEdit {
        start_byte: start,
        old_end_byte: end,
        new_end_byte: start + replacement.len(),
        start_position: position(text, start),
        old_end_position: position(text, end),
        new_end_position: {
            let mut point = position(text, start);
            point.column += replacement.len();
            point
        },
    };
    text.replace_range(start..end, replacement);
    let clock = Instant::now();
    tree.edit(&edit);
    *tree = parse(parser, text, Some(tree));
    clock.elapsed()
}

fn parse(parser: &mut Parser, text: &str, old: Option<&Tree>) -> Tree {
    parser.parse(text, old).expect("no time limit, no cancellation")
}

fn position(text: &str, offset: usize) -> Point {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |line_break| line_break + 1);
    Point { row: before.matches('\n').count(), column: offset - line_start }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A program of as many services as the condition asks for.
fn program_while(mut wanted: impl FnMut(&str) -> bool) -> String {
    let mut text = String::from("from auth import current_user\nfrom python import numpy as np\n\n");
    let mut service = 0;
    while wanted(&text) {
        write_service(&mut text, service).expect("a string takes any text");
        service += 1;
    }
    text
}

/// A WebSocket service of about a hundred lines with a bit of everything.
fn write_service(text: &mut String, n: usize) -> std::fmt::Result {
    let template = include_str!("service.fitz");
    for line in template.lines() {
        writeln!(text, "{}", line.replace("_n", &format!("_{n}")).replace("99", &(n * 7 + 1).to_string()))?;
    }
    writeln!(text)
}

/// A linear congruential generator: the same places in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}
