//! The documents of the programs in `tests/asyncapi/golden`, byte for byte. `UPDATE_EXPECT=1` writes them anew; look at the
//! difference before keeping it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use expect_test::expect_file;
use fitz_analysis::{Host, SourceFile};
use serde_json::Value;

use super::gate;
use super::model::{self, load, programs_in, source, tests_directory};
use crate::{AsyncApiOptions, Document, Profile};

fn directory() -> PathBuf {
    tests_directory().join("asyncapi/golden")
}

fn golden_programs() -> Vec<String> {
    programs_in(&directory())
}

fn asyncapi(host: &Host, entry: SourceFile) -> Document {
    model::asyncapi(host, entry, &AsyncApiOptions::default())
}

fn golden(name: &str) -> Document {
    golden_in(name, Profile::Article)
}

fn golden_in(name: &str, profile: Profile) -> Document {
    let (host, entry) = load(&directory().join(name), "main.fitz");
    model::asyncapi(&host, entry, &AsyncApiOptions { profile, ..AsyncApiOptions::default() })
}

fn apps() -> Vec<(String, Document)> {
    model::apps().into_iter().map(|(name, host, entry)| (name, asyncapi(&host, entry))).collect()
}

/// Every program has its document as JSON; those that show something about another form have that one, too.
#[test]
fn documents_are_as_written() {
    let names = golden_programs();
    assert_eq!(names.len(), 11, "{names:?}");
    let mut forms = 0;
    for name in names {
        for (file, profile) in [
            ("asyncapi.json", Profile::Article),
            ("asyncapi.yaml", Profile::Article),
            ("asyncapi.refs.json", Profile::Refs),
            ("asyncapi.reference.json", Profile::Reference),
        ] {
            let expected = directory().join(&name).join(file);
            if file == "asyncapi.json" || expected.exists() {
                forms += 1;
                let document = golden_in(&name, profile);
                let text = if file.ends_with("yaml") { document.to_yaml_text() } else { document.to_json_text() };
                expect_file![expected].assert_eq(&text);
            }
        }
    }
    assert_eq!(forms, 11 + 9);
}

