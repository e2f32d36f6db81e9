//! Removes the calls of `print` from a function.

use fitz_analysis::hir::{Expr, ExprId};
use fitz_analysis::{Origin, Resolution};
use fitz_syntax::{TextRange, TextSize};

use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.removePrints", keeps_meaning: false, find: assist };

/// At the signature of a function that prints, or at one of the calls.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let function = place.lowered.function()?;
    let signature = function.signature_range;
    let calls: Vec<TextRange> =
        place.inside(place.range(function.body?)).filter(|id| is_print(place, *id)).map(|id| place.range(id)).collect();
    let is_at = signature.contains_range(place.selected) || calls.iter().any(|it| it.contains_range(place.selected));
    if calls.is_empty() || !is_at {
        return None;
    }
    let edits = calls.into_iter().map(|range| (line(place, range), String::new())).collect();
    place.assist("Remove the calls of `print`", edits)
}

/// A call of the library's function that is a statement and whose arguments only read.
fn is_print(place: &Place<'_>, id: ExprId) -> bool {
    let Expr::Call { callee, arguments } = place.expr(id) else { return false };
    let is_library = |id: &fitz_analysis::ItemId| id.file.origin(place.db) == Origin::StandardLibrary;
    let is_named = matches!(place.expr(*callee), Expr::Name(name) if name == "print");
    let means_it = match place.inference.resolutions.get(callee) {
        Some(Resolution::Item(found)) => is_library(found),
        _ => false,
    };
    let is_calm = arguments.iter().all(|argument| place.is_calm(place.range(argument.value)));
    is_named && means_it && is_calm && place.is_statement(id)
}

/// A statement with its line, when nothing else stands there, or else with the separator behind it.
fn line(place: &Place<'_>, range: TextRange) -> TextRange {
    let after = place.source(TextRange::new(range.end(), TextSize::of(&**place.item.text(place.db))));
    if let Some(rest) = after.trim_start_matches(' ').strip_prefix(';') {
        let taken = after.len() - rest.trim_start_matches(' ').len();
        return TextRange::new(range.start(), range.end() + TextSize::try_from(taken).unwrap_or_default());
    }
    let Some(indent) = place.indent(range.start()) else { return range };
    let Some((rest, _)) = after.split_once('\n').filter(|(rest, _)| rest.trim().is_empty()) else { return range };
    let end = range.end() + TextSize::of(rest) + TextSize::of('\n');
    TextRange::new(range.start() - TextSize::of(indent), end)
}
