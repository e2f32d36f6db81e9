//! `ws/wide-type`: one type for two directions that have nothing in common.

use fitz_rules::families::messages::WIDE_TYPE;

use super::kinds::{Kinds, kind_uses};
use super::reception::Received;
use crate::diagnostic::Finding;
use crate::rules::view::View;
use crate::signatures::{nominal_fields, resolve_type};
use crate::ty::Ty;

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some((function, body)) = view.handler() else { return };
    for annotation in function.parameters.iter().filter_map(|parameter| parameter.ty.as_ref()) {
        let ty = resolve_type(view.db, view.id.file, annotation);
        let Some((Ty::Nominal(message), outgoing)) = ty.frame_types() else { continue };
        if *outgoing != Ty::Nominal(message.clone()) {
            continue;
        }
        // What is passed on travels in both directions.
        let received = Received::of(view);
        let passes_on = view.within_all(body).into_iter().any(|id| {
            view.connection_call(id)
                .is_some_and(|call| call.arguments.iter().any(|argument| received.is_value(view, argument.value)))
        });
        let uses = kind_uses(view.db, view.item);
        let own = nominal_fields(view.db, message)
            .into_iter()
            .find(|field| uses.iter().any(|it| it.message == *message && it.field == field.name));
        let Some(field) = own.filter(|_| !passes_on) else { continue };
        let kinds = Kinds::of(view.db, view.id.file, message, &field.name);
        let is_disjoint = !kinds.set.is_empty()
            && !kinds.asked.is_empty()
            && !kinds.is_computed
            && !kinds.set.iter().any(|set| kinds.asked.contains(set));
        if is_disjoint {
            let text = format!(
                "What `{}` says from the client and from the server has nothing in common: {} here, {} there.",
                message.name,
                shown(&kinds.asked),
                shown(&kinds.set),
            );
            found.push(
                Finding::new(&WIDE_TYPE, annotation.range, text)
                    .hint("Declare a type for each direction: `WsConn<Command, Event>`."),
            );
        }
    }
}

fn shown(values: &[String]) -> String {
    let mut values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
    values.sort();
    values.dedup();
    values.truncate(3);
    values.join(", ")
}
