//! Findings of names, annotations, fields and declarations of types.

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
fn annotations_name_types() {
    check(
        r#"
type User { name: Sting, friends: List<Usr> }
//                ^^^^^ [unknown-type]
//                                     ^^^ [unknown-type]
fn a(x: Strng, y: Map<Str, Nope>?) -> Reslt<Int> {
//      ^^^^^ [unknown-type]
//                         ^^^^ [unknown-type]
//                                    ^^^^^ [unknown-type]
    let z: Foo = x
//         ^^^ [unknown-type]
    if y != null {
        let inner: Bar = 1
//                 ^^^ [unchecked-annotation]
        print(inner)
    }
    let f = fn(p: Baz) => p
//                ^^^ [unchecked-annotation]
    let g: Fn(Qux) -> (Str, Quux) = f
//            ^^^ [unknown-type]
//                          ^^^^ [unknown-type]
    print(g)
    return z
}
type T {
    n: Int
    fn m(x: Missing) -> Absent { return x }
//          ^^^^^^^ [unchecked-annotation]
//                      ^^^^^^ [unchecked-annotation]
}
let ok: Map<Str, List<User?>> = {}
let any: List<Any> = []
let t: (Int, Str) = (1, "a")
let r: Response? = null
let h: HttpResponse? = null
let v: Vec<Int> = []
let q: QueryBuilder = 1
//     ^^^^^^^^^^^^ [unknown-type]
let d: a = 1
//     ^ [unknown-type]
"#,
    );
}

#[test]
fn type_arguments_are_counted() {
    check(
        r#"
type User { name: Str }
fn a(
    a: List, b: Map<Str>, c: Int<Str>, d: Result<Int, Str>, e: Result<Int>, f: WsConn<Int>,
//     ^^^^ [type-arity]
//              ^^^^^^^^ [type-arity]
//                           ^^^^^^^^ [type-arity]
    g: Result, h: User<Int>, i: Future<Int, Str>, j: List<List>, k: Date,
//     ^^^^^^ [type-arity]
//                ^^^^^^^^^ [type-not-generic]
//                              ^^^^^^^^^^^^^^^^ [type-arity]
//                                                        ^^^^ [type-arity]
) {
    print(a, b, c, d, e, f, g, h, i, j, k)
}
"#,
    );
}

#[test]
fn wrong_type_arguments_say_nothing_about_the_value() {
    check(
        r#"
let a: Map<Int> = {"a": 1}
//     ^^^^^^^^ [type-arity]
let b: List = 5
//     ^^^^ [type-arity]
fn f(c: Int<Str>) {
//      ^^^^^^^^ [type-arity]
    print(c + "x", a["b"], b.name)
}
"#,
    );
}

#[test]
fn imported_names_may_be_types() {
    check(
        r#"
//- /main.fitz
from shapes import Circle, area
from python import numpy
import shapes
let a: Circle = Circle { radius: 1 }
let b: area = 1
let d: numpy = 1
let e: shapes = 1
//     ^^^^^^ [unknown-type]
let f: Circle<Int> = a
//     ^^^^^^^^^^^ [type-not-generic]
fn local() {
    from shapes import Circle as Ring
    let r: Ring = 1
    type Inner { x: Int }
    let i: Inner = Inner { x: 1 }
    print(r, i)
}
//- /shapes.fitz
type Circle { radius: Int }
fn area(circle: Circle) -> Int => circle.radius
"#,
    );
}

#[test]
fn types_are_declared_once() {
    check(
        r#"
type A { x: Int }
type A { y: Int }
//   ^ [type-redeclared]
type Request { x: Int }
//   ^^^^^^^ [type-redeclared]
type B { x: Int }
type C { x: Int, y: Str, x: Str }
//                       ^ [duplicate-field]
let a = A { y: 1 }
"#,
    );
}

#[test]
fn defaults_of_fields() {
    check(
        r#"
type A {
    a: Int = "x"
//           ^^^ [field-default-mismatch]
    b: Float = 1
    c: Str? = null
    d: Str = null
//           ^^^^ [field-default-mismatch]
    e: Int? = 3
    f: Int? = "x"
//            ^^^ [field-default-mismatch]
    g: Date = "2024-01-01"
    h: DateTime? = "now"
    i: List<Int> = []
    j: Any = 1
    k: Int = compute()
    l: Bool = 1
//            ^ [field-default-mismatch]
    m: Int = 1.5
//           ^^^ [field-default-mismatch]
}
fn compute() -> Str => "x"
"#,
    );
}

#[test]
fn types_that_need_themselves() {
    check(
        r#"
type Node { value: Int, next: Node }
//                            ^^^^ [recursive-type]
type Tree { left: Tree?, children: List<Tree>, names: Map<Str, Tree> }
type A { b: B }
//          ^ [recursive-type]
type B { pair: (Int, A) }
//             ^^^^^^^^ [recursive-type]
type C { d: D? }
type D { c: C }
type E { inner: A }
@table("people")
type Person { @primary id: Int, @belongs_to("Person") boss: Person }
//                                                          ^^^^^^ [relation-key-type]
"#,
    );
}

#[test]
fn names_are_declared_once() {
    check(
        r#"
fn a() -> Int => 1
fn a() -> Int => 2
// ^ [duplicate-definition]
let b = 1
let b = 2
fn c() -> Int => b
let c = 3
//  ^ [duplicate-definition]
type D { x: Int }
fn D() -> Int => 1
// ^ [duplicate-definition]
type E {
    x: Int
    fn m() -> Int => x
    fn m() -> Int => 1
//     ^ [duplicate-definition]
}
@get("/a")
fn handler() -> Int => 1
@get("/b")
fn handler() -> Int => 2
print(c)
"#,
    );
}

