//! `object[index]`, `object[start..end]`, `object.0` and ranges.

use fitz_rules::Rule;
use fitz_rules::families::expressions::{
    INDEX_TYPE, NOT_INDEXABLE, NOT_SLICEABLE, RANGE_BOUND_TYPE, SLICE_BOUND_TYPE, TUPLE_INDEX_ON_NON_TUPLE,
    TUPLE_INDEX_OUT_OF_RANGE,
};
use fitz_syntax::TextRange;

use crate::diagnostic::Finding;
use crate::hir::ExprId;
use crate::inference::Context;
use crate::inference::operators::value_hint;
use crate::ty::{Builtin, Ty};

impl Context<'_> {
    /// `start..end`
    pub(super) fn range(&mut self, start: ExprId, end: ExprId) -> Ty {
        self.bound(start, &RANGE_BOUND_TYPE, "The start of a range");
        self.bound(end, &RANGE_BOUND_TYPE, "The end of a range");
        Ty::builtin(Builtin::Range)
    }

    /// `object[index]`. A nullable layer is ignored; what a `type` gives is not known.
    pub(super) fn index(&mut self, object: ExprId, index: ExprId) -> Ty {
        let indexed = self.expr(object);
        let found = self.expr(index);
        let (wanted, element) = match indexed.without_null() {
            Ty::Builtin(Builtin::List, arguments) => (Ty::int(), arguments.first().cloned()),
            Ty::Builtin(Builtin::Map, arguments) => {
                (arguments.first().cloned().unwrap_or(Ty::Any), arguments.get(1).cloned())
            }
            Ty::Builtin(Builtin::Str, _) => (Ty::int(), Some(Ty::str())),
            Ty::Any | Ty::Nominal(_) | Ty::Variable(_) => return Ty::Any,
            other => {
                let finding = self.at(object, &NOT_INDEXABLE, format!("`{other}` cannot be indexed."));
                let hint = match other {
                    Ty::Tuple(_) => "The parts of a tuple are read with a dot: `pair.0`.",
                    Ty::PyAny => "Give it a type first: `let items: List<Any> = value`.",
                    _ => value_hint(other).unwrap_or("Lists, maps and strings can be indexed."),
                };
                self.report(finding.hint(hint));
                return Ty::Any;
            }
        };
        if !found.fits(&wanted) {
            let what = if indexed.without_null().is(Builtin::Map) { "key" } else { "index" };
            let shown = indexed.without_null();
            let message = format!("The {what} of `{shown}` must be `{wanted}`, but is `{found}`.");
            let finding = self.at(index, &INDEX_TYPE, message);
            self.report(hinted(finding, &found));
        }
        element.unwrap_or(Ty::Any)
    }

    /// `object[start..end]`. A nullable layer is ignored.
    pub(super) fn slice(&mut self, object: ExprId, start: Option<ExprId>, end: Option<ExprId>) -> Ty {
        let sliced = self.expr(object);
        for (bound, subject) in [(start, "The start of a slice"), (end, "The end of a slice")] {
            if let Some(bound) = bound {
                self.bound(bound, &SLICE_BOUND_TYPE, subject);
            }
        }
        match sliced.without_null() {
            part @ Ty::Builtin(Builtin::List | Builtin::Str, _) => part.clone(),
            Ty::Any | Ty::Nominal(_) | Ty::Variable(_) => Ty::Any,
            other => {
                let finding = self.at(object, &NOT_SLICEABLE, format!("`{other}` cannot be sliced."));
                self.report(finding.hint(value_hint(other).unwrap_or("Lists and strings can be sliced.")));
                Ty::Any
            }
        }
    }

    /// `object.0`. A nullable layer is ignored.
    pub(super) fn tuple_index(&mut self, object: ExprId, index: Option<usize>, index_range: TextRange) -> Ty {
        let ty = self.expr(object);
        let Some(index) = index else { return Ty::Any };
        match ty.without_null() {
            Ty::Tuple(slots) => {
                if let Some(slot) = slots.get(index) {
                    return slot.clone();
                }
                let message = match slots.len() {
                    1 => format!("`{ty}` has one part, with the number 0."),
                    0 => format!("`{ty}` has no parts."),
                    count => format!("`{ty}` has {count} parts, with the numbers 0 to {}.", count - 1),
                };
                self.report(Finding::new(&TUPLE_INDEX_OUT_OF_RANGE, index_range, message));
            }
            Ty::Any | Ty::PyAny | Ty::Variable(_) => {}
            other => {
                let message = format!("Only a tuple has numbered parts, and this is `{other}`.");
                let finding = Finding::new(&TUPLE_INDEX_ON_NON_TUPLE, index_range, message);
                self.report(match other {
                    Ty::Builtin(Builtin::List | Builtin::Str, _) => {
                        finding.hint(format!("Write the index in brackets: `[{index}]`."))
                    }
                    other => hinted(finding, other),
                });
            }
        }
        Ty::Any
    }

    fn bound(&mut self, bound: ExprId, rule: &'static Rule, subject: &str) {
        let ty = self.expr(bound);
        if !ty.fits(&Ty::int()) {
            let finding = self.at(bound, rule, format!("{subject} must be `Int`, but is `{ty}`."));
            self.report(hinted(finding, &ty));
        }
    }

    fn at(&self, expr: ExprId, rule: &'static Rule, message: String) -> Finding {
        Finding::new(rule, self.lowered.body.expr_range(expr), message)
    }
}

fn hinted(finding: Finding, ty: &Ty) -> Finding {
    match value_hint(ty) {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}
