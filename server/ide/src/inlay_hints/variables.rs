//! Types of variables that are declared without one.

use fitz_analysis::Ty;
use fitz_analysis::hir::{Expr, ExprId, Pat, PatId, Stmt};

use super::{InlayHint, Subject};

/// At `let name = value`, unless the value says its type.
pub(super) fn of_declarations(subject: &Subject<'_>) -> Vec<InlayHint> {
    let hint = |statement: &Stmt| {
        let Stmt::Let { pattern, ty: None, value } = statement else { return None };
        let Pat::Bind(name) = &subject.lowered.body.pats[*pattern] else { return None };
        let ty = subject.inference.pat_type(*pattern);
        if name.starts_with('_') || says_its_type(subject, *value, ty) {
            return None;
        }
        subject.annotation(subject.lowered.body.pat_range(*pattern).end(), ": ", ty)
    };
    subject.lowered.statements().filter_map(hint).collect()
}

/// At the names of a `for`, in a statement or in a list.
pub(super) fn of_loops(subject: &Subject<'_>) -> Vec<InlayHint> {
    let of_statements = subject.lowered.statements().filter_map(|statement| match statement {
        Stmt::For { pattern, .. } => Some(*pattern),
        _ => None,
    });
    let of_expressions = subject.lowered.body.exprs.iter().flat_map(|(_, expr)| match expr {
        Expr::ListComprehension { clauses, .. } | Expr::MapComprehension { clauses, .. } => clauses.as_slice(),
        _ => &[],
    });
    let mut hints = Vec::new();
    for pattern in of_statements.chain(of_expressions.map(|clause| clause.pattern)) {
        of_pattern(subject, pattern, &mut hints);
    }
    hints
}

fn of_pattern(subject: &Subject<'_>, pattern: PatId, hints: &mut Vec<InlayHint>) {
    match &subject.lowered.body.pats[pattern] {
        Pat::Tuple(parts) => parts.iter().for_each(|part| of_pattern(subject, *part, hints)),
        Pat::Bind(name) if !name.starts_with('_') => {
            let end = subject.lowered.body.pat_range(pattern).end();
            hints.extend(subject.type_hint(end, ": ", subject.inference.pat_type(pattern)));
        }
        _ => {}
    }
}

/// Whether a reader sees the type in the value: a literal, `Type { … }`, `Type.make()`, a function.
fn says_its_type(subject: &Subject<'_>, value: ExprId, ty: &Ty) -> bool {
    let exprs = &subject.lowered.body.exprs;
    match &exprs[value] {
        Expr::Int(_) | Expr::Float(_) | Expr::Bool(_) | Expr::Null | Expr::Bytes | Expr::Str(_) => true,
        Expr::Struct { .. } | Expr::Closure(_) | Expr::Missing => true,
        Expr::Unary { operand, .. } => says_its_type(subject, *operand, ty),
        Expr::Call { callee, .. } => match (&exprs[*callee], ty) {
            (Expr::Field { object, .. }, Ty::Nominal(nominal)) => {
                matches!(&exprs[*object], Expr::Name(name) if *name == nominal.name)
            }
            _ => false,
        },
        _ => false,
    }
}
