//! What a WebSocket endpoint says on the wire, for a hover.

use std::fmt::Write as _;

use fitz_analysis::{Access, Builtin, Db, SocketEndpoint, SourceFile, Ty, nominal_fields, program};
use fitz_schema::json_type;

use crate::render;

/// The path, who may connect, and the heartbeat in force.
pub(crate) fn summary(db: &dyn Db, entry: SourceFile, socket: &SocketEndpoint) -> String {
    let path = socket.path.as_ref().map_or("(no path yet)", |path| path.text.as_str());
    let mut text = format!("**WebSocket endpoint** `{path}`\n");
    let _ = write!(text, "\n- {}", access(&socket.access));
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
