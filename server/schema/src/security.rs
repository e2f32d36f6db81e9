//! Who may connect: security schemes, the sentences about them, and what AsyncAPI has no place for.

use fitz_analysis::Access;
use serde_json::Value;

use crate::json::{Object, object, put, strings};
use crate::pointer::JsonPointer;

/// The names of the schemes, in the order in which operations list them. One of them is enough.
const SCHEMES: [&str; 2] = ["bearerAuth", "bearerSubprotocol"];

/// `components.securitySchemes`: the two ways in which the runtime takes a bearer token.
pub(crate) fn schemes() -> Object {
    let header = object([
        ("type", "http".into()),
        ("scheme", "bearer".into()),
        ("bearerFormat", "JWT".into()),
        ("description", "`Authorization: Bearer <token>` on the handshake request.".into()),
    ]);
    let subprotocol = object([
        ("type", "httpApiKey".into()),
        ("in", "header".into()),
        ("name", "Sec-WebSocket-Protocol".into()),
        ("description", "`bearer.<token>` offered as a WebSocket subprotocol, for browsers.".into()),
    ]);
    SCHEMES.into_iter().map(str::to_owned).zip([header.into(), subprotocol.into()]).collect()
}

/// `security` of an operation on a protected channel.
pub(crate) fn requirement() -> Value {
    let reference = |scheme: &str| JsonPointer::new(["components", "securitySchemes", scheme]).reference();
    SCHEMES.into_iter().map(|scheme| Value::Object(reference(scheme))).collect()
}

/// What a reader must know before connecting; `None` for an open endpoint.
pub(crate) fn sentence(access: &Access) -> Option<String> {
    const WHEN: &str = "checked before the WebSocket upgrade";
    if !access.is_protected() {
        return None;
    }
    let roles = roles(access);
    let named = roles.iter().map(|role| format!("`{role}`")).collect::<Vec<_>>();
    let one_of = match named.as_slice() {
        [] => None,
        [only] => Some(format!("the {only} role")),
        several => Some(format!("one of the roles {}", several.join(", "))),
    };
    Some(match (access.admin, one_of) {
        (false, None) => format!("Requires authentication; {WHEN} (401 when it fails)."),
        (true, None) => format!("Requires the `admin` role; {WHEN} (401 or 403 when it fails)."),
        (false, Some(role)) => format!("Requires {role}; {WHEN} (401 or 403 when it fails)."),
        (true, Some(role)) => format!("Requires the `admin` role and {role}; {WHEN} (401 or 403 when it fails)."),
    })
}

/// What a reader must know about `@flag`.
pub(crate) fn flag_sentence(flag: &str) -> String {
    format!("Answers 404 while the feature flag `{flag}` is off.")
}

/// `x-fitz-auth`: the roles, for which AsyncAPI has no place; `None` for an open endpoint.
pub(crate) fn extension(access: &Access) -> Option<Object> {
    if !access.is_protected() {
        return None;
    }
    let mut extension = object([("authenticated", true.into())]);
    if access.admin {
        put(&mut extension, "admin", true);
    }
    let roles = roles(access);
    if !roles.is_empty() {
        put(&mut extension, "anyRole", strings(roles));
    }
    Some(extension)
}

/// The roles of all `@requires`, each once.
fn roles(access: &Access) -> Vec<&str> {
    let mut roles: Vec<&str> = Vec::new();
    for role in &access.any_role {
        if !roles.contains(&role.as_str()) {
            roles.push(role);
        }
    }
    roles
}
