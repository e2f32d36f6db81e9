//! Refactorings: a program, where the cursor (`$0`) or the selection is, and what becomes of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics fails, as it should")]

use fitz_analysis::fixture::Fixture;
use fitz_analysis::syntax_diagnostics;
use fitz_ide::{Assist, assists};
use fitz_syntax::{TextRange, TextSize};

/// The program after the change of that kind at the cursor, or at the selected text; `None` when it is not offered.
fn changed(kind: &str, program: &str, selected: Option<&str>) -> Option<String> {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let text = fixture.file.content(db).text.to_string();
    let range = match selected {
        Some(selected) => {
            let start = TextSize::try_from(text.find(selected).unwrap()).unwrap();
            TextRange::at(start, TextSize::of(selected))
        }
        None => TextRange::empty(fixture.offset),
    };
    let is_it = |assist: &Assist| assist.kind.ends_with(kind) && assist.disabled.is_none();
    let assist = assists(db, fixture.file, range).into_iter().find(is_it)?;
    let mut text = text;
    let (_, mut edits) = assist.edits.into_iter().find(|(file, _)| *file == fixture.file).unwrap();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse((range.start(), range.end())));
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    if let Some((path, created)) = assist.creates {
        text = format!("{text}//- {path}\n{created}");
    }
    let after = Fixture::new(&text);
    let errors = syntax_diagnostics(after.host.db(), after.file);
    assert!(errors.is_empty(), "{text}{errors:#?}");
    Some(text)
}

#[track_caller]
fn check(kind: &str, before: &str, after: &str) {
    assert_eq!(changed(kind, before, None).as_deref(), Some(after), "{kind}");
}

#[track_caller]
fn check_selected(kind: &str, before: &str, selected: &str, after: &str) {
    assert_eq!(changed(kind, before, Some(selected)).as_deref(), Some(after), "{kind}");
}

#[track_caller]
fn check_no(kind: &str, program: &str) {
    assert_eq!(changed(kind, program, None), None, "{kind}");
}

#[track_caller]
fn check_not_selected(kind: &str, program: &str, selected: &str) {
    assert_eq!(changed(kind, program, Some(selected)), None, "{kind}");
}

#[test]
fn conditions() {
    check(
        "invertIf",
        "fn f(a: Int) {\n    $0if a < 1 { print(1) } else { print(2) }\n}\n",
        "fn f(a: Int) {\n    if a >= 1 { print(2) } else { print(1) }\n}\n",
    );
    // A number may be no number.
    check(
        "invertIf",
        "fn f(a: Float) {\n    $0if (a < 1.0) { print(1) } else { print(2) }\n}\n",
        "fn f(a: Float) {\n    if (not (a < 1.0)) { print(2) } else { print(1) }\n}\n",
    );
    check_no("invertIf", "fn f(a: Int) {\n    $0if a < 1 { print(1) } else if a < 2 { print(2) }\n}\n");
    check(
        "deMorgan",
        "fn f(a: Bool, b: Int) -> Bool => a $0and b == 1\n",
        "fn f(a: Bool, b: Int) -> Bool => not (not a or b != 1)\n",
    );
    check(
        "deMorgan",
        "fn f(a: Bool, b: Bool) -> Bool => not (a $0or b)\n",
        "fn f(a: Bool, b: Bool) -> Bool => not a and not b\n",
    );
    check("flipComparison", "fn f(a: Int) -> Bool => a $0< 3 + 1\n", "fn f(a: Int) -> Bool => 3 + 1 > a\n");
    check_no("flipComparison", "fn f(a: Fn() -> Int) -> Bool => a() $0< a()\n");
    check_no("deMorgan", "fn f(a: Bool) -> Bool => a $0xor a\n");
}

#[test]
fn nested_ifs() {
    let nested = "fn f(a: Bool, b: Bool) {\n    $0if a {\n        if b or a {\n            // Both.\n            print(1)\n        }\n    }\n}\n";
    let merged = "fn f(a: Bool, b: Bool) {\n    if a and (b or a) {\n        // Both.\n        print(1)\n    }\n}\n";
    check("mergeIf", nested, merged);
    check("splitIf", &merged.replace("a and", "a $0and"), &nested.replace("$0", ""));
    check_no("mergeIf", "fn f(a: Bool) {\n    $0if a {\n        if a { print(1) }\n        print(2)\n    }\n}\n");
    check_no("mergeIf", "fn f(a: Bool) {\n    $0if a {\n        if a { print(1) } else { print(2) }\n    }\n}\n");
    check_no("splitIf", "fn f(a: Bool) {\n    if a $0and a { print(1) } else { print(2) }\n}\n");
}

