//! What the protocol adds to questions and answers: tokens since the last answer, findings of the whole workspace, progress,
//! lenses that are resolved later, and our own additions about the server itself.

use fitz_e2e::{Client, ClientBuilder, Project, position_of};
use serde_json::{Value, json};

const URI: &str = "untitled:protocol.fitz";

fn document(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

// Semantic tokens.

fn with_token_edits() -> ClientBuilder {
    let requests = json!({ "range": true, "full": { "delta": true } });
    Client::builder().capability("/textDocument/semanticTokens/requests", requests)
}

/// The numbers of an answer, as the client has them after it.
fn apply(answer: &Value, before: &[u64]) -> Vec<u64> {
    let numbers = |data: &Value| data.as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect::<Vec<_>>();
    let Some(edits) = answer.get("edits") else { return numbers(&answer["data"]) };
    let mut tokens = before.to_vec();
    for edit in edits.as_array().unwrap() {
        let start = edit["start"].as_u64().unwrap() as usize;
        let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
        tokens.splice(start..end, edit.get("data").map(numbers).unwrap_or_default());
    }
    tokens
}

#[test]
fn semantic_tokens_are_told_as_what_has_changed() {
    let builder = with_token_edits();
    let mut client = builder.spawn();
    let result = client.ask("initialize", builder.initialize_params());
    let provider = &result["capabilities"]["semanticTokensProvider"];
    assert_eq!((&provider["full"], &provider["range"]), (&json!({ "delta": true }), &json!(true)));
    client.notify("initialized", json!({}));

    let mut text = fitz_e2e::app("dashboard.fitz");
    client.open(URI, &text);
    let mut answer = client.ask("textDocument/semanticTokens/full", document(URI));
    let mut tokens = apply(&answer, &[]);
    // Keystrokes all over the file; what they make is rarely correct.
    for version in 2..60 {
        let typed = ["a", "\n", "(", " ", "\"", "🎯", "}", "let x = 1\n", "// "][version % 9];
        let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
        text.insert_str(starts[version * 7919 % starts.len()], typed);
        client.replace(URI, version as i32, &text);
        let params = json!({ "textDocument": { "uri": URI }, "previousResultId": answer["resultId"] });
        answer = client.ask("textDocument/semanticTokens/full/delta", params);
        assert!(answer.get("edits").is_some(), "{answer}");
        tokens = apply(&answer, &tokens);
        let whole = client.ask("textDocument/semanticTokens/full", document(URI));
        assert_eq!(tokens, apply(&whole, &[]), "after {version} changes");
        answer = whole;
    }

    // Nothing has changed: nothing is said, and the name stays.
    let params = |id: &Value| json!({ "textDocument": { "uri": URI }, "previousResultId": id });
    let same = client.ask("textDocument/semanticTokens/full/delta", params(&answer["resultId"]));
    assert_eq!(same, json!({ "resultId": answer["resultId"], "edits": [] }));
    // An answer that nobody remembers.
    let whole = client.ask("textDocument/semanticTokens/full/delta", params(&json!("long ago")));
    assert_eq!(apply(&whole, &[]), tokens);
    client.close(URI);
    client.open(URI, &text);
    let whole = client.ask("textDocument/semanticTokens/full/delta", params(&answer["resultId"]));
    assert_eq!(apply(&whole, &[]), tokens);
    client.finish();
}

#[test]
fn a_keystroke_costs_few_tokens() {
    let mut client = with_token_edits().start();
    let text = fitz_e2e::app("dashboard.fitz");
    client.open(URI, &text);
    let first = client.ask("textDocument/semanticTokens/full", document(URI));
    let at = position_of(&text, "dashboard(", "utf-16");
    client.change(URI, 2, json!([{ "range": { "start": at, "end": at }, "text": "x" }]));
    let params = json!({ "textDocument": { "uri": URI }, "previousResultId": first["resultId"] });
    let delta = client.ask("textDocument/semanticTokens/full/delta", params);
    let [edit] = delta["edits"].as_array().unwrap().as_slice() else { panic!("{delta}") };
    assert!(edit["deleteCount"].as_u64().unwrap() <= 10, "{edit}");
    client.finish();
}

#[test]
fn a_client_with_its_own_grammar_gets_what_needs_meaning() {
    let text = "// A comment.\nlet answer = 42 + 1\n";
    let kinds = |augments: bool| {
        let builder =
            Client::builder().capability("/textDocument/semanticTokens/augmentsSyntaxTokens", json!(augments));
        let mut client = builder.spawn();
        let result = client.ask("initialize", builder.initialize_params());
        client.notify("initialized", json!({}));
        let legend = result["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
        client.open(URI, text);
        let answer = client.ask("textDocument/semanticTokens/full", document(URI));
        let kind = |token: &[Value]| legend[token[3].as_u64().unwrap() as usize].as_str().unwrap().to_owned();
        let kinds: Vec<String> = answer["data"].as_array().unwrap().chunks(5).map(kind).collect();
        // Without the capability nobody asks for a delta, so nothing is kept.
        assert!(answer.get("resultId").is_none(), "{answer}");
        client.finish();
        kinds
    };
    assert!(kinds(false).contains(&"keyword".to_owned()), "{:?}", kinds(false));
    assert_eq!(kinds(true), ["variable"]);
}

// Findings.

fn pulling() -> ClientBuilder {
    Client::builder()
        .capability("/textDocument/diagnostic", json!({ "relatedDocumentSupport": true }))
        .capability("/workspace/diagnostics/refreshSupport", json!(true))
}

/// A session in which the folders are read.
fn in_folders(builder: ClientBuilder, folders: &[String]) -> Client {
    let builder = builder.capability("/experimental/status", json!(true));
    let mut client = folders.iter().fold(builder, |builder, folder| builder.folder(folder)).start();
    wait_until_quiet(&mut client);
    client
}

fn wait_until_quiet(client: &mut Client) -> Value {
    let quiet = |json: &Value| json["method"] == "fitz/status" && json["params"]["quiescent"] == true;
    client.wait_for("quiet", quiet).json["params"].clone()
}

fn workspace(client: &mut Client, previous: &[(String, String)], token: Option<&str>) -> Vec<Value> {
    let previous: Vec<_> = previous.iter().map(|(uri, id)| json!({ "uri": uri, "value": id })).collect();
    let mut params = json!({ "identifier": "fitz", "previousResultIds": previous });
    if let Some(token) = token {
        params["partialResultToken"] = json!(token);
    }
    client.ask("workspace/diagnostic", params)["items"].as_array().unwrap().clone()
}

/// What a client knows that asks again each time it is told to, once that meets the condition.
fn workspace_when(
    client: &mut Client,
    previous: &[(String, String)],
    condition: impl Fn(&[Value]) -> bool,
) -> Vec<Value> {
    loop {
        client.wait_for_method("workspace/diagnostic/refresh");
        let reports = workspace(client, previous, None);
        if condition(&reports) {
            return reports;
        }
    }
}

/// Of each report: the file, its kind and how many findings it has.
fn summary(project: &Project, reports: &[Value]) -> Vec<String> {
    let line = |report: &Value| {
        let file =
            report["uri"].as_str().unwrap().trim_start_matches(&project.root()).trim_start_matches('/').to_owned();
        let findings =
            report.get("items").map_or(String::new(), |items| format!(" {}", items.as_array().unwrap().len()));
        format!("{file}: {}{findings}", report["kind"].as_str().unwrap())
    };
    reports.iter().map(line).collect()
}

fn ids(reports: &[Value]) -> Vec<(String, String)> {
    let id = |report: &Value| Some((report["uri"].as_str()?.to_owned(), report["resultId"].as_str()?.to_owned()));
    reports.iter().filter_map(id).collect()
}

#[test]
fn findings_of_files_that_nobody_has_opened_can_be_asked_for() {
    let project = Project::new(&[
        ("a/fitz.toml", "[package]\nname = \"a\"\n"),
        ("a/src/main.fitz", "let a = \n"),
        ("a/src/fine.fitz", "fn fine() => 1\n"),
        ("b/main.fitz", "let b = 1 +\n"),
    ]);
    let watching = pulling().capability("/workspace/didChangeWatchedFiles/dynamicRegistration", json!(true));
    let mut client = in_folders(watching, &[project.uri("a"), project.uri("b")]);
    let first = workspace(&mut client, &[], None);
    let broken = ["a/src/main.fitz: full 1", "b/main.fitz: full 1"];
    assert_eq!(summary(&project, &first).into_iter().filter(|it| it.contains(".fitz:")).collect::<Vec<_>>(), broken);
    assert!(first.iter().all(|report| report["version"] == Value::Null), "{first:?}");

    let again = workspace(&mut client, &ids(&first), None);
    assert!(again.iter().all(|report| report["kind"] == "unchanged"), "{again:?}");
    assert_eq!(ids(&again), ids(&first));

    // The buffer counts, and its version is told.
    client.open(&project.uri("a/src/main.fitz"), "let a = 1\n");
    let mended = workspace(&mut client, &ids(&first), None);
    let report = mended.iter().find(|report| report["uri"] == project.uri("a/src/main.fitz")).unwrap();
    assert_eq!((&report["version"], &report["items"]), (&json!(1), &json!([])));
    client.close(&project.uri("a/src/main.fitz"));

    // A file that is gone has no findings, and one that comes has; the client is told to ask.
    project.remove("b/main.fitz");
    project.write("b/new.fitz", "let c = (\n");
    let event = |path: &str, kind: u32| json!({ "uri": project.uri(path), "type": kind });
    let changes = json!({ "changes": [event("b/main.fitz", 3), event("b/new.fitz", 1)] });
    client.notify("workspace/didChangeWatchedFiles", changes);
    let now = workspace_when(&mut client, &ids(&first), |reports| {
        let of_b = summary(&project, reports).into_iter().filter(|it| it.starts_with("b/"));
        of_b.eq(["b/new.fitz: full 1", "b/main.fitz: full 0"])
    });

    // And nobody who does not want this.
    client.set_settings(json!({ "diagnostics": { "workspace": false } }));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let off =
        workspace_when(&mut client, &ids(&now), |reports| reports.iter().all(|report| report["items"] == json!([])));
    assert!(!off.is_empty());
    client.finish();
}

/// VS Code asks about a document a last time when it is hidden or closed, drops the answer, and forgets its result id.
#[test]
fn a_document_that_is_closed_with_errors_is_reported_without_them() {
    let project = Project::new(&[("main.fitz", "let a = 1\n"), ("other.fitz", "let b = 1\n")]);
    let mut client = in_folders(pulling(), &[project.root()]);
    let main = project.uri("main.fitz");
    client.open(&main, "let a = \n");
    assert_eq!(summary(&project, &workspace(&mut client, &[], None)), ["main.fitz: full 1"]);
    client.replace(&main, 2, "let a = 1\n");
    assert_eq!(summary(&project, &workspace(&mut client, &[], None)), ["main.fitz: full 0"]);
    client.replace(&main, 3, "let a = \n");
    assert_eq!(summary(&project, &workspace(&mut client, &[], None)), ["main.fitz: full 1"]);
    client.close(&main);
    client.wait_for_method("workspace/diagnostic/refresh");
    let closed = workspace(&mut client, &[], None);
    assert_eq!(summary(&project, &closed), ["main.fitz: full 0"]);
    assert_eq!(summary(&project, &workspace(&mut client, &ids(&closed), None)), ["main.fitz: unchanged"]);
    client.finish();
}

#[test]
fn findings_of_a_large_workspace_come_in_parts_before_the_answer() {
    let project = Project::new(&[]);
    for number in 0..200 {
        project.write(&format!("file{number:03}.fitz"), "let a = \n");
    }
    let mut client = in_folders(pulling(), &[project.root()]);
    let answer = workspace(&mut client, &[], Some("parts"));
    assert_eq!(answer, [Value::Null; 0]);
    let parts: Vec<&Value> = client.messages().iter().map(|message| &message.json).collect();
    let is_part = |json: &Value| json["method"] == "$/progress" && json["params"]["token"] == "parts";
    let answered = parts.iter().rposition(|json| json.pointer("/result/items") == Some(&json!([]))).unwrap();
    let items = |json: &Value| json["params"]["value"]["items"].as_array().unwrap().len();
    let before: Vec<usize> = parts[..answered].iter().filter(|json| is_part(json)).map(|json| items(json)).collect();
    assert_eq!(before.iter().sum::<usize>(), 200, "{before:?}");
    assert!(before.len() > 2, "{before:?}");
    client.finish();
}

#[test]
fn the_answer_about_one_document_brings_those_of_others_that_it_changes() {
    let project = Project::new(&[("shared.fitz", "fn one() => 1\n"), ("main.fitz", "")]);
    let (main, shared) = (project.uri("main.fitz"), project.uri("shared.fitz"));
    let mut client = in_folders(pulling(), &[project.root()]);
    let text = "from shared import one\n\nlet a: Int = one()\n";
    client.open(&shared, "fn one() -> Int => 1\n");
    client.open(&main, text);
    let pull = |client: &mut Client, uri: &str| client.ask("textDocument/diagnostic", document(uri));
    assert_eq!(pull(&mut client, &main)["items"], json!([]));
    assert!(pull(&mut client, &shared).get("relatedDocuments").is_none());
    client.replace(&shared, 2, "fn one() -> Str => \"1\"\n");
    let report = pull(&mut client, &shared);
    assert_eq!(report["items"], json!([]));
    let related = &report["relatedDocuments"][&main];
    assert_eq!((&related["kind"], related["items"].as_array().map(Vec::len)), (&json!("full"), Some(1)), "{report}");
    // It has been told, and is not told again.
    assert!(pull(&mut client, &shared).get("relatedDocuments").is_none());
    client.finish();
}

/// The newest findings that were pushed for a document.
fn wait_for_pushed(client: &mut Client, uri: &str, condition: impl Fn(&[Value]) -> bool) {
    client.wait_for(&format!("other findings of {uri}"), |json| {
        json["method"] == "textDocument/publishDiagnostics"
            && json["params"]["uri"] == uri
            && condition(json["params"]["diagnostics"].as_array().unwrap())
    });
}

#[test]
fn pushed_findings_go_when_their_reason_does() {
    let project = Project::new(&[("shared.fitz", "fn one() -> Int => 1\n")]);
    let watching = Client::builder().capability("/workspace/didChangeWatchedFiles/dynamicRegistration", json!(true));
    let mut client = in_folders(watching, &[project.root()]);
    let (main, renamed) = (project.uri("main.fitz"), project.uri("renamed.fitz"));
    let broken = "from shared import one\n\nlet a: Str = one()\n";

    // Closing.
    client.open(&main, broken);
    wait_for_pushed(&mut client, &main, |found| !found.is_empty());
    client.close(&main);
    wait_for_pushed(&mut client, &main, <[Value]>::is_empty);

    // Renaming: the editor closes one document and opens another.
    client.open(&main, broken);
    wait_for_pushed(&mut client, &main, |found| !found.is_empty());
    client.close(&main);
    client.open(&renamed, broken);
    wait_for_pushed(&mut client, &main, <[Value]>::is_empty);
    wait_for_pushed(&mut client, &renamed, |found| !found.is_empty());

    // The other file is deleted: what it said of types is no reason any more.
    let mismatch = |found: &[Value]| found.iter().any(|it| it["code"].as_str().unwrap().contains("mismatch"));
    project.remove("shared.fitz");
    let change = json!({ "changes": [{ "uri": project.uri("shared.fitz"), "type": 3 }] });
    client.notify("workspace/didChangeWatchedFiles", change);
    wait_for_pushed(&mut client, &renamed, |found| !mismatch(found));

    // Settings.
    client.set_settings(json!({ "diagnostics": { "enable": false } }));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    wait_for_pushed(&mut client, &renamed, <[Value]>::is_empty);
    client.finish();
}

#[test]
fn syntax_errors_do_not_wait_for_the_rest() {
    let mut client = Client::start();
    client.open(URI, "let a: Str = 1\nlet b = (\n");
    let codes = |found: &[Value]| found.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let first = codes(&client.diagnostics(URI, Some(1)));
    let whole = codes(&client.diagnostics(URI, Some(1)));
    assert!(!first.is_empty() && first.iter().all(|code| code.starts_with("syntax/")), "{first:?}");
    assert!(whole.len() > first.len(), "{first:?} {whole:?}");
    client.finish();
}

// Progress.

fn held_up() -> ClientBuilder {
    Client::builder()
        .test_hooks()
        .environment("FITZ_LSP_TEST_HOLD_SCAN", "1")
        .environment("FITZ_LSP_TEST_SHOWN_AFTER", "0")
        .capability("/window/workDoneProgress", json!(true))
        .capability("/experimental/status", json!(true))
}

fn progress_of(client: &mut Client, token: &Value, kind: &str) -> Value {
    let is_it = |json: &Value| {
        json["method"] == "$/progress" && json["params"]["token"] == *token && json["params"]["value"]["kind"] == kind
    };
    client.wait_for(kind, is_it).json["params"]["value"].clone()
}

#[test]
fn reading_many_files_is_shown() {
    let project = Project::new(&[("main.fitz", "let a = \n")]);
    let mut client = held_up().folder(project.root()).start();
    let token = client.wait_for_method("window/workDoneProgress/create").json["params"]["token"].clone();
    let begin = progress_of(&mut client, &token, "begin");
    assert_eq!((&begin["title"], &begin["cancellable"]), (&json!("Reading Fitz files"), &json!(true)));
    let busy = client.wait_for_method("fitz/status").json["params"].clone();
    assert_eq!(busy, json!({ "health": "ok", "quiescent": false, "message": "reading files" }));
    // It holds nothing else up.
    client.open(URI, "let a = 1\n");
    assert!(!client.ask("textDocument/documentSymbol", document(URI)).as_array().unwrap().is_empty());
    client.ask("fitz/test/releaseScan", Value::Null);
    progress_of(&mut client, &token, "end");
    assert_eq!(wait_until_quiet(&mut client), json!({ "health": "ok", "quiescent": true }));
    client.finish();
}

#[test]
fn reading_can_be_cancelled() {
    let project = Project::new(&[("main.fitz", "let a = \n")]);
    let mut client = held_up().folder(project.root()).start();
    let token = client.wait_for_method("window/workDoneProgress/create").json["params"]["token"].clone();
    progress_of(&mut client, &token, "begin");
    client.notify("window/workDoneProgress/cancel", json!({ "token": token }));
    progress_of(&mut client, &token, "end");
    let status = wait_until_quiet(&mut client);
    assert_eq!(status["health"], "warning", "{status}");
    // A file that was not read is read when it is asked for.
    let symbols = client.ask("textDocument/documentSymbol", document(&project.uri("main.fitz")));
    assert_eq!(symbols[0]["name"], "a");
    client.finish();
}

#[test]
fn what_is_done_soon_is_not_shown_and_neither_is_anything_to_clients_that_cannot() {
    let project = Project::new(&[("main.fitz", "let a = 1\n")]);
    let quick = held_up().environment("FITZ_LSP_TEST_SHOWN_AFTER", "3600000");
    let unable = held_up().capability("/window/workDoneProgress", json!(false));
    for builder in [quick, unable] {
        let mut client = builder.folder(project.root()).start();
        client.ask("fitz/test/releaseScan", Value::Null);
        wait_until_quiet(&mut client);
        client.ask("shutdown", Value::Null);
        client.notify("exit", Value::Null);
        client.wait_for_exit();
        client.check();
        let shown = client.messages().iter().any(|message| message.json["method"] == "window/workDoneProgress/create");
        assert!(!shown);
    }
}

// The server about itself.

#[test]
fn a_client_that_does_not_ask_hears_nothing_of_the_status() {
    let mut client = Client::builder().test_hooks().start();
    client.open(URI, "let a = 1\n");
    client.diagnostics(URI, Some(1));
    client.ask("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    client.wait_for_exit();
    client.check();
    assert!(!client.messages().iter().any(|message| message.json["method"] == "fitz/status"));
}

#[test]
fn a_failure_is_told_until_the_text_is_another() {
    let mut client = Client::builder().test_hooks().capability("/experimental/status", json!(true)).start();
    client.allow_panics();
    client.open(URI, "let a = 1\n");
    wait_until_quiet(&mut client);
    let id = client.request("fitz/test/panic", document(URI));
    assert!(client.answer_to(id).is_err());
    client.wait_for_method("window/showMessage");
    let failed = client.wait_for("an error", |json| json["params"]["health"] == "error").json["params"].clone();
    assert!(failed["message"].as_str().unwrap().contains("protocol.fitz"), "{failed}");
    client.replace(URI, 2, "let a = 2\n");
    client.wait_for("health", |json| json["method"] == "fitz/status" && json["params"]["health"] == "ok");
    client.finish();
}

#[test]
fn the_syntax_tree_of_a_buffer_is_shown() {
    let mut client = Client::start();
    client.open(URI, "let first = 1\nlet second = (\n");
    let whole = client.ask("fitz/syntaxTree", document(URI));
    assert!(whole.as_str().unwrap().contains("\"first\"") && whole.as_str().unwrap().contains("\"second\""), "{whole}");
    let at = json!({ "line": 1, "character": 5 });
    let params = json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at } });
    let part = client.ask("fitz/syntaxTree", params);
    assert!(!part.as_str().unwrap().contains("\"first\"") && part.as_str().unwrap().contains("\"second\""), "{part}");
    client.finish();
}

