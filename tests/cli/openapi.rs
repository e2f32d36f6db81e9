//! `openapi`: the document of the HTTP routes of a program. What it shares with `asyncapi` is tested there.

use std::fs;
use std::path::Path;

use fitz_e2e::Project;
use serde_json::{Value, json};

use crate::program::run;

const PROGRAM: &str = "\
type Note { text: Str }

@get(\"/notes\")
fn notes() -> List<Note> => []
";

fn tests() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_documents_of_the_examples_are_exactly_the_expected_ones() {
    let folder = tests().join("openapi/golden/links");
    for (arguments, file) in
        [(&["openapi"][..], "openapi.json"), (&["openapi", ".", "--format", "yaml"], "openapi.yaml")]
    {
        let run = run(&folder, arguments).expect_code(0);
        assert_eq!(run.stdout, fs::read_to_string(folder.join(file)).unwrap());
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn every_app_has_a_document_with_paths() {
    for entry in fs::read_dir(tests().join("apps")).unwrap() {
        let path = entry.unwrap().path();
        let run = run(tests(), &["openapi".as_ref(), path.as_os_str()]).expect_code(0);
        assert_eq!(run.stderr, "", "{}", path.display());
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        assert!(document["paths"].as_object().is_some_and(|paths| !paths.is_empty()), "{run}");
    }
}

#[test]
fn a_document_is_written_to_a_file_and_compared_with_it() {
    let project = Project::new(&[("main.fitz", PROGRAM)]);
    let directory = project.directory();
    run(directory, &["openapi", "main.fitz", "-o", "openapi.yml"]).expect_code(0);
    assert!(fs::read_to_string(directory.join("openapi.yml")).unwrap().starts_with("openapi: "));
    run(directory, &["openapi", "main.fitz", "--check", "openapi.yml"]).expect_code(0);
    fs::write(directory.join("main.fitz"), PROGRAM.replace("text: Str", "text: Str, at: DateTime")).unwrap();
    let stale = run(directory, &["openapi", "main.fitz", "--check", "openapi.yml"])
        .expect_code(1)
        .expect_messages(&["`openapi.yml` is not the document", "`fitz-lsp openapi main.fitz -o openapi.yml`"]);
    assert!(stale.stdout.contains("\n+          format: date-time\n"), "{stale}");
}

#[test]
fn a_program_without_routes_has_a_document_and_a_note() {
    let project = Project::new(&[("main.fitz", "@server(3000, docs=false)\nfn main() => 0\n")]);
    let run = run(project.directory(), &["openapi", "main.fitz"])
        .expect_code(0)
        .expect_messages(&["the program has no HTTP route", "the running service does not show this document"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["paths"], json!({}));
}
