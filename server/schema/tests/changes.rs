//! The pages of `tests/changes`: what is said about the difference between two programs or documents.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a page that cannot be read fails its test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fitz_analysis::{FilePath, Host};
use fitz_schema::{AsyncApiOptions, Change, Class, Direction, Side, changes};
use serde_json::{Value, json};

/// A heading of a page with what stands below it.
struct Case {
    title: String,
    old: Value,
    new: Value,
    /// The lines of the `changes` block.
    expected: Vec<String>,
    /// Where those lines stand in the page.
    lines: std::ops::Range<usize>,
}

/// A fenced block.
struct Block {
    /// What follows the fence, e.g. `fitz old`.
    info: String,
    text: String,
    /// The lines between the fences.
    lines: std::ops::Range<usize>,
    heading: String,
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/changes")
}

fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(directory())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md") && !path.ends_with("README.md"))
        .collect();
    pages.sort();
    pages
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut heading = String::new();
    let mut open: Option<Block> = None;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let start = number + 1;
                let (info, heading) = (info.to_owned(), heading.clone());
                open = Some(Block { info, text: String::new(), lines: start..start, heading });
            }
            (Some(block), Some(_)) => {
                block.lines.end = number;
                blocks.extend(open.take());
            }
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    title.clone_into(&mut heading);
                }
            }
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

fn cases(page: &str) -> Vec<Case> {
    let blocks = blocks(page);
    let shared: String =
        blocks.iter().filter(|block| block.info.ends_with(" both")).map(|it| it.text.as_str()).collect();
    let mut headings: Vec<&str> =
        blocks.iter().map(|block| block.heading.as_str()).filter(|it| !it.is_empty()).collect();
    headings.dedup();
    let of = |heading: &str, kind: &str| {
        let mut found = blocks.iter().filter(|block| block.heading == heading && block.info.ends_with(kind));
        let block = found.next().unwrap_or_else(|| panic!("`{heading}` has no `{kind}`"));
        assert!(found.next().is_none(), "`{heading}` has two `{kind}`");
        block
    };
    headings
        .iter()
        .map(|heading| {
            let expected = of(heading, "changes");
            Case {
                title: (*heading).to_owned(),
                old: document(of(heading, " old"), &shared),
                new: document(of(heading, " new"), &shared),
                expected: expected.text.lines().map(str::to_owned).collect(),
                lines: expected.lines.clone(),
            }
        })
        .collect()
}

fn document(block: &Block, shared: &str) -> Value {
    if block.info.starts_with("yaml") {
        let text = format!("{shared}{}", block.text);
        return fitz_schema::read_asyncapi(&text).unwrap_or_else(|error| panic!("{}: {error}", block.heading));
    }
    let mut host = Host::new();
    let path = FilePath::new("/main.fitz");
    host.set_disk(&path, Some(Arc::from(format!("{shared}{}", block.text))));
    let entry = fitz_analysis::file(host.db(), &path).unwrap();
    fitz_schema::asyncapi_document(host.db(), entry, AsyncApiOptions::default()).json.clone()
}

fn line(change: &Change) -> String {
    format!("{} {}: {}", change.class.word(), change.direction.word(), change.sentence)
}

fn place_exists(case: &Case, change: &Change) -> bool {
    let document = match change.document {
        Side::Old => &case.old,
        Side::New => &case.new,
    };
    document.pointer(&change.pointer).is_some()
}

#[test]
fn every_page_says_what_is_written() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let cases = cases(&page);
        count += cases.len();
        let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
        for case in cases.iter().rev() {
            let found = changes(&case.old, &case.new);
            for change in &found {
                assert!(place_exists(case, change), "{}: {change:#?}", case.title);
            }
            let found: Vec<String> = found.iter().map(line).collect();
            if found != case.expected {
                let page = path.file_name().unwrap().display();
                wrong.push(format!(
                    "{page}, {}\n--- found\n{}\n--- expected\n{}\n",
                    case.title,
                    found.join("\n"),
                    case.expected.join("\n")
                ));
            }
            lines.splice(case.lines.clone(), found);
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
    }
    assert!(count >= 60, "{count} cases");
    assert!(wrong.is_empty() || std::env::var_os("UPDATE_EXPECT").is_some(), "{}", wrong.join("\n"));
}

