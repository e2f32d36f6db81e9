//! The AsyncAPI 3.0 document of a program.

use std::collections::BTreeMap;

use fitz_analysis::{Db, Module, Program, SourceFile, SourcePointer};
use serde_json::Value;

use crate::channel::{Channel, channel_object, channels, note_properties};
use crate::info::{info, servers};
use crate::json::{Object, object, put};
use crate::names::{Declared, Names};
use crate::operation::operations;
use crate::pointer::{JsonPointer, SourceMap};
use crate::schema::Schemas;
use crate::security;
use crate::types::{TypeSource, reachable};

/// An AsyncAPI document and the way back to its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The document. Members stay in the order of AsyncAPI's own descriptions.
    pub json: Value,
    /// Where its parts come from: JSON pointer (RFC 6901) into [`Document::json`] → place in the source.
    pub pointers: BTreeMap<String, SourcePointer>,
    /// Whether the running service exposes the document (`@server(docs=false)` hides it).
    pub exposed: bool,
}

/// The AsyncAPI 3.0 document of the program that starts with `entry`.
///
/// A program with errors has a document of what is known; a program without `@ws` has one without channels.
pub fn asyncapi(db: &dyn Db, entry: SourceFile) -> Document {
    let program = fitz_analysis::program(db, entry);
    let channels = channels(program);
    let names = names(&db, program, &channels);
    let mut schemas = Schemas::new(&db, &names);
    let mut sources = SourceMap::default();

    let mut json = object([
        ("asyncapi", "3.0.0".into()),
        ("info", info(db, program).into()),
        ("servers", servers(program, &mut sources).into()),
        ("defaultContentType", "application/json".into()),
    ]);
    let mut channel_objects = Object::new();
    let mut operation_objects = Object::new();
    for channel in &channels {
        let value = channel_object(channel, &db, &names, &mut schemas, &mut sources);
        put(&mut channel_objects, channel.path, value);
        for (key, operation) in operations(db, channel, &names, &mut sources) {
            put(&mut operation_objects, &key, operation);
        }
    }
    put(&mut json, "channels", channel_objects);
    put(&mut json, "operations", operation_objects);
    let components = components(schemas, &channels, &mut sources);
    if !components.is_empty() {
        put(&mut json, "components", components);
    }
    Document {
        json: json.into(),
        pointers: sources.finish(),
        exposed: program.server.as_ref().is_none_or(|server| server.docs),
    }
}

impl Document {
    /// The document as text: two spaces per level, a final newline, equal bytes for equal programs.
    #[must_use]
    pub fn to_json_text(&self) -> String {
        format!("{:#}\n", self.json)
    }
}

fn names(types: &dyn TypeSource, program: &Program, channels: &[Channel<'_>]) -> Names {
    let frames = channels.iter().flat_map(Channel::frame_types);
    let declared = reachable(types, frames).into_iter().map(|nominal| {
        let (rank, module) = home(&program.modules, nominal.file);
        Declared { nominal, rank, module }
    });
    Names::assign(declared.collect())
}

/// The place in load order and the name of the module that a file is; the standard library comes last.
fn home(modules: &[Module], file: SourceFile) -> (usize, String) {
    let found = modules.iter().enumerate().find(|(_, module)| module.file == file);
    found.map_or_else(|| (modules.len(), "std".to_owned()), |(rank, module)| (rank, module.name.to_string()))
}

/// The types that some schema refers to, and the security schemes when somebody needs them.
fn components(schemas: Schemas<'_>, channels: &[Channel<'_>], sources: &mut SourceMap) -> Object {
    let mut components = Object::new();
    let mut schema_objects = Object::new();
    for (key, definition) in schemas.components() {
        let place = JsonPointer::new(["components", "schemas", &key]);
        sources.insert(&place, definition.source.clone());
        note_properties(&place, &definition, sources);
        put(&mut schema_objects, &key, definition.schema);
    }
    if !schema_objects.is_empty() {
        put(&mut components, "schemas", schema_objects);
    }
    if channels.iter().any(|channel| channel.endpoint.access.is_protected()) {
        put(&mut components, "securitySchemes", security::schemes());
    }
    components
}
