//! `asyncapi`: the document of a program.

use std::fs;
use std::path::Path;

use fitz_e2e::Project;
use serde_json::Value;

use crate::program::run;

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
    }
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
