//! Files, folders and settings.

use fitz_e2e::{Client, ClientBuilder, Project, cursor};
use serde_json::{Value, json};

/// The main module of a program; `$0` stands where the imported type is used.
const MAIN: &str = "from shared import Event\n\nfn first(event: $0Event) -> Int => 1\n";
const SHARED: &str = "type Event { id: Int }\n";

/// The manifest of the program of which [`FEED`] is the entry.
const MANIFEST: &str =
    "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2026\"\n\n[bin]\nmain = \"main.fitz\"\n";

/// Two endpoints on one path: there is something to find as long as both modules have it.
const FEED: &str =
    "import realtime\n\n@ws(\"/feed\")\nasync fn feed(conn: WsConn<Str>) {\n    let _ = conn.send(\"\")\n}\n";
const REALTIME: &str = "@ws(\"/feed\")\nasync fn other(conn: WsConn<Str>) {\n    let _ = conn.send(\"\")\n}\n";

fn with_hooks() -> ClientBuilder {
    Client::builder().test_hooks()
}

fn watching() -> ClientBuilder {
    with_hooks().capability("/workspace/didChangeWatchedFiles/dynamicRegistration", json!(true))
}

/// Where the definition leads: the last part of the path and the line.
fn definition(client: &mut Client, uri: &str, position: &Value) -> Option<(String, u64)> {
    let links = client.ask("textDocument/definition", fitz_e2e::at(uri, position));
    let link = links.get(0)?;
    let target = link["targetUri"].as_str()?.rsplit('/').next()?.to_owned();
    Some((target, link["targetSelectionRange"]["start"]["line"].as_u64()?))
}

fn text(client: &mut Client, uri: &str) -> Value {
    client.ask("fitz/test/text", json!({ "textDocument": { "uri": uri } }))["text"].clone()
}

fn changed(uri: String, kind: u32) -> Value {
    json!({ "changes": [{ "uri": uri, "type": kind }] })
}

#[test]
fn imports_are_read_from_disk() {
    let project = Project::new(&[("shared.fitz", SHARED)]);
    let (main, position) = cursor(MAIN);
    let mut client = with_hooks().start();
    client.open(&project.uri("main.fitz"), &main);
    assert_eq!(definition(&mut client, &project.uri("main.fitz"), &position), Some(("shared.fitz".to_owned(), 0)));
    client.finish();
}

#[test]
fn an_open_buffer_wins_over_the_disk_until_it_is_closed() {
    let project = Project::new(&[("shared.fitz", SHARED)]);
    let (main, position) = cursor(MAIN);
    let mut client = with_hooks().start();
    client.open(&project.uri("main.fitz"), &main);
    client.open(&project.uri("shared.fitz"), "// not saved\n\ntype Event { id: Int }\n");
    assert_eq!(definition(&mut client, &project.uri("main.fitz"), &position), Some(("shared.fitz".to_owned(), 2)));
    client.close(&project.uri("shared.fitz"));
    assert_eq!(definition(&mut client, &project.uri("main.fitz"), &position), Some(("shared.fitz".to_owned(), 0)));
    // What was written while it was open counts, too.
    client.open(&project.uri("shared.fitz"), SHARED);
    project.write("shared.fitz", "// saved\n\n\ntype Event { id: Int }\n");
    client.close(&project.uri("shared.fitz"));
    assert_eq!(definition(&mut client, &project.uri("main.fitz"), &position), Some(("shared.fitz".to_owned(), 3)));
    client.finish();
}

#[test]
fn closing_a_file_that_is_not_on_disk_makes_it_unknown() {
    let project = Project::new(&[]);
    let mut client = with_hooks().start();
    client.open(&project.uri("new.fitz"), "let a = 1\n");
    assert_eq!(text(&mut client, &project.uri("new.fitz")), "let a = 1\n");
    client.close(&project.uri("new.fitz"));
    assert_eq!(text(&mut client, &project.uri("new.fitz")), Value::Null);
    client.finish();
}

#[test]
fn questions_about_files_that_are_not_open_are_answered() {
    let project = Project::new(&[("shared.fitz", SHARED)]);
    let mut client = Client::start();
    let document = json!({ "textDocument": { "uri": project.uri("shared.fitz") } });
    assert_eq!(client.ask("textDocument/documentSymbol", document)[0]["name"], "Event");
    let missing = json!({ "textDocument": { "uri": project.uri("missing.fitz") } });
    assert_eq!(client.ask("textDocument/documentSymbol", missing), Value::Null);
    client.finish();
}