#[test]
fn memory_is_counted() {
    let text = "let a = 1\n";
    let mut client = Client::start();
    client.open(URI, text);
    client.diagnostics(URI, Some(1));
    let usage = client.ask("fitz/memoryUsage", Value::Null);
    assert_eq!(usage["openDocuments"], json!({ "count": 1, "bytes": text.len() }));
    assert!(usage["processBytes"].as_u64().is_none_or(|bytes| bytes > 1 << 20), "{usage}");
    let ingredients = usage["ingredients"].as_array().unwrap();
    let diagnostics = ingredients.iter().find(|it| it["name"].as_str().unwrap().contains("diagnostics"));
    assert_eq!(diagnostics.map(|it| &it["count"]), Some(&json!(1)), "{usage}");
    // The server goes on.
    assert!(!client.ask("textDocument/documentSymbol", document(URI)).as_array().unwrap().is_empty());
    client.finish();
}

// What can be run, and who uses what.

const TESTS: &str = "fn double(n: Int) -> Int => n * 2\n\n@test\nfn doubles() {\n    assert_eq(double(2), 4)\n}\n";

fn with_lenses(commands: &[&str]) -> ClientBuilder {
    Client::builder()
        .capability("/textDocument/codeLens", json!({ "dynamicRegistration": true }))
        .capability("/experimental/commands", json!(commands))
}

