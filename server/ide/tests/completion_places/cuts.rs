//! Completion in programs that end anywhere: nothing panics, and what is taken does not break more than a name would.

use std::collections::HashMap;

use fitz_analysis::fixture::Fixture;
use fitz_ide::{CompletionItem, CompletionKind, completions};
use fitz_syntax::{SourceText, SyntaxTree, TextRange, TextSize, syntax_errors};

use super::{expanded, with_item};

const APPS: [(&str, &str); 5] = [
    ("dashboard", include_str!("../../../../tests/apps/dashboard.fitz")),
    ("notifications", include_str!("../../../../tests/apps/notifications.fitz")),
    ("session_chat", include_str!("../../../../tests/apps/session_chat.fitz")),
    ("task_board", include_str!("../../../../tests/apps/task_board.fitz")),
    ("typed_channel", include_str!("../../../../tests/apps/typed_channel.fitz")),
];

/// How many places of each program are tried.
const PLACES: usize = 40;

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

fn errors(text: &str) -> usize {
    syntax_errors(&SyntaxTree::parse(&SourceText::new(text))).len()
}

/// A text with the same name for every name: for the syntax, they are all the same.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for character in text.chars() {
        let is_in_name = character.is_alphabetic() || character == '_';
        match character {
            _ if is_in_name && shape.ends_with('x') => {}
            _ if is_in_name => shape.push('x'),
            _ => shape.push(character),
        }
    }
    shape
}

fn is_name(kind: CompletionKind) -> bool {
    matches!(
        kind,
        CompletionKind::Field
            | CompletionKind::Method
            | CompletionKind::Variable
            | CompletionKind::Function
            | CompletionKind::Type
    )
}

/// Asks at a place of a text; answers how many items there were, and what is wrong with them.
fn check(name: &str, text: &str, offset: usize, wrong: &mut Vec<String>) -> usize {
    let (before, after) = text.split_at(offset);
    let fixture = Fixture::new(&format!("{before}$0{after}"));
    let cursor = TextSize::try_from(offset).unwrap_or_default();
    let items = completions(fixture.host.db(), fixture.file, cursor);
    let mut tried = HashMap::new();
    let mut allowed: HashMap<(TextRange, &str), usize> = HashMap::new();
    for item in &items {
        let place = format!("{name}: `{}` at {offset}, after {:?}", item.label, before.lines().last());
        assert!(item.replace.contains_inclusive(cursor), "{place}: {:?}", item.replace);
        for (range, _) in &item.additional {
            assert!(range.end() <= item.replace.start() || range.start() >= item.replace.end(), "{place}");
        }
        assert!(!item.is_snippet || item.plain.is_some(), "{place}");
        if !is_name(item.kind) {
            continue;
        }
        let insert = item.insert.clone().unwrap_or_else(|| item.label.clone());
        let insert = if item.is_snippet { expanded(&insert) } else { insert };
        for insert in std::iter::once(insert).chain(item.plain.clone()) {
            // A field wants its value.
            let (name, value) = if insert.ends_with(": ") { ("x: x", "x") } else { ("x", "") };
            let allowed = *allowed.entry((item.replace, name)).or_insert_with(|| {
                let bare = CompletionItem { additional: Vec::new(), ..item.clone() };
                errors(&with_item(text, &bare, name))
            });
            let inserted = format!("{insert}{value}");
            // `Fn`, `Ok` and `Err` are no names like others.
            let is_plain = !inserted.starts_with(char::is_uppercase);
            let inserted = if is_plain { shape(&inserted) } else { inserted };
            let found = *tried
                .entry((item.replace, inserted.clone(), item.additional.clone()))
                .or_insert_with(|| errors(&with_item(text, item, &inserted)));
            // What is called with two arguments cannot become `Ok`.
            let is_called_constructor = matches!(&*insert, "Ok" | "Err");
            if found > allowed && !is_called_constructor {
                wrong.push(format!("{place}: {found} syntax errors with `{insert}`, {allowed} with a name"));
            }
        }
    }
    items.len()
}

#[test]
fn programs_that_end_anywhere() {
    let mut offered = 0;
    let mut wrong = Vec::new();
    for (name, program) in APPS {
        let mut numbers = Numbers(u64::try_from(program.len()).unwrap_or_default());
        for _ in 0..PLACES {
            let mut offset = numbers.below(program.len());
            while !program.is_char_boundary(offset) {
                offset -= 1;
            }
            let (before, after) = program.split_at(offset);
            let next_lines = after.find('\n').map_or("", |end| after.split_at(end).1);
            offered += check(name, before, offset, &mut wrong);
            offered += check(name, &format!("{before}{next_lines}"), offset, &mut wrong);
            offered += check(name, program, offset, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{} of {offered}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(offered > 1000, "{offered}");
}
