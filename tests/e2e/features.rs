//! Every feature once, on the programs of the promise: the dashboard application, and the article's handler in both of
//! its forms. What each feature answers in detail is tested where it is made, in `fitz-ide`.

use fitz_e2e::{Client, Project, app, at, cursor, position_of};
use serde_json::{Value, json};

const URI: &str = "file:///nowhere/main.fitz";

/// The article's handler as the article writes it: rows 1 to 8 of its forms.
const ARTICLE: &str = r#"// Live clicks.

@server(43929, ws_heartbeat_secs=15)
fn main() => 0

type User { email: Str, role: Str }
type Link { code: Str, clicks: Int = 0 }

/// A click on a short link.
type ClickEvent {
    code: Str,
    country: Str?,
    total: Int,
}

@auth_provider
fn current_user(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: "owner@example.com", role: "owner" })
}

@get("/links/{code}")
async fn follow(code: Str, db: DbConn) -> Str {
    let event = ClickEvent { code: code, country: null, total: 1 }
    ws.broadcast("/dashboard", event)
    return code
}

@requires("owner")
@ws("/dashboard")
async fn dashboard(conn: WsConn<ClickEvent>, user: User, db: DbConn) {
    log.info("dashboard.connected", { user_email: user.email })
    loop {
        let event = match conn.recv().await {
            Ok(event) => event,
            Err(_) => break,
        }
        if (event.total < 0) {
            conn.close()
        }
        conn.broadcast(event).await
    }
    conn.send(ClickEvent { code: "", country: null, total: 0 })
}
"#;

/// The same in the form that the reference implementation takes.
const ARTICLE_OF_TODAY: &str = r#"// Live clicks.

@server(43929, ws_heartbeat_secs=15)
fn main() => 0

type User { email: Str, role: Str }

/// A click on a short link.
type ClickEvent {
    code: Str
    country: Str?
    total: Int
}

@auth_provider
fn current_user(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: "owner@example.com", role: "owner" })
}

@get("/links/{code}")
async fn follow(code: Str) -> Str {
    let event = ClickEvent { code: code, country: null, total: 1 }
    ws_broadcast("/dashboard", event)
    return code
}

@authenticated
@ws("/dashboard")
async fn dashboard(conn: WsConn<ClickEvent>, user: User) -> Null {
    log.info("dashboard.connected", user_email: user.email)
    loop {
        let event = match conn.recv() {
            Ok(event) => event
            Err(_) => { break }
        }
        if (event.total < 0) {
            conn.close()
        }
        let _ = conn.broadcast(event)
    }
    let _ = conn.send(ClickEvent { code: "", country: null, total: 0 })
    return null
}
"#;

/// A session in which this text is open.
fn open(text: &str) -> Client {
    let mut client = Client::builder()
        .capability("/textDocument/completion/completionItem/snippetSupport", json!(true))
        .capability("/textDocument/completion/completionItem/documentationFormat", json!(["markdown"]))
        .start();
    client.open(URI, text);
    client
}

/// The hover on the text behind `before`.
fn hover(client: &mut Client, text: &str, before: &str) -> String {
    let offset = text.find(before).unwrap_or_else(|| panic!("{before:?} does not occur")) + before.len();
    let marked = format!("{}$0{}", &text[..offset], &text[offset..]);
    let (_, position) = cursor(&marked);
    client.hover(URI, &position).unwrap_or_else(|| panic!("no hover behind {before:?}"))
}

fn assert_says(hover: &str, parts: &[&str]) {
    for part in parts {
        assert!(hover.to_lowercase().contains(&part.to_lowercase()), "{part:?} is missing in:\n{hover}");
    }
}

fn labels(items: &[Value]) -> Vec<String> {
    let mut labels: Vec<_> = items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect();
    labels.sort();
    labels
}