fn titles(lenses: &Value) -> Vec<String> {
    let title = |lens: &Value| lens["command"]["title"].as_str().unwrap_or("later").to_owned();
    lenses.as_array().unwrap().iter().map(title).collect()
}

#[test]
fn tests_run_where_the_program_is() {
    let project = Project::new(&[("fitz.toml", "[package]\nname = \"a\"\n"), ("tests/numbers.fitz", TESTS)]);
    project.write("bin/fitz", "");
    let (uri, program) = (project.uri("tests/numbers.fitz"), project.directory().join("bin/fitz"));
    let settings = json!({ "path": program, "codeLens": { "references": false } });
    let builder = with_lenses(&["fitz.run"])
        .environment("PATH", "")
        .capability("/workspace/codeLens/refreshSupport", json!(true));
    let mut client = builder.start();
    client.open(&uri, TESTS);
    let found = client.ask("fitz/runnables", document(&uri));
    let [file, test] = found.as_array().unwrap().as_slice() else { panic!("{found}") };
    assert_eq!((&file["kind"], &test["kind"]), (&json!("testFile"), &json!("test")));
    let path = project.directory().join("tests/numbers.fitz");
    assert_eq!(test["args"], json!(["test", "--file", path, "doubles"]));
    assert_eq!(test["cwd"], json!(project.directory()));
    assert_eq!(test["location"]["range"]["start"], position_of(TESTS, "doubles", "utf-16"));
    // Nothing is offered that cannot be done.
    assert_eq!(test["program"], Value::Null);
    assert_eq!(titles(&client.ask("textDocument/codeLens", document(&uri))), ["later"]);

    client.set_settings(settings);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.wait_for_method("workspace/codeLens/refresh");
    let lenses = client.ask("textDocument/codeLens", document(&uri));
    assert_eq!(titles(&lenses), ["run all tests", "run test"]);
    let argument = &lenses[1]["command"]["arguments"][0];
    assert_eq!((&lenses[1]["command"]["command"], &argument["program"]), (&json!("fitz.run"), &json!(program)));
    client.finish();
}

