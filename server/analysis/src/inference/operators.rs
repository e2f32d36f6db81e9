//! Unary and binary operators: which types they take, what they give, and values that they cannot work with.

use fitz_rules::families::expressions::{
    ALWAYS_UNEQUAL, BINARY_OPERAND_TYPE, BITWISE_OPERAND_TYPE, COMPARISON_TYPE, DIVISION_BY_ZERO, LOGICAL_OPERAND_TYPE,
    SHIFT_OUT_OF_RANGE, UNARY_OPERAND_TYPE,
};
use fitz_syntax::TextRange;

use crate::diagnostic::Finding;
use crate::hir::{BinaryOp, Expr, ExprId, UnaryOp};
use crate::inference::Context;
use crate::inference::conditions::truth_hint;
use crate::ty::{Builtin, Ty};

/// One side of a binary operator.
pub(super) struct Operand {
    pub(super) expr: ExprId,
    pub(super) ty: Ty,
}

impl Context<'_> {
    /// `-x`, `not x`, `~x`. A Python value is no exception.
    pub(super) fn unary(&mut self, op: UnaryOp, operand: ExprId) -> Ty {
        let ty = self.expr(operand);
        let fits = is_operand(op, &ty);
        let (wanted, given) = match op {
            UnaryOp::Negate => ("`Int` or `Float`", if fits { ty.clone() } else { Ty::Any }),
            UnaryOp::Not => ("`Bool`", Ty::bool()),
            UnaryOp::BitNot => ("`Int`", Ty::int()),
        };
        if !fits && ty != Ty::Any {
            let sign = match op {
                UnaryOp::Negate => "-",
                UnaryOp::Not => "not",
                UnaryOp::BitNot => "~",
            };
            let message = format!("`{sign}` needs {wanted}, but gets `{ty}`.");
            let hint = if op == UnaryOp::Not { truth_hint(&ty) } else { value_hint(&ty) };
            let range = self.lowered.body.expr_range(operand);
            self.report(with_hint(Finding::new(&UNARY_OPERAND_TYPE, range, message), hint));
        }
        given
    }

    /// `left op right`.
    pub(super) fn binary(&mut self, id: ExprId, op: BinaryOp, left: ExprId, right: ExprId) -> Ty {
        let left = self.operand(left);
        let right = self.operand(right);
        let whole = self.lowered.body.expr_range(id);
        self.operation(op, whole, &left, &right)
    }

    /// A side of a binary operator. One that a `not` spoils is reported there: in `not n == 1` the mistake is what `not`
    /// stands for, and nothing is said about the comparison.
    fn operand(&mut self, expr: ExprId) -> Operand {
        let ty = self.expr(expr);
        let is_spoilt = match &self.lowered.body.exprs[expr] {
            Expr::Unary { op, operand } => !is_operand(*op, self.result.expr_type(*operand)),
            _ => false,
        };
        Operand { ty: if is_spoilt { Ty::Any } else { ty }, expr }
    }

    /// What `left op right` gives, also for `left op= right`. `whole` is the text of the operation.
    pub(super) fn operation(&mut self, op: BinaryOp, whole: TextRange, left: &Operand, right: &Operand) -> Ty {
        use BinaryOp as Op;
        self.check_right_value(op, left, right);
        if left.ty == Ty::Any || right.ty == Ty::Any {
            return Ty::Any;
        }
        match op {
            Op::Or | Op::Xor | Op::And => {
                self.check_side(op, left, Side::Left);
                self.check_side(op, right, Side::Right);
                Ty::bool()
            }
            Op::BitOr | Op::BitXor | Op::BitAnd | Op::ShiftLeft | Op::ShiftRight => {
                self.check_side(op, left, Side::Left);
                self.check_side(op, right, Side::Right);
                Ty::int()
            }
            Op::Equal | Op::NotEqual => {
                self.check_equality(op, whole, left, right);
                Ty::bool()
            }
            Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => {
                if !is_ordered(&left.ty, &right.ty) {
                    let message = format!("`{}` and `{}` cannot be compared with `{}`.", left.ty, right.ty, op.text());
                    let hint = value_hint(&left.ty).or_else(|| value_hint(&right.ty));
                    self.report(with_hint(Finding::new(&COMPARISON_TYPE, whole, message), hint));
                }
                Ty::bool()
            }
            Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Remainder => {
                if let Some(ty) = arithmetic_type(op, &left.ty, &right.ty) {
                    return ty;
                }
                self.report_arithmetic(op, whole, &left.ty, &right.ty);
                if op == Op::Remainder { Ty::int() } else { Ty::Any }
            }
        }
    }

    fn check_side(&mut self, op: BinaryOp, operand: &Operand, side: Side) {
        let is_logical = matches!(op, BinaryOp::Or | BinaryOp::Xor | BinaryOp::And);
        let (wanted, rule) =
            if is_logical { (Builtin::Bool, &LOGICAL_OPERAND_TYPE) } else { (Builtin::Int, &BITWISE_OPERAND_TYPE) };
        if operand.ty.is(wanted) {
            return;
        }
        let side = match side {
            Side::Left => "left",
            Side::Right => "right",
        };
        let (sign, wanted) = (op.text(), wanted.name());
        let message = format!("The {side} side of `{sign}` must be `{wanted}`, but is `{}`.", operand.ty);
        let hint = if is_logical { truth_hint(&operand.ty) } else { value_hint(&operand.ty) };
        let range = self.lowered.body.expr_range(operand.expr);
        self.report(with_hint(Finding::new(rule, range, message), hint));
    }

    fn report_arithmetic(&mut self, op: BinaryOp, whole: TextRange, left: &Ty, right: &Ty) {
        let sign = op.text();
        let message = match op {
            BinaryOp::Add => format!("`+` cannot join `{left}` and `{right}`."),
            BinaryOp::Remainder => format!("`%` needs two `Int`s, but gets `{left}` and `{right}`."),
            _ => format!("`{sign}` needs two numbers, but gets `{left}` and `{right}`."),
        };
        let joins_text = op == BinaryOp::Add && (left.is(Builtin::Str) || right.is(Builtin::Str));
        let hint = match value_hint(left).or_else(|| value_hint(right)) {
            None if joins_text => Some("Put the value into the text instead: `\"total: {count}\"`."),
            hint => hint,
        };
        self.report(with_hint(Finding::new(&BINARY_OPERAND_TYPE, whole, message), hint));
    }

    /// A divisor or a shift that is written out and stops the program.
    fn check_right_value(&mut self, op: BinaryOp, left: &Operand, right: &Operand) {
        let is_number = |ty: &Ty| *ty == Ty::Any || ty.is(Builtin::Int) || ty.is(Builtin::Float);
        let range = self.lowered.body.expr_range(right.expr);
        match op {
            BinaryOp::Divide if is_number(&left.ty) && self.is_zero(right.expr) => {
                self.report(division_by_zero(op, range));
            }
            // A `Float` has no remainder at all, which is reported already.
            BinaryOp::Remainder
                if (left.ty == Ty::Any || left.ty.is(Builtin::Int)) && self.int_literal(right.expr) == Some(0) =>
            {
                self.report(division_by_zero(op, range));
            }
            BinaryOp::ShiftLeft | BinaryOp::ShiftRight if left.ty == Ty::Any || left.ty.is(Builtin::Int) => {
                if let Some(count) = self.int_literal(right.expr).filter(|count| !(0..64).contains(count)) {
                    let message = format!("An `Int` has 64 bits and cannot be shifted by {count}.");
                    let finding = Finding::new(&SHIFT_OUT_OF_RANGE, range, message);
                    self.report(finding.hint("Shift by 0 to 63 bits."));
                }
            }
            _ => {}
        }
    }

    fn check_equality(&mut self, op: BinaryOp, whole: TextRange, left: &Operand, right: &Operand) {
        if left.ty.may_equal(&right.ty) {
            return;
        }
        let outcome = if op == BinaryOp::Equal { "false" } else { "true" };
        let message = format!("`{}` and `{}` are never equal, so this is always `{outcome}`.", left.ty, right.ty);
        let finding = Finding::new(&ALWAYS_UNEQUAL, whole, message).hint("Compare values of one type.");
        self.suspect(finding, &[left.expr, right.expr]);
    }

    fn is_zero(&self, expr: ExprId) -> bool {
        match &self.lowered.body.exprs[expr] {
            Expr::Int(value) => *value == Some(0),
            Expr::Float(text) => text.replace('_', "").parse::<f64>().is_ok_and(|value| value == 0.0),
            _ => false,
        }
    }

    fn int_literal(&self, expr: ExprId) -> Option<i64> {
        match &self.lowered.body.exprs[expr] {
            Expr::Int(value) => *value,
            Expr::Unary { op: UnaryOp::Negate, operand } => self.int_literal(*operand)?.checked_neg(),
            _ => None,
        }
    }
}

