//! How a body receives: its loops, the calls of `recv` in them, and the names that hold what was received.

use rustc_hash::FxHashSet;

use crate::hir::{Arm, Expr, ExprId, Pat, PatId, Stmt};
use crate::inference::LocalId;
use crate::lints::walk;
use crate::rules::view::View;

/// The number of the statement of a body that is the loop in which the connection is read.
pub(super) fn main_loop(view: &View<'_>, body: &[Stmt]) -> Option<usize> {
    body.iter().position(|statement| {
        let is_loop = match statement {
            Stmt::While { .. } | Stmt::For { .. } => true,
            Stmt::Expr(value) | Stmt::Let { value, .. } => matches!(view.expr(*value), Expr::Loop { .. }),
            _ => false,
        };
        is_loop && view.within_statement(statement).into_iter().any(|it| view.is_connection_call(it, "recv"))
    })
}

/// What runs in one round of a loop with that body: inner loops are listed and not entered.
pub(super) fn in_round(view: &View<'_>, body: ExprId) -> Vec<ExprId> {
    let mut found = Vec::new();
    let mut stack = vec![body];
    while let Some(id) = stack.pop() {
        found.push(id);
        match view.expr(id) {
            Expr::Loop { .. } => {}
            Expr::Block(statements) => {
                for statement in statements {
                    match statement {
                        Stmt::While { condition, .. } => stack.push(*condition),
                        Stmt::For { iterable, .. } => stack.push(*iterable),
                        _ => walk::statement_children(statement, &mut stack),
                    }
                }
            }
            other => stack.extend(walk::children(other)),
        }
    }
    found
}

/// What is known of the values that a body receives.
pub(super) struct Received {
    /// The variables that hold the result of a `recv`.
    pub(super) results: FxHashSet<LocalId>,
    /// The variables that hold a received value as it came.
    pub(super) values: FxHashSet<LocalId>,
}

impl Received {
    /// Finds the variables, in the order of the source.
    pub(super) fn of(view: &View<'_>) -> Received {
        let mut received = Received { results: FxHashSet::default(), values: FxHashSet::default() };
        // A `match` may stand before the `let` that holds its value: two rounds see both.
        for _ in 0..2 {
            for (_, expr) in view.lowered.body.exprs.iter() {
                if let Expr::Match { scrutinee, arms } = expr
                    && received.is_result(view, *scrutinee)
                {
                    let bound = arms.iter().filter_map(|arm| ok_binding(view, arm));
                    received.values.extend(bound);
                }
            }
            for statement in view.lowered.statements() {
                if let Stmt::Let { pattern, value, .. } = statement
                    && let Some(local) = view.inference.bindings.get(pattern)
                {
                    if received.is_result(view, *value) {
                        received.results.insert(*local);
                    } else if received.is_value(view, *value) {
                        received.values.insert(*local);
                    }
                }
            }
        }
        received
    }

    /// Whether an expression is what `recv` gives.
    pub(super) fn is_result(&self, view: &View<'_>, id: ExprId) -> bool {
        view.is_connection_call(id, "recv") || view.local(id).is_some_and(|local| self.results.contains(&local))
    }

    /// Whether an expression is a received value as it came.
    pub(super) fn is_value(&self, view: &View<'_>, id: ExprId) -> bool {
        match view.expr(id) {
            Expr::Name(_) => view.local(id).is_some_and(|local| self.values.contains(&local)),
            Expr::Try(inner) => self.is_result(view, *inner),
            Expr::Match { scrutinee, arms } => {
                self.is_result(view, *scrutinee)
                    && arms
                        .iter()
                        .any(|arm| ok_binding(view, arm).is_some_and(|bound| view.local(arm.body) == Some(bound)))
            }
            _ => false,
        }
    }
}

/// The variable of `Ok(name)`.
fn ok_binding(view: &View<'_>, arm: &Arm) -> Option<LocalId> {
    let inner = ok_pattern(view, arm)?;
    view.inference.bindings.get(&inner).copied()
}

/// What stands in the parentheses of `Ok(…)`.
pub(super) fn ok_pattern(view: &View<'_>, arm: &Arm) -> Option<PatId> {
    match view.lowered.body.pats[arm.pattern] {
        Pat::Ok(inner) => Some(inner),
        _ => None,
    }
}

/// Whether an arm is the one for a failure.
pub(super) fn is_failure(view: &View<'_>, arm: &Arm) -> bool {
    matches!(view.lowered.body.pats[arm.pattern], Pat::Err(_))
}
