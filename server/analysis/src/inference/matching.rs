//! `match`: its value, the arms that are missing, and the arms that nothing reaches.

use fitz_rules::families::expressions::{MATCH_GUARD_NOT_BOOL, MATCH_NOT_EXHAUSTIVE, UNREACHABLE_ARM};

use fitz_syntax::TextRange;

use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Arm, Expr, ExprId, Pat};
use crate::inference::Context;
use crate::inference::coverage::Coverage;
use crate::inference::missing_arms::insertion;
use crate::ty::{Builtin, Ty};
use crate::ty_ops::join_all;

impl Context<'_> {
    /// The join of what the arms give.
    pub(super) fn match_expression(
        &mut self,
        id: ExprId,
        scrutinee: ExprId,
        arms: &[Arm],
        expected: Option<&Ty>,
    ) -> Ty {
        let matched = self.expr(scrutinee);
        let mut rest = matched.clone();
        let mut types = Vec::with_capacity(arms.len());
        for arm in arms {
            // A bare name after an arm for `null` binds the value without it.
            let bound = if self.is_binding(arm.pattern) { &rest } else { &matched };
            types.push(self.with_unread_scope(arm.range, |this| {
                let visible_from = this.lowered.body.pat_range(arm.pattern).end();
                this.pattern(arm.pattern, bound, visible_from);
                if let Some(guard) = arm.guard {
                    this.condition(guard, &MATCH_GUARD_NOT_BOOL, "The condition of an arm");
                }
                this.expr_expecting(arm.body, expected)
            }));
            if self.matches_null(arm.pattern) {
                rest = rest.without_null().clone();
            }
        }
        self.check_arms(id, scrutinee, arms, &matched);
        join_all(types).unwrap_or(Ty::Any)
    }

    fn check_arms(&mut self, id: ExprId, scrutinee: ExprId, arms: &[Arm], matched: &Ty) {
        let body = &self.lowered.body;
        let is_result = matched.is(Builtin::Result);
        let mut coverage = Coverage::default();
        // What is being written may become another pattern: `conn` of `conn.`.
        let is_unfinished =
            |arm: &Arm| matches!(body.pats[arm.pattern], Pat::Missing) || matches!(body.exprs[arm.body], Expr::Missing);
        for (index, arm) in arms.iter().enumerate() {
            let is_everything =
                is_result && coverage.ok && coverage.err || matched.is(Builtin::Bool) && coverage.has_both_bools();
            let is_both = is_everything && !matches!(body.pats[arm.pattern], Pat::Missing);
            if coverage.covers(body, arm.pattern) {
                self.report(self.unreachable(arms, index, &coverage));
            } else if is_both {
                self.suspect(self.unreachable(arms, index, &coverage), &[scrutinee]);
            } else {
                self.check_pattern_type(arm.pattern, matched, scrutinee);
            }
            if arm.guard.is_none() && !is_unfinished(arm) {
                coverage.add(body, arm.pattern);
            }
        }
        let is_incomplete = arms.iter().any(is_unfinished);
        if is_result && !is_incomplete && coverage.everything.is_none() {
            let sides = [(coverage.ok, Side::Ok), (coverage.err, Side::Err)];
            let missing: Vec<Side> =
                sides.into_iter().filter(|(is_there, _)| !is_there).map(|(_, side)| side).collect();
            self.missing_arms(id, scrutinee, arms, &missing);
        }
    }

    fn unreachable(&self, arms: &[Arm], index: usize, coverage: &Coverage<'_>) -> Finding {
        let range = arms.get(index).map(|arm| self.lowered.body.pat_range(arm.pattern)).unwrap_or_default();
        let finding = Finding::new(&UNREACHABLE_ARM, range, "The arms above take every value of this one.");
        let finding = match self.removal(arms, index) {
            Some(removal) => finding.fix("Remove the arm", vec![(removal, String::new())]),
            None => finding,
        };
        match coverage.everything {
            Some(pattern) => {
                let range = self.lowered.body.pat_range(pattern);
                finding
                    .hint("Move it up, or remove it.")
                    .related(SourcePointer { item: self.id.clone(), range }, "This takes every value.")
            }
            None => finding.hint("Remove it, or change its pattern."),
        }
    }

    /// What is taken away with an arm, the separator too. `None` when a comment would go along.
    fn removal(&self, arms: &[Arm], index: usize) -> Option<TextRange> {
        let own = arms.get(index)?.range;
        let removed = match (arms.get(index + 1), arms.get(index.checked_sub(1)?)) {
            (Some(next), _) => TextRange::new(own.start(), next.range.start()),
            (None, Some(previous)) => TextRange::new(previous.range.end(), own.end()),
            (None, None) => return None,
        };
        let text = self.text.get(std::ops::Range::<usize>::from(removed))?;
        (!text.contains("//") && !text.contains("/*")).then_some(removed)
    }

    fn missing_arms(&mut self, id: ExprId, scrutinee: ExprId, arms: &[Arm], missing: &[Side]) {
        let message = match missing {
            [] => return,
            [Side::Ok] => "This `match` has no arm for `Ok`.",
            [Side::Err] => "This `match` has no arm for `Err`.",
            _ => "This `match` has no arms for `Ok` and `Err`.",
        };
        let range = self.lowered.body.expr_range(scrutinee);
        let finding = Finding::new(&MATCH_NOT_EXHAUSTIVE, range, message);
        let passes_on = self.functions.last().and_then(|function| function.result.as_ref());
        let passes_on = passes_on.is_some_and(|(result, _)| result.is(Builtin::Result));
        let written: Vec<&str> = missing
            .iter()
            .map(|side| match side {
                Side::Ok => "Ok(_) => {}",
                Side::Err if passes_on => "Err(error) => { return Err(error) }",
                Side::Err => "Err(_) => {}",
            })
            .collect();
        let title = if written.len() == 1 { "Add the missing arm" } else { "Add the missing arms" };
        let last = arms.last().map(|arm| arm.range);
        // Beside arms that give a value, an empty one would give `null`.
        let gives_value =
            |arm: &Arm| !matches!(self.result.expr_type(arm.body), ty if *ty == Ty::Any || ty.is(Builtin::Null));
        let is_empty = written.iter().any(|arm| arm.ends_with("{}"));
        let fits = !is_empty || !arms.iter().any(gives_value);
        let edit = fits.then(|| insertion(self.text, self.lowered.body.expr_range(id), last, &written)).flatten();
        let finding = finding.hint("Add the arm, or `_` for all other values.");
        self.report(match edit {
            Some(edit) => finding.fix(title, vec![edit]),
            None => finding,
        });
    }
}

#[derive(Clone, Copy)]
enum Side {
    Ok,
    Err,
}