#[test]
fn early_returns() {
    check(
        "guardReturn",
        "fn f(a: Bool) {\n    print(0)\n    $0if a {\n        print(1) // one\n\n        print(2)\n    }\n}\n",
        "fn f(a: Bool) {\n    print(0)\n    if not a {\n        return\n    }\n    print(1) // one\n\n    print(2)\n}\n",
    );
    check(
        "guardReturn",
        "fn f(xs: List<Int>) {\n    for x in xs {\n        $0if x == 1 {\n            print(x)\n        }\n    }\n}\n",
        "fn f(xs: List<Int>) {\n    for x in xs {\n        if x != 1 {\n            continue\n        }\n        print(x)\n    }\n}\n",
    );
    check_no("guardReturn", "fn f(a: Bool) {\n    $0if a {\n        print(1)\n    }\n    print(2)\n}\n");
    check(
        "removeElse",
        "fn f(a: Bool) -> Int {\n    $0if a {\n        return 1\n    } else {\n        return 2\n    }\n}\n",
        "fn f(a: Bool) -> Int {\n    if a {\n        return 1\n    }\n    return 2\n}\n",
    );
    check_no(
        "removeElse",
        "fn f(a: Bool) {\n    $0if a {\n        print(1)\n    } else {\n        print(2)\n    }\n}\n",
    );
}

#[test]
fn parentheses() {
    check("removeParentheses", "let a = 1 + $0(2 * 3)\n", "let a = 1 + 2 * 3\n");
    check_no("removeParentheses", "let a = 2 * $0(1 + 3)\n");
    check_no("removeParentheses", "let a = 3 - $0(2 - 1)\n");
    check_no("removeParentheses", "let b = true\nlet a = not $0(b == true)\n");
    check_no("removeParentheses", "fn f(a: Bool) { if $0(a) { print(1) } }\n");
}

#[test]
fn variables_are_extracted() {
    check_selected(
        "extract.variable",
        "fn f(a: Int) {\n    print(a + 1, 2)\n}\n",
        "a + 1",
        "fn f(a: Int) {\n    let value = a + 1\n    print(value, 2)\n}\n",
    );
    check_selected(
        "extract.variable",
        "type User { name: Str }\nfn f(user: User) { print(\"hi {user.name}\") }\n",
        "user.name",
        "type User { name: Str }\nfn f(user: User) { let name_2 = user.name; print(\"hi {name_2}\") }\n",
    );
    // What may not be evaluated, or is evaluated after something else.
    check_not_selected("extract.variable", "fn f(a: Int) { if a > 0 and 1 / a > 2 { print(1) } }\n", "1 / a");
    check_not_selected("extract.variable", "fn f(a: Fn() -> Int) { print(a(), a() + 1) }\n", "a() + 1");
    check_not_selected("extract.variable", "fn f(a: Int) { while a + 1 < 3 { a = a + 1 } }\n", "a + 1 < 3");
    check_not_selected("extract.variable", "fn f(xs: List<Int>) { print(xs.map(fn(x) => x + 1)) }\n", "x + 1");
}

#[test]
fn a_refusal_says_why() {
    let fixture = Fixture::new("fn f(a: Int) { while a + 1 < 3 { a = a + 1 } }\n");
    let range = TextRange::new(21.into(), 30.into());
    let found = assists(fixture.host.db(), fixture.file, range);
    let refused = found.iter().find(|assist| assist.kind == "refactor.extract.variable").unwrap();
    assert_eq!(refused.disabled, Some("It is evaluated only sometimes, or more than once."));
    assert!(refused.edits.iter().all(|(_, edits)| edits.is_empty()));
}