#[test]
fn paths_with_special_characters_are_one_file() {
    let project = Project::new(&[("with space/gr\u{f6}\u{df}e 100%.fitz", SHARED)]);
    let mut client = with_hooks().start();
    let uri = project.uri("with space/gr\u{f6}\u{df}e 100%.fitz");
    assert!(uri.contains("%20") && uri.contains("%25") && uri.contains("%C3%B6"), "{uri}");
    assert_eq!(text(&mut client, &uri), SHARED);
    client.open(&uri, "let a = 1\n");
    assert_eq!(text(&mut client, &uri), "let a = 1\n");
    // The client sees its own spelling.
    client.diagnostics(&uri, Some(1));
    client.finish();
}

#[test]
fn changes_of_files_are_watched() {
    let project = Project::new(&[]);
    let (main, position) = cursor(MAIN);
    let uri = project.uri("main.fitz");
    let mut client = watching().folder(project.root()).start();
    let registration = client.wait_for_method("client/registerCapability");
    let registrations = registration.json["params"]["registrations"].as_array().unwrap();
    let watch = registrations.iter().find(|it| it["method"] == "workspace/didChangeWatchedFiles").unwrap();
    let watchers = watch["registerOptions"]["watchers"].as_array().unwrap();
    let patterns: Vec<_> = watchers.iter().map(|watcher| watcher["globPattern"].as_str().unwrap()).collect();
    assert_eq!(patterns, ["**/*.fitz", "**/fitz.toml", "**/*.fitzv", "**/*.pyi"]);

    client.open(&uri, &main);
    let target = |line| Some(("shared.fitz".to_owned(), line));
    assert_ne!(definition(&mut client, &uri, &position), target(0));
    project.write("shared.fitz", SHARED);
    client.notify("workspace/didChangeWatchedFiles", changed(project.uri("shared.fitz"), 1));
    assert_eq!(definition(&mut client, &uri, &position), target(0));
    project.write("shared.fitz", "\n\n\ntype Event { id: Int }\n");
    client.notify("workspace/didChangeWatchedFiles", changed(project.uri("shared.fitz"), 2));
    assert_eq!(definition(&mut client, &uri, &position), target(3));
    project.remove("shared.fitz");
    client.notify("workspace/didChangeWatchedFiles", changed(project.uri("shared.fitz"), 3));
    assert_ne!(definition(&mut client, &uri, &position), target(3));
    project.write("shared.fitz", SHARED);
    client.notify("workspace/didChangeWatchedFiles", changed(project.uri("shared.fitz"), 1));
    assert_eq!(definition(&mut client, &uri, &position), target(0));
    client.finish();
}

/// A client that watches nothing: saving is when we look ourselves.
#[test]
fn without_a_watcher_saving_looks_at_the_disk() {
    let project = Project::new(&[("shared.fitz", SHARED)]);
    let (main, position) = cursor(MAIN);
    let uri = project.uri("main.fitz");
    let mut client = with_hooks().start();
    client.open(&uri, &main);
    assert_eq!(definition(&mut client, &uri, &position), Some(("shared.fitz".to_owned(), 0)));
    project.write("shared.fitz", "// longer than before\n\ntype Event { id: Int }\n");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(definition(&mut client, &uri, &position), Some(("shared.fitz".to_owned(), 2)));
    client.finish();
}

#[test]
fn files_that_are_no_text_do_no_harm() {
    let project = Project::new(&[("main.fitz", "import binary\n")]);
    project.write("binary.fitz", b"\xff\xfe\x00");
    let mut client = with_hooks().folder(project.root()).start();
    client.open(&project.uri("main.fitz"), "import binary\n");
    assert_eq!(text(&mut client, &project.uri("binary.fitz")), Value::Null);
    assert_eq!(text(&mut client, &project.uri("main.fitz")), "import binary\n");
    client.finish();
}

/// The finding in the open main module comes and goes with the text of the other one.
#[test]
fn findings_of_other_open_files_follow() {
    let project = Project::new(&[("fitz.toml", MANIFEST)]);
    let (main, other) = (project.uri("main.fitz"), project.uri("realtime.fitz"));
    let mut client = Client::start();
    client.open(&other, REALTIME);
    client.open(&main, FEED);
    wait_for_findings(&mut client, &[&main, &other], |findings| duplicates(findings) > 0);
    client.replace(&other, 2, &REALTIME.replace("/feed", "/else"));
    wait_for_findings(&mut client, &[&main, &other], |findings| duplicates(findings) == 0);
    client.replace(&other, 3, REALTIME);
    wait_for_findings(&mut client, &[&main, &other], |findings| duplicates(findings) > 0);
    client.finish();
}