#[test]
fn documents_pass_the_strict_gate() {
    for profile in [Profile::Article, Profile::Refs] {
        for name in golden_programs() {
            let document = golden_in(&name, profile);
            assert_eq!(gate::findings(&document.json), Vec::<String>::new(), "{name}, {profile:?}");
        }
    }
    for (name, document) in apps() {
        assert_eq!(gate::findings(&document.json), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn apps_have_the_channels_that_their_sources_declare() {
    let channels: Vec<String> = apps()
        .iter()
        .flat_map(|(name, document)| {
            let channels = document.json["channels"].as_object().unwrap();
            channels.iter().map(move |(path, channel)| {
                let messages: Vec<&str> = channel["messages"].as_object().unwrap().keys().map(String::as_str).collect();
                format!("{name} {path} {}", messages.join(" "))
            })
        })
        .collect();
    expect_test::expect![[r#"
        dashboard.fitz /dashboard DashboardCommand DashboardEvent
        notifications.fitz /ws/notifications NotifyCommand NotifyEvent
        session_chat.fitz /room Typed Update
        task_board.fitz /ws/tasks Alive TaskEvent
        typed_channel.fitz /channel ClientEvent ServerEvent
    "#]]
    .assert_eq(&(channels.join("\n") + "\n"));
}

/// Object members and array elements of `part` are in `whole`, references followed.
fn contains(document: &Value, whole: &Value, part: &Value) -> bool {
    let whole = match whole.get("$ref").and_then(Value::as_str) {
        Some(reference) if part.get("$ref").is_none() => super::validator::resolve(document, reference).unwrap(),
        _ => whole,
    };
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(name, value)| whole.get(name).is_some_and(|found| contains(document, found, value)))
        }
        (whole, part) => whole == part,
    }
}

#[test]
fn the_dashboard_document_contains_what_the_article_on_websockets_shows() {
    let document = golden("dashboard").json;
    let shown = serde_json::json!({
        "asyncapi": "3.0.0",
        "info": { "title": "shortener", "version": "0.1.0" },
        "channels": { "/dashboard": { "messages": { "ClickEvent": { "payload": {
            "type": "object",
            "properties": {
                "code": { "type": "string" },
                "target_url": { "type": "string" },
                "timestamp": { "type": "string" }
            },
            "required": ["code", "target_url", "timestamp"]
        } } } } },
        "operations": { "/dashboard.receive": {}, "/dashboard.send": {} },
        "components": { "securitySchemes": { "bearerAuth": {
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT"
        } } }
    });
    assert!(contains(&document, &document, &shown));
}

#[test]
fn every_pointer_leads_into_the_document_and_every_part_has_one() {
    for name in golden_programs() {
        let document = golden(&name);
        for place in document.pointers.keys() {
            assert!(document.json.pointer(place).is_some(), "{name}: {place} is not in the document");
        }
        let mut parts = BTreeSet::new();
        for (key, operation) in document.json["operations"].as_object().unwrap() {
            parts.insert(format!("/operations/{}", key.replace('~', "~0").replace('/', "~1")));
            assert!(operation["action"].is_string());
        }
        for (key, channel) in document.json["channels"].as_object().unwrap() {
            let place = format!("/channels/{}", key.replace('~', "~0").replace('/', "~1"));
            let has_connection = channel["title"] != "on_nothing" && channel["title"] != "later";
            for (message, value) in channel["messages"].as_object().unwrap() {
                if has_connection {
                    parts.insert(format!("{place}/messages/{message}"));
                }
                // Types of the standard library have fields whose declarations can be looked up as well.
                for property in value.pointer("/payload/properties").and_then(Value::as_object).into_iter().flatten() {
                    parts.insert(format!("{place}/messages/{message}/payload/properties/{}", property.0));
                }
            }
            parts.insert(place);
        }
        for (key, schema) in
            document.json.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten()
        {
            for property in schema["properties"].as_object().unwrap().keys() {
                parts.insert(format!("/components/schemas/{key}/properties/{property}"));
            }
            parts.insert(format!("/components/schemas/{key}"));
        }
        let missing: Vec<_> = parts.iter().filter(|part| !document.pointers.contains_key(*part)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn pointers_resolve_to_the_text_that_they_stand_for() {
    let (host, entry) = load(&tests_directory().join("asyncapi/golden/rooms"), "main.fitz");
    let db = host.db();
    let document = asyncapi(&host, entry);
    let text = entry.content(db).text.to_string();
    for (place, expected) in [
        ("/servers/default", "@server(8080, api_version=\"2.1.0\", ws_heartbeat_secs=15)"),
        ("/channels/~1rooms~1{room_id}", "@ws(\"/rooms/{room_id}\")"),
        ("/channels/~1rooms~1{room_id}/parameters/room_id", "{room_id}"),
        ("/channels/~1rooms~1{room_id}/messages/Command", "WsConn<Command, RoomEvent>"),
        ("/channels/~1rooms~1{room_id}/messages/Command/payload", "Command"),
        ("/channels/~1rooms~1{room_id}/messages/Command/payload/properties/retries", "retries"),
        ("/operations/~1rooms~1{room_id}.send", "room"),
        ("/components/schemas/Author", "Author"),
        ("/components/schemas/RoomEvent/properties/replies", "replies"),
    ] {
        let pointer = document.pointers.get(place).unwrap_or_else(|| panic!("{place} has no source"));
        let (file, range) = pointer.resolve(db).unwrap();
        assert_eq!(file, entry);
        assert_eq!(text.get(std::ops::Range::<usize>::from(range)), Some(expected), "{place}");
    }
}

#[test]
fn a_service_can_keep_its_document_to_itself() {
    assert!(!golden("undocumented").exposed);
    assert!(golden("dashboard").exposed);
    assert!(golden("empty").exposed);
}

#[test]
fn equal_programs_have_equal_bytes_whatever_is_loaded_first() {
    let directory = tests_directory().join("asyncapi/golden/clashing_names");
    let (host, entry) = load(&directory, "main.fitz");
    let expected = asyncapi(&host, entry).to_json_text();
    let mut files: Vec<(String, String)> = ["main.fitz", "realtime.fitz", "audit/trail.fitz", "fitz.toml"]
        .map(|name| (format!("/{name}"), fs::read_to_string(directory.join(name)).unwrap()))
        .into();
    for _ in 0..files.len() {
        files.rotate_left(1);
        let mut host = fitz_analysis::Host::new();
        for (path, text) in &files {
            host.set_disk(&fitz_analysis::FilePath::new(path), Some(text.as_str().into()));
        }
        let entry = fitz_analysis::file(host.db(), &fitz_analysis::FilePath::new("/main.fitz")).unwrap();
        assert_eq!(asyncapi(&host, entry).to_json_text(), expected);
    }
}

#[test]
fn broken_programs_have_a_document_of_what_is_known() {
    for (text, channels) in [
        ("@ws(\"/a\")\nasync fn a(conn: WsConn<", &["/a"][..]),
        ("@ws(\"/a\")\nasync fn a(conn: WsConn<Lost>) -> Null {\n    conn.", &["/a"]),
        ("@ws\nasync fn a(conn: WsConn<Int>) {}", &[]),
        ("@ws(PATH)\nasync fn a(conn: WsConn<Int>) {}\n@ws(\"/b\")\nasync fn b(conn: WsConn<Int>) {}", &["/b"]),
        ("type T { x: }\n@ws(\"/a\")\nasync fn a(conn: WsConn<T>) {}", &["/a"]),
        ("type T { x: Int, x: Int }\n@ws(\"/a\")\nasync fn a(conn: WsConn<T>) {}", &["/a"]),
    ] {
        let (host, entry) = source(text);
        let document = asyncapi(&host, entry).json;
        assert_eq!(gate::findings(&document), Vec::<String>::new(), "{text}");
        let found: Vec<&String> = document["channels"].as_object().unwrap().keys().collect();
        assert_eq!(found, channels, "{text}");
    }
}