#[test]
fn constants_are_extracted() {
    check(
        "extract.constant",
        "// Waits.\nfn f(a: Int) -> Bool => a > 4$02\n",
        "let VALUE = 42\n\n// Waits.\nfn f(a: Int) -> Bool => a > VALUE\n",
    );
    check(
        "extract.constant",
        "fn g(text: Str) -> Str => text\nfn f() -> Str => g(\"too $0long\")\n",
        "fn g(text: Str) -> Str => text\nlet TOO_LONG = \"too long\"\n\nfn f() -> Str => g(TOO_LONG)\n",
    );
    check_no("extract.constant", "fn f(a: Str) -> Str => \"$0hi {a}\"\n");
    check_no("extract.constant", "fn f() { ws_broadcast(\"/$0news\", 1) }\n");
    check_no("extract.constant", "fn f(a: Int) { match a { $01 => print(2), _ => {} } }\n");
}

#[test]
fn functions_are_extracted() {
    check_selected(
        "extract.function",
        "fn f(a: Int, b: Int) {\n    print(a * b + 1)\n}\n",
        "a * b + 1",
        "fn f(a: Int, b: Int) {\n    print(get_value(a, b))\n}\n\nfn get_value(a: Int, b: Int) -> Int => a * b + 1\n",
    );
    check_selected(
        "extract.function",
        "fn f(a: Int) {\n    let b = a + 1\n    print(b)\n    // Twice.\n    let c = b * 2\n    print(c)\n}\n",
        "print(b)\n    // Twice.\n    let c = b * 2",
        "fn f(a: Int) {\n    let b = a + 1\n    let c = step(b)\n    print(c)\n}\n\nfn step(b: Int) -> Int {\n    print(b)\n    // Twice.\n    let c = b * 2\n    return c\n}\n",
    );
    check_not_selected("extract.function", "fn f(a: Int) {\n    print(a)\n    return\n}\n", "print(a)\n    return");
    check_not_selected(
        "extract.function",
        "fn f(a: Int, b: Int) {\n    a = a + 1\n    b = 1\n    print(a + b)\n}\n",
        "a = a + 1\n    b = 1",
    );
    check_not_selected(
        "extract.function",
        "fn f() {\n    let a = 1\n    let g = fn() => a\n    a = a + 1\n    print(1)\n    print(a + g())\n}\n",
        "a = a + 1\n    print(1)",
    );
    check_not_selected(
        "extract.function",
        "fn f(a: Int) {\n    a = a + 1\n    let b = 1\n    print(a + b)\n}\n",
        "a = a + 1\n    let b = 1",
    );
    check_selected(
        "extract.function",
        "fn f(xs: List<Int>) -> Int {\n    let total = 0\n    for x in xs {\n        total += x\n    }\n    return total\n}\n",
        "for x in xs {\n        total += x\n    }",
        "fn f(xs: List<Int>) -> Int {\n    let total = 0\n    total = step(xs, total)\n    return total\n}\n\nfn step(xs: List<Int>, total: Int) -> Int {\n    for x in xs {\n        total += x\n    }\n    return total\n}\n",
    );
}

#[test]
fn variables_are_inlined() {
    check(
        "inline.variable",
        "fn f(a: Int) {\n    let $0b = a + 1\n    print(b * 2, \"{b}\")\n}\n",
        "fn f(a: Int) {\n    print((a + 1) * 2, \"{a + 1}\")\n}\n",
    );
    check(
        "inline.variable",
        "fn f(a: Fn() -> Int) {\n    let b = a()\n    print($0b)\n}\n",
        "fn f(a: Fn() -> Int) {\n    print(a())\n}\n",
    );
    check_no("inline.variable", "fn f(a: Fn() -> Int) {\n    let $0b = a()\n    print(a(), b)\n}\n");
    check_no("inline.variable", "fn f(a: Int) {\n    let $0b = a\n    a = 2\n    print(b)\n}\n");
    check_no("inline.variable", "fn f(a: Int) {\n    let $0b = a\n    b = 2\n    print(b)\n}\n");
}