#[test]
fn uses_are_counted_when_a_lens_is_seen() {
    let mut client = with_lenses(&["fitz.showReferences"]).start();
    client.open(URI, TESTS);
    let lenses = client.ask("textDocument/codeLens", document(URI));
    let [lens] = lenses.as_array().unwrap().as_slice() else { panic!("{lenses}") };
    assert!(lens.get("command").is_none(), "{lens}");
    let resolved = client.ask("codeLens/resolve", lens.clone());
    assert_eq!(resolved["command"]["title"], "1 reference");
    assert_eq!(resolved["command"]["command"], "fitz.showReferences");
    assert_eq!(resolved["command"]["arguments"][2].as_array().unwrap().len(), 1);
    assert!(resolved.get("data").is_none(), "{resolved}");

    // A lens of an older text names something else now.
    client.replace(URI, 2, &format!("let a = 1\n{TESTS}"));
    let id = client.request("codeLens/resolve", lens.clone());
    assert_eq!(client.answer_to(id).unwrap_err()["code"], -32801);
    client.finish();

    // A client that shows no lenses, and asks all the same.
    let mut client = Client::start();
    client.open(URI, TESTS);
    let lenses = client.ask("textDocument/codeLens", document(URI));
    assert_eq!(titles(&lenses), ["1 reference"]);
    assert_eq!(lenses[0]["command"]["command"], "");
    client.finish();
}