#[test]
fn programs_that_are_right_get_no_errors() {
    for text in [&app("dashboard.fitz"), ARTICLE, ARTICLE_OF_TODAY] {
        let mut client = open(text);
        let findings = client.diagnostics(URI, Some(1));
        // Hints about forms that older compilers refuse are allowed.
        let serious: Vec<_> = findings.iter().filter(|it| it["severity"].as_u64().is_none_or(|it| it < 4)).collect();
        assert!(serious.is_empty(), "{serious:#?}");
        client.finish();
    }
}

#[test]
fn a_hover_on_a_connection_shows_its_endpoint() {
    for (text, access) in [(ARTICLE, "role `owner`"), (ARTICLE_OF_TODAY, "401")] {
        let mut client = open(text);
        let hover = hover(&mut client, text, "conn: Ws");
        assert_says(&hover, &["WsConn<ClickEvent>", "/dashboard", access, "15 seconds"]);
        // The frame: its fields with their JSON types, and an example.
        assert_says(&hover, &["code", "string", "country", "null", "total", "integer", "\"code\":", "\"total\":"]);
        client.finish();
    }
    let dashboard = app("dashboard.fitz");
    let mut client = open(&dashboard);
    let hover = hover(&mut client, &dashboard, "conn: Ws");
    assert_says(&hover, &["WsConn<DashboardCommand, DashboardEvent>", "/dashboard", "401", "30 seconds"]);
    assert_says(&hover, &["clicks", "integer", "target_url", "\"kind\":"]);
    client.finish();
}

#[test]
fn a_hover_on_a_method_of_a_connection_shows_the_concrete_signature() {
    for text in [ARTICLE, ARTICLE_OF_TODAY] {
        let mut client = open(text);
        for (before, parts) in [
            ("conn.re", ["recv", "Result<ClickEvent>"]),
            ("conn.se", ["send", "ClickEvent"]),
            ("conn.broad", ["broadcast", "ClickEvent"]),
            ("conn.cl", ["close", "Null"]),
        ] {
            let hover = hover(&mut client, text, before);
            assert_says(&hover, &parts);
            // And says what it does.
            assert!(hover.lines().count() > 3, "{before}: no documentation in\n{hover}");
        }
        client.finish();
    }
    let dashboard = app("dashboard.fitz");
    let mut client = open(&dashboard);
    assert_says(&hover(&mut client, &dashboard, "conn.re"), &["Result<DashboardCommand>"]);
    assert_says(&hover(&mut client, &dashboard, "conn.se"), &["DashboardEvent"]);
    client.finish();
}

#[test]
fn completion_writes_what_opens_a_result() {
    let program = "type P { x: Int }\nfn maybe() -> Result<P> => Ok(P { x: 1 })\nfn f() {\n    let x = maybe().$0\n}\n";
    let (text, position) = cursor(program);
    let mut client = open(&text);
    let items = client.complete(URI, &position);
    let x = items.iter().find(|item| item["label"] == "x").unwrap();
    let edit = &x["additionalTextEdits"][0];
    let before_dot = json!({ "line": 3, "character": 19 });
    assert_eq!(edit["newText"], "?", "{x}");
    assert_eq!(edit["range"], json!({ "start": before_dot, "end": before_dot }), "{x}");
    assert_eq!(x["textEdit"]["range"]["start"], json!({ "line": 3, "character": 20 }), "{x}");
    client.finish();
}

#[test]
fn completion_after_a_connection_offers_its_four_methods() {
    let dashboard = app("dashboard.fitz");
    for text in [
        // A finished statement, an unfinished one, and one in a file that is broken elsewhere too.
        ARTICLE.replace("conn.broadcast(event).await", "conn.$0"),
        ARTICLE_OF_TODAY.replace("let _ = conn.broadcast(event)", "let _ = conn.$0"),
        ARTICLE_OF_TODAY.replace("let _ = conn.broadcast(event)", "conn.$0").replace("fn main() => 0", "fn main( => {"),
        ARTICLE.replace("conn.broadcast(event).await", "conn.br$0oadcast(event).await"),
        dashboard.replacen("let _ = conn.send(", "conn.$0\n    let _ = conn.send(", 1),
    ] {
        let (text, position) = cursor(&text);
        let mut client = open(&text);
        let items = client.complete(URI, &position);
        assert_eq!(labels(&items), ["broadcast", "close", "recv", "send"], "{text}");
        let recv = items.iter().find(|item| item["label"] == "recv").unwrap();
        let event = if text.contains("DashboardCommand") { "DashboardCommand" } else { "ClickEvent" };
        assert!(recv["detail"].as_str().unwrap().contains(event), "{recv}");
        assert_eq!(recv["kind"], 2, "{recv}");
        assert!(recv["documentation"]["value"].as_str().is_some_and(|text| !text.is_empty()), "{recv}");
        // Each says which text it replaces, the cursor's line alone.
        for item in &items {
            let range = &item["textEdit"]["range"];
            assert_eq!(range["start"]["line"], position["line"], "{item}");
            assert_eq!(range["end"]["line"], position["line"], "{item}");
        }
        client.finish();
    }
}

