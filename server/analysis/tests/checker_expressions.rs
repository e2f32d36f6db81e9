//! Findings in operators, conditions, indexing, strings, comprehensions, fields, `.await` and `?`.

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

/// The text after the fix of the only finding with that code; hints too.
fn fixed(program: &str, code: &str) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let mut text = fixture.file.content(db).text.to_string();
    let mut found: Vec<_> = diagnostics(db, fixture.file).into_iter().filter(|it| it.code == code).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    let mut edits = found.remove(0).fixes.remove(0).edits;
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start()));
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    text
}

#[test]
fn arithmetic() {
    check(
        r#"
fn f(n: Int, x: Float, s: Str, maybe: Int?, any: Any, xs: List<Int>) {
    print(n + x, n * n, x / n, s + s, n % 2, n - 1.5)
    print(any + s, any * true, n - any, any % x)
    print(s + n)
//        ^^^^^ [binary-operand-type]
    print(n + s)
//        ^^^^^ [binary-operand-type]
    print(s - s)
//        ^^^^^ [binary-operand-type]
    print(maybe + 1)
//        ^^^^^^^^^ [binary-operand-type]
    print(x % 2)
//        ^^^^^ [binary-operand-type]
    print(xs + xs)
//        ^^^^^^^ [binary-operand-type]
    print((s - 1) * 2)
//         ^^^^^ [binary-operand-type]
    print(true + true)
//        ^^^^^^^^^^^ [binary-operand-type]
    print((n % "a") + 1)
//         ^^^^^^^ [binary-operand-type]
}
"#,
    );
}

#[test]
fn compound_assignments_are_operations() {
    check(
        r#"
fn f(start: Int) {
    let total = start
    total += 1
    total -= "a"
//  ^^^^^^^^^^^^ [binary-operand-type]
    total = 3
    total /= 0
//           ^ [division-by-zero]
    print(total)
}
"#,
    );
}

#[test]
fn comparisons() {
    check(
        r#"
fn f(n: Int, x: Float, s: Str, d: Date, t: DateTime, any: Any, maybe: Int?) {
    print(n < x, s >= "a", d < d, t <= t, any < s, any > maybe)
    print(n < s)
//        ^^^^^ [comparison-type]
    print(maybe > 1)
//        ^^^^^^^^^ [comparison-type]
    print(d < t)
//        ^^^^^ [comparison-type]
    print(true <= false)
//        ^^^^^^^^^^^^^ [comparison-type]
}
"#,
    );
}

#[test]
fn logic_and_bits() {
    check(
        r#"
fn f(n: Int, b: Bool, s: Str, any: Any, maybe: Bool?) {
    print(b and b, b or any, any xor n, n & 1, n << 3, any | s)
    print(n and b)
//        ^ [logical-operand-type]
    print(b or s)
//             ^ [logical-operand-type]
    print(n xor s)
//        ^ [logical-operand-type]
//              ^ [logical-operand-type]
    print(maybe and b)
//        ^^^^^ [logical-operand-type]
    print(n & b)
//            ^ [bitwise-operand-type]
    print(1.5 | s)
//        ^^^ [bitwise-operand-type]
//              ^ [bitwise-operand-type]
    print(n << 64, n >> -1, n << 63, n >> 0)
//             ^^ [shift-out-of-range]
//                      ^^ [shift-out-of-range]
    print(any << 99)
//               ^^ [shift-out-of-range]
}
"#,
    );
}

#[test]
fn unary_operators() {
    check(
        r#"
fn f(n: Int, x: Float, b: Bool, s: Str, any: Any, maybe: Int?) {
    print(-n, -x, not b, ~n, -any, not any, ~any)
    print(-s)
//         ^ [unary-operand-type]
    print(not n)
//            ^ [unary-operand-type]
    print(~x)
//         ^ [unary-operand-type]
    print(-maybe)
//         ^^^^^ [unary-operand-type]
    print(-s + 1, (not n) and b)
//         ^ [unary-operand-type]
//                     ^ [unary-operand-type]
}
"#,
    );
}

#[test]
fn division_by_a_zero_that_is_written_out() {
    check(
        r#"
fn f(n: Int, x: Float, any: Any, s: Str) {
    print(n / 0, n % 0, x / 0.0, x / 0, any / 0)
//            ^ [division-by-zero]
//                   ^ [division-by-zero]
//                          ^^^ [division-by-zero]
//                                   ^ [division-by-zero]
//                                            ^ [division-by-zero]
    print(n / 1, 0 / n, x / 0.5, n / 10)
    print(s / 0)
//        ^^^^^ [binary-operand-type]
}
"#,
    );
}