/// A file that nobody has opened takes part.
#[test]
fn the_whole_program_is_read() {
    let project = Project::new(&[("fitz.toml", MANIFEST), ("main.fitz", FEED)]);
    let other = project.uri("realtime.fitz");
    let mut client = watching().start();
    client.open(&other, REALTIME);
    wait_for_findings(&mut client, &[&other], |findings| duplicates(findings) > 0);
    // The manifest is watched like any other file.
    project.write("fitz.toml", MANIFEST.replace("main.fitz", "realtime.fitz"));
    client.notify("workspace/didChangeWatchedFiles", changed(project.uri("fitz.toml"), 2));
    wait_for_findings(&mut client, &[&other], |findings| duplicates(findings) == 0);
    client.finish();
}

#[test]
fn folders_are_read_at_the_start_and_when_they_are_added() {
    let project = Project::new(&[("a/main.fitz", "let a = 1\n"), ("b/main.fitz", "let b = 1\n")]);
    let refresh = "/workspace/semanticTokens/refreshSupport";
    let mut client = with_hooks().capability(refresh, json!(true)).folder(project.uri("a")).start();
    // Colours may be others once the folder is known.
    client.wait_for_method("workspace/semanticTokens/refresh");
    let folder = json!([{ "uri": project.uri("b"), "name": "b" }]);
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": folder, "removed": [] } }));
    client.wait_for_method("workspace/semanticTokens/refresh");
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": folder } }));
    // Read once more when somebody asks for it.
    assert_eq!(text(&mut client, &project.uri("b/main.fitz")), "let b = 1\n");
    client.finish();
}

#[test]
fn findings_can_be_switched_off() {
    let uri = "untitled:settings.fitz";
    let mut client = Client::builder().settings(json!({ "diagnostics": { "enable": false } })).start();
    client.wait_for_method("workspace/configuration");
    client.open(uri, "let a = \n");
    client.set_settings(json!({ "diagnostics": { "enable": true } }));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.wait_for("the findings", |message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["diagnostics"] != json!([])
    });
    client.set_settings(json!({ "diagnostics": { "enable": false } }));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.wait_for("no findings", |message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["diagnostics"] == json!([])
    });
    client.finish();
}

#[test]
fn settings_come_with_the_notification_when_the_client_cannot_be_asked() {
    let uri = "untitled:settings.fitz";
    let off = json!({ "diagnostics": { "enable": false } });
    let mut client =
        Client::builder().capability("/workspace/configuration", json!(false)).options(off.clone()).start();
    client.open(uri, "let a = \n");
    assert_eq!(client.diagnostics(uri, Some(1)), [Value::Null; 0]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "fitz": {} } }));
    assert!(!client.diagnostics(uri, Some(1)).is_empty());
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "fitz": off } }));
    assert_eq!(client.diagnostics(uri, Some(1)), [Value::Null; 0]);
    client.finish();
}

fn pulling() -> ClientBuilder {
    Client::builder()
        .capability("/textDocument/diagnostic", json!({ "dynamicRegistration": true }))
        .capability("/workspace/diagnostics/refreshSupport", json!(true))
}

fn pull(client: &mut Client, uri: &str, previous: Option<&str>) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri }, "identifier": "fitz" });
    if let Some(previous) = previous {
        params["previousResultId"] = json!(previous);
    }
    client.ask("textDocument/diagnostic", params)
}

