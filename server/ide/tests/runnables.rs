//! What of a file can be run, and the names whose uses are counted.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::{counted_names, runnables, uses};

fn check(program: &str, expected: &Expect) {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let text = &fixture.file.content(db).text;
    let mut shown = String::new();
    for it in runnables(db, fixture.file) {
        let name = text.slice(it.range).into_owned();
        let arguments = it.arguments.join(" ");
        shown += &format!("{:?} {} at {name:?}: fitz {arguments} in {}\n", it.kind, it.label, it.directory);
    }
    expected.assert_eq(&shown);
}

#[test]
fn the_tests_of_a_file_run_one_by_one_and_together() {
    check(
        r#"//- /srv/fitz.toml
[package]
name = "shop"
//- /srv/tests/prices.fitz
$0@test
fn adds_up() { assert_eq(1 + 1, 2) }

fn helper() => 1

@test
async fn waits() { helper() }

@test
fn takes_something(a: Int) { helper() }

@test
fn ()
"#,
        &expect![[r#"
            TestFile tests of prices.fitz at "": fitz test --file /srv/tests/prices.fitz in /srv
            Test test adds_up at "adds_up": fitz test --file /srv/tests/prices.fitz adds_up in /srv
            Test test waits at "waits": fitz test --file /srv/tests/prices.fitz waits in /srv
        "#]],
    );
}

#[test]
fn a_program_runs_from_the_function_that_starts_it() {
    let program = |bins: &str| {
        format!(
            "//- /srv/fitz.toml\n[package]\nname = \"shop\"\n\n{bins}\n//- /srv/src/main.fitz\n$0let a = 1\n\n\
             @server(8080)\nfn start() => 0\n\nfn main() => 0\n//- /srv/src/other.fitz\nfn main() => 0\n"
        )
    };
    check(
        &program("[bin]\nmain = \"src/main.fitz\""),
        &expect![[r#"
            Program run shop at "start": fitz run in /srv
        "#]],
    );
    check(
        &program(
            "[[bin]]\nname = \"web\"\nmain = \"src/main.fitz\"\n\n[[bin]]\nname = \"b\"\nmain = \"src/other.fitz\"",
        ),
        &expect![[r#"
            Program run web at "start": fitz run --bin web in /srv
        "#]],
    );
    // Which of them is meant cannot be said without a name.
    check(
        &program("[[bin]]\nmain = \"src/main.fitz\"\n\n[[bin]]\nname = \"b\"\nmain = \"src/other.fitz\""),
        &expect![""],
    );
    check(&program("[bin]\nmain = \"src/other.fitz\""), &expect![""]);
    check("@server(8080)\nfn main() => 0\n", &expect![""]);
}

#[test]
fn uses_are_counted_of_what_nothing_else_calls() {
    let fixture = Fixture::new(
        r#"//- /main.fitz
from shared import Event, log_it

@get("/events")
fn events() -> List<Event> => []

fn unused() => log_it(Event { id: 1 })
//- /shared.fitz
$0type Event { id: Int }
fn log_it(event: Event) => event
"#,
    );
    let db = fixture.host.db();
    let titles = |path: &str| {
        let file = fixture.file_at(path);
        let text = &file.content(db).text;
        let names = counted_names(db, file).into_iter();
        names.map(|name| format!("{}: {}", text.slice(name), uses(db, file, name).0)).collect::<Vec<_>>()
    };
    assert_eq!(titles("/main.fitz"), ["unused: no references"]);
    assert_eq!(titles("/shared.fitz"), ["Event: 4 references", "log_it: 2 references"]);
}
