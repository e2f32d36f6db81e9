//! Findings of statements: assignments, jumps, loops, results of functions.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use support::check;

#[test]
fn declarations_with_a_type() {
    check(
        r#"
let a: Int = "three"
//           ^^^^^^^ [assign-type-mismatch]
b: Str = 3
//       ^ [assign-type-mismatch]
let c: Float = 3
let d: Int? = null
let e: Int = null
//           ^^^^ [assign-type-mismatch]
let f: List<Float> = [1, 2]
let g: List<Int> = ["a"]
//                 ^^^^^ [assign-type-mismatch]
let h: Result<Int> = Err("x")
let i: Int = 3.5
//           ^^^ [assign-type-mismatch]
let j: Map<Str, Int> = {}
let k: Fn(Int) -> Int = fn(n) => n + 1
let l: Any = "x"
let m: Int = l
let n: (Int, Str) = (1, 2)
//                  ^^^^^^ [assign-type-mismatch]

fn body(maybe: Int?) {
    let inside: Int = maybe
//                    ^^^^^ [assign-type-mismatch]
    if maybe != null {
        let narrowed: Int = maybe
        print(narrowed)
    }
    if true {
        let deep: Str = 1
//                      ^ [assign-type-mismatch]
        print(deep)
    }
    print(inside)
}
"#,
    );
}

#[test]
fn later_assignments_keep_a_declared_type() {
    check(
        r#"
let count: Int = 1
count = 2
count = "three"
//      ^^^^^^^ [assign-type-mismatch]
count = 4

let free = 1
free = "text"
print(free.len())
let free = [free]
free.push("x")

fn double(n: Int) -> Int => n * 2
double = 3
//       ^ [assign-type-mismatch]

fn body(parameter: Int) {
    parameter = "other"
    count = 1.5
//          ^^^ [assign-type-mismatch]
    let count: Str = "own"
    count = "other"
    count = 3
//          ^ [assign-type-mismatch]
    let plain = 3
    plain = "text"
    let flag: Bool = true
    if flag { flag = 0 }
//                   ^ [assign-type-mismatch]
    for flag in [1] { flag = "x" }
    let name: Str? = "x"
    if name != null { name = null }
    print(parameter, plain, name)
}
"#,
    );
}

#[test]
fn augmented_assignments_stand_for_an_operation() {
    check(
        r#"
let total: Int = 0
total += 2
total += 2.5
//       ^^^ [assign-type-mismatch]
let sum: Float = 0
sum += 1
let text: Str = "a"
text += "b"
fn f() {
    misspelt += 1
//  ^^^^^^^^ [unknown-variable]
}
"#,
    );
}

#[test]
fn tuples_are_taken_apart_completely() {
    check(
        r#"
let (a, b) = (1, 2, 3)
//  ^^^^^^ [destructure-arity]
let (c, _) = (1, 2)
let (d, e) = unknown_length([1])
fn unknown_length(x: Any) => x
let (f,) = (1, 2)
//  ^^^^ [destructure-arity]
let ((g, h), i) = ((1, 2), 3)
print(a, b, c, d, e, f, g, h, i)
"#,
    );
}

#[test]
fn results_of_functions() {
    check(
        r#"
fn a() -> Int { return "x" }
//                     ^^^ [return-type-mismatch]
fn b() -> Int => "x"
//               ^^^ [return-type-mismatch]
fn c() -> Int { return }
//              ^^^^^^ [return-type-mismatch]
fn d() -> Int? { return }
fn e() { return "anything" }
async fn f() -> Int { return 1 }
async fn g() -> Int { return "x" }
//                           ^^^ [return-type-mismatch]
fn h() -> Result<Int> { return Ok("x") }
//                             ^^^^^^^ [return-type-mismatch]
fn i() -> Result<Int> { return Err("x") }
fn j(maybe: Int?) -> Int { return maybe }
//                                ^^^^^ [return-type-mismatch]
fn k() -> Float => 3
fn l() -> Str {
    let inner = fn(x: Str) -> Int { return x }
    fn named() -> Str { return 1 }
//                             ^ [return-type-mismatch]
    print(named())
    return inner("x")
}
type T {
    n: Int
    fn text() -> Str => n
//                      ^ [return-type-mismatch]
    static fn make() -> T { return 3 }
//                                 ^ [return-type-mismatch]
}
fn m(n: Int) -> Str => if n > 0 { "a" } else { "b" }
fn n(n: Int) -> List<Str> => [for_text(n)]
fn for_text(n: Int) -> Str => "{n}"
"#,
    );
}

#[test]
fn a_declared_result_is_given_on_every_path() {
    check(
        r#"
fn a() -> Int { 5 }
//        ^^^ [missing-return]
fn b(n: Int) -> Int {
//              ^^^ [missing-return]
    if n > 0 { return 1 }
}
fn c(n: Int) -> Int {
    if n > 0 { return 1 } else { return 2 }
}
fn d(r: Result<Int>) -> Int {
    match r {
        Ok(v) => return v,
        Err(_) => return 0,
    }
}
fn e(n: Int) -> Str {
//              ^^^ [missing-return]
    match n {
        1 => return "one",
        2 => return "two",
    }
}
fn f(n: Int) -> Str {
    match n {
        1 => return "one",
        _ => return "other",
    }
}
fn g() -> Int {
    loop { print("forever") }
}
fn h() -> Int {
//        ^^^ [missing-return]
    loop { break }
}
fn i() -> Int? { print("x") }
fn j() -> Null { print("x") }
fn k() -> Any { print("x") }
fn l() { print("x") }
fn m() -> Bool {
    while true { print("x") }
}
fn n() -> Bool {
//        ^^^^ [missing-return]
    for x in [1] { if x == 1 { return true } }
}
fn o() -> Int {
    loop {
        for x in [1] { if x == 1 { break } }
        return 1
    }
}
type T {
    n: Int
    fn p() -> Int { n }
//            ^^^ [missing-return]
}
@get("/q")
fn q() -> Str {
    return 404 {"error": "none"}
}
fn r() -> Int {
    let f = fn() { print("no result needed") }
    f()
    return 1
    print("never")
}
async fn s() -> Int { print("x") }
//              ^^^ [missing-return]
fn t() -> Unknwn { print("x") }
//        ^^^^^^ [unknown-type]
"#,
    );
}