#[test]
fn python_values_are_no_exception() {
    check(
        r#"
from python import numpy

fn f(flag: Bool) {
    print(numpy == 1, numpy != "a", numpy.pi)
    if numpy { print(flag) }
    print(numpy + 1)
//        ^^^^^^^^^ [binary-operand-type]
    print(-numpy)
//         ^^^^^ [unary-operand-type]
    print(numpy[0])
//        ^^^^^ [not-indexable]
    print([x for x in numpy])
//                    ^^^^^ [comprehension-not-iterable]
    print(numpy?)
//        ^^^^^ [try-non-result]
    print(numpy.await)
//             ^^^^^^ [await-outside-async]
}
"#,
    );
}

#[test]
fn conditions() {
    check(
        r#"
fn f(n: Int, b: Bool, any: Any, maybe: Bool?, xs: List<Int>) {
    if b { print(1) }
    if any { print(1) }
    if n { print(1) }
//     ^ [if-condition-not-bool]
    if b { print(1) } else if maybe { print(2) }
//                            ^^^^^ [if-condition-not-bool]
    let found = if xs.len() { 1 } else { 2 }
//                 ^^^^^^^^ [if-condition-not-bool]
    match n {
        1 if b => print(found)
        k if k => print(k)
//           ^ [match-guard-not-bool]
        _ if any => print(1)
        _ => print(2)
    }
    print([x for x in xs if x])
//                          ^ [comprehension-filter-not-bool]
    print({x: x for x in xs if x > 1})
}
"#,
    );
}

#[test]
fn comprehensions_walk_lists_and_ranges() {
    check(
        r#"
fn f(xs: List<(Int, Str)>, m: Map<Str, Int>, s: Str, some: List<Int>?, any: Any, n: Int) {
    print([a for a in xs], [a for a in 0..3], [a for a in some], [a for a in any])
    print([k for k in m])
//                    ^ [comprehension-not-iterable]
    print([c for c in s])
//                    ^ [comprehension-not-iterable]
    print([i for i in n.await_later])
    print([a + 1 for (a, b) in xs if b == "x"], [p for (p, q) in any if q], [k for (k, v) in m.entries() if v > 0])
    print([a for (a, b, c) in xs if b == c])
//               ^^^^^^^^^ [for-pattern-arity]
    print([a for (a, b) in 0..3 if b])
//               ^^^^^^ [for-pattern-arity]
    print([1 for 1 in 0..3])
//               ^ [for-pattern-invalid]
    print([a for (a, ("x", _)) in any])
//                    ^^^ [for-pattern-invalid]
    for (a, b, c) in m { print(a, b, c) }
//      ^^^^^^^^^ [for-pattern-arity]
    for Ok(a) in any { print(a) }
//      ^^^^^ [for-pattern-invalid]
    for (_, b) in m { print(b) }
}
"#,
    );
}

#[test]
fn ranges_and_slices() {
    check(
        r#"
fn f(n: Int, x: Float, s: Str, xs: List<Int>, some: Str?, any: Any, maybe: Int?, t: (Int, Int)) {
    print(0..n, any..n, 1..=n + 1)
    print(x..n)
//        ^ [range-bound-type]
    print(0..=s)
//            ^ [range-bound-type]
    print(0..maybe)
//           ^^^^^ [range-bound-type]
    print(xs[1..], s[..n], some[0..1], any[0..any], xs[..])
    print(xs[x..])
//           ^ [slice-bound-type]
    print(s[..=s])
//             ^ [slice-bound-type]
    print(t[0..1])
//        ^ [not-sliceable]
    print(n[0..1])
//        ^ [not-sliceable]
}
"#,
    );
}

#[test]
fn indexing() {
    check(
        r#"
type Row { id: Int }
fn f(n: Int, s: Str, xs: List<Int>, m: Map<Str, Int>, some: List<Int>?, any: Any, t: (Int, Str), row: Row, b: Bytes) {
    print(xs[0], xs[-1], s[n], m["a"], some[0], any["x"], any[0], row["id"], xs[any])
    print(xs["a"])
//           ^^^ [index-type]
    print(s[1.5])
//          ^^^ [index-type]
    print(m[n])
//          ^ [index-type]
    print(t[0])
//        ^ [not-indexable]
    print(b[0])
//        ^ [not-indexable]
    print(n[0], (0..3)[1])
//        ^ [not-indexable]
//               ^^^^ [not-indexable]
    print(xs[n][0])
//        ^^^^^ [not-indexable]
    print(t.0 + 1, t.1 + "a")
    print(t.2)
//          ^ [tuple-index-out-of-range]
    print(xs.0)
//           ^ [tuple-index-on-non-tuple]
    print(row.0)
//            ^ [tuple-index-on-non-tuple]
    print(any.0)
}
"#,
    );
}

