//! `ws/presence-count`: a table of who is there that forgets people with two connections.

use fitz_rules::families::connections::PRESENCE_COUNT;

use super::globals::{Site, note};
use super::reception::main_loop;
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Stmt};
use crate::inference::LocalId;
use crate::rules::decorators::ACCESS;
use crate::rules::view::View;
use crate::ty::Ty;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((_, body)) = view.handler() else { return };
    let (Some(at), Some(user)) = (main_loop(view, body), user_parameter(view)) else { return };
    let after = view.within_all(body.get(at + 1..).unwrap_or_default());
    for statement in body.get(..at).unwrap_or_default() {
        let Some((Site::Target(target), global)) = note(view, statement) else { continue };
        let Stmt::Assign { op: None, value, .. } = statement else { continue };
        let Expr::Index { index, .. } = view.expr(target) else { continue };
        let is_mark = matches!(view.expr(*value), Expr::Bool(_) | Expr::Int(_) | Expr::Str(_));
        let key = view.source(view.range(*index));
        let is_user = view.local(view.root(*index)) == Some(user);
        let removes = |call: &ExprId| removes(view, *call, key) && receiver(view, *call) == Some(global);
        if is_mark && is_user && after.iter().any(removes) {
            let message = format!("Who is connected twice leaves `{}` when the first connection ends.", global.name);
            found.push(
                Finding::new(&PRESENCE_COUNT, view.range(target), message)
                    .hint("Count the connections of each user, and remove the entry when the last one has ended."),
            );
        }
    }
}

/// The parameter for the user of a protected handler.
pub(super) fn user_parameter(view: &View<'_>) -> Option<LocalId> {
    if !view.lowered.decorators.iter().any(|it| ACCESS.contains(&it.name.name.as_str())) {
        return None;
    }
    let parameters = &view.lowered.function()?.parameters;
    let user = parameters.iter().find(|it| matches!(view.inference.pat_type(it.pattern), Ty::Nominal(_)))?;
    view.inference.bindings.get(&user.pattern).copied()
}

fn receiver<'db>(view: &View<'db>, call: ExprId) -> Option<&'db crate::item_tree::ItemId> {
    let Expr::Call { callee, .. } = view.expr(call) else { return None };
    let Expr::Field { object, .. } = view.expr(*callee) else { return None };
    view.global(*object)
}

/// `TABLE.remove(key)`
fn removes(view: &View<'_>, call: ExprId, key: &str) -> bool {
    let Expr::Call { callee, arguments } = view.expr(call) else { return false };
    let is_remove = matches!(view.expr(*callee), Expr::Field { name, .. } if name.name == "remove");
    is_remove && matches!(arguments.as_slice(), [only] if view.source(view.range(only.value)) == key)
}
