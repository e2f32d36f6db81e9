//! Making a document again after an edit asks only for what the edit changed, however many modules there are.

#![allow(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

use std::sync::Arc;

use fitz_analysis::{FilePath, Host, file};
use fitz_schema::{AsyncApiOptions, Document, asyncapi_document};
use fitz_syntax::{SourceText, SyntaxTree};

/// A module of five endpoints, as in the benchmark.
const ROOM: &str = include_str!("../benches/room.fitz");

/// The document of a building of so many rooms, and again after `before` was replaced by `after` in the last of them. With
/// the kinds of the queries that ran for the second one.
fn edited(modules: usize, before: &str, after: &str) -> (Document, Document, Vec<String>) {
    let mut host = Host::with_query_log();
    let path = |name: &str| FilePath::new(&format!("/building/{name}.fitz"));
    let room = |number: usize| ROOM.replace("__n", &number.to_string());
    let imports: String = (0..modules).map(|number| format!("import room_{number}\n")).collect();
    host.set_disk(&path("main"), Some(Arc::from(imports + "\n@server(8080)\nfn main() => 0\n")));
    for number in 0..modules {
        host.set_disk(&path(&format!("room_{number}")), Some(Arc::from(room(number))));
    }
    let (last, text) = (path(&format!("room_{}", modules - 1)), room(modules - 1));
    host.set_open(&last, SyntaxTree::parse(&SourceText::new(&text)));
    let main = file(host.db(), &path("main")).unwrap();
    let first = asyncapi_document(host.db(), main, AsyncApiOptions::default()).clone();
    assert_eq!(first.json.pointer("/channels").unwrap().as_object().unwrap().len(), 5 * modules);

    host.record_queries();
    host.set_open(&last, SyntaxTree::parse(&SourceText::new(&text.replacen(before, after, 1))));
    let second = asyncapi_document(host.db(), main, AsyncApiOptions::default()).clone();
    let queries = host.take_recorded_queries();
    let mut kinds: Vec<_> = queries.iter().filter_map(|query| query.split('(').next()).map(str::to_owned).collect();
    kinds.sort();
    (first, second, kinds)
}

#[test]
fn an_edit_in_a_body_costs_the_same_beside_three_and_beside_sixty_modules() {
    let (first, second, few) = edited(3, "words += heard", "words += 2 * heard");
    assert_eq!(first, second);
    let (.., many) = edited(60, "words += heard", "words += 2 * heard");
    assert_eq!(few, many);
    assert!(few.len() < 30, "{few:#?}");
    assert!(!few.iter().any(|kind| kind == "asyncapi_document"), "nothing on the wire has changed: {few:#?}");
}

#[test]
fn a_changed_path_is_in_the_next_document() {
    let (first, second, _) = edited(3, "/talk\"", "/speech\"");
    assert_ne!(first, second);
    assert!(second.json.pointer("/channels/~1rooms~12~1speech").is_some());
}
