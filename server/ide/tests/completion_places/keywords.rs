//! Keywords, where they can stand, and labels.

use fitz_ide::CompletionKind;

use super::{labels, labels_of};

/// Whether each of these words is offered.
fn check(program: &str, offered: &[&str], missing: &[&str]) {
    let found = labels_of(program, CompletionKind::Keyword);
    for word in offered {
        assert!(found.iter().any(|it| it == word), "{word} is missing in {program}: {found:?}");
    }
    for word in missing {
        assert!(!found.iter().any(|it| it == word), "{word} in {program}");
    }
}

#[test]
fn statements() {
    let jumps = ["break", "continue"];
    check(
        "$0",
        &["fn", "async fn", "type", "import", "from", "let", "if", "for"],
        &["return", "break", "else", "null"],
    );
    check("fn f() {\n    $0\n}", &["return", "let", "match"], &["type", "import", "from", "break", "else"]);
    check("fn f() { $0 }", &["return", "let"], &["type", "break"]);
    check("fn f() { loop { $0 } }", &["return", "break", "continue"], &["import"]);
    check("while true {\n    $0\n}", &jumps, &["return"]);
    check("for x in [1] {\n    $0", &jumps, &["return"]);
    check("fn f() { loop { g(fn(x) { $0 }) } }", &["return"], &jumps);
    check("fn f() { match g() {\n    Ok(v) => $0\n} }", &["return", "null"], &jumps);
    check("fn f() { loop { match g() {\n    Ok(v) => $0\n} } }", &["return", "break", "continue"], &["let"]);
    check("fn f() { while $0 { } }", &["true", "not"], &jumps);
}

#[test]
fn values() {
    for program in [
        "let x = $0",
        "fn f() { g($0) }",
        "fn f() { return $0 }",
        "fn f() -> Int => $0",
        "let x = [1, $0]",
        "let x = 1 + $0",
        "let x = not $0",
        "let x = {\"a\": $0}",
        "fn f(a: Int = $0) {}",
        "type T { a: Int = $0 }",
    ] {
        check(program, &["true", "null", "match"], &["let", "return", "break", "type", "and", "else"]);
    }
}

#[test]
fn words_between() {
    for (program, expected) in [
        ("fn f() { if true { 1 } $0 }", vec!["else", "else if"]),
        ("fn f() {\n    if true {\n    } el$0\n}", vec!["else", "else if"]),
        ("fn f() { if true { 1 } else $0 }", vec!["if"]),
        ("fn f() { if true { 1 } else { 2 } $0 }", vec![]),
        ("fn f(x: Int) { if x == 1 $0 }", vec!["and", "or", "xor"]),
        ("let x = true $0", vec!["and", "or", "xor"]),
        ("for x $0", vec!["in"]),
        ("let x = [x $0]", vec!["and", "for", "or", "xor"]),
        ("let x = [x for x in y $0]", vec!["and", "for", "if", "or", "xor"]),
        ("fn f(r: Result<Int>) { match r { Ok(v) $0 } }", vec!["if"]),
        ("from util $0", vec!["import"]),
        ("from util im$0", vec!["import"]),
        ("import util $0", vec!["as"]),
        ("from util import half $0", vec!["as"]),
        ("async $0", vec!["fn"]),
    ] {
        // The order follows what the program uses.
        let mut found = labels(program);
        found.sort_unstable();
        assert_eq!(found, expected, "{program}");
    }
}

#[test]
fn loop_labels() {
    for (program, expected) in [
        ("'rows: for row in rows { continue $0 }", vec!["'rows"]),
        ("'rows: for row in rows { break '$0 }", vec!["'rows"]),
        ("'rows: for row in rows { 'cells: loop { break 'r$0 } }", vec!["'cells", "'rows"]),
        ("'rows: for row in rows { g(fn() { loop { continue $0 } }) }", vec![]),
        ("loop { continue $0 }", vec![]),
    ] {
        // The order follows what the program uses.
        let mut found = labels(program);
        found.sort_unstable();
        assert_eq!(found, expected, "{program}");
    }
    assert_eq!(labels("let n = 'find: loop { break $0 }").first().map(String::as_str), Some("'find"));
}
