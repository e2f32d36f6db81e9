//! Ways through a program: declarations, types, implementations, links, symbols, selections, and renames that move files.

use fitz_e2e::{Client, ClientBuilder, Project, at, position_of};
use serde_json::{Value, json};

const MANIFEST: &str =
    "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2026\"\n\n[bin]\nmain = \"main.fitz\"\n";
const MAIN: &str = "// See util.fitz:2.\nimport util\n\n@get(\"/notes/{id}\")\nfn note(id: Int) -> util.Note => util.find(id)\n\nfn f(note: Note) {\n    'outer: loop { break 'outer }\n    return\n}\n";
const UTIL: &str = "type Note { id: Int }\nfn find(id: Int) -> Note => Note { id: id }\n";

struct Session {
    client: Client,
    project: Project,
}

impl Session {
    /// A session in which both modules are open.
    fn start(builder: ClientBuilder) -> Session {
        let project = Project::new(&[("fitz.toml", MANIFEST), ("main.fitz", MAIN), ("util.fitz", UTIL)]);
        let mut client = builder.start();
        client.open(&project.uri("main.fitz"), MAIN);
        client.open(&project.uri("util.fitz"), UTIL);
        Session { client, project }
    }

    /// Asks about the place in `main.fitz` where `needle` begins.
    fn ask(&mut self, method: &str, needle: &str, more: Value) -> Value {
        let mut params = at(&self.project.uri("main.fitz"), &position_of(MAIN, needle, "utf-16"));
        for (key, value) in more.as_object().unwrap() {
            params[key] = value.clone();
        }
        self.client.ask(method, params)
    }

    fn ask_document(&mut self, method: &str, more: Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": self.project.uri("main.fitz") } });
        for (key, value) in more.as_object().unwrap() {
            params[key] = value.clone();
        }
        self.client.ask(method, params)
    }
}

/// The range of `needle` in a text.
fn range(text: &str, needle: &str) -> Value {
    let start = position_of(text, needle, "utf-16");
    let end = json!({ "line": start["line"], "character": start["character"].as_u64().unwrap() + needle.len() as u64 });
    json!({ "start": start, "end": end })
}

#[test]
fn each_way_to_a_declaration_has_links_of_its_own() {
    for (method, capability, needle, target, name) in [
        ("textDocument/declaration", "declaration", "util.find", "main.fitz", (MAIN, "util\n\n")),
        ("textDocument/definition", "definition", "find(id)", "util.fitz", (UTIL, "find")),
        ("textDocument/typeDefinition", "typeDefinition", "find(id)", "util.fitz", (UTIL, "Note")),
        ("textDocument/implementation", "implementation", "/notes", "main.fitz", (MAIN, "note(id")),
    ] {
        let links = format!("/textDocument/{capability}/linkSupport");
        let mut session = Session::start(Client::builder().capability(&links, json!(true)));
        let found = session.ask(method, needle, json!({}));
        assert_eq!(found[0]["targetUri"], json!(session.project.uri(target)), "{method}: {found}");
        let start = position_of(name.0, name.1, "utf-16");
        assert_eq!(found[0]["targetSelectionRange"]["start"], start, "{method}: {found}");
        session.client.finish();

        let mut session = Session::start(Client::builder().capability(&links, json!(false)));
        let found = session.ask(method, needle, json!({}));
        assert_eq!(found[0]["uri"], json!(session.project.uri(target)), "{method}: {found}");
        session.client.finish();
    }
}

#[test]
fn files_that_are_named_are_links() {
    let mut session = Session::start(Client::builder());
    let util = session.project.uri("util.fitz");
    let found = session.ask_document("textDocument/documentLink", json!({}));
    assert_eq!(
        found,
        json!([
            { "range": range(MAIN, "util.fitz:2"), "target": format!("{util}#L2") },
            { "range": { "start": position_of(MAIN, "util\n\n", "utf-16"), "end": position_of(MAIN, "\n\n@get", "utf-16") }, "target": util },
        ])
    );
    let manifest = session.project.uri("fitz.toml");
    session.client.open(&manifest, MANIFEST);
    let found = session.client.ask("textDocument/documentLink", json!({ "textDocument": { "uri": manifest } }));
    assert_eq!(found[0]["target"], json!(session.project.uri("main.fitz")));
    let entry = at(&manifest, &position_of(MANIFEST, "main.fitz", "utf-16"));
    let found = session.client.ask("textDocument/definition", entry);
    assert_eq!(found[0]["targetUri"], json!(session.project.uri("main.fitz")));
    session.client.finish();
}

#[test]
fn places_that_belong_together_are_told() {
    let mut session = Session::start(Client::builder());
    let linked = session.ask("textDocument/linkedEditingRange", "outer: loop", json!({}));
    let second = position_of(MAIN, "outer }", "utf-16");
    assert_eq!(linked["ranges"][1]["start"], second, "{linked}");
    let marked = session.ask("textDocument/documentHighlight", "fn f", json!({}));
    assert_eq!(marked[1], json!({ "range": range(MAIN, "return"), "kind": 1 }), "{marked}");
    let positions = json!([position_of(MAIN, "find(id)", "utf-16"), position_of(MAIN, "See", "utf-16")]);
    let selections = session.ask_document("textDocument/selectionRange", json!({ "positions": positions }));
    assert_eq!(selections[0]["range"], range(MAIN, "find"));
    assert_eq!(selections[0]["parent"]["range"], range(MAIN, "util.find"));
    assert_eq!(selections[1]["range"], range(MAIN, "See"));
    session.client.finish();
}

