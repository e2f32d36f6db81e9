//! What real editors say first, replayed.
//!
//! The files beside this one hold the parameters of `initialize` as those editors send them, with the folder and the
//! process id left open, and what they send as parameters of `shutdown`.

use fitz_e2e::{Client, Project, at, position_of};
use serde_json::{Value, json};

struct Expected {
    encoding: &'static str,
    /// Whether the editor asks for findings rather than having them pushed.
    pulls: bool,
    /// Whether it lets us register for watched files.
    watches: bool,
    snippets: bool,
}

#[test]
fn vscode() {
    let expected = Expected { encoding: "utf-16", pulls: true, watches: true, snippets: true };
    replay(include_str!("handshakes/vscode.json"), &expected);
}

#[test]
fn neovim() {
    let expected = Expected { encoding: "utf-8", pulls: true, watches: false, snippets: true };
    replay(include_str!("handshakes/neovim.json"), &expected);
}

#[test]
fn helix() {
    let expected = Expected { encoding: "utf-8", pulls: false, watches: true, snippets: true };
    replay(include_str!("handshakes/helix.json"), &expected);
}

#[test]
fn emacs() {
    let expected = Expected { encoding: "utf-8", pulls: false, watches: true, snippets: false };
    replay(include_str!("handshakes/eglot.json"), &expected);
}

#[test]
fn zed() {
    let expected = Expected { encoding: "utf-16", pulls: true, watches: true, snippets: true };
    replay(include_str!("handshakes/zed.json"), &expected);
}

const PROGRAM: &str = "type Event { id: Int }\n\nfn pair(event: Event) => (\"🎯\", event.id)\n";

/// One session: the handshake, a document, a finding, a hover, a completion, the end.
fn replay(recording: &str, expected: &Expected) {
    let project = Project::new(&[("main.fitz", PROGRAM)]);
    let path = project.directory().to_str().unwrap();
    let recording = recording
        .replace("\"${pid}\"", &std::process::id().to_string())
        .replace("${root}", &project.root())
        .replace("${path}", path);
    let recording: Value = serde_json::from_str(&recording).expect("the recording is JSON");
    let uri = project.uri("main.fitz");

    let mut client = Client::builder().spawn();
    let result = client.ask("initialize", recording["initialize"].clone());
    let capabilities = &result["capabilities"];
    assert_eq!(capabilities["positionEncoding"], expected.encoding);
    assert_eq!(capabilities["diagnosticProvider"].is_object(), expected.pulls);
    client.notify("initialized", json!({}));
    client.wait_for_method("workspace/configuration");
    if expected.watches {
        let registration =
            client.wait_for_method("client/registerCapability").json["params"]["registrations"].to_string();
        assert!(registration.contains("workspace/didChangeWatchedFiles"), "{registration}");
    }

    client.open(&uri, PROGRAM);
    assert_eq!(findings(&mut client, &uri, expected.pulls), 0);
    let broken = PROGRAM.replace("event.id)", "event.id");
    client.replace(&uri, 2, &broken);
    assert_ne!(findings(&mut client, &uri, expected.pulls), 0);
    client.replace(&uri, 3, PROGRAM);
    assert_eq!(findings(&mut client, &uri, expected.pulls), 0);

    let on_event = position_of(PROGRAM, "Event)", expected.encoding);
    let hover = client.ask("textDocument/hover", at(&uri, &on_event));
    assert_eq!(hover["contents"]["kind"], "markdown", "{hover}");
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Event"), "{hover}");
    let behind_target = position_of(PROGRAM, "event.id)", expected.encoding);
    let hover = client.ask("textDocument/hover", at(&uri, &behind_target));
    assert_eq!(hover["range"]["start"], behind_target, "{hover}");

    let after_dot = position_of(PROGRAM, "id)", expected.encoding);
    let items = client.complete(&uri, &after_dot);
    assert!(items.iter().any(|item| item["label"] == "id"), "{items:?}");
    let has_snippets = items.iter().any(|item| item["insertTextFormat"] == 2);
    assert!(!has_snippets || expected.snippets, "{items:?}");

    let id = client.next_request_id() + 1000;
    client.expect_answer(id);
    client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "shutdown", "params": recording["shutdown"] }));
    assert_eq!(client.answer_to(id), Ok(Value::Null));
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_exit().code(), Some(0));
    client.check();
}

/// The number of findings, the way in which this editor gets them.
fn findings(client: &mut Client, uri: &str, pulls: bool) -> usize {
    if pulls {
        let report = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(report["kind"], "full");
        return report["items"].as_array().expect("a full report").len();
    }
    let message = client.wait_for_method("textDocument/publishDiagnostics");
    assert_eq!(message.json["params"]["uri"], uri);
    message.json["params"]["diagnostics"].as_array().unwrap().len()
}
