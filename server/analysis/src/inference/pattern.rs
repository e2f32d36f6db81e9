//! Patterns: what they bind, and what they tell about later arms.

use fitz_rules::families::expressions::{FOR_PATTERN_ARITY, FOR_PATTERN_INVALID};
use fitz_syntax::TextSize;

use crate::diagnostic::Finding;
use crate::hir::{LiteralPat, Pat, PatId};
use crate::inference::{Context, LocalKind, NewLocal};
use crate::ty::{Builtin, Ty};

impl Context<'_> {
    /// Binds the names of a pattern for a value of that type. They are visible from `visible_from` on.
    pub(super) fn pattern(&mut self, id: PatId, ty: &Ty, visible_from: TextSize) {
        self.result.pat_types.insert(id, ty.clone());
        match &self.lowered.body.pats[id] {
            Pat::Bind(name) => self.bind_pattern(id, name.clone(), ty.clone(), false, visible_from),
            Pat::Ok(inner) => {
                let ok = ty.arguments_of(Builtin::Result).and_then(|parts| parts.first()).cloned();
                self.pattern(*inner, &ok.unwrap_or(Ty::Any), visible_from);
            }
            Pat::Err(inner) => {
                let error = ty.arguments_of(Builtin::Result).and_then(|parts| parts.get(1)).cloned();
                self.pattern(*inner, &error.unwrap_or(Ty::Any), visible_from);
            }
            Pat::Tuple(parts) => {
                let slots = match ty {
                    Ty::Tuple(slots) if slots.len() == parts.len() => Some(slots.clone()),
                    _ => None,
                };
                for (index, part) in parts.iter().enumerate() {
                    let slot = slots.as_ref().and_then(|slots| slots.get(index)).cloned().unwrap_or(Ty::Any);
                    self.pattern(*part, &slot, visible_from);
                }
            }
            Pat::Or(alternatives) => {
                for alternative in alternatives {
                    self.pattern(*alternative, ty, visible_from);
                }
            }
            Pat::Missing | Pat::Wildcard | Pat::Literal(_) | Pat::Range { .. } => {}
        }
    }

    /// The pattern of `for pattern in …`, in a statement or a comprehension: a name, `_` or a tuple of these, for an element
    /// of that type.
    pub(super) fn for_pattern(&mut self, id: PatId, element: &Ty, visible_from: TextSize) {
        self.check_for_pattern(id, element);
        self.pattern(id, element, visible_from);
    }

    fn check_for_pattern(&mut self, id: PatId, element: &Ty) {
        let lowered = self.lowered;
        let range = lowered.body.pat_range(id);
        match &lowered.body.pats[id] {
            Pat::Missing | Pat::Wildcard | Pat::Bind(_) => {}
            Pat::Tuple(parts) => {
                let slots = match element {
                    Ty::Tuple(slots) if slots.len() == parts.len() => Some(slots),
                    Ty::Any | Ty::PyAny | Ty::Variable(_) => None,
                    _ => {
                        self.report(for_pattern_arity(parts.len(), element, range));
                        return;
                    }
                };
                for (index, part) in parts.iter().enumerate() {
                    let slot = slots.and_then(|slots| slots.get(index)).cloned().unwrap_or(Ty::Any);
                    self.check_for_pattern(*part, &slot);
                }
            }
            Pat::Literal(_) | Pat::Range { .. } | Pat::Ok(_) | Pat::Err(_) | Pat::Or(_) => self.report(
                Finding::new(
                    &FOR_PATTERN_INVALID,
                    range,
                    "A `for` takes a name, `_` or a tuple of names, not this pattern.",
                )
                .hint("Give the element a name here, and take it apart in the body with `match`."),
            ),
        }
    }

    /// Declares the name of a binding pattern.
    pub(super) fn bind_pattern(
        &mut self,
        id: PatId,
        name: crate::ty::Name,
        ty: Ty,
        is_annotated: bool,
        visible_from: TextSize,
    ) {
        self.declare_pattern(id, name, ty, is_annotated, visible_from, LocalKind::Variable);
    }

    pub(super) fn declare_pattern(
        &mut self,
        id: PatId,
        name: crate::ty::Name,
        ty: Ty,
        is_annotated: bool,
        visible_from: TextSize,
        kind: LocalKind,
    ) {
        self.result.pat_types.insert(id, ty.clone());
        let range = self.lowered.body.pat_range(id);
        let local = self.declare(NewLocal { name, ty, is_annotated, range, visible_from, kind });
        self.result.bindings.insert(id, local);
    }

    /// Whether a pattern matches `null`, so that a later name binds the value without it.
    pub(super) fn matches_null(&self, id: PatId) -> bool {
        match &self.lowered.body.pats[id] {
            Pat::Literal(LiteralPat::Null) => true,
            Pat::Or(alternatives) => alternatives.iter().any(|alternative| self.matches_null(*alternative)),
            _ => false,
        }
    }

    /// Whether a pattern is a bare name.
    pub(super) fn is_binding(&self, id: PatId) -> bool {
        matches!(self.lowered.body.pats[id], Pat::Bind(_))
    }
}

fn for_pattern_arity(parts: usize, element: &Ty, range: fitz_syntax::TextRange) -> Finding {
    let message = match element {
        Ty::Tuple(slots) => {
            format!("This pattern has {parts} parts, but each element is `{element}`, with {}.", slots.len())
        }
        _ => format!("This pattern takes a tuple of {parts} apart, but each element is `{element}`."),
    };
    Finding::new(&FOR_PATTERN_ARITY, range, message).hint("Write one name, or as many as the element has parts.")
}
