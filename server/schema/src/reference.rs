//! The profile for comparing with a running server of today: what its `/asyncapi.json` holds.
//!
//! Such a document is not valid AsyncAPI as soon as a channel has a declared type or asks for authentication: references
//! lead nowhere, and security is written in the form of another specification. Compare the two as JSON values without
//! `title`, `summary` and `description`, which are free texts.
//!
//! The server works on annotations as they are written and resolves nothing, and so does everything here.

use std::collections::BTreeMap;

use fitz_analysis::hir::{Lowered, TypeRef, TypeRefKind};
use fitz_analysis::{Db, Program, SocketEndpoint, item, lowered};
use serde_json::Value;

use crate::document::{Document, is_exposed};
use crate::json::{Object, object, put};
use crate::missing;
use crate::options::SpecVersion;
use crate::pointer::{JsonPointer, SourceMap};
use crate::security;

/// An endpoint as the server sees it.
struct Endpoint<'a> {
    path: &'a str,
    socket: &'a SocketEndpoint,
    /// The messages by key: `msg`, or `msg_in` and `msg_out`.
    messages: Vec<(&'static str, Option<&'a TypeRef>)>,
    access: Access,
}

/// `@requires` is enforced by the server, but not read for the document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Open,
    Bearer,
    Admin,
}

/// The document of a program.
pub(crate) fn document(db: &dyn Db, program: &Program, version: SpecVersion) -> Document {
    let endpoints = endpoints(db, program);
    let mut sources = SourceMap::default();
    let api_version = program.server.as_ref().and_then(|server| server.api_version.as_deref()).unwrap_or("0.1.0");
    let info = object([
        ("title", "Fitz API".into()),
        ("version", api_version.into()),
        ("description", "WebSocket channels of a Fitz program.".into()),
    ]);
    let mut json = object([("asyncapi", version.as_str().into()), ("info", info.into())]);
    let mut channels = Object::new();
    let mut operations = Object::new();
    for endpoint in endpoints.values() {
        let place = JsonPointer::new(["channels", endpoint.path]);
        sources.insert(&place, Some(endpoint.socket.decorator.clone()));
        for (key, ty) in &endpoint.messages {
            let connection = endpoint.socket.connection.as_ref().filter(|_| ty.is_some());
            sources.insert(&place.child("messages").child(key), connection.map(|it| it.pointer.clone()));
        }
        put(&mut channels, endpoint.path, channel(endpoint));
        for (action, message) in [("receive", endpoint.messages.first()), ("send", endpoint.messages.last())] {
            let key = format!("{action}{}", capitalized(&endpoint.socket.handler.name));
            sources.insert(&JsonPointer::new(["operations", &key]), Some(endpoint.socket.name.clone()));
            put(&mut operations, &key, operation(action, endpoint, &place, message.map(|(key, _)| *key)));
        }
    }
    put(&mut json, "channels", channels);
    put(&mut json, "operations", operations);
    if endpoints.values().any(|endpoint| endpoint.access != Access::Open) {
        let schemes = object([("bearerAuth", security::bearer("handshake request").into())]);
        put(&mut json, "components", object([("securitySchemes", schemes.into())]));
    }
    let missing = missing::of_sockets(db, program, &[]);
    Document { json: json.into(), pointers: sources.finish(), exposed: is_exposed(program), missing }
}

/// The endpoints by path. Of two on one path the later one is taken; a path with parameters is none.
fn endpoints<'a>(db: &'a dyn Db, program: &'a Program) -> BTreeMap<&'a str, Endpoint<'a>> {
    let readable = program.sockets.iter().filter_map(|socket| {
        let path = socket.path.as_ref().filter(|path| path.parameters.is_empty() && path.query.is_empty())?;
        let lowered = lowered(db, item(db, &socket.handler)?);
        Some((path.text.as_str(), socket, lowered))
    });
    readable
        .map(|(path, socket, lowered)| {
            (path, Endpoint { path, socket, messages: messages(lowered), access: access(lowered) })
        })
        .collect()
}

fn access(lowered: &Lowered) -> Access {
    let has = |name| lowered.decorators_named(name).next().is_some();
    match (has("admin"), has("authenticated")) {
        (true, _) => Access::Admin,
        (false, true) => Access::Bearer,
        (false, false) => Access::Open,
    }
}

/// The frames of the first parameter that is a connection.
fn messages(lowered: &Lowered) -> Vec<(&'static str, Option<&TypeRef>)> {
    let annotations =
        lowered.function().into_iter().flat_map(|function| &function.parameters).filter_map(|it| it.ty.as_ref());
    let arguments = annotations.filter_map(|annotation| match &annotation.kind {
        TypeRefKind::Named(name, arguments) if name.name == "WsConn" => Some(arguments.as_slice()),
        _ => None,
    });
    match arguments.into_iter().find(|arguments| matches!(arguments, [_] | [_, _])) {
        Some([incoming, outgoing]) if spelled(incoming) != spelled(outgoing) => {
            vec![("msg_in", Some(incoming)), ("msg_out", Some(outgoing))]
        }
        Some([both, ..]) => vec![("msg", Some(both))],
        _ => vec![("msg", None)],
    }
}

