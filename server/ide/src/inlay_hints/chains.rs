//! Types of the steps of a chain of calls, at the ends of their lines.

use fitz_analysis::hir::Expr;
use fitz_syntax::TextRange;

use super::{InlayHint, Subject};

pub(super) fn hints(subject: &Subject<'_>) -> Vec<InlayHint> {
    let body = &subject.lowered.body;
    let hint = |expr: &Expr| {
        let Expr::Field { object, name } = expr else { return None };
        // Where the chain begins, the name says enough.
        if matches!(body.exprs[*object], Expr::Name(_)) {
            return None;
        }
        let end = body.expr_range(*object).end();
        let between = TextRange::new(end, name.range.start().max(end));
        let is_step = subject.written(between).contains('\n');
        is_step.then(|| subject.type_hint(end, ": ", subject.inference.expr_type(*object)))?
    };
    body.exprs.iter().filter_map(|(_, expr)| hint(expr)).collect()
}
