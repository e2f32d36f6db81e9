//! What documents leave out, and that they say so.

use fitz_analysis::{Host, SourceFile};
use serde_json::{Value, json};

use super::gate;
use super::model::{asyncapi, openapi, source};
use crate::{AsyncApiOptions, Document, Profile};

fn document(program: &str, options: &AsyncApiOptions) -> Document {
    let (host, entry) = source(program);
    asyncapi(&host, entry, options)
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect()
}

fn missing(document: &Document) -> Vec<&str> {
    document.missing.iter().map(|missing| missing.message.as_str()).collect()
}

#[test]
fn a_path_that_is_no_address_has_no_channel() {
    let handler =
        |path: &str, rest: &str| format!("@ws(\"{path}\")\nasync fn a(conn: WsConn<Str>{rest}) -> Null => null\n");
    for (path, rest, channels, message) in [
        ("/a/{x.y}/b", "", vec![], Some("The path `/a/{x.y}/b` of `a` is no address, so it has no channel.")),
        ("/a/{1}", "", vec![], Some("The path `/a/{1}` of `a` is no address, so it has no channel.")),
        ("/{größe}", ", größe: Int", vec![], Some("The path `/{größe}` of `a` is no address, so it has no channel.")),
        ("", "", vec![], Some("The path of `a` is empty, so it has no channel.")),
        ("/a?x=1", "", vec!["/a"], None),
        ("/a#top", "", vec!["/a"], None),
        ("/{ghost}", "", vec!["/{ghost}"], None),
        ("/{id}/{id}", ", id: Int", vec![], Some("The path `/{id}/{id}` of `a` is no address, so it has no channel.")),
    ] {
        let document = document(&handler(path, rest), &AsyncApiOptions::default());
        assert_eq!(keys(&document.json["channels"]), channels, "{path}");
        assert_eq!(missing(&document), message.into_iter().collect::<Vec<_>>(), "{path}");
        assert_eq!(gate::findings(&document.json), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn the_second_handler_of_a_path_is_named() {
    let program = "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) -> Null => null\n\n\
                   @ws(\"/a\")\nasync fn b(conn: WsConn<Int>) -> Null => null\n";
    let document = document(program, &AsyncApiOptions::default());
    assert_eq!(document.json["channels"]["/a"]["x-fitz-handler"], "a");
    assert_eq!(missing(&document), ["`b` has no channel: `a` serves `/a` already."]);
}

#[test]
fn routes_are_named_too() {
    let (host, entry) = source(
        "@get(\"/a/{x.y}\")\nfn a() -> Int => 0\n\n@get(\"/b\")\nfn b() -> Int => 0\n\n\
         @get(\"/b\")\nfn c() -> Int => 0\n\n@post(\"/b\")\nfn d() -> Int => 0\n",
    );
    let document = openapi(&host, entry);
    assert_eq!(keys(&document.json["paths"]), ["/b"]);
    assert_eq!(keys(&document.json["paths"]["/b"]), ["get", "post"]);
    assert_eq!(
        missing(&document),
        [
            "The path `/a/{x.y}` of `a` is no address, so it has no operation.",
            "`c` has no operation: `b` serves `GET /b` already."
        ]
    );
}

/// Where each thing is left out, as it is written there.
fn places(program: &str, document: impl Fn(&Host, SourceFile) -> Document) -> Vec<(String, String)> {
    let (host, entry) = source(program);
    let document = document(&host, entry);
    let told = document.missing.iter().map(|missing| {
        let (file, range) = missing.resolve(host.db()).unwrap();
        (missing.message.clone(), file.content(host.db()).text.slice(range).to_string())
    });
    told.collect()
}

#[test]
fn a_decorator_without_a_function_is_named() {
    let asyncapi = |host: &Host, entry| asyncapi(host, entry, &AsyncApiOptions::default());
    let no_function =
        |written: &str, what: &str| format!("No function can be read after `{written}`, so it has no {what}.");
    for (program, written) in [
        ("@ws(\"/c\")", "@ws(\"/c\")"),
        ("@authenticated\n@ws(\"/c\")\n", "@ws(\"/c\")"),
        ("@ws(\"/c\")\nlet x = 1\n", "@ws(\"/c\")"),
        ("@ws(\"/c\")\n\nprint(1)\n@get(\"/d\")\n", "@ws(\"/c\")"),
        ("@get(\"/d\")\nfn d() -> Int => 1\n\n@ws", "@ws"),
    ] {
        let expected = (no_function(written, "channel"), written.to_owned());
        assert_eq!(places(program, asyncapi), [expected], "{program}");
    }
    for method in ["get", "post", "put", "delete"] {
        let program = format!(
            "@get(\"/d\")\nfn d() -> Int => 1\n\n@{method}(\"/c\")\nfor i in 0..3 {{ print(i) }}\n\n@ws(\"/c\")\n"
        );
        let written = format!("@{method}(\"/c\")");
        assert_eq!(places(&program, openapi), [(no_function(&written, "operation"), written.clone())]);
    }
    // Two functions, each with its own.
    let program = "@ws(\"/c\")\nasync fn c(conn: WsConn<Str>) -> Null => null\n";
    assert_eq!(places(program, asyncapi), []);
}

#[test]
fn a_decorator_of_a_type_is_named() {
    let asyncapi = |host: &Host, entry| asyncapi(host, entry, &AsyncApiOptions::default());
    let message = "`@ws(\"/c\")` decorates `T`, which is no function, so it has no channel.";
    let program = "@ws(\"/c\")\ntype T { x: Int }\n";
    assert_eq!(places(program, asyncapi), [(message.to_owned(), "@ws(\"/c\")".to_owned())]);
}

#[test]
fn who_reads_is_named_wherever_the_connection_goes() {
    let helper = "async fn listen(conn: WsConn<Str>) -> Null {\n    while true { match conn.recv() { Ok(_) => {} Err(_) => { return null } } }\n    return null\n}\n\n";
    for (program, summary) in [
        (
            "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) -> Null { listen(conn).await }\n",
            "Frames from the client, read by listen.",
        ),
        (
            "async fn on(c: WsConn<Str>) -> Null { listen(c).await }\n\n@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) -> Null { on(conn).await }\n",
            "Frames from the client, read by listen.",
        ),
        (
            "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) -> Null {\n    let first = conn.recv()\n    listen(conn).await\n}\n",
            "Frames from the client, read by a, listen.",
        ),
        (
            "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) -> Null { conn.send(\"x\") }\n\n@ws(\"/b\")\nasync fn b(conn: WsConn<Str>) -> Null { listen(conn).await }\n",
            "Frames from the client; a itself reads none.",
        ),
    ] {
        let document = document(&format!("{helper}{program}"), &AsyncApiOptions::default());
        assert_eq!(document.json.pointer("/operations/~1a.receive/summary").unwrap(), summary, "{program}");
    }
}

#[test]
fn a_connection_with_another_number_of_types_is_a_connection() {
    for ty in ["WsConn", "WsConn<Int, Str, Bool>"] {
        let program = format!("@ws(\"/a\")\nasync fn a(conn: {ty}) -> Null => null\n");
        let document = document(&program, &AsyncApiOptions::default());
        assert_eq!(missing(&document), ["The messages of `a`: `WsConn` takes another number of types."], "{ty}");
    }
}

#[test]
fn what_may_be_anything_or_null_need_not_be_there() {
    let program =
        "type Inner { x: Any?  y: Int  z: Any }\n\n@ws(\"/a\")\nasync fn a(conn: WsConn<Inner>) -> Null => null\n";
    let document = document(program, &AsyncApiOptions::default());
    let payload = document.json.pointer("/channels/~1a/messages/Inner/payload").unwrap();
    assert_eq!(payload["required"], json!(["y", "z"]));
}

#[test]
fn a_declared_type_keeps_its_key() {
    let program = "type A { x: Int }\ntype ListOfA { y: Int }\n\n\
                   @ws(\"/a\")\nasync fn a(conn: WsConn<List<A>, ListOfA>) -> Null => null\n";
    let options = AsyncApiOptions { profile: Profile::Refs, ..AsyncApiOptions::default() };
    let document = document(program, &options);
    let messages = &document.json["channels"]["/a"]["messages"];
    assert_eq!(keys(messages), ["ListOfA_2", "ListOfA"]);
    assert_eq!(messages["ListOfA"]["payload"], json!({ "$ref": "#/components/schemas/ListOfA" }));
}

#[test]
fn no_character_of_a_comment_is_lost() {
    let program = "type A { x: Int // a\u{7f}b\n}\n\n@ws(\"/a\")\nasync fn a(conn: WsConn<A>) -> Null => null\n";
    let document = document(program, &AsyncApiOptions::default());
    let text = document.to_json_text();
    assert!(text.contains("\"a\\u007fb\""), "{text}");
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), document.json);
}
