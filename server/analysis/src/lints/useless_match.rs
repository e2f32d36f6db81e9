//! `useless-match`: a `match` that decides nothing.

use fitz_rules::families::lints::USELESS_MATCH;
use fitz_syntax::{TextRange, TextSize};

use super::Context;
use crate::diagnostic::Finding;
use crate::hir::{Expr, Pat};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (id, expr) in context.lowered.body.exprs.iter() {
        let Expr::Match { scrutinee, arms } = expr else { continue };
        let [arm] = arms.as_slice() else { continue };
        let is_complete = ![*scrutinee, arm.body].iter().any(|part| matches!(context.expr(*part), Expr::Missing));
        if arm.guard.is_some() || !is_complete {
            continue;
        }
        let hint = match &context.lowered.body.pats[arm.pattern] {
            Pat::Wildcard => "Write only what the arm gives.".to_owned(),
            Pat::Bind(name) => format!("Write `let {name} = …` and then what the arm does."),
            _ => continue,
        };
        let keyword = TextRange::at(context.range(id).start(), TextSize::of("match"));
        found.push(
            Finding::new(&USELESS_MATCH, keyword, "This `match` has one arm, which takes every value.").hint(hint),
        );
    }
}
