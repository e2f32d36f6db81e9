//! Who may connect: security schemes, the sentences about them, and what AsyncAPI has no place for.

use fitz_analysis::Access;
use serde_json::Value;

use crate::json::{Object, object, put, strings};
use crate::pointer::JsonPointer;

/// The names of the schemes, in the order in which operations list them. One of them is enough.
const SCHEMES: [&str; 3] = ["bearerAuth", "bearerSubprotocol", "queryToken"];

/// The ways to authenticate that a document lists: a token in the query only where the author says that it suffices.
fn listed(with_query_token: bool) -> impl Iterator<Item = &'static str> {
    SCHEMES.into_iter().take(if with_query_token { 3 } else { 2 })
}

/// `components.securitySchemes`: the ways in which a bearer token may come.
pub(crate) fn schemes(with_query_token: bool) -> Object {
    let subprotocol = object([
        ("type", "httpApiKey".into()),
        ("in", "header".into()),
        ("name", "Sec-WebSocket-Protocol".into()),
        ("description", "`bearer.<token>` offered as a WebSocket subprotocol, for browsers.".into()),
    ]);
    let query = object([
        ("type", "httpApiKey".into()),
        ("in", "query".into()),
        ("name", "token".into()),
        ("description", "`?token=<token>` in the address, for browsers.".into()),
    ]);
    let all = [bearer("handshake request"), subprotocol, query];
    listed(with_query_token).map(str::to_owned).zip(all.map(Value::Object)).collect()
}

/// The scheme for a token in the header of a request.
pub(crate) fn bearer(request: &str) -> Object {
    object([
        ("type", "http".into()),
        ("scheme", "bearer".into()),
        ("bearerFormat", "JWT".into()),
        ("description", format!("`Authorization: Bearer <token>` on the {request}.").into()),
    ])
}

/// `security` of an operation on a protected channel.
pub(crate) fn requirement(with_query_token: bool) -> Value {
    let reference = |scheme: &str| JsonPointer::new(["components", "securitySchemes", scheme]).reference();
    listed(with_query_token).map(|scheme| Value::Object(reference(scheme))).collect()
}

/// What a reader must know before connecting; `None` for an open endpoint.
pub(crate) fn sentence(access: &Access) -> Option<String> {
    const WHEN: &str = "checked before the WebSocket upgrade";
    if !access.is_protected() {
        return None;
    }
    Some(match roles_sentence(access) {
        None => format!("Requires authentication; {WHEN} (401 when it fails)."),
        Some(roles) => format!("Requires {roles}; {WHEN} (401 or 403 when it fails)."),
    })
}

/// The roles that a user must have, e.g. "the `admin` role"; `None` when every user will do.
pub(crate) fn roles_sentence(access: &Access) -> Option<String> {
    let named: Vec<String> = roles(access).iter().map(|role| format!("`{role}`")).collect();
    let one_of = match named.as_slice() {
        [] => None,
        [only] => Some(format!("the {only} role")),
        several => Some(format!("one of the roles {}", several.join(", "))),
    };
    let admin = access.admin.then(|| "the `admin` role".to_owned());
    match (admin, one_of) {
        (Some(admin), Some(role)) => Some(format!("{admin} and {role}")),
        (admin, one_of) => admin.or(one_of),
    }
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
