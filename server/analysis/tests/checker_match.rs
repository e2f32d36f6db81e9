//! Findings in `match`: missing arms, arms that nothing reaches, patterns of another type.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use fitz_analysis::diagnostics;
use fitz_analysis::fixture::Fixture;
use support::check;

/// A program after the fix for its missing arms.
fn completed(program: &str) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let mut text = fixture.file.content(db).text.to_string();
    let found = diagnostics(db, fixture.file);
    let finding = found.iter().find(|it| it.code == "match-not-exhaustive").unwrap();
    for (range, new) in finding.fixes[0].edits.clone() {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    text
}

#[test]
fn results_need_both_sides() {
    check(
        r#"
fn f(r: Result<Int>, maybe: Result<Int>?, any: Any, n: Int) {
    match r { Ok(v) => print(v), Err(e) => print(e) }
    match r { Ok(v) => print(v), _ => print(0) }
    match r { other => print(other) }
    match r { Ok(_) | Err(_) => print(1) }
    match maybe { Ok(v) => print(v) }
    match any { Ok(v) => print(v) }
    match n { 1 => print(n) }
    match r { Ok(v) => print(v) }
//        ^ [match-not-exhaustive]
    match r { Err(e) => print(e) }
//        ^ [match-not-exhaustive]
    match [r][0] {}
//        ^^^^^^ [match-not-exhaustive]
    match r { Ok(v) => print(v), Err(e) if e == "x" => print(e) }
//        ^ [match-not-exhaustive]
    match r { _ if n > 1 => print(n) }
//        ^ [match-not-exhaustive]
}
"#,
    );
}

#[test]
fn missing_arms_are_added() {
    let program = "fn f(r: Result<Int>) {\n    match r {\n        Ok(v) => print(v)\n    }\n}\n";
    assert_eq!(
        completed(program),
        "fn f(r: Result<Int>) {\n    match r {\n        Ok(v) => print(v)\n        Err(_) => {}\n    }\n}\n"
    );
    let program = "fn f(r: Result<Int>) -> Result<Int> {\n    match r { Ok(v) => print(v) }\n    return r\n}\n";
    assert_eq!(
        completed(program),
        "fn f(r: Result<Int>) -> Result<Int> {\n    match r { Ok(v) => print(v), Err(error) => { return Err(error) } }\n    \
         return r\n}\n"
    );
}

#[test]
fn added_arms_are_a_program() {
    for program in [
        "fn f(r: Result<Int>) {\n    match [r][0] {\n    }\n}\n",
        "fn f(r: Result<Int>) { match r { Err(e) => print(e), } }\n",
        "type T {\n    r: Result<Int>\n    fn f() {\n        match r {\n            Ok(v) => print(v) // fine\n        }\n    }\n}\n",
    ] {
        check(&completed(program));
    }
}

#[test]
fn arms_after_one_that_takes_everything() {
    check(
        r#"
fn f(n: Int, s: Str, any: Any, flag: Bool) {
    match n { 1 => print(1), _ => print(2), 3 => print(3), 4 | 5 => print(4) }
//                                          ^ [unreachable-arm]
//                                                         ^^^^^ [unreachable-arm]
    match any { x => print(x), (1, 2) => print(1) }
//                             ^^^^^^ [unreachable-arm]
    match n { x if flag => print(x), _ => print(2) }
    match n { 1 | _ => print(1), 2 => print(2) }
//                               ^ [unreachable-arm]
    match s { "a" => print(1), "b" | "a" => print(2), "a" | "b" => print(3), "c" => print(4), _ => print(5) }
//                                                    ^^^^^^^^^ [unreachable-arm]
    match n { 1 if flag => print(1), 1 => print(2), 1 => print(3), -1 => print(4), _ => print(5) }
//                                                  ^ [unreachable-arm]
    match n { 1..5 => print(1), 4 => print(2), 5 => print(3), 2..=4 => print(4), _ => print(5) }
//                              ^ [unreachable-arm]
//                                                            ^^^^^ [unreachable-arm]
    match any { null => print(1), null => print(2), true => print(3), false => print(4), 1 => print(1), 1.0 => print(2), _ => print(5) }
//                                ^^^^ [unreachable-arm]
}
"#,
    );
}

