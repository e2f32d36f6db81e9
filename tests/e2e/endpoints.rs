//! Endpoints as editors see them: paths across files, calls, lenses, hints, and our own requests. What each answers in detail
//! is tested in `fitz-ide`; here are the ways of the protocol, on unsaved text.

use fitz_e2e::{Client, ClientBuilder, Project, app, at, position_of};
use serde_json::{Value, json};

const MAIN: &str = r#"from realtime import Event

@server(8080)
fn main() => 0

// Ein Klick auf 🔗 für "/feed":
fn announce(code: Str) { let mark = "🔗"; ws_broadcast("/feed", Event { code: mark }) }

@get("/links/{code}")
fn follow(code: Str) -> Str {
    announce(code)
    return code
}
"#;

const REALTIME: &str = r#"type Event { code: Str, clicks: Int = 0 }

@ws("/feed")
async fn feed(conn: WsConn<Event>) -> Null {
    loop {
        match conn.recv() {
            Ok(event) => { let _ = conn.broadcast(event) }
            Err(_) => { break }
        }
    }
    return null
}
"#;

struct Session {
    client: Client,
    project: Project,
}

impl Session {
    /// The project on disk, with both files open as they are on disk.
    fn start(builder: ClientBuilder) -> Session {
        let project = Project::new(&[("main.fitz", MAIN), ("realtime.fitz", REALTIME)]);
        let mut client = builder.folder(project.root()).start();
        client.open(&project.uri("main.fitz"), MAIN);
        client.open(&project.uri("realtime.fitz"), REALTIME);
        Session { client, project }
    }

    fn main(&self) -> String {
        self.project.uri("main.fitz")
    }

    fn realtime(&self) -> String {
        self.project.uri("realtime.fitz")
    }

    /// Asks about a position, with further parameters.
    fn ask_at(&mut self, method: &str, uri: &str, position: &Value, extra: Value) -> Value {
        let mut params = at(uri, position);
        for (key, value) in extra.as_object().unwrap() {
            params[key] = value.clone();
        }
        self.client.ask(method, params)
    }
}

/// The range of a text that occurs once in another, in an encoding.
fn range_of(text: &str, needle: &str, encoding: &str) -> Value {
    let start = position_of(text, needle, encoding);
    let width = match encoding {
        "utf-8" => needle.len(),
        "utf-16" => needle.encode_utf16().count(),
        _ => needle.chars().count(),
    };
    let end = json!({ "line": start["line"], "character": start["character"].as_u64().unwrap() + width as u64 });
    json!({ "start": start, "end": end })
}

/// The range of the path of the broadcast, which stands behind characters of several widths.
fn broadcast_path(encoding: &str) -> Value {
    let mut range = range_of(MAIN, "/feed\", Event", encoding);
    range["end"]["character"] = json!(range["start"]["character"].as_u64().unwrap() + 5);
    range
}

#[test]
fn a_path_is_one_symbol_in_every_encoding() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let builder = Client::builder()
            .capability("/general/positionEncodings", json!([encoding]))
            .capability("/textDocument/rename/prepareSupport", json!(true));
        let mut session = Session::start(builder);
        let (main, realtime) = (session.main(), session.realtime());
        let used = broadcast_path(encoding);
        let declared = range_of(REALTIME, "/feed", encoding);

        let link = session.ask_at("textDocument/definition", &main, &used["start"], json!({}));
        assert_eq!(link[0]["targetUri"], json!(realtime));
        assert_eq!(link[0]["targetSelectionRange"], declared);
        assert_eq!(link[0]["originSelectionRange"], used);

        let found = session.ask_at(
            "textDocument/references",
            &realtime,
            &declared["start"],
            json!({ "context": { "includeDeclaration": true } }),
        );
        assert_eq!(found, json!([{ "uri": main, "range": used }, { "uri": realtime, "range": declared }]));

        let marked = session.ask_at("textDocument/documentHighlight", &main, &used["end"], json!({}));
        assert_eq!(marked, json!([{ "range": used, "kind": 2 }]));

        let prepared = session.ask_at("textDocument/prepareRename", &main, &used["end"], json!({}));
        assert_eq!(prepared, json!({ "range": used, "placeholder": "/feed" }));
        let edit = session.ask_at("textDocument/rename", &main, &used["end"], json!({ "newName": "/live" }));
        assert_eq!(
            edit["changes"],
            json!({ main: [{ "range": used, "newText": "/live" }], realtime: [{ "range": declared, "newText": "/live" }] })
        );
        session.client.finish();
    }
}

