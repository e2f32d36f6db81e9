//! Names that are being declared, types, decorators, comments and texts.

use fitz_ide::CompletionKind;

use super::{complete, item, labels, labels_of, offers};

#[test]
fn nothing_for_new_names_and_plain_text() {
    for program in [
        "let $0",
        "let na$0",
        "let na$0 = 1",
        "fn f() {\n    let $0\n    g()\n}",
        "fn $0",
        "fn na$0",
        "fn na$0\nfn g() {}",
        "async fn $0",
        "fn f($0) {}",
        "fn f(a$0) {}",
        "fn f(a: Int, $0) {}",
        "fn f(a: Int, b$0",
        "fn f(...a$0) {}",
        "let g = fn(a$0) => 1",
        "type $0",
        "type Na$0 {}",
        "import a as $0",
        "from a import b as $0",
        "// na$0",
        "/* na$0 */",
        "let s = \"na$0\"",
        "let s = \"\"\"na$0\"\"\"",
        "let s = b\"na$0\"",
        "let n = 12$0",
        "let n = 1.5$0",
        "'na$0: loop { break }",
        "let a = 1 =$0= 2",
        "fn f() $0",
        "fn f() {} $0",
        "let a: Int $0",
    ] {
        assert_eq!(labels(program), Vec::<String>::new(), "{program}");
    }
}

#[test]
fn types_and_nothing_else() {
    for program in [
        "let x: $0",
        "let x: L$0",
        "let x: Map<Str, $0> = {}",
        "let x: List<$0",
        "let x: Fn($0) -> Int = y",
        "let x: Fn(Int) -> $0",
        "let x: (Int, $0) = y",
        "x: $0 = 1",
        "fn f(a: $0) {}",
        "fn f(a: ($0) {}",
        "fn f(a: List<$0) {}",
        "fn f(a: Int, b: $0",
        "fn f() -> $0",
        "fn f() -> Result<$0> {}",
        "type T { a: $0 }",
        "type T {\n    a: $0\n    b: Int\n}",
        "let g = fn(a: $0) => 1",
    ] {
        let program = format!("type Own {{ a: Int }}\n{program}");
        let found = complete(&program);
        assert!(found.iter().all(|item| item.kind == CompletionKind::Type), "{program}: {:?}", labels(&program));
        assert!(offers(&program, "Own") && offers(&program, "Int") && offers(&program, "List"), "{program}");
    }
}

#[test]
fn generic_types_have_placeholders() {
    assert_eq!(item("let x: $0", "List", "").insert.as_deref(), Some("List<${1:T}>$0"));
    assert_eq!(item("let x: $0", "Map", "").insert.as_deref(), Some("Map<${1:Str}, ${2:T}>$0"));
    assert_eq!(item("let x: L$0<Int> = []", "List", "").insert, None);
    assert_eq!(item("let x: $0", "Int", "").insert, None);
}

#[test]
fn members_of_a_type_begin_with_a_word_or_their_name() {
    for program in ["type T {\n    $0\n}", "type T {\n    a: Int\n    na$0\n    b: Int\n}", "type T {\n    $0"] {
        assert_eq!(labels(program), ["async fn", "fn", "static fn"], "{program}");
    }
    assert_eq!(labels("type T {\n    static $0\n}"), ["async fn", "fn"]);
}

#[test]
fn decorators_fit_those_that_are_there() {
    let after = |before: &str| format!("{before}\n@$0\nasync fn f(c: WsConn<Str>) {{}}\n");
    assert!(offers(&after("// nothing"), "cron") && offers(&after("// nothing"), "get"));
    // It cannot stand beside a route, which in turn may stand there twice.
    assert!(!offers(&after("@get(\"/a\")"), "cron"));
    assert!(offers(&after("@get(\"/a\")"), "get"));
    assert!(!offers(&after("@authenticated"), "authenticated"));
    let field = "type T {\n    @hidden\n    @$0\n    id: Int\n}\n";
    assert!(!offers(field, "hidden"));
    assert_eq!(labels_of("@get(\"/a\") $0", CompletionKind::Keyword), ["async fn", "fn", "type"]);
    assert_eq!(labels("@get(\"/a\")\n$0\n"), ["async fn", "fn", "type"]);
    assert!(!offers("@cron(\"0 3 * * *\", retry={ $0\nfn f() {}\n", "type"));
    // The argument at the cursor keeps its value.
    let key = item("@server(3000, do$0=true)\nfn main() => 0\n", "docs", "");
    assert_eq!(key.insert.as_deref(), Some("docs"));
}

