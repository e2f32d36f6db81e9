//! Values that are dropped, code that is never reached.

use super::{check, findings, mended};

#[test]
fn calls_that_only_give_a_result() {
    check(
        r#"
fn f(name: Str, xs: List<Int>, m: Map<Str, Int>, d: Date) -> Int {
    name.trim()
//  ^^^^^^^^^^^ [unused-result]
    xs.take(2)
//  ^^^^^^^^^^ [unused-result]
    m.with("a", 1)
//  ^^^^^^^^^^^^^^ [unused-result]
    d.add_days(1)
//  ^^^^^^^^^^^^^ [unused-result]
    len(xs)
//  ^^^^^^^ [unused-result]
    hash.verify(name, "x")
//  ^^^^^^^^^^^^^^^^^^^^^^ [unused-result]
    for x in xs {
        x.to_str()
//      ^^^^^^^^^^ [unused-result]
    }
    if xs.len() > 1 {
        Err("too many")
//      ^^^^^^^^^^^^^^^ [unused-result]
        return 1
    }
    return 0
}
print(f("a", [], {}, Date.today()))
if true_or_false() { print(1) }
fn true_or_false() -> Bool => "a".is_empty()
  "a".upper()
//^^^^^^^^^^^ [unused-result]
"#,
    );
}

#[test]
fn calls_that_do_something() {
    check(
        r#"
fn f(xs: List<Int>, m: Map<Str, Int>, conn: WsConn<Str>, any: Any) -> Int {
    xs.push(1)
    xs.pop()
    xs.sort()
    xs.reverse()
    m.remove("a")
    xs.map(fn(x) => print(x))
    any.as_int()
    conn.send("a")
    conn.broadcast("a")
    conn.close()
    ws.broadcast("/a", "a")
    ws_broadcast("/a", "a")
    log.info("a")
    rand.int(1, 2)
    f
    any.field
    xs[0]
    return 0
}
print(f)
assert_throws(fn() {
    "a".to_int()
    return null
})
"#,
    );
}

#[test]
fn operators_and_literals_that_stand_alone() {
    check(
        r#"
fn f(a: Int, b: Int) -> Int {
    "What this does."
    a == b
//  ^^^^^^ [unused-result]
    a + b
//  ^^^^^ [unused-result]
    -a
//  ^^ [unused-result]
    3
//  ^ [unused-result]
    "lost"
//  ^^^^^^ [unused-result]
    a == b and f(b, a) == 1
    return a
}
print(f(1, 2))
"#,
    );
}

#[test]
fn the_last_expression_can_be_the_value() {
    check(
        r#"
fn f(a: Int) -> Int => if a > 1 { a + 1 } else { a - 1 }
let n = match f(1) {
    0 => { "zero".upper() }
    _ => { "other" }
}
let closure = fn(x: Int) { x + 1 }
fn last(a: Int) { a.to_str() }
print(n, closure, last)
"#,
    );
}

#[test]
fn broken_code_drops_nothing() {
    check("fn f(a: Int) {\n    a ==\n    a.\n    print(a)\n}\nf(1)\n");
    check("let a = 1 +\n2\nprint(a)\n");
    check("let a = (1\n+ 2)\nprint(a)\n");
}

#[test]
fn futures_are_awaited() {
    check(
        r#"
async fn save(n: Int) -> Int => n
@background
async fn job(n: Int) -> Int => n
async fn g(db: DbConn) -> Int {
    save(1)
//  ^^^^^^^ [unawaited-future]
    sleep(100)
//  ^^^^^^^^^^ [unawaited-future]
    http.get("https://example.org")
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ [unawaited-future]
    db.exec("", [])
//  ^^^^^^^^^^^^^^^ [unawaited-future]
    spawn(job(1))
    let later = save(2)
    save(3).await
    return later.await
}
print(g)
"#,
    );
    let fixed =
        mended("async fn save() -> Int => 1\nasync fn g() {\n    save()\n    print(1)\n}\n", "unawaited-future");
    assert!(fixed.contains("save().await\n"), "{fixed}");
    let (_, found) = findings("async fn save() -> Int => 1\nfn g() {\n    save()\n    print(1)\n}\n");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].fixes, [], "the function is not async");
}

#[test]
fn results_are_handled() {
    check(
        r#"
fn save(n: Int) -> Result<Int> => Ok(n)
async fn store(n: Int) -> Result<Int> => Ok(n)
async fn g(db: DbConn, conn: WsConn<Str>) -> Result<Int> {
    save(1)
//  ^^^^^^^ [unhandled-result]
    store(1).await
//  ^^^^^^^^^^^^^^ [unhandled-result]
    db.exec("", []).await
//  ^^^^^^^^^^^^^^^^^^^^^ [unhandled-result]
    fs.write("a", "b")
//  ^^^^^^^^^^^^^^^^^^ [unhandled-result]
    save(2)?
    let _ = save(3)
    conn.send("a")
    conn.recv()
    return save(4)
}
print(g)
"#,
    );
    let fixed =
        mended("fn save() -> Result<Int> => Ok(1)\nfn g() {\n    save()\n    print(1)\n}\n", "unhandled-result");
    assert!(fixed.contains("    let _ = save()\n"), "{fixed}");
}

#[test]
fn code_after_a_jump() {
    check(
        r#"
fn a(x: Int) -> Int {
    return x
    print(x); print(2)
//  ^^^^^^^^^^^^^^^^^^ [unreachable-code]
}
fn b(xs: List<Int>) -> Int {
    for x in xs {
        if x > 1 { break } else { continue }
        print(x)
//      ^^^^^^^^ [unreachable-code]
    }
    loop {
        print(1)
        if xs.len() > 1 { return 1 }
    }
    print(2)
//  ^^^^^^^^ [unreachable-code]
}
fn c(r: Result<Int>) -> Int {
    match r {
        Ok(n) => return n,
        Err(_) => { return 0 }
    }
    // A comment between.
    print(2)
//  ^^^^^^^^ [unreachable-code]
}
fn d() {
    while true { print(1) }
//        ^^^^ [while-true]
    print(2)
//  ^^^^^^^^ [unreachable-code]
}
print(a(1), b([]), c(Ok(1)))
d()
"#,
    );
}

#[test]
fn unreachable_code_reaches_to_the_end_of_the_block() {
    let (text, found) =
        findings("fn f() -> Int {\n    return 1\n\n    print(1)\n    if true { return 2; print(2) }\n    // end\n}\n");
    let of_code: Vec<_> = found.iter().filter(|it| it.code == "unreachable-code").collect();
    assert_eq!(of_code.len(), 1, "{found:#?}");
    let range = std::ops::Range::<usize>::from(of_code[0].range);
    assert_eq!(&text[range], "print(1)\n    if true { return 2; print(2) }");
}

#[test]
fn code_that_is_reached() {
    check(
        r#"
fn a(x: Int) -> Int {
    if x > 1 { return 1 }
    if x > 2 { return 1 } else { print(x) }
    match x {
        1 => return 1,
        _ => print(x),
    }
    loop {
        if x > 3 { break }
    }
    'outer: loop {
        loop {
            if x > 3 { break 'outer }
        }
    }
    let stop = fn() { return 1 }
    print(stop())
    return 2
    fn helper() -> Int => 1
}
print(a(1))
"#,
    );
}