#[test]
fn formats() {
    check(
        r#"
fn f(n: Int, x: Float, s: Str, maybe: Int?, any: Any, xs: List<Int>) {
    print("{n:05d} {n:x} {n:.2f} {x:e} {x:%} {s:>10} {s:s} {xs} {any:d} {maybe:d} {s:d<9} {n:}")
    print("{x:d}")
//            ^ [format-spec-type]
    print("{s:>10.2f}")
//            ^^^^^^ [format-spec-type]
    print("{xs:x} and {maybe:>5}")
//             ^ [format-spec-type]
    print("{s - 1:d}")
//          ^^^^^ [binary-operand-type]
}
"#,
    );
}

#[test]
fn awaiting() {
    check(
        r#"
async fn load() -> Str => "x"
fn plain() -> Int => 1

async fn good(conn: WsConn<Str>, any: Any) {
    print(load().await, any.await, conn.recv().await, conn.send("a").await)
    conn.broadcast("b").await
    print(plain().await)
//        ^^^^^^^ [await-non-future]
    print(load.await)
//        ^^^^ [await-non-future]
    let later = async fn() => load().await
    print(later().await)
    let now = fn() => load().await
//                          ^^^^^^ [await-outside-async]
    print(now())
}

fn bad() {
    print(load().await)
//              ^^^^^^ [await-outside-async]
    print(plain().await)
//        ^^^^^^^ [await-non-future]
    let later = async fn() => load().await
    print(later)
}

type Loader {
    name: Str
    async fn good() -> Str => load().await
    fn bad() -> Str => load().await
//                           ^^^^^^ [await-outside-async]
}
print(load().await, (load()).await)
"#,
    );
}

#[test]
fn an_await_is_mended() {
    assert_eq!(
        fixed("async fn load() {}\nfn bad() { load().await }\n", "await-outside-async"),
        "async fn load() {}\nasync fn bad() { load().await }\n"
    );
    assert_eq!(fixed("let n = 1\nprint((n).await)\n", "await-non-future"), "let n = 1\nprint((n))\n");
    assert_eq!(
        fixed("async fn load() -> Result<Int> => Ok(1)\nprint(load()?)\n", "try-non-result"),
        "async fn load() -> Result<Int> => Ok(1)\nprint(load().await?)\n"
    );
}

#[test]
fn question_marks() {
    check(
        r#"
fn half(n: Int) -> Result<Int> => Ok(n / 2)
async fn load() -> Result<Int> => Ok(1)

fn good(any: Any) -> Result<Int> {
    print(half(1)?, any?)
    return Ok(half(half(2)?)?)
}
fn free() { print(half(1)?) }
fn loose() -> Any { return half(1)? }
fn closures() -> Int {
    let f = fn(n) => half(n)?
    print(f)
    return 1
}
fn bad(maybe: Int?) -> Int {
    print(half(1)?)
//               ^ [try-outside-result-fn]
    print(maybe?)
//        ^^^^^ [try-non-result]
    print(load()?)
//        ^^^^^^ [try-non-result]
    return 1
}
fn nullable() -> Result<Int>? {
    print(half(1)?)
//               ^ [try-outside-result-fn]
    return half(1)
}
@get("/a")
fn handler() -> Int { return half(1)? }
print(half(2)?)
"#,
    );
}

#[test]
fn arguments_of_constructors_have_no_name() {
    check(
        r#"
fn f(flag: Bool) -> Result<Int> {
    if flag { return Err(reason: "no") }
//                       ^^^^^^ [named-arg-outside-call]
    return Ok(1)
}
"#,
    );
}

#[test]
fn private_fields() {
    check(
        r#"
type Account {
    _cents: Int = 0
    name: Str
    fn same(other: Account) -> Bool {
        let ids = [1].map(fn(n) => n + other._cents)
        return _cents == other._cents and ids.len() > 0
    }
}
fn f(account: Account, maybe: Account?) {
    print(account.name, maybe._cents)
    print(account._cents)
//                ^^^^^^ [private-field-access]
    if account._cents > 0 { print(1) }
//             ^^^^^^ [private-field-access]
}
"#,
    );
}