#[test]
fn clients_without_snippets_get_none() {
    let (text, position) = cursor("fn main() {\n    pri$0\n}\n");
    let mut client = Client::start();
    client.open(URI, &text);
    let items = client.complete(URI, &position);
    assert!(items.iter().any(|item| item["label"] == "print"), "{:?}", labels(&items));
    for item in items {
        assert_ne!(item["insertTextFormat"], 2, "{item}");
        assert!(!item["textEdit"]["newText"].as_str().unwrap().contains('$'), "{item}");
    }
    client.finish();
}

#[test]
fn definitions_lead_to_declarations() {
    let mut client = open(ARTICLE);
    let on_type = position_of(ARTICLE, "ClickEvent>", "utf-16");
    let links = client.ask("textDocument/definition", at(URI, &on_type));
    assert_eq!(links[0]["targetUri"], URI);
    let declared = position_of(ARTICLE, "ClickEvent {", "utf-16");
    assert_eq!(links[0]["targetSelectionRange"]["start"], declared, "{links}");
    assert_eq!(links[0]["originSelectionRange"]["start"], on_type, "{links}");
    client.finish();

    // Without links: plain locations.
    let mut client = Client::builder().capability("/textDocument/definition/linkSupport", json!(false)).start();
    client.open(URI, ARTICLE);
    let locations = client.ask("textDocument/definition", at(URI, &on_type));
    assert_eq!(locations[0]["uri"], URI);
    assert_eq!(locations[0]["range"]["start"], declared);
    client.finish();
}

