//! How far down the list the right item stands.
//!
//! Names in real programs are taken away one by one, and completion is asked at their places: before anything is typed, and
//! with the first two letters. `ranking/cursors.txt` lists the places, `ranking/ranks.txt` how the answers did.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use expect_test::expect_file;
use fitz_analysis::fixture::files_below;
use fitz_analysis::{FilePath, Host, file};
use fitz_ide::{CompletionItem, completions};
use fitz_syntax::{Field, SourceText, SyntaxKind, SyntaxNode, SyntaxTree, TextSize};

/// How many names of a kind are taken from one file.
const PER_FILE_AND_KIND: usize = 2;

/// The least that the mean of `1 / rank` may be: with nothing typed, and with two letters.
const FLOOR: [f64; 2] = [0.64, 0.94];

/// A name that is taken away.
struct Cursor {
    file: String,
    offset: usize,
    label: String,
    kind: &'static str,
}

/// The programs, as `path below the tests` → text.
fn programs() -> BTreeMap<String, String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let mut found = BTreeMap::new();
    for folder in ["apps", "programs", "samples"] {
        collect(&tests, &tests.join(folder), &mut found);
    }
    found
}

fn collect(base: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
    for path in files_below(folder) {
        if path.extension().is_some_and(|it| ["fitz", "toml", "pyi"].iter().any(|wanted| it == *wanted)) {
            let name = path.strip_prefix(base).expect("below").to_string_lossy().replace('\\', "/");
            found.insert(name, std::fs::read_to_string(&path).expect("a text").replace("\r\n", "\n"));
        }
    }
}

