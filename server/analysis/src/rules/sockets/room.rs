//! `ws/unchecked-room`: a room that the client names and nobody looks at.

use fitz_rules::families::broadcasts::UNCHECKED_ROOM;

use super::identity::broadcast_message;
use super::reception::Received;
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId};
use crate::rules::view::View;

/// Names of fields that say for whom a message is.
const ROOMS: [&str; 4] = ["room", "room_id", "channel", "topic"];

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((_, body)) = view.handler() else { return };
    if view.has_hole() {
        return;
    }
    let received = Received::of(view);
    for call in view.within_all(body) {
        let Some(message) = broadcast_message(view, call) else { continue };
        let Expr::Struct { fields, .. } = view.expr(message) else { continue };
        for field in fields.iter().filter(|field| ROOMS.contains(&field.name.name.as_str())) {
            let Expr::Field { object, name } = view.expr(field.value) else { continue };
            let is_claim = ROOMS.contains(&name.name.as_str()) && received.is_value(view, *object);
            if is_claim && !is_looked_at(view, *object, field.value, message) {
                let text = format!("The client chooses any `{}` here, and nothing checks it.", name.name);
                found.push(
                    Finding::new(&UNCHECKED_ROOM, view.range(field.value), text)
                        .hint("Compare it with the rooms that there are, and with those that the client has joined."),
                );
            }
        }
    }
}

/// Whether the received value, or the field, is used for something else than for messages: compared, looked up, given to a
/// function, stored.
fn is_looked_at(view: &View<'_>, object: ExprId, claim: ExprId, message: ExprId) -> bool {
    let (Some(local), Expr::Field { name, .. }) = (view.local(object), view.expr(claim)) else { return true };
    let message = view.range(message);
    view.running().any(|(id, expr)| {
        let range = view.range(id);
        if message.contains_range(range) {
            return false;
        }
        match expr {
            Expr::Field { object, name: other } => view.local(*object) == Some(local) && other.name == name.name,
            Expr::Call { arguments, .. } => arguments.iter().any(|argument| view.local(argument.value) == Some(local)),
            _ => false,
        }
    })
}