/// Two folders with a package each: names, findings and tests stay apart.
#[test]
fn folders_are_programs_of_their_own() {
    let manifest = |name: &str| format!("[package]\nname = \"{name}\"\n\n[bin]\nmain = \"main.fitz\"\n");
    let project =
        Project::new(&[("a/shared.fitz", "fn one() -> Int => 1\n"), ("b/shared.fitz", "fn one() -> Str => \"\"\n")]);
    for name in ["a", "b"] {
        project.write(&format!("{name}/fitz.toml"), manifest(name));
        project.write(&format!("{name}/main.fitz"), "from shared import one\n\nlet n: Int = one()\nprint(n)\n");
    }
    let mut client = in_folders(pulling(), &[project.uri("a"), project.uri("b")]);
    let reports = summary(&project, &workspace(&mut client, &[], None));
    assert!(reports.contains(&"b/main.fitz: full 1".to_owned()), "{reports:?}");
    assert!(!reports.iter().any(|report| report.starts_with("a/main")), "{reports:?}");
    for name in ["a", "b"] {
        let runnables = client.ask("fitz/runnables", document(&project.uri(&format!("{name}/main.fitz"))));
        assert_eq!(runnables[0]["label"], format!("run {name}"));
        assert_eq!(runnables[0]["cwd"], json!(project.directory().join(name)));
    }
    client.finish();
}
