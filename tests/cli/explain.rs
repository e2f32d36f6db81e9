//! `explain`: the page of a rule, and the list of all.

use expect_test::expect;
use fitz_e2e::Project;

use crate::program::{command, finish, run};

#[test]
fn a_page_is_printed_for_people() {
    let project = Project::new(&[]);
    let run = run(project.directory(), &["explain", "unknown-variable"]).expect_code(0);
    let mut lines = run.stdout.lines();
    assert_eq!(lines.next(), Some("unknown-variable"));
    for line in
        ["What it finds", "Why it matters", "This is reported:", "    print(totl, total)", "How to mend", "Error"]
    {
        assert!(run.stdout.lines().any(|found| found == line), "{line:?} is no line of\n{run}");
    }
    assert!(!run.stdout.contains("```") && !run.stdout.contains('\u{1b}'), "{run}");
    assert_eq!(run.stderr, "");
}

#[test]
fn headings_are_bold_on_a_terminal() {
    let project = Project::new(&[]);
    let mut command = command(project.directory(), &["explain", "dec/args", "--color", "always"]);
    assert!(finish(&mut command).expect_code(0).stdout.starts_with("\u{1b}[1mdec/args\u{1b}[0m\n"));
}

#[test]
fn underscores_and_capitals_are_understood() {
    let project = Project::new(&[]);
    let expected = run(project.directory(), &["explain", "ws/not-async"]).expect_code(0).stdout;
    for code in ["WS/NOT_ASYNC", "ws/not_async", " Ws/Not-Async ", "ws-not-async"] {
        assert_eq!(run(project.directory(), &["explain", code]).expect_code(0).stdout, expected, "{code}");
    }
}

#[test]
fn an_unknown_code_gets_the_nearest_one() {
    let project = Project::new(&[]);
    let run_of = |code: &str| run(project.directory(), &["explain", code]).expect_code(2);
    let near = run_of("unknown-varable");
    expect![[r#"
        error: there is no rule with the code `unknown-varable`
         |
         = help: did you mean `unknown-variable`? `fitz-lsp explain --list` lists all codes
    "#]]
    .assert_eq(&near.stderr);
    assert_eq!(near.stdout, "");
    let far = run_of("banana").expect_messages(&["`fitz-lsp explain --list` lists all codes"]);
    assert!(!far.stderr.contains("did you mean"), "{far}");
}

#[test]
fn the_list_has_a_line_for_each_code() {
    let project = Project::new(&[]);
    let list = run(project.directory(), &["explain", "--list"]).expect_code(0);
    assert!(list.stdout.lines().count() > 30, "{list}");
    for line in list.stdout.lines() {
        let mut words = line.split_whitespace();
        let (code, severity) = (words.next().unwrap(), words.next().unwrap());
        assert!(["error", "warning", "info", "hint"].contains(&severity), "{line}");
        assert!(words.next().is_some(), "no summary: {line}");
        run(project.directory(), &["explain", code]).expect_code(0);
    }
}
