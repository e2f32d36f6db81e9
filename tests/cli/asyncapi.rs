//! `asyncapi`: the document of a program.

use std::fs;
use std::path::Path;

use fitz_e2e::Project;
use serde_json::Value;

use crate::program::{run, run_with_input};

const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.3.0\"\nedition = \"2026\"\n";
const PROGRAM: &str = "\
@server(4000)
fn main() => 0

@ws(\"/chat\")
async fn chat(conn: WsConn<Str>) -> Null => null
";

fn tests() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_documents_of_the_examples_are_exactly_the_expected_ones() {
    for name in ["dashboard", "rooms"] {
        let folder = tests().join("asyncapi/golden").join(name);
        let expected = fs::read_to_string(folder.join("asyncapi.json")).unwrap();
        for path in [folder.clone(), folder.join("fitz.toml"), folder.join("main.fitz")] {
            let run = run(tests(), &["asyncapi".as_ref(), path.as_os_str()]).expect_code(0);
            assert_eq!(run.stdout, expected, "{}", path.display());
        }
        // Without a path the program is the one of the working directory.
        assert_eq!(run(&folder, &["asyncapi"]).expect_code(0).stdout, expected);
    }
}

#[test]
fn the_forms_of_a_document_are_chosen_on_the_command_line() {
    let folder = tests().join("asyncapi/golden/rooms");
    for (arguments, file) in [
        (&["--format", "yaml"][..], "asyncapi.yaml"),
        (&["--profile", "refs"], "asyncapi.refs.json"),
        (&["--profile", "article", "--format", "json"], "asyncapi.json"),
    ] {
        let run = run(&folder, &[&["asyncapi", "."], arguments].concat()).expect_code(0);
        assert_eq!(run.stdout, fs::read_to_string(folder.join(file)).unwrap(), "{arguments:?}");
        assert_eq!(run.stderr, "");
    }
    let newer = run(&folder, &["asyncapi", "--spec-version", "3.1.0"]).expect_code(0);
    assert!(newer.stdout.starts_with("{\n  \"asyncapi\": \"3.1.0\","), "{newer}");
}

#[test]
fn the_profile_of_a_running_server_says_that_it_is_not_valid() {
    let folder = tests().join("asyncapi/golden/dashboard");
    let run = run(&folder, &["asyncapi", "--profile", "reference"])
        .expect_code(0)
        .expect_messages(&["a document of this profile is not valid AsyncAPI"]);
    assert_eq!(run.stdout, fs::read_to_string(folder.join("asyncapi.reference.json")).unwrap());
}

#[test]
fn what_the_source_does_not_say_can_be_added() {
    let project = Project::new(&[("main.fitz", &PROGRAM.replace("@ws", "@authenticated\n@ws"))]);
    let arguments =
        ["asyncapi", "main.fitz", "--server", "production=wss://example.org/api", "--query-token", "--open-objects"];
    let run = run(project.directory(), &arguments).expect_code(0);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["servers"]["production"]["host"], "example.org");
    assert!(document["components"]["securitySchemes"]["queryToken"].is_object(), "{run}");
    self::run(project.directory(), &["asyncapi", "main.fitz", "--server", "example.org"])
        .expect_code(2)
        .expect_messages(&["write a name before the address, e.g. `production=wss://example.org`"]);
}

#[test]
fn a_document_is_written_to_a_file_and_compared_with_it() {
    let project = Project::new(&[("main.fitz", PROGRAM)]);
    let directory = project.directory();
    for file in ["asyncapi.json", "asyncapi.yaml"] {
        let written = run(directory, &["asyncapi", "main.fitz", "-o", file]).expect_code(0);
        assert_eq!(written.stdout, "", "{written}");
        let text = fs::read_to_string(directory.join(file)).unwrap();
        assert_eq!(text.starts_with('{'), file.ends_with("json"), "{text}");

        let same = run(directory, &["asyncapi", "main.fitz", "--check", file]).expect_code(0);
        assert_eq!((same.stdout.as_str(), same.stderr.as_str()), ("", ""));
        // A checkout on Windows has other line breaks, and is not stale for that.
        fs::write(directory.join(file), text.replace('\n', "\r\n")).unwrap();
        run(directory, &["asyncapi", "main.fitz", "--check", file]).expect_code(0);
        fs::write(directory.join(file), text).unwrap();
    }

    fs::write(directory.join("main.fitz"), PROGRAM.replace("4000", "4001")).unwrap();
    let stale =
        run(directory, &["asyncapi", "main.fitz", "--check", "asyncapi.json"]).expect_code(1).expect_messages(&[
            "`asyncapi.json` is not the document of the program any more",
            "`fitz-lsp asyncapi main.fitz -o asyncapi.json`",
        ]);
    assert_eq!(
        stale.stdout,
        "\
--- asyncapi.json
+++ the program
@@ -8,5 +8,5 @@
   \"servers\": {
     \"default\": {
-      \"host\": \"localhost:4000\",
+      \"host\": \"localhost:4001\",
       \"protocol\": \"ws\",
       \"description\": \"Address declared by `@server`.\",
"
    );
    // The file itself stays as it is.
    assert!(fs::read_to_string(directory.join("asyncapi.json")).unwrap().contains("4000"));

    fs::write(directory.join("asyncapi.json"), "{}\n").unwrap();
    let other = run(directory, &["asyncapi", "main.fitz", "--check", "asyncapi.json"]).expect_code(1);
    assert_eq!(other.stdout.lines().count(), 41, "{other}");
    assert!(other.last_line().starts_with("... and "), "{other}");
}