#[test]
fn a_rename_edits_the_open_versions_and_says_what_it_will_not_do() {
    let builder = Client::builder().capability("/workspace/workspaceEdit/documentChanges", json!(true));
    let mut session = Session::start(builder);
    let (main, realtime) = (session.main(), session.realtime());
    // Not saved: a second broadcast.
    let unsaved =
        MAIN.replace("    announce(code)\n", "    announce(code)\n    ws_broadcast(\"/feed\", Event { code: code })\n");
    session.client.replace(&main, 7, &unsaved);
    let position = position_of(REALTIME, "/feed", "utf-16");
    let edit = session.ask_at("textDocument/rename", &realtime, &position, json!({ "newName": "/live" }));
    let edits: Vec<(Value, Value, usize)> = edit["documentChanges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let document = &it["textDocument"];
            (document["uri"].clone(), document["version"].clone(), it["edits"].as_array().unwrap().len())
        })
        .collect();
    assert_eq!(edits, [(json!(main), json!(7), 2), (json!(realtime), json!(1), 1)]);

    let mut params = at(&realtime, &position);
    params["newName"] = json!("live");
    let id = session.client.request("textDocument/rename", params);
    let error = session.client.answer_to(id).unwrap_err();
    assert_eq!((&error["code"], &error["message"]), (&json!(-32803), &json!("A path begins with `/`: try `/live`.")));
    session.client.finish();
}

#[test]
fn a_hover_on_a_path_links_to_its_handler_and_senders() {
    let mut session = Session::start(Client::builder());
    let (main, realtime) = (session.main(), session.realtime());
    let shown = session.client.hover(&main, &broadcast_path("utf-16")["start"]).unwrap();
    for part in [
        &format!("[`feed`]({realtime}#L4)"),
        &format!("[`announce`]({main}#L7): `Event` to all clients"),
        "Anyone may connect.",
        "a ping every 30 seconds",
        "| `clicks` | integer (int64) | default `0` |",
        "new WebSocket(\"ws://localhost:8080/feed\")",
        "wscat -c ws://localhost:8080/feed",
        "websocat ws://localhost:8080/feed",
    ] {
        assert!(shown.contains(part), "{part:?} is missing in:\n{shown}");
    }
    session.client.finish();

    // Who shows no Markdown gets no addresses.
    let mut session =
        Session::start(Client::builder().capability("/textDocument/hover/contentFormat", json!(["plaintext"])));
    let main = session.main();
    let shown = session.client.hover(&main, &broadcast_path("utf-16")["start"]).unwrap();
    assert!(shown.contains("`feed` (realtime.fitz:4)") && !shown.contains("file:"), "{shown}");
    session.client.finish();
}

#[test]
fn broadcasts_are_calls() {
    let mut session = Session::start(Client::builder());
    let (main, realtime) = (session.main(), session.realtime());
    let items =
        session.ask_at("textDocument/prepareCallHierarchy", &main, &broadcast_path("utf-16")["start"], json!({}));
    let handler = &items[0];
    assert_eq!((&handler["name"], &handler["detail"]), (&json!("feed"), &json!("@ws /feed")));
    assert_eq!(
        (&handler["uri"], &handler["selectionRange"]),
        (&json!(realtime), &with_width(range_of(REALTIME, "feed(conn", "utf-16"), 4))
    );
    let incoming = session.client.ask("callHierarchy/incomingCalls", json!({ "item": handler }));
    let callers: Vec<_> = incoming.as_array().unwrap().iter().map(|call| call["from"]["name"].clone()).collect();
    assert_eq!(callers, ["announce", "feed"]);
    // With its quotes: the whole argument.
    let mut argument = broadcast_path("utf-16");
    argument["start"]["character"] = json!(argument["start"]["character"].as_u64().unwrap() - 1);
    argument["end"]["character"] = json!(argument["end"]["character"].as_u64().unwrap() + 1);
    assert_eq!(incoming[0]["fromRanges"], json!([argument]));

    let outgoing = session.client.ask("callHierarchy/outgoingCalls", json!({ "item": incoming[0]["from"] }));
    assert_eq!(outgoing[0]["to"]["name"], "feed");
    assert_eq!(outgoing[0]["fromRanges"], json!([argument]));
    let callers = session.client.ask("callHierarchy/incomingCalls", json!({ "item": incoming[0]["from"] }));
    assert_eq!(callers[0]["from"]["name"], "follow");
    assert_eq!(callers[0]["fromRanges"], json!([with_width(range_of(MAIN, "announce(code)\n", "utf-16"), 8)]));
    session.client.finish();
}

