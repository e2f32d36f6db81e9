//! How a session begins and ends, and what is no message.

use std::process::{Command, Stdio};

use fitz_e2e::{Client, Project, at, position_of};
use serde_json::{Value, json};

#[test]
fn the_server_says_who_it_is_and_what_it_can() {
    let builder = Client::builder();
    let mut client = builder.spawn();
    let result = client.ask("initialize", builder.initialize_params());
    assert_eq!(result["serverInfo"]["name"], "fitz-lsp");
    let capabilities = &result["capabilities"];
    assert_eq!(capabilities["textDocumentSync"]["change"], 2);
    assert_eq!(capabilities["completionProvider"]["triggerCharacters"], json!([".", "@", "\"", "/"]));
    assert_eq!(capabilities["hoverProvider"], true);
    assert_eq!(capabilities["signatureHelpProvider"]["triggerCharacters"], json!(["(", ",", "{"]));
    assert_eq!(capabilities["definitionProvider"], true);
    assert_eq!(capabilities["documentSymbolProvider"], true);
    assert_eq!(capabilities["foldingRangeProvider"], true);
    assert_eq!(capabilities["semanticTokensProvider"]["range"], true);
    assert_eq!(capabilities["semanticTokensProvider"]["legend"]["tokenTypes"][1], "type");
    assert_eq!(capabilities["experimental"]["asyncApi"], true);
    // This client has not offered to ask for findings.
    assert_eq!(capabilities.get("diagnosticProvider"), None);
    client.notify("initialized", json!({}));
    client.finish();
}

#[test]
fn parameters_that_hardly_exist_are_enough() {
    for params in [
        json!({}),
        json!({ "capabilities": {} }),
        json!({ "processId": null, "rootUri": null, "capabilities": {} }),
        json!({ "capabilities": {}, "trace": "a level of the future", "workspaceFolders": null, "rootUri": "" }),
        json!({ "capabilities": { "textDocument": { "foldingRange": { "foldingRangeKind": { "valueSet": ["x"] } } } } }),
        json!(null),
    ] {
        let mut client = Client::builder().spawn();
        let result = client.ask("initialize", params);
        assert_eq!(result["capabilities"]["positionEncoding"], "utf-16");
        client.notify("initialized", json!({}));
        client.open("untitled:a", "let a = 1\n");
        client.diagnostics("untitled:a", None);
        client.finish();
    }
}

#[test]
fn the_position_encoding_follows_the_offer() {
    for (offer, chosen) in [
        (json!(["utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-16", "utf-32", "utf-8"]), "utf-8"),
        (json!(["utf-16", "utf-32"]), "utf-32"),
        (json!(["utf-16"]), "utf-16"),
        (json!(["utf-7"]), "utf-16"),
        (json!(null), "utf-16"),
    ] {
        let builder = Client::builder().capability("/general/positionEncodings", offer.clone());
        let mut client = builder.spawn();
        let result = client.ask("initialize", builder.initialize_params());
        assert_eq!(result["capabilities"]["positionEncoding"], chosen, "{offer}");
        client.notify("initialized", json!({}));
        client.finish();
    }
}

/// Beyond the Basic Multilingual Plane all three encodings count differently.
#[test]
fn ranges_are_in_the_encoding_that_was_chosen() {
    const TEXT: &str = "let first = 1\nlet pair = (\"🎯é\", first)\n";
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::builder().capability("/general/positionEncodings", json!([encoding])).start();
        client.open("untitled:a", TEXT);
        let start = position_of(TEXT, "first)", encoding);
        let end = position_of(TEXT, ")\n", encoding);
        let range = json!({ "start": start, "end": end });
        let hover = client.ask("textDocument/hover", at("untitled:a", &start));
        assert_eq!(hover["range"], range, "{encoding}: {hover}");
        let links = client.ask("textDocument/definition", at("untitled:a", &start));
        assert_eq!(links[0]["originSelectionRange"], range, "{encoding}: {links}");
        assert_eq!(links[0]["targetSelectionRange"]["start"], json!({ "line": 0, "character": 4 }));
        // A change behind the characters lands where the client means it.
        let change = json!([{ "range": range, "text": "last" }]);
        client.change("untitled:a", 2, change);
        client.change(
            "untitled:a",
            3,
            json!([{
                "range": { "start": { "line": 0, "character": 4 }, "end": { "line": 0, "character": 9 } },
                "text": "last",
            }]),
        );
        let hover = client.ask("textDocument/hover", at("untitled:a", &start));
        assert_eq!(hover["range"]["start"], start, "{encoding}: {hover}");
        client.finish();
    }
}

