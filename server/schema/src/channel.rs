//! Channels: one per path, with its messages, its parameters and its handshake.

use std::collections::{BTreeMap, BTreeSet};

use fitz_analysis::{Builtin, PathParameter, Program, SocketEndpoint, Ty};
use serde_json::Value;

use crate::binding;
use crate::comment::summary;
use crate::example::{frame_example, parameter_example};
use crate::json::{Object, object, put, strings};
use crate::names::{Names, free_key};
use crate::pointer::{JsonPointer, SourceMap};
use crate::schema::{Definition, Schemas};
use crate::security;
use crate::types::TypeSource;

/// An endpoint that has a place in the document.
#[derive(Debug)]
pub(crate) struct Channel<'a> {
    /// The path: key and address of the channel.
    pub(crate) path: &'a str,
    /// Where it comes from.
    pub(crate) endpoint: &'a SocketEndpoint,
    /// The frames: one type when both directions carry the same, else the incoming and the outgoing one.
    frames: Vec<&'a Ty>,
}

/// A message of a channel.
#[derive(Debug)]
pub(crate) struct Message<'a> {
    /// Its key in the channel, and its name.
    pub(crate) key: String,
    /// The type of its frames.
    pub(crate) ty: &'a Ty,
}

/// What a handler without a `WsConn` parameter exchanges, as far as anybody can tell.
static UNKNOWN_FRAME: Ty = Ty::Any;

/// The channels of a program, sorted by path. Of two endpoints on one path the first is taken; one without an address
/// cannot have a channel. Both are findings of the analysis, and `missing.rs` tells of them.
pub(crate) fn channels(program: &Program) -> Vec<Channel<'_>> {
    let mut by_path = BTreeMap::new();
    for endpoint in &program.sockets {
        let Some(path) = endpoint.address() else { continue };
        by_path.entry(path).or_insert_with(|| Channel { path, endpoint, frames: frames(endpoint) });
    }
    by_path.into_values().collect()
}

fn frames(endpoint: &SocketEndpoint) -> Vec<&Ty> {
    match &endpoint.connection {
        None => vec![&UNKNOWN_FRAME],
        Some(connection) if connection.incoming == connection.outgoing => vec![&connection.incoming],
        Some(connection) => vec![&connection.incoming, &connection.outgoing],
    }
}

impl<'a> Channel<'a> {
    /// The types that its frames have.
    pub(crate) fn frame_types(&self) -> impl Iterator<Item = &'a Ty> {
        self.frames.iter().copied()
    }

    /// Its messages: one, or the incoming and the outgoing one.
    pub(crate) fn messages(&self, names: &Names) -> Vec<Message<'a>> {
        // A declared type keeps the key of its component, whatever comes before it.
        let is_declared = |ty: &&&Ty| matches!(ty, Ty::Nominal(_));
        let mut taken: BTreeSet<String> = self.frames.iter().filter(is_declared).map(|ty| names.type_key(ty)).collect();
        self.frames
            .iter()
            .map(|ty| {
                let wish = names.type_key(ty);
                let key = if is_declared(&ty) { wish } else { free_key(&wish, &taken) };
                taken.insert(key.clone());
                Message { key, ty }
            })
            .collect()
    }

    /// Where it stands in the document.
    pub(crate) fn place(&self) -> JsonPointer {
        JsonPointer::new(["channels", self.path])
    }

    /// Where one of its messages stands.
    pub(crate) fn message_place(&self, key: &str) -> JsonPointer {
        self.place().child("messages").child(key)
    }

    /// The handler as people find it, e.g. `realtime.feed`.
    pub(crate) fn handler_label(&self) -> String {
        qualified(&self.endpoint.module, &self.endpoint.handler.name)
    }

    /// The parameters that its address names, each once.
    fn parameters(&self) -> Vec<&'a PathParameter> {
        let mut seen = BTreeSet::new();
        let declared = self.endpoint.path.iter().flat_map(|path| &path.parameters);
        declared
            .filter(|parameter| self.path.contains(&format!("{{{}}}", parameter.name)))
            .filter(|parameter| seen.insert(&parameter.name))
            .collect()
    }
}

/// A name of a module; plain in the entry.
pub(crate) fn qualified(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}.{name}") }
}

