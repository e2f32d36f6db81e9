//! What can be chosen about documents, and what they say of broken programs.

use serde_json::{Value, json};

use super::gate;
use super::model::{asyncapi, load, openapi, programs_in, source, tests_directory};
use crate::{AsyncApiOptions, CommonOptions, Document, ExtraServer, OpenApiOptions, Profile, SpecVersion};

const PROGRAM: &str = "\
type Event { id: Int, place: (Int, Int) }

@authenticated
@ws(\"/feed\")
async fn feed(conn: WsConn<Event>) -> Null => null

@get(\"/events\")
fn events() -> List<Event> => []
";

fn written(options: &AsyncApiOptions) -> Value {
    let (host, entry) = source(PROGRAM);
    asyncapi(&host, entry, options).json
}

#[test]
fn another_version_changes_its_number_and_nothing_else() {
    let plain = written(&AsyncApiOptions::default());
    let mut newer = written(&AsyncApiOptions { spec_version: SpecVersion::V3_1, ..AsyncApiOptions::default() });
    assert_eq!(newer["asyncapi"].take(), "3.1.0");
    newer["asyncapi"] = "3.0.0".into();
    assert_eq!(plain.to_string(), newer.to_string());
}

#[test]
fn a_token_in_the_query_is_listed_when_the_author_says_so() {
    let document = written(&AsyncApiOptions { query_token: true, ..AsyncApiOptions::default() });
    let schemes = ["bearerAuth", "bearerSubprotocol", "queryToken"];
    let references = schemes.map(|scheme| json!({ "$ref": format!("#/components/securitySchemes/{scheme}") }));
    for operation in ["/feed.receive", "/feed.send"] {
        assert_eq!(document["operations"][operation]["security"], json!(references));
    }
    let scheme = &document["components"]["securitySchemes"]["queryToken"];
    assert_eq!(
        (&scheme["type"], &scheme["in"], &scheme["name"]),
        (&json!("httpApiKey"), &json!("query"), &json!("token"))
    );
    assert_eq!(gate::findings(&document), Vec::<String>::new());
    assert!(!written(&AsyncApiOptions::default()).to_string().contains("queryToken"));
}

#[test]
fn objects_can_be_open_and_servers_added() {
    let servers: Vec<ExtraServer> =
        ["production=wss://example.org/api", "default=ws://10.0.0.7:99"].map(|text| text.parse().unwrap()).into();
    let common = CommonOptions { open_objects: true, servers };
    let document = written(&AsyncApiOptions { common: common.clone(), ..AsyncApiOptions::default() });
    assert_eq!(
        document.pointer("/channels/~1feed/messages/Event/payload").unwrap(),
        &json!({
            "title": "Event",
            "type": "object",
            "properties": {
                "id": { "type": "integer", "format": "int64" },
                "place": {
                    "type": "array",
                    "items": [{ "type": "integer", "format": "int64" }, { "type": "integer", "format": "int64" }],
                    "additionalItems": false, "minItems": 2, "maxItems": 2
                }
            },
            "required": ["id", "place"]
        })
    );
    assert_eq!(
        document["servers"]["production"],
        json!({ "host": "example.org", "pathname": "/api", "protocol": "wss" })
    );
    assert_eq!(document["servers"]["default"]["host"], "localhost:3000");
    assert_eq!(document["servers"]["default_2"], json!({ "host": "10.0.0.7:99", "protocol": "ws" }));
    assert_eq!(gate::findings(&document), Vec::<String>::new());

    let (host, entry) = source(PROGRAM);
    let document = &crate::openapi_document(host.db(), entry, OpenApiOptions { common }).json;
    let urls: Vec<&Value> = document["servers"].as_array().unwrap().iter().map(|server| &server["url"]).collect();
    assert_eq!(urls, ["http://localhost:3000", "https://example.org/api", "http://10.0.0.7:99"]);
    assert_eq!(document.pointer("/components/schemas/Event/additionalProperties"), None);
}

#[test]
fn payloads_can_be_references() {
    let refs = AsyncApiOptions { profile: Profile::Refs, ..AsyncApiOptions::default() };
    let (host, entry) = source(PROGRAM);
    let document = asyncapi(&host, entry, &refs);
    let article = asyncapi(&host, entry, &AsyncApiOptions::default());
    let payload = "/channels/~1feed/messages/Event/payload";
    assert_eq!(document.json.pointer(payload), Some(&json!({ "$ref": "#/components/schemas/Event" })));
    assert_eq!(document.json.pointer("/components/schemas/Event"), article.json.pointer(payload));
    for place in [payload, "/components/schemas/Event/properties/id"] {
        assert!(document.pointers.contains_key(place), "{place}");
    }
}

/// The value of every scalar, as a reader of YAML that knows nothing of us finds it, is tested by `cargo xtask test`.
#[test]
fn yaml_quotes_what_would_be_read_as_something_else() {
    let values = json!({ "3.0.0": "3.0.0", "yes": "no", "number": "1.5", "null": "null", "empty": "", "lines": "a\nb",
        "colon": "a: b", "hash": "a #b", "date": "2026-01-01", "list": [], "map": {}, "none": null });
    let document = Document { json: values, pointers: Default::default(), exposed: true, missing: Vec::new() };
    expect_test::expect![[r#"
        "3.0.0": "3.0.0"
        "yes": "no"
        number: "1.5"
        "null": "null"
        empty: ""
        lines: |-
          a
          b
        colon: "a: b"
        hash: "a #b"
        date: "2026-01-01"
        list: []
        map: {}
        none: null
    "#]]
    .assert_eq(&document.to_yaml_text());
}

#[test]
fn a_document_of_a_broken_program_says_what_is_missing() {
    let (host, entry) = source(
        "\
type Event { kind: Lost, when: , more: Map<Str> }

@ws(PATH)
async fn nowhere(conn: WsConn<Event>) {}

@ws(\"/feed\")
async fn feed(conn: WsConn<Gone, List<Event>>) {}

@ws(\"/silent\")
async fn silent() {}

@get(ROUTE)
fn somewhere() -> Int => 1

@post(\"/events\")
@put(\"/events\")
fn add(event: Event, mode: Absent) -> Result<Vanished> => 1
",
    );
    for (kind, document, expected) in [
        (
            "sockets",
            asyncapi(&host, entry, &AsyncApiOptions::default()),
            &[
                "The path of `nowhere` cannot be read from the source, so it has no channel.",
                "The messages of `feed`: no type `Gone` is known.",
                "`silent` has no `WsConn` parameter, so its messages are not known.",
                "The field `kind` of `Event`: no type `Lost` is known.",
                "The field `when` of `Event`: a type is not written yet.",
                "The field `more` of `Event`: `Map` takes another number of types.",
            ][..],
        ),
        (
            "routes",
            openapi(&host, entry),
            &[
                "The path of `somewhere` cannot be read from the source, so it has no operation.",
                "The values of `add`: no type `Absent` is known.",
                "The values of `add`: no type `Vanished` is known.",
                "The field `kind` of `Event`: no type `Lost` is known.",
                "The field `when` of `Event`: a type is not written yet.",
                "The field `more` of `Event`: `Map` takes another number of types.",
            ][..],
        ),
    ] {
        let messages: Vec<&str> = document.missing.iter().map(|missing| missing.message.as_str()).collect();
        assert_eq!(messages, expected, "{kind}");
        let description = document.json["info"]["description"].as_str().unwrap();
        for message in expected {
            assert!(description.contains(message), "{kind}: {description}");
        }
    }
}

#[test]
fn whole_programs_miss_nothing() {
    for (folder, except) in
        [("asyncapi/golden", ["broken", "every_type", "odd_paths"]), ("openapi/golden", ["broken", "every_type", ""])]
    {
        let directory = tests_directory().join(folder);
        for name in programs_in(&directory).into_iter().filter(|name| !except.contains(&name.as_str())) {
            let (host, entry) = load(&directory.join(&name), "main.fitz");
            for document in [asyncapi(&host, entry, &AsyncApiOptions::default()), openapi(&host, entry)] {
                assert_eq!(document.missing, [], "{folder}/{name}");
            }
        }
    }
}