#[test]
fn fields_of_other_files_are_their_own_matter() {
    check(
        r#"
//- /fitz.toml
[package]
name = "p"
[bin]
main = "main.fitz"
//- /main.fitz
from bank import Account

fn f(account: Account) {
    if account.nick != null { print(account.nick + "!") }
    print(account._cents, account.name)
    print(account.nmae)
//                ^^^^ [unknown-field-read]
}
//- /bank.fitz
type Account { _cents: Int = 0, name: Str, nick: Str? }
"#,
    );
}

#[test]
fn unknown_fields() {
    check(
        r#"
type User {
    name: Str
    age: Int?
    fn label() -> Str => name
    static fn make() -> User => User { name: "" }
}
fn f(user: User, maybe: User?, users: List<User>, any: Any) {
    print(user.name, user.age, user.label, user.make, any.nmae)
    print(user.nmae)
//             ^^^^ [unknown-field-read]
    print(maybe.mail)
//              ^^^^ [unknown-field-read]
    for one in users { print(one.mail) }
//                               ^^^^ [unknown-field-read]
    print(users.filter(fn(it) => it.old))
//                                  ^^^ [unknown-field-read]
    let made = User { name: "a" }
    print(made.nam)
//             ^^^ [unknown-field-read]
    let other = if any { any } else { user }
    print(other.anything)
    let moving = user
    moving = any
    print(moving.anything)
}
fn request(req: Request) {
    print(req.path, req.body)
//                      ^^^^ [unknown-field-read]
}
"#,
    );
}

#[test]
fn fields_of_a_broken_type_are_not_known() {
    check(
        r#"
type User { name: Str, age Int }
//                         ^^^ [syntax/missing]
fn f(user: User) { print(user.mail) }
"#,
    );
}

#[test]
fn values_that_are_never_equal() {
    check(
        r#"
type A { id: Int }
type B { id: Int }
fn f(n: Int, x: Float, s: Str, some: Int?, text: Str?, any: Any, a: A, b: B, d: Date, xs: List<Int>, ys: List<Str>) {
    print(n == x, some == n, some == null, n == null, any == s, d == "2024-01-01", xs == ys, some == text)
    print(n == s)
//        ^^^^^^ [always-unequal]
    print("1" != n)
//        ^^^^^^^^ [always-unequal]
    print(some == "a")
//        ^^^^^^^^^^^ [always-unequal]
    print(a == b, a == a)
//        ^^^^^^ [always-unequal]
    print(xs == 1)
//        ^^^^^^^ [always-unequal]
    print(s.len() == "3")
//        ^^^^^^^^^^^^^^ [always-unequal]
    print((1, 2) == (1, 2, 3), (n, s) == (n, n), (n, n) == (x, any))
//        ^^^^^^^^^^^^^^^^^^^ [always-unequal]
//                             ^^^^^^^^^^^^^^^^ [always-unequal]
}
"#,
    );
}

#[test]
fn equality_of_types_that_are_not_established_is_silent() {
    check(
        r#"
fn f(any: Any, n: Int, flag: Bool) {
    let mixed = if flag { any } else { 1 }
    print(mixed == "a")
    let list = [any, 1]
    print(list[0] == "a")
    let last = 0
    while flag {
        if last == "done" { break }
        last = "done"
    }
    let value = match any { 1 => any, _ => 2 }
    print(value == "x")
    n = any
    print(n == "x")
}
let state = 1
fn g() { print(state == "x") }
fn h() { state = "x" }

let limit = 1
fn k() { print(limit == "x") }
//             ^^^^^^^^^^^^ [always-unequal]
"#,
    );
}

#[test]
fn broken_text_is_silent() {
    check(
        r#"
fn f(s: Str, xs: List<Int>) {
    print(s - )
//            ^ [syntax/expected-expression]
}
fn g(s: Str) {
    print(xs.)
//          ^ [syntax/missing]
    print("a" - )
//              ^ [syntax/expected-expression]
}
"#,
    );
}

