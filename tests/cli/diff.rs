//! `asyncapi diff`: what changed for clients.

use std::path::Path;
use std::process::Command;

use expect_test::expect;
use fitz_e2e::Project;
use serde_json::Value;

use crate::program::{Run, command, finish, run, run_with_input};

const OLD: &str = "\
type Command { kind: Str }
type Event { kind: Str, room: Str }

@ws(\"/chat\")
async fn chat(conn: WsConn<Command, Event>) -> Null => null

@ws(\"/old\")
async fn old(conn: WsConn<Str>) -> Null => null
";
const NEW: &str = "\
type Command { kind: Str, room: Str }
type Event { kind: Str, room: Str, at: DateTime }

// Everybody talks.
@ws(\"/chat\")
async fn chat(conn: WsConn<Command, Event>) -> Null => null
";
const MANIFEST: &str =
    "[package]\nname = \"demo\"\nversion = \"0.3.0\"\nedition = \"2026\"\n\n[bin]\nmain = \"src/main.fitz\"\n";

fn diff(project: &Project, arguments: &[&str]) -> Run {
    let arguments: Vec<&str> = ["asyncapi", "diff"].iter().chain(arguments).copied().collect();
    run(project.directory(), &arguments)
}

/// Runs git as on a machine on which nobody configured anything.
fn git(directory: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(directory)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(project: &Project) {
    git(project.directory(), &["add", "--all"]);
    git(project.directory(), &["commit", "--quiet", "--message", "A step"]);
}

#[test]
fn people_read_lines() {
    let project = Project::new(&[("old.fitz", OLD), ("new.fitz", NEW)]);
    let run = diff(&project, &["old.fitz", "new.fitz"]).expect_code(1);
    expect![[r#"
        the service
          documentation  both     The name of the service is now `new`; it was `old`.
          documentation  both     The description of the service changed.

        /chat
          breaking       senders  `room` of `Command` is new and required: frames without it are refused.
          compatible     readers  `at` of `Event` is new: clients may read it.
          documentation  both     The documentation of the endpoint changed.

        /old
          breaking       both     The endpoint `/old` is gone.

        2 breaking changes, 1 compatible change, 3 documentation changes
    "#]]
    .assert_eq(&run.stdout);
    assert_eq!(run.stderr, "");
}

#[test]
fn pull_requests_get_tables() {
    let project = Project::new(&[("old.fitz", OLD), ("new.fitz", NEW)]);
    let run = diff(&project, &["old.fitz", "new.fitz", "--output-format", "markdown"]).expect_code(1);
    expect![[r#"
        ## AsyncAPI: 2 breaking changes, 1 compatible change, 3 documentation changes

        ### The service

        | class | for | change |
        |---|---|---|
        | documentation | both | The name of the service is now `new`; it was `old`. |
        | documentation | both | The description of the service changed. |

        ### `/chat`

        | class | for | change |
        |---|---|---|
        | **breaking** | senders | `room` of `Command` is new and required: frames without it are refused. |
        | compatible | readers | `at` of `Event` is new: clients may read it. |
        | documentation | both | The documentation of the endpoint changed. |

        ### `/old`

        | class | for | change |
        |---|---|---|
        | **breaking** | both | The endpoint `/old` is gone. |
    "#]]
    .assert_eq(&run.stdout);
}

#[test]
fn programs_get_json() {
    let project = Project::new(&[("old.fitz", OLD), ("new.fitz", NEW)]);
    let run = diff(&project, &["--output-format", "json", "old.fitz", "new.fitz"]).expect_code(1);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&report["old"], &report["new"]), (&"old.fitz".into(), &"new.fitz".into()));
    assert_eq!(report["breaking"], 2);
    assert_eq!(report["compatible"], 1);
    assert_eq!(report["documentation"], 3);
    assert_eq!(
        report["changes"][2],
        serde_json::json!({
            "class": "breaking",
            "direction": "senders",
            "endpoints": ["/chat"],
            "document": "new",
            "pointer": "/channels/~1chat/messages/Command/payload/properties/room",
            "message": "`room` of `Command` is new and required: frames without it are refused.",
        })
    );
}

#[test]
fn documents_in_json_and_yaml_and_on_stdin() {
    let project = Project::new(&[
        ("old.fitz", OLD),
        ("same.yaml", "asyncapi: 3.0.0\nchannels:\n  chat: { address: /chat }\n"),
        ("more.yml", "asyncapi: 3.1.0\nchannels:\n  chat: { address: /chat }\n  feed: { address: /feed }\n"),
    ]);
    let document = run(project.directory(), &["asyncapi", "old.fitz"]).expect_code(0).stdout;
    project.write("old.json", &document);
    assert_eq!(diff(&project, &["old.json", "old.fitz"]).expect_code(0).stdout, "no changes for clients\n");
    let more = diff(&project, &["same.yaml", "more.yml"]).expect_code(0);
    assert_eq!(more.last_line(), "1 compatible change");
    let piped = run_with_input(project.directory(), &["asyncapi", "diff", "-", "old.json"], document.as_bytes());
    assert_eq!(piped.expect_code(0).stdout, "no changes for clients\n");
}

#[test]
fn revisions_of_programs_and_of_documents() {
    let project = Project::new(&[
        ("service/fitz.toml", MANIFEST),
        (
            "service/src/main.fitz",
            "from types import Command\n\n@ws(\"/chat\")\nasync fn chat(conn: WsConn<Command, Str>) -> Null => null\n",
        ),
        ("service/src/types.fitz", "type Command { kind: Str }\n"),
        ("docs/asyncapi.yaml", "asyncapi: 3.0.0\nchannels:\n  chat: { address: /chat }\n"),
    ]);
    git(project.directory(), &["init", "--quiet"]);
    commit(&project);
    git(project.directory(), &["tag", "v1"]);
    project.write("service/src/types.fitz", "type Command { kind: Str, room: Str }\n");
    project.remove("docs/asyncapi.yaml");
    commit(&project);
    // What is not committed does not belong to a revision.
    project.write("service/src/types.fitz", "type Command { kind: Str, room: Str, user: Str }\n");

    let sentence = |field: &str| format!("`{field}` of `Command` is new and required: frames without it are refused.");
    for old in ["v1:service", "v1:service/", "v1:service/fitz.toml", "v1:service/src/main.fitz", "HEAD~1:./service"] {
        let run = diff(&project, &[old, "HEAD:service"]).expect_code(1);
        assert!(run.stdout.contains(&sentence("room")) && !run.stdout.contains(&sentence("user")), "{old}: {run}");
        assert_eq!(run.stderr, "", "{old}");
    }
    let with_work_tree = diff(&project, &["HEAD:service", "service"]).expect_code(1);
    assert!(with_work_tree.stdout.contains(&sentence("user")), "{with_work_tree}");
    let inside = finish(
        command(project.directory(), &["asyncapi", "diff", "v1:.", "HEAD:./src/../fitz.toml"])
            .current_dir(project.directory().join("service")),
    );
    assert!(inside.expect_code(1).stdout.contains(&sentence("room")));

    project.write("asyncapi.yaml", "asyncapi: 3.0.0\nchannels: {}\n");
    let document = diff(&project, &["v1:docs/asyncapi.yaml", "asyncapi.yaml"]).expect_code(1);
    assert!(document.stdout.contains("The endpoint `/chat` is gone."), "{document}");
    diff(&project, &["HEAD:docs/asyncapi.yaml", "asyncapi.yaml"]).expect_code(2).expect_messages(&[
        "there is no `docs/asyncapi.yaml` in `HEAD`",
        "the path starts at the root of the repository",
    ]);
    diff(&project, &["v9:service", "service"]).expect_code(2).expect_messages(&["there is no git revision `v9`"]);
    diff(&project, &["HEAD:docs", "service"]).expect_code(2);

    let status = Command::new("git").args(["status", "--porcelain"]).current_dir(project.directory()).output().unwrap();
    assert_eq!(String::from_utf8(status.stdout).unwrap(), " M service/src/types.fitz\n?? asyncapi.yaml\n");
}

#[test]
fn a_directory_without_git() {
    let project = Project::new(&[("new.fitz", NEW)]);
    let mut outside = command(project.directory(), &["asyncapi", "diff", "HEAD:new.fitz", "new.fitz"]);
    // A repository further up is not looked for.
    outside.env("GIT_CEILING_DIRECTORIES", project.directory().parent().unwrap());
    finish(&mut outside).expect_code(2).expect_messages(&["`HEAD` cannot be looked up: this is no git repository"]);
    let mut without = command(project.directory(), &["asyncapi", "diff", "HEAD:new.fitz", "new.fitz"]);
    without.env("PATH", "");
    finish(&mut without)
        .expect_code(2)
        .expect_messages(&["there is no `git` command", "install git, or name files instead of revisions"]);
}

#[test]
fn inputs_that_are_no_documents() {
    let project = Project::new(&[
        ("new.fitz", NEW),
        ("broken.json", "{ \"asyncapi\": \"3.0.0\""),
        ("broken.yaml", "asyncapi: [3\n"),
        ("second.yaml", "asyncapi: 2.6.0\n"),
        ("openapi.yaml", "openapi: 3.1.0\n"),
        ("other.json", "{}"),
    ]);
    for (input, message) in [
        ("broken.json", "`broken.json` cannot be read: EOF while parsing"),
        ("broken.yaml", "`broken.yaml` cannot be read: unclosed bracket"),
        ("second.yaml", "`second.yaml` is an AsyncAPI 2.6.0 document, and only AsyncAPI 3 is read"),
        ("openapi.yaml", "`openapi.yaml` is an OpenAPI document, not an AsyncAPI document"),
        ("other.json", "`other.json` is a text without the member `asyncapi`"),
        ("missing.yaml", "`missing.yaml` does not exist"),
        ("missing.fitz", "`missing.fitz` does not exist"),
    ] {
        for arguments in [[input, "new.fitz"], ["new.fitz", input]] {
            let run = diff(&project, &arguments).expect_code(2).expect_messages(&[message]);
            assert_eq!(run.stdout, "", "{arguments:?}");
        }
    }
    let both = diff(&project, &["second.yaml", "openapi.yaml"]).expect_code(2);
    both.expect_messages(&["`second.yaml` is", "`openapi.yaml` is"]);
}

#[test]
fn a_program_with_errors_is_compared_as_far_as_it_is_known() {
    let project = Project::new(&[("old.fitz", OLD), ("new.fitz", &format!("{NEW}\nlet = 1\n"))]);
    let run = diff(&project, &["old.fitz", "new.fitz"])
        .expect_code(1)
        .expect_messages(&["`new.fitz` has 1 error, so not all changes may be known"]);
    assert!(run.stdout.contains("The endpoint `/old` is gone."), "{run}");
}

#[test]
fn wrong_usage() {
    let project = Project::new(&[("old.fitz", OLD)]);
    for arguments in [
        &[][..],
        &["old.fitz"],
        &["old.fitz", "old.fitz", "old.fitz"],
        &["old.fitz", "old.fitz", "--output-format", "sarif"],
    ] {
        let run = diff(&project, arguments).expect_code(2);
        assert!(run.stdout.is_empty() && run.stderr.starts_with("error: "), "{arguments:?}: {run}");
    }
}
