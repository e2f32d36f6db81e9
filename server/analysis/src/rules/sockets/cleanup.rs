//! `ws/no-cleanup`: what a handler notes in a table before its loop is taken out again on every way out.

use fitz_rules::families::connections::NO_CLEANUP;
use fitz_syntax::TextRange;

use super::flow::{Exit, Watch, open_exits};
use super::globals::{Site, effects, may_change, note};
use super::reception::main_loop;
use crate::diagnostic::Finding;
use crate::hir::{BinaryOp, Expr, ExprId, Pat, Stmt};
use crate::item_tree::{ItemId, item};
use crate::rules::view::View;
use crate::scope::is_declaration_file;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((_, body)) = view.handler() else { return };
    let Some(at) = main_loop(view, body).filter(|_| !view.has_hole()) else { return };
    let mut seen: Vec<ItemId> = Vec::new();
    for statement in body.get(..at).unwrap_or_default() {
        for (site, global) in notes(view, statement) {
            if !seen.contains(&global) {
                seen.push(global.clone());
                check_note(view, body, at, &Note { view, site, global, statement }, found);
            }
        }
    }
}

/// A statement that notes something of the connection.
struct Note<'a, 'db> {
    view: &'a View<'db>,
    site: Site,
    global: ItemId,
    statement: &'a Stmt,
}

impl Watch for Note<'_, '_> {
    fn after(&self, expr: ExprId) -> Option<bool> {
        if self.site == Site::Call(expr) {
            return Some(true);
        }
        may_change(self.view, expr, &self.global).then_some(false)
    }

    fn assigned(&self, target: ExprId) -> Option<bool> {
        if self.site == Site::Target(target) {
            return Some(true);
        }
        (self.view.global(self.view.root(target)) == Some(&self.global)).then_some(false)
    }
}

impl Note<'_, '_> {
    fn range(&self) -> TextRange {
        match self.site {
            Site::Target(id) | Site::Call(id) => self.view.range(id),
        }
    }

    /// Whether something in the body takes it back.
    fn is_undone(&self, body: &[Stmt]) -> bool {
        let assigned = self.view.lowered.statements().any(|statement| match statement {
            Stmt::Assign { target, .. } => self.assigned(*target) == Some(false),
            _ => false,
        });
        assigned || self.view.within_all(body).into_iter().any(|expr| self.after(expr) == Some(false))
    }
}

/// What a statement notes, itself or by a call of a function that does.
fn notes(view: &View<'_>, statement: &Stmt) -> Vec<(Site, ItemId)> {
    if let Some((site, global)) = note(view, statement) {
        return vec![(site, global.clone())];
    }
    let call = match statement {
        Stmt::Expr(value) => *value,
        Stmt::Let { pattern, value, .. } if matches!(view.lowered.body.pats[*pattern], Pat::Wildcard) => *value,
        _ => return Vec::new(),
    };
    let call = view.without_await(call);
    let Expr::Call { arguments, .. } = view.expr(call) else { return Vec::new() };
    let names_something =
        arguments.iter().any(|argument| matches!(view.expr(argument.value), Expr::Name(_) | Expr::Field { .. }));
    let function = view.callee(call).filter(|id| names_something && !is_declaration_file(view.db, id.file));
    let Some(function) = function.and_then(|id| item(view.db, id)) else { return Vec::new() };
    effects(view.db, function).noted.iter().map(|global| (Site::Call(call), global.clone())).collect()
}

fn check_note(view: &View<'_>, body: &[Stmt], at: usize, note: &Note<'_, '_>, found: &mut Vec<Finding>) {
    let exits = open_exits(view, body, false, note);
    if exits.is_empty() {
        return;
    }
    let name = &note.global.name;
    if !note.is_undone(body) || exits.contains(&Exit::End) {
        let message = format!("`{name}` keeps what is noted here after the connection has ended.");
        let finding = Finding::new(&NO_CLEANUP, note.range(), message)
            .hint("Take it back after the loop, and leave the loop with `break`.");
        found.push(match removal(view, body, at, note) {
            Some(edit) => finding.fix("Take it back after the loop", vec![edit]),
            None => finding,
        });
        return;
    }
    for exit in exits {
        let Exit::Jump(jump) = exit else { continue };
        let word = if matches!(view.expr(jump), Expr::Try(_)) { "`?`" } else { "`return`" };
        let message = format!("This {word} leaves without taking back what is noted in `{name}`.");
        let range = match view.expr(jump) {
            // The operator stands at the end.
            Expr::Try(inner) => {
                TextRange::new(view.range(*inner).end().min(view.range(jump).end()), view.range(jump).end())
            }
            _ => view.range(jump),
        };
        let finding = Finding::new(&NO_CLEANUP, range, message)
            .hint("Leave the loop with `break`, so that what follows it runs.")
            .related(view.pointer(note.range()), "It is noted here.");
        found.push(match as_break(view, body, at, jump) {
            Some(edit) => finding.fix("Leave with `break`", vec![edit]),
            None => finding,
        });
    }
}

/// `return` as `break`, when it stands in the main loop and in no loop inside it.
fn as_break(view: &View<'_>, body: &[Stmt], at: usize, jump: ExprId) -> Option<(TextRange, String)> {
    let Expr::Return { value, status: None } = view.expr(jump) else { return None };
    if value.is_some_and(|value| !matches!(view.expr(value), Expr::Null)) {
        return None;
    }
    let rounds = match body.get(at)? {
        Stmt::While { body, .. } | Stmt::For { body, .. } => *body,
        Stmt::Expr(value) | Stmt::Let { value, .. } => match view.expr(*value) {
            Expr::Loop { body, .. } => *body,
            _ => return None,
        },
        _ => return None,
    };
    let range = view.range(jump);
    let word = if view.after(range.end()).trim_start().starts_with(',') { "{ break }" } else { "break" };
    super::reception::in_round(view, rounds).contains(&jump).then(|| (range, word.to_owned()))
}

/// What takes a note back, behind the loop: `TABLE.remove(key)` when a plain value was put under a key, and `- 1` for `+ 1`.
fn removal(view: &View<'_>, body: &[Stmt], at: usize, note: &Note<'_, '_>) -> Option<(TextRange, String)> {
    let undo = undo(view, note)?;
    let end = match body.get(at)? {
        Stmt::While { body, .. } | Stmt::For { body, .. } => view.range(*body).end(),
        Stmt::Expr(value) => view.range(*value).end(),
        _ => return None,
    };
    let indent = view.indent_of(note.range().start())?;
    Some((TextRange::empty(end), format!("\n{indent}{undo}")))
}

fn undo(view: &View<'_>, note: &Note<'_, '_>) -> Option<String> {
    let Stmt::Assign { target, op, value, .. } = note.statement else { return None };
    let Expr::Index { index, .. } = view.expr(*target) else { return None };
    let is_one = |id: ExprId| matches!(view.expr(id), Expr::Int(Some(1)));
    let place = view.source(view.range(*target));
    match (op, view.expr(*value)) {
        (Some(BinaryOp::Add), _) if is_one(*value) => Some(format!("{place} -= 1")),
        (Some(_), _) => None,
        (None, Expr::Binary { op: BinaryOp::Add, left, right }) if is_one(*right) => {
            Some(format!("{place} = {} - 1", view.source(view.range(*left))))
        }
        (None, Expr::Bool(_) | Expr::Int(_) | Expr::Str(_) | Expr::Name(_)) => {
            Some(format!("let _ = {}.remove({})", note.global.name, view.source(view.range(*index))))
        }
        _ => None,
    }
}
