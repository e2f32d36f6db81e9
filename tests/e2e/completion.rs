//! Completion for clients that can do more or less: each capability on and off.

use fitz_e2e::{Client, ClientBuilder, at, cursor};
use serde_json::{Value, json};

const MAIN: &str = "file:///nowhere/main.fitz";
const UTIL: &str = "file:///nowhere/util.fitz";

const UTIL_TEXT: &str = r#"/// Deprecated: use `third`.
fn half(n: Int) -> Int => n / 2

/// A place.
type Point { x: Int }
"#;

const ITEM: &str = "/textDocument/completion/completionItem";

/// A client that can do what it says, and nothing else.
fn client(capabilities: &[(&str, Value)]) -> Client {
    let with = |client: ClientBuilder, (pointer, value): &(&str, Value)| {
        client.capability(&format!("/textDocument/completion/{pointer}"), value.clone())
    };
    let mut client = capabilities.iter().fold(Client::builder(), with).start();
    client.open(UTIL, UTIL_TEXT);
    client
}

/// The answer to completion in a text.
fn answer(client: &mut Client, text: &str) -> Value {
    let (text, position) = cursor(text);
    client.open(MAIN, &text);
    client.ask("textDocument/completion", at(MAIN, &position))
}

/// The item of that label after `text`, and the session.
fn item(capabilities: &[(&str, Value)], text: &str, label: &str) -> (Client, Value) {
    let mut client = client(capabilities);
    let answer = answer(&mut client, text);
    let items = answer["items"].as_array().expect("a list");
    let item =
        items.iter().find(|item| item["label"] == label).unwrap_or_else(|| panic!("no {label}: {answer}")).clone();
    (client, item)
}

/// What the server adds to an item.
fn resolved(client: &mut Client, item: &Value) -> Value {
    client.ask("completionItem/resolve", item.clone())
}

const CALL: &str = "fn f() -> Int {\n    return ha$0\n}\n";

#[test]
fn everything_is_there_at_once_for_clients_that_ask_for_nothing_later() {
    let (client, half) = item(&[], CALL, "half");
    assert_eq!(half["detail"], "fn half(n: Int) -> Int (from util)");
    assert_eq!(half["documentation"], json!({ "kind": "plaintext", "value": "Deprecated: use `third`." }));
    let start = json!({ "line": 0, "character": 0 });
    let import = json!([{ "range": { "start": start, "end": start }, "newText": "from util import half\n\n" }]);
    assert_eq!(half["additionalTextEdits"], import);
    let word = json!({ "start": { "line": 1, "character": 11 }, "end": { "line": 1, "character": 13 } });
    assert_eq!(half["textEdit"], json!({ "range": word, "newText": "half" }));
    for property in ["data", "labelDetails", "tags", "deprecated", "insertTextFormat", "commitCharacters", "insertText"]
    {
        assert!(half.get(property).is_none(), "{property}: {half}");
    }
    client.finish();
}

#[test]
fn what_the_client_asks_for_later_is_left_out_and_told_then() {
    for (property, told) in [
        ("documentation", json!({ "kind": "plaintext", "value": "A place." })),
        ("detail", json!("type Point {")),
        (
            "additionalTextEdits",
            json!([{
                "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } },
                "newText": "from util import Point\n\n",
            }]),
        ),
    ] {
        let capabilities = [
            ("completionItem/resolveSupport/properties", json!([property])),
            ("completionItem/labelDetailsSupport", json!(true)),
        ];
        let (mut client, point) = item(&capabilities, "let p = Po$0\n", "Point");
        for name in ["documentation", "detail", "additionalTextEdits"] {
            assert_eq!(point.get(name).is_none(), name == property, "{name}: {point}");
        }
        let whole = resolved(&mut client, &point);
        assert_eq!(whole[property], told);
        // Nothing else has become another.
        for (name, value) in point.as_object().expect("an item") {
            assert_eq!(whole.get(name), Some(value), "{name}");
        }
        client.finish();
    }
}

#[test]
fn the_import_of_an_item_follows_later_edits() {
    let capabilities = [("completionItem/resolveSupport/properties", json!(["additionalTextEdits"]))];
    let (mut client, half) = item(&capabilities, CALL, "half");
    client.replace(MAIN, 2, "from util import Point\n\nfn f() -> Int {\n    return hal\n}\n");
    let edit = &resolved(&mut client, &half)["additionalTextEdits"][0];
    assert_eq!(edit["newText"], ", half");
    assert_eq!(edit["range"]["start"], json!({ "line": 0, "character": 22 }));
    client.finish();
}

#[test]
fn what_the_standard_library_documents_is_told_later_too() {
    let capabilities = [("completionItem/resolveSupport/properties", json!(["documentation", "detail"]))];
    for (text, label, detail) in [
        ("fn f() {\n    prin$0\n}\n", "print", "fn print(...values: Any) -> Null"),
        ("fn f(xs: List<Int>) {\n    xs.$0\n}\n", "push", "fn push(v: Int) -> Null"),
        ("fn f() {\n    log.$0\n}\n", "info", "fn info("),
    ] {
        let (mut client, found) = item(&capabilities, text, label);
        assert!(found.get("documentation").is_none(), "{found}");
        let whole = resolved(&mut client, &found);
        assert!(whole["detail"].as_str().is_some_and(|found| found.starts_with(detail)), "{whole}");
        assert!(whole["documentation"]["value"].as_str().is_some_and(|text| text.len() > 10), "{whole}");
        client.finish();
    }
}

