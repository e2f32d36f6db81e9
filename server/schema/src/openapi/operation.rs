//! One route as an operation (OpenAPI 3.1, Operation Object).

use std::collections::HashSet;

use fitz_analysis::{AnswerContent, Builtin, Db, HandshakeSource, PathParameter, Ty};
use serde_json::Value;

use super::responses::responses;
use super::routes::Route;
use crate::channel::qualified;
use crate::comment::summary;
use crate::json::{Object, object, put, strings};
use crate::pointer::{JsonPointer, SourceMap};
use crate::schema::Schemas;
use crate::security;

/// The types of the values that a route takes and gives, for the keys of declared types.
pub(super) fn types<'a>(route: &Route<'a>) -> impl Iterator<Item = &'a Ty> + use<'a> {
    let route = route.route;
    let in_path = route.path.iter().flat_map(|path| path.parameters.iter().chain(&path.query));
    let parameters = in_path.filter_map(|parameter| parameter.ty.as_ref());
    let answers = route.answers.iter().filter_map(|answer| match &answer.content {
        AnswerContent::Json(ty) => Some(ty),
        AnswerContent::Raw { .. } | AnswerContent::Empty => None,
    });
    parameters.chain(route.body.iter().map(|body| &body.ty)).chain(&route.result).chain(answers)
}

/// The operation of a route that stands at `place`.
pub(super) fn operation(
    db: &dyn Db,
    route: &Route<'_>,
    place: &JsonPointer,
    schemas: &mut Schemas<'_>,
    sources: &mut SourceMap,
) -> Object {
    let declared = route.route;
    sources.insert(place, Some(declared.decorator.clone()));
    let handler = qualified(&declared.module, &declared.handler.name);
    let mut operation = object([("operationId", route.operation_id.as_str().into())]);
    let comment = declared.doc.as_deref().and_then(|doc| Some((doc, summary(doc)?)));
    match comment {
        Some((doc, first)) => {
            put(&mut operation, "summary", first.text);
            if !first.is_whole {
                put(&mut operation, "description", doc);
            }
        }
        None => put(&mut operation, "summary", format!("Served by {handler}.")),
    }
    if let Some(tag) = &route.tag {
        put(&mut operation, "tags", strings([tag.as_str()]));
    }
    let parameters = parameters(route, place, schemas, sources);
    if !parameters.is_empty() {
        put(&mut operation, "parameters", parameters);
    }
    if let Some(body) = &declared.body {
        sources.insert(&place.child("requestBody"), Some(body.pointer.clone()));
        put(&mut operation, "requestBody", request_body(&body.ty, schemas));
    }
    // An empty list says that the route is open, where leaving it out would say nothing.
    let requirement = Value::Object(object([("bearerAuth", Value::Array(Vec::new()))]));
    let security: Vec<Value> = declared.access.is_protected().then_some(requirement).into_iter().collect();
    put(&mut operation, "security", security);
    put(&mut operation, "responses", responses(db, declared, schemas));
    put(&mut operation, "x-fitz-handler", handler);
    if let Some(extension) = security::extension(&declared.access) {
        put(&mut operation, "x-fitz-auth", extension);
    }
    if let Some(flag) = &declared.flag {
        put(&mut operation, "x-fitz-flag", flag.as_str());
    }
    operation
}

fn parameters(
    route: &Route<'_>,
    place: &JsonPointer,
    schemas: &mut Schemas<'_>,
    sources: &mut SourceMap,
) -> Vec<Value> {
    let mut list = Parameters { place: place.child("parameters"), seen: HashSet::new(), found: Vec::new() };
    if let Some(path) = &route.route.path {
        for parameter in &path.parameters {
            list.push("path", parameter, true, schemas, sources);
        }
        for parameter in &path.query {
            let is_optional = matches!(parameter.ty, Some(Ty::Nullable(_)));
            list.push("query", parameter, !is_optional, schemas, sources);
        }
    }
    for parameter in &route.route.handshake {
        let location = match parameter.source {
            HandshakeSource::Header => "header",
            HandshakeSource::Cookie => "cookie",
        };
        list.add(location, &parameter.wire_name, parameter.required, object([("type", "string".into())]));
    }
    list.found
}

struct Parameters {
    place: JsonPointer,
    /// A name may stand once per location.
    seen: HashSet<(&'static str, String)>,
    found: Vec<Value>,
}

impl Parameters {
    fn push(
        &mut self,
        location: &'static str,
        parameter: &PathParameter,
        required: bool,
        schemas: &mut Schemas<'_>,
        sources: &mut SourceMap,
    ) {
        // Text in an address is never null: what may be null may be left out.
        let schema = match &parameter.ty {
            Some(ty) => schemas.schema(ty.without_null()),
            None => object([("type", "string".into())]),
        };
        let place = self.place.child(&self.found.len().to_string());
        if self.add(location, &parameter.name, required, schema) {
            sources.insert(&place, Some(parameter.pointer.clone()));
        }
    }

    fn add(&mut self, location: &'static str, name: &str, required: bool, schema: Object) -> bool {
        // Names of headers do not differ by case.
        let identity = if location == "header" { name.to_lowercase() } else { name.to_owned() };
        let is_new = self.seen.insert((location, identity));
        if is_new {
            let parameter = object([
                ("name", name.into()),
                ("in", location.into()),
                ("required", required.into()),
                ("schema", schema.into()),
            ]);
            self.found.push(parameter.into());
        }
        is_new
    }
}

/// What the runtime takes for a body of this type (OpenAPI 3.1, Request Body Object).
fn request_body(ty: &Ty, schemas: &mut Schemas<'_>) -> Object {
    let required = !matches!(ty, Ty::Nullable(_));
    let media_type = |schema: Object| Value::Object(object([("schema", schema.into())]));
    let content = match form(ty) {
        Some(Form::Files) => {
            let file = object([("type", "string".into()), ("format", "binary".into())]);
            let form = object([("type", "object".into()), ("additionalProperties", file.into())]);
            object([("multipart/form-data", media_type(form))])
        }
        Some(Form::Texts) => {
            let schema = media_type(schemas.body(ty));
            object([("application/json", schema.clone()), ("application/x-www-form-urlencoded", schema)])
        }
        None if ty.is(Builtin::Bytes) => object([("application/octet-stream", media_type(schemas.body(ty)))]),
        None => object([("application/json", media_type(schemas.body(ty)))]),
    };
    object([("required", required.into()), ("content", content.into())])
}

/// The two types of a body that may come as a form.
enum Form {
    /// `Map<Str, Str>`
    Texts,
    /// `Map<Str, File>`
    Files,
}

fn form(ty: &Ty) -> Option<Form> {
    match ty.without_null().arguments_of(Builtin::Map)? {
        [key, value] if key.is(Builtin::Str) && value.is(Builtin::Str) => Some(Form::Texts),
        [key, Ty::Nominal(nominal)] if key.is(Builtin::Str) && nominal.name == "File" => Some(Form::Files),
        _ => None,
    }
}
