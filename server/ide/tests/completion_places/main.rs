//! Where completion offers what: tables of places, and what stands in the list there. `$0` marks the cursor.

#![allow(clippy::panic, reason = "a test that panics fails, as it should")]

mod calls;
mod cuts;
mod declarations;
mod dots;
mod imports;
mod keywords;
mod literals;
mod patterns;
mod postfix;

use fitz_analysis::fixture::Fixture;
use fitz_ide::{CompletionItem, CompletionKind, completions};

/// What is offered, in the order of the list.
fn complete(program: &str) -> Vec<CompletionItem> {
    let fixture = Fixture::new(program);
    let mut items = completions(fixture.host.db(), fixture.file, fixture.offset);
    items.sort_by(|a, b| (&a.sort, &a.label).cmp(&(&b.sort, &b.label)));
    items
}

/// The labels of everything that is offered.
fn labels(program: &str) -> Vec<String> {
    complete(program).into_iter().map(|item| item.label).collect()
}

/// The labels of one kind.
fn labels_of(program: &str, kind: CompletionKind) -> Vec<String> {
    complete(program).into_iter().filter(|item| item.kind == kind).map(|item| item.label).collect()
}

/// Whether a label is offered.
fn offers(program: &str, label: &str) -> bool {
    labels(program).iter().any(|it| it == label)
}

/// The item with a label, and with a detail that contains a text.
fn item(program: &str, label: &str, detail: &str) -> CompletionItem {
    let found = complete(program);
    let is_meant =
        |item: &&CompletionItem| item.label == label && item.detail.as_deref().unwrap_or_default().contains(detail);
    let item = found.iter().find(is_meant);
    item.unwrap_or_else(|| panic!("no {label} in {program}: {:?}", labels(program))).clone()
}

/// The program after an item was taken and nothing was filled in.
fn taken(program: &str, label: &str, detail: &str) -> String {
    let item = item(program, label, detail);
    let insert = item.insert.clone().unwrap_or_else(|| item.label.clone());
    let insert = if item.is_snippet { expanded(&insert) } else { insert };
    with_item(&program.replacen("$0", "", 1), &item, &insert)
}

/// A snippet as an editor leaves it when the user fills in nothing.
fn expanded(snippet: &str) -> String {
    let mut text = String::new();
    let mut rest = snippet;
    while let Some(place) = rest.find(['$', '\\']) {
        let (before, mark) = rest.split_at(place);
        text.push_str(before);
        if let Some(escaped) = mark.strip_prefix('\\') {
            let (character, after) = escaped.split_at(escaped.chars().next().map_or(0, char::len_utf8));
            text.push_str(character);
            rest = after;
        } else if let Some((inside, after)) = mark.strip_prefix("${").and_then(|mark| mark.split_once('}')) {
            text.push_str(inside.split_once(':').map_or("", |(_, shown)| shown));
            rest = after;
        } else {
            rest = mark.trim_start_matches('$').trim_start_matches(|character: char| character.is_ascii_digit());
        }
    }
    text.push_str(rest);
    text
}

/// The text after an item was taken.
fn with_item(text: &str, item: &CompletionItem, insert: &str) -> String {
    let mut edits = item.additional.clone();
    edits.push((item.replace, insert.to_owned()));
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start()));
    let mut text = text.to_owned();
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    text
}
