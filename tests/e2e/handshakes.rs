//! What real editors say first, replayed.
//!
//! The files beside this one hold the parameters of `initialize` as those editors send them, with the folder and the
//! process id left open, and what they send as parameters of `shutdown`.

use fitz_e2e::{Client, Project, at, position_of};
use serde_json::{Value, json};

use crate::offers::Offers;

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

#[test]
fn sublime_text() {
    let expected = Expected { encoding: "utf-16", pulls: false, watches: false, snippets: true };
    replay(include_str!("handshakes/sublime.json"), &expected);
}

const PROGRAM: &str = "type Event { id: Int }\n\nfn pair(event: Event) => (\"🎯\", event.id)\n";

/// Something of everything that an answer may say only to some clients: tags, related places, pages of rules, fixes, nested
/// symbols, folds, lenses, hints, arguments.
const RICH: &str = r#"from shared import Event, unused

@server(8080)
fn main() => 0

@ws("/feed")
async fn feed(conn: WsConn<Event>) -> Null {
    let one: Str = 1
    loop {
        let event = match conn.recv() {
            Ok(event) => event
            Err(_) => { break }
        }
        conn.broadcast(event).await
    }
    return null
}

@ws("/feed")
async fn second(conn: WsConn<Event>) {
    let _ = conn.send(Event { id: 1 })
}

fn pair(event: Event, twice: Bool = false) => (event.id, twice)

let both = pair(Event { id: 2 }, )
"#;

const SHARED: &str = "type Event { id: Int }\n\nfn unused() => 1\n";

/// One session: the handshake, a document, a finding, a hover, a completion, all requests, the end.
fn replay(recording: &str, expected: &Expected) {
    let project = Project::new(&[("main.fitz", PROGRAM), ("shared.fitz", SHARED)]);
    let path = project.directory().to_str().unwrap();
    let recording = recording
        .replace("\"${pid}\"", &std::process::id().to_string())
        .replace("${root}", &project.root())
        .replace("${path}", path);
    let recording: Value = serde_json::from_str(&recording).expect("the recording is JSON");
    let uri = project.uri("main.fitz");
    let offers = Offers::new(&recording["initialize"]["capabilities"]);

    let mut client = Client::builder().spawn();
    let result = client.ask("initialize", recording["initialize"].clone());
    let capabilities = &result["capabilities"];
    offers.check_announcement(capabilities);
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

    let rich = project.uri("rich.fitz");
    client.open(&rich, RICH);
    assert_ne!(findings(&mut client, &rich, expected.pulls), 0);
    for (method, params) in everything(&rich, capabilities, expected.encoding) {
        let answer = client.ask(method, params);
        offers.check_answer(method, &answer);
        follow_up(&mut client, &offers, method, &answer, capabilities);
    }

    let id = client.next_request_id() + 1000;
    client.expect_answer(id);
    client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "shutdown", "params": recording["shutdown"] }));
    assert_eq!(client.answer_to(id), Ok(Value::Null));
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_exit().code(), Some(0));
    client.check();
    for message in client.messages() {
        offers.check_message(&message.json);
    }
}

/// Every request that the server announces, about all places of [`RICH`] that matter.
fn everything(uri: &str, capabilities: &Value, encoding: &str) -> Vec<(&'static str, Value)> {
    let document = json!({ "uri": uri });
    let about = json!({ "textDocument": document });
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let part = json!({ "textDocument": document, "range": whole });
    let has = |provider: &str| capabilities.get(provider).is_some_and(|provider| *provider != json!(false));
    let mut requests: Vec<(&'static str, Value)> = Vec::new();
    let mut ask = |provider: &str, method, params: &Value| {
        if has(provider) {
            requests.push((method, params.clone()));
        }
    };
    for place in [
        "Event, unused",
        "8080",
        "feed(",
        "/feed",
        "WsConn",
        "recv",
        "broadcast",
        "id: 1",
        "twice)",
        " -> Null",
        "pair(Event",
        "2 }",
    ] {
        let position = position_of(RICH, place, encoding);
        let at = at(uri, &position);
        ask("hoverProvider", "textDocument/hover", &at);
        ask("completionProvider", "textDocument/completion", &at);
        ask("signatureHelpProvider", "textDocument/signatureHelp", &at);
        ask("definitionProvider", "textDocument/definition", &at);
        ask("declarationProvider", "textDocument/declaration", &at);
        ask("typeDefinitionProvider", "textDocument/typeDefinition", &at);
        ask("implementationProvider", "textDocument/implementation", &at);
        ask("documentHighlightProvider", "textDocument/documentHighlight", &at);
        ask("linkedEditingRangeProvider", "textDocument/linkedEditingRange", &at);
        ask("callHierarchyProvider", "textDocument/prepareCallHierarchy", &at);
        let with = |key: &str, value: Value| {
            let mut params = at.clone();
            params[key] = value;
            params
        };
        ask("referencesProvider", "textDocument/references", &with("context", json!({ "includeDeclaration": true })));
        let selection = json!({ "textDocument": document, "positions": [position] });
        ask("selectionRangeProvider", "textDocument/selectionRange", &selection);
    }
    let mut name = at(uri, &position_of(RICH, "pair(event", encoding));
    name["newName"] = json!("couple");
    ask("renameProvider", "textDocument/rename", &name);
    ask("documentSymbolProvider", "textDocument/documentSymbol", &about);
    ask("foldingRangeProvider", "textDocument/foldingRange", &about);
    ask("codeLensProvider", "textDocument/codeLens", &about);
    ask("documentLinkProvider", "textDocument/documentLink", &about);
    ask("inlayHintProvider", "textDocument/inlayHint", &part);
    ask("semanticTokensProvider", "textDocument/semanticTokens/full", &about);
    ask("semanticTokensProvider", "textDocument/semanticTokens/range", &part);
    ask("workspaceSymbolProvider", "workspace/symbol", &json!({ "query": "e" }));
    let mut actions = part.clone();
    actions["context"] = json!({ "diagnostics": [] });
    ask("codeActionProvider", "textDocument/codeAction", &actions);
    ask("diagnosticProvider", "textDocument/diagnostic", &about);
    ask("diagnosticProvider", "workspace/diagnostic", &json!({ "previousResultIds": [] }));
    requests
}

/// What an editor asks because of an answer.
fn follow_up(client: &mut Client, offers: &Offers<'_>, method: &str, answer: &Value, capabilities: &Value) {
    let (provider, resolve) = match method {
        "textDocument/codeLens" => ("codeLensProvider", "codeLens/resolve"),
        "textDocument/completion" => ("completionProvider", "completionItem/resolve"),
        "textDocument/inlayHint" => ("inlayHintProvider", "inlayHint/resolve"),
        "textDocument/codeAction" => ("codeActionProvider", "codeAction/resolve"),
        _ => return,
    };
    if capabilities[provider]["resolveProvider"] != true {
        return;
    }
    let items = answer.get("items").unwrap_or(answer).as_array().cloned().unwrap_or_default();
    for item in items.into_iter().take(20) {
        let is_whole = resolve == "codeLens/resolve" && item.get("command").is_some();
        if !is_whole {
            let resolved = client.ask(resolve, item);
            offers.check_answer(resolve, &resolved);
        }
    }
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
