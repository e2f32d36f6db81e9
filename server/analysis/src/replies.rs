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
    let endless = walk.lowered.body.exprs.iter().filter_map(|(_, expr)| match expr {
        Expr::Loop { body, .. } => Some(*body),
        _ => None,
    });
    let conditional = walk.lowered.statements().filter_map(|statement| match statement {
        Stmt::While { condition, body } if walk.lowered.body.exprs[*condition] == Expr::Bool(true) => Some(*body),
        _ => None,
    });
    let loops = endless.chain(conditional).filter_map(|body| walk.success_path(body));
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
    /// The statements between the read and the `match` over its result, when those are apart.
    before: &'a [Stmt],
    /// The body of the `Ok` arm, when the read is matched.
    arm: Option<ExprId>,
    /// The statements after that, up to the end of the loop.
    rest: &'a [Stmt],
}

impl<'a> Walk<'a> {
    /// What runs after a successful read in this loop body, if it reads at its own level.
    fn success_path(&self, body: ExprId) -> Option<SuccessPath<'a>> {
        let Expr::Block(statements) = &self.lowered.body.exprs[body] else { return None };
        statements.iter().enumerate().find_map(|(index, statement)| {
            let rest = statements.get(index + 1..)?;
            match self.reads(statement) {
                Some(arm) => Some(SuccessPath { before: &[], arm, rest }),
                None => self.matched_later(statement, rest),
            }
        })
    }

    /// If a statement reads a frame: the body of the arm for success, if it has one.
    fn reads(&self, statement: &Stmt) -> Option<Option<ExprId>> {
        let value = value_of(statement)?;
        match &self.lowered.body.exprs[value] {
            Expr::Match { scrutinee, arms } if self.is_recv(*scrutinee) => self.success_arm(arms).map(Some),
            Expr::Try(inner) if self.is_recv(*inner) => Some(None),
            _ => None,
        }
    }

    /// `let frame = conn.recv()` with a `match frame` among the statements that follow.
    fn matched_later(&self, statement: &Stmt, rest: &'a [Stmt]) -> Option<SuccessPath<'a>> {
        let Stmt::Let { pattern, value, .. } = statement else { return None };
        let local = self.inference.bindings.get(pattern).filter(|_| self.is_recv(*value))?;
        rest.iter().enumerate().find_map(|(index, statement)| {
            let Expr::Match { scrutinee, arms } = &self.lowered.body.exprs[value_of(statement)?] else { return None };
            let is_it = self.inference.resolutions.get(scrutinee) == Some(&Resolution::Local(*local));
            let arm = self.success_arm(arms).filter(|_| is_it)?;
            Some(SuccessPath { before: rest.get(..index)?, arm: Some(arm), rest: rest.get(index + 1..)? })
        })
    }

    /// The body of the only arm for success.
    fn success_arm(&self, arms: &[Arm]) -> Option<ExprId> {
        let mut success = arms.iter().filter(|arm| self.is_success(arm));
        match (success.next(), success.next()) {
            (Some(arm), None) if arm.guard.is_none() => Some(arm.body),
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
        self.count_all(path.before, &mut sends)
            && path.arm.is_none_or(|arm| self.count(arm, &mut sends))
            && self.count_all(path.rest, &mut sends)
            && sends == 1
    }

    fn count_all(&self, statements: &[Stmt], sends: &mut usize) -> bool {
        statements.iter().all(|statement| match statement {
            Stmt::Expr(value) | Stmt::Let { value, .. } | Stmt::Assign { value, .. } => self.count(*value, sends),
            Stmt::While { body, .. } | Stmt::For { body, .. } => !self.skips_or_sends_within(*body, *sends),
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
            // After the answer nothing is left that could be skipped.
            Expr::Return { .. } | Expr::Break { .. } | Expr::Continue => *sends == 1,
            Expr::If { condition, then, otherwise } => {
                self.count(*condition, sends)
                    && [Some(*then), *otherwise].into_iter().flatten().all(|it| !self.skips_or_sends_within(it, *sends))
            }
            Expr::Match { scrutinee, arms } => {
                self.count(*scrutinee, sends) && arms.iter().all(|arm| !self.skips_or_sends_within(arm.body, *sends))
            }
            Expr::Loop { .. } => !self.skips_or_sends_within(expr, *sends),
            Expr::Call { callee, arguments, .. } => {
                let object = match &self.lowered.body.exprs[*callee] {
                    Expr::Field { object, .. } => Some(*object),
                    _ => None,
                };
                object
                    .into_iter()
                    .chain(arguments.iter().map(|argument| argument.value))
                    .all(|it| self.count(it, sends))
            }
            Expr::Await(inner) | Expr::Try(inner) => self.count(*inner, sends),
            _ => true,
        }
    }

    /// Whether something inside a condition or a loop sends, or leaves before the answer was sent.
    fn skips_or_sends_within(&self, expr: ExprId, sends: usize) -> bool {
        let range = self.lowered.body.expr_range(expr);
        self.lowered.body.exprs.iter().any(|(id, inner)| {
            range.contains_range(self.lowered.body.expr_range(id))
                && (sends == 0 && matches!(inner, Expr::Return { .. } | Expr::Break { .. } | Expr::Continue)
                    || self.is_connection_call(id, "send"))
        })
    }
}

/// The expression that a statement evaluates.
fn value_of(statement: &Stmt) -> Option<ExprId> {
    match statement {
        Stmt::Expr(value) | Stmt::Let { value, .. } | Stmt::Assign { value, .. } => Some(*value),
        _ => None,
    }
}
