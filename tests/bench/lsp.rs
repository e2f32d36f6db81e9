//! How long an editor waits: the release binary over real pipes, a file of 5,000 lines in a project of 500 files, requests
//! between the keystrokes of somebody who types. Run with `cargo xtask bench lsp`.
//!
//! Times are those of the editor: from before a message is written until its answer is read and parsed.

use std::time::{Duration, Instant};

use fitz_e2e::{Client, Project, at};
use serde_json::{Value, json};

/// One module of the project, the same as in the benchmark `check`; `__n` becomes its number, `__p` that of the one before.
const MODULE: &str = include_str!("../../server/analysis/benches/module.fitz");
const FILES: usize = 500;
const EDITED_LINES: usize = 5_000;
const KEYSTROKES: usize = 400;
/// After so many keystrokes the typist looks at the findings.
const KEYSTROKES_A_PAUSE: usize = 10;
const STARTS: usize = 10;

fn main() {
    let project = Project::new(&[("long.fitz", &long_file())]);
    for number in 0..FILES {
        project.write(&format!("module_{number}.fitz"), module(number));
    }
    let text = long_file();
    println!("{} lines in a project of {} files", text.lines().count(), FILES + 1);
    starts(&project, &text);
    typing(&project, &text);
}

/// From the start of the process to the first findings of the open file, while the project is being read.
fn starts(project: &Project, text: &str) {
    let uri = project.uri("long.fitz");
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let builder = Client::builder().folder(project.root());
        let start = Instant::now();
        let mut client = builder.start();
        client.open(&uri, text);
        client.diagnostics(&uri, Some(1));
        times.push(start.elapsed());
        client.finish();
    }
    report("first diagnostics", times, 300.0);
}

/// A character is typed into a body and taken out again; after each, the editor asks what editors ask.
fn typing(project: &Project, text: &str) {
    let uri = project.uri("long.fitz");
    let mut client = Client::builder()
        .folder(project.root())
        .capability("/experimental/status", json!(true))
        .capability("/textDocument/semanticTokens/requests", json!({ "range": true, "full": { "delta": true } }))
        .capability("/textDocument/semanticTokens/augmentsSyntaxTokens", json!(true))
        .start();
    client.open(&uri, text);
    client.wait_for("quiet", |json| json["method"] == "fitz/status" && json["params"]["quiescent"] == true);
    let document = json!({ "uri": uri });
    let first = client.ask("textDocument/semanticTokens/full", json!({ "textDocument": document }));
    let mut tokens_id = first["resultId"].clone();

    let [mut hovers, mut definitions, mut highlights, mut names, mut members, mut tokens, mut findings] =
        [const { Vec::<Duration>::new() }; 7];
    let mut version = 1;
    for step in 0..KEYSTROKES / 2 {
        let place = place(text, "sum += number", "sum += n".len(), step);
        let member = self::place(text, "in order.lines", "in order.".len(), step);
        let behind = json!({ "line": place["line"], "character": place["character"].as_u64().unwrap() + 1 });
        for (end, typed) in [(&place, "n"), (&behind, "")] {
            version += 1;
            let typing = Instant::now();
            client.change(&uri, version, json!([{ "range": { "start": place, "end": end }, "text": typed }]));
            let params = json!({ "textDocument": document, "previousResultId": tokens_id });
            let delta = client.ask("textDocument/semanticTokens/full/delta", params);
            tokens.push(typing.elapsed());
            assert!(delta.get("edits").is_some(), "a whole answer: nobody keeps what was told");
            tokens_id = delta["resultId"].clone();

            let mut ask = |times: &mut Vec<Duration>, method: &str, position: &Value| {
                let start = Instant::now();
                let answer = client.ask(method, at(&uri, position));
                times.push(start.elapsed());
                assert!(!answer.is_null(), "{method} at {position} says nothing");
            };
            ask(&mut names, "textDocument/completion", &place);
            ask(&mut members, "textDocument/completion", &member);
            ask(&mut highlights, "textDocument/documentHighlight", &member_owner(&member));
            ask(&mut hovers, "textDocument/hover", &member_owner(&member));
            ask(&mut definitions, "textDocument/definition", &member_owner(&member));
        }
        if step % KEYSTROKES_A_PAUSE == 0 {
            version += 1;
            let start = Instant::now();
            client.change(&uri, version, json!([{ "range": { "start": place, "end": place }, "text": "" }]));
            client.diagnostics(&uri, Some(version));
            findings.push(start.elapsed());
        }
    }
    client.finish();
    report("hover", hovers, 5.0);
    report("definition", definitions, 5.0);
    report("highlight", highlights, 5.0);
    report("completion of names", names, 20.0);
    report("completion of members", members, 20.0);
    report("token delta after a keystroke", tokens, 10.0);
    report("diagnostics after a pause", findings, 100.0);
}

/// The place so many characters behind the start of an occurrence. Which one changes with the step.
fn place(text: &str, needle: &str, characters: usize, step: usize) -> Value {
    let found: Vec<usize> = text.match_indices(needle).map(|(start, _)| start).collect();
    let start = found[step * 31 % found.len()];
    let before = &text[..start];
    let column = start - before.rfind('\n').map_or(0, |newline| newline + 1);
    json!({ "line": before.matches('\n').count(), "character": column + characters })
}

/// The variable before the dot at a place.
fn member_owner(member: &Value) -> Value {
    json!({ "line": member["line"], "character": member["character"].as_u64().unwrap() - 2 })
}

fn report(name: &str, mut times: Vec<Duration>, goal: f64) {
    times.sort();
    let milliseconds = |index: usize| times.get(index).map_or(0.0, Duration::as_secs_f64) * 1e3;
    let (median, p95) = (milliseconds(times.len() / 2), milliseconds(times.len() * 95 / 100));
    let verdict = if p95 <= goal { "" } else { "  OVER" };
    println!("{name:<30} {median:>8.2} ms median {p95:>8.2} ms p95   goal {goal} ms{verdict}");
}

/// Many modules in one file: the imports of all but the first name what the file has itself.
fn long_file() -> String {
    let mut text = String::new();
    for number in 1.. {
        let module = module(number);
        let own = if number == 1 { module.as_str() } else { module.split_once("\n\n").map_or("", |(_, own)| own) };
        text.push_str(own);
        if text.lines().count() >= EDITED_LINES {
            break;
        }
    }
    text
}

/// A module; the first one has none before it to import.
fn module(number: usize) -> String {
    let own = |part: &&str| number > 0 || !part.contains("__p");
    let text = MODULE.split("\n\n").filter(own).collect::<Vec<_>>().join("\n\n");
    text.replace("__n", &format!("_{number}")).replace("__p", &format!("_{}", number.saturating_sub(1)))
}
