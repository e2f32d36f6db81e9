//! `constant-condition` and `while-true`: a condition that is the same every time.

use fitz_rules::families::lints::{CONSTANT_CONDITION, WHILE_TRUE};
use fitz_syntax::TextRange;

use super::{Context, is_comparison};
use crate::diagnostic::Finding;
use crate::hir::{BinaryOp, Expr, ExprId, Stmt, UnaryOp};
use crate::inference::{LocalKind, Resolution};
use crate::ty::{Builtin, Ty};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (_, expr) in context.lowered.body.exprs.iter() {
        match expr {
            Expr::If { condition, .. } => condition_of(context, *condition, found),
            Expr::Match { arms, .. } => {
                arms.iter().filter_map(|arm| arm.guard).for_each(|guard| condition_of(context, guard, found));
            }
            Expr::ListComprehension { filter: Some(filter), .. }
            | Expr::MapComprehension { filter: Some(filter), .. } => condition_of(context, *filter, found),
            _ => {}
        }
    }
    for statement in context.lowered.statements() {
        match statement {
            Stmt::While { condition, .. } if matches!(context.expr(*condition), Expr::Bool(true)) => {
                found.push(while_true(context, *condition));
            }
            Stmt::While { condition, .. } => condition_of(context, *condition, found),
            _ => {}
        }
    }
}

fn condition_of(context: &Context<'_>, condition: ExprId, found: &mut Vec<Finding>) {
    let Some(value) = constant(context, condition) else { return };
    let message = format!("This condition is always {value}.");
    let hint = match context.expr(condition) {
        Expr::Binary { op, left, right } if is_comparison(*op) => match (context.expr(*left), context.expr(*right)) {
            (Expr::Name(name), Expr::Null) | (Expr::Null, Expr::Name(name)) => {
                format!("`{name}` is never `null`: its type would have a `?`.")
            }
            (Expr::Name(name), _) => format!("Both sides are `{name}`; compare it with something else."),
            _ => "Compare a variable instead of two fixed values.".to_owned(),
        },
        _ => "Write the condition that is meant, or keep only the code that runs.".to_owned(),
    };
    found.push(Finding::new(&CONSTANT_CONDITION, context.range(condition), message).hint(hint));
}

fn while_true(context: &Context<'_>, condition: ExprId) -> Finding {
    let range = context.range(condition);
    let finding = Finding::new(&WHILE_TRUE, range, "A loop without an end is written `loop`.").hint("Write `loop`.");
    let before = context.source(TextRange::up_to(range.start()));
    match before.trim_end().strip_suffix("while") {
        Some(kept) => {
            let keyword = TextRange::up_to(fitz_syntax::TextSize::of(kept)).end();
            finding.fix("Replace with `loop`", vec![(TextRange::new(keyword, range.end()), "loop".to_owned())])
        }
        None => finding,
    }
}

/// The value of a condition that is the same every time.
fn constant(context: &Context<'_>, expr: ExprId) -> Option<bool> {
    match context.expr(expr) {
        Expr::Bool(value) => Some(*value),
        Expr::Unary { op: UnaryOp::Not, operand } => constant(context, *operand).map(|value| !value),
        Expr::Binary { op: BinaryOp::And, left, right } => {
            let (left, right) = (constant(context, *left), constant(context, *right));
            if left == Some(false) || right == Some(false) { Some(false) } else { Some(left? && right?) }
        }
        Expr::Binary { op: BinaryOp::Or, left, right } => {
            let (left, right) = (constant(context, *left), constant(context, *right));
            if left == Some(true) || right == Some(true) { Some(true) } else { Some(left? || right?) }
        }
        Expr::Binary { op, left, right } if is_comparison(*op) => comparison(context, *op, *left, *right),
        _ => None,
    }
}

fn comparison(context: &Context<'_>, op: BinaryOp, left: ExprId, right: ExprId) -> Option<bool> {
    match (context.expr(left), context.expr(right)) {
        (Expr::Name(a), Expr::Name(b)) => {
            let is_same = a == b && equals_itself(context.inference.expr_type(left));
            is_same.then_some(matches!(op, BinaryOp::Equal | BinaryOp::LessEqual | BinaryOp::GreaterEqual))
        }
        (Expr::Name(_), Expr::Null) => is_never_null(context, left).then_some(op == BinaryOp::NotEqual),
        (Expr::Null, Expr::Name(_)) => is_never_null(context, right).then_some(op == BinaryOp::NotEqual),
        (Expr::Int(Some(a)), Expr::Int(Some(b))) => Some(compare(op, a, b)),
        (Expr::Str(a), Expr::Str(b)) => Some(compare(op, a.plain()?, b.plain()?)),
        (Expr::Bool(a), Expr::Bool(b)) => Some(compare(op, a, b)),
        (Expr::Null, Expr::Null) => Some(op == BinaryOp::Equal),
        _ => None,
    }
}

fn compare<T: PartialOrd + ?Sized>(op: BinaryOp, a: &T, b: &T) -> bool {
    match op {
        BinaryOp::Equal => a == b,
        BinaryOp::NotEqual => a != b,
        BinaryOp::Less => a < b,
        BinaryOp::LessEqual => a <= b,
        BinaryOp::Greater => a > b,
        _ => a >= b,
    }
}

/// Whether a name stands for a parameter that is declared without `?`, or for a variable that is written out, and nothing is
/// assigned to it.
fn is_never_null(context: &Context<'_>, name: ExprId) -> bool {
    let Some(resolution @ Resolution::Local(id)) = context.inference.resolutions.get(&name) else { return false };
    let Some(local) = context.inference.local(*id) else { return false };
    let is_plain = match &local.ty {
        Ty::Builtin(builtin, _) => *builtin != Builtin::Null,
        Ty::Nominal(_) | Ty::Tuple(_) => true,
        Ty::Any | Ty::PyAny | Ty::Nullable(_) | Ty::Function(_) | Ty::Variable(_) => false,
    };
    let is_written_out = |value: ExprId| {
        matches!(
            context.expr(value),
            Expr::Int(_)
                | Expr::Float(_)
                | Expr::Str(_)
                | Expr::Bool(_)
                | Expr::List(_)
                | Expr::Map(_)
                | Expr::Struct { .. }
        )
    };
    let is_declared_so = match local.kind {
        // The default of a parameter is not compared with its type.
        LocalKind::Parameter => {
            let parameters = context.lowered.functions().flat_map(|function| &function.parameters);
            let mut of_it = parameters.filter(|parameter| parameter.name.range == local.range);
            local.is_annotated && of_it.all(|parameter| parameter.default.is_none_or(is_written_out))
        }
        LocalKind::Variable => context.lowered.statements().any(|statement| match statement {
            Stmt::Let { pattern, value, .. } => {
                context.lowered.body.pat_range(*pattern) == local.range && is_written_out(*value)
            }
            _ => false,
        }),
        LocalKind::Function | LocalKind::Import => false,
    };
    let is_assigned = || {
        context.lowered.statements().any(|statement| match statement {
            Stmt::Assign { target, .. } => context.inference.resolutions.get(target) == Some(resolution),
            _ => false,
        })
    };
    is_plain && is_declared_so && !is_assigned()
}

/// Whether every value of a type equals itself. A `Float` that is not a number does not.
fn equals_itself(ty: &Ty) -> bool {
    let known = [Builtin::Int, Builtin::Str, Builtin::Bool, Builtin::Bytes];
    let times = [Builtin::Date, Builtin::DateTime, Builtin::Uuid];
    known.into_iter().chain(times).any(|builtin| ty.without_null().is(builtin))
}