#[test]
fn files_that_cannot_be_read_or_written() {
    let project = Project::new(&[("main.fitz", PROGRAM)]);
    run(project.directory(), &["asyncapi", "main.fitz", "--check", "nowhere.json"]).expect_code(2).expect_messages(&[
        "cannot read `nowhere.json`",
        "write it with `fitz-lsp asyncapi main.fitz -o nowhere.json`",
    ]);
    run(project.directory(), &["asyncapi", "main.fitz", "-o", "nowhere/asyncapi.json"])
        .expect_code(2)
        .expect_messages(&["cannot write `nowhere/asyncapi.json`"]);
    run(project.directory(), &["asyncapi", "main.fitz", "-o", "a.json", "--check", "b.json"]).expect_code(2);
}

#[test]
fn what_a_document_leaves_out_is_told() {
    let project = Project::new(&[("main.fitz", &PROGRAM.replace("WsConn<Str>", "WsConn<Lost>"))]);
    let run = run(project.directory(), &["asyncapi", "main.fitz"])
        .expect_code(0)
        .expect_messages(&["The messages of `chat`: no type `Lost` is known.", "see line 5 of `main.fitz`"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["channels"]["/chat"]["messages"]["Any"]["payload"], serde_json::json!({ "title": "Any" }));
    assert!(document["info"]["description"].as_str().unwrap().contains("no type `Lost` is known"), "{run}");
}

#[test]
fn every_app_has_a_document_with_channels() {
    for entry in fs::read_dir(tests().join("apps")).unwrap() {
        let path = entry.unwrap().path();
        let run = run(tests(), &["asyncapi".as_ref(), path.as_os_str()]).expect_code(0);
        assert_eq!(run.stderr, "", "{}", path.display());
        assert!(run.stdout.ends_with("}\n"), "{run}");
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        assert!(document["channels"].as_object().is_some_and(|channels| !channels.is_empty()), "{run}");
    }
}

#[test]
fn a_directory_stands_for_its_only_program() {
    let manifest = format!("{MANIFEST}\n[bin]\nmain = \"src/main.fitz\"\n");
    let project = Project::new(&[("app/fitz.toml", &manifest), ("app/src/main.fitz", PROGRAM)]);
    let run = run(project.directory(), &["asyncapi", "app"]).expect_code(0);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["info"]["title"], "demo");
    assert_eq!(document["info"]["version"], "0.3.0");
    assert!(document["channels"]["/chat"].is_object(), "{run}");
}

#[test]
fn several_programs_are_named() {
    let manifest = format!(
        "{MANIFEST}\n[[bin]]\nname = \"a\"\nmain = \"src/a.fitz\"\n\n[[bin]]\nname = \"b\"\nmain = \"src/b.fitz\"\n\n\
         [[bin]]\nname = \"web\"\nmain = \"src/App.fitzv\"\ntarget = \"wasm-client\"\nmount = \"#app\"\n"
    );
    let project = Project::new(&[("fitz.toml", &manifest), ("src/a.fitz", PROGRAM), ("src/b.fitz", PROGRAM)]);
    let refused = run(project.directory(), &["asyncapi", "."]).expect_code(2).expect_messages(&[
        "`fitz.toml` names 2 programs: `src/a.fitz`, `src/b.fitz`",
        "name the entry file of the one that is meant",
    ]);
    assert_eq!(refused.stdout, "");
    run(project.directory(), &["asyncapi", "src/b.fitz"]).expect_code(0);
}

