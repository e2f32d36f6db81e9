//! `if` as a value, and what its condition tells about a variable that may be `null`.

use fitz_rules::families::expressions::IF_CONDITION_NOT_BOOL;

use crate::hir::{BinaryOp, Expr, ExprId, Stmt};
use crate::inference::Context;
use crate::ty::{Name, Ty};

impl Context<'_> {
    /// Without `else` the value is unknown; a branch that jumps away leaves the type to the other one.
    pub(super) fn if_expression(
        &mut self,
        condition: ExprId,
        then: ExprId,
        otherwise: Option<ExprId>,
        expected: Option<&Ty>,
    ) -> Ty {
        self.condition(condition, &IF_CONDITION_NOT_BOOL, "The condition of `if`");
        let first = self.narrowed_branch(condition, then, true, expected);
        let Some(otherwise) = otherwise else { return Ty::Any };
        let second = self.narrowed_branch(condition, otherwise, false, expected);
        match (self.ends_in_expression(then), self.ends_in_expression(otherwise)) {
            (Ending::Expression, Ending::Expression)
                if self.mixes_nullables(then) || self.mixes_nullables(otherwise) =>
            {
                Ty::Any
            }
            (Ending::Expression, Ending::Expression) => first.join(&second),
            (Ending::Expression, Ending::Jump) => first,
            (Ending::Jump, Ending::Expression) => second,
            _ => Ty::Any,
        }
    }

    /// Walks a branch of `if x != null` (or of its opposite) with `x` known not to be null where that holds.
    fn narrowed_branch(&mut self, condition: ExprId, block: ExprId, is_then: bool, expected: Option<&Ty>) -> Ty {
        let range = self.lowered.body.expr_range(block);
        let narrowed = self.null_comparison(condition).filter(|(_, op)| (*op == BinaryOp::NotEqual) == is_then);
        self.with_unread_scope(range, |this| {
            if let Some((name, _)) = narrowed
                && let Some((resolution, Ty::Nullable(inner))) = this.look_up(&name)
            {
                this.bind(name, resolution, (*inner).clone());
            }
            this.expr_expecting(block, expected)
        })
    }

    /// `x == null`, `x != null` and the same turned around: the name and the operator.
    fn null_comparison(&self, condition: ExprId) -> Option<(Name, BinaryOp)> {
        let Expr::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } =
            &self.lowered.body.exprs[condition]
        else {
            return None;
        };
        match (&self.lowered.body.exprs[*left], &self.lowered.body.exprs[*right]) {
            (Expr::Name(name), Expr::Null) | (Expr::Null, Expr::Name(name)) => Some((name.clone(), *op)),
            _ => None,
        }
    }

    /// Whether a branch is an `if` of two nullable types that have nothing but `null` in common. This is no `Any` that takes
    /// the type of another branch.
    fn mixes_nullables(&self, branch: ExprId) -> bool {
        match &self.lowered.body.exprs[branch] {
            Expr::Block(statements) => {
                matches!(statements.last(), Some(Stmt::Expr(last)) if self.mixes_nullables(*last))
            }
            Expr::If { then, otherwise: Some(otherwise), .. } => {
                match (self.result.expr_type(*then), self.result.expr_type(*otherwise)) {
                    (Ty::Nullable(a), Ty::Nullable(b)) => a.join(b) == Ty::Any,
                    _ => self.mixes_nullables(*then) || self.mixes_nullables(*otherwise),
                }
            }
            _ => false,
        }
    }

    fn ends_in_expression(&self, id: ExprId) -> Ending {
        match &self.lowered.body.exprs[id] {
            Expr::Block(statements) => match statements.last() {
                Some(Stmt::Expr(last)) => match self.lowered.body.exprs[*last] {
                    Expr::Return { .. } | Expr::Break { .. } | Expr::Continue => Ending::Jump,
                    _ => Ending::Expression,
                },
                _ => Ending::Statement,
            },
            Expr::Return { .. } | Expr::Break { .. } | Expr::Continue => Ending::Jump,
            _ => Ending::Expression,
        }
    }
}

enum Ending {
    Expression,
    Jump,
    Statement,
}
