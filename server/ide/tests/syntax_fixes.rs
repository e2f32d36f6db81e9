//! Mends of what does not fit the grammar: the program before and after.

#![allow(clippy::panic, reason = "a test that panics fails, as it should")]

use fitz_analysis::fixture::Fixture;
use fitz_ide::{diagnostics, editor_fixes, fix_all, syntax_diagnostics};
use fitz_syntax::TextRange;

fn applied(text: &str, mut edits: Vec<(TextRange, String)>) -> String {
    edits.sort_by_key(|(range, _)| std::cmp::Reverse((range.start(), range.end())));
    let mut text = text.to_owned();
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    text
}

/// The program after the first mend of its first mistake, which must be gone.
fn mended(program: &str) -> Option<String> {
    let fixture = Fixture::new(program);
    let (db, file) = (fixture.host.db(), fixture.file);
    let finding = syntax_diagnostics(db, file).into_iter().next().unwrap_or_else(|| panic!("nothing wrong: {program}"));
    let fix = editor_fixes(db, file, &finding).into_iter().next()?;
    Some(applied(program, fix.edits))
}

/// Programs with one mistake, and without it.
fn check(cases: &[(&str, &str)]) {
    let mut failures = Vec::new();
    for (program, expected) in cases {
        let found = mended(program);
        if found.as_deref() != Some(*expected) {
            let fixture = Fixture::new(program);
            failures
                .push(format!("{program:?}: {found:?}: {:#?}", syntax_diagnostics(fixture.host.db(), fixture.file)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    for (_, expected) in cases {
        let fixture = Fixture::new(expected);
        let left = syntax_diagnostics(fixture.host.db(), fixture.file);
        assert!(left.is_empty(), "{expected}: {left:#?}");
    }
}

/// Programs with a mistake that says not enough about what is meant.
fn check_none(programs: &[&str]) {
    for program in programs {
        assert_eq!(mended(program), None, "{program}");
    }
}

#[test]
fn operators() {
    check(&[
        ("let a = true && false\n", "let a = true and false\n"),
        ("let a = x||y\n", "let a = x or y\n"),
        ("let a = 1 === 2\n", "let a = 1 == 2\n"),
        ("let a = 1 !== 2\n", "let a = 1 != 2\n"),
        ("let a = 1 <> 2\n", "let a = 1 != 2\n"),
        ("let a = !x\n", "let a = not x\n"),
        ("let a = !x.ready() == y\n", "let a = (not x.ready()) == y\n"),
        ("let a = y == !x\n", "let a = y == (not x)\n"),
        ("fn f() {\n    let x = 1\n    x++\n}\n", "fn f() {\n    let x = 1\n    x += 1\n}\n"),
        ("fn f() { p.count-- }\n", "fn f() { p.count -= 1 }\n"),
        ("fn f() {\n    ++x\n}\n", "fn f() {\n    x += 1\n}\n"),
        ("fn f() {\n    x %= 3\n}\n", "fn f() {\n    x = x % 3\n}\n"),
        ("let a = +1\n", "let a = 1\n"),
        ("let a = .5\n", "let a = 0.5\n"),
        ("async fn f() {\n    let a = await g(1).h\n}\n", "async fn f() {\n    let a = g(1).h.await\n}\n"),
        ("let a = xs.map(x => x + 1)\n", "let a = xs.map(fn(x) => x + 1)\n"),
        ("let a = xs.reduce((a, b) => a + b)\n", "let a = xs.reduce(fn(a, b) => a + b)\n"),
    ]);
    check_none(&["let a = x!\n", "let a = 1 +\n", "let a = !!\n", "let a = x++ + 1\n", "let a = x ?? y\n"]);
}

#[test]
fn characters() {
    check(&[
        ("let a = 'abc'\n", "let a = \"abc\"\n"),
        ("let a = 'two words'\n", "let a = \"two words\"\n"),
        ("let a = 'say \"hi\" {x}'\n", "let a = \"say \\\"hi\\\" \\{x\\}\"\n"),
        ("let a = “abc”\n", "let a = \"abc\"\n"),
        ("let a = `hi ${name}!`\n", "let a = \"hi {name}!\"\n"),
        ("let a = f\"hi {name}\"\n", "let a = \"hi {name}\"\n"),
        ("# why\nlet a = 1\n", "// why\nlet a = 1\n"),
        ("let a =\u{a0}1\n", "let a = 1\n"),
        ("let a = \u{200b}1\n", "let a = 1\n"),
        ("let a = \"it\\'s\"\n", "let a = \"it's\"\n"),
        ("let a = \"\\d\"\n", "let a = \"\\\\d\"\n"),
        ("let a = \"\\xE9\"\n", "let a = \"\\u{E9}\"\n"),
        ("let a = 1__000\n", "let a = 1_000\n"),
        ("let a = 1_000_\n", "let a = 1_000\n"),
        ("let a = \"abc\n", "let a = \"abc\"\n"),
        ("print(\"abc)\n", "print(\"abc\")\n"),
    ]);
    check_none(&["let a = 'abc\n", "#[derive(Debug)]\n"]);
}

#[test]
fn lists() {
    check(&[
        ("let a = [1,, 2]\n", "let a = [1, 2]\n"),
        ("let a = f(1, , 2)\n", "let a = f(1, 2)\n"),
        ("let a = match x { 1 => 2 _ => 3 }\n", "let a = match x { 1 => 2, _ => 3 }\n"),
        ("let a = [1 2]\n", "let a = [1, 2]\n"),
        ("let a = 1 let b = 2\n", "let a = 1\nlet b = 2\n"),
        ("let a = f(b = 1)\n", "let a = f(b: 1)\n"),
        ("@get(\"/\", auth: true)\nfn f() {}\n", "@get(\"/\", auth=true)\nfn f() {}\n"),
        ("let a = [1, 2\nlet b = 1\n", "let a = [1, 2]\nlet b = 1\n"),
        ("let a = f(1, g(2)\nlet b = 1\n", "let a = f(1, g(2))\nlet b = 1\n"),
    ]);
    check_none(&["let a = [\n    1,\n    2\nlet b = 1\n", "fn f() {\n    print(1)\n"]);
}

#[test]
fn heads() {
    check(&[
        (
            "fn f() {\n    if a {\n        g()\n    }\n    else {\n        g()\n    }\n}\n",
            "fn f() {\n    if a {\n        g()\n    } else {\n        g()\n    }\n}\n",
        ),
        (
            "fn f() {\n    if a {\n        g()\n    } elif b {\n        g()\n    }\n}\n",
            "fn f() {\n    if a {\n        g()\n    } else if b {\n        g()\n    }\n}\n",
        ),
        ("fn f()\n{\n}\n", "fn f() {\n}\n"),
        (
            "fn f() {\n    for a, b in xs {\n        g()\n    }\n}\n",
            "fn f() {\n    for (a, b) in xs {\n        g()\n    }\n}\n",
        ),
        ("let a, b = x\n", "let (a, b) = x\n"),
        (
            "fn f() {\n    for (a in xs) {\n        g()\n    }\n}\n",
            "fn f() {\n    for a in xs {\n        g()\n    }\n}\n",
        ),
        ("let mut a = 1\n", "let a = 1\n"),
        ("a := 1\n", "let a = 1\n"),
        ("fn f(): Int {\n    return 1\n}\n", "fn f() -> Int {\n    return 1\n}\n"),
        ("fn f() = 1\n", "fn f() => 1\n"),
        ("type T = { a: Int }\n", "type T { a: Int }\n"),
        ("import \"a/b\"\n", "import a.b\n"),
        ("import a/b\n", "import a.b\n"),
        ("import a, b\n", "import a\nimport b\n"),
        ("let a = match x { 1 -> 2 }\n", "let a = match x { 1 => 2 }\n"),
        (
            "fn f() {\n    match x {\n        1 => y = 2\n    }\n}\n",
            "fn f() {\n    match x {\n        1 => { y = 2 }\n    }\n}\n",
        ),
    ]);
}

#[test]
fn types() {
    check(&[
        ("fn f(a: Int[]) {}\n", "fn f(a: List<Int>) {}\n"),
        ("fn f(a: Map<Str, Int>[]) {}\n", "fn f(a: List<Map<Str, Int>>) {}\n"),
        ("fn f(a: [Int]) {}\n", "fn f(a: List<Int>) {}\n"),
        ("fn f(a: List[Int]) {}\n", "fn f(a: List<Int>) {}\n"),
        ("fn f(a: Int??) {}\n", "fn f(a: Int?) {}\n"),
        ("fn f(a: Int | null) {}\n", "fn f(a: Int?) {}\n"),
        ("fn f(a: List<Int,>) {}\n", "fn f(a: List<Int>) {}\n"),
        ("let a: List<Int>= []\n", "let a: List<Int> = []\n"),
    ]);
    check_none(&["fn f(a: Int | Str) {}\n"]);
}

#[test]
fn words_of_other_languages() {
    check(&[
        ("const x = 1\n", "let x = 1\n"),
        ("fn f() {\n    var x = 1\n}\n", "fn f() {\n    let x = 1\n}\n"),
        ("def f(a) {\n}\n", "fn f(a) {\n}\n"),
        ("function f() {\n}\n", "fn f() {\n}\n"),
        ("class A { a: Int }\n", "type A { a: Int }\n"),
    ]);
    check_none(&["enum A { B }\n", "throw \"x\"\n"]);
    for (program, hint) in [
        ("enum A { B }\n", "There are no enums"),
        ("fn f() {\n    throw \"x\"\n}\n", "There are no exceptions"),
        ("fn f() {\n    try {\n        g()\n    }\n}\n", "There are no exceptions"),
    ] {
        let fixture = Fixture::new(program);
        let found = syntax_diagnostics(fixture.host.db(), fixture.file);
        assert!(
            found.iter().any(|it| it.hint.as_ref().is_some_and(|it| it.starts_with(hint))),
            "{program}: {found:#?}"
        );
    }
}

/// The words are names like any other.
#[test]
fn words_as_names() {
    let fixture = Fixture::new("let class = 1\nlet def = class\nlet try = def + 1\nprint(try)\n");
    let found = syntax_diagnostics(fixture.host.db(), fixture.file);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn all_at_once_when_one_meaning_is_possible() {
    let program = "const A = true && true && !false\nlet b = 'x'\n";
    let fixture = Fixture::new(program);
    let edits = fix_all(fixture.host.db(), fixture.file).unwrap_or_else(|| panic!("nothing to mend"));
    assert_eq!(applied(program, edits), "let A = true and true and not false\nlet b = \"x\"\n");
    let guess = Fixture::new("let a = [1 2]\n");
    assert_eq!(fix_all(guess.host.db(), guess.file), None);
    assert!(!diagnostics(guess.host.db(), guess.file).is_empty());
}
