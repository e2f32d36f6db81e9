//! Hints at the calls that receive and send frames: the type of the frame, and the endpoint that a broadcast reaches.

use fitz_analysis::hir::{Expr, ExprId, Lowered};
use fitz_analysis::{
    Builtin, Db, Inference, Item, Nominal, Origin, PushCall, PushKind, Resolution, SocketEndpoint, Ty, endpoints_at,
    endpoints_of_connections, push_calls,
};

use super::{HintKind, HintPart, InlayHint, part, type_part};
use crate::definition::item_target;

/// The hints of an item, relative to it.
pub(super) fn hints(db: &dyn Db, item: Item<'_>, lowered: &Lowered, inference: &Inference) -> Vec<InlayHint> {
    let received = lowered.body.exprs.iter().filter_map(|(call, expr)| {
        let Expr::Call { callee, .. } = expr else { return None };
        let frame = received_type(db, inference, *callee, call)?;
        let parts = vec![part("← "), type_part(db, frame)];
        Some(InlayHint {
            offset: lowered.body.expr_range(call).end(),
            parts,
            kind: HintKind::Frame,
            tooltip: Some("The frames that the client sends."),
            inserts: None,
        })
    });
    let sent = push_calls(db, item).iter().filter_map(|push| sent_hint(db, item, lowered, inference, push));
    received.chain(sent).collect()
}

/// What `recv` yields when all is well.
fn received_type<'i>(db: &dyn Db, inference: &'i Inference, callee: ExprId, call: ExprId) -> Option<&'i Ty> {
    let Some(Resolution::Item(method)) = inference.resolutions.get(&callee) else { return None };
    let is_recv = method.owner.as_deref() == Some("WsConn")
        && method.name == "recv"
        && method.file.origin(db) == Origin::StandardLibrary;
    let [frame, ..] = inference.expr_type(call).arguments_of(Builtin::Result)? else { return None };
    Some(frame).filter(|frame| is_recv && !matches!(frame, Ty::Any))
}

fn sent_hint(
    db: &dyn Db,
    item: Item<'_>,
    lowered: &Lowered,
    inference: &Inference,
    push: &PushCall,
) -> Option<InlayHint> {
    let sockets = match (&push.path, push.kind) {
        (_, PushKind::Send) => Vec::new(),
        (None, PushKind::Broadcast) => endpoints_of_connections(db, item),
        (Some((path, _)), _) => endpoints_at(db, item.id(db).file, path),
        (None, PushKind::BroadcastFromAnywhere) => return None,
    };
    let socket = sockets.first();
    let frame = match push.kind {
        PushKind::Send | PushKind::Broadcast => connection_type(lowered, inference, push),
        PushKind::BroadcastFromAnywhere => socket.and_then(|it| Some(&it.connection.as_ref()?.outgoing)),
    };
    let frame = frame.filter(|frame| !matches!(frame, Ty::Any) && !is_spelled_out(lowered, push, frame));
    let endpoints: Vec<HintPart> = sockets.iter().filter_map(|it| endpoint_part(db, it, push.kind)).collect();
    let tooltip = match push.kind {
        PushKind::Send => "Goes to this client alone.",
        PushKind::Broadcast | PushKind::BroadcastFromAnywhere => "Goes to every client of the endpoint.",
    };
    let mut parts = vec![part("→ ")];
    if endpoints.is_empty() && frame.is_none() {
        return None;
    }
    for (index, endpoint) in endpoints.into_iter().enumerate() {
        // A helper that several handlers give their connection to.
        parts.extend((index > 0).then(|| part(", ")));
        parts.push(endpoint);
    }
    if let Some(frame) = frame {
        parts.extend((parts.len() > 1).then(|| part(": ")));
        parts.push(type_part(db, frame));
    }
    Some(InlayHint {
        offset: push.call.range.end(),
        parts,
        kind: HintKind::Frame,
        tooltip: Some(tooltip),
        inserts: None,
    })
}

/// What the connection takes that a method is called on.
fn connection_type<'i>(lowered: &Lowered, inference: &'i Inference, push: &PushCall) -> Option<&'i Ty> {
    let mut exprs = lowered.body.exprs.iter();
    let object = exprs.find_map(|(call, expr)| {
        let Expr::Call { callee, .. } = expr else { return None };
        let Expr::Field { object, .. } = &lowered.body.exprs[*callee] else { return None };
        (lowered.body.expr_range(call) == push.call.range).then_some(*object)
    })?;
    inference.expr_type(object).frame_types().map(|(_, outgoing)| outgoing)
}

/// Whether the message is written as `Type { … }`: the text says its type already.
fn is_spelled_out(lowered: &Lowered, push: &PushCall, frame: &Ty) -> bool {
    let (Some(argument), Ty::Nominal(Nominal { name, .. })) = (&push.argument, frame) else { return false };
    lowered.body.exprs.iter().any(|(id, expr)| {
        matches!(expr, Expr::Struct { name: written, .. } if written.name == *name)
            && lowered.body.expr_range(id) == argument.range
    })
}

/// The handler where the call names the path, and the path where it does not.
fn endpoint_part(db: &dyn Db, socket: &SocketEndpoint, kind: PushKind) -> Option<HintPart> {
    let text = match kind {
        PushKind::BroadcastFromAnywhere => socket.handler.name.to_string(),
        PushKind::Send | PushKind::Broadcast => socket.path.as_ref()?.text.clone(),
    };
    Some(HintPart { text, target: item_target(db, &socket.handler) })
}
