//! The text that the server works on is the text in the editor.

use fitz_e2e::{Client, at, position_of};
use serde_json::{Value, json};

const URI: &str = "untitled:sync.fitz";

fn client(encoding: &str) -> Client {
    Client::builder().test_hooks().capability("/general/positionEncodings", json!([encoding])).start()
}

fn text(client: &mut Client) -> String {
    let answer = client.ask("fitz/test/text", json!({ "textDocument": { "uri": URI } }));
    answer["text"].as_str().expect("the document is known").to_owned()
}

fn edit(start: (u32, u32), end: (u32, u32), text: &str) -> Value {
    json!({
        "range": {
            "start": { "line": start.0, "character": start.1 },
            "end": { "line": end.0, "character": end.1 },
        },
        "text": text,
    })
}

#[test]
fn edits_land_where_the_editor_means_them() {
    struct Case {
        encoding: &'static str,
        before: &'static str,
        edits: Vec<Value>,
        after: &'static str,
    }
    let cases = [
        // Surrogate pairs: the target is one character, two UTF-16 units, four bytes.
        Case { encoding: "utf-16", before: "a🎯b\n", edits: vec![edit((0, 3), (0, 4), "c")], after: "a🎯c\n" },
        Case { encoding: "utf-32", before: "a🎯b\n", edits: vec![edit((0, 2), (0, 3), "c")], after: "a🎯c\n" },
        Case { encoding: "utf-8", before: "a🎯b\n", edits: vec![edit((0, 5), (0, 6), "c")], after: "a🎯c\n" },
        // Half a pair means the whole character.
        Case { encoding: "utf-16", before: "a🎯b\n", edits: vec![edit((0, 2), (0, 3), "")], after: "ab\n" },
        // Line ends of all kinds, also put in and taken out.
        Case { encoding: "utf-16", before: "a\r\nb\r\nc", edits: vec![edit((1, 0), (2, 0), "")], after: "a\r\nc" },
        Case { encoding: "utf-16", before: "a\rb\nc", edits: vec![edit((2, 0), (2, 1), "d")], after: "a\rb\nd" },
        Case { encoding: "utf-16", before: "a\nb", edits: vec![edit((0, 1), (0, 1), "\r")], after: "a\r\nb" },
        // Out of range: clamped (LSP 3.17, "Position").
        Case { encoding: "utf-16", before: "ab\ncd\n", edits: vec![edit((0, 99), (0, 99), "!")], after: "ab!\ncd\n" },
        Case { encoding: "utf-16", before: "ab\r\ncd", edits: vec![edit((0, 99), (1, 0), "")], after: "abcd" },
        Case { encoding: "utf-16", before: "ab", edits: vec![edit((9, 9), (99, 99), "!")], after: "ab!" },
        // The wrong way round.
        Case { encoding: "utf-16", before: "abc", edits: vec![edit((0, 2), (0, 1), "x")], after: "axc" },
        // Several in one message, each in the text that the one before has left.
        Case {
            encoding: "utf-16",
            before: "ab",
            edits: vec![edit((0, 0), (0, 0), "🎯\n"), edit((1, 1), (1, 2), ""), edit((0, 2), (0, 2), "x")],
            after: "🎯x\na",
        },
        // A full text among them makes those before void.
        Case {
            encoding: "utf-16",
            before: "ab",
            edits: vec![edit((0, 0), (0, 1), ""), json!({ "text": "new\n" }), edit((0, 3), (0, 3), "er")],
            after: "newer\n",
        },
        Case { encoding: "utf-16", before: "\u{feff}ab", edits: vec![edit((0, 1), (0, 2), "x")], after: "\u{feff}xb" },
        Case { encoding: "utf-16", before: "ab", edits: vec![], after: "ab" },
    ];
    for case in cases {
        let mut client = client(case.encoding);
        client.open(URI, case.before);
        client.change(URI, 2, Value::Array(case.edits.clone()));
        assert_eq!(text(&mut client), case.after, "{:?} {} {:?}", case.before, case.encoding, case.edits);
        client.finish();
    }
}

/// Everything that the server says about a document after many edits is what a new server says about the same text.
#[test]
fn after_many_edits_the_answers_are_those_of_a_fresh_server() {
    let start = fitz_e2e::app("dashboard.fitz");
    let mut edited = client("utf-16");
    edited.open(URI, &start);
    let mut model = start.clone();
    let mut random = Random(20_260_812);
    let mut version = 1;
    for _ in 0..200 {
        let (range, text) = random_edit(&mut random, &model);
        let (from, to) = (position_at(&model, range.start), position_at(&model, range.end));
        model.replace_range(range, text);
        version += 1;
        edited.change(URI, version, json!([{ "range": { "start": from, "end": to }, "text": text }]));
    }
    assert_eq!(text(&mut edited), model);

    let mut fresh = client("utf-16");
    fresh.open(URI, &model);
    let findings = [edited.diagnostics(URI, Some(version)), fresh.diagnostics(URI, Some(1))];
    assert_eq!(findings[0], findings[1]);
    let document = json!({ "textDocument": { "uri": URI } });
    for method in ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/semanticTokens/full"] {
        assert_eq!(edited.ask(method, document.clone()), fresh.ask(method, document.clone()), "{method}");
    }
    assert_eq!(
        without_version(edited.ask("fitz/asyncApi", document.clone())),
        without_version(fresh.ask("fitz/asyncApi", document))
    );
    for offset in (0..model.len()).step_by(model.len() / 40 + 1).filter(|offset| model.is_char_boundary(*offset)) {
        let params = at(URI, &position_at(&model, offset));
        for method in ["textDocument/hover", "textDocument/definition", "textDocument/completion"] {
            assert_eq!(edited.ask(method, params.clone()), fresh.ask(method, params.clone()), "{method} at {offset}");
        }
    }
    edited.finish();
    fresh.finish();
}