#[test]
fn requests_before_initialize_are_refused() {
    let builder = Client::builder();
    let mut client = builder.spawn();
    let id = client.request("textDocument/hover", at("untitled:a", &json!({ "line": 0, "character": 0 })));
    assert_eq!(client.answer_to(id).unwrap_err()["code"], -32002);
    // Notifications are dropped.
    client.open("untitled:a", "let a = 1\n");
    client.ask("initialize", builder.initialize_params());
    client.notify("initialized", json!({}));
    let second = client.request("initialize", builder.initialize_params());
    assert_eq!(client.answer_to(second).unwrap_err()["code"], -32600);
    client.finish();
}

#[test]
fn requests_after_shutdown_are_refused() {
    let mut client = Client::start();
    client.open("untitled:a", "let a = 1\n");
    client.ask("shutdown", Value::Null);
    let id = client.request("textDocument/hover", at("untitled:a", &json!({ "line": 0, "character": 0 })));
    assert_eq!(client.answer_to(id).unwrap_err()["code"], -32600);
    let id = client.request("shutdown", Value::Null);
    assert_eq!(client.answer_to(id).unwrap_err()["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_exit().code(), Some(0));
    client.check();
}

/// `null` and `{}` are what some clients send.
#[test]
fn shutdown_takes_any_parameters() {
    for params in [json!({}), json!([]), json!(null)] {
        let mut client = Client::start();
        let message = json!({ "jsonrpc": "2.0", "id": 1000, "method": "shutdown", "params": params });
        client.expect_answer(1000);
        client.send(&message);
        assert_eq!(client.answer_to(1000), Ok(Value::Null), "{params}");
        client.notify("exit", Value::Null);
        assert_eq!(client.wait_for_exit().code(), Some(0));
        client.check();
    }
}

/// A client in a hurry does not wait for the answer.
#[test]
fn shutdown_and_exit_may_come_together() {
    let mut client = Client::start();
    client.open("untitled:a", "let a = 1\n");
    let id = client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.answer_to(id), Ok(Value::Null));
    assert_eq!(client.wait_for_exit().code(), Some(0));
    client.check();
}

#[test]
fn the_end_of_the_input_ends_the_process_after_the_answers() {
    let mut client = Client::start();
    client.open("untitled:a", "type T { a: Int }\n");
    let id = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": "untitled:a" } }));
    client.close_input();
    assert_eq!(client.answer_to(id).unwrap().as_array().map(Vec::len), Some(1));
    assert_eq!(client.wait_for_exit().code(), Some(1));
    client.check();
}

#[test]
fn the_end_of_the_input_is_enough_before_initialize() {
    let mut client = Client::builder().spawn();
    client.close_input();
    assert_eq!(client.wait_for_exit().code(), Some(1));
    client.check();
}

/// The pipes of a client that was killed may live on in one of its children.
#[test]
#[cfg(unix)]
fn the_server_does_not_outlive_its_client() {
    let mut editor = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut client = Client::builder().process_id(Some(editor.id())).start();
    client.open("untitled:a", "let a = 1\n");
    client.diagnostics("untitled:a", Some(1));
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.wait_for_exit().code(), Some(1));
    client.check();
}