#[test]
fn a_variable_has_no_value_yet_while_its_value_is_written() {
    for program in [
        "let first = $0\n",
        "let (first, second) = $0\n",
        "fn run() {\n    let first = $0\n}\n",
        "fn run() {\n    let first = $0\n    print(1)\n}\n",
        "fn run() {\n    let (first, second) = $0\n    print(1)\n}\n",
        "fn run() {\n    let { first, second: Int } = f$0\n}\n",
        "fn run() {\n    let first = 1 + f$0\n}\n",
    ] {
        assert!(!offers(program, "first"), "{program}");
    }
    for program in [
        // Another one, or a later call.
        "fn run(first: Int) {\n    let first = $0\n}\n",
        "let first = 1\nfn run() {\n    let first = $0\n}\n",
        "fn run() {\n    first = $0\n}\nlet first = 1\n",
        "let first = fn(n: Int) => $0\n",
        "fn run() {\n    let (first, second) = (1, 2)\n    let third = $0\n}\n",
    ] {
        assert!(offers(program, "first"), "{program}");
    }
}

#[test]
fn arguments_that_are_literals_offer_no_names() {
    for program in [
        "@server($0)\nfn main() => 0\n",
        "@server(3000, $0)\nfn main() => 0\n",
        "@header(na$0me=\"X\")\nfn f(x: Str) {}\n",
    ] {
        let found = labels(program);
        assert!(
            !found.is_empty() && !found.iter().any(|it| it == "print" || it == "match" || it == "main"),
            "{found:?}"
        );
    }
    assert_eq!(labels("@server(docs=$0)\nfn main() => 0\n"), ["false", "true"]);
    assert!(offers(
        "type T { @belongs_to(\"T\", on_delete=$0) a: Int }
",
        "\"cascade\""
    ));
    assert!(offers("fn check() {}\n@middleware($0)\n@get(\"/a\")\nfn f() {}\n", "check"));
}

#[test]
fn decorators_that_are_hardly_meant_come_last() {
    let found = labels("@get(\"/x\")\n@$0\nfn a() -> Null {}\n");
    let place = |name: &str| found.iter().position(|it| it == name).unwrap_or(usize::MAX);
    for common in ["authenticated", "header", "admin"] {
        for unusual in ["post", "server", "test", "ws"] {
            assert!(place(common) < place(unusual), "{common} {unusual} {found:?}");
        }
    }
    let found = labels("@$0\nfn a() -> Null {}\n");
    assert_eq!(found.first().map(String::as_str), Some("get"));
    assert_eq!(found.last().map(String::as_str), Some("ws"));
    assert_ne!(labels("@$0\nasync fn a() -> Null {}\n").last().map(String::as_str), Some("ws"));
}

#[test]
fn what_is_printed_gives_a_value_and_labels_come_first() {
    let found = labels("fn total() -> Int => 1\nfn show() { let line = \"{$0}\" }\n");
    let place = |name: &str| found.iter().position(|it| it == name).unwrap_or(usize::MAX);
    assert!(place("total") < place("print") && place("len") < place("assert"), "{found:?}");
    let found = labels("fn f() {\n    'outer: loop { loop { break $0 } }\n}\n");
    assert_eq!(found.first().map(String::as_str), Some("'outer"), "{found:?}");
    let found = labels("fn f(xs: List<Int>) {\n    if $0\n}\n");
    assert!(found.iter().take(4).any(|it| it == "not"), "{found:?}");
}

#[test]
fn a_key_that_has_to_be_given_comes_first() {
    assert_eq!(labels("@header($0)\n@get(\"/a\")\nfn f(x: Str) {}\n"), ["name", "into"]);
    assert_eq!(labels("@cookie(name=\"a\", $0)\n@get(\"/a\")\nfn f(x: Str) {}\n"), ["into"]);
}