#[test]
fn no_document_differs_from_itself_and_what_breaks_one_direction_is_found_backwards_too() {
    for path in pages() {
        for case in cases(&fs::read_to_string(&path).unwrap()) {
            assert_eq!(changes(&case.old, &case.old), [], "{}", case.title);
            assert_eq!(changes(&case.new, &case.new), [], "{}", case.title);
            let forth = changes(&case.old, &case.new);
            let back = changes(&case.new, &case.old);
            assert_eq!(forth.is_empty(), back.is_empty(), "{}: {forth:#?} {back:#?}", case.title);
        }
    }
}

#[test]
fn a_change_of_a_shared_type_is_said_once() {
    let document = |fields: Value| {
        let message = json!({ "payload": { "$ref": "#/components/schemas/Event" } });
        let channel = |address: &str| json!({ "address": address, "messages": { "Event": message } });
        let operation = |action: &str, channel: &str| {
            json!({
                "action": action,
                "channel": { "$ref": format!("#/channels/{channel}") },
                "messages": [{ "$ref": format!("#/channels/{channel}/messages/Event") }],
            })
        };
        json!({
            "asyncapi": "3.0.0",
            "channels": { "a": channel("/a"), "b": channel("/b") },
            "operations": {
                "ra": operation("receive", "a"), "sa": operation("send", "a"), "sb": operation("send", "b"),
            },
            "components": { "schemas": { "Event": { "type": "object", "properties": fields } } },
        })
    };
    let old = document(json!({ "id": { "type": "integer" }, "note": { "type": "string" } }));
    let new = document(json!({ "id": { "type": "string" } }));
    let place = "/components/schemas/Event/properties";
    let change = |class, direction, endpoints: &[&str], document, pointer: String, sentence: &str| Change {
        class,
        direction,
        endpoints: endpoints.iter().map(|it| (*it).to_owned()).collect(),
        document,
        pointer,
        sentence: sentence.to_owned(),
    };
    let id = format!("{place}/id");
    let note = format!("{place}/note");
    use Class::{Breaking, Compatible};
    use Direction::{Readers, Senders};
    assert_eq!(
        changes(&old, &new),
        [
            change(
                Breaking,
                Senders,
                &["/a"],
                Side::New,
                id.clone(),
                "`id` of `Event` must now be a string; it was an integer."
            ),
            change(
                Compatible,
                Senders,
                &["/a"],
                Side::Old,
                note.clone(),
                "`note` of `Event` is gone: clients need not send it any more."
            ),
            change(
                Breaking,
                Readers,
                &["/a", "/b"],
                Side::New,
                id,
                "`id` of `Event` is now a string; it was an integer."
            ),
            change(
                Breaking,
                Readers,
                &["/a", "/b"],
                Side::Old,
                note,
                "`note` of `Event` is gone: clients that read it find nothing."
            ),
        ]
    );
}

#[test]
fn what_is_no_document_is_no_panic() {
    let odd = [
        json!(null),
        json!([]),
        json!({ "channels": [], "operations": 1, "servers": "x", "info": [] }),
        json!({ "channels": { "a": { "$ref": "#/channels/a" }, "b": 7, "c": { "messages": { "m": { "payload": 3 } } } } }),
        json!({ "operations": { "x": { "action": "send", "channel": { "$ref": "#/nowhere" }, "messages": 3 } } }),
        json!({
            "channels": { "a": { "messages": { "m": { "payload": { "$ref": "#/components/schemas/A" } } } } },
            "operations": { "x": { "action": "send", "channel": { "$ref": "#/channels/a" } } },
            "components": { "schemas": { "A": {
                "allOf": [{ "$ref": "#/components/schemas/A" }],
                "oneOf": [{ "$ref": "#/components/schemas/A" }, { "type": "null" }],
            } } },
        }),
    ];
    for old in &odd {
        for new in &odd {
            let _ = changes(old, new);
        }
    }
}
