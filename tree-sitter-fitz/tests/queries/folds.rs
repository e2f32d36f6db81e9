//! `folds.scm`: which lines fold.

use std::collections::BTreeSet;

use crate::captures::{matches, parse, query};

/// Lines from 1, the first and the last one of each fold.
#[track_caller]
fn check(source: &str, expected: &[(usize, usize)]) {
    let (query, tree) = (query("folds"), parse(source));
    let line = |offset: usize| source[..offset].matches('\n').count() + 1;
    let folds: BTreeSet<(usize, usize)> = matches(&query, &tree, source)
        .iter()
        .filter_map(|found| found.range("fold"))
        .map(|range| (line(range.start), line(range.end)))
        .filter(|(first, last)| first < last)
        .collect();
    assert_eq!(folds, expected.iter().copied().collect());
}

#[test]
fn bodies() {
    check("fn f() {\n    if a {\n        b\n    } else {\n        c\n    }\n}\n", &[(1, 7), (2, 4), (4, 6)]);
    check("type T {\n    x: Int\n    fn f() {\n        x\n    }\n}\n", &[(1, 6), (3, 5)]);
    check("for x in xs {\n    loop {\n        x\n    }\n}\nwhile a {\n    b\n}\n", &[(1, 5), (2, 4), (6, 8)]);
    check("match n {\n    1 => {\n        a\n    }\n    _ => b\n}\n", &[(1, 6), (2, 4)]);
}

#[test]
fn a_body_folds_from_the_line_of_its_brace() {
    check("@get(\"/x\")\n@admin\nfn f(\n    a: Int,\n) -> Int {\n    a\n}\n", &[(3, 5), (5, 7)]);
}

#[test]
fn brackets() {
    check("f(\n    [\n        1,\n    ],\n    {\n        \"a\": 1,\n    },\n)\n", &[(1, 8), (2, 4), (5, 7)]);
    check("let p = Point {\n    x: 1\n}\n", &[(1, 3)]);
    check("let xs = [\n    x\n    for x in ys\n]\nlet m = {\n    x: 1\n    for x in ys\n}\n", &[(1, 4), (5, 8)]);
    check("@cron(\n    \"* * * * *\",\n)\nfn f() => 0\n", &[(1, 3)]);
    check("let a: Map<\n    Str,\n    Int\n> = {}\n", &[(1, 4)]);
    check("let a: Fn(\n    Int\n) -> Int = f\n", &[(1, 3)]);
}

#[test]
fn one_line_does_not_fold() {
    check("fn f() { [1, 2] }\nlet m = {\"a\": 1}\n// note\n", &[]);
}

#[test]
fn texts() {
    check("let s = \"\"\"one\ntwo\nthree\"\"\"\n", &[(1, 3)]);
    check("/* one\n   two */\nlet a = 1\n", &[(1, 2)]);
}

#[test]
fn runs_of_comment_lines() {
    check("// one\n// two\n// three\nfn f() => 0\n// alone\nfn g() => 0\n", &[(1, 3)]);
}

#[test]
fn imports() {
    check("from a import (\n    b,\n    c,\n)\n", &[(1, 4)]);
    check("import a\nfrom b import c\nimport d\n\nlet x = 1\nimport e\nlet y = 2\nimport f\n", &[(1, 3)]);
}
