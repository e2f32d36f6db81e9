//! The ways out of a function, for rules about something that is open for a while: a table with an entry of this
//! connection, a connection that nobody has closed.
//!
//! One thing is watched, and it is open or not. Where ways join it counts as open if it is open on one of them. Closures are
//! not entered, and `and`, `or` count as if both sides ran.

use crate::hir::{Arm, Expr, ExprId, Stmt};
use crate::lints::walk;
use crate::rules::view::View;
use crate::ty::Name;

/// What opens and closes the watched thing. `None` leaves it as it is.
pub(super) trait Watch {
    /// After an expression, its parts included.
    fn after(&self, _expr: ExprId) -> Option<bool> {
        None
    }

    /// After an assignment to this place.
    fn assigned(&self, _target: ExprId) -> Option<bool> {
        None
    }

    /// At the start of an arm.
    fn in_arm(&self, _scrutinee: ExprId, _arm: &Arm) -> Option<bool> {
        None
    }
}

/// A way out of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// A `return`, or a `?`.
    Jump(ExprId),
    /// The end of the body.
    End,
}

/// The ways out of a body on which the watched thing may be open, each once, in the order of the source.
pub(super) fn open_exits(view: &View<'_>, body: &[Stmt], is_open: bool, watch: &dyn Watch) -> Vec<Exit> {
    let mut walk = Walk { view, watch, loops: Vec::new(), exits: Vec::new() };
    let end = walk.statements(body, Some(is_open));
    walk.leave(Exit::End, end);
    let place = |exit: &Exit| match exit {
        Exit::Jump(expr) => view.range(*expr).start(),
        Exit::End => fitz_syntax::TextSize::from(u32::MAX),
    };
    walk.exits.sort_by_key(place);
    walk.exits.dedup();
    walk.exits
}

/// Whether the thing is open; `None` where nothing leads to.
type State = Option<bool>;

struct Walk<'a, 'db> {
    view: &'a View<'db>,
    watch: &'a dyn Watch,
    loops: Vec<Frame>,
    exits: Vec<Exit>,
}

/// A loop around what is walked.
struct Frame {
    label: Option<Name>,
    /// How its `break`s leave it.
    left: State,
    /// How its `continue`s start the next round.
    again: State,
}

impl Walk<'_, '_> {
    fn leave(&mut self, exit: Exit, state: State) {
        if state == Some(true) {
            self.exits.push(exit);
        }
    }

    fn statements(&mut self, statements: &[Stmt], start: State) -> State {
        statements.iter().fold(start, |state, statement| self.statement(statement, state))
    }

    fn statement(&mut self, statement: &Stmt, state: State) -> State {
        match statement {
            Stmt::Expr(value) | Stmt::Let { value, .. } => self.expr(*value, state),
            Stmt::Assign { target, value, .. } => {
                let state = self.expr(*value, state);
                let state = self.expr(*target, state);
                changed(state, self.watch.assigned(*target))
            }
            Stmt::While { condition, body } => {
                let is_endless = matches!(self.view.expr(*condition), Expr::Bool(true));
                self.rounds(None, Some(*condition), *body, is_endless, state)
            }
            Stmt::For { iterable, body, .. } => {
                let state = self.expr(*iterable, state);
                self.rounds(None, None, *body, false, state)
            }
            Stmt::Function { .. } | Stmt::Import { .. } => state,
        }
    }

    fn expr(&mut self, id: ExprId, state: State) -> State {
        state?;
        let after = match self.view.expr(id) {
            Expr::If { condition, then, otherwise } => {
                let state = self.expr(*condition, state);
                let then = self.expr(*then, state);
                let otherwise = otherwise.map_or(state, |otherwise| self.expr(otherwise, state));
                joined(then, otherwise)
            }
            Expr::Match { scrutinee, arms } => self.arms(*scrutinee, arms, state),
            Expr::Loop { label, body } => self.rounds(label.clone(), None, *body, true, state),
            Expr::Block(statements) => self.statements(statements, state),
            Expr::Try(inner) => {
                let state = self.expr(*inner, state);
                self.leave(Exit::Jump(id), state);
                state
            }
            Expr::Return { .. } => {
                let state = self.parts(id, state);
                self.leave(Exit::Jump(id), state);
                None
            }
            Expr::Break { label, .. } => {
                let state = self.parts(id, state);
                if let Some(frame) = self.frame(label.as_ref()) {
                    frame.left = joined(frame.left, state);
                }
                None
            }
            Expr::Continue => {
                if let Some(frame) = self.loops.last_mut() {
                    frame.again = joined(frame.again, state);
                }
                None
            }
            _ => self.parts(id, state),
        };
        changed(after, self.watch.after(id))
    }

    fn parts(&mut self, id: ExprId, state: State) -> State {
        walk::children(self.view.expr(id)).into_iter().fold(state, |state, part| self.expr(part, state))
    }

    fn arms(&mut self, scrutinee: ExprId, arms: &[Arm], state: State) -> State {
        let state = self.expr(scrutinee, state);
        let mut after = None;
        for arm in arms {
            let start = changed(state, self.watch.in_arm(scrutinee, arm));
            let start = arm.guard.map_or(start, |guard| self.expr(guard, start));
            let end = self.expr(arm.body, start);
            after = joined(after, end);
        }
        if arms.is_empty() { state } else { after }
    }

    /// A loop: rounds until nothing new is learnt. Two are enough for one thing that is open or not.
    fn rounds(
        &mut self,
        label: Option<Name>,
        condition: Option<ExprId>,
        body: ExprId,
        is_endless: bool,
        start: State,
    ) -> State {
        let mut head = start;
        let mut left = None;
        for _ in 0..2 {
            self.loops.push(Frame { label: label.clone(), left: None, again: None });
            let state = condition.map_or(head, |condition| self.expr(condition, head));
            let end = self.expr(body, state);
            let frame = self.loops.pop()?;
            left = joined(left, frame.left);
            head = joined(head, joined(end, frame.again));
        }
        if is_endless { left } else { joined(left, head) }
    }

    fn frame(&mut self, label: Option<&Name>) -> Option<&mut Frame> {
        let mut inside_out = self.loops.iter_mut().rev();
        match label {
            Some(_) => inside_out.find(|frame| frame.label.as_ref() == label),
            None => inside_out.next(),
        }
    }
}

fn joined(a: State, b: State) -> State {
    match (a, b) {
        (Some(a), Some(b)) => Some(a || b),
        (known, None) | (None, known) => known,
    }
}

fn changed(state: State, change: Option<bool>) -> State {
    state.map(|before| change.unwrap_or(before))
}
