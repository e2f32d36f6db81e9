//! Documents, and the AsyncAPI document of a program.

use std::collections::BTreeMap;

use fitz_analysis::{Db, Module, Nominal, Program, SourceFile, program};
use serde_json::Value;

use crate::channel::{Channel, channel_object, channels, note_properties};
use crate::info::{info, servers};
use crate::json::{Object, object, put};
use crate::missing::{self, Missing};
use crate::names::{Declared, Names};
use crate::operation::operations;
use crate::options::{AsyncApiOptions, Profile};
use crate::pointer::{JsonPointer, Source, SourceMap};
use crate::reference;
use crate::schema::{Schemas, Style};
use crate::security;
use crate::types::reachable;

/// A document about a program, and the way back to its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The document. Members stay in the order in which the specification describes them.
    pub json: Value,
    /// Where its parts come from: JSON pointer (RFC 6901) into [`Document::json`] → place in the source.
    pub pointers: BTreeMap<String, Source>,
    /// Whether the running service exposes the document (`@server(docs=false)` hides it).
    pub exposed: bool,
    /// What it leaves out because the source does not say it. Its own description says so too, except in the profile
    /// [`Profile::Reference`].
    pub missing: Vec<Missing>,
}

/// The AsyncAPI document of the program that starts at `entry`. A query: an edit that changes nothing on the wire makes no new
/// document.
///
/// A program with errors has a document of what is known; a program without `@ws` has one without channels.
#[salsa::tracked(returns(ref))]
pub fn asyncapi_document(db: &dyn Db, entry: SourceFile, options: AsyncApiOptions) -> Document {
    let program = program(db, entry);
    if options.profile == Profile::Reference {
        return reference::document(db, program, options.spec_version);
    }
    let channels = channels(program);
    let types = reachable(&db, channels.iter().flat_map(Channel::frame_types));
    let missing = missing::of_sockets(db, program, &types);
    let names = names(program, types);
    let style = Style {
        open_objects: options.common.open_objects,
        payload_references: options.profile == Profile::Refs,
        ..Style::default()
    };
    let mut schemas = Schemas::new(&db, &names).styled(style);
    let mut sources = SourceMap::default();

    let mut json = object([
        ("asyncapi", options.spec_version.as_str().into()),
        ("info", info(db, program, "WebSocket channels", &missing).into()),
        ("servers", servers(program, &options.common.servers, &mut sources).into()),
        ("defaultContentType", "application/json".into()),
    ]);
    let mut channel_objects = Object::new();
    let mut operation_objects = Object::new();
    for channel in &channels {
        let value = channel_object(channel, &db, &names, &mut schemas, &mut sources);
        put(&mut channel_objects, channel.path, value);
        for (key, operation) in operations(db, program, channel, &names, options.query_token, &mut sources) {
            put(&mut operation_objects, &key, operation);
        }
    }
    put(&mut json, "channels", channel_objects);
    put(&mut json, "operations", operation_objects);
    let is_protected = channels.iter().any(|channel| channel.endpoint.access.is_protected());
    let security = is_protected.then(|| security::schemes(options.query_token));
    let components = components(schemas, security, &mut sources);
    if !components.is_empty() {
        put(&mut json, "components", components);
    }
    Document { json: json.into(), pointers: sources.finish(), exposed: is_exposed(program), missing }
}

impl Document {
    /// The document as JSON: two spaces per level, a final newline, equal bytes for equal programs.
    #[must_use]
    pub fn to_json_text(&self) -> String {
        // JSON may hold this character as it is, but terminals and filters of terminal codes drop it.
        format!("{:#}\n", self.json).replace('\u{7f}', "\\u007f")
    }

    /// The document as YAML 1.2, members in the same order, with a final newline.
    #[must_use]
    pub fn to_yaml_text(&self) -> String {
        // Every JSON value can be written as YAML. Should the writer ever refuse one: JSON is YAML.
        serde_saphyr::to_string(&self.json).unwrap_or_else(|_| self.to_json_text())
    }
}

/// Whether the running service shows its documents.
pub(crate) fn is_exposed(program: &Program) -> bool {
    program.server.as_ref().is_none_or(|server| server.docs)
}

/// The keys of declared types in a document about this program.
pub(crate) fn names(program: &Program, types: Vec<Nominal>) -> Names {
    let declared = types.into_iter().map(|nominal| {
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
pub(crate) fn components(schemas: Schemas<'_>, security: Option<Object>, sources: &mut SourceMap) -> Object {
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
    if let Some(security) = security {
        put(&mut components, "securitySchemes", security);
    }
    components
}
