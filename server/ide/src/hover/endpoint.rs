//! What a WebSocket endpoint says on the wire, for a hover.

use std::fmt::Write as _;

use fitz_analysis::{
    Access, Builtin, Db, HandshakeSource, ItemKind, Program, Push, PushKind, SocketEndpoint, SourceFile, SourcePointer,
    Ty, items, lowered, nominal_fields, program, resolve_pointer,
};
use fitz_schema::json_type;

use super::connect;
use crate::endpoints::sender_name;
use crate::render::{self, LinkTo};

/// How many senders a hover lists.
const MAX_PUSHES: usize = 12;

/// Everything about an endpoint: who serves it, who may connect, what travels in each direction, who sends, how to connect.
pub(crate) fn card(db: &dyn Db, entry: SourceFile, socket: &SocketEndpoint, link: LinkTo<'_>) -> Vec<String> {
    let mut sections = vec![summary(db, entry, socket, link)];
    if let Some(connection) = &socket.connection {
        sections.extend(frames(db, &connection.incoming, &connection.outgoing));
    }
    sections.push(pushes(db, socket, link));
    sections.extend(connect::section(program(db, entry), socket));
    sections
}

/// The path, the handler, who may connect, and the heartbeat in force.
pub(crate) fn summary(db: &dyn Db, entry: SourceFile, socket: &SocketEndpoint, link: LinkTo<'_>) -> String {
    let path = socket.path.as_ref().map_or("(no path yet)", |path| path.text.as_str());
    let mut text = format!("**WebSocket endpoint** `{path}`\n");
    if let Some(place) = resolve_pointer(db, &socket.name) {
        let _ = write!(text, "\n- Handler: {}", render::link(db, &socket.handler.name, place, link));
    }
    let _ = write!(text, "\n- {}", access(&socket.access));
    if socket.access.is_protected() {
        let _ = write!(text, "\n- {}", credentials(db, program(db, entry), link));
    }
    for parameter in &socket.handshake {
        let source = match parameter.source {
            HandshakeSource::Header => "header",
            HandshakeSource::Cookie => "cookie",
        };
        let refused = if parameter.required { "required: without it, the handshake fails" } else { "optional" };
        let _ = write!(text, "\n- Reads the {source} `{}` ({refused}).", parameter.wire_name);
    }
    if let Some(flag) = &socket.flag {
        let _ = write!(text, "\n- Answers 404 while the flag `{flag}` is off.");
    }
    let _ = write!(text, "\n- {}", heartbeat(program(db, entry).heartbeat_secs()));
    text
}

fn access(access: &Access) -> String {
    let roles = access.any_role.iter().map(|role| format!("`{role}`")).collect::<Vec<_>>().join(" or ");
    match (access.is_protected(), access.admin, roles.is_empty()) {
        (false, ..) => "Anyone may connect.".to_owned(),
        (true, false, true) => "Needs authentication, checked before the upgrade (401).".to_owned(),
        (true, true, true) => "Needs the role `admin`, checked before the upgrade (401 or 403).".to_owned(),
        (true, false, false) => format!("Needs the role {roles}, checked before the upgrade (401 or 403)."),
        (true, true, false) => format!("Needs the role `admin`, and {roles}, checked before the upgrade (401 or 403)."),
    }
}

/// How a client proves who it is, and who checks that.
fn credentials(db: &dyn Db, program: &Program, link: LinkTo<'_>) -> String {
    let checked = auth_provider(db, program)
        .and_then(|(name, pointer)| Some((name, resolve_pointer(db, &pointer)?)))
        .map(|(name, place)| format!(", checked by {}", render::link(db, &name, place, link)));
    format!(
        "Credentials: the header `Authorization: Bearer <token>`, or the subprotocol `bearer.<token>` where headers cannot \
         be set, as in a browser{}. A token in the query string is not seen.",
        checked.unwrap_or_default()
    )
}

