//! The OpenAPI documents of the programs in `tests/openapi/golden`, byte for byte. `UPDATE_EXPECT=1` writes them anew; look
//! at the difference before keeping it.

use std::path::PathBuf;

use expect_test::expect_file;
use serde_json::{Value, json};

use super::gate;
use super::model::{apps, load, openapi, programs_in, source, tests_directory};
use crate::Document;

fn directory() -> PathBuf {
    tests_directory().join("openapi/golden")
}

fn golden(name: &str) -> Document {
    let (host, entry) = load(&directory().join(name), "main.fitz");
    openapi(&host, entry)
}

fn document_of(text: &str) -> Value {
    let (host, entry) = source(text);
    openapi(&host, entry).json
}

#[test]
fn documents_are_as_written() {
    let names = programs_in(&directory());
    assert_eq!(names, ["broken", "empty", "every_type", "links", "modules"]);
    for name in names {
        expect_file![directory().join(&name).join("openapi.json")].assert_eq(&golden(&name).to_json_text());
    }
    expect_file![directory().join("links/openapi.yaml")].assert_eq(&golden("links").to_yaml_text());
}

#[test]
fn documents_pass_the_strict_gate() {
    for name in programs_in(&directory()) {
        assert_eq!(gate::openapi_findings(&golden(&name).json), Vec::<String>::new(), "{name}");
    }
    for (name, host, entry) in apps() {
        let document = openapi(&host, entry);
        assert_eq!(gate::openapi_findings(&document.json), Vec::<String>::new(), "{name}");
        assert_eq!(document.missing, [], "{name}");
    }
}

#[test]
fn the_gate_is_shut_for_each_kind_of_mistake() {
    let sound = json!({ "paths": { "/a/{b}": { "get": {
        "operationId": "a",
        "parameters": [{ "name": "b", "in": "path", "required": true, "schema": { "type": "string" } }],
        "responses": { "200": { "content": { "application/json": { "schema": { "type": "integer" } } } }, "404": {} }
    } } } });
    assert_eq!(gate::openapi_findings(&sound), Vec::<String>::new());
    let operation = "/paths/~1a~1{b}/get";
    for (place, broken, message) in [
        ("/parameters", json!([]), "the path parameters are"),
        ("/parameters/0/required", json!(false), "a path parameter is optional"),
        ("/parameters/0/schema", json!({ "nullable": true }), "nullable is no keyword"),
        ("/responses", json!({}), "no response"),
        ("/responses", json!({ "404": {}, "200": {} }), "not in order"),
        ("/responses/200/content/application~1json/schema", json!({ "items": [{}] }), "an array of schemas"),
        ("/responses/200/content/application~1json/schema", json!({ "additionalItems": false }), "is no keyword"),
        ("/responses/200/content/application~1json/schema", json!({ "format": "binary" }), "binary inside JSON"),
    ] {
        let mut document = sound.clone();
        *document.pointer_mut(&format!("{operation}{place}")).unwrap() = broken;
        let found = gate::openapi_findings(&document);
        assert!(found.iter().any(|finding| finding.contains(message)), "{message}: {found:?}");
    }
    let mut twice = sound.clone();
    twice["paths"]["/c"] = json!({ "get": { "operationId": "a", "responses": { "200": {} } } });
    assert!(gate::openapi_findings(&twice).iter().any(|finding| finding.contains("the operationId is taken")));
}

#[test]
fn the_user_is_found_by_type_and_never_taken_for_the_body() {
    let document = document_of(
        "\
type User { id: Int, role: Str }
type Note { text: Str }

@auth_provider
async fn who(headers: Map<Str, Str>) -> Result<User> => Err(\"no\")

@authenticated
@post(\"/a\")
fn first(who: User, note: Note) -> Null => null

@requires(\"editor\")
@post(\"/b\")
fn last(note: Note, who: User) -> Null => null

// Without an access decorator nobody gives the user.
@post(\"/c\")
fn forged(who: User) -> Null => null
",
    );
    let body =
        |path: &str| document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"].clone();
    let note = json!({ "$ref": "#/components/schemas/Note" });
    assert_eq!((body("/a"), body("/b")), (note.clone(), note));
    assert_eq!(body("/c"), json!({ "$ref": "#/components/schemas/User" }));
    let statuses = |path: &str| {
        let responses = document["paths"][path]["post"]["responses"].as_object().unwrap();
        responses.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(statuses("/a"), ["200", "401"]);
    assert_eq!(statuses("/b"), ["200", "401", "403"]);
    assert_eq!(statuses("/c"), ["200"]);
    assert_eq!(document["paths"]["/b"]["post"]["x-fitz-auth"], json!({ "authenticated": true, "anyRole": ["editor"] }));
}

#[test]
fn statuses_are_read_from_the_code() {
    let document = document_of(
        "\
let BASE = 400
let MISSING = BASE + 4

type Problem { status: Int, title: Str }

@get(\"/a\")
fn a(n: Int) -> Result<Int, Problem> {
    if (n == 1) { return 201 { \"ok\": true } }
    if (n == 2) { return MISSING { \"error\": \"gone\" } }
    if (n == 3) { return Err(Problem { status: BASE * 1 + 9, title: \"conflict\" }) }
    if (n == 4) { return 99 { \"error\": \"too small\" } }
    let later = fn() { return 418 { \"error\": \"of a closure\" } }
    return Ok(1)
}

@get(\"/page\")
fn page() -> Response => Response { content_type: \"text/html\", body: \"<p>\" }

@get(\"/image\")
fn image(kind: Str) -> Result<Response> => Ok(Response { content_type: kind, body_bytes: b\"x\" })

@get(\"/made\")
fn made() -> Response => page()

@get(\"/open\")
fn open() => 1
",
    );
    let responses = |path: &str| document["paths"][path]["get"]["responses"].clone();
    let a = responses("/a");
    let statuses: Vec<&String> = a.as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["200", "201", "404", "409", "500"]);
    let schema = |responses: &Value, status: &str, kind: &str| responses[status]["content"][kind]["schema"].clone();
    let json = "application/json";
    assert_eq!(schema(&a, "200", json), json!({ "type": "integer", "format": "int64" }));
    let flags = json!({ "type": "object", "additionalProperties": { "type": "boolean" } });
    assert_eq!(schema(&a, "201", json), flags);
    // An error that carries its status is sent whole.
    let problem = json!({ "$ref": "#/components/schemas/Problem" });
    assert_eq!((schema(&a, "409", json), schema(&a, "500", json)), (problem.clone(), problem));

    assert_eq!(schema(&responses("/page"), "200", "text/html"), json!({ "type": "string" }));
    let image = responses("/image");
    assert_eq!(schema(&image, "200", "application/octet-stream"), json!({ "type": "string", "format": "binary" }));
    assert_eq!(schema(&image, "500", json)["properties"]["error"], json!({ "type": "string" }));
    assert_eq!(schema(&responses("/made"), "200", "*/*"), json!({}));
    assert_eq!(schema(&responses("/open"), "200", json), json!({}));
}

#[test]
fn every_pointer_leads_into_the_document() {
    for name in programs_in(&directory()) {
        let document = golden(&name);
        for place in document.pointers.keys() {
            assert!(document.json.pointer(place).is_some(), "{name}: {place} is not in the document");
        }
        for (path, item) in document.json["paths"].as_object().unwrap() {
            for verb in item.as_object().unwrap().keys() {
                let place = format!("/paths/{}/{verb}", path.replace('~', "~0").replace('/', "~1"));
                assert!(document.pointers.contains_key(&place), "{name}: {place}");
            }
        }
    }
}
