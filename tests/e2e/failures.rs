//! The eight ways in which a server on this protocol library fails when it is used by the book. One test for each.

use std::time::{Duration, Instant};

use fitz_e2e::{Client, at};
use serde_json::{Value, json};

const URI: &str = "untitled:failures.fitz";

fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

/// The process must not wait for a client that has said good-bye to close the pipe.
#[test]
fn exit_ends_the_process_while_its_input_stays_open() {
    let mut client = Client::start();
    client.ask("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    // `wait_for_exit` leaves the input open.
    assert_eq!(client.wait_for_exit().code(), Some(0));
    client.check();
}

/// LSP 3.17, "Exit Notification".
#[test]
fn exit_without_shutdown_is_an_error() {
    let mut client = Client::start();
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_exit().code(), Some(1));
    client.check();
}

/// Every change builds on the one before: two that change places spoil the text.
#[test]
fn changes_are_applied_in_the_order_in_which_they_come() {
    let mut client = Client::builder().test_hooks().start();
    client.open(URI, "");
    let mut expected = String::new();
    for number in 0..400 {
        let character = expected.len();
        let text = char::from(b'a' + (number % 26) as u8).to_string();
        expected.push_str(&text);
        let position = json!({ "line": 0, "character": character });
        client.change(URI, number + 2, json!([{ "range": { "start": position, "end": position }, "text": text }]));
        if number % 50 == 0 {
            // Something that is in work while the next ones come in.
            client.request("textDocument/hover", at(URI, &json!({ "line": 0, "character": 0 })));
        }
    }
    let answer = client.ask("fitz/test/text", document());
    assert_eq!(answer, json!({ "text": expected, "version": 401 }));
    drain(&mut client);
}

/// A computation that takes its time must not keep others waiting.
#[test]
fn a_slow_question_does_not_delay_others() {
    let mut client = Client::builder().test_hooks().start();
    client.open(URI, "let a = 1\n");
    let slow = client.request("fitz/test/slow", document());
    // It runs until it is cancelled, so this answer has not waited for it.
    client.ask("textDocument/documentSymbol", document());
    client.notify("$/cancelRequest", json!({ "id": slow }));
    assert_eq!(client.answer_to(slow).unwrap_err()["code"], -32800);
    client.finish();
}

/// A panic is one failed request. The text that caused it is left alone until it changes.
#[test]
fn a_panic_is_one_failed_request() {
    let mut client = Client::builder().test_hooks().start();
    client.allow_panics();
    client.open(URI, "type T { a: Int }\n");
    assert_has_symbols(&mut client, true);

    let panicking = client.request("fitz/test/panic", document());
    let error = client.answer_to(panicking).unwrap_err();
    assert_eq!(error["code"], -32603);
    let told = client.wait_for_method("window/showMessage");
    assert!(told.json["params"]["message"].as_str().unwrap().contains("failures.fitz"), "{}", told.json);
    assert_has_symbols(&mut client, false);
    // The same request again does not even run.
    assert_eq!(client.ask("fitz/test/panic", document()), Value::Null);

    // Other documents are not touched by it.
    client.open("untitled:other.fitz", "type U { a: Int }\n");
    let other = json!({ "textDocument": { "uri": "untitled:other.fitz" } });
    assert_ne!(client.ask("textDocument/documentSymbol", other), Value::Null);

    client.replace(URI, 2, "type T { a: Int, b: Int }\n");
    assert_has_symbols(&mut client, true);
    let log = client.finish();
    assert!(log.contains("panic in fitz/test/panic (version Some(1))"), "{log}");
    assert!(log.contains("asked to panic about untitled:failures.fitz"), "{log}");
}

/// `$/cancelRequest` is heard while more requests are in work than the protocol library takes by default.
#[test]
fn a_request_is_cancelled_while_many_are_in_work() {
    let mut client = Client::builder().test_hooks().start();
    client.open(URI, "let a = 1\n");
    let slow: Vec<i64> = (0..8).map(|_| client.request("fitz/test/slow", document())).collect();
    client.notify("$/cancelRequest", json!({ "id": slow[0] }));
    assert_eq!(client.answer_to(slow[0]).unwrap_err()["code"], -32800);
    // The others are still running.
    let unanswered = |client: &Client| {
        let answered =
            |id: &i64| client.messages().iter().any(|it| it.json["id"] == json!(id) && it.json.get("method").is_none());
        slow.iter().filter(|id| !answered(id)).count()
    };
    assert_eq!(unanswered(&client), 7);
    // And a newer change cancels those that only listen to the database.
    client.replace(URI, 2, "let b = 2\n");
    for id in &slow[1..] {
        assert_eq!(client.answer_to(*id).unwrap_err()["code"], -32801);
    }
    client.finish();
}

