//! Conditions are of type `Bool`: nothing else is true or false.

use fitz_rules::Rule;

use crate::diagnostic::Finding;
use crate::hir::ExprId;
use crate::inference::Context;
use crate::ty::{Builtin, Ty};

impl Context<'_> {
    /// Walks a condition. `subject` begins the message: "The condition of `if`".
    pub(super) fn condition(&mut self, condition: ExprId, rule: &'static Rule, subject: &str) {
        let ty = self.expr(condition);
        if ty.fits(&Ty::bool()) {
            return;
        }
        let range = self.lowered.body.expr_range(condition);
        let finding = Finding::new(rule, range, format!("{subject} must be `Bool`, but is `{ty}`."));
        self.report(match truth_hint(&ty) {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }
}

/// How to ask what a condition on such a value probably means to ask.
pub(super) fn truth_hint(ty: &Ty) -> Option<&'static str> {
    Some(match ty {
        Ty::Nullable(_) => "Compare it with `null`: `value != null`.",
        Ty::Builtin(Builtin::Int | Builtin::Float, _) => "Compare the number: `count != 0`.",
        Ty::Builtin(Builtin::Str | Builtin::List | Builtin::Map | Builtin::Bytes, _) => {
            "Ask for its length: `value.len() > 0`."
        }
        Ty::Builtin(Builtin::Result, _) => "Use `match` with `Ok` and `Err`, or take the value out with `?`.",
        Ty::Builtin(Builtin::Future, _) => "Wait for the value with `.await`.",
        Ty::Function(_) => "This is the function itself: call it.",
        _ => return None,
    })
}
