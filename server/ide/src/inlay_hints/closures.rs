//! Types of the parameters and results of functions without a name.

use fitz_analysis::Ty;
use fitz_analysis::hir::Expr;

use super::{InlayHint, Subject};

pub(super) fn hints(subject: &Subject<'_>) -> Vec<InlayHint> {
    let mut hints = Vec::new();
    for (id, expr) in subject.lowered.body.exprs.iter() {
        let Expr::Closure(function) = expr else { continue };
        for parameter in function.parameters.iter().filter(|it| it.ty.is_none() && !it.name.name.starts_with('_')) {
            let ty = subject.inference.pat_type(parameter.pattern);
            hints.extend(subject.annotation(parameter.name.range.end(), ": ", ty));
        }
        if function.return_type.is_none()
            && let Ty::Function(ty) = subject.inference.expr_type(id)
        {
            hints.extend(subject.annotation(function.parameters_range.end(), " -> ", &ty.result));
        }
    }
    hints
}
