//! Completion in a `fitz.toml`: sections, keys, codes of findings, and the words and files that a value can be.

use fitz_analysis::{Db, SourceFile, files};
use fitz_syntax::{TextRange, TextSize};

use super::{CompletionItem, CompletionKind, Query};
use crate::manifest::keys::{Choice, Key, Kind, LEVELS, SECTIONS, key, keys_below};
use crate::manifest::{Cursor, Role, Word, cursor_at, words};

/// What can stand at a place of a manifest, be the manifest valid or not.
pub(super) fn complete(db: &dyn Db, file: SourceFile, offset: TextSize) -> Vec<CompletionItem> {
    let text = file.content(db).text.to_string();
    let Some(cursor) = cursor_at(&text, offset) else { return Vec::new() };
    let words = words(&text);
    // What follows of the word is replaced, too.
    let whole = words.iter().find(|word| word.range.start() == cursor.range.start());
    let end = whole.map_or(offset, |word| word.range.end().max(offset));
    let replace = TextRange::new(cursor.range.start(), end);
    let query = Query { db, file, offset, replace, name: None };
    match cursor.role {
        Role::Section => sections(&query, &cursor, &words),
        Role::Key => {
            let has_value =
                text.get(usize::from(end)..).is_some_and(|rest| rest.trim_start_matches([' ', '"']).starts_with('='));
            keys(&query, &cursor, &words, has_value)
        }
        Role::Value => values(&query, &cursor),
    }
}

/// The sections that are not there yet; there may be several programs.
fn sections(query: &Query<'_>, cursor: &Cursor, words: &[Word]) -> Vec<CompletionItem> {
    if !cursor.path.is_empty() {
        return Vec::new();
    }
    let is_given = |name: &str| {
        let others = words.iter().filter(|word| !word.range.contains_inclusive(query.offset));
        name != "bin" && others.filter(|word| word.path.len() == 1).any(|word| word.path.iter().any(|it| it == name))
    };
    let missing = SECTIONS.iter().filter(|section| !is_given(section.name));
    missing
        .map(|section| CompletionItem {
            documentation: Some(section.about.to_owned()),
            ..query.item(section.name, CompletionKind::Module)
        })
        .collect()
}

/// The keys of a section that it does not have yet, with the start of a value where there is none.
fn keys(query: &Query<'_>, cursor: &Cursor, words: &[Word], has_value: bool) -> Vec<CompletionItem> {
    if cursor.path == ["lint"] {
        return codes(query, cursor, words, has_value);
    }
    let missing = keys_below(&cursor.path).iter().filter(|key| !is_given(query, cursor, words, key.name));
    missing.map(|key| key_item(query, key, cursor.is_quoted || has_value)).collect()
}

/// Whether the section that the cursor is in has a key. Of several programs, each has its own.
fn is_given(query: &Query<'_>, cursor: &Cursor, words: &[Word], name: &str) -> bool {
    let is_header = |word: &&Word| word.role == Role::Section;
    let start = words.iter().rev().filter(is_header).map(|word| word.range.end()).find(|end| *end <= query.offset);
    let end = words.iter().filter(is_header).map(|word| word.range.start()).find(|start| *start >= query.offset);
    let is_near = |word: &Word| {
        start.is_none_or(|start| word.range.start() >= start) && end.is_none_or(|end| word.range.end() <= end)
    };
    words.iter().any(|word| {
        let is_same = word.path.split_last().is_some_and(|(last, rest)| last == name && rest == cursor.path);
        is_same && word.role == Role::Key && is_near(word) && !word.range.contains_inclusive(query.offset)
    })
}

fn key_item(query: &Query<'_>, key: &Key, is_name_enough: bool) -> CompletionItem {
    let item = CompletionItem {
        detail: Some(key.kind.name().to_owned()),
        documentation: Some(format!("{}\n\nDefault: {}", key.about, key.default)),
        ..query.item(key.name, CompletionKind::Property)
    };
    let (before, after) = if key.kind == Kind::Texts { ("[\"", "\"]") } else { ("\"", "\"") };
    if is_name_enough { item } else { with_value(item, key.name, before, after) }
}

/// The item with what a value starts and ends with.
fn with_value(item: CompletionItem, name: &str, before: &str, after: &str) -> CompletionItem {
    CompletionItem {
        insert: Some(format!("{name} = {before}$1{after}")),
        is_snippet: true,
        plain: Some(format!("{name} = {before}{after}")),
        ..item
    }
}

/// The codes whose severity can be chosen.
fn codes(query: &Query<'_>, cursor: &Cursor, words: &[Word], has_value: bool) -> Vec<CompletionItem> {
    let is_open = |code: &str| !code.starts_with("syntax/") && code != "manifest/syntax";
    let rules = fitz_rules::all().filter(|rule| is_open(rule.code) && !is_given(query, cursor, words, rule.code));
    rules
        .map(|rule| {
            let item = CompletionItem {
                detail: Some(rule.severity.word().to_owned()),
                documentation: Some(rule.summary.to_owned()),
                ..query.item(rule.code, CompletionKind::Value)
            };
            let quoted = if rule.code.contains('/') { format!("\"{}\"", rule.code) } else { rule.code.to_owned() };
            match (cursor.is_quoted, has_value) {
                (true, _) => item,
                (false, true) => CompletionItem { insert: Some(quoted), ..item },
                (false, false) => with_value(item, &quoted, "\"", "\""),
            }
        })
        .collect()
}

/// The words that a value can be, or the files.
fn values(query: &Query<'_>, cursor: &Cursor) -> Vec<CompletionItem> {
    match cursor.path.as_slice() {
        [section, _] if section == "lint" => words_of(query, cursor, &LEVELS),
        [section, _] if section == "flags" && !cursor.is_quoted => {
            ["true", "false"].map(|word| query.item(word, CompletionKind::Keyword)).into()
        }
        path => match key(path).map(|key| (key.kind, key.name)) {
            Some((Kind::Word(choices), _)) => words_of(query, cursor, choices),
            Some((Kind::Path, "main" | "entry")) => entries(query, cursor),
            _ => Vec::new(),
        },
    }
}

fn words_of(query: &Query<'_>, cursor: &Cursor, choices: &[Choice]) -> Vec<CompletionItem> {
    let items = choices.iter().enumerate().map(|(index, choice)| CompletionItem {
        documentation: Some(choice.about.to_owned()),
        insert: (!cursor.is_quoted).then(|| format!("\"{}\"", choice.word)),
        sort: format!("{index:02}"),
        ..query.item(choice.word, CompletionKind::Value)
    });
    items.collect()
}

/// The programs and views of the package, by their paths.
fn entries(query: &Query<'_>, cursor: &Cursor) -> Vec<CompletionItem> {
    let Some(root) = query.file.path(query.db).parent() else { return Vec::new() };
    let start = format!("{}/", root.as_str().trim_end_matches('/'));
    let programs = files(query.db).into_iter().filter_map(|file| {
        let path = file.path(query.db);
        let is_entry = matches!(path.extension(), Some("fitz" | "fitzv"));
        path.as_str().strip_prefix(&start).filter(|_| is_entry)
    });
    programs
        .map(|path| CompletionItem {
            insert: (!cursor.is_quoted).then(|| format!("\"{path}\"")),
            ..query.item(path, CompletionKind::File)
        })
        .collect()
}