/// The server runs in a container and the client does not: its process id means nothing here.
#[test]
fn a_client_that_cannot_be_seen_is_not_waited_for() {
    let mut gone = Command::new("true").spawn().unwrap();
    gone.wait().unwrap();
    let mut client = Client::builder().process_id(Some(gone.id())).start();
    client.open("untitled:a", "let a = 1\n");
    client.diagnostics("untitled:a", Some(1));
    client.finish();
}

#[test]
fn unknown_methods_are_refused_and_unknown_notifications_are_not() {
    let mut client = Client::start();
    for method in ["textDocument/levitate", "fitz/levitate", "$/levitate", "fitz/test/panic"] {
        let id = client.request(method, json!({}));
        assert_eq!(client.answer_to(id).unwrap_err()["code"], -32601, "{method}");
        client.notify(method, json!({}));
    }
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.notify("window/workDoneProgress/cancel", json!({ "token": 1 }));
    let id = client.request("textDocument/hover", json!({ "textDocument": 7 }));
    assert_eq!(client.answer_to(id).unwrap_err()["code"], -32602);
    client.finish();
}

#[test]
fn what_is_no_message_is_refused_and_the_session_goes_on() {
    let mut client = Client::start();
    for (bytes, code) in [
        (&b"Content-Length: 3\r\n\r\n{,}"[..], -32700),
        (b"Content-Length: 2\r\n\r\n\xff\xfe", -32700),
        (b"Content-Length: 2\r\n\r\n[]", -32600),
        (b"Content-Length: 18\r\n\r\n{\"jsonrpc\": \"1.0\"}", -32600),
        (b"Content-Length: many\r\n\r\n", -32700),
    ] {
        client.send_bytes(bytes);
        let answer = client.wait_for("the refusal", |message| message.get("error").is_some());
        assert_eq!(answer.json["error"]["code"], code, "{}", String::from_utf8_lossy(bytes));
        assert_eq!(answer.json["id"], Value::Null);
    }
    client.send_bytes(b"this is no header\r\n\r\n");
    client.open("untitled:a", "type T { a: Int }\n");
    client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": "untitled:a" } }));
    client.finish();
}

/// Messages come in pieces, or several at once.
#[test]
fn the_pipe_may_cut_messages_anywhere() {
    let mut client = Client::start();
    let text = "type T { größe: Int }\n";
    let message = json!({
        "jsonrpc": "2.0",
        "method": "textDocument/didOpen",
        "params": { "textDocument": { "uri": "untitled:a", "languageId": "fitz", "version": 1, "text": text } },
    });
    let body = message.to_string();
    let framed = format!(
        "content-length: {}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{body}",
        body.len()
    );
    for byte in framed.as_bytes() {
        client.send_bytes(&[*byte]);
    }
    let symbols = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": "untitled:a" } }));
    assert_eq!(symbols[0]["name"], "T");
    client.finish();
}

#[test]
fn the_trace_can_be_switched_on() {
    let mut client = Client::start();
    client.open("untitled:a", "let a = 1\n");
    let symbols = json!({ "textDocument": { "uri": "untitled:a" } });
    client.ask("textDocument/documentSymbol", symbols.clone());
    assert!(client.messages().iter().all(|message| message.json["method"] != "$/logTrace"));
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.ask("textDocument/documentSymbol", symbols);
    let trace = client.wait_for_method("$/logTrace");
    assert!(trace.json["params"]["message"].as_str().unwrap().starts_with("textDocument/documentSymbol took"));
    assert!(trace.json["params"]["verbose"].as_str().unwrap().contains("untitled:a"));
    client.finish();
}

#[test]
fn the_log_goes_to_standard_error() {
    let project = Project::new(&[]);
    let mut client = Client::builder().environment("FITZ_LOG", "debug").folder(project.root()).start();
    client.open("untitled:a", "let a = 1\n");
    client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": "untitled:a" } }));
    client.ask("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    client.wait_for_exit();
    let log = client.log();
    assert!(log.contains("fitz-e2e"), "{log}");
    assert!(log.contains("textDocument/documentSymbol"), "{log}");
}
