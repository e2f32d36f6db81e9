//! Help, version, and arguments that do not fit together.

use fitz_e2e::Project;

use crate::program::run;

#[test]
fn version() {
    let project = Project::new(&[]);
    let run = run(project.directory(), &["--version"]).expect_code(0);
    assert_eq!(run.stdout, "fitz-lsp 0.1.0\n");
}

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let project = Project::new(&[]);
    let run = run(project.directory(), &["--help"]).expect_code(0);
    for word in [
        "--stdio",
        "--check",
        "asyncapi",
        "openapi",
        "explain",
        "parse",
        "--hints",
        "--output-format",
        "--color",
        "Exit codes:",
    ] {
        assert!(run.stdout.contains(word), "{word} is not in\n{run}");
    }
}

#[test]
fn a_path_without_a_command_is_told_what_to_add() {
    let project = Project::new(&[("a.fitz", "let x = 1\n")]);
    run(project.directory(), &["a.fitz"]).expect_code(2).expect_messages(&["`fitz-lsp --check a.fitz`"]);
}

#[test]
fn arguments_that_exclude_each_other() {
    let project = Project::new(&[("a.fitz", "let x = 1\n")]);
    for arguments in [
        &["--stdio", "--check"][..],
        &["--stdio", "parse", "a.fitz"],
        &["--check", "parse", "a.fitz"],
        &["--hints"],
        &["--output-format", "json"],
        &["--output-format", "json", "check", "a.fitz"],
        &["check", "--output-format", "xml", "a.fitz"],
        &["explain"],
        &["explain", "--list", "dec/args"],
        &["--no-such-option"],
        &["parse"],
        &["asyncapi", "--profile", "other"],
        &["asyncapi", "a.fitz", "a.fitz"],
    ] {
        let run = run(project.directory(), arguments).expect_code(2);
        assert!(run.stdout.is_empty() && run.stderr.starts_with("error: "), "{arguments:?}: {run}");
    }
}

#[test]
fn options_of_all_commands_may_come_first() {
    let project = Project::new(&[("a.fitz", "let x = 1\n")]);
    run(project.directory(), &["--color", "never", "check", "a.fitz"]).expect_code(0);
    run(project.directory(), &["check", "--color", "never", "a.fitz"]).expect_code(0);
}
