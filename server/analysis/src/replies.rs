//! Whether a handler answers each frame that it reads with exactly one frame.
//!
//! That makes the `receive` operation of the AsyncAPI document a request with a `reply`. The rule: the handler reads in a
//! loop, and after a successful read it calls `send` once on every way to the next read. Anything less clear is no reply.

use crate::db::Db;
use crate::hir::{Arm, Expr, ExprId, Lowered, Pat, Stmt};
use crate::inference::{Inference, Resolution, infer};
use crate::item_tree::{ItemId, item};
use crate::lower::lowered;

/// Whether the handler replies to each frame.
pub(crate) fn replies_to_each_frame(db: &dyn Db, handler: &ItemId) -> bool {
    let Some(item) = item(db, handler) else { return false };
    let walk = Walk { lowered: lowered(db, item), inference: infer(db, item) };
    let loops = walk.lowered.body.exprs.iter().filter_map(|(_, expr)| match expr {
        Expr::Loop { body, .. } => walk.success_path(*body),
        _ => None,
    });
    match loops.collect::<Vec<_>>().as_slice() {
        [path] => walk.sends_once(path),
        _ => false,
    }
}

struct Walk<'a> {
    lowered: &'a Lowered,
    inference: &'a Inference,
}

/// What runs after a successful read.
struct SuccessPath<'a> {
    /// The body of the `Ok` arm, when the read is matched.
    arm: Option<ExprId>,
    /// The statements after the read, up to the end of the loop.
    rest: &'a [Stmt],
}

impl<'a> Walk<'a> {
    /// What runs after a successful read in this loop body, if it reads at its own level.
    fn success_path(&self, body: ExprId) -> Option<SuccessPath<'a>> {
        let Expr::Block(statements) = &self.lowered.body.exprs[body] else { return None };
        let (read, arm) =
            statements.iter().enumerate().find_map(|(index, statement)| Some((index, self.reads(statement)?)))?;
        Some(SuccessPath { arm, rest: statements.get(read + 1..)? })
    }

    /// If a statement reads a frame: the body of the arm for success, if it has one.
    fn reads(&self, statement: &Stmt) -> Option<Option<ExprId>> {
        let value = match statement {
            Stmt::Expr(value) | Stmt::Let { value, .. } | Stmt::Assign { value, .. } => *value,
            _ => return None,
        };
        match &self.lowered.body.exprs[value] {
            Expr::Match { scrutinee, arms } if self.is_recv(*scrutinee) => {
                let mut success = arms.iter().filter(|arm| self.is_success(arm));
                match (success.next(), success.next()) {
                    (Some(arm), None) if arm.guard.is_none() => Some(Some(arm.body)),
                    _ => None,
                }
            }
            Expr::Try(inner) if self.is_recv(*inner) => Some(None),
            _ => None,
        }
    }

    fn is_success(&self, arm: &Arm) -> bool {
        matches!(self.lowered.body.pats[arm.pattern], Pat::Ok(_))
    }

    fn is_recv(&self, expr: ExprId) -> bool {
        match &self.lowered.body.exprs[expr] {
            Expr::Await(inner) => self.is_recv(*inner),
            _ => self.is_connection_call(expr, "recv"),
        }
    }

    fn is_connection_call(&self, expr: ExprId, method: &str) -> bool {
        let Expr::Call { callee, .. } = &self.lowered.body.exprs[expr] else { return false };
        matches!(
            self.inference.resolutions.get(callee),
            Some(Resolution::Item(id)) if id.owner.as_deref() == Some("WsConn") && id.name == method
        )
    }

    fn sends_once(&self, path: &SuccessPath<'_>) -> bool {
        let mut sends = 0;
        path.arm.is_none_or(|arm| self.count(arm, &mut sends)) && self.count_all(path.rest, &mut sends) && sends == 1
    }

    fn count_all(&self, statements: &[Stmt], sends: &mut usize) -> bool {
        statements.iter().all(|statement| match statement {
            Stmt::Expr(value) | Stmt::Let { value, .. } | Stmt::Assign { value, .. } => self.count(*value, sends),
            Stmt::While { body, .. } | Stmt::For { body, .. } => !self.jumps_or_sends_within(*body),
            Stmt::Function { .. } | Stmt::Import { .. } => true,
        })
    }

    /// Counts the sends that run whenever `expr` runs. False when something may skip one or repeat one.
    fn count(&self, expr: ExprId, sends: &mut usize) -> bool {
        if self.is_connection_call(expr, "send") {
            *sends += 1;
        }
        match &self.lowered.body.exprs[expr] {
            Expr::Block(statements) => self.count_all(statements, sends),
            Expr::Return { .. } | Expr::Break { .. } | Expr::Continue => false,
            Expr::If { .. } | Expr::Match { .. } | Expr::Loop { .. } => !self.jumps_or_sends_within(expr),
            Expr::Call { arguments, .. } => arguments.iter().all(|argument| self.count(argument.value, sends)),
            Expr::Await(inner) | Expr::Try(inner) => self.count(*inner, sends),
            _ => true,
        }
    }

    /// Whether something inside a condition or a loop sends or leaves.
    fn jumps_or_sends_within(&self, expr: ExprId) -> bool {
        let range = self.lowered.body.expr_range(expr);
        self.lowered.body.exprs.iter().any(|(id, inner)| {
            range.contains_range(self.lowered.body.expr_range(id))
                && (matches!(inner, Expr::Return { .. } | Expr::Break { .. } | Expr::Continue)
                    || self.is_connection_call(id, "send"))
        })
    }
}