fn channel(endpoint: &Endpoint<'_>) -> Object {
    let handler = &endpoint.socket.handler.name;
    let description = match endpoint.access {
        Access::Open => "Open to everyone.",
        Access::Bearer => "Needs a bearer token.",
        Access::Admin => "Needs a bearer token of a user with the role `admin`.",
    };
    let messages: Object =
        endpoint.messages.iter().map(|(key, ty)| ((*key).to_owned(), Value::Object(message(handler, *ty)))).collect();
    object([
        ("address", endpoint.path.into()),
        ("title", format!("WebSocket handler `{handler}`").into()),
        ("description", description.into()),
        ("messages", messages.into()),
    ])
}

fn message(handler: &str, ty: Option<&TypeRef>) -> Object {
    let name = ty.map_or_else(|| "AnyMessage".to_owned(), spelled);
    let is_binary = name == "Bytes";
    let frame = if is_binary { "Raw binary frame" } else { "JSON text frame" };
    object([
        ("name", name.as_str().into()),
        ("title", format!("Message of `{handler}`").into()),
        ("summary", format!("{frame}: {name}").into()),
        ("contentType", if is_binary { "application/octet-stream" } else { "application/json" }.into()),
        ("payload", ty.map(schema).unwrap_or_default().into()),
    ])
}

fn operation(action: &str, endpoint: &Endpoint<'_>, channel: &JsonPointer, message: Option<&str>) -> Object {
    let messages: Vec<Value> =
        message.map(|key| channel.child("messages").child(key).reference().into()).into_iter().collect();
    let verb = if action == "receive" { "Reads a frame from" } else { "Sends a frame to" };
    let mut operation = object([
        ("action", action.into()),
        ("channel", channel.reference().into()),
        ("messages", messages.into()),
        ("summary", format!("{verb} a client of `{}`.", endpoint.socket.handler.name).into()),
    ]);
    if endpoint.access != Access::Open {
        let requirement = object([("bearerAuth", Value::Array(Vec::new()))]);
        put(&mut operation, "security", vec![Value::Object(requirement)]);
    }
    operation
}

fn capitalized(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// An annotation as the language writes it.
fn spelled(ty: &TypeRef) -> String {
    let list = |parts: &[TypeRef]| parts.iter().map(spelled).collect::<Vec<_>>().join(", ");
    match &ty.kind {
        TypeRefKind::Named(name, arguments) if arguments.is_empty() => name.name.to_string(),
        TypeRefKind::Named(name, arguments) => format!("{}<{}>", name.name, list(arguments)),
        TypeRefKind::Nullable(inner) => format!("{}?", spelled(inner)),
        TypeRefKind::Tuple(parts) => format!("({})", list(parts)),
        TypeRefKind::Function(parameters, Some(result)) => format!("Fn({}) -> {}", list(parameters), spelled(result)),
        TypeRefKind::Function(parameters, None) => format!("Fn({})", list(parameters)),
        TypeRefKind::Error => String::new(),
    }
}

/// The server's own mapping of types. It mixes dialects, and its references lead nowhere.
fn schema(ty: &TypeRef) -> Object {
    match &ty.kind {
        TypeRefKind::Named(name, arguments) => named(&name.name, arguments),
        TypeRefKind::Nullable(inner) => {
            let mut schema = schema(inner);
            put(&mut schema, "nullable", true);
            schema
        }
        TypeRefKind::Tuple(parts) => object([
            ("type", "array".into()),
            ("prefixItems", parts.iter().map(|part| Value::Object(schema(part))).collect()),
            ("minItems", parts.len().into()),
            ("maxItems", parts.len().into()),
        ]),
        TypeRefKind::Function(..) => object([("description", "A function.".into())]),
        TypeRefKind::Error => Object::new(),
    }
}

fn named(name: &str, arguments: &[TypeRef]) -> Object {
    let (kind, format) = match (name, arguments) {
        ("List", [element]) => return object([("type", "array".into()), ("items", schema(element).into())]),
        ("Map", [key, value]) if spelled(key) == "Str" => {
            return object([("type", "object".into()), ("additionalProperties", schema(value).into())]);
        }
        ("Map", [key, _]) => {
            let description = format!("A map with keys of type `{}`.", spelled(key));
            return object([("type", "object".into()), ("description", description.into())]);
        }
        ("Result", [ok]) => return schema(ok),
        (_, [_, ..]) => ("object", None),
        ("Int", []) => ("integer", Some("int64")),
        ("Float", []) => ("number", None),
        ("Str", []) => ("string", None),
        ("Bool", []) => ("boolean", None),
        ("Null", []) => ("null", None),
        ("Bytes", []) => ("string", Some("binary")),
        (declared, []) => return JsonPointer::new(["components", "schemas", declared]).reference(),
    };
    let mut schema = object([("type", kind.into())]);
    if let Some(format) = format {
        put(&mut schema, "format", format);
    }
    schema
}