#[test]
fn an_arm_that_is_being_written_takes_nothing_away() {
    check(
        r#"
fn f(r: Result<Int>, n: Int) {
    match r {
        n.
//       ^ [syntax/missing]
        Ok(v) => print(v)
        Err(e) => print(e)
    }
    match n {
        n
//      ^ [syntax/missing]
        1 => print(1)
        2 => print(2)
    }
    match r {
        Ok(v) =>
//            ^^ [syntax/newline]
    }
}
"#,
    );
}

#[test]
fn arms_that_repeat_a_side() {
    check(
        r#"
fn f(r: Result<Int>, any: Any, flag: Bool) {
    match r { Ok(a) if flag => print(a), Ok(b) => print(b), Ok(_) => print(1), Err(e) => print(e) }
//                                                          ^^^^^ [unreachable-arm]
    match r { Ok(a) => print(a), Err(e) => print(e), _ => print(1) }
//                                                   ^ [unreachable-arm]
    match any { Ok(a) => print(a), Err(e) => print(e), _ => print(1) }
}
"#,
    );
}

#[test]
fn patterns_of_another_type() {
    check(
        r#"
type Row { id: Int }
fn f(n: Int, x: Float, s: Str, some: Int?, any: Any, t: (Int, Str), row: Row, r: Result<Int>, d: Date) {
    match n { "a" => print(1), 1.5 => print(2), true => print(3), 1 => print(4), null => print(5), _ => print(6) }
//            ^^^ [pattern-type-mismatch]
//                             ^^^ [pattern-type-mismatch]
//                                              ^^^^ [pattern-type-mismatch]
    match x { 1 => print(1), 1.5 => print(2), 1..3 => print(3), _ => print(4) }
    match s { 1..3 => print(1), "a" | 2 => print(2), _ => print(3) }
//            ^^^^ [pattern-type-mismatch]
//                                    ^ [pattern-type-mismatch]
    match some { null => print(1), "a" => print(2), 1 => print(3), _ => print(4) }
//                                 ^^^ [pattern-type-mismatch]
    match any { 1 => print(1), "a" => print(2), Ok(v) => print(v), (a, b) => print(a, b), _ => print(3) }
    match t { (1, "a") => print(1), ("a", _) => print(2), (a, b, c) => print(a, b, c), 1 => print(3), _ => print(4) }
//                                   ^^^ [pattern-type-mismatch]
//                                                        ^^^^^^^^^ [pattern-type-mismatch]
//                                                                                     ^ [pattern-type-mismatch]
    match row { Ok(v) => print(v), "a" => print(1), other => print(other) }
//              ^^^^^ [pattern-type-mismatch]
//                                 ^^^ [pattern-type-mismatch]
    match r { 1 => print(1), Ok(v) => print(v), Err(e) => print(e) }
//            ^ [pattern-type-mismatch]
    match d { "2024-01-01" => print(1), _ => print(2) }
}
"#,
    );
}

#[test]
fn patterns_for_types_that_are_not_established_are_silent() {
    check(
        r#"
fn f(any: Any, flag: Bool) {
    let mixed = if flag { any } else { 1 }
    match mixed { "a" => print(1), _ => print(2) }
    let state = null
    match state { "a" => print(1), _ => print(2) }
    let count = 0
    while flag {
        match count { "done" => print(1), _ => print(2) }
        count = "done"
    }
}
"#,
    );
}

#[test]
fn null_is_narrowed_as_the_language_does() {
    check(
        r#"
fn f(n: Int?, flag: Bool) {
    if n != null { print(n + 1) } else { print(n) }
    if null != n { print(n + 1) }
    if n == null { print(n) } else { print(n + 1) }
    match n { null => print(0), k => print(k + 1) }
    match n { null | 0 => print(0), k => print(k + 1) }
    match n { null if flag => print(0), k => print(k + 1) }
    if n != null and flag { print(n + 1) }
//                                ^^^^^ [binary-operand-type]
    if not (n == null) { print(n + 1) }
//                             ^^^^^ [binary-operand-type]
    match n { k => print(k + 1) }
//                       ^^^^^ [binary-operand-type]
    if n == null { return }
    print(n + 1)
//        ^^^^^ [binary-operand-type]
}
"#,
    );
}

#[test]
fn a_match_that_is_not_complete_is_silent() {
    check(
        r#"
fn f(r: Result<Int>) {
    match r {
        Ok(v) => print(v)
        Er
//      ^^ [syntax/missing]
    }
}
"#,
    );
}