#[test]
fn constants_are_inlined() {
    check(
        "inline.constant",
        "// Waits.\nlet $0LIMIT = 3\n\nfn f(a: Int) -> Bool => a > LIMIT\nfn g() -> Str => \"{LIMIT}\"\n",
        "\nfn f(a: Int) -> Bool => a > 3\nfn g() -> Str => \"{3}\"\n",
    );
    check(
        "inline.constant",
        "// Limits.\nlet LOW = -1\nlet HIGH = 3\nfn f() -> Int => 2 - LO$0W\n",
        "// Limits.\nlet HIGH = 3\nfn f() -> Int => 2 - -1\n",
    );
    check_no("inline.constant", "let $0A = 3\nfn f() { A = 4 }\nfn g() -> Int => A\n");
    check_no("inline.constant", "let $0A = \"x\"\nfn g() -> Str => \"{A}\"\n");
    check_no("inline.constant", "let $0A = [1]\nfn g() { A.push(2) }\n");
    check_no("inline.constant", "let $0A: Float = 1\nfn g() -> Float => A\n");
    check_no(
        "inline.constant",
        "//- /a.fitz\nlet $0A = 1\nfn g() -> Int => A\n//- /b.fitz\nfrom a import A\nprint(A)\n",
    );
}

#[test]
fn calls_are_inlined() {
    check(
        "inline.call",
        "fn twice(n: Int) -> Int => n + n\nfn f(a: Int) -> Int => 3 * $0twice(a - 1)\n",
        "fn twice(n: Int) -> Int => n + n\nfn f(a: Int) -> Int => 3 * (a - 1 + (a - 1))\n",
    );
    check_no("inline.call", "fn twice(n: Int) -> Int => n + n\nfn f(g: Fn() -> Int) -> Int => $0twice(g())\n");
    check(
        "inline.call",
        "fn more(n: Int) -> Int { return n + 1 }\nfn f() -> Int => 3 * $0more(2 + 1)\n",
        "fn more(n: Int) -> Int { return n + 1 }\nfn f() -> Int => 3 * (2 + 1 + 1)\n",
    );
    let sum = "fn sum(a: Int, b: Int) -> Int { return a + b }\n";
    check(
        "inline.call",
        &format!("{sum}fn f(g: Fn() -> Int) -> Int => $0sum(g(), 1)\n"),
        &format!("{sum}fn f(g: Fn() -> Int) -> Int => g() + 1\n"),
    );
    for function in [
        "fn sum(a: Int, b: Int) -> Int => b + a\n",
        "fn sum(a: Int, b: Int) -> Int => a\n",
        "fn sum(a: Int, b: Int) -> Int => a + b + b\n",
        "fn sum(a: Int, b: Int) -> Int {\n    print(a)\n    return a + b\n}\n",
    ] {
        check_no("inline.call", &format!("{function}fn f(g: Fn() -> Int) -> Int => $0sum(g(), 1)\n"));
    }
    let both = "fn both(a: Bool, b: Bool) -> Bool => a and b\n";
    check_no("inline.call", &format!("{both}fn f(g: Fn() -> Bool) -> Bool => $0both(true, g())\n"));
    check_no("inline.call", "let top = 1\nfn more(n: Int) -> Int => n + top\nfn f(top: Int) -> Int => $0more(2)\n");
}

#[test]
fn types_are_written_down() {
    check("addReturnType", "fn $0f(a: Int) => a + 1\n", "fn f(a: Int) -> Int => a + 1\n");
    check(
        "addReturnType",
        "fn $0f(a: Bool) {\n    if a { return 1 }\n    return 2\n}\n",
        "fn f(a: Bool) -> Int {\n    if a { return 1 }\n    return 2\n}\n",
    );
    check_no("addReturnType", "fn $0f(a: Bool) {\n    if a { return 1 }\n}\n");
    check_no("addReturnType", "fn $0f(a: Bool) {\n    if a { return \"\" }\n    return 2\n}\n");
    check("annotateVariable", "let $0a = [1]\n", "let a: List<Int> = [1]\n");
    check_no("annotateVariable", "fn f() {\n    let $0a = 1\n    a = \"\"\n    print(a)\n}\n");
    check("annotateParameter", "fn f($0a = 1) => a\n", "fn f(a: Int = 1) => a\n");
    check_no("annotateParameter", "fn f($0a) => a\n");
}