/// The channel object (AsyncAPI 3.0, Channel Object).
pub(crate) fn channel_object(
    channel: &Channel<'_>,
    types: &dyn TypeSource,
    names: &Names,
    schemas: &mut Schemas<'_>,
    sources: &mut SourceMap,
) -> Object {
    let endpoint = channel.endpoint;
    sources.insert(&channel.place(), Some(endpoint.decorator.clone()));
    let mut result = object([("address", channel.path.into()), ("title", endpoint.handler.name.as_str().into())]);
    if let Some(description) = description(endpoint) {
        put(&mut result, "description", description);
    }

    let mut messages = Object::new();
    for message in channel.messages(names) {
        let place = channel.message_place(&message.key);
        let definition = schemas.payload(message.ty, &message.key);
        note_sources(channel, &place, &definition, sources);
        put(&mut messages, &message.key, message_object(&message, types, definition));
    }
    put(&mut result, "messages", messages);

    let mut parameters = Object::new();
    for parameter in channel.parameters() {
        let place = channel.place().child("parameters").child(&parameter.name);
        sources.insert(&place, Some(parameter.pointer.clone()));
        put(&mut parameters, &parameter.name, parameter_object(parameter, &endpoint.handler.name));
    }
    if !parameters.is_empty() {
        put(&mut result, "parameters", parameters);
    }

    if let Some(binding) = binding::web_socket(endpoint) {
        put(&mut result, "bindings", object([("ws", binding.into())]));
    }
    put(&mut result, "x-fitz-handler", channel.handler_label());
    if let Some(extension) = security::extension(&endpoint.access) {
        put(&mut result, "x-fitz-auth", extension);
    }
    if let Some(flag) = &endpoint.flag {
        put(&mut result, "x-fitz-flag", flag.as_str());
    }
    result
}

/// What the author says, then what the runtime demands.
fn description(endpoint: &SocketEndpoint) -> Option<String> {
    let conditions: Vec<String> = security::sentence(&endpoint.access)
        .into_iter()
        .chain(endpoint.flag.as_deref().map(security::flag_sentence))
        .collect();
    let paragraphs: Vec<String> =
        endpoint.doc.iter().cloned().chain((!conditions.is_empty()).then(|| conditions.join(" "))).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

fn message_object(message: &Message<'_>, types: &dyn TypeSource, payload: Definition) -> Object {
    let mut result = object([("name", message.key.as_str().into()), ("title", message.ty.to_string().into())]);
    let doc = match message.ty {
        Ty::Nominal(nominal) => types.doc(nominal),
        _ => None,
    };
    if let Some(doc) = doc
        && let Some(first) = summary(&doc)
    {
        put(&mut result, "summary", first.text);
        if !first.is_whole {
            put(&mut result, "description", doc);
        }
    }
    let is_binary = message.ty.is(Builtin::Bytes);
    put(&mut result, "contentType", if is_binary { "application/octet-stream" } else { "application/json" });
    put(&mut result, "payload", payload.schema);
    if let Some(value) = frame_example(types, message.ty) {
        let example = object([("name", message.key.as_str().into()), ("payload", value)]);
        put(&mut result, "examples", Value::Array(vec![example.into()]));
    }
    result
}

/// A message leads to its type, or to the annotation of the connection when the type has no declaration.
fn note_sources(channel: &Channel<'_>, place: &JsonPointer, definition: &Definition, sources: &mut SourceMap) {
    let annotation = channel.endpoint.connection.as_ref().map(|connection| connection.pointer.clone());
    sources.insert(place, annotation.clone());
    let payload = place.child("payload");
    sources.insert(&payload, definition.source.clone().or(annotation));
    note_properties(&payload, definition, sources);
}

/// The fields behind the properties of a schema that stands at `place`.
pub(crate) fn note_properties(place: &JsonPointer, definition: &Definition, sources: &mut SourceMap) {
    let properties = place.child("properties");
    for (name, source) in &definition.properties {
        sources.insert(&properties.child(name), Some(source.clone()));
    }
}

/// The parameter object (AsyncAPI 3.0, Parameter Object). It has no schema, so the Fitz type is an extension.
fn parameter_object(parameter: &PathParameter, handler: &str) -> Object {
    let text = Ty::str();
    let (ty, description) = match &parameter.ty {
        Some(ty) => (ty, format!("Path parameter of `{handler}`, read as `{ty}`.")),
        None => (&text, format!("Path parameter that `{handler}` does not read.")),
    };
    let mut result = object([("description", description.into())]);
    if ty.without_null().is(Builtin::Bool) {
        put(&mut result, "enum", strings(["true", "false"]));
    }
    put(&mut result, "examples", strings([parameter_example(&parameter.name, ty).as_str()]));
    put(&mut result, "x-fitz-type", ty.to_string());
    result
}
