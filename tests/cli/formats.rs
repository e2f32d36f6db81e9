//! `--check --output-format`: findings for people and for tools.

use expect_test::expect;
use fitz_e2e::Project;
use serde_json::{Value, json};

use crate::program::{Run, run};

/// Two files, a finding with a second place and one with a fix, and characters that a format may have to escape.
fn project() -> Project {
    Project::new(&[
        (
            "a, b/rooms.fitz",
            "@ws(\"/chat\")\nasync fn chat(conn: WsConn<Str>) -> Null => null\n\n@ws(\"/chat\")\nasync fn talk(conn: WsConn<Str>) -> Null => null\n",
        ),
        ("main.fitz", "let total = 3\nlet texts = [\"ä\", \"b\", totl, total]\n"),
    ])
}

fn check(format: &str) -> Run {
    run(project().directory(), &["--check", "--output-format", format]).expect_code(1)
}

fn parsed(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
}

#[test]
fn full_is_what_is_written_without_the_option() {
    let project = project();
    let plain = run(project.directory(), &["--check"]).expect_code(1);
    assert_eq!(run(project.directory(), &["check", "--output-format", "full"]).expect_code(1).stdout, plain.stdout);
}

#[test]
fn concise_has_a_line_for_each_finding() {
    expect![[r#"
        a, b/rooms.fitz:4:5: error[ws/duplicate-path]: The path `/chat` already belongs to the WebSocket handler `chat`.
        main.fitz:2:24: error[unknown-variable]: There is no variable `totl` here.
        2 errors in 2 files (2 files checked)
    "#]]
    .assert_eq(&check("concise").stdout);
}

#[test]
fn github_gets_workflow_commands_and_nothing_else() {
    expect![[r#"
        ::error file=a%2C b/rooms.fitz,line=4,endLine=4,col=5,endColumn=12,title=ws/duplicate-path::The path `/chat` already belongs to the WebSocket handler `chat`. Give one of the two handlers another path.
        ::error file=main.fitz,line=2,endLine=2,col=24,endColumn=28,title=unknown-variable::There is no variable `totl` here. Did you mean `total`?
    "#]]
    .assert_eq(&check("github").stdout);
}

#[test]
fn json_tells_everything_that_is_known() {
    let run = check("json");
    let findings = parsed(&run);
    let [duplicate, unknown] = findings.as_array().unwrap().as_slice() else { panic!("{run}") };
    let range = json!({ "start": { "line": 2, "column": 24 }, "end": { "line": 2, "column": 28 } });
    assert_eq!(
        *unknown,
        json!({
            "code": "unknown-variable",
            "severity": "error",
            "tag": null,
            "message": "There is no variable `totl` here.",
            "hint": "Did you mean `total`?",
            "path": "main.fitz",
            "range": range,
            "related": [],
            "fix": { "title": "Change to `total`", "edits": [{ "range": range, "newText": "total" }] },
            "url": unknown["url"],
        })
    );
    assert!(unknown["url"].as_str().unwrap().ends_with("/docs/rules/unknown-variable.md"), "{unknown}");
    assert_eq!(duplicate["related"][0]["path"], "a, b/rooms.fitz");
    assert_eq!(duplicate["related"][0]["range"]["start"], json!({ "line": 1, "column": 5 }));
    assert_eq!(duplicate["fix"]["title"], "Move the endpoint to `/chat/talk`");
}

#[test]
fn json_without_findings_is_an_empty_array() {
    let project = Project::new(&[("main.fitz", "print(1)\n")]);
    assert_eq!(run(project.directory(), &["--check", "--output-format", "json"]).expect_code(0).stdout, "[]\n");
}

#[test]
fn sarif_names_the_rules_and_the_places() {
    let document = parsed(&check("sarif"));
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["ws/duplicate-path", "unknown-variable"]);
    let results = run["results"].as_array().unwrap();
    for (index, result) in results.iter().enumerate() {
        assert_eq!(result["ruleIndex"], index);
        assert_eq!(result["ruleId"], ids[index]);
        assert_eq!(result["level"], "error");
    }
    let location = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "a%2C%20b/rooms.fitz");
    assert_eq!(location["region"], json!({ "startLine": 4, "startColumn": 5, "endLine": 4, "endColumn": 12 }));
    assert_eq!(results[0]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 1);
    assert_eq!(results[1]["relatedLocations"], Value::Null);
}

/// A finding keeps its fingerprint when lines above come and go, and equal findings on equal lines are told apart.
#[test]
fn fingerprints_follow_the_line() {
    let fingerprints = |text: &str| -> Vec<String> {
        let project = Project::new(&[("main.fitz", text)]);
        let document = parsed(&run(project.directory(), &["--check", "--output-format", "sarif"]).expect_code(1));
        let results = document["runs"][0]["results"].as_array().unwrap();
        results
            .iter()
            .map(|it| it["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = fingerprints("print(totl)\nprint(totl)\n");
    assert_eq!(before, fingerprints("// new\n\nprint(totl)\n    print(totl)\n"));
    let [first, second] = before.as_slice() else { panic!("{before:?}") };
    assert_ne!(first, second);
    assert_ne!(fingerprints("print(1, totl)\n")[0], *first);
}