#[test]
fn directories_and_manifests_that_lead_to_no_program() {
    let missing_entry = format!("{MANIFEST}\n[bin]\nmain = \"src/main.fitz\"\n");
    let project = Project::new(&[
        ("bare/main.fitz", PROGRAM),
        ("no_bin/fitz.toml", MANIFEST),
        ("broken/fitz.toml", "[package\n"),
        ("missing_entry/fitz.toml", &missing_entry),
    ]);
    for (path, message) in [
        ("bare", "there is no `bare/fitz.toml`"),
        ("no_bin", "`no_bin/fitz.toml` names no program"),
        ("broken", "`broken/fitz.toml` names no program"),
        ("missing_entry", "names the entry file `missing_entry/src/main.fitz`, which cannot be read"),
        ("nowhere.fitz", "`nowhere.fitz` does not exist"),
    ] {
        let run = run(project.directory(), &["asyncapi", path]).expect_code(2).expect_messages(&[message]);
        assert_eq!(run.stdout, "", "{path}");
    }
}

#[test]
fn a_program_with_errors_has_a_document_and_a_note() {
    let broken = format!("{PROGRAM}\nlet = 1\n");
    let project = Project::new(&[("main.fitz", &broken), ("none.fitz", "let x = 1\n")]);
    let with_errors = run(project.directory(), &["asyncapi", "main.fitz"])
        .expect_code(0)
        .expect_messages(&["so the document may be incomplete", "`fitz-lsp --check` shows them"]);
    assert!(with_errors.stdout.contains("\"/chat\""), "{with_errors}");
    let without_sockets =
        run(project.directory(), &["asyncapi", "none.fitz"]).expect_code(0).expect_messages(&["no WebSocket endpoint"]);
    let document: Value = serde_json::from_str(&without_sockets.stdout).unwrap();
    assert_eq!(document["channels"], serde_json::json!({}));
}

#[test]
fn a_second_program_is_told_as_that() {
    let project = Project::new(&[("a.fitz", "let x = 1\n"), ("b.fitz", "let x = 1\n")]);
    run(project.directory(), &["asyncapi", "a.fitz", "b.fitz"])
        .expect_code(2)
        .expect_messages(&["`b.fitz` is one argument too many", "`fitz-lsp asyncapi diff OLD NEW`"]);
    run(project.directory(), &["asyncapi", "a.fitz", "--server", "x=ftp://h"])
        .expect_code(2)
        .expect_messages(&["must begin with `ws://`, `wss://`, `http://` or `https://`"]);
}

#[test]
fn a_program_without_a_file_has_the_title_that_nobody_chose() {
    let project = Project::new(&[]);
    let run = run_with_input(project.directory(), &["asyncapi", "-"], b"let x = 1\n").expect_code(0);
    assert!(run.stdout.contains("\"title\": \"Fitz API\""), "{run}");
}

#[test]
fn neither_the_order_of_a_directory_nor_that_of_a_hash_shows() {
    let types: String = ('a'..='p').map(|letter| format!("type T{letter} {{ kind: Str, x: Int = 1 }}\n")).collect();
    let files: Vec<(String, String)> = ('a'..='p')
        .map(|letter| {
            let text = format!(
                "from types import T{letter}\n\n@ws(\"/{letter}\")\nasync fn serve_{letter}(conn: WsConn<T{letter}>) {{\n    \
                 conn.send(T{letter} {{ kind: \"one\" }})\n    conn.send(T{letter} {{ kind: \"two\" }})\n}}\n"
            );
            (format!("m{letter}.fitz"), text)
        })
        .collect();
    let imports: String = ('a'..='p').map(|letter| format!("import m{letter}\n")).collect();
    let mut all = vec![("main.fitz".to_owned(), imports), ("types.fitz".to_owned(), types)];
    all.extend(files);
    let outputs = |files: &[(String, String)]| -> Vec<String> {
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let project = Project::new(&files);
        let written = run(project.directory(), &["client", "python", "main.fitz", "-o", "out"]);
        let client = std::fs::read_to_string(project.directory().join("out/client.py")).unwrap();
        let commands: [&[&str]; 4] = [
            &["--check", "--hints", "."],
            &["asyncapi", "main.fitz"],
            &["openapi", "main.fitz"],
            &["messages", "main.fitz"],
        ];
        let printed = commands.map(|command| run(project.directory(), command).stdout);
        [written.stdout, client].into_iter().chain(printed).collect()
    };
    // Each run is a process with hashes of its own.
    let forth = outputs(&all);
    assert!(forth.iter().all(|output| !output.is_empty()));
    all.reverse();
    assert_eq!(outputs(&all), forth);
}