/// The range with another width, on its line.
fn with_width(mut range: Value, width: u64) -> Value {
    let start = range["start"]["character"].as_u64().unwrap();
    range["end"] = json!({ "line": range["start"]["line"], "character": start + width });
    range
}

fn titles(lenses: &Value) -> Vec<String> {
    lenses.as_array().unwrap().iter().map(|lens| lens["command"]["title"].as_str().unwrap().to_owned()).collect()
}

/// A client whose user wants no lenses that count references.
fn without_counts() -> ClientBuilder {
    let settings = json!({ "codeLens": { "references": false } });
    Client::builder().options(settings).capability("/workspace/configuration", json!(false))
}

#[test]
fn lenses_do_what_the_client_can() {
    let mut session = Session::start(without_counts());
    let realtime = session.realtime();
    let document = json!({ "textDocument": { "uri": realtime } });
    let lenses = session.client.ask("textDocument/codeLens", document.clone());
    assert_eq!(titles(&lenses), ["2 pushes", "preview", "message table"]);
    for lens in lenses.as_array().unwrap() {
        // Text: nothing happens on a click.
        assert_eq!((&lens["command"]["command"], &lens["command"]["arguments"]), (&json!(""), &Value::Null));
        assert_eq!(lens["range"], range_of(REALTIME, "@ws(\"/feed\")", "utf-16"));
    }
    session.client.finish();

    let commands = json!(["fitz.showReferences", "fitz.previewAsyncApi", "fitz.showMessages"]);
    let mut session = Session::start(without_counts().capability("/experimental/commands", commands));
    let (main, realtime) = (session.main(), session.realtime());
    let lenses = session.client.ask("textDocument/codeLens", json!({ "textDocument": { "uri": realtime } }));
    let [pushes, preview, table] = lenses.as_array().unwrap().as_slice() else { panic!("{lenses}") };
    assert_eq!(pushes["command"]["command"], "fitz.showReferences");
    let arguments = &pushes["command"]["arguments"];
    assert_eq!((&arguments[0], &arguments[1]), (&json!(realtime), &pushes["range"]["start"]));
    assert_eq!((&arguments[2][0]["uri"], &arguments[2][1]["uri"]), (&json!(main), &json!(realtime)));
    assert_eq!(preview["command"]["command"], "fitz.previewAsyncApi");
    assert_eq!(preview["command"]["arguments"], json!([realtime]));
    assert_eq!(table["command"]["command"], "fitz.showMessages");
    assert_eq!(table["command"]["arguments"], json!([realtime, "/feed"]));

    let params = json!({ "textDocument": { "uri": realtime }, "path": "/feed" });
    let markdown = session.client.ask("fitz/messageTable", params)["markdown"].as_str().unwrap().to_owned();
    assert!(markdown.starts_with("# Messages of `/feed`\n"), "{markdown}");
    assert!(markdown.contains(&format!("[main.fitz:7]({main}#L7)")), "{markdown}");
    let params = json!({ "textDocument": { "uri": realtime }, "path": "/nowhere" });
    assert_eq!(session.client.ask("fitz/messageTable", params), Value::Null);
    session.client.finish();
}

/// Editors without views of ours show the documents as files.
#[test]
fn documents_are_shown_as_files_where_the_client_has_no_view() {
    let cache = Project::new(&[]);
    let builder = without_counts().capability("/window/showDocument/support", json!(true));
    let mut session = Session::start(builder.environment("XDG_CACHE_HOME", cache.directory().to_str().unwrap()));
    let realtime = session.realtime();
    let lenses = session.client.ask("textDocument/codeLens", json!({ "textDocument": { "uri": realtime } }));
    let [_, preview, table] = lenses.as_array().unwrap().as_slice() else { panic!("{lenses}") };
    for (lens, command, name, start) in [
        (preview, "fitz.openAsyncApi", "asyncapi.yaml", "asyncapi:"),
        (table, "fitz.openMessages", "messages.md", "# Messages of `/feed`\n"),
    ] {
        assert_eq!(lens["command"]["command"], command);
        session.client.ask("workspace/executeCommand", lens["command"].clone());
        let shown = session.client.wait_for_method("window/showDocument").json["params"]["uri"].clone();
        let path = shown.as_str().unwrap().strip_prefix(&format!("{}/", cache.root())).unwrap();
        assert!(path.ends_with(name), "{path}");
        let text = std::fs::read_to_string(cache.directory().join(path)).unwrap();
        assert!(text.starts_with(start), "{text}");
    }

    for (command, arguments, message) in [
        ("fitz.openAsyncApi", json!([]), "`fitz.openAsyncApi` needs the URI of a document"),
        ("fitz.else", json!([realtime]), "there is no command `fitz.else`"),
    ] {
        let id =
            session.client.request("workspace/executeCommand", json!({ "command": command, "arguments": arguments }));
        let error = session.client.answer_to(id).unwrap_err();
        assert_eq!(error["message"], message);
    }
    let nowhere = json!({ "command": "fitz.openMessages", "arguments": [realtime, "/nowhere"] });
    assert_eq!(session.client.ask("workspace/executeCommand", nowhere), Value::Null);
    session.client.finish();
}

