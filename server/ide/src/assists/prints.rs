//! Removes the calls of `print` from a function, except where something would be left without a use or a body.

use fitz_analysis::hir::{Expr, ExprId, Stmt};
use fitz_analysis::{LocalId, Origin, Resolution};
use fitz_syntax::{TextRange, TextSize};

use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.removePrints", keeps_meaning: false, find: assist };

/// At the signature of a function that prints, or at one of the calls.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let function = place.lowered.function()?;
    let body = function.body?;
    let prints = place.inside(place.range(body)).filter(|id| is_print(place, *id) && !is_whole_block(place, *id, body));
    let mut calls: Vec<TextRange> = prints.map(|id| place.range(id)).collect();
    // As long as some call is the only reader of a variable, it stays.
    while let Some(index) = calls.iter().position(|call| is_only_reader(place, *call, &calls)) {
        calls.remove(index);
    }
    let signature = function.signature_range;
    let is_at = signature.contains_range(place.selected) || calls.iter().any(|it| it.contains_range(place.selected));
    if calls.is_empty() || !is_at {
        return None;
    }
    let edits = calls.into_iter().map(|range| (line(place, range), String::new())).collect();
    place.assist("Remove the calls of `print`", edits)
}

/// Whether a statement is all of a block inside the function: it may have to have one.
fn is_whole_block(place: &Place<'_>, id: ExprId, body: ExprId) -> bool {
    place.lowered.body.exprs.iter().any(|(block, expr)| {
        let only =
            matches!(expr, Expr::Block(statements) if matches!(statements.as_slice(), [Stmt::Expr(it)] if *it == id));
        only && block != body
    })
}

/// Whether nothing but the removed calls would use some variable of a call.
fn is_only_reader(place: &Place<'_>, call: TextRange, removed: &[TextRange]) -> bool {
    let used = |local: &LocalId| {
        place.inference.resolutions.iter().any(|(id, resolution)| {
            let range = place.range(*id);
            *resolution == Resolution::Local(*local) && !removed.iter().any(|call| call.contains_range(range))
        })
    };
    !place.captures(call).iter().all(used)
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