#[test]
fn an_item_of_somebody_else_comes_back_as_it_is() {
    let mut client = client(&[("completionItem/resolveSupport/properties", json!(["documentation"]))]);
    for item in [
        json!({ "label": "x" }),
        json!({ "label": "x", "data": 7 }),
        json!({ "label": "x", "data": { "uri": MAIN, "declaration": { "file": "/gone", "kind": "type", "name": "X" } } }),
    ] {
        assert_eq!(resolved(&mut client, &item), item);
    }
    client.finish();
}

#[test]
fn the_server_says_whether_it_resolves() {
    for (properties, expected) in [(json!(["documentation"]), true), (json!(["tags"]), false), (json!(null), false)] {
        let builder = Client::builder().capability(&format!("{ITEM}/resolveSupport/properties"), properties);
        let mut client = builder.spawn();
        let result = client.ask("initialize", builder.initialize_params());
        assert_eq!(result["capabilities"]["completionProvider"]["resolveProvider"], expected);
        client.notify("initialized", json!({}));
        client.finish();
    }
}

#[test]
fn details_stand_beside_the_label_where_the_client_shows_them() {
    let (client, half) = item(&[("completionItem/labelDetailsSupport", json!(true))], CALL, "half");
    assert_eq!(half["labelDetails"], json!({ "detail": "(n: Int) -> Int", "description": "util" }));
    assert_eq!(half["detail"], "fn half(n: Int) -> Int");
    client.finish();
}

#[test]
fn what_is_deprecated_is_marked_as_the_client_knows_it() {
    for (capabilities, tags, deprecated) in [
        (vec![("completionItem/tagSupport/valueSet", json!([1]))], json!([1]), json!(null)),
        (vec![("completionItem/tagSupport/valueSet", json!([2]))], json!(null), json!(null)),
        (vec![("completionItem/deprecatedSupport", json!(true))], json!(null), json!(true)),
    ] {
        let (client, half) = item(&capabilities, CALL, "half");
        assert_eq!((&half["tags"], &half["deprecated"]), (&tags, &deprecated));
        client.finish();
    }
}

#[test]
fn inserting_and_replacing_differ_inside_a_word() {
    let word = |start: u32, end: u32| json!({ "start": { "line": 0, "character": start }, "end": { "line": 0, "character": end } });
    let text = "let x = ha$0lfway\n";
    let (client, half) = item(&[("completionItem/insertReplaceSupport", json!(true))], text, "half");
    assert_eq!(half["textEdit"], json!({ "insert": word(8, 10), "replace": word(8, 15), "newText": "half" }));
    client.finish();
    let (client, half) = item(&[], text, "half");
    assert_eq!(half["textEdit"], json!({ "range": word(8, 15), "newText": "half" }));
    client.finish();
}

#[test]
fn one_range_stands_for_all_where_the_client_reads_it() {
    let range = json!({ "start": { "line": 0, "character": 8 }, "end": { "line": 0, "character": 10 } });
    // A label that is inserted as it is needs no text.
    for (snippets, inserted) in [(false, Value::Null), (true, json!("half(${1:n})$0"))] {
        let mut client = client(&[
            ("completionList/itemDefaults", json!(["editRange", "data"])),
            ("completionItem/snippetSupport", json!(snippets)),
        ]);
        let list = answer(&mut client, "let x = ha$0\n");
        assert_eq!(list["itemDefaults"], json!({ "editRange": range }));
        assert_eq!(list["isIncomplete"], false);
        let items = list["items"].as_array().expect("items");
        assert!(items.iter().all(|item| item.get("textEdit").is_none()), "{list}");
        let half = items.iter().find(|item| item["label"] == "half").expect("half");
        assert_eq!(half["textEditText"], inserted);
        let point = items.iter().find(|item| item["label"] == "true").expect("a keyword");
        assert!(point.get("textEditText").is_none(), "{point}");
        client.finish();
    }
}

#[test]
fn the_text_of_an_item_survives_when_it_is_resolved() {
    let mut client = client(&[
        ("completionList/itemDefaults", json!(["editRange"])),
        ("completionItem/snippetSupport", json!(true)),
        ("completionItem/resolveSupport/properties", json!(["documentation"])),
    ]);
    let list = answer(&mut client, "let x = ha$0\n");
    let half =
        list["items"].as_array().and_then(|items| items.iter().find(|item| item["label"] == "half")).expect("half");
    assert_eq!(resolved(&mut client, half)["textEditText"], "half(${1:n})$0");
    client.finish();
}

#[test]
fn only_a_list_that_was_cut_is_incomplete() {
    let many: String = (0..300).map(|number| format!("fn name_{number}() {{}}\n")).collect();
    let mut client = client(&[]);
    client.open("file:///nowhere/many.fitz", &many);
    assert_eq!(answer(&mut client, "let x = $0\n")["isIncomplete"], true);
    client.close(MAIN);
    assert_eq!(answer(&mut client, "let x = name_29$0\n")["isIncomplete"], false);
    client.finish();
}

#[test]
fn an_unknown_name_can_be_imported() {
    let mut client = client(&[]);
    client.open(MAIN, "fn f() -> Int {\n    return half(4)\n}\n");
    let place = json!({ "line": 1, "character": 12 });
    let params = json!({
        "textDocument": { "uri": MAIN },
        "range": { "start": place, "end": place },
        "context": { "diagnostics": [], "only": ["quickfix"] },
    });
    let actions = client.ask("textDocument/codeAction", params);
    let import = actions.as_array().and_then(|actions| actions.first()).expect("an action");
    assert_eq!(import["title"], "Import `half` from `util`");
    assert_eq!(import["edit"]["changes"][MAIN][0]["newText"], "from util import half\n\n");
    client.finish();
}