#[test]
fn waiting_and_passing_on() {
    let load = "async fn load() -> Result<Int> => Ok(1)\n";
    check(
        "addAwait",
        &format!("{load}async fn f() {{ let a = $0load() }}\n"),
        &format!("{load}async fn f() {{ let a = load().await }}\n"),
    );
    check_no("addAwait", &format!("{load}fn f() {{ let a = $0load() }}\n"));
    check(
        "addTry",
        &format!("{load}async fn f() -> Result<Int> {{\n    let a = $0load().await\n    return Ok(a)\n}}\n"),
        &format!("{load}async fn f() -> Result<Int> {{\n    let a = load().await?\n    return Ok(a)\n}}\n"),
    );
    check_no("addTry", &format!("{load}async fn f() -> Int {{\n    let a = $0load().await\n    return 1\n}}\n"));
    check_no("addAwait", &format!("{load}async fn f() {{ let a = $0load().await }}\n"));
    // What the function gives is a result already, through whatever arms and branches.
    let sync = "fn load() -> Result<Int> => Ok(1)\n";
    for body in [
        "{\n    return $0load()\n}",
        "=> $0load()",
        "=> if true { $0load() } else { Err(\"no\") }",
        "{\n    return match load() { Ok(n) => $0Ok(n), Err(e) => Err(e) }\n}",
    ] {
        check_no("addTry", &format!("{sync}fn f() -> Result<Int> {body}\n"));
    }
    let plain = "fn a() -> Int => 1\nasync fn b() { print(a()) }\n";
    let waiting = "async fn a() -> Int => 1\nasync fn b() { print(a().await) }\n";
    check("makeAsync", &plain.replace("fn a()", "fn $0a()"), waiting);
    check("removeAsync", &waiting.replace("fn a()", "fn $0a()"), plain);
    check_no("makeAsync", "fn $0a() -> Int => 1\nfn b() { print(a()) }\n");
    check_no("removeAsync", "async fn $0b() { sleep(1).await }\n");
}

#[test]
fn what_is_missing_is_added() {
    check(
        "addMissingArms",
        "fn f(a: Result<Int>) {\n    $0match a {\n        Ok(n) => print(n)\n    }\n}\n",
        "fn f(a: Result<Int>) {\n    match a {\n        Ok(n) => print(n)\n        Err(_) => {}\n    }\n}\n",
    );
    check(
        "addMissingArms",
        "fn f(a: Bool) { $0match a { true => {} } }\n",
        "fn f(a: Bool) { match a { true => {}, false => {} } }\n",
    );
    check_no("addMissingArms", "fn f(a: Int) { $0match a { 1 => {}, _ => {} } }\n");
    // Where the value is taken, the arm has one.
    for (before, after) in [
        (
            "fn f(a: Result<Str>) -> Str {\n    return $0match a {\n        Ok(text) => text,\n    }\n}\n",
            "fn f(a: Result<Str>) -> Str {\n    return match a {\n        Ok(text) => text,\n        Err(_) => \"\"\n    }\n}\n",
        ),
        (
            "fn f(a: Result<Str>) -> Result<Int> {\n    let n = $0match a { Ok(text) => text.len() }\n    return Ok(n)\n}\n",
            "fn f(a: Result<Str>) -> Result<Int> {\n    let n = match a { Ok(text) => text.len(), Err(error) => return Err(error) }\n    return Ok(n)\n}\n",
        ),
        (
            "fn f(a: Result<Str>) -> Str => $0match a { Err(_) => \"none\" }\n",
            "fn f(a: Result<Str>) -> Str => match a { Err(_) => \"none\", Ok(value) => value }\n",
        ),
        (
            "fn f(a: Str?) -> Str => $0match a { null => \"none\" }\n",
            "fn f(a: Str?) -> Str => match a { null => \"none\", value => value }\n",
        ),
    ] {
        check("addMissingArms", before, after);
    }
    check_no("addMissingArms", "type P { x: Int }\nfn f(a: Result<P>) -> P => $0match a { Ok(p) => p }\n");
    check(
        "addMissingFields",
        "type P { x: Int, name: Str, note: Str? }\nfn f(name: Str) -> P {\n    return P {\n        x: 1$0\n    }\n}\n",
        "type P { x: Int, name: Str, note: Str? }\nfn f(name: Str) -> P {\n    return P {\n        x: 1\n        name: name\n    }\n}\n",
    );
    check_no("addMissingFields", "type P { x: Int = 0 }\nlet p = P$0 { x: 1 }\n");
}