/// The declarations live in the program; an editor gets a file that it can open.
#[test]
fn definitions_in_the_standard_library_can_be_opened() {
    let cache = Project::new(&[]);
    let directory = cache.directory().to_str().unwrap();
    let mut client = Client::builder().environment("XDG_CACHE_HOME", directory).start();
    client.open(URI, ARTICLE);
    let links = client.ask("textDocument/definition", at(URI, &position_of(ARTICLE, "recv()", "utf-16")));
    let uri = links[0]["targetUri"].as_str().unwrap_or_else(|| panic!("no target: {links}")).to_owned();
    assert!(uri.starts_with(&cache.root()), "{uri}");
    let path = std::path::Path::new(uri.strip_prefix("file://").unwrap());
    let text = std::fs::read_to_string(path).unwrap();
    assert!(std::fs::metadata(path).unwrap().permissions().readonly());
    let line = links[0]["targetSelectionRange"]["start"]["line"].as_u64().unwrap() as usize;
    assert!(text.lines().nth(line).unwrap().contains("recv"), "{uri}:{line}");

    // The editor opens it: it gets help, and no findings.
    client.open(&uri, &text);
    let symbols = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    assert!(!symbols.as_array().unwrap().is_empty());
    let target = &links[0]["targetSelectionRange"]["start"];
    assert!(client.hover(&uri, target).is_some_and(|hover| hover.contains("recv")));
    client.close(&uri);
    client.ask("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    client.wait_for_exit();
    client.check();
    let of_library = |json: &Value| json["method"] == "textDocument/publishDiagnostics" && json["params"]["uri"] == uri;
    assert!(!client.messages().iter().any(|message| of_library(&message.json)));

    // A later session, in which the file is simply opened once more.
    let mut client = Client::builder().environment("XDG_CACHE_HOME", directory).start();
    client.open(&uri, &text);
    assert!(client.hover(&uri, target).is_some_and(|hover| hover.contains("recv")));
    client.finish();
}

#[test]
fn signature_help_names_the_argument_at_the_cursor() {
    let (text, position) =
        cursor("@server(3000, docs=$0)\nfn main() => 0\n\nfn f(a: Str = \"ä€😀\", b: Int = 0) => b\nf(\"\", )\n");
    let request = |position: &Value| json!({ "textDocument": { "uri": URI }, "position": position });
    let mut client = open(&text);
    let help = client.ask("textDocument/signatureHelp", request(&position));
    let signature = &help["signatures"][0];
    assert!(signature["label"].as_str().unwrap().starts_with("@server(port: Int = 3000"), "{help}");
    // A client that does not say so cannot take places in the label.
    assert_eq!(signature["parameters"][2]["label"], "docs: Bool = true");
    assert_eq!((&help["activeSignature"], &help["activeParameter"]), (&json!(0), &json!(2)));
    client.finish();

    let information = "/textDocument/signatureHelp/signatureInformation";
    let mut client = Client::builder()
        .capability(&format!("{information}/parameterInformation/labelOffsetSupport"), json!(true))
        .capability(&format!("{information}/activeParameterSupport"), json!(true))
        .capability(&format!("{information}/documentationFormat"), json!(["markdown"]))
        .start();
    client.open(URI, &text);
    let help = client.ask("textDocument/signatureHelp", request(&position_of(&text, " )\n", "utf-16")));
    let signature = &help["signatures"][0];
    let label: Vec<u16> = signature["label"].as_str().unwrap().encode_utf16().collect();
    let place = &signature["parameters"][1]["label"];
    let (start, end) = (place[0].as_u64().unwrap() as usize, place[1].as_u64().unwrap() as usize);
    assert_eq!(String::from_utf16(&label[start..end]).unwrap(), "b: Int = 0");
    assert_eq!(signature["activeParameter"], 1);
    client.finish();
}

#[test]
fn the_outline_is_as_deep_as_the_client_can_show() {
    let mut client = open(ARTICLE);
    let document = json!({ "textDocument": { "uri": URI } });
    let symbols = client.ask("textDocument/documentSymbol", document.clone());
    let symbols = symbols.as_array().unwrap();
    let event = symbols.iter().find(|symbol| symbol["name"] == "ClickEvent").unwrap();
    let fields: Vec<_> = event["children"].as_array().unwrap().iter().map(|field| field["name"].clone()).collect();
    assert_eq!(fields, ["code", "country", "total"]);
    assert_eq!(event["selectionRange"]["start"], position_of(ARTICLE, "ClickEvent {", "utf-16"));
    let endpoint = symbols.iter().find(|symbol| symbol["name"] == "dashboard").unwrap();
    assert!(endpoint["detail"].as_str().unwrap().contains("/dashboard"), "{endpoint}");
    // Decorators belong to what they decorate.
    assert_eq!(endpoint["range"]["start"], position_of(ARTICLE, "@requires", "utf-16"));
    client.finish();

    let flat = "/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport";
    let mut client = Client::builder().capability(flat, json!(false)).start();
    client.open(URI, ARTICLE);
    let symbols = client.ask("textDocument/documentSymbol", document);
    let field = symbols.as_array().unwrap().iter().find(|symbol| symbol["name"] == "country").unwrap().clone();
    assert_eq!(field["containerName"], "ClickEvent");
    assert_eq!(field["location"]["uri"], URI);
    client.finish();
}

#[test]
fn regions_fold_by_line_or_exactly() {
    const TEXT: &str = "// one\n// two\n// three\n\nfn f() {\n    print(1)\n}\n";
    let document = json!({ "textDocument": { "uri": URI } });
    let mut client = Client::builder().capability("/textDocument/foldingRange/lineFoldingOnly", json!(true)).start();
    client.open(URI, TEXT);
    let ranges = client.ask("textDocument/foldingRange", document.clone());
    assert_eq!(
        ranges,
        json!([
            { "startLine": 0, "endLine": 2, "kind": "comment" },
            { "startLine": 4, "endLine": 5, "kind": "region" },
        ])
    );
    client.finish();

    let mut client = Client::start();
    client.open(URI, TEXT);
    let ranges = client.ask("textDocument/foldingRange", document);
    let body = ranges.as_array().unwrap().iter().find(|range| range["kind"] == "region").unwrap();
    assert_eq!((&body["startLine"], &body["endLine"]), (&json!(4), &json!(6)));
    assert!(body["startCharacter"].is_u64() && body["endCharacter"].is_u64(), "{body}");
    client.finish();
}

/// The tokens with their texts, read with the legend as an editor does.
fn tokens(client: &mut Client, legend: &Value, text: &str, method: &str, params: Value) -> Vec<(String, String)> {
    let data = client.ask(method, params)["data"].clone();
    let lines: Vec<Vec<u16>> = text.lines().map(|line| line.encode_utf16().collect()).collect();
    let (mut line, mut character) = (0, 0);
    let mut tokens = Vec::new();
    for token in data.as_array().unwrap().chunks(5) {
        let number = |index: usize| token[index].as_u64().unwrap() as usize;
        character = if number(0) == 0 { character + number(1) } else { number(1) };
        line += number(0);
        // Inside its line, or this panics.
        let word = String::from_utf16(&lines[line][character..character + number(2)]).unwrap();
        tokens.push((word, legend["tokenTypes"][number(3)].as_str().unwrap().to_owned()));
    }
    tokens
}

#[test]
fn semantic_tokens_are_told_by_the_legend() {
    let builder = Client::builder();
    let mut client = builder.spawn();
    let result = client.ask("initialize", builder.initialize_params());
    let legend = result["capabilities"]["semanticTokensProvider"]["legend"].clone();
    client.notify("initialized", json!({}));
    let text = ARTICLE.replace("// Live clicks.", "/* 🎯 clicks,\n   live */ let answer = 42");
    client.open(URI, &text);
    let document = json!({ "uri": URI });
    let full =
        tokens(&mut client, &legend, &text, "textDocument/semanticTokens/full", json!({ "textDocument": document }));
    for (word, kind) in [("answer", "variable"), ("ClickEvent", "type"), ("recv", "method"), ("dashboard", "function")]
    {
        assert!(full.contains(&(word.to_owned(), kind.to_owned())), "{word} is no {kind} in {full:?}");
    }
    let start = position_of(&text, "@requires", "utf-16");
    let end = position_of(&text, "log.info", "utf-16");
    let params = json!({ "textDocument": document, "range": { "start": start, "end": end } });
    let part = tokens(&mut client, &legend, &text, "textDocument/semanticTokens/range", params);
    assert!(part.contains(&("dashboard".to_owned(), "function".to_owned())), "{part:?}");
    assert!(part.len() < full.len() / 2);
    client.finish();
}

#[test]
fn the_asyncapi_document_leads_back_to_the_source() {
    let dashboard = app("dashboard.fitz");
    let mut client = open(&dashboard);
    let answer = client.ask("fitz/asyncApi", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(answer["version"], 1);
    assert_eq!(answer["exposed"], true);
    assert_eq!(answer["document"]["asyncapi"], "3.0.0");
    let channels = answer["document"]["channels"].as_object().unwrap();
    assert!(channels.values().any(|channel| channel["address"] == "/dashboard"), "{channels:?}");
    let pointers = answer["pointers"].as_object().unwrap();
    for (pointer, location) in pointers {
        assert!(answer["document"].pointer(pointer).is_some(), "{pointer} leads nowhere");
        assert_eq!(location["uri"], URI, "{pointer}");
    }
    let event = pointers.iter().find(|(pointer, _)| pointer.ends_with("/properties/clicks"));
    let (_, location) = event.unwrap_or_else(|| panic!("no way back to the field in {:?}", pointers.keys()));
    let fields = dashboard.find("type DashboardEvent").unwrap();
    let line = dashboard[..fields].matches('\n').count() as u64;
    let found = location["range"]["start"]["line"].as_u64().unwrap();
    assert!((line..line + 8).contains(&found), "{location}");

    // It follows the keystrokes.
    let change = dashboard.replace("    at: Str = \"\"\n", "    at: Str = \"\"\n    visitors: Int = 0\n");
    client.replace(URI, 2, &change);
    let answer = client.ask("fitz/asyncApi", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(answer["version"], 2);
    assert!(answer["document"].to_string().contains("\"visitors\""));
    client.finish();

    let mut client = open(&dashboard.replace("@server(8080,", "@server(8080, docs=false,"));
    assert_eq!(client.ask("fitz/asyncApi", json!({ "textDocument": { "uri": URI } }))["exposed"], false);
    client.finish();
}

#[test]
fn a_finding_brings_its_fix() {
    let dashboard = app("dashboard.fitz");
    let broken = dashboard.replace("async fn dashboard", "fn dashboard");
    let mut client = open(&broken);
    let findings = client.diagnostics(URI, Some(1));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    let finding = &findings[0];
    assert_eq!(finding["code"], "ws/not-async");
    assert_eq!(finding["severity"], 1);
    assert_eq!(finding["range"]["start"]["line"], position_of(&broken, "fn dashboard", "utf-16")["line"]);
    assert!(finding["codeDescription"]["href"].as_str().unwrap().ends_with("ws/not-async.md"));

    let params = json!({
        "textDocument": { "uri": URI },
        "range": finding["range"],
        "context": { "diagnostics": [finding] },
    });
    let actions = client.ask("textDocument/codeAction", params.clone());
    let action = &actions[0];
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"][0], *finding);
    let mut change = broken.clone();
    for edit in action["edit"]["changes"][URI].as_array().expect("edits of this document") {
        let offset = |position: &Value| {
            let line = position["line"].as_u64().unwrap() as usize;
            let start: usize = broken.split_inclusive('\n').take(line).map(str::len).sum();
            start + position["character"].as_u64().unwrap() as usize
        };
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        change.replace_range(range, edit["newText"].as_str().unwrap());
    }
    client.replace(URI, 2, &change);
    assert_eq!(client.diagnostics(URI, Some(2)), [Value::Null; 0], "{change}");
    assert_eq!(change, dashboard);

    // Only for those who ask for fixes.
    let mut params = params;
    params["context"]["only"] = json!(["source"]);
    assert_eq!(client.ask("textDocument/codeAction", params), Value::Null);
    client.finish();
}

/// What nothing is wrong with can be changed all the same.
#[test]
fn changes_are_offered_at_a_place() {
    let text = "@ws(\"/a\")\nasync fn a(conn: WsConn<Str>) {\n    loop {\n        match conn.recv() {\n            \
                Ok(text) => { conn.broadcast(text) }\n            Err(_) => { break }\n        }\n    }\n}\n";
    let mut client = open(text);
    client.diagnostics(URI, Some(1));
    let ask = |only: &[&str]| {
        let at = json!({ "line": 5, "character": 14 });
        json!({
            "textDocument": { "uri": URI },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [], "only": only },
        })
    };
    let actions = client.ask("textDocument/codeAction", ask(&["refactor"]));
    assert_eq!(actions.as_array().map(Vec::len), Some(1), "{actions}");
    assert_eq!(actions[0]["kind"], "refactor.rewrite.logFailure");
    assert_eq!(actions[0]["edit"]["changes"][URI][0]["newText"], "reason");
    for only in ["quickfix", "refactor.extract", "refactor.re"] {
        assert_eq!(
            client.ask("textDocument/codeAction", ask(&[only])).as_array().map(Vec::len).unwrap_or(0),
            0,
            "{only}"
        );
    }
    client.finish();
}

/// A client that asks for the edit of the action that was chosen gets the others without one.
#[test]
fn an_action_is_completed_when_it_is_chosen() {
    let text = "fn f(a: Int) {\n    while true { print(\"a\" + \"b\") }\n}\n";
    let mut client = Client::builder()
        .capability(
            "/textDocument/codeAction",
            json!({
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
                "isPreferredSupport": true,
                "dataSupport": true,
                "resolveSupport": { "properties": ["edit"] },
            }),
        )
        .start();
    client.open(URI, text);
    client.diagnostics(URI, Some(1));
    let at = position_of(text, "\"a\"", "utf-16");
    let ask = |only: &[&str]| {
        json!({
            "textDocument": { "uri": URI },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [], "only": only },
        })
    };
    let fixes = client.ask("textDocument/codeAction", ask(&["quickfix"]));
    assert_eq!(fixes[0]["title"], "Join the two literals");
    assert_eq!(fixes[0]["isPreferred"], true);
    assert_eq!(fixes[0]["edit"], Value::Null);
    let whole = client.ask("codeAction/resolve", fixes[0].clone());
    assert_eq!(whole["edit"]["changes"][URI][0]["newText"], "\"ab\"");
    assert_eq!(fixes[1]["title"], "Silence `string-concat` on this line");
    assert_eq!(fixes[1]["isPreferred"], Value::Null);
    let whole = client.ask("codeAction/resolve", fixes[1].clone());
    assert_eq!(whole["edit"]["changes"][URI][0]["newText"], "    // @allow(string-concat)\n");

    let all = client.ask("textDocument/codeAction", ask(&["source.fixAll"]));
    assert_eq!(all.as_array().map(Vec::len), Some(1), "{all}");
    assert_eq!(all[0]["kind"], "source.fixAll.fitz");
    let whole = client.ask("codeAction/resolve", all[0].clone());
    assert_eq!(whole["edit"]["changes"][URI].as_array().map(Vec::len), Some(2), "{whole}");

    // An action of a text that is no more.
    client.replace(URI, 2, &format!("\n{text}"));
    let id = client.request("codeAction/resolve", all[0].clone());
    assert_eq!(client.answer_to(id).unwrap_err()["code"], -32801);
    client.finish();
}

/// Programs are checked the same for every client, and each is told what it can show.
#[test]
fn a_finding_is_told_as_far_as_the_client_understands() {
    let text = "@ws(\"/a\")\nasync fn a(conn: WsConn<Int>) {}\n@ws(\"/a\")\nasync fn b(conn: WsConn<Int>) {}\n";
    let mut client = open(text);
    let findings = client.diagnostics(URI, Some(1));
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    assert_eq!(finding["relatedInformation"][0]["location"]["uri"], URI);
    assert_eq!(finding["relatedInformation"][0]["location"]["range"]["start"], json!({ "line": 0, "character": 4 }));
    assert!(finding["codeDescription"]["href"].as_str().unwrap().ends_with("ws/duplicate-path.md"));
    client.finish();

    let mut client = Client::builder().capability("/textDocument/publishDiagnostics", json!({})).start();
    client.open(URI, text);
    let findings = client.diagnostics(URI, None);
    let [plain] = findings.as_slice() else { panic!("{findings:#?}") };
    for key in ["code", "severity", "range", "message"] {
        assert_eq!(plain[key], finding[key]);
    }
    for key in ["relatedInformation", "codeDescription", "tags", "data"] {
        assert!(plain.get(key).is_none(), "{key} was sent: {plain}");
    }
    client.finish();
}

#[test]
fn the_manifest_is_explained_and_completed_too() {
    const MANIFEST: &str = "file:///nowhere/fitz.toml";
    let text = "[package]\nname = \"shop\"\n[bin]\ntarget = \"\"\n";
    let mut client = Client::start();
    client.open(MANIFEST, text);
    let hover = client.hover(MANIFEST, &json!({ "line": 1, "character": 2 })).unwrap_or_default();
    assert_says(&hover, &["The name of the package.", "Type: a string", "Default: required"]);
    let items = client.complete(MANIFEST, &json!({ "line": 3, "character": 10 }));
    assert_eq!(labels(&items), ["native", "ssr", "wasm-client"]);
    client.finish();
}
