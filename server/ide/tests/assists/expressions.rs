//! Other ways to write an expression or a statement.

use crate::{check_all, check_none};

#[test]
fn errors_that_are_handed_on() {
    let program = |body: &str| format!("fn g() -> Result<Int> => Ok(1)\nfn f() -> Result<Int> {{\n    {body}\n}}\n");
    let (operator, out) = ("Hand the error on with `?`", "Write the `?` out as a `match`");
    check_all(
        operator,
        &[
            (
                &program(
                    "let n = match$0 g() {\n        Ok(it) => it\n        Err(why) => return Err(why)\n    }\n    return Ok(n)",
                ),
                &program("let n = g()?\n    return Ok(n)"),
            ),
            (
                &program("return Ok(1 + match g() { Err(e) => { return Err(e) }, Ok$0(it) => it })"),
                &program("return Ok(1 + g()?)"),
            ),
        ],
    );
    check_none(
        operator,
        &[
            &program("return Ok(match$0 g() { Ok(it) => it + 1, Err(e) => return Err(e) })"),
            &program("return Ok(match$0 g() { Ok(it) => it, Err(e) => return Err(\"{e}!\") })"),
            &program("return Ok(match$0 g() { Ok(it) => it, Err(e) => return Err(e) /* so */ })"),
        ],
    );
    check_all(
        out,
        &[
            (
                &program("let n = g()$0?\n    return Ok(n)"),
                &program(
                    "let n = match g() { Ok(value) => value, Err(reason) => return Err(reason) }\n    return Ok(n)",
                ),
            ),
            (
                &program("let value = g()?$0 + 1\n    return Ok(value)"),
                &program(
                    "let value = (match g() { Ok(value2) => value2, Err(reason) => return Err(reason) }) + 1\n    return Ok(value)",
                ),
            ),
        ],
    );
    check_none(
        out,
        &[
            &program("return Ok(g$0()?)"),
            "fn g() -> Result<Int, Int> => Err(1)\nfn f() -> Result<Int> {\n    return Ok(g()$0?)\n}\n",
            &program("print(\"{g()$0?}\")\n    return Ok(1)"),
            "fn g() -> Result<Int> => Ok(1)\n@ws(\"/a\")\nasync fn f(conn: WsConn<Str>) -> Null {\n    print(g()$0?)\n}\n",
        ],
    );
}