/// Handlers that wait for the client, and more messages than the protocol library queues.
#[test]
fn a_client_that_does_not_answer_blocks_nothing() {
    let mut client = Client::builder().test_hooks().silent().start();
    client.open(URI, "let a = 1\n");
    let asking: Vec<i64> = (0..8).map(|_| client.request("fitz/test/askClient", Value::Null)).collect();
    for _ in 0..8 {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    }
    for version in 2..302 {
        client.replace(URI, version, &format!("let a = {version}\n"));
    }
    let answer = client.ask("fitz/test/text", document());
    assert_eq!(answer["version"], 301);
    // The client comes back to life.
    for _ in 0..8 {
        let question = client.wait_for("a question of the handler", |message| {
            message["method"] == "workspace/configuration" && message["params"]["items"][0]["section"] == "fitz.test"
        });
        client.answer(&question, json!(["here"]));
    }
    for id in asking {
        assert_eq!(client.answer_to(id), Ok(json!(["here"])));
    }
    client.finish();
}

/// The client answers a question of the server after it has cancelled the request that asked it.
#[test]
fn an_answer_for_which_nobody_waits_any_more_does_no_harm() {
    let mut client = Client::builder().test_hooks().silent().start();
    let asking = client.request("fitz/test/askClient", Value::Null);
    let question = client.wait_for("the question of the handler", |message| {
        message["method"] == "workspace/configuration" && message["params"]["items"][0]["section"] == "fitz.test"
    });
    client.notify("$/cancelRequest", json!({ "id": asking }));
    assert_eq!(client.answer_to(asking).unwrap_err()["code"], -32800);
    client.answer(&question, json!(["too late"]));
    // And one to a question that was never asked.
    client.send(&json!({ "jsonrpc": "2.0", "id": 4711, "result": null }));
    client.open(URI, "type T { a: Int }\n");
    assert_has_symbols(&mut client, true);
    client.finish();
}

/// What is typed in one document makes no answer about another one worthless.
#[test]
fn a_change_of_another_document_costs_no_answer() {
    let mut client = Client::builder().test_hooks().start();
    client.open(URI, "let a = 1\n");
    client.open("untitled:other.fitz", "let a = 1\n");
    let slow = client.request("fitz/test/slow", document());
    let other = json!({ "textDocument": { "uri": "untitled:other.fitz" } });
    for version in 2..10 {
        client.replace("untitled:other.fitz", version, &format!("type T{version} {{ a: Int }}\n"));
        let symbols = client.ask("textDocument/documentSymbol", other.clone());
        assert_eq!(symbols[0]["name"], format!("T{version}"));
    }
    assert!(!client.is_answered(slow));
    client.replace(URI, 2, "let b = 2\n");
    assert_eq!(client.answer_to(slow).unwrap_err()["code"], -32801);
    client.finish();
}

/// A cancelled computation ends: its thread is free for the next.
#[test]
fn cancelled_computations_end() {
    let mut client = Client::builder().test_hooks().start();
    client.open(URI, "let a = 1\n");
    for _ in 0..40 {
        let slow = client.request("fitz/test/slow", document());
        client.notify("$/cancelRequest", json!({ "id": slow }));
        assert_eq!(client.answer_to(slow).unwrap_err()["code"], -32800);
    }
    client.ask("textDocument/documentSymbol", document());
    client.finish();
}

/// A computation that nobody can stop does not keep the process.
#[test]
fn exit_does_not_wait_for_a_computation() {
    let mut client = Client::builder().test_hooks().start();
    client.open(URI, "let a = 1\n");
    let mut deaf = document();
    deaf["deaf"] = json!(true);
    client.request("fitz/test/slow", deaf);
    client.ask("shutdown", Value::Null);
    let asked = Instant::now();
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_exit().code(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(30), "{:?}", asked.elapsed());
}

fn assert_has_symbols(client: &mut Client, expected: bool) {
    let symbols = client.ask("textDocument/documentSymbol", document());
    assert_eq!(symbols.as_array().is_some_and(|symbols| !symbols.is_empty()), expected, "{symbols}");
}

/// Takes the answers of requests that later changes may or may not have cancelled.
fn drain(client: &mut Client) {
    for id in 1..client.next_request_id() {
        if client.is_answered(id) {
            continue;
        }
        if let Err(error) = client.answer_to(id) {
            assert_eq!(error["code"], -32801, "{error}");
        }
    }
}
