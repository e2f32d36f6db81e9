//! Patterns that can match no value of the type that they stand for.

use fitz_rules::families::expressions::PATTERN_TYPE_MISMATCH;

use crate::diagnostic::Finding;
use crate::hir::{ExprId, LiteralPat, Pat, PatId};
use crate::inference::Context;
use crate::ty::{Builtin, Ty};

impl Context<'_> {
    /// Suspects the parts of a pattern that never match a value of type `ty`, which is that of `scrutinee` or a part of it.
    pub(super) fn check_pattern_type(&mut self, pattern: PatId, ty: &Ty, scrutinee: ExprId) {
        let lowered = self.lowered;
        let ty = ty.without_null();
        let kind = match &lowered.body.pats[pattern] {
            Pat::Missing | Pat::Wildcard | Pat::Bind(_) => return,
            Pat::Or(alternatives) => {
                return alternatives.iter().for_each(|it| self.check_pattern_type(*it, ty, scrutinee));
            }
            Pat::Tuple(parts) => match ty {
                Ty::Tuple(slots) if slots.len() == parts.len() => {
                    let pairs = parts.iter().zip(slots.iter());
                    return pairs.for_each(|(part, slot)| self.check_pattern_type(*part, slot, scrutinee));
                }
                Ty::Tuple(_) => format!("a tuple of {}", parts.len()),
                _ if may_be(ty, &Ty::Tuple(std::sync::Arc::from([]))) => return,
                _ => "a tuple".to_owned(),
            },
            Pat::Ok(_) | Pat::Err(_) if may_be(ty, &Ty::result(Ty::Any, Ty::Any)) => return,
            Pat::Ok(_) | Pat::Err(_) => "a `Result`".to_owned(),
            Pat::Literal(literal) => match literal_type(literal) {
                Some(literal) if !may_be(ty, &literal) => format!("of type `{literal}`"),
                _ => return,
            },
            Pat::Range { .. } if may_be(ty, &Ty::int()) => return,
            Pat::Range { .. } => "a range of `Int`".to_owned(),
        };
        let message = format!("This pattern is {kind}, but the value is `{ty}`: it never matches.");
        let finding = Finding::new(&PATTERN_TYPE_MISMATCH, lowered.body.pat_range(pattern), message);
        self.suspect(finding.hint("Match a value of the same type, or remove the pattern."), &[scrutinee]);
    }
}

/// The type that a literal pattern stands for; `None` for `null`, which is always worth a test.
fn literal_type(literal: &LiteralPat) -> Option<Ty> {
    match literal {
        LiteralPat::Int(_) => Some(Ty::int()),
        LiteralPat::Float(_) => Some(Ty::float()),
        LiteralPat::Str(_) => Some(Ty::str()),
        LiteralPat::Bool(_) => Some(Ty::bool()),
        LiteralPat::Null => None,
    }
}

/// Whether a value of type `ty` may be one of the form `wanted`. Unlike `==`, a pattern takes no `Int` for a `Float`; the
/// other way round the declared `Float` may have been given an `Int`.
fn may_be(ty: &Ty, wanted: &Ty) -> bool {
    ty.may_equal(wanted) && !(ty.is(Builtin::Int) && wanted.is(Builtin::Float))
}