#[test]
fn branches_over_values() {
    let (to_match, to_if) = ("Write it as a `match`", "Write it with `if`");
    let as_if = "fn f(kind: Str) {\n    $0if kind == \"a\" {\n        print(1)\n    } else if kind == \"b\" {\n        // Two.\n        print(2)\n    } else {\n        print(3)\n    }\n}\n";
    let as_match = "fn f(kind: Str) {\n    $0match kind {\n        \"a\" => {\n            print(1)\n        }\n        \"b\" => {\n            // Two.\n            print(2)\n        }\n        _ => {\n            print(3)\n        }\n    }\n}\n";
    check_all(to_match, &[(as_if, &as_match.replace("$0", ""))]);
    check_all(to_if, &[(as_match, &as_if.replace("$0", ""))]);
    check_all(
        to_match,
        &[
            (
                "fn f(a: Bool) -> Int => $0if a { 1 } else { 2 }\n",
                "fn f(a: Bool) -> Int => match a {\n    true => { 1 }\n    false => { 2 }\n}\n",
            ),
            (
                "fn f(n: Int) {\n    i$0f n == 1 { print(1) }\n}\n",
                "fn f(n: Int) {\n    match n {\n        1 => { print(1) }\n        _ => {}\n    }\n}\n",
            ),
        ],
    );
    check_none(
        to_match,
        &[
            "fn f(n: Float) {\n    $0if n == 1 { print(1) }\n}\n",
            "fn f(a: Bool, b: Bool) {\n    if a { print(1) } else $0if b { print(2) } else { print(3) }\n}\n",
            "fn f(n: Int, m: Int) {\n    $0if n == 1 { print(1) } else if m == 2 { print(2) }\n}\n",
            "fn f(n: Int?) {\n    $0if n != null { print(n + 1) } else { print(0) }\n}\n",
            "fn f(n: Int) {\n    $0if n == 1 { print(1) } else /* why */ { print(2) }\n}\n",
            "fn f(n: Bool) {\n    $0if n { print(\"\"\"a\nb\"\"\") } else { print(2) }\n}\n",
        ],
    );
    check_all(
        to_if,
        &[
            (
                "fn f(n: Int) -> Str => $0match n {\n    1 | 2 => \"low\"\n    _ => \"high\"\n}\n",
                "fn f(n: Int) -> Str => if n == 1 or n == 2 {\n    \"low\"\n} else {\n    \"high\"\n}\n",
            ),
            (
                "fn f(b: Bool) {\n    $0match b {\n        false => { print(1) }\n        true => { print(2) }\n    }\n}\n",
                "fn f(b: Bool) {\n    if not b { print(1) } else { print(2) }\n}\n",
            ),
        ],
    );
    check_none(
        to_if,
        &[
            "fn f(n: Int) {\n    $0match n {\n        1 => { print(1) }\n        2 => { print(2) }\n    }\n}\n",
            "fn f(n: Int) {\n    $0match n {\n        1 if n > 0 => { print(1) }\n        _ => { print(2) }\n    }\n}\n",
            "fn f(n: Bool) {\n    $0match n {\n        true => {}\n        _ => { print(2) }\n    }\n}\n",
            "fn f(n) {\n    $0match n {\n        1 => { print(1) }\n        _ => { print(2) }\n    }\n}\n",
        ],
    );
}

#[test]
fn lists_that_are_made_of_others() {
    let program = |value: &str| format!("fn f(xs: List<Int>) -> List<Int> => {value}\n");
    let (comprehension, calls) = ("Write it as a comprehension", "Write it with `map` and `filter`");
    for (made, called) in [
        ("[x * 2 for x in xs]", "xs.map(fn(x) => x * 2)"),
        ("[x for x in xs if x > 1]", "xs.filter(fn(x) => x > 1)"),
        ("[x * 2 for x in xs if x > 1]", "xs.filter(fn(x) => x > 1).map(fn(x) => x * 2)"),
    ] {
        // In the last call of a chain.
        let at_end = |text: &str| program(&format!("{text}$0"));
        check_all(comprehension, &[(&at_end(called), &program(made))]);
        check_all(calls, &[(&at_end(made), &program(called))]);
    }
    check_none(
        comprehension,
        &[&program("xs.ma$0p(fn(x) { return x })"), &program("xs.take(1$0)"), "fn f(xs) => xs.ma$0p(fn(x) => x)\n"],
    );
    check_none(calls, &[&program("[x + y $0for x in xs for y in xs]"), &program("[x $0for x in 0..3]")]);
    let body = |text: &str| format!("fn f(xs: List<Int>) -> List<Int> {{\n    {text}\n    return ys\n}}\n");
    let made = "let ys = [x * 2 for x in xs if x > 1]";
    let looped =
        "let ys: List<Int> = []\n    for x in xs {\n        if x > 1 {\n            ys.push(x * 2)\n        }\n    }";
    check_all("Write it as a loop", &[(&body(&made.replace("ys", "ys$0")), &body(looped))]);
    check_all(
        comprehension,
        &[
            (&body(&looped.replace("for x", "fo$0r x")), &body(&made.replace("ys =", "ys: List<Int> ="))),
            (&body("let ys = []\n    for n in 0..3$0 { ys.push(n) }"), &body("let ys = [n for n in 0..3]")),
        ],
    );
    check_none(
        comprehension,
        &[
            &body("let ys = []\n    $0for x in xs { ys.push(ys.len()) }"),
            &body("let ys = []\n    // All.\n    $0for x in xs { ys.push(x) }\n    print(ys)")
                .replace("// All.\n", "print(1)\n"),
            &body("let ys = []\n    $0for x in xs { ys.push(x) /* one */ }"),
            &body("let ys = [1]\n    $0for x in xs { ys.push(x) }"),
        ],
    );
}

