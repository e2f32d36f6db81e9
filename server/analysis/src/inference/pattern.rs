//! Patterns: what they bind, and what they tell about later arms.

use fitz_syntax::TextSize;

use crate::hir::{Pat, PatId};
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
            Pat::Missing | Pat::Wildcard | Pat::Literal { .. } | Pat::Range => {}
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
            Pat::Literal { is_null } => *is_null,
            Pat::Or(alternatives) => alternatives.iter().any(|alternative| self.matches_null(*alternative)),
            _ => false,
        }
    }

    /// Whether a pattern is a bare name.
    pub(super) fn is_binding(&self, id: PatId) -> bool {
        matches!(self.lowered.body.pats[id], Pat::Bind(_))
    }
}
