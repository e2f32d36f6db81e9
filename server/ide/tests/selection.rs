//! What belongs together in the text of a file: selections, linked places, keywords.

#![allow(clippy::indexing_slicing, reason = "what is not there fails its test")]

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::{document_highlights, linked_editing_ranges, selection_ranges};
use fitz_syntax::TextRange;

/// Each step on a line, innermost first; line ends as `⏎`.
fn steps(program: &str) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let ranges = selection_ranges(db, fixture.file, fixture.offset);
    assert!(ranges.windows(2).all(|pair| pair[1].contains_range(pair[0]) && pair[0] != pair[1]), "{ranges:?}");
    let text = &fixture.file.content(db).text;
    ranges.into_iter().map(|range| format!("{}\n", text.slice(range).replace('\n', "⏎"))).collect()
}

#[test]
fn selections_grow_step_by_step() {
    expect![[r#"
        b
        a + b
        a + b, "x y"
        (a + b, "x y")
        g(a + b, "x y")
        return g(a + b, "x y")
        { return g(a + b, "x y") }
        fn f(a: Int) { return g(a + b, "x y") }
        @get("/")⏎fn f(a: Int) { return g(a + b, "x y") }
        @get("/")⏎fn f(a: Int) { return g(a + b, "x y") }⏎let c = 1⏎
    "#]]
    .assert_eq(&steps("@get(\"/\")\nfn f(a: Int) { return g(a + $0b, \"x y\") }\nlet c = 1\n"));
}

#[test]
fn strings_and_comments_have_steps_of_their_own() {
    expect![[r#"
        two
        one two
        "one two"
        let s = "one two"
    "#]]
    .assert_eq(&steps("let s = \"one t$0wo\""));
    expect![[r#"
        name
        {name}
        hi {name}!
        "hi {name}!"
        let s = "hi {name}!"
    "#]]
    .assert_eq(&steps("let s = \"hi {na$0me}!\""));
    expect![[r#"
        b
        a b
        // a b
        // a b⏎// c
        // a b⏎// c⏎let x = 1
    "#]]
    .assert_eq(&steps("// a $0b\n// c\nlet x = 1"));
    expect![[r#"
        b
        a b
        /** a b */
        /** a b */⏎let x = 1
    "#]]
    .assert_eq(&steps("/** a $0b */\nlet x = 1"));
}

#[test]
fn broken_text_can_be_selected_too() {
    for program in ["$0", "fn $0", "fn f( {$0", "\"abc$0", "let x = [1, $0", "}$0}", "/* a$0"] {
        steps(program);
    }
}

fn texts(program: &str, ranges: Option<Vec<TextRange>>) -> String {
    let fixture = Fixture::new(program);
    let text = &fixture.file.content(fixture.host.db()).text;
    let Some(ranges) = ranges else { return "nothing".to_owned() };
    let shown = ranges.into_iter().map(|range| format!("{}:{}", text.line_of(range.start()) + 1, text.slice(range)));
    shown.collect::<Vec<_>>().join(" ")
}

fn check_linked(program: &str, expected: Expect) {
    let fixture = Fixture::new(program);
    let ranges = linked_editing_ranges(fixture.host.db(), fixture.file, fixture.offset);
    expected.assert_eq(&texts(program, ranges));
}

#[test]
fn labels_and_path_parameters_are_linked() {
    let labels = "fn f() {\n    'a: for x in y {\n        loop { break 'a }\n        'a: loop { continue 'a }\n        fn () { break 'a }\n    }\n}";
    check_linked(&labels.replacen("'a", "'$0a", 1), expect!["2:a 3:a"]);
    check_linked(&labels.replacen("break 'a", "break 'a$0", 1), expect!["2:a 3:a"]);
    check_linked(&labels.replacen("continue 'a", "continue $0'a", 1), expect!["4:a 4:a"]);
    check_linked("fn f() { 'a$0: loop {} }", expect!["nothing"]);
    let route = "@get(\"/users/{id}/{page}\")\nfn user(id: Int, page: Int) => id";
    check_linked(&route.replace("{id}", "{i$0d}"), expect!["1:id 2:id"]);
    check_linked(&route.replace("(id:", "($0id:"), expect!["1:id 2:id"]);
    check_linked(&route.replace("=> id", "=> i$0d"), expect!["nothing"]);
    let query = "@get(\"/users?id={id}&page={page}\")\nfn user(id: Int, page: Int?) => id";
    check_linked(&query.replace("(id:", "($0id:"), expect!["1:id 1:id 2:id"]);
    check_linked(&query.replace("{page}", "{pa$0ge}"), expect!["1:page 1:page 2:page"]);
    check_linked("fn f($0n: Int) => n", expect!["nothing"]);
}

fn check_keywords(program: &str, expected: Expect) {
    let fixture = Fixture::new(program);
    let found = document_highlights(fixture.host.db(), fixture.file, fixture.offset);
    let ranges = found.map(|found| found.into_iter().map(|it| it.range).collect());
    expected.assert_eq(&texts(program, ranges));
}

#[test]
fn keywords_that_belong_together() {
    let exits = "async fn f(x: Int) -> Result<Int> {\n    let a = g()?.await\n    let h = fn () { return 1 }\n    if x > 1 { return Ok(1) }\n    loop {\n        break\n    }\n    return b().await\n}";
    check_keywords(&exits.replacen("fn f", "f$0n f", 1), expect!["1:fn 2:? 4:return 8:return"]);
    check_keywords(&exits.replacen("g()?", "g()$0?", 1), expect!["1:fn 2:? 4:return 8:return"]);
    check_keywords(&exits.replacen("return Ok", "$0return Ok", 1), expect!["1:fn 2:? 4:return 8:return"]);
    check_keywords(&exits.replacen("return 1", "ret$0urn 1", 1), expect!["3:fn 3:return"]);
    check_keywords(&exits.replacen("async", "as$0ync", 1), expect!["1:async 2:await 8:await"]);
    check_keywords(&exits.replacen("b().await", "b().aw$0ait", 1), expect!["1:async 2:await 8:await"]);
    let loops = "fn f() {\n    'a: while true {\n        for x in y {\n            continue\n            break 'a\n        }\n        break\n    }\n}";
    check_keywords(&loops.replacen("while", "wh$0ile", 1), expect!["2:while 5:break 7:break"]);
    check_keywords(&loops.replacen("for", "f$0or", 1), expect!["3:for 4:continue"]);
    check_keywords(&loops.replacen("break 'a", "bre$0ak 'a", 1), expect!["2:while 5:break 7:break"]);
    check_keywords(&loops.replacen("continue", "cont$0inue", 1), expect!["3:for 4:continue"]);
    check_keywords(&loops.replacen("'a\n", "'$0a\n", 1), expect!["2:a 5:a"]);
    check_keywords(
        "fn f(x: Int) => mat$0ch x {\n    1 => 2\n    _ => match x { _ => 3 }\n}",
        expect!["1:match 2:=> 3:=>"],
    );
    check_keywords("let a = [x for$0 x in y]", expect!["nothing"]);
    check_keywords("break$0", expect!["nothing"]);
}