#[test]
fn variables_are_known_from_their_declaration_on() {
    check(
        r#"
print(early)
//    ^^^^^ [unknown-variable]
fn above() -> Int => early
//                   ^^^^^ [unknown-variable]
fn calls() -> Int => below()
let early = 1
fn below() -> Int => early
print(early)
type T {
    n: Int
    fn m() -> Int => late
}
let late = 2
let self_made = self_made + 1
//              ^^^^^^^^^ [unknown-variable]
let again = 1
let again = again + 1
again = again + 1
let countdown = fn(n: Int) => if n > 0 { countdown(n - 1) } else { 0 }
print(log.info("x"), countdown(3))
fn shadows() { log.info("still the library") }
let log = 3
print(log + 1)
if true { inside = 1 }
print(inside)
//    ^^^^^^ [unknown-variable]
"#,
    );
}

#[test]
fn the_type_of_a_variable_is_that_of_the_assignment_above() {
    check(
        r#"
let x = 1
let a: Int = x
x = "text"
let b: Str = x
let c: Int = x
//           ^ [assign-type-mismatch]
fn f() -> Str => x
let x = [1]
fn g() -> List<Int> => x
let y: Int = 1
y = 2
fn h() { y = "x" }
//           ^^^ [assign-type-mismatch]
let total = total_of([1])
fn total_of(xs: List<Int>) -> Int => xs.len()
fn mixed() -> Int => 1
let mixed = mixed()
//  ^^^^^ [duplicate-definition]
let d: Int = mixed
print(a, b, c, d, total)
"#,
    );
}

#[test]
fn functions_in_bodies_know_each_other() {
    check(
        r#"
fn outer() -> Int {
    fn even(n: Int) -> Bool {
        if n == 0 { return true }
        return odd(n - 1)
    }
    fn odd(n: Int) -> Bool {
        if n == 0 { return false }
        return even(n - 1)
    }
    if even(3) { return 1 }
    return helper()
}
fn helper() -> Int {
    let fact = fn(n: Int) => if n < 2 { 1 } else { n * fact(n - 1) }
    let n = loop {
        found = 3
        break found
    }
    print(found, n)
    loop {
        lost = 1
        break
    }
    print(lost)
//        ^^^^ [unknown-variable]
    return fact(3)
}
"#,
    );
}

#[test]
fn struct_literals() {
    check(
        r#"
type User {
    name: Str
    email: Str?
    age: Int = 0
    _secret: Int = 1
    static fn make() -> User => User { name: "a", _secret: 2 }
    fn twin() -> User { return User { name: name, _secret: _secret } }
}
fn a() {
    print(User { name: "a" })
    print(User { name: 1 })
//                     ^ [field-type-mismatch]
    print(User { nam: "a" })
//               ^^^ [unknown-field]
    print(User { name: "a", _secret: 3 })
//                          ^^^^^^^ [private-field-init]
    print(User { email: "x" })
//        ^^^^ [missing-field]
    print(User { name: "a", name: "b" })
//                          ^^^^ [duplicate-field]
    print(Usr { name: "a" })
//        ^^^ [unknown-struct-type]
    print(Int { x: 1 })
//        ^^^ [unknown-struct-type]
    print(a { x: 1 })
//        ^ [unknown-struct-type]
    print(Response { body: "x", status: "200" })
//                                      ^^^^^ [field-type-mismatch]
    print(Cookie { name: "a" })
//        ^^^^^^ [missing-field]
    print(Request { method: "GET", path: "/", headers: {} })
}
@table("rows")
type Row { @primary id: Int, title: Str, @db_default created: DateTime, @has_many("Row", via="id") rows: List<Row> }
fn b() {
    print(Row { title: "x" })
    print(Row { id: 1 })
//        ^^^ [missing-field]
}
"#,
    );
}

#[test]
fn fields_are_assigned() {
    check(
        r#"
type User {
    name: Str
    age: Int = 0
    _secret: Int = 1
    fn set(other: User) { other._secret = 2 }
}
fn a(user: User, maybe: User?, any: Any, text: Str, map: Map<Str, Int>) {
    user.name = "x"
    user.name = 1
//              ^ [field-type-mismatch]
    user.age += 1
    user.age += 1.5
//              ^^^ [field-type-mismatch]
    user.nme = "x"
//       ^^^ [unknown-field]
    user._secret = 1
//       ^^^^^^^ [private-field-assign]
    maybe.name = "x"
//  ^^^^^ [field-assign-non-instance]
    if maybe != null { maybe.name = "x" }
    any.name = 1
    text.size = 1
//  ^^^^ [field-assign-non-instance]
    map.key = 1
//  ^^^ [field-assign-non-instance]
}
"#,
    );
}

#[test]
fn a_type_that_is_being_typed_has_unknown_fields() {
    check(
        r#"
type User {
    name: Str
    emai
//  ^^^^ [syntax/missing]
}
print(User { name: "a", email: "x" })
print(User { email: "x" })
"#,
    );
}

#[test]
fn a_name_may_be_declared_on_a_broken_line() {
    check(
        r#"
typ User { name: Str }
//  ^^^^ [syntax/newline]
fn f(u: User) { print(u, lost) }
//                       ^^^^ [unknown-variable]
"#,
    );
}
