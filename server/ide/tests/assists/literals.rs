//! Other ways to write a literal, an argument, the body of a function.

use crate::{check_all, check_none};

#[test]
fn numbers_in_another_base() {
    check_all("Write `0xFF`", &[("let N = $0255\n", "let N = 0xFF\n")]);
    check_all("Write `255`", &[("let N = 0x$0FF\n", "let N = 255\n"), ("let N = 0b1111_1$0111\n", "let N = 255\n")]);
    check_all("Write `0b101`", &[("let N = $00x5\n", "let N = 0b101\n"), ("let N = $00o5\n", "let N = 0b101\n")]);
    check_all("Write `0b10000`", &[("let N = -$016\n", "let N = -0b10000\n")]);
    // Nobody looks for bits in these.
    check_none(
        "Write `0",
        &[
            "let N = $05\n",
            "let PORT = $08080\n",
            "fn f(status: Int) => status == $0404\n",
            "@get(\"/a\")\nfn f() {\n    return $0404 {\"a\": 1}\n}\n",
            "@server($08080)\nfn main() => 0\n",
        ],
    );
    check_none("Write `0b", &["let N = $01000\n"]);
    check_none("Write `0", &["let N = $01.5\n", "fn f(t: (Int, Int)) => t.$01\n", "let N = \"$012\"\n"]);
}

#[test]
fn digits_in_groups() {
    check_all("Write `1_000_000`", &[("let N = $01000000\n", "let N = 1_000_000\n")]);
    check_all("Write `0xDEAD_BEEF`", &[("let N = $00xDEADBEEF\n", "let N = 0xDEAD_BEEF\n")]);
    check_all("Remove the separators between digits", &[("let N = 1_0$000\n", "let N = 1000\n")]);
    check_none("Write `1_000`", &["let N = $01000\n"]);
}

#[test]
fn strings_over_several_lines() {
    check_all(
        "Write it over several lines",
        &[
            ("let S = \"a\\n$0b\\tc\"\n", "let S = \"\"\"a\nb\\tc\"\"\"\n"),
            ("let S = \"say \\\"hi$0\\\" to\"\n", "let S = \"\"\"say \"hi\" to\"\"\"\n"),
            // A quote in front of the closing ones would be one of them.
            ("let S = \"a\\n$0say \\\"hi\\\"\"\n", "let S = \"\"\"a\nsay \"hi\\\"\"\"\"\n"),
        ],
    );
    check_all(
        "Write it on one line",
        &[("let S = \"\"\"a$0 \"b\"\n{1 + 1}\"\"\"\n", "let S = \"a \\\"b\\\"\\n{1 + 1}\"\n")],
    );
    check_none("Write it", &["let S = \"pl$0ain\"\n", "let S = \"\\t$0\"\n"]);
}

#[test]
fn interpolations() {
    check_all(
        "Write one string",
        &[
            ("fn f(a: Str) => \"hi $0\" + a + \"!\"\n", "fn f(a: Str) => \"hi {a}!\"\n"),
            ("fn f(a: Str) => a + $0\", \" + a.trim()\n", "fn f(a: Str) => \"{a}, {a.trim()}\"\n"),
        ],
    );
    check_none(
        "Write one string",
        &[
            // A backslash in front of the brace would take its meaning.
            "fn f(a: Str) => \"\\\\\" $0+ a\n",
            "fn f(a: Map<Str, Str>) => \"x\" $0+ a[\"k\"]\n",
            "fn f(a) => \"x\" $0+ a\n",
            "fn f(a: Str) => a $0+ a\n",
        ],
    );
    check_all(
        "Add strings",
        &[
            ("fn f(a: Str) => \"hi $0{a}!\"\n", "fn f(a: Str) => \"hi \" + a + \"!\"\n"),
            ("fn f(a: Str) => \"x{a}$0\".len()\n", "fn f(a: Str) => (\"x\" + a).len()\n"),
        ],
    );
    check_none(
        "Add strings",
        &[
            "fn f(a: Int) => \"hi $0{a}!\"\n",
            "fn f(a: Str) => \"hi $0{a:>5}!\"\n",
            "fn f(a: Str) => \"$0{a}\"\n",
            "@get(\"/a/$0{b}\")\nfn f(b: Str) => b\n",
        ],
    );
}

#[test]
fn arguments_with_names() {
    let f = "fn f(a: Int, b: Int = 2, c: Int = 3) => a + b + c\n";
    let program = |call: &str| format!("{f}let X = {call}\n");
    let check = |title: &str, before: &str, after: &str| check_all(title, &[(&program(before), &program(after))]);
    let (name, leave) = ("Name the arguments", "Leave out the names of the arguments");
    check(name, "f($01, (2), c: 3)", "f(a: 1, b: (2), c: 3)");
    check(leave, "f($0a: 1, b: f(2))", "f(1, f(2))");
    check(leave, "f(1, $0c: 3, b: 2)", "f(1, 2, 3)");
    check_none(name, &[&program("f($01, 2)"), &program("f($0)"), "let X = max($01, 2)\n"]);
    check_none(leave, &[&program("f($01, c: 3)"), &program("f($0b: f(1), a: f(2))"), &program("f($01)")]);
}

#[test]
fn bodies_of_functions() {
    check_all(
        "Write the body as a block",
        &[
            ("fn f$0(a: Int) -> Int => a + 1\n", "fn f(a: Int) -> Int {\n    return a + 1\n}\n"),
            ("let F = fn(a: Int) $0=> (a + 1)\n", "let F = fn(a: Int) { return a + 1 }\n"),
            (
                "type T { a: Int = 0 }\nfn f$0() -> T => T {}\n",
                "type T { a: Int = 0 }\nfn f() -> T {\n    return (T {})\n}\n",
            ),
            (
                "fn f$0(a: Int) -> Int => match a {\n    0 => 1\n    n => n\n}\n",
                "fn f(a: Int) -> Int {\n    return match a {\n        0 => 1\n        n => n\n    }\n}\n",
            ),
        ],
    );
    check_all(
        "Write the body behind `=>`",
        &[
            ("fn f$0(a: Int) -> Int {\n    return a + 1\n}\n", "fn f(a: Int) -> Int => a + 1\n"),
            ("let F = fn(a: Int) $0{ return a }\n", "let F = fn(a: Int) => a\n"),
        ],
    );
    check_none(
        "Write the body",
        &[
            "fn f$0(a: Int) -> Int {\n    // Why.\n    return a + 1\n}\n",
            "fn f$0(a: Int) -> Int {\n    print(a)\n    return a + 1\n}\n",
            "@get(\"/a\")\nfn f$0() {\n    return 404 {\"a\": 1}\n}\n",
            "fn f$0() { return }\n",
            "let X = fn(a: Int) $0{ return a }(1)\n",
            "fn g(f: Fn(Int) -> Int) -> Int => f(1)\nlet X = \"{g(fn(a) $0=> a)}\"\n",
            "fn f(a: Int) -> Int => a +$0 1\n",
        ],
    );
}
