//! Puts the fields of a value in the order in which its type declares them.

use fitz_analysis::hir::Expr;
use fitz_analysis::{Ty, nominal_fields};
use fitz_syntax::{TextRange, TextSize};

use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.fieldOrder", keeps_meaning: true, find: assist };

/// In a value of a type, when it cannot be seen in which order its parts are taken.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let id = place.smallest(|expr| matches!(expr, Expr::Struct { .. }))?;
    let Expr::Struct { fields, .. } = place.expr(id) else { return None };
    let Ty::Nominal(nominal) = place.inference.expr_type(id) else { return None };
    let range = place.range(id);
    let declared = nominal_fields(place.db, nominal);
    let mut order = Vec::new();
    for field in fields {
        order.push(declared.iter().position(|it| it.name == field.name.name)?);
    }
    let effects = fields.iter().filter(|field| !place.is_calm(place.range(field.value))).count();
    if order.is_sorted() || effects > 1 || place.has_comment(range) {
        return None;
    }
    let mut slots = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let next = fields.get(index + 1).map_or(range.end() - TextSize::of('}'), |next| next.name.range.start());
        let text = place.source(TextRange::new(field.name.range.start(), next));
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
        slots.push(TextRange::at(field.name.range.start(), TextSize::of(text)));
    }
    let mut sorted: Vec<(usize, TextRange)> = order.into_iter().zip(slots.iter().copied()).collect();
    sorted.sort_by_key(|(position, _)| *position);
    let moved = slots.iter().zip(sorted).filter(|(slot, (_, other))| *slot != other);
    let edits = moved.map(|(slot, (_, other))| (*slot, place.source(other).to_owned())).collect();
    place.assist("Put the fields in the order of their declaration", edits)
}
