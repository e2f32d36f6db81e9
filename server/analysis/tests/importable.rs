//! Which names of other modules an import would bring into a file, and by which path.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_analysis::{Importable, importable_named, importable_names};
use fitz_syntax::{SourceText, SyntaxTree};

fn shown(importable: &Importable<'_>) -> String {
    let module: Vec<&str> = importable.module.iter().map(AsRef::as_ref).collect();
    format!("from {} import {}\n", module.join("."), importable.name)
}

fn check(program: &str, expected: Expect) {
    let fixture = Fixture::new(program);
    let found: String = importable_names(fixture.host.db(), fixture.file, |_| true).map(|it| shown(&it)).collect();
    expected.assert_eq(&found);
}

#[test]
fn names_of_the_modules_below_that_are_not_visible() {
    check(
        "\
//- /src/main.fitz
import geo.area
from util import half
fn own() {}
let taken = 1
//- /src/util.fitz
fn half() {}
fn double() {}
fn _hidden() {}
fn len() {}
let taken = 2
let RATE: Float = 0.5
type Point { x: Int }
//- /src/geo/area.fitz
import geo.area
fn square() {}
//- /other/elsewhere.fitz
fn out_of_reach() {}
//- /src/with-dash.fitz
fn unreachable() {}
//- /src/match.fitz
fn keyword() {}
",
        expect![[r#"
            from geo.area import square
            from util import Point
            from util import RATE
            from util import double
        "#]],
    );
}

#[test]
fn modules_that_need_the_file_would_close_a_circle() {
    check(
        "\
//- /a.fitz
fn first() {}
//- /b.fitz
from a import first
fn second() {}
//- /c.fitz
from b import second
fn third() {}
//- /d.fitz
fn fourth() {}
",
        expect![[r#"
            from d import fourth
        "#]],
    );
}

#[test]
fn dependencies_are_reached_by_their_name() {
    check(
        "\
//- /app/src/main.fitz
fn own() {}
//- /app/src/money.fitz
fn shadowed() {}
//- /app/fitz.toml
[package]
name = \"app\"
[bin]
main = \"src/main.fitz\"
[dependencies]
money = { path = \"../money\" }
//- /money/fitz.toml
[package]
name = \"money\"
[lib]
entry = \"src/lib.fitz\"
//- /money/src/lib.fitz
fn rounded() {}
//- /money/src/deep/rates.fitz
fn rate() {}
//- /money/tests/rates_test.fitz
fn helper_of_tests() {}
",
        expect![[r#"
            from money.deep.rates import rate
            from money import rounded
        "#]],
    );
}

#[test]
fn tests_reach_their_own_package_by_its_name() {
    check(
        "\
//- /kit/tests/kit_test.fitz
@test
fn works() {}
//- /kit/tests/helpers.fitz
fn helper() {}
@test
fn other_test() {}
//- /kit/fitz.toml
[package]
name = \"kit\"
[lib]
entry = \"src/lib.fitz\"
//- /kit/src/lib.fitz
fn made() {}
",
        expect![[r#"
            from kit import made
            from helpers import helper
        "#]],
    );
}

#[test]
fn one_name_may_have_several_places() {
    let fixture = Fixture::new(
        "//- /main.fitz\nfn own() {}\n//- /a.fitz\nfn made() {}\n//- /b.fitz\ntype made {}\n//- /c.fitz\nfn other() {}\n",
    );
    let found: String = importable_named(fixture.host.db(), fixture.file, "made").iter().map(shown).collect();
    assert_eq!(found, "from a import made\nfrom b import made\n");
}

/// The queries about names and modules that an edit makes run again.
fn executed_after(path: &str, from: &str, to: &str) -> Vec<String> {
    let mut fixture = Fixture::new(
        "//- /main.fitz\nfn own() -> Int {\n    let a = 1\n    return a\n}\n//- /util.fitz\nfn half(n: Int) -> Int {\n    return n / 2\n}\nlet RATE = 1\n",
    );
    let file = fixture.file_at(path);
    let path = file.path(fixture.host.db()).clone();
    let before = file.content(fixture.host.db()).text.to_string();
    fixture.host.set_open(&path, SyntaxTree::parse(&SourceText::new(&before)));
    assert!(importable_names(fixture.host.db(), fixture.file, |_| true).next().is_some());
    fixture.host.record_queries();
    fixture.host.set_open(&path, SyntaxTree::parse(&SourceText::new(&before.replacen(from, to, 1))));
    assert!(importable_names(fixture.host.db(), fixture.file, |_| true).next().is_some());
    let mut executed = fixture.host.take_recorded_queries();
    let about_names = ["offered_names", "tests", "importable_modules", "dependents", "module_scope"];
    executed.retain(|query| about_names.iter().any(|name| query.starts_with(&format!("{name}("))));
    executed
}

#[test]
fn an_edit_inside_a_body_leaves_the_names_alone() {
    assert_eq!(executed_after("/main.fitz", "a = 1", "a = 1 + 1"), [""; 0]);
    // The edited file is asked whether the function has become a test, and says what it said before.
    assert_eq!(executed_after("/util.fitz", "n / 2", "n / 3"), ["tests(util.fitz)"]);
    assert_eq!(
        executed_after("/util.fitz", "let RATE", "let PRICE"),
        ["tests(util.fitz)", "module_scope(util.fitz)", "offered_names(util.fitz)"]
    );
}
