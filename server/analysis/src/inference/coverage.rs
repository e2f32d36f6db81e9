//! Which values the arms of a `match` have taken so far.

use crate::hir::{Body, LiteralPat, Pat, PatId};

/// What the arms without a guard match.
#[derive(Default)]
pub(super) struct Coverage<'a> {
    /// The pattern that takes everything.
    pub(super) everything: Option<PatId>,
    pub(super) ok: bool,
    pub(super) err: bool,
    literals: Vec<&'a LiteralPat>,
    /// Integers from the first to the last, both included.
    ranges: Vec<(i64, i64)>,
}

impl<'a> Coverage<'a> {
    /// Adds what a pattern matches.
    pub(super) fn add(&mut self, body: &'a Body, pattern: PatId) {
        match &body.pats[pattern] {
            Pat::Wildcard | Pat::Bind(_) => {
                self.everything.get_or_insert(pattern);
            }
            Pat::Ok(_) => self.ok = true,
            Pat::Err(_) => self.err = true,
            Pat::Literal(literal) => self.literals.push(literal),
            Pat::Or(alternatives) => alternatives.iter().for_each(|alternative| self.add(body, *alternative)),
            range @ Pat::Range { .. } => self.ranges.extend(bounds(range)),
            Pat::Tuple(_) | Pat::Missing => {}
        }
    }

    /// Whether everything that a pattern matches is taken already.
    pub(super) fn covers(&self, body: &Body, pattern: PatId) -> bool {
        match &body.pats[pattern] {
            Pat::Missing => false,
            _ if self.everything.is_some() => true,
            Pat::Ok(_) => self.ok,
            Pat::Err(_) => self.err,
            Pat::Literal(LiteralPat::Int(value)) => value.is_some_and(|value| self.covers_ints(value, value)),
            Pat::Literal(literal) => self.literals.iter().any(|known| same_literal(known, literal)),
            Pat::Or(alternatives) => alternatives.iter().all(|alternative| self.covers(body, *alternative)),
            range @ Pat::Range { .. } => bounds(range).is_some_and(|(first, last)| self.covers_ints(first, last)),
            Pat::Wildcard | Pat::Bind(_) | Pat::Tuple(_) => false,
        }
    }

    /// Whether both values of a `Bool` are taken.
    pub(super) fn has_both_bools(&self) -> bool {
        [true, false].iter().all(|value| self.literals.contains(&&LiteralPat::Bool(*value)))
    }

    fn covers_ints(&self, first: i64, last: i64) -> bool {
        self.ranges.iter().any(|(start, end)| *start <= first && last <= *end)
            || first == last
                && self.literals.iter().any(|known| matches!(known, LiteralPat::Int(Some(value)) if *value == first))
    }
}

/// The first and the last integer of a range pattern; `None` when it has none, or when a bound is not known.
fn bounds(pattern: &Pat) -> Option<(i64, i64)> {
    let Pat::Range { start, end, is_inclusive } = pattern else { return None };
    let last = if *is_inclusive { (*end)? } else { (*end)?.checked_sub(1)? };
    let first = (*start)?;
    (first <= last).then_some((first, last))
}

fn same_literal(a: &LiteralPat, b: &LiteralPat) -> bool {
    let number = |text: &str| text.replace('_', "").parse::<f64>().ok();
    match (a, b) {
        (LiteralPat::Float(a), LiteralPat::Float(b)) => a == b || number(a).is_some() && number(a) == number(b),
        _ => a == b,
    }
}