/// Whether a unary operator works on a type.
fn is_operand(op: UnaryOp, ty: &Ty) -> bool {
    match op {
        UnaryOp::Negate => ty.is(Builtin::Int) || ty.is(Builtin::Float),
        UnaryOp::Not => ty.is(Builtin::Bool),
        UnaryOp::BitNot => ty.is(Builtin::Int),
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

fn division_by_zero(op: BinaryOp, range: TextRange) -> Finding {
    let message = format!("The right side of `{}` is zero, which stops the program.", op.text());
    Finding::new(&DIVISION_BY_ZERO, range, message).hint("Use another divisor.")
}

fn with_hint(finding: Finding, hint: Option<&'static str>) -> Finding {
    match hint {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

/// How to get at the value that an operator needs, when the type only wraps it.
pub(super) fn value_hint(ty: &Ty) -> Option<&'static str> {
    Some(match ty {
        Ty::Nullable(_) => "It may be `null`: test it with `if value != null`, or use `match`.",
        Ty::PyAny => "It comes from Python: give it a type first, e.g. `let count: Int = value`.",
        Ty::Builtin(Builtin::Result, _) => "Take the value out of the `Result` with `?` or `match`.",
        Ty::Builtin(Builtin::Future, _) => "Wait for the value with `.await`.",
        Ty::Builtin(Builtin::Secret, _) => "Take the value out with `.expose()`.",
        Ty::Function(_) => "This is the function itself: call it.",
        _ => return None,
    })
}

/// The type of `left op right`; `None` when the operands do not fit.
#[must_use]
pub fn operation_type(op: BinaryOp, left: &Ty, right: &Ty) -> Option<Ty> {
    use BinaryOp as Op;
    if *left == Ty::Any || *right == Ty::Any {
        return Some(Ty::Any);
    }
    let both = |builtin| left.is(builtin) && right.is(builtin);
    match op {
        Op::Or | Op::Xor | Op::And => both(Builtin::Bool).then(Ty::bool),
        Op::BitOr | Op::BitXor | Op::BitAnd | Op::ShiftLeft | Op::ShiftRight => both(Builtin::Int).then(Ty::int),
        Op::Equal | Op::NotEqual => Some(Ty::bool()),
        Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => is_ordered(left, right).then(Ty::bool),
        Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Remainder => arithmetic_type(op, left, right),
    }
}

/// The type of an arithmetic operation; `None` when the operands do not fit.
fn arithmetic_type(op: BinaryOp, left: &Ty, right: &Ty) -> Option<Ty> {
    let both = |builtin| left.is(builtin) && right.is(builtin);
    let is_number = |ty: &Ty| ty.is(Builtin::Int) || ty.is(Builtin::Float);
    match op {
        _ if both(Builtin::Int) => Some(Ty::int()),
        BinaryOp::Remainder => None,
        BinaryOp::Add if both(Builtin::Str) => Some(Ty::str()),
        _ if is_number(left) && is_number(right) => Some(Ty::float()),
        _ => None,
    }
}

fn is_ordered(left: &Ty, right: &Ty) -> bool {
    let is_number = |ty: &Ty| ty.is(Builtin::Int) || ty.is(Builtin::Float);
    let both = |builtin| left.is(builtin) && right.is(builtin);
    is_number(left) && is_number(right) || [Builtin::Str, Builtin::Date, Builtin::DateTime].into_iter().any(both)
}
