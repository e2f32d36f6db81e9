//! `ws/spin`: a loop that goes on for ever after its client has gone.

use fitz_rules::families::connections::SPIN;
use fitz_syntax::TextRange;
use rustc_hash::FxHashSet;

use super::reception::{Received, in_round, is_failure, ok_pattern};
use crate::diagnostic::Finding;
use crate::hir::{Arm, Expr, ExprId, Pat, Stmt};
use crate::rules::view::View;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    if view.has_hole() {
        return;
    }
    let received = Received::of(view);
    for body in endless_loops(view) {
        let round = in_round(view, body);
        if !round.iter().any(|id| view.is_connection_call(*id, "recv") && view.without_await(*id) == *id) {
            continue;
        }
        let matches: Vec<(ExprId, &[Arm])> = round
            .iter()
            .filter_map(|id| match view.expr(*id) {
                Expr::Match { scrutinee, arms } if received.is_result(view, *scrutinee) => Some((*id, arms.as_slice())),
                _ => None,
            })
            .collect();
        let exits = exits(view, body, &round);
        match matches.as_slice() {
            [] if exits.is_empty() => found.extend(unseen(view, &round)),
            [] => {}
            several => {
                let failures: Vec<&Arm> =
                    several.iter().flat_map(|(_, arms)| arms.iter()).filter(|arm| takes_failure(view, arm)).collect();
                if several.len() == 1
                    && let [failure] = failures.as_slice()
                    && goes_on(view, failure, several, &exits)
                {
                    found.push(finding(view, failure));
                }
            }
        }
    }
}

/// The bodies of loops that only a jump leaves.
fn endless_loops(view: &View<'_>) -> Vec<ExprId> {
    let loops = view.running().filter_map(|(_, expr)| match expr {
        Expr::Loop { body, .. } => Some(*body),
        _ => None,
    });
    let whiles = view.lowered.statements().filter_map(|statement| match statement {
        Stmt::While { condition, body } if matches!(view.expr(*condition), Expr::Bool(true)) => Some(*body),
        _ => None,
    });
    loops.chain(whiles).collect()
}

/// The jumps that leave a loop: out of inner loops only those that can.
fn exits(view: &View<'_>, body: ExprId, round: &[ExprId]) -> Vec<ExprId> {
    let own: FxHashSet<ExprId> = round.iter().copied().collect();
    view.within(body)
        .into_iter()
        .filter(|id| match view.expr(*id) {
            Expr::Return { .. } | Expr::Try(_) | Expr::Break { label: Some(_), .. } => true,
            Expr::Break { .. } => own.contains(id),
            _ => false,
        })
        .collect()
}

/// `Err(…)`, or a pattern that takes everything else.
fn takes_failure(view: &View<'_>, arm: &Arm) -> bool {
    let takes_rest = matches!(view.lowered.body.pats[arm.pattern], Pat::Wildcard | Pat::Bind(_));
    arm.guard.is_none() && (is_failure(view, arm) || takes_rest)
}

/// Whether the loop starts again whenever this arm has run.
fn goes_on(view: &View<'_>, failure: &Arm, matches: &[(ExprId, &[Arm])], exits: &[ExprId]) -> bool {
    let body = view.range(failure.body);
    let counts = view.lowered.statements().any(|statement| match statement {
        Stmt::Assign { target, .. } => body.contains_range(view.range(*target)),
        _ => false,
    });
    if counts {
        return false;
    }
    let ends_round = continues(view, failure.body);
    let successes: Vec<TextRange> = matches
        .iter()
        .flat_map(|(_, arms)| arms.iter())
        .filter(|arm| ok_pattern(view, arm).is_some())
        .map(|arm| arm.range)
        .collect();
    exits.iter().all(|exit| {
        let range = view.range(*exit);
        let is_skipped = ends_round && range.start() > body.end();
        is_skipped || successes.iter().any(|success| success.contains_range(range))
    })
}

/// Whether an arm ends with `continue`.
fn continues(view: &View<'_>, body: ExprId) -> bool {
    match view.expr(body) {
        Expr::Continue => true,
        Expr::Block(statements) => matches!(statements.last(), Some(Stmt::Expr(last)) if continues(view, *last)),
        _ => false,
    }
}

fn finding(view: &View<'_>, failure: &Arm) -> Finding {
    let range = view.lowered.body.pat_range(failure.pattern);
    let finding = Finding::new(&SPIN, range, "When the client has gone, this loop goes round for ever.")
        .hint("Leave the loop here, or count the failures and leave after a few.");
    let body = view.range(failure.body);
    let edit = match view.expr(failure.body) {
        Expr::Continue => (body, "{ break }".to_owned()),
        Expr::Block(statements) => match statements.last() {
            None => (body, "{ break }".to_owned()),
            Some(Stmt::Expr(last)) if matches!(view.expr(*last), Expr::Continue) => {
                (view.range(*last), "break".to_owned())
            }
            Some(Stmt::Expr(last)) => {
                let range = view.range(*last);
                let separator = match view.indent_of(range.start()) {
                    Some(indent) => format!("\n{indent}break"),
                    None => "; break".to_owned(),
                };
                (TextRange::empty(range.end()), separator)
            }
            Some(_) => return finding,
        },
        _ => (body, format!("{{ {}; break }}", view.source(body))),
    };
    finding.fix("Leave the loop", vec![edit])
}

/// A loop that nothing leaves, and that does not look at the failure at all.
fn unseen(view: &View<'_>, round: &[ExprId]) -> Option<Finding> {
    let call = round.iter().find(|id| view.is_connection_call(**id, "recv") && view.without_await(**id) == **id)?;
    Some(
        Finding::new(&SPIN, view.range(*call), "When the client has gone, this loop goes round for ever.")
            .hint("Match the result, and leave the loop on `Err`."),
    )
}
