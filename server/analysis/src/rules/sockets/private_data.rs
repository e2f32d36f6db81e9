//! `ws/private-broadcast`: what belongs to one user goes to everybody.

use fitz_rules::families::broadcasts::PRIVATE_BROADCAST;

use super::identity::broadcast_message;
use super::presence::user_parameter;
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Stmt};
use crate::inference::LocalId;
use crate::rules::view::View;
use crate::ty::Builtin;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let (Some((_, body)), Some(user)) = (view.handler(), user_parameter(view)) else { return };
    if view.has_hole() {
        return;
    }
    for call in view.within_all(body) {
        let Some(message) = broadcast_message(view, call) else { continue };
        let parts = view.within(message);
        let Some(part) = parts.into_iter().find(|part| is_private(view, *part, user)) else { continue };
        found.push(
            Finding::new(
                &PRIVATE_BROADCAST,
                view.range(part),
                "This is looked up for one user, and goes to everybody.",
            )
            .hint(
                "Tell everybody that something is new, and let each client ask for its own part: answer with `send`.",
            ),
        );
    }
}

/// A list or a map that is looked up for the user, here or where the variable is declared.
fn is_private(view: &View<'_>, part: ExprId, user: LocalId) -> bool {
    let ty = view.ty(part);
    if !ty.is(Builtin::List) && !ty.is(Builtin::Map) {
        return false;
    }
    let value = match view.local(part) {
        Some(local) => match declared_value(view, local) {
            Some(value) => value,
            None => return false,
        },
        None => part,
    };
    match view.expr(view.without_await(value)) {
        Expr::Call { arguments, .. } => arguments.iter().any(|argument| mentions(view, argument.value, user)),
        _ => false,
    }
}

fn declared_value(view: &View<'_>, local: LocalId) -> Option<ExprId> {
    let mut values = view.lowered.statements().filter_map(|statement| match statement {
        Stmt::Let { pattern, value, .. } if view.inference.bindings.get(pattern) == Some(&local) => Some(*value),
        _ => None,
    });
    values.next().filter(|_| values.next().is_none())
}

/// Whether a value names the user, in the bodies of closures too.
fn mentions(view: &View<'_>, value: ExprId, user: LocalId) -> bool {
    let range = view.range(value);
    view.running().any(|(id, _)| range.contains_range(view.range(id)) && view.local(id) == Some(user))
}
