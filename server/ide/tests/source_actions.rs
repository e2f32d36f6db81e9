//! Changes of whole files, and comments that silence findings.

#![allow(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

use fitz_analysis::Db;
use fitz_analysis::fixture::Fixture;
use fitz_ide::{diagnostics, fix_all, organize_imports, suppression};
use fitz_syntax::TextRange;

fn applied(fixture: &Fixture, edits: Vec<(TextRange, String)>) -> String {
    let mut text = fixture.file.content(fixture.host.db() as &dyn Db).text.to_string();
    let mut edits = edits;
    edits.sort_by_key(|(range, _)| std::cmp::Reverse((range.start(), range.end())));
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    text
}

fn mended(program: &str) -> Option<String> {
    let fixture = Fixture::new(program);
    fix_all(fixture.host.db(), fixture.file).map(|edits| applied(&fixture, edits))
}

#[test]
fn what_is_clear_is_mended() {
    assert_eq!(
        mended("//- /main.fitz\nfrom a import f\nlet xs: Vec<Int> = []\nwhile true {\n    print(\"a\" + \"b\", xs)\n    break\n}\n//- /a.fitz\nfn f() => 1\n")
            .as_deref(),
        Some("let xs: List<Int> = []\nloop {\n    print(\"ab\", xs)\n    break\n}\n"),
    );
    // One mend uncovers the next.
    assert_eq!(mended("print(\"a\" + \"b\" + \"c\" + \"d\")\n").as_deref(), Some("print(\"abcd\")\n"));
}

#[test]
fn what_is_a_choice_is_left_to_the_user() {
    for program in ["print(nobody)\n", "let name = 1\nprint(nam)\n", "fn f(a: Int) {}\n", "print(1)\n"] {
        assert_eq!(mended(program), None, "{program}");
    }
}

fn organized(main: &str) -> Option<String> {
    let modules =
        "//- /a.fitz\nfn f() => 1\nfn g() => 2\n//- /b.fitz\nfn h() => 3\n//- /c.fitz\nprint(1)\nfn i() => 4\n";
    let fixture = Fixture::new(&format!("//- /main.fitz\n{main}{modules}"));
    organize_imports(fixture.host.db(), fixture.file).map(|edits| applied(&fixture, edits))
}

#[test]
fn imports_are_sorted_merged_and_pruned() {
    let uses = "print(f(), g(), h())\n";
    assert_eq!(
        organized(&format!(
            "// The program.\nfrom b import h // why\nfrom a import g\n// Needed.\nfrom a import f\nimport b\n{uses}"
        )),
        Some(format!("// The program.\n// Needed.\nfrom a import f, g\nfrom b import h // why\n{uses}")),
    );
    assert_eq!(organized(&format!("from a import f, g\nfrom b import h\n{uses}")), None);
    assert_eq!(organized("from a import f, f\nprint(f())\n").as_deref(), Some("from a import f\nprint(f())\n"));
    // One run is enough, also when one of several imports of a name stays.
    let twice = organized("from a import f\nfrom b import h\nfrom a import f\nfrom a import g\nprint(f(), h())\n");
    assert_eq!(twice.as_deref(), Some("from a import f\nfrom b import h\nprint(f(), h())\n"));
    assert_eq!(organized("from a import f\nfrom b import h\nprint(f(), h())\n"), None);
    // Groups stay groups.
    assert_eq!(organized(&format!("from b import h\n\nfrom a import f, g\n{uses}")), None);
}

#[test]
fn imports_stay_as_they_are_where_that_matters() {
    // Loading `c` prints.
    assert_eq!(organized("from c import i\nfrom a import f\nprint(i(), f())\n"), None);
    // The last one wins.
    assert_eq!(organized("from b import h\nfrom a import f as h\nprint(h())\n"), None);
    assert_eq!(organized("from b import (\n    // why\n    h,\n)\nfrom a import f\nprint(h(), f())\n"), None);
    assert_eq!(organized("from b import h; from a import f\nprint(h(), f())\n"), None);
}

fn silenced(program: &str) -> Option<String> {
    let fixture = Fixture::new(program);
    let found = diagnostics(fixture.host.db(), fixture.file);
    let fix = suppression(fixture.host.db(), fixture.file, found.first()?)?;
    Some(applied(&fixture, fix.edits))
}

#[test]
fn findings_are_silenced() {
    assert_eq!(
        silenced("fn f() {\n    print(\"a\" + \"b\")\n}\n").as_deref(),
        Some("fn f() {\n    // @allow(string-concat)\n    print(\"a\" + \"b\")\n}\n"),
    );
    assert_eq!(
        silenced("// @allow(while-true)\nwhile true { print(\"a\" + \"b\") }\n").as_deref(),
        Some("// @allow(while-true, string-concat)\nwhile true { print(\"a\" + \"b\") }\n"),
    );
    // Errors are not for silencing, and inside a text there is no comment.
    assert_eq!(silenced("print(nobody)\n"), None);
    assert_eq!(silenced("let a = \"\"\"\n{\"a\" + \"b\"}\"\"\"\n"), None);
}
