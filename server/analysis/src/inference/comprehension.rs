//! `[element for pattern in iterable if filter]`

use fitz_rules::families::expressions::{COMPREHENSION_FILTER_NOT_BOOL, COMPREHENSION_NOT_ITERABLE};

use crate::diagnostic::Finding;
use crate::hir::{ExprId, ForClause};
use crate::inference::Context;
use crate::inference::operators::value_hint;
use crate::ty::{Builtin, Ty};

impl Context<'_> {
    /// A comprehension; `element` walks what it collects, in the scope of its clauses.
    pub(super) fn comprehension(
        &mut self,
        id: ExprId,
        clauses: &[ForClause],
        filter: Option<ExprId>,
        element: impl FnOnce(&mut Self) -> Ty,
    ) -> Ty {
        let range = self.lowered.body.expr_range(id);
        self.with_scope(range, |this| {
            for clause in clauses {
                let walked = this.walked(clause.iterable);
                this.for_pattern(clause.pattern, &walked, range.start());
            }
            if let Some(filter) = filter {
                this.condition(filter, &COMPREHENSION_FILTER_NOT_BOOL, "The condition of a comprehension");
            }
            element(this)
        })
    }

    /// What walking a value gives. A nullable layer is ignored. Unlike a `for` statement, a comprehension takes no map.
    fn walked(&mut self, iterable: ExprId) -> Ty {
        let ty = self.expr(iterable);
        match ty.without_null() {
            Ty::Builtin(Builtin::Range, _) => Ty::int(),
            Ty::Builtin(Builtin::List, arguments) => arguments.first().cloned().unwrap_or(Ty::Any),
            Ty::Any | Ty::Variable(_) => Ty::Any,
            other => {
                let range = self.lowered.body.expr_range(iterable);
                let message = format!("A comprehension walks a list or a range, not `{other}`.");
                let hint = match other {
                    Ty::Builtin(Builtin::Map, _) => "Walk a list of its parts: `.keys()`, `.values()` or `.entries()`.",
                    Ty::Builtin(Builtin::Str, _) => "Walk a list of its characters: `.chars()`.",
                    Ty::PyAny => "Give it a type first: `let items: List<Any> = value`.",
                    _ => value_hint(other).unwrap_or("Put the values into a list first."),
                };
                self.report(Finding::new(&COMPREHENSION_NOT_ITERABLE, range, message).hint(hint));
                Ty::Any
            }
        }
    }
}
