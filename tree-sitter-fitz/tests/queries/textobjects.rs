//! `textobjects.scm`: what an editor selects.

use std::collections::BTreeSet;

use crate::captures::{matches, parse, query};

/// The texts of an object, and the same for its two names: Helix's, which is given, and Neovim's.
#[track_caller]
fn check(source: &str, object: &str, expected: &[&str]) {
    let (query, tree) = (query("textobjects"), parse(source));
    let matches = matches(&query, &tree, source);
    let neovim = object.replace("around", "outer").replace("inside", "inner");
    for name in [object, &neovim] {
        let ranges: BTreeSet<(usize, usize)> =
            matches.iter().filter_map(|found| found.range(name)).map(|range| (range.start, range.end)).collect();
        let texts: Vec<&str> = ranges.iter().map(|(start, end)| &source[*start..*end]).collect();
        assert_eq!(texts, expected, "@{name}");
    }
}

#[test]
fn functions() {
    let source = "@get(\"/\")\nfn f(a) {\n    a\n}\ntype T { fn g() => 1 }\nlet h = fn(x) => x\n";
    let f = "@get(\"/\")\nfn f(a) {\n    a\n}";
    check(source, "function.around", &[f, "fn g() => 1", "fn(x) => x"]);
    check(source, "function.inside", &["{\n    a\n}", "=> 1", "=> x"]);
}

#[test]
fn classes() {
    let source = "@table type T {\n    a: Int\n}\nfn f() => 0\n";
    check(source, "class.around", &["@table type T {\n    a: Int\n}"]);
    check(source, "class.inside", &["{\n    a: Int\n}"]);
}

#[test]
fn parameters() {
    let source = "fn f(a: Int, b = 1, ...c) => 0\n";
    check(source, "parameter.inside", &["a: Int", "b = 1", "...c"]);
    check(source, "parameter.around", &["a: Int,", "b = 1,", "...c"]);
}

#[test]
fn arguments() {
    check("f(1, g(2), n: 3)\n", "parameter.around", &["1,", "g(2),", "2", "n: 3"]);
    check("@cron(\"*\", tz=\"UTC\")\nfn f() => 0\n", "parameter.around", &["\"*\",", "tz=\"UTC\""]);
    check(
        "let a: Map<Str, Fn(Int, Bool) -> Int> = m\n",
        "parameter.inside",
        &["Str", "Fn(Int, Bool) -> Int", "Int", "Bool"],
    );
}

#[test]
fn comments() {
    let source = "// one\n// two\nlet a = 1 /* three */\n";
    check(source, "comment.inside", &["// one", "// two", "/* three */"]);
    check(source, "comment.around", &["// one\n// two", "/* three */"]);
}

#[test]
fn entries() {
    check("[1, [2], 3]\n", "entry.around", &["1,", "[2],", "2", "3"]);
    check("let m = {\"a\": 1, \"b\": 2}\n", "entry.inside", &["\"a\": 1", "\"b\": 2"]);
    check("let p = P { x: 1, y: 2 }\n", "entry.around", &["x: 1,", "y: 2"]);
    check("type T { @primary a: Int, b: Str }\n", "entry.around", &["@primary a: Int,", "b: Str"]);
    check("match n {\n    1 => a,\n    _ => b\n}\n", "entry.around", &["1 => a,", "_ => b"]);
}

#[test]
fn tests() {
    let source = "@test\nfn adds() { a }\n@get(\"/test\")\nfn test() => 0\n";
    check(source, "test.around", &["@test\nfn adds() { a }"]);
    check(source, "test.inside", &["{ a }"]);
}
