//! Hover and completion in `// @allow(code)`. `$0` marks the cursor.

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::{completions, hover};

const PROGRAM: &str = "from python import math\nprint(1)\n";

fn hover_on(program: &str) -> Option<String> {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let hover = hover(db, fixture.file, fixture.offset, 0, &|_, _| None)?;
    Some(format!("{}\n=> {}", fixture.file.content(db).text.slice(hover.range), hover.markdown))
}

fn check(program: &str, expected: Expect) {
    expected.assert_eq(&hover_on(program).unwrap_or_default());
}

/// The labels that are offered, in the order of the list.
fn labels(program: &str) -> Vec<String> {
    let fixture = Fixture::new(program);
    let mut items = completions(fixture.host.db(), fixture.file, fixture.offset);
    items.sort_by(|a, b| (&a.sort, &a.label).cmp(&(&b.sort, &b.label)));
    items.into_iter().map(|item| item.label).collect()
}

#[test]
fn a_code_says_what_its_rule_finds() {
    check(
        &format!("// @allow(unused-im$0port)\n{PROGRAM}"),
        expect![[r#"
        unused-import
        => **`unused-import`**: An imported name that the file does not use.

        Severity by default: `warning`.

        What it finds, why, and how to mend it: <https://github.com/fitz-lang/fitz-lsp/blob/main/docs/rules/unused-import.md>"#]],
    );
    check(
        &format!(
            "//- /main.fitz\n/* @allow(ws/not-async, unused_im$0port): soon */\n{PROGRAM}//- /fitz.toml\n[lint]\nunused-import = \"hint\"\n"
        ),
        expect![[r#"
            unused_import
            => **`unused-import`**: An imported name that the file does not use.

            Severity by default: `warning`. In this package: `hint`.

            What it finds, why, and how to mend it: <https://github.com/fitz-lang/fitz-lsp/blob/main/docs/rules/unused-import.md>"#]],
    );
}

#[test]
fn other_comments_and_texts_say_nothing() {
    for program in [
        "// @allow(no-such-co$0de)\nprint(1)",
        "// @all$0ow(unused-import)\nprint(1)",
        "// @allow(unused-import) unused-im$0port\nprint(1)",
        "// unused-im$0port\nprint(1)",
        "print(\"@allow(unused-im$0port)\")",
    ] {
        assert_eq!(hover_on(program), None, "{program}");
    }
}

#[test]
fn codes_that_are_found_come_first() {
    for program in [
        format!("// @allow($0)\n{PROGRAM}"),
        format!("// @allow(\n{PROGRAM}").replacen("(\n", "($0\n", 1),
        "from python import math // @allow(un$0)\nprint(1)".to_owned(),
        format!("// @allow(ws/not-async, un$0\n{PROGRAM}"),
    ] {
        let labels = labels(&program);
        assert_eq!(labels.first().map(String::as_str), Some("unused-import"), "{program}");
        assert!(labels.len() > 100 && !labels.iter().any(|code| code.starts_with("syntax/")), "{program}");
    }
    let further = labels(&format!("// @allow(unused-import, $0, ws_not_async)\n{PROGRAM}"));
    assert!(!further.iter().any(|code| code == "unused-import" || code == "ws/not-async"), "{further:?}");
}

#[test]
fn what_is_typed_of_a_code_is_replaced() {
    let fixture = Fixture::new(&format!("// @allow(ws/not-async, unused-im$0port)\n{PROGRAM}"));
    let db = fixture.host.db();
    let items = completions(db, fixture.file, fixture.offset);
    let range = items.first().map(|item| item.replace).unwrap_or_default();
    assert_eq!(fixture.file.content(db).text.slice(range), "unused-import");
}

#[test]
fn nothing_is_offered_beside_the_brackets() {
    for program in
        ["// @allow$0\nprint(1)", "// @allow(unused-import) $0\nprint(1)", "// a $0\nprint(1)", "let a = \"@allow($0\""]
    {
        assert_eq!(labels(program), Vec::<String>::new(), "{program}");
    }
}