#[test]
fn imports_take_other_forms() {
    let with = |main: &str| format!("//- /main.fitz\n{main}//- /a.fitz\nfn b() => 1\nfn c() => 2\n");
    let body = "print(b(), c())\n";
    let main = |kind: &str, text: &str| {
        let changed = changed(kind, &with(text), None)?;
        Some(changed.replace("//- /main.fitz\n", ""))
    };
    let expect = |kind: &str, before: &str, after: &str| {
        assert_eq!(main(kind, &format!("{before}{body}")), Some(after.to_owned()), "{kind}");
    };
    expect("mergeImports", "$0from a import c\nfrom a import b\n", "from a import b, c\nprint(b(), c())\n");
    expect("splitImport", "from a import b, $0c\n", "from a import b\nfrom a import c\nprint(b(), c())\n");
    expect("qualifyImport", "from a import b, $0c\n", "import a\nfrom a import b\nprint(b(), a.c())\n");
    assert_eq!(main("mergeImports", "from a import $0b // why\nprint(b())\n"), None);
    assert_eq!(main("splitImport", "from a import $0b\nprint(b())\n"), None);
    assert_eq!(main("qualifyImport", "from a import $0b\nlet a = 1\nprint(b(), a)\n"), None);
}

#[test]
fn declarations_move() {
    check(
        "move.newModule",
        "// Prints.\n\n// A place.\ntype $0Point { x: Int }\n\nlet p = Point { x: 1 }\n",
        "// Prints.\n\nfrom point import Point\nlet p = Point { x: 1 }\n//- /point.fitz\n// A place.\ntype Point { x: Int }\n",
    );
    check_no("move.newModule", "type A { x: Int }\ntype $0B { a: A }\nlet b = B { a: A { x: 1 } }\n");
    check_no("move.newModule", "@table\ntype $0B { @primary id: Int }\nlet b = B { id: 1 }\n");
}

/// The files after a declaration has moved into a module that is there.
fn moved(program: &str) -> Option<Vec<String>> {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let found = assists(db, fixture.file, TextRange::empty(fixture.offset));
    let assist = found.into_iter().find(|assist| assist.kind == "refactor.move.module")?;
    let mut texts = Vec::new();
    for path in &fixture.paths {
        let file = fixture.file_at(path.as_str());
        let mut text = file.content(db).text.to_string();
        let mut edits: Vec<_> =
            assist.edits.iter().filter(|(it, _)| *it == file).flat_map(|(_, edits)| edits.clone()).collect();
        edits.sort_by_key(|(range, _)| std::cmp::Reverse((range.start(), range.end())));
        for (range, new) in edits {
            text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
        }
        texts.push(text);
    }
    Some(texts)
}

#[test]
fn declarations_move_to_a_module_that_is_there() {
    assert_eq!(
        moved(
            "//- /main.fitz\nfrom models import User\n\n// Who.\nfn $0title(user: User) -> Str => user.name\n\nfn f(user: User) -> Str => title(user)\n//- /models.fitz\ntype User { name: Str }\n",
        ),
        Some(vec![
            "from models import User, title\n\nfn f(user: User) -> Str => title(user)\n".to_owned(),
            "type User { name: Str }\n\n// Who.\nfn title(user: User) -> Str => user.name\n".to_owned(),
        ]),
    );
    let into = |main: &str, models: &str| {
        moved(&format!(
            "//- /main.fitz\nfrom models import User\n{main}//- /models.fitz\ntype User {{ name: Str }}\n{models}"
        ))
    };
    assert!(into("fn $0f() => 1\nprint(f())\n", "").is_some());
    // It needs this file; something there has its name, or a name that it uses; the module is broken; others use it.
    assert_eq!(into("fn g() => 1\nfn $0f() => g()\nprint(f())\n", ""), None);
    assert_eq!(into("fn $0f() => 1\nprint(f())\n", "fn f() => 2\n"), None);
    assert_eq!(into("fn $0f() { print(1) }\nf()\n", "fn print(a: Int) {}\n"), None);
    assert_eq!(into("fn $0f() => 1\nprint(f())\n", "fn g( {\n"), None);
    assert_eq!(into("fn $0f() => 1\nprint(f())\n", "//- /c.fitz\nfrom main import f\nprint(f())\n"), None);
}