#[test]
fn hints_stand_behind_calls_in_every_encoding() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut session = Session::start(Client::builder().capability("/general/positionEncodings", json!([encoding])));
        let (main, realtime) = (session.main(), session.realtime());
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        let hints =
            session.client.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": main }, "range": whole }));
        assert_eq!(hints.as_array().unwrap().len(), 1, "{hints}");
        let behind = range_of(MAIN, "ws_broadcast(\"/feed\", Event { code: mark })", encoding);
        assert_eq!(hints[0]["position"], behind["end"]);
        assert_eq!(hints[0]["label"][1]["value"], "feed");
        assert_eq!(hints[0]["label"][1]["location"]["uri"], json!(realtime));
        let hints = session
            .client
            .ask("textDocument/inlayHint", json!({ "textDocument": { "uri": realtime }, "range": whole }));
        let labels: Vec<String> = hints
            .as_array()
            .unwrap()
            .iter()
            .map(|hint| hint["label"].as_array().unwrap().iter().map(|part| part["value"].as_str().unwrap()).collect())
            .collect();
        assert_eq!(labels, ["← Event", "→ /feed: Event"]);
        session.client.finish();
    }
}

#[test]
fn the_rest_of_a_hint_comes_when_it_is_asked_for() {
    let later = json!(["tooltip", "textEdits", "label.location"]);
    let mut session =
        Session::start(Client::builder().capability("/textDocument/inlayHint/resolveSupport/properties", later));
    let mut whole = Session::start(Client::builder());
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let hints = |session: &mut Session, uri: &str| {
        let params = json!({ "textDocument": { "uri": uri }, "range": range });
        session.client.ask("textDocument/inlayHint", params).as_array().unwrap().clone()
    };
    let realtime = session.realtime();
    let lazy = hints(&mut session, &realtime);
    let resolved: Vec<Value> = lazy.iter().map(|hint| session.client.ask("inlayHint/resolve", hint.clone())).collect();
    assert!(lazy.iter().all(|hint| hint["label"][1].get("location").is_none() && hint.get("tooltip").is_none()));
    let (realtime, there) = (json!(whole.realtime()).to_string(), json!(realtime).to_string());
    let expected = hints(&mut whole, realtime.trim_matches('"'));
    let of_there = json!(expected).to_string().replace(realtime.trim_matches('"'), there.trim_matches('"'));
    assert_eq!(json!(resolved).to_string(), of_there);
    assert!(resolved.iter().any(|hint| hint["label"][1]["location"].is_object()), "{resolved:?}");

    // After a change it is another hint.
    let uri = there.trim_matches('"');
    session.client.replace(uri, 2, &format!("\n{REALTIME}"));
    let id = session.client.request("inlayHint/resolve", lazy[0].clone());
    assert_eq!(session.client.answer_to(id).unwrap_err()["code"], -32801);
    session.client.finish();
    whole.client.finish();
}

