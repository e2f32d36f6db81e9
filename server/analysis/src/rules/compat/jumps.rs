//! `compat/break-comma`: `Err(_) => break,`.

use fitz_rules::families::compat::BREAK_COMMA;

use super::View;
use crate::diagnostic::Finding;
use crate::hir::Expr;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let arms = view.lowered.body.exprs.iter().filter_map(|(_, expr)| match expr {
        Expr::Match { arms, .. } => Some(arms),
        _ => None,
    });
    for arm in arms.flatten() {
        let word = match view.expr(arm.body) {
            Expr::Break { label: None, value: None } => "break",
            Expr::Return { value: None, status: None } => "return",
            _ => continue,
        };
        let range = view.range(arm.body);
        if view.source(range) != word || !view.after(range.end()).trim_start().starts_with(',') {
            continue;
        }
        let mended = format!("{{ {word} }}");
        found.push(
            Finding::new(&BREAK_COMMA, range, format!("`fitz` does not read a `{word}` directly before a comma."))
                .hint(format!("Write `{mended}`."))
                .fix(format!("Write `{mended}`"), vec![(range, mended)]),
        );
    }
}
