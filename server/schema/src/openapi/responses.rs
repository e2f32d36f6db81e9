//! What a route answers (OpenAPI 3.1, Responses Object).

use std::collections::BTreeMap;

use fitz_analysis::{AnswerContent, Builtin, Db, HttpRoute, Nominal, Origin, Ty, nominal_fields};
use serde_json::Value;

use crate::json::{Object, object, put, strings};
use crate::schema::Schemas;
use crate::security;

/// The responses of a route, by ascending status. What follows from the signature comes first; the statuses that the code
/// names never replace it.
pub(super) fn responses(db: &dyn Db, route: &HttpRoute, schemas: &mut Schemas<'_>) -> Object {
    let mut found = BTreeMap::new();
    of_result(db, route, schemas, &mut found);
    of_conditions(route, &mut found);
    of_code(route, schemas, &mut found);
    found.into_iter().map(|(status, response)| (status.to_string(), Value::Object(response))).collect()
}

type Found = BTreeMap<u16, Object>;

/// 200, and 500 for a `Result`.
fn of_result(db: &dyn Db, route: &HttpRoute, schemas: &mut Schemas<'_>, found: &mut Found) {
    let (ok, error) = match route.result.as_ref().map(|ty| ty.arguments_of(Builtin::Result).ok_or(ty)) {
        None => (None, None),
        Some(Ok([ok, error])) => (Some(ok), Some(error)),
        Some(Ok(_)) => (None, None),
        Some(Err(plain)) => (Some(plain), None),
    };
    let builds_responses = route.answers.iter().any(|answer| !matches!(answer.content, AnswerContent::Json(_)));
    let content = match ok {
        // The literals in the code tell what such a handler answers.
        Some(ty) if is_response(db, ty) && builds_responses => None,
        None if builds_responses => None,
        Some(ty) if is_response(db, ty) => Some(object([("*/*", object([("schema", Object::new().into())]).into())])),
        Some(ty) if ty.is(Builtin::Bytes) => Some(media("application/octet-stream", schemas.body(ty))),
        Some(ty) => Some(media("application/json", schemas.body(ty))),
        None => Some(media("application/json", Object::new())),
    };
    if let Some(content) = content {
        found.insert(200, response(&format!("What `{}` gives.", route.handler.name), content));
    }
    if let Some(error) = error {
        let schema = schemas.schema(error);
        let schema = if carries_status(db, error) { schema } else { error_object(schema) };
        found.insert(
            500,
            response(&format!("`{}` gives an error.", route.handler.name), media("application/json", schema)),
        );
    }
}

/// What happens before the handler runs.
fn of_conditions(route: &HttpRoute, found: &mut Found) {
    if route.access.is_protected() {
        found.insert(401, response("The request is not authenticated.", error_text()));
        if let Some(roles) = security::roles_sentence(&route.access) {
            found.insert(403, response(&format!("Requires {roles}."), error_text()));
        }
    }
    if let Some(flag) = &route.flag {
        let description = format!("The feature flag `{flag}` is off.");
        found.insert(404, response(&description, error_text()));
    }
}

/// The statuses that the code names.
fn of_code(route: &HttpRoute, schemas: &mut Schemas<'_>, found: &mut Found) {
    let mut by_status: BTreeMap<u16, Vec<&AnswerContent>> = BTreeMap::new();
    for answer in &route.answers {
        let contents = by_status.entry(answer.status).or_default();
        if !contents.contains(&&answer.content) {
            contents.push(&answer.content);
        }
    }
    for (status, contents) in by_status {
        let mut content = Object::new();
        for answer in contents {
            let (media_type, schema) = match answer {
                AnswerContent::Json(ty) => ("application/json", schemas.schema(ty)),
                AnswerContent::Raw { media_type, is_binary: false } => {
                    (media_type.as_str(), object([("type", "string".into())]))
                }
                AnswerContent::Raw { media_type, is_binary: true } => {
                    (media_type.as_str(), object([("type", "string".into()), ("format", "binary".into())]))
                }
                AnswerContent::Empty => continue,
            };
            let value = object([("schema", schema.into())]);
            match content.get_mut(media_type) {
                // Several shapes under one status: any value.
                Some(other) => *other = object([("schema", Object::new().into())]).into(),
                None => put(&mut content, media_type, value),
            }
        }
        found
            .entry(status)
            .or_insert_with(|| response(&format!("`{}` answers with this status.", route.handler.name), content));
    }
}

fn response(description: &str, content: Object) -> Object {
    let mut response = object([("description", description.into())]);
    if !content.is_empty() {
        put(&mut response, "content", content);
    }
    response
}

fn media(media_type: &str, schema: Object) -> Object {
    object([(media_type, object([("schema", schema.into())]).into())])
}

/// `{"error": ".."}`, as the runtime answers for itself.
fn error_text() -> Object {
    media("application/json", error_object(object([("type", "string".into())])))
}

/// The object in which the runtime sends an error.
fn error_object(error: Object) -> Object {
    object([
        ("type", "object".into()),
        ("properties", object([("error", error.into())]).into()),
        ("required", strings(["error"])),
    ])
}

/// The library's `Response`: the handler writes status and body itself.
fn is_response(db: &dyn Db, ty: &Ty) -> bool {
    matches!(ty, Ty::Nominal(nominal) if nominal.name == "Response" && is_of_library(db, nominal))
}

fn is_of_library(db: &dyn Db, nominal: &Nominal) -> bool {
    nominal.file.origin(db) == Origin::StandardLibrary
}

/// An error with a field `status: Int` is sent whole, under the status that it says.
fn carries_status(db: &dyn Db, error: &Ty) -> bool {
    let Ty::Nominal(nominal) = error else { return false };
    nominal_fields(db, nominal).iter().any(|field| field.name == "status" && field.ty.is(Builtin::Int))
}
