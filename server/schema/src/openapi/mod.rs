//! The OpenAPI 3.1 document of a program: its HTTP routes.
//!
//! Start reading here (the root), then `operation.rs` (one route) and `responses.rs` (what it answers).

mod operation;
mod responses;
mod routes;

use fitz_analysis::{Db, HttpRoute, Program, SourceFile, Ty, program};
use serde_json::Value;

use crate::document::{Document, components, is_exposed, names};
use crate::info::{address, http_servers, info, port};
use crate::json::{Object, object, put};
use crate::missing;
use crate::options::OpenApiOptions;
use crate::pointer::{JsonPointer, SourceMap};
use crate::schema::{Dialect, Schemas, Style};
use crate::security;
use crate::types::reachable;

use self::operation::operation;
use self::responses::responses;
use self::routes::routes;

/// The OpenAPI document of the program that starts at `entry`. A query, as [`asyncapi_document`](crate::asyncapi_document) is.
///
/// A program with errors has a document of what is known; a program without a route has one without paths. WebSocket
/// endpoints are in the AsyncAPI document, which this one points to.
#[salsa::tracked(returns(ref))]
pub fn openapi_document(db: &dyn Db, entry: SourceFile, options: OpenApiOptions) -> Document {
    let program = program(db, entry);
    let routes = routes(db, program);
    let values: Vec<&Ty> = routes.iter().flat_map(|route| operation::types(route)).collect();
    let types = reachable(&db, values);
    let missing = missing::of_routes(db, program, &types);
    let names = names(program, types);
    let style = Style { dialect: Dialect::Draft2020, open_objects: options.common.open_objects, ..Style::default() };
    let mut schemas = Schemas::new(&db, &names).styled(style);
    let mut sources = SourceMap::default();

    let mut json = object([
        ("openapi", "3.1.0".into()),
        ("info", info(db, program, "HTTP routes", &missing).into()),
        ("servers", http_servers(program, &options.common.servers, &mut sources)),
    ]);
    let mut paths = Object::new();
    for route in &routes {
        let place = JsonPointer::new(["paths", route.path, route.verb]);
        let value = operation(db, route, &place, &mut schemas, &mut sources);
        if let Value::Object(item) = paths.entry(route.path).or_insert_with(|| Object::new().into()) {
            put(item, route.verb, value);
        }
    }
    put(&mut json, "paths", paths);
    let is_protected = routes.iter().any(|route| route.route.access.is_protected());
    let security = is_protected.then(|| object([("bearerAuth", security::bearer("request").into())]));
    let components = components(schemas, security, &mut sources);
    if !components.is_empty() {
        put(&mut json, "components", components);
    }
    if let Some(docs) = websocket_docs(program) {
        put(&mut json, "externalDocs", docs);
    }
    Document { json: json.into(), pointers: sources.finish(), exposed: is_exposed(program), missing }
}

/// The statuses that a route of a program answers with, ascending, each with its reason. Empty for one without a place in the
/// document.
pub fn statuses(db: &dyn Db, program: &Program, route: &HttpRoute) -> Vec<(String, String)> {
    let routes = routes(db, program);
    let Some(found) = routes.iter().find(|it| it.route == route) else { return Vec::new() };
    let names = names(program, reachable(&db, operation::types(found).collect::<Vec<&Ty>>()));
    let responses = responses(db, route, &mut Schemas::new(&db, &names));
    let reason = |response: &Value| response.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    responses.iter().map(|(status, response)| (status.clone(), reason(response))).collect()
}

/// Where the running service has the AsyncAPI document, if it has one.
fn websocket_docs(program: &Program) -> Option<Object> {
    if program.sockets.is_empty() || !is_exposed(program) {
        return None;
    }
    port(program)?;
    Some(object([
        ("description", "WebSocket channels of the same service (AsyncAPI).".into()),
        ("url", format!("http://{}/asyncapi.json", address(program)).into()),
    ]))
}