#[test]
fn a_client_that_asks_for_findings_gets_none_pushed() {
    let uri = "untitled:pull.fitz";
    let builder = pulling();
    let mut client = builder.spawn();
    let result = client.ask("initialize", builder.initialize_params());
    let provider = &result["capabilities"]["diagnosticProvider"];
    assert_eq!(provider["interFileDependencies"], true);
    assert_eq!(provider["workspaceDiagnostics"], true);
    client.notify("initialized", json!({}));
    client.open(uri, "let a = \n");
    let first = pull(&mut client, uri, None);
    assert_eq!(first["kind"], "full");
    assert!(!first["items"].as_array().unwrap().is_empty());
    let id = first["resultId"].as_str().unwrap();
    let again = pull(&mut client, uri, Some(id));
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": id }));
    client.replace(uri, 2, "let a = 1\n");
    let mended = pull(&mut client, uri, Some(id));
    assert_eq!((&mended["kind"], &mended["items"]), (&json!("full"), &json!([])));
    client.close(uri);
    client.ask("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    client.wait_for_exit();
    client.check();
    let pushed = client.messages().iter().any(|message| message.json["method"] == "textDocument/publishDiagnostics");
    assert!(!pushed, "both ways at once are shown twice");
}

#[test]
fn a_client_that_asks_gets_what_is_true_now() {
    let project = Project::new(&[("fitz.toml", MANIFEST)]);
    let (main, other) = (project.uri("main.fitz"), project.uri("realtime.fitz"));
    let mut client = pulling().start();
    client.open(&main, FEED);
    client.open(&other, &REALTIME.replace("/feed", "/else"));
    let findings = |client: &mut Client| {
        let mut findings = Vec::new();
        for uri in [&main, &other] {
            findings.extend(pull(client, uri, None)["items"].as_array().unwrap().iter().map(|it| it["code"].clone()));
        }
        findings
    };
    assert_eq!(findings(&mut client), [Value::Null; 0]);
    for version in 2..20 {
        let text = if version % 2 == 0 { REALTIME.to_owned() } else { REALTIME.replace("/feed", "/else") };
        client.replace(&other, version, &text);
        assert_eq!(findings(&mut client).contains(&json!("ws/duplicate-path")), version % 2 == 0);
    }
    client.close(&main);
    client.close(&other);
    client.finish();
}

/// It asks by itself after its own changes; of what they do to other files only we know.
#[test]
fn a_refresh_is_asked_for_when_another_file_is_concerned() {
    let project = Project::new(&[("fitz.toml", MANIFEST), ("realtime.fitz", REALTIME)]);
    let main = project.uri("main.fitz");
    let mut client = pulling().start();
    client.open(&project.uri("realtime.fitz"), REALTIME);
    let before = pull(&mut client, &project.uri("realtime.fitz"), None);
    assert_eq!(before["items"], json!([]));
    client.open(&main, FEED);
    client.wait_for_method("workspace/diagnostic/refresh");
    let after = pull(&mut client, &project.uri("realtime.fitz"), before["resultId"].as_str());
    assert!(duplicates(after["items"].as_array().unwrap()) > 0, "{after}");
    client.finish();
}

#[test]
fn an_open_manifest_has_findings_and_nothing_else() {
    let project = Project::new(&[("main.fitz", "print(1)\n")]);
    let uri = project.uri("fitz.toml");
    let mut client = with_hooks().start();
    client.open(&uri, &MANIFEST.replace("main = ", "mian = "));
    wait_for_findings(&mut client, &[&uri], |found| {
        let codes: Vec<&Value> = found.iter().map(|it| &it["code"]).collect();
        codes == [&json!("manifest/unknown-key")]
    });
    let document = json!({ "textDocument": { "uri": uri } });
    assert_eq!(client.ask("textDocument/documentSymbol", document), Value::Null);
    client.replace(&uri, 2, MANIFEST);
    wait_for_findings(&mut client, &[&uri], <[Value]>::is_empty);
    client.finish();
}

#[test]
fn a_manifest_that_changes_changes_the_findings_of_programs() {
    let program = "@ws(\"/a\")\nfn a(conn: WsConn<Str>) {\n    conn.send(\"\")\n}\n";
    let project = Project::new(&[("main.fitz", program)]);
    let (main, manifest) = (project.uri("main.fitz"), project.uri("fitz.toml"));
    let mut client = with_hooks().start();
    client.open(&main, program);
    let has = |severity: u32| move |found: &[Value]| found.len() == 1 && found[0]["severity"] == severity;
    wait_for_findings(&mut client, &[&main], has(1));
    client.open(&manifest, &format!("{MANIFEST}\n[lint]\n\"ws/*\" = \"warning\"\n"));
    wait_for_findings(&mut client, &[&main], has(2));
    client.close(&manifest);
    wait_for_findings(&mut client, &[&main], has(1));
    client.finish();
}

fn duplicates(findings: &[Value]) -> usize {
    findings.iter().filter(|finding| finding["code"] == "ws/duplicate-path").count()
}

/// A program whose server serves files and runs in a container.
const SERVER: &str = "@server(3000, static_dir=\"public\")\nfn main() => 0\n";

fn has(findings: &[Value], code: &str) -> bool {
    findings.iter().any(|finding| finding["code"] == code)
}

/// A client that tells what comes and goes is asked for the names of the paths that matter.
#[test]
fn directories_and_container_files_are_watched() {
    let project = Project::new(&[("fitz.toml", MANIFEST), ("main.fitz", SERVER), ("Dockerfile", "FROM debian\n")]);
    let uri = project.uri("main.fitz");
    let mut client = watching().folder(project.root()).start();
    client.open(&uri, SERVER);
    let registration = client.wait_for("the paths of the server", |json| {
        json["method"] == "client/registerCapability"
            && json["params"]["registrations"][0]["id"].as_str().is_some_and(|id| id.starts_with("fitz-watched-paths"))
    });
    let watchers = &registration.json["params"]["registrations"][0]["registerOptions"]["watchers"];
    let patterns: Vec<&str> =
        watchers.as_array().unwrap().iter().filter_map(|watcher| watcher["globPattern"].as_str()).collect();
    assert_eq!(patterns, ["**/Containerfile", "**/Dockerfile", "**/public"]);
    wait_for_findings(&mut client, &[&uri], |findings| {
        has(findings, "server-static-dir-missing") && has(findings, "server-host-in-container")
    });

    project.write("public/index.html", "<p>");
    client.notify("workspace/didChangeWatchedFiles", changed(project.uri("public"), 1));
    wait_for_findings(&mut client, &[&uri], |findings| !has(findings, "server-static-dir-missing"));
    project.remove("Dockerfile");
    client.notify("workspace/didChangeWatchedFiles", changed(project.uri("Dockerfile"), 3));
    wait_for_findings(&mut client, &[&uri], |findings| findings.iter().all(|it| it["code"] == "server-without-routes"));
    project.remove("public/index.html");
    std::fs::remove_dir(project.directory().join("public")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", changed(project.uri("public"), 3));
    wait_for_findings(&mut client, &[&uri], |findings| has(findings, "server-static-dir-missing"));
    client.finish();
}

/// A client that watches nothing: we look when a document is saved, opened or closed, and when another path is asked for.
#[test]
fn without_a_watcher_directories_are_looked_at_again() {
    let project = Project::new(&[("fitz.toml", MANIFEST), ("main.fitz", SERVER), ("other.fitz", "let a = 1\n")]);
    let (uri, other) = (project.uri("main.fitz"), project.uri("other.fitz"));
    let missing = |findings: &[Value]| has(findings, "server-static-dir-missing");
    let mut client = Client::start();
    client.open(&uri, SERVER);
    wait_for_findings(&mut client, &[&uri], missing);
    project.write("public/index.html", "<p>");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    wait_for_findings(&mut client, &[&uri], |findings| !missing(findings));

    project.remove("public/index.html");
    std::fs::remove_dir(project.directory().join("public")).unwrap();
    client.open(&other, "let a = 1\n");
    wait_for_findings(&mut client, &[&uri], missing);
    project.write("public/index.html", "<p>");
    client.close(&other);
    wait_for_findings(&mut client, &[&uri], |findings| !missing(findings));

    client.replace(&uri, 2, &SERVER.replace("public", "publc"));
    wait_for_findings(&mut client, &[&uri], missing);
    client.replace(&uri, 3, SERVER);
    wait_for_findings(&mut client, &[&uri], |findings| !missing(findings));
    client.finish();
}

/// Waits until the newest findings of all these files together meet the condition.
fn wait_for_findings(client: &mut Client, uris: &[&str], condition: impl Fn(&[Value]) -> bool) {
    loop {
        let newest = |uri: &str| {
            let of_uri =
                |json: &Value| json["method"] == "textDocument/publishDiagnostics" && json["params"]["uri"] == uri;
            let newest = client.messages().iter().rev().find(|message| of_uri(&message.json));
            newest.and_then(|message| message.json["params"]["diagnostics"].as_array().cloned()).unwrap_or_default()
        };
        let findings: Vec<Value> = uris.iter().flat_map(|uri| newest(uri)).collect();
        if condition(&findings) {
            return;
        }
        client.wait_for("other findings", |json| json["method"] == "textDocument/publishDiagnostics");
    }
}
