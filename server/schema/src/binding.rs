//! The WebSocket binding of a channel (version 0.1.0): what the handshake request carries.

use fitz_analysis::{HandshakeParameter, HandshakeSource, SocketEndpoint};
use serde_json::Value;

use crate::cookies::{self, COOKIE};
use crate::json::{Object, object, put, strings};

/// The `ws` binding, or `None` when there is nothing to say about the handshake.
pub(crate) fn web_socket(endpoint: &SocketEndpoint) -> Option<Object> {
    let is_protected = endpoint.access.is_protected();
    if !is_protected && endpoint.handshake.is_empty() {
        return None;
    }
    let mut binding = object([("method", "GET".into())]);
    if is_protected {
        let token = object([
            ("type", "string".into()),
            ("description", "Bearer token, for browsers, when the auth provider reads it.".into()),
        ]);
        let properties = object([("token", token.into())]);
        put(&mut binding, "query", object([("type", "object".into()), ("properties", properties.into())]));
    }
    put(&mut binding, "headers", headers(endpoint, is_protected));
    put(&mut binding, "bindingVersion", "0.1.0");
    Some(binding)
}

fn headers(endpoint: &SocketEndpoint, with_token: bool) -> Object {
    let mut properties = Object::new();
    let mut required = Vec::new();
    if with_token {
        properties.extend(token_headers());
    }
    let of = |source| endpoint.handshake.iter().filter(move |parameter| parameter.source == source);
    for header in of(HandshakeSource::Header) {
        let name = add_header(&mut properties, &header.wire_name, None);
        require(&mut required, name, header.required);
    }
    let cookies: Vec<&HandshakeParameter> = of(HandshakeSource::Cookie).collect();
    if !cookies.is_empty() {
        let read = cookies.iter().map(|cookie| (cookie.wire_name.as_str(), cookie.required));
        let name = add_header(&mut properties, COOKIE, Some(cookies::description(read)));
        require(&mut required, name, cookies.iter().any(|cookie| cookie.required));
    }
    let mut headers = object([("type", "object".into()), ("properties", properties.into())]);
    if !required.is_empty() {
        put(&mut headers, "required", strings(required.iter().map(String::as_str)));
    }
    headers
}

/// The two headers that can carry a token. Neither is required: the other one is enough.
fn token_headers() -> Object {
    let authorization = object([
        ("type", "string".into()),
        ("description", "`Bearer <token>`, for clients that can set headers.".into()),
    ]);
    let subprotocol = object([
        ("type", "string".into()),
        ("pattern", r"^bearer\..+$".into()),
        ("description", "`bearer.<token>`, for browsers.".into()),
    ]);
    object([("Authorization", authorization.into()), ("Sec-WebSocket-Protocol", subprotocol.into())])
}

/// Adds a header and returns the name under which it is listed: names of headers do not differ by case.
fn add_header(properties: &mut Object, name: &str, description: Option<String>) -> String {
    let listed = properties.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned();
    let key = listed.unwrap_or_else(|| name.to_owned());
    if let Value::Object(header) =
        properties.entry(key.clone()).or_insert_with(|| object([("type", "string".into())]).into())
        && let Some(description) = description
    {
        put(header, "description", description);
    }
    key
}

fn require(required: &mut Vec<String>, name: String, is_required: bool) {
    if is_required && !required.contains(&name) {
        required.push(name);
    }
}
