//! `parse`: the tree as text.

use expect_test::expect;
use fitz_e2e::Project;

use crate::program::{run, run_with_input};

const PROGRAM: &str = "// Says hello.\nfn greet(name: Str) => \"hi {name}\"\n";

#[test]
fn a_tree_has_fields_kinds_ranges_and_texts() {
    let project = Project::new(&[("main.fitz", PROGRAM)]);
    let run = run(project.directory(), &["parse", "main.fitz"]).expect_code(0);
    expect![[r#"
        source_file 1:1-3:1
          line_comment 1:1-1:15 "// Says hello."
          function_definition 2:1-2:35
            name: identifier 2:4-2:9 "greet"
            parameters: parameters 2:9-2:20
              parameter 2:10-2:19
                name: identifier 2:10-2:14 "name"
                type: named_type 2:16-2:19
                  name: identifier 2:16-2:19 "Str"
            body: expression_body 2:21-2:35
              value: string 2:24-2:35
                string_content 2:25-2:28 "hi "
                interpolation 2:28-2:34
                  value: identifier 2:29-2:33 "name"
    "#]]
    .assert_eq(&run.stdout);
}

#[test]
fn places_are_counted_in_characters_from_one() {
    let project = Project::new(&[("main.fitz", "let é = \"😀\"; let y = 2\r\nlet z = 3\r\n")]);
    let run = run(project.directory(), &["parse", "main.fitz"]);
    assert!(run.stdout.contains("name: identifier 2:5-2:6 \"z\""), "{run}");
    assert!(run.stdout.contains("1:9-1:12"), "{run}");
}

#[test]
fn a_syntax_error_is_exit_code_1_and_named_after_the_tree() {
    let project = Project::new(&[("main.fitz", "let = 1\n")]);
    let shown = run(project.directory(), &["parse", "main.fitz"]).expect_code(1);
    assert!(shown.stdout.starts_with("source_file 1:1"), "{shown}");
    assert!(shown.last_line().starts_with("main.fitz:1:"), "{shown}");
    let quiet = run(project.directory(), &["parse", "--quiet", "main.fitz"]).expect_code(1);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
}

#[test]
fn quiet_prints_nothing() {
    let project = Project::new(&[("main.fitz", PROGRAM)]);
    let run = run(project.directory(), &["parse", "--quiet", "main.fitz"]).expect_code(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
}

#[test]
fn several_files_are_named_and_each_is_parsed() {
    let project = Project::new(&[("a.fitz", "let x = 1\n"), ("b.fitz", "let = 1\n")]);
    let run = run(project.directory(), &["parse", "b.fitz", "missing.fitz", "a.fitz"])
        .expect_code(2)
        .expect_messages(&["`missing.fitz` does not exist"]);
    let names: Vec<&str> = run.stdout.lines().filter(|line| line.ends_with("fitz:")).collect();
    assert_eq!(names, ["b.fitz:", "a.fitz:"]);
}

#[test]
fn stdin() {
    let project = Project::new(&[]);
    let run = run_with_input(project.directory(), &["parse", "-"], PROGRAM.as_bytes()).expect_code(0);
    assert!(run.stdout.contains("function_definition 2:1-2:35"), "{run}");
}