#[test]
fn the_list_of_endpoints_is_announced_and_answered() {
    let builder = Client::builder();
    let mut client = builder.spawn();
    let result = client.ask("initialize", builder.initialize_params());
    for (capability, flag) in result["capabilities"]["experimental"].as_object().unwrap() {
        assert_eq!(flag, true, "{capability}");
    }
    assert_eq!(result["capabilities"]["renameProvider"], true);
    client.notify("initialized", json!({}));
    let uri = "file:///nowhere/main.fitz";
    client.open(uri, &app("dashboard.fitz"));
    let answer = client.ask("fitz/endpoints", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(
        (&answer["version"], &answer["entry"], &answer["heartbeatSeconds"]),
        (&json!(1), &json!(uri), &json!(30))
    );
    let endpoints = answer["endpoints"].as_array().unwrap();
    let socket = endpoints.iter().find(|it| it["path"] == "/dashboard").unwrap();
    assert_eq!(
        (&socket["kind"], &socket["handler"], &socket["method"]),
        (&json!("webSocket"), &json!("dashboard"), &Value::Null)
    );
    assert_eq!(socket["frames"], json!({ "fromClient": "DashboardCommand", "toClient": "DashboardEvent" }));
    assert_eq!(socket["access"]["authenticated"], true);
    assert!(socket["pushes"].as_array().unwrap().iter().any(|push| push["kind"] == "broadcast"), "{socket}");
    let route = endpoints.iter().find(|it| it["kind"] == "http").unwrap();
    assert!(route["method"].is_string() && route["location"]["uri"] == uri, "{route}");
    let nothing = json!({ "textDocument": { "uri": "file:///nowhere/other.fitz" } });
    assert_eq!(client.ask("fitz/endpoints", nothing), Value::Null);
    client.finish();
}

#[test]
fn changes_of_endpoints_are_told_once_and_only_when_they_are_some() {
    let builder = Client::builder().capability("/experimental/endpointsChanged", json!(true));
    let mut session = Session::start(builder);
    let (main, realtime) = (session.main(), session.realtime());
    let document = json!({ "textDocument": { "uri": main } });
    let list = session.client.ask("fitz/endpoints", document.clone());
    assert_eq!(list["endpoints"][0]["pushes"].as_array().unwrap().len(), 2);
    session.client.ask("fitz/asyncApi", document.clone());
    let open_api = session.client.ask("fitz/openApi", document.clone());
    assert_eq!((&open_api["version"], &open_api["exposed"]), (&json!(1), &json!(true)));
    assert!(open_api["document"]["paths"]["/links/{code}"]["get"].is_object(), "{open_api}");
    for (pointer, location) in open_api["pointers"].as_object().unwrap() {
        assert!(open_api["document"].pointer(pointer).is_some(), "{pointer} leads nowhere");
        assert_eq!(location["uri"], json!(main), "{pointer}");
    }

    // A comment moves everything and changes nothing; a new field changes the document alone; a new push the list alone.
    let moved = format!("// One more line.\n{REALTIME}");
    session.client.replace(&realtime, 2, &moved);
    session.client.diagnostics(&realtime, Some(2));
    let field = moved.replace("clicks: Int = 0", "clicks: Int = 0, note: Str?");
    session.client.replace(&realtime, 3, &field);
    let told = session.client.wait_for_method("fitz/endpointsChanged").json["params"].clone();
    let changed = json!({ "textDocument": { "uri": main }, "endpoints": false, "asyncApi": true, "openApi": false });
    assert_eq!(told, json!({ "changed": [changed] }));
    let push =
        MAIN.replace("    announce(code)\n", "    announce(code)\n    ws_broadcast(\"/feed\", Event { code: code })\n");
    session.client.replace(&main, 2, &push);
    let told = session.client.wait_for_method("fitz/endpointsChanged").json["params"].clone();
    assert_eq!(told["changed"][0]["endpoints"], true, "{told}");
    // A result of a route is in the OpenAPI document alone.
    let result = push.replace("fn follow(code: Str) -> Str {", "fn follow(code: Str) -> Str? {");
    session.client.replace(&main, 3, &result);
    let told = session.client.wait_for_method("fitz/endpointsChanged").json["params"].clone();
    let changed = json!({ "textDocument": { "uri": main }, "endpoints": false, "asyncApi": false, "openApi": true });
    assert_eq!(told, json!({ "changed": [changed] }));
    session.client.finish();
}

#[test]
fn lenses_and_hints_of_one_file_follow_another() {
    let builder = Client::builder()
        .capability("/workspace/codeLens/refreshSupport", json!(true))
        .capability("/workspace/inlayHint/refreshSupport", json!(true));
    let mut session = Session::start(builder);
    let (main, realtime) = (session.main(), session.realtime());
    let document = json!({ "textDocument": { "uri": realtime } });
    let lenses = session.client.ask("textDocument/codeLens", document.clone());
    assert_eq!(titles(&lenses)[0], "2 pushes");
    session.client.replace(&main, 2, &MAIN.replace("ws_broadcast(\"/feed\"", "ws_broadcast(\"/other\""));
    session.client.wait_for_method("workspace/codeLens/refresh");
    assert_eq!(titles(&session.client.ask("textDocument/codeLens", document))[0], "1 push");

    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": main }, "range": whole });
    assert_eq!(session.client.ask("textDocument/inlayHint", params.clone()), json!([]));
    session.client.replace(&realtime, 2, &REALTIME.replace("@ws(\"/feed\")", "@ws(\"/other\")"));
    session.client.wait_for_method("workspace/inlayHint/refresh");
    assert_eq!(session.client.ask("textDocument/inlayHint", params).as_array().unwrap().len(), 1);
    session.client.finish();
}
