//! Puts each part of a list, a call, a map or a value on a line of its own, or all of them on one.

use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange, TextSize};

use super::shape::indented;
use super::{Assist, Entry, Place};

pub(super) const SPLIT: Entry = Entry { kind: "refactor.rewrite.onePerLine", keeps_meaning: true, find: split };
pub(super) const JOIN: Entry = Entry { kind: "refactor.rewrite.oneLine", keeps_meaning: true, find: join };

/// From how many parts on a list is worth a line for each, and a call the names of its arguments.
pub(super) const MANY: usize = 3;

/// How long a line may be.
const WIDTH: usize = 100;

/// In brackets with so many parts on one line that they are better read below each other, or that the line is too long.
fn split(place: &Place<'_>) -> Option<Assist> {
    let brackets = Brackets::at(place)?;
    let before = place.line_before(brackets.range.start());
    let is_long = brackets.parts.len() > 1 && before.chars().count() + brackets.text.chars().count() > WIDTH;
    if brackets.text.contains('\n') || (brackets.parts.len() < MANY && !is_long) {
        return None;
    }
    let indent = before.get(..before.len() - before.trim_start().len())?;
    let parts: String =
        brackets.parts.iter().map(|part| format!("{indent}    {part}{}\n", brackets.separator)).collect();
    let text = format!("{}\n{parts}{indent}{}", brackets.open, brackets.close);
    place.assist("Put each on a line of its own", vec![(brackets.range, text)])
}

/// In brackets over several lines whose parts are on one line each.
fn join(place: &Place<'_>) -> Option<Assist> {
    let brackets = Brackets::at(place)?;
    if !brackets.text.contains('\n') || brackets.parts.iter().any(|part| part.contains('\n')) {
        return None;
    }
    let padding = if brackets.is_padded { " " } else { "" };
    let parts = brackets.parts.join(", ");
    let text = format!("{}{padding}{parts}{padding}{}", brackets.open, brackets.close);
    let is_short = place.line_before(brackets.range.start()).len() + text.len() <= WIDTH;
    is_short.then(|| place.assist("Put all on one line", vec![(brackets.range, text)]))?
}

/// Brackets with their parts.
struct Brackets {
    range: TextRange,
    text: String,
    open: char,
    close: char,
    /// Whether a space stands inside of them.
    is_padded: bool,
    /// What stands behind each part when it has a line of its own.
    separator: &'static str,
    parts: Vec<String>,
}

impl Brackets {
    /// The innermost ones around what is selected.
    fn at(place: &Place<'_>) -> Option<Brackets> {
        let selected = place.selected.checked_add(place.item_range.start())?;
        let is_inside = |node: &SyntaxNode<'_>| {
            let range = node.range();
            is_list(node.kind()) && range.contains_range(selected) && selected.start() > range.start()
        };
        let covering = place.tree.root().named_covering(selected);
        let node = covering.ancestors().find(is_inside).filter(|node| node.range().end() > selected.end())?;
        let range = node.range().checked_sub(place.item_range.start())?;
        let text = place.source(range).to_owned();
        let (open, close) = (text.chars().next()?, text.chars().last()?);
        if place.is_in_string(range)
            || place.has_comment(range)
            || !matches!((open, close), ('(', ')') | ('[', ']') | ('{', '}'))
        {
            return None;
        }
        let is_members = node.kind() == SyntaxKind::TypeBody;
        let parts: Option<Vec<String>> = node.named_children().map(|part| part_of(place, part)).collect();
        let parts = parts.filter(|parts| !parts.is_empty())?;
        let is_padded = matches!(node.kind(), SyntaxKind::FieldInitializers | SyntaxKind::TypeBody);
        Some(Brackets { range, text, open, close, is_padded, separator: if is_members { "" } else { "," }, parts })
    }
}

fn is_list(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::Arguments
            | SyntaxKind::Parameters
            | SyntaxKind::DecoratorArguments
            | SyntaxKind::ListExpression
            | SyntaxKind::MapExpression
            | SyntaxKind::FieldInitializers
            | SyntaxKind::TypeBody
    )
}

fn part_of(place: &Place<'_>, part: SyntaxNode<'_>) -> Option<String> {
    if part.is_error() || part.is_missing() || part.kind() == SyntaxKind::MethodDefinition {
        return None;
    }
    let range = part.range().checked_sub(place.item_range.start())?;
    // A value of several lines keeps them, one step to the right or left.
    let text = place.source(TextRange::new(range.start(), range.end().max(range.start() + TextSize::from(0))));
    indented(text, 0)
}
