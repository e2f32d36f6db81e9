//! Conditions, matches, literals.

use super::{check, mended};

#[test]
fn conditions_that_never_change() {
    check(
        r#"
fn f(n: Int, s: Str, x: Float, any: Any) -> Int {
    if true { print(1) }
    // ^^^^ [constant-condition]
    if not false { print(1) } else if false { print(2) }
    // ^^^^^^^^^ [constant-condition]
    //                                ^^^^^ [constant-condition]
    while false { print(2) }
    //    ^^^^^ [constant-condition]
    if n == n { print(3) }
    // ^^^^^^ [constant-condition]
    if s != s or false { print(3) }
    // ^^^^^^^^^^^^^^^ [constant-condition]
    if 1 < 2 { print(4) }
    // ^^^^^ [constant-condition]
    if n > 1 and false { print(5) }
    // ^^^^^^^^^^^^^^^ [constant-condition]
    let all = [y for y in 0..n if true]
    //                            ^^^^ [constant-condition]
    print(all)
    return match n {
        k if true => k,
        //   ^^^^ [constant-condition]
        _ => 0,
    }
}
print(f(1, "", 1.0, 1))
"#
        .replace("x: Float, any: Any", "_x: Float, _any: Any")
        .as_str(),
    );
}

#[test]
fn conditions_that_may_change() {
    check(
        r#"
let DEBUG = false
fn f(n: Int, m: Int, x: Float, any: Any) -> Int {
    if x != x { return 0 }
    if any == any { return 1 }
    if DEBUG { return 2 }
    if n == m { return 3 }
    if n > 1 and true { return 4 }
    if [1] == [1] { return 5 }
    assert(true)
    assert(1 == 1)
    loop { break }
    return 0
}
print(f(1, 2, 1.0, 1))
"#,
    );
}

#[test]
fn an_endless_while_is_a_loop() {
    assert_eq!(mended("while true { break }\n", "while-true"), "loop { break }\n");
    check("while (true) { break }\n//     ^^^^ [while-true]\n");
}

#[test]
fn a_match_that_decides_nothing() {
    check(
        r#"
fn f(n: Int) -> Int {
    let a = match n { _ => 1 }
    //      ^^^^^ [useless-match]
    let b = match n { k => k + 1 }
    //      ^^^^^ [useless-match]
    let c = match n { k if k > 1 => k }
    let d = match n { 1 => 2 }
    let e = match (n, 1) { (x, _) => x }
    return a + b + c + d + e
}
print(f(1))
"#,
    );
    check("let n = 1\nlet a = match n {\n    _ =>\n}\nprint(a)\n");
}

#[test]
fn two_literals_with_a_plus() {
    check(
        r#"
let name = "x"
print("a" + "b" + "c")
//    ^^^^^^^^^ [string-concat]
print(name + "!", "a" + name, "a{name}" + "b", 1 + 2)
"#,
    );
    assert_eq!(mended(r#"print("a\n" + "b" + "c")"#, "string-concat"), r#"print("a\nb" + "c")"#);
}