/// The closure of a query becomes SQL, which compares what the program cannot; the language sees `Any` there.
#[test]
fn queries_are_sql() {
    check(
        r#"
@table("tasks")
type Task { @primary id: Int = 0, title: Str, due: Date?, done: Bool = false }

async fn f(db: DbConn) -> Result<List<Task>> {
    let late = Task.where(fn(t) => t.due < "2024-01-01" and t.title + 1 == 2).all(db).await?
    print(late.len())
    let none = Task.where(fn(t) => t.nothing == 1)
    print(none, Task.where(fn(t: Task) => t.title + 1 == 2))
//                                        ^^^^^^^^^^^ [binary-operand-type]
    return Task.where(fn(t) => t.done).order_by(fn(t) => -t.due).all(db).await
}
"#,
    );
}

#[test]
fn values_that_do_not_fit_are_made_to_fit() {
    for (code, program, expected) in [
        (
            "return-type-mismatch",
            "fn f(a: Int) -> Result<Int> { return a + 1 }\n",
            "fn f(a: Int) -> Result<Int> { return Ok(a + 1) }\n",
        ),
        (
            "assign-type-mismatch",
            "async fn g() -> Int => 1\nasync fn f() { let a: Int = g() }\n",
            "async fn g() -> Int => 1\nasync fn f() { let a: Int = g().await }\n",
        ),
        (
            "argument-type-mismatch",
            "fn g() -> Result<Int> => Ok(1)\nfn h(a: Int) -> Int => a\nfn f() -> Result<Int> { return Ok(h(g())) }\n",
            "fn g() -> Result<Int> => Ok(1)\nfn h(a: Int) -> Int => a\nfn f() -> Result<Int> { return Ok(h(g()?)) }\n",
        ),
        (
            "argument-type-mismatch",
            "async fn g() -> Result<Int> => Ok(1)\nfn h(a: Int) -> Int => a\nasync fn f() -> Result<Int> { return Ok(h(g())) }\n",
            "async fn g() -> Result<Int> => Ok(1)\nfn h(a: Int) -> Int => a\nasync fn f() -> Result<Int> { return Ok(h(g().await?)) }\n",
        ),
    ] {
        assert_eq!(fixed(program, code), expected, "{program}");
    }
    // Nothing can wait or fail here.
    for program in [
        "async fn g() -> Int => 1\nfn f() { let a: Int = g() }\n",
        "fn g() -> Result<Int> => Ok(1)\nfn f() -> Int { let a: Int = g()\n return a }\n",
        "fn f() -> Int { return \"a\" }\n",
    ] {
        let fixture = Fixture::new(program);
        let found = diagnostics(fixture.host.db(), fixture.file);
        let is_it = |code: &str| code == "assign-type-mismatch" || code == "return-type-mismatch";
        assert!(found.iter().any(|it| is_it(it.code) && it.fixes.is_empty()), "{program}{found:#?}");
    }
}

#[test]
fn what_is_never_reached_is_removed() {
    for (code, program, expected) in [
        (
            "unreachable-arm",
            "fn f(a: Int) {\n    match a {\n        _ => {},\n        1 => print(1),\n    }\n}\n",
            "fn f(a: Int) {\n    match a {\n        _ => {},\n    }\n}\n",
        ),
        (
            "unreachable-arm",
            "fn f(a: Bool) { match a { true => {}, true => print(1), false => {} } }\n",
            "fn f(a: Bool) { match a { true => {}, false => {} } }\n",
        ),
        (
            "unreachable-code",
            "fn f() -> Int {\n    return 1\n    print(1)\n    print(2)\n}\n",
            "fn f() -> Int {\n    return 1\n}\n",
        ),
        ("unreachable-code", "fn f() -> Int { return 1; print(1) }\n", "fn f() -> Int { return 1 }\n"),
        (
            "route-trailing-slash",
            "@server(80)\nfn main() => 0\n@get(\"/a\")\nfn a() -> Int => 0\n@post(\"/a/\")\nfn b() -> Int => 1\n",
            "@server(80)\nfn main() => 0\n@get(\"/a\")\nfn a() -> Int => 0\n@post(\"/a\")\nfn b() -> Int => 1\n",
        ),
    ] {
        assert_eq!(fixed(program, code), expected, "{program}");
    }
    // A comment would go along, or what is behind it would become one.
    for program in [
        "fn f(a: Int) {\n    match a {\n        _ => {}\n        // One.\n        1 => print(1)\n    }\n}\n",
        "fn f() -> Int {\n    return 1 // one\n    print(1) }\n",
    ] {
        let fixture = Fixture::new(program);
        let found = diagnostics(fixture.host.db(), fixture.file);
        assert!(found.iter().any(|it| it.code.starts_with("unreachable-") && it.fixes.is_empty()), "{found:#?}");
    }
}
