//! Functions and closures, and the statements in them.

use crate::{check_all, check_none};

#[test]
fn closures_with_a_name() {
    let title = "Give this function a name";
    check_all(
        title,
        &[
            (
                "// All.\nfn f(xs: List<Int>) -> List<Int> => xs.map(f$0n(x) => x * 2)\n",
                "fn callback(x: Int) -> Int => x * 2\n\n// All.\nfn f(xs: List<Int>) -> List<Int> => xs.map(callback)\n",
            ),
            (
                "fn f(xs: List<Int>) {\n    print(xs.map(fn(x$0) {\n        // Twice.\n        return x * 2\n    }))\n}\n",
                "fn callback(x: Int) -> Int {\n    // Twice.\n    return x * 2\n}\n\nfn f(xs: List<Int>) {\n    print(xs.map(callback))\n}\n",
            ),
        ],
    );
    check_none(
        title,
        &[
            "fn f(xs: List<Int>, n: Int) => xs.map(f$0n(x) => x * n)\n",
            "fn f(xs: List<Int>) => xs.map(fn(x) => $0x)\n",
            "let F = f$0n(x: Int) => x\n",
        ],
    );
    let title = "Declare it as a function";
    check_all(
        title,
        &[
            ("let tw$0ice = fn(x: Int) => x * 2\n", "fn twice(x: Int) -> Int => x * 2\n"),
            ("let later = as$0ync fn() => 1\n", "async fn later() -> Int => 1\n"),
        ],
    );
    check_none(title, &["let F$0: Fn(Int) -> Int = fn(x) => x\n", "let F$0 = fn(x) => x\nfn g() { F = fn(x) => 1 }\n"]);
}

#[test]
fn functions_that_are_handed_on() {
    let title = "Write the function here";
    let twice = "let K = 2\nfn twice(x: Int) -> Int => x * K\n";
    check_all(
        title,
        &[(
            &format!("{twice}fn f(xs: List<Int>) => xs.map(twi$0ce)\n"),
            &format!("{twice}fn f(xs: List<Int>) => xs.map(fn(x: Int) => x * K)\n"),
        )],
    );
    check_none(
        title,
        &[
            &format!("{twice}fn f(xs: List<Int>, K: Int) => xs.map(twi$0ce)\n"),
            &format!("{twice}fn f() => twi$0ce(1)\n"),
            "fn twice(x: Int) -> Int {\n    return x\n}\nfn f(xs: List<Int>) => xs.map(twi$0ce)\n",
        ],
    );
}

#[test]
fn parts_of_tuples() {
    let program = |text: &str| format!("fn g() -> (Int, Str) => (1, \"a\")\nfn f() {{\n    {text}\n}}\n");
    let (name, separate) = ("Give the parts names", "Write a `let` for each");
    check_all(
        name,
        &[
            (
                &program("let pa$0ir = g()\n    print(pair.1, pair.0 + 1, \"{pair.1}\")"),
                &program("let (first, second) = g()\n    print(second, first + 1, \"{second}\")"),
            ),
            (&program("let p$0 = g()\n    print(p.1)"), &program("let (_, second) = g()\n    print(second)")),
        ],
    );
    check_none(name, &[&program("let p$0 = g()\n    print(p.1, p)"), &program("let p$0 = 1\n    print(p)")]);
    check_all(
        separate,
        &[(&program("let (a$0, b) = (1, 2)\n    print(a, b)"), &program("let a = 1\n    let b = 2\n    print(a, b)"))],
    );
    check_none(
        separate,
        &[
            &program("let a = 1\n    let (a$0, b) = (2, a)\n    print(a, b)"),
            &program("let (a$0, b) = g()\n    print(a, b)"),
        ],
    );
}

#[test]
fn results_that_are_dropped() {
    let title = "Look at the result";
    let program = |text: &str| {
        format!(
            "fn g() -> Result<Int> => Ok(1)\n@ws(\"/a\")\nasync fn f(conn: WsConn<Str>) {{\n    {text}\n    conn.close()\n}}\n"
        )
    };
    check_all(
        title,
        &[
            (
                &program("conn.se$0nd(\"hi\")"),
                &program(
                    "match conn.send(\"hi\") {\n        Ok(_) => {}\n        Err(reason) => { log.warn(\"f.send\", reason: reason) }\n    }",
                ),
            ),
            (
                &program("let _ = g($0)"),
                &program(
                    "match g() {\n        Ok(_) => {}\n        Err(reason) => { log.warn(\"f.g\", reason: reason) }\n    }",
                ),
            ),
        ],
    );
    check_none(
        title,
        &[&program("print($01)"), &program("let n = g($0)\n    print(n)"), &program("if true { g($0) }")],
    );
}

#[test]
fn prints_are_removed() {
    let title = "Remove the calls of `print`";
    check_all(
        title,
        &[(
            "fn f$0(a: Int) -> Int {\n    print(a)\n    // Kept.\n    if a > 1 { print(\"big\"); return 2 }\n    print(\"{a}\", a + 1)\n    return a\n}\n",
            "fn f(a: Int) -> Int {\n    // Kept.\n    if a > 1 { return 2 }\n    return a\n}\n",
        )],
    );
    check_none(
        title,
        &[
            "fn g() -> Int => 1\nfn f$0() { print(g()) }\n",
            "fn f$0() {\n    let n = 1\n    print(n)\n}\n",
            "fn f$0(xs: List<Int>) {\n    for x in xs { print(xs) }\n}\n",
            "fn print(a: Int) -> Int => a\nfn f$0() { let _ = print(1) }\n",
            "fn f(a: Int) -> Int => $0a\n",
        ],
    );
}
