//! Writes an assignment that changes a variable with or without the operator in front of `=`.

use fitz_analysis::hir::{BinaryOp, Expr, Stmt};

use super::shape::strength;
use super::{Assist, Entry, Place};

pub(super) const SHORT: Entry = Entry { kind: "refactor.rewrite.shortAssignment", keeps_meaning: true, find: short };
pub(super) const LONG: Entry = Entry { kind: "refactor.rewrite.longAssignment", keeps_meaning: true, find: long };

/// At `x = x + 1`.
fn short(place: &Place<'_>) -> Option<Assist> {
    let statement = selected(place)?;
    let Stmt::Assign { target, ty: None, op: None, value } = statement else { return None };
    let Expr::Binary { op, left, right } = place.expr(*value) else { return None };
    let range = place.statement_range(statement);
    let is_same = place.text(*target) == place.text(*left) && place.is_calm(place.range(*target));
    if !is_same || place.has_comment(range) {
        return None;
    }
    let text = format!("{} {}= {}", place.text(*target), sign(*op)?, place.text(*right));
    place.assist("Write it with the operator in front of `=`", vec![(range, text)])
}

/// At `x += 1`.
fn long(place: &Place<'_>) -> Option<Assist> {
    let statement = selected(place)?;
    let Stmt::Assign { target, op: Some(op), value, .. } = statement else { return None };
    let range = place.statement_range(statement);
    if !place.is_calm(place.range(*target)) || place.has_comment(range) {
        return None;
    }
    let needed = strength(&Expr::Binary { op: *op, left: *target, right: *target }) + 1;
    let name = place.text(*target);
    let text = format!("{name} = {name} {} {}", sign(*op)?, place.operand(*value, needed));
    place.assist("Write the operation out", vec![(range, text)])
}

/// The assignment that is selected.
fn selected<'db>(place: &Place<'db>) -> Option<&'db Stmt> {
    let assignments = place.lowered.statements().filter(|statement| matches!(statement, Stmt::Assign { .. }));
    let around = assignments.filter(|it| place.statement_range(it).contains_range(place.selected));
    around.min_by_key(|it| place.statement_range(it).len())
}

/// The operator, if there is an assignment with it.
fn sign(op: BinaryOp) -> Option<&'static str> {
    match op {
        BinaryOp::Add => Some("+"),
        BinaryOp::Subtract => Some("-"),
        BinaryOp::Multiply => Some("*"),
        BinaryOp::Divide => Some("/"),
        BinaryOp::BitAnd => Some("&"),
        BinaryOp::BitOr => Some("|"),
        BinaryOp::BitXor => Some("^"),
        BinaryOp::ShiftLeft => Some("<<"),
        BinaryOp::ShiftRight => Some(">>"),
        _ => None,
    }
}
