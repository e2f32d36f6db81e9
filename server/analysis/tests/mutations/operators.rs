//! Mistakes in operands, conditions, indices and what is walked.

use fitz_analysis::hir::{BinaryOp as Op, Expr, ExprId, ForClause, Stmt, StrPart, UnaryOp};
use fitz_analysis::{Builtin, Ty};
use fitz_syntax::{TextRange, TextSize};

use crate::view::View;

pub(crate) fn sites(view: &mut View<'_>) {
    for (id, expr) in view.exprs() {
        match expr {
            Expr::Binary { op, left, right } => operands(view, *op, *left, *right),
            Expr::Unary { op, operand } if !view.is_in_string(id) => {
                let wrong = if *op == UnaryOp::Not { "17" } else { "\"wrong\"" };
                view.replace("wrong operand of a prefix operator", view.range(*operand), wrong);
            }
            Expr::If { condition, .. } => view.replace("condition that is no Bool", view.range(*condition), "17"),
            Expr::Match { arms, .. } => {
                for guard in arms.iter().filter_map(|arm| arm.guard) {
                    view.replace("guard that is no Bool", view.range(guard), "17");
                }
            }
            Expr::ListComprehension { clauses, filter, .. } | Expr::MapComprehension { clauses, filter, .. } => {
                comprehension(view, clauses, *filter);
            }
            Expr::Index { object, index } => {
                swapped(view, *object, *index);
                let object = view.ty(*object).without_null();
                match object.arguments_of(Builtin::Map) {
                    Some([key, _]) => view.misfit("wrong type of an index", *index, key),
                    _ if object.is(Builtin::List) || object.is(Builtin::Str) => {
                        view.misfit("wrong type of an index", *index, &Ty::int());
                    }
                    _ => {}
                }
            }
            Expr::Slice { start, end, .. } => {
                for bound in [start, end].into_iter().flatten() {
                    view.misfit("wrong type of a bound", *bound, &Ty::int());
                }
            }
            Expr::Range { start, end } => {
                for bound in [start, end] {
                    view.misfit("wrong type of a bound", *bound, &Ty::int());
                }
            }
            Expr::Str(literal) => literal.parts.iter().for_each(|part| format(view, part)),
            _ => {}
        }
    }
    for statement in view.lowered.statements() {
        match statement {
            Stmt::While { condition, .. } => view.replace("condition that is no Bool", view.range(*condition), "17"),
            Stmt::For { iterable, .. } => view.replace("loop over what cannot be walked", view.range(*iterable), "17"),
            _ => {}
        }
    }
}

/// The right operand becomes a value of a type that the operator does not take together with the left one.
fn operands(view: &mut View<'_>, op: Op, left: ExprId, right: ExprId) {
    let ty = view.ty(left);
    let is_number = ty.is(Builtin::Int) || ty.is(Builtin::Float);
    let wrong = match op {
        Op::Add | Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual if ty.is(Builtin::Str) => "17",
        Op::Add | Op::Subtract | Op::Multiply | Op::Divide if is_number => "\"wrong\"",
        Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual if is_number => "\"wrong\"",
        Op::Remainder | Op::BitAnd | Op::BitOr | Op::BitXor if ty.is(Builtin::Int) => "\"wrong\"",
        Op::And | Op::Or | Op::Xor if ty.is(Builtin::Bool) => "17",
        _ => return,
    };
    if wrong == "17" || !view.is_in_string(right) {
        view.replace("wrong operand", view.range(right), wrong);
    }
}

/// `index[object]`: arithmetic and comparisons take both sides in either order as far as their types go, and an index does
/// not.
fn swapped(view: &mut View<'_>, object: ExprId, index: ExprId) {
    let (object_type, index_type) = (view.ty(object), view.ty(index));
    let is_text_of_text = object_type.is(Builtin::Str) && index_type.is(Builtin::Str);
    let is_container = [Builtin::List, Builtin::Map, Builtin::Str].into_iter().any(|it| object_type.is(it));
    let is_index = index_type.is(Builtin::Int) || index_type.is(Builtin::Str);
    // Anything else needs parentheses in front of the brackets, and at the start of a line these would belong to the line above.
    let is_plain = |id| matches!(view.expr(id), Expr::Name(_) | Expr::Field { .. } | Expr::Call { .. });
    if is_container && is_index && !is_text_of_text && is_plain(object) && is_plain(index) {
        let (first, second) = (view.range(object), view.range(index));
        let edits = vec![(first, view.slice(second).to_owned()), (second, view.slice(first).to_owned())];
        view.sites.push(("swapped operands", edits));
    }
}

fn comprehension(view: &mut View<'_>, clauses: &[ForClause], filter: Option<ExprId>) {
    if let Some(filter) = filter {
        view.replace("filter that is no Bool", view.range(filter), "17");
    }
    for clause in clauses {
        view.replace("loop over what cannot be walked", view.range(clause.iterable), "17");
    }
}

/// A text that is to be written like a number.
fn format(view: &mut View<'_>, part: &StrPart) {
    let StrPart::Interpolation { value, range, .. } = part else { return };
    let range = view.placed(*range);
    let value_end = view.range(*value).end();
    if view.ty(*value).is(Builtin::Str) && value_end + TextSize::of('}') == range.end() {
        view.replace("format for another type", TextRange::empty(value_end), ":d");
    }
}