/// What kind of name a token is, as far as completion is asked for such names.
fn kind(token: SyntaxNode<'_>) -> Option<&'static str> {
    let parent = token.parent()?;
    let in_decorator = parent.ancestors().any(|node| node.kind() == SyntaxKind::DecoratorArguments);
    if token.kind() == SyntaxKind::StringContent {
        let call = parent.parent().filter(|list| list.kind() == SyntaxKind::Arguments)?.parent()?;
        let is_broadcast = matches!(call.first_child()?.text().as_ref(), "ws.broadcast" | "ws_broadcast");
        return (is_broadcast && token.text().starts_with('/')).then_some("path");
    }
    if token.kind() != SyntaxKind::Identifier {
        return None;
    }
    let is_name = token.field_in_parent() == Some(Field::Name);
    Some(match parent.kind() {
        SyntaxKind::FieldExpression if parent.first_child() != Some(token) => "member",
        SyntaxKind::NamedType => "type",
        SyntaxKind::Decorator => "decorator",
        SyntaxKind::KeywordArgument if is_name => "decorator argument",
        SyntaxKind::NamedArgument if is_name => "named argument",
        SyntaxKind::FieldInitializer if is_name => "struct field",
        SyntaxKind::ImportedName if is_name => "imported name",
        SyntaxKind::StructExpression if is_name => "struct",
        SyntaxKind::CallExpression if parent.first_child() == Some(token) => "call",
        SyntaxKind::Pair if in_decorator && parent.first_child() == Some(token) => "key",
        SyntaxKind::Arguments | SyntaxKind::NamedArgument => "argument",
        SyntaxKind::FieldExpression => "receiver",
        SyntaxKind::FieldInitializer => "field value",
        SyntaxKind::ReturnStatement => "returned",
        SyntaxKind::BinaryExpression => "operand",
        SyntaxKind::IfExpression | SyntaxKind::WhileStatement => "condition",
        SyntaxKind::MatchExpression => "match subject",
        SyntaxKind::LetDeclaration if !is_name => "assigned",
        _ => return None,
    })
}

/// The names that are taken away: of each file and kind a few, spread over the file.
fn cursors(programs: &BTreeMap<String, String>) -> Vec<Cursor> {
    let mut all = Vec::new();
    for (file, text) in programs.iter().filter(|(file, _)| file.ends_with(".fitz")) {
        let tree = SyntaxTree::parse(&SourceText::new(text));
        let mut by_kind: BTreeMap<&'static str, Vec<Cursor>> = BTreeMap::new();
        for token in tree.root().tokens().filter(|token| token.text().chars().count() > 2) {
            if let Some(kind) = kind(token) {
                let offset = usize::from(token.range().start());
                let cursor = Cursor { file: file.clone(), offset, label: token.text().into_owned(), kind };
                by_kind.entry(kind).or_default().push(cursor);
            }
        }
        for (_, found) in by_kind {
            let (count, taken) = (found.len(), found.len().min(PER_FILE_AND_KIND));
            let chosen: Vec<usize> = (0..taken).map(|index| (2 * index + 1) * count / (2 * taken)).collect();
            all.extend(found.into_iter().enumerate().filter(|(index, _)| chosen.contains(index)).map(|(_, it)| it));
        }
    }
    all.sort_by(|a, b| (&a.file, a.offset).cmp(&(&b.file, b.offset)));
    all
}

/// How well an item matches what is typed, as VS Code sees it: letters in their case, letters, or letters with gaps that
/// begin where a word does. `None` when it does not.
fn matching(item: &CompletionItem, typed: &str) -> Option<u8> {
    let text = item.filter.as_deref().unwrap_or(&item.label);
    if text.starts_with(typed) {
        return Some(0);
    }
    let (lower, typed) = (text.to_lowercase(), typed.to_lowercase());
    if lower.starts_with(&typed) {
        return Some(1);
    }
    let mut letters = typed.chars();
    let first = letters.next()?;
    let starts = text.char_indices().filter(|(at, letter)| {
        let before = text[..*at].chars().next_back();
        letter.to_lowercase().eq([first])
            && before.is_none_or(|before| !before.is_alphanumeric() || letter.is_uppercase() && before.is_lowercase())
    });
    let is_found = |at: usize| {
        let mut rest = text[at..].chars().flat_map(char::to_lowercase);
        typed.chars().all(|wanted| rest.any(|letter| letter == wanted))
    };
    starts.into_iter().any(|(at, _)| is_found(at)).then_some(2)
}

/// The place of the right item in the list that a user sees, counted from 1; `None` when it is not there.
fn rank(host: &mut Host, text: &str, cursor: &Cursor, typed: usize) -> Option<usize> {
    let length = cursor.label.char_indices().nth(typed).map_or(cursor.label.len(), |(at, _)| at);
    let typed = &cursor.label[..length];
    let rest = &text[cursor.offset + cursor.label.len()..];
    let edited = format!("{}{typed}{rest}", &text[..cursor.offset]);
    let path = FilePath::new(&format!("/{}", cursor.file));
    host.set_open(&path, SyntaxTree::parse(&SourceText::new(&edited)));
    let offset = TextSize::try_from(cursor.offset + typed.len()).expect("a short text");
    let source = file(host.db(), &path).expect("it is open");
    let mut seen: Vec<(u8, CompletionItem)> = completions(host.db(), source, offset)
        .into_iter()
        .filter_map(|item| {
            let replaced = usize::from(item.replace.start()).min(usize::from(offset));
            Some((matching(&item, &edited[replaced..usize::from(offset)])?, item))
        })
        .collect();
    host.close(&path);
    seen.sort_by(|(a, left), (b, right)| (a, &left.sort, &left.label).cmp(&(b, &right.sort, &right.label)));
    seen.iter().position(|(_, item)| item.label.trim_end_matches(':') == cursor.label).map(|index| index + 1)
}

#[test]
fn the_right_item_comes_first_or_soon() {
    let programs = programs();
    let mut host = Host::new();
    let on_disk = programs.iter().map(|(name, text)| (FilePath::new(&format!("/{name}")), Some(Arc::from(&**text))));
    host.set_disk_all(on_disk);
    let cursors = cursors(&programs);
    assert!(cursors.len() >= 300, "only {} cursors", cursors.len());
    let (mut places, mut ranks) = (String::new(), String::new());
    let mut sums: BTreeMap<&str, (usize, [f64; 2])> = BTreeMap::new();
    for cursor in &cursors {
        let text = &programs[&cursor.file];
        let line = text[..cursor.offset].matches('\n').count() + 1;
        let column = cursor.offset - text[..cursor.offset].rfind('\n').map_or(0, |at| at + 1) + 1;
        let place = format!("{}:{line}:{column} {} ({})", cursor.file, cursor.label, cursor.kind);
        let found = [0, 2].map(|typed| rank(&mut host, text, cursor, typed));
        let shown = found.map(|rank| rank.map_or("-".to_owned(), |rank| rank.to_string()));
        let _ = writeln!(places, "{place}");
        let _ = writeln!(ranks, "{:>4} {:>3}  {place}", shown[0], shown[1]);
        for key in [cursor.kind, "all"] {
            let (count, sum) = sums.entry(key).or_default();
            *count += 1;
            for (sum, rank) in sum.iter_mut().zip(found) {
                *sum += rank.map_or(0.0, |rank| 1.0 / rank as f64);
            }
        }
    }
    let mut summary = "mean of 1 / rank: nothing typed, two letters typed\n".to_owned();
    for (kind, (count, [none, two])) in &sums {
        let count = *count as f64;
        let _ = writeln!(summary, "{:.3} {:.3}  {kind} ({count})", none / count, two / count);
    }
    println!("{summary}");
    let (count, all) = sums["all"];
    for (sum, floor) in all.into_iter().zip(FLOOR) {
        assert!(sum / count as f64 >= floor, "the ranking has become worse:\n{summary}");
    }
    expect_file!["ranking/cursors.txt"].assert_eq(&places);
    expect_file!["ranking/ranks.txt"].assert_eq(&format!("{summary}\n{ranks}"));
}
