//! Formats of values in strings: `{price:.2f}`.

use fitz_analysis::{Builtin, Ty, infer};
use fitz_syntax::SyntaxNode;
use fitz_syntax::ast::{AstNode, Interpolation};

use super::{CompletionItem, CompletionKind, Query};

/// Formats for whole numbers.
const WHOLE: [(&str, &str); 7] = [
    ("d", "a whole number"),
    ("04d", "at least four digits, with zeros in front"),
    ("+d", "with its sign"),
    ("x", "hexadecimal"),
    ("#x", "hexadecimal, after `0x`"),
    ("b", "binary"),
    ("o", "octal"),
];

/// Formats for all numbers.
const NUMBER: [(&str, &str); 5] = [
    (".2f", "two digits after the point"),
    (",", "groups of thousands"),
    (",.2f", "groups of thousands, and two digits after the point"),
    (".1%", "as a percentage"),
    (".3e", "with an exponent"),
];

/// Formats for everything.
const ANY: [(&str, &str); 4] = [
    ("<10", "at least ten characters, at the left"),
    (">10", "at least ten characters, at the right"),
    ("^10", "at least ten characters, in the middle"),
    ("*^10", "the same, filled up with `*`"),
];

/// The formats that fit the value.
pub(super) fn complete(query: &Query<'_>, interpolation: SyntaxNode<'_>) -> Vec<CompletionItem> {
    if interpolation.parent().is_some_and(super::route_path::is_path) {
        return Vec::new();
    }
    let value = Interpolation::cast(interpolation).and_then(|it| it.value());
    let found = value.and_then(|value| query.expr_at(value.range()));
    let ty = found.map_or(Ty::Any, |(item, id)| infer(query.db, item).expr_type(id).without_null().clone());
    let (is_any, is_whole) = (ty == Ty::Any, ty.is(Builtin::Int));
    let is_number = is_whole || ty.is(Builtin::Float);
    let whole = WHOLE.iter().filter(|_| is_whole || is_any);
    let number = NUMBER.iter().filter(|_| is_number || is_any);
    let formats = number.chain(whole).chain(&ANY).enumerate();
    formats
        .map(|(index, (format, about))| CompletionItem {
            detail: Some((*about).to_owned()),
            sort: format!("{index:02}"),
            ..query.item(*format, CompletionKind::Value)
        })
        .collect()
}