/// The function with `@auth_provider`, the first in load order.
pub(super) fn auth_provider(db: &dyn Db, program: &Program) -> Option<(String, SourcePointer)> {
    let functions = program.modules.iter().flat_map(|module| items(db, module.file));
    functions.filter(|item| item.id(db).kind == ItemKind::Function).find_map(|item| {
        let lowered = lowered(db, *item);
        lowered.decorators_named("auth_provider").next()?;
        let id = item.id(db);
        Some((id.name.to_string(), SourcePointer { item: id.clone(), range: lowered.name_range? }))
    })
}

/// Everything that sends to the clients of an endpoint, each with a link.
fn pushes(db: &dyn Db, socket: &SocketEndpoint, link: LinkTo<'_>) -> String {
    if socket.pushes.is_empty() {
        return "**Sent by:** nothing in this program sends to its clients.".to_owned();
    }
    let mut text = "**Sent by:**\n".to_owned();
    for push in socket.pushes.iter().take(MAX_PUSHES) {
        let _ = write!(text, "\n- {}", sender(db, push, link));
    }
    if socket.pushes.len() > MAX_PUSHES {
        let _ = write!(text, "\n- and {} more", socket.pushes.len() - MAX_PUSHES);
    }
    text
}

fn sender(db: &dyn Db, push: &Push, link: LinkTo<'_>) -> String {
    let name = sender_name(db, push);
    let name = match push.source(db).and_then(|source| resolve_pointer(db, &source.call)) {
        Some(place) => render::link(db, &name, place, link),
        None => format!("`{name}`"),
    };
    let reach = match push.kind {
        PushKind::Send => "to one client",
        PushKind::Broadcast | PushKind::BroadcastFromAnywhere => "to all clients",
    };
    match &push.message {
        Ty::Any => format!("{name}: {reach}"),
        message => format!("{name}: `{message}` {reach}"),
    }
}

fn heartbeat(seconds: Option<i64>) -> String {
    match seconds {
        Some(0) => "Heartbeat: off.".to_owned(),
        Some(1) => "Heartbeat: a ping every second.".to_owned(),
        Some(seconds) => format!("Heartbeat: a ping every {seconds} seconds."),
        None => "Heartbeat: as `ws_heartbeat_secs` says.".to_owned(),
    }
}

/// The fields of the frames in each direction, with an example.
pub(crate) fn frames(db: &dyn Db, incoming: &Ty, outgoing: &Ty) -> Vec<String> {
    if incoming == outgoing {
        return vec![frame(db, "Frames, both ways", incoming)];
    }
    vec![frame(db, "Frames from the client", incoming), frame(db, "Frames to the client", outgoing)]
}

fn frame(db: &dyn Db, title: &str, ty: &Ty) -> String {
    let mut text = format!("**{title}:** `{ty}`");
    if ty.is(Builtin::Bytes) {
        text.push_str(", as binary frames");
        return text;
    }
    if let Ty::Nominal(nominal) = ty {
        text.push_str("\n\n| field | JSON | |\n|---|---|---|");
        for field in nominal_fields(db, nominal).iter().filter(|field| !field.hidden) {
            let default = render::default(field).map(|default| format!("default `{default}`"));
            let note = match (default, matches!(field.ty, Ty::Nullable(_))) {
                (Some(default), _) => default,
                (None, true) => "optional".to_owned(),
                (None, false) => "required".to_owned(),
            };
            let _ = write!(text, "\n| `{}` | {} | {} |", field.name, cell(&json_type(&field.ty)), cell(&note));
        }
    } else {
        let _ = write!(text, ", as JSON: {}", json_type(ty));
    }
    if let Some(example) = example(db, ty) {
        let _ = write!(text, "\n\n{example}");
    }
    text
}

/// One value of a type as JSON.
pub(crate) fn example(db: &dyn Db, ty: &Ty) -> Option<String> {
    let value = fitz_schema::example(db, ty)?;
    let json = serde_json::to_string_pretty(&value).ok()?;
    Some(format!("```json\n{json}\n```"))
}

/// Text in a table cell: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