#[test]
fn questions_see_every_change_that_came_before_them() {
    let mut client = client("utf-16");
    client.open(URI, "type A { a: Int }\n");
    for version in 2..40 {
        client.replace(URI, version, &format!("type A{version} {{ a: Int }}\n"));
        let symbols = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
        assert_eq!(symbols[0]["name"], format!("A{version}"));
    }
    client.finish();
}

#[test]
fn findings_carry_the_version_that_they_belong_to() {
    let mut client = client("utf-16");
    client.open(URI, "let a = 1\n");
    assert_eq!(client.diagnostics(URI, Some(1)), [Value::Null; 0]);
    client.replace(URI, 2, "let a = \n");
    let findings = client.diagnostics(URI, Some(2));
    assert!(!findings.is_empty());
    assert_eq!(findings[0]["source"], "fitz");
    assert!(findings[0]["code"].as_str().is_some_and(|code| code.contains('/')), "{}", findings[0]);
    assert!(findings[0]["codeDescription"]["href"].as_str().is_some_and(|href| href.starts_with("https://")));
    client.replace(URI, 7, "let a = 2\n");
    assert_eq!(client.diagnostics(URI, Some(7)), [Value::Null; 0]);
    client.replace(URI, 8, "let a = \n");
    assert!(!client.diagnostics(URI, Some(8)).is_empty());
    // Closed: nobody is to see them any more.
    client.close(URI);
    assert_eq!(client.diagnostics(URI, None), [Value::Null; 0]);
    // Opened once more, with the numbers starting again.
    client.open(URI, "let a = \n");
    assert!(!client.diagnostics(URI, Some(1)).is_empty());
    client.finish();
}

#[test]
fn a_burst_of_changes_ends_with_the_findings_of_the_last() {
    let mut client = client("utf-16");
    client.open(URI, "let a = 1\n");
    for version in 2..=200 {
        let text = if version % 2 == 0 { "let a = 1\n" } else { "let a = \n" };
        client.replace(URI, version, text);
    }
    assert_eq!(client.diagnostics(URI, Some(200)), [Value::Null; 0]);
    client.finish();
}

/// A change of a document that is not open, and a document that is opened twice: strange, but no reason to fall over.
#[test]
fn clients_that_lose_count_are_borne() {
    let mut client = client("utf-16");
    client.replace(URI, 2, "let a = 1\n");
    client.close(URI);
    client.open(URI, "type A { a: Int }\n");
    client.open(URI, "type B { a: Int }\n");
    assert_eq!(text(&mut client), "type B { a: Int }\n");
    client.change(URI, 1, json!([edit((0, 5), (0, 6), "C")]));
    assert_eq!(text(&mut client), "type C { a: Int }\n");
    client.finish();
}

#[test]
fn a_file_that_is_too_large_is_left_out_with_one_message() {
    let mut client = client("utf-16");
    let line = "// nothing but a comment that makes this file large enough to be refused\n";
    client.open(URI, &line.repeat((20 << 20) / line.len() + 1));
    let message = client.wait_for_method("window/showMessage");
    assert!(message.json["params"]["message"].as_str().unwrap().contains("20 MB"), "{}", message.json);
    client.change(URI, 2, json!([edit((0, 0), (0, 0), "let a = 1\n")]));
    assert_eq!(client.hover(URI, &json!({ "line": 0, "character": 4 })), None);
    // Small again, it is analysed again.
    client.replace(URI, 3, "type A { a: Int }\n");
    let symbols = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(symbols[0]["name"], "A");
    client.finish();
}

fn without_version(mut answer: Value) -> Value {
    if let Some(answer) = answer.as_object_mut() {
        answer.remove("version");
    }
    answer
}

fn position_at(text: &str, offset: usize) -> Value {
    let marked = format!("{}\u{0}{}", &text[..offset], &text[offset..]);
    position_of(&marked, "\u{0}", "utf-16")
}

fn random_edit(random: &mut Random, text: &str) -> (std::ops::Range<usize>, &'static str) {
    const INSERTED: [&str; 14] =
        ["x", "{", "}", "\"", "conn.", "\n", "\r\n", "🎯", "é", " ", "@ws(\"/x\")\n", "async ", "(", "// note\n"];
    let boundary = |mut offset: usize| {
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = boundary(random.below(text.len() + 1));
    let end = boundary((start + random.below(4)).min(text.len())).max(start);
    if random.below(3) == 0 { (start..end, "") } else { (start..start, INSERTED[random.below(INSERTED.len())]) }
}

/// A small generator, so that a failure can be repeated. (Constants of Knuth's MMIX.)
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}
