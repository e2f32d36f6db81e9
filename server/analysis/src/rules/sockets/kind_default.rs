//! `ws/kind-default`: kinds of messages that a `match` drops in silence.

use fitz_rules::families::messages::KIND_DEFAULT;

use super::edits::{connection_name, error_message};
use super::kinds::{Directions, discriminator};
use crate::diagnostic::Finding;
use crate::hir::{Expr, LiteralPat, Pat};
use crate::inference::missing_arms::insertion;
use crate::rules::view::View;

/// What the quick fix answers.
const UNKNOWN: &str = "\"unknown kind of message\"";

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    for (id, expr) in view.running() {
        let Expr::Match { scrutinee, arms } = expr else { continue };
        let Some((message, field)) = discriminator(view, *scrutinee) else { continue };
        let only_literals = !arms.is_empty()
            && arms.iter().all(|arm| match &view.lowered.body.pats[arm.pattern] {
                Pat::Literal(LiteralPat::Str(_)) => true,
                Pat::Or(parts) => {
                    parts.iter().all(|part| matches!(view.lowered.body.pats[*part], Pat::Literal(LiteralPat::Str(_))))
                }
                _ => false,
            });
        if !only_literals || !Directions::of(view.db, view.id.file, message).incoming {
            continue;
        }
        let text = format!("A client may send any `{field}`, and this `match` has no arm for the others.");
        let finding = Finding::new(&KIND_DEFAULT, view.range(*scrutinee), text)
            .hint("Add an arm `_` that answers with an error.");
        let are_blocks = arms.iter().all(|arm| matches!(view.expr(arm.body), Expr::Block(_)));
        let last = arms.last().map(|arm| arm.range);
        let answer = connection_name(view)
            .and_then(|name| Some(format!("_ => {{ let _ = {name}.send({}) }}", error_message(view, UNKNOWN)?)));
        let arm = answer.as_deref().unwrap_or("_ => {}");
        let edit = insertion(view.text, view.range(id), last, &[arm]).filter(|_| are_blocks);
        found.push(match edit {
            Some(edit) => finding.fix("Add an arm for the others", vec![edit]),
            None => finding,
        });
    }
}