#[test]
fn jumps_stand_where_they_can() {
    check(
        r#"
if true { return }
//        ^^^^^^ [return-outside-function]
if true { break }
//        ^^^^^ [break-outside-loop]
if true { continue }
//        ^^^^^^^^ [continue-outside-loop]
fn a() {
    break
//  ^^^^^ [break-outside-loop]
    while true { break }
    for x in [1] {
        if x == 1 { continue }
        let f = fn() { break }
//                     ^^^^^ [break-outside-loop]
        f()
    }
    loop { match 1 { 1 => break, _ => continue } }
    return
}
let f = fn() { return 1 }
print(f())
"#,
    );
}

#[test]
fn a_status_is_given_to_a_request() {
    check(
        r#"
const_status = 404

fn gate(req: Request) {
    if req.method == "POST" { return 405 {"error": "no"} }
    return null
}

fn check_it(id: Int) {
    if id < 0 { return 400 {"error": "no"} }
//              ^^^^^^^^^^ [return-status-outside-handler]
}

@middleware(gate)
@get("/a/{id}")
fn a(id: Int) -> Str {
    check_it(id)
    if id > 3 { return const_status {"error": "none"} }
    return "x"
}

fn unused_gate(req: Request) {
    return 403 {"error": "no"}
//  ^^^^^^^^^^ [return-status-outside-handler]
}

@ws("/b")
async fn b(conn: WsConn<Int>) { return 403 {"error": "no"} }
//                              ^^^^^^^^^^ [ws/return-status]

text = "404"
@post("/c")
fn c() { return text {"error": "no"} }
//              ^^^^ [return-status-type]

type T {
    n: Int
    fn m() { return 404 {"n": n} }
//           ^^^^^^^^^^ [return-status-outside-handler]
}
"#,
    );
}

#[test]
fn a_middleware_may_be_named_elsewhere() {
    check(
        r#"
//- /main.fitz
from gates import admin as only_admin
import gates

@middleware(only_admin)
//          ^^^^^^^^^^ [middleware-always-answers]
@get("/a")
fn a() -> Int => 1

@middleware(gates.reader)
@get("/b")
fn b() -> Int => 1
//- /gates.fitz
fn admin(req: Request) { return 403 {"error": req.path} }
fn reader(a: Request, b: Response) { return 403 {"error": "{a.path} {b.status}"} }
fn other(text: Str) { return 403 {"error": text} }
//                    ^^^^^^^^^^ [return-status-outside-handler]
"#,
    );
}

#[test]
fn loops_go_through_what_has_elements() {
    check(
        r#"
fn a(n: Int, text: Str, maybe: List<Int>?, any: Any) {
    while n { print("x") }
//        ^ [while-condition-not-bool]
    while any { break }
    while n > 0 { break }
    for x in n { print(x) }
//           ^ [for-not-iterable]
    for x in text { print(x) }
//           ^^^^ [for-not-iterable]
    for x in maybe { print(x) }
//           ^^^^^ [for-not-iterable]
    for x in any { print(x) }
    for x in 0..n { print(x) }
    for (k, v) in {"a": 1} { print(k, v) }
    for x in [1, 2] { print(x) }
    for x in (1, 2) { print(x) }
//           ^^^^^^ [for-not-iterable]
}
"#,
    );
}

#[test]
fn elements_are_assigned() {
    check(
        r#"
type User { name: Str }
fn a(list: List<Int>, map: Map<Str, Int>, text: Str, user: User, maybe: List<Int>?, any: Any, rest: List<Any>) {
    list[0] = 1
    list["a"] = 1
//       ^^^ [index-assign-key-type]
    list[0] = "x"
//            ^^^ [index-assign-value-type]
    list[0] += 1
    list[0] += 1.5
//             ^^^ [index-assign-value-type]
    map["a"] = 1
    map[1] = 1
//      ^ [index-assign-key-type]
    map["a"] = null
//             ^^^^ [index-assign-value-type]
    text[0] = "x"
//  ^^^^ [index-assign-unsupported]
    user["name"] = "x"
//  ^^^^ [index-assign-unsupported]
    maybe[0] = 1
//  ^^^^^ [index-assign-unsupported]
    any[0] = 1
    rest[0] = "x"
    let empty = {}
    empty["a"] = 1
    empty[2] = "x"
}
"#,
    );
}

#[test]
fn broken_code_reports_the_syntax_only() {
    check(
        r#"
fn a() -> Int {
    let x: Int = )
//               ^ [syntax/expected-expression]
}

fn b(n: Int) {
    if n > 0 {
        print(n)
    }
}
//- /nesting.fitz
fn a(n: Int) {
    if n > 0 { print("more") }
}
    }
//  ^ [syntax/unexpected]
if true {
    return
    break
}
"#,
    );
}