#[test]
fn order_of_fields() {
    let title = "Put the fields in the order of their declaration";
    let program =
        |value: &str| format!("type P {{ a: Int, b: Int, c: Int = 0 }}\nfn g() -> Int => 1\nlet X = {value}\n");
    check_all(
        title,
        &[
            (&program("P { $0b: (1), a: 2 }"), &program("P { a: 2, b: (1) }")),
            (
                &program("P {\n    c: 1$0\n    b: g(),\n    a: 2\n}"),
                &program("P {\n    a: 2\n    b: g(),\n    c: 1\n}"),
            ),
        ],
    );
    check_none(
        title,
        &[&program("P { $0a: 1, b: 2 }"), &program("P { $0b: g(), a: g() }"), &program("P { $0b: 1, /* two */ a: 2 }")],
    );
}

#[test]
fn one_on_a_line() {
    let (split, join) = ("Put each on a line of its own", "Put all on one line");
    let lines = "fn f() => [\n    1$0,\n    2,\n    3,\n]\n";
    let line = "fn f() => [1$0, 2, 3]\n";
    check_all(split, &[(line, &lines.replace("$0", ""))]);
    check_all(join, &[(lines, &line.replace("$0", ""))]);
    check_all(
        split,
        &[
            (
                "type P { $0a: Int, b: Int = 0, c: Int = 0 }\n",
                "type P {\n    a: Int\n    b: Int = 0\n    c: Int = 0\n}\n",
            ),
            (
                "fn f(a: Int, $0b: Int, c: Int) -> Int {\n    return a + b + c\n}\n",
                "fn f(\n    a: Int,\n    b: Int,\n    c: Int,\n) -> Int {\n    return a + b + c\n}\n",
            ),
            (
                "fn f() {\n    print({\"a\": 1, $0\"b\": [1, 2], \"c\": 3})\n}\n",
                "fn f() {\n    print({\n        \"a\": 1,\n        \"b\": [1, 2],\n        \"c\": 3,\n    })\n}\n",
            ),
        ],
    );
    check_all(
        join,
        &[(
            "type P { a: Int, b: Int }\nlet X = P {\n    a: 1$0\n    b: 2\n}\n",
            "type P { a: Int, b: Int }\nlet X = P { a: 1, b: 2 }\n",
        )],
    );
    // Two in a line are nothing to take apart, unless the line is too long.
    let long = "a".repeat(60);
    check_all(
        split,
        &[(
            &format!("fn f() => [\"{long}\"$0, \"{long}\"]\n"),
            &format!("fn f() => [\n    \"{long}\",\n    \"{long}\",\n]\n"),
        )],
    );
    check_none(
        split,
        &["fn f() => [1$0, 2]\n", "fn f() => [$01]\n", "fn f(x: Int) => \"{max(x, $01)}\"\n", "fn f() => (1, $02)\n"],
    );
    check_none(
        join,
        &[
            "fn f() => [\n    1$0, // one\n    2,\n]\n",
            "fn f() => [\n    fn() {\n        print(1)\n    },\n    2$0,\n]\n",
        ],
    );
}

#[test]
fn assignments() {
    let program = |text: &str| format!("fn f(n: Int) -> Int {{\n    {text}\n    return n\n}}\n");
    let (short, long) = ("Write it with the operator in front of `=`", "Write the operation out");
    check_all(short, &[(&program("n =$0 n + (1 | 2)"), &program("n += 1 | 2"))]);
    check_all(
        long,
        &[
            (&program("n *$0= 1 + 2"), &program("n = n * (1 + 2)")),
            (&program("n -= 1$0 - 2"), &program("n = n - (1 - 2)")),
        ],
    );
    check_none(short, &[&program("n = 1 $0+ n"), &program("n = n $0% 2"), &program("n = n $0+ /* one */ 1")]);
}