#[test]
fn symbols_of_the_workspace_have_their_range_when_it_is_wanted() {
    let query = json!({ "query": "/notes" });
    let mut session = Session::start(Client::builder());
    let main = session.project.uri("main.fitz");
    let literal = range(MAIN, "\"/notes/{id}\"");
    let found = session.client.ask("workspace/symbol", query.clone());
    assert_eq!(
        found,
        json!([{ "name": "@get /notes/{id}", "kind": 11, "containerName": "note", "location": { "uri": main, "range": literal } }])
    );
    session.client.finish();

    let resolves = "/workspace/symbol/resolveSupport/properties";
    let mut session = Session::start(Client::builder().capability(resolves, json!(["location.range"])));
    let main = session.project.uri("main.fitz");
    let found = session.client.ask("workspace/symbol", query);
    assert_eq!(found[0]["location"], json!({ "uri": main }));
    let resolved = session.client.ask("workspaceSymbol/resolve", found[0].clone());
    assert_eq!(resolved["location"], json!({ "uri": main, "range": literal }));
    let found = session.client.ask("workspace/symbol", json!({ "query": "find" }));
    let resolved = session.client.ask("workspaceSymbol/resolve", found[0].clone());
    assert_eq!(resolved["location"], json!({ "uri": session.project.uri("util.fitz"), "range": range(UTIL, "find") }));
    session.client.finish();
}

#[test]
fn a_module_is_renamed_by_clients_that_rename_files() {
    let builder = || Client::builder().capability("/workspace/workspaceEdit/documentChanges", json!(true));
    let renames = "/workspace/workspaceEdit/resourceOperations";
    let mut session = Session::start(builder().capability(renames, json!(["create", "rename", "delete"])));
    let edit = session.ask("textDocument/rename", "util\n\n", json!({ "newName": "tools" }));
    let changes = edit["documentChanges"].as_array().unwrap();
    assert_eq!(changes[0]["textDocument"]["uri"], json!(session.project.uri("main.fitz")));
    assert!(changes[0]["edits"].as_array().unwrap().iter().all(|edit| edit["newText"] == "tools"), "{edit}");
    let (from, to) = (session.project.uri("util.fitz"), session.project.uri("tools.fitz"));
    let last = changes.last().unwrap();
    assert_eq!((&last["kind"], &last["oldUri"], &last["newUri"]), (&json!("rename"), &json!(from), &json!(to)));
    session.client.finish();

    let mut session = Session::start(builder());
    let mut params = at(&session.project.uri("main.fitz"), &position_of(MAIN, "util\n\n", "utf-16"));
    params["newName"] = json!("tools");
    let id = session.client.request("textDocument/rename", params);
    let error = session.client.answer_to(id).unwrap_err();
    assert_eq!(error["message"], "A module has the name of its file: rename the file instead.");
    session.client.finish();
}

#[test]
fn imports_follow_files_that_the_client_renames() {
    let asks = "/workspace/fileOperations/willRename";
    let mut session = Session::start(Client::builder().capability(asks, json!(true)));
    let renamed = |session: &mut Session, from: &str, to: &str| {
        let files = json!([{ "oldUri": session.project.uri(from), "newUri": session.project.uri(to) }]);
        session.client.ask("workspace/willRenameFiles", json!({ "files": files }))
    };
    let edit = renamed(&mut session, "util.fitz", "lib/util.fitz");
    let main = session.project.uri("main.fitz");
    assert_eq!(edit["changes"][&main][0]["newText"], "lib.util", "{edit}");
    let edit = renamed(&mut session, "main.fitz", "app.fitz");
    let manifest = session.project.uri("fitz.toml");
    assert_eq!(
        edit["changes"],
        json!({ manifest: [{ "range": range(MANIFEST, "main.fitz"), "newText": "app.fitz" }] })
    );
    assert_eq!(renamed(&mut session, "other.txt", "another.txt"), Value::Null);
    session.client.finish();

    // A client that does not ask is not told that it could.
    for (is_asked, builder) in [(true, Client::builder().capability(asks, json!(true))), (false, Client::builder())] {
        let mut client = builder.spawn();
        let id = client.request("initialize", builder.initialize_params());
        let result = client.answer_to(id).unwrap();
        assert_eq!(result["capabilities"]["workspace"]["fileOperations"]["willRename"].is_object(), is_asked);
        client.notify("initialized", json!({}));
        client.finish();
    }
}

#[test]
fn the_standard_library_can_be_read_without_a_file() {
    let mut session = Session::start(Client::builder().capability("/experimental/libraryText", json!(true)));
    let main = session.project.uri("main.fitz");
    let text = MAIN.replace("    return\n", "    print(1)\n");
    session.client.replace(&main, 2, &text);
    let found = session.client.ask("textDocument/definition", at(&main, &position_of(&text, "print", "utf-16")));
    let uri = found[0]["targetUri"].as_str().unwrap().to_owned();
    assert_eq!(uri, "fitz-std:/globals.fitz");
    let library = session.client.ask("fitz/libraryText", json!({ "textDocument": { "uri": uri } }));
    let library = library.as_str().unwrap().to_owned();
    let target = &found[0]["targetSelectionRange"]["start"];
    let line = target["line"].as_u64().unwrap() as usize;
    assert!(library.lines().nth(line).unwrap().contains("fn print"), "{line}");

    // The editor shows it and asks about it as about any document.
    session.client.open(&uri, &library);
    assert!(session.client.hover(&uri, target).is_some_and(|hover| hover.contains("print")));
    session.client.close(&uri);
    let own = session.client.ask("fitz/libraryText", json!({ "textDocument": { "uri": main } }));
    assert_eq!(own, Value::Null);
    let unknown = json!({ "textDocument": { "uri": "fitz-std:/nothing.fitz" } });
    assert_eq!(session.client.ask("fitz/libraryText", unknown), Value::Null);
    session.client.finish();
}
