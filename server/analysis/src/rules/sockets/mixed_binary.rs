//! `ws/mixed-binary`: binary frames in one direction only.

use fitz_rules::families::endpoints::MIXED_BINARY;

use crate::diagnostic::Finding;
use crate::rules::view::View;
use crate::signatures::resolve_type;
use crate::ty::{Builtin, Ty};

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let Some(function) = view.lowered.function() else { return };
    for annotation in function.parameters.iter().filter_map(|parameter| parameter.ty.as_ref()) {
        let ty = resolve_type(view.db, view.id.file, annotation);
        let Some((incoming, outgoing)) = ty.frame_types() else { continue };
        let is_binary = |ty: &Ty| ty.is(Builtin::Bytes);
        let is_known = *incoming != Ty::Any && *outgoing != Ty::Any;
        if is_known && is_binary(incoming) != is_binary(outgoing) {
            let (binary, text) = if is_binary(incoming) { ("receives", "sends") } else { ("sends", "receives") };
            let message = format!("This endpoint {binary} binary frames and {text} text; it can do one of the two.");
            found.push(
                Finding::new(&MIXED_BINARY, annotation.range, message)
                    .hint("Use `WsConn<Bytes>` for both directions, or split the endpoint.")
                    .fix("Use `WsConn<Bytes>`", vec![(annotation.range, "WsConn<Bytes>".to_owned())]),
            );
        }
    }
}
