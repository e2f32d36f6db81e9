//! Calls of methods: of the built-in types with their callbacks, and of instances of user types.

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
fn built_in_types_have_the_methods_of_their_tables() {
    check(
        r#"
fn calls(xs: List<Int>, m: Map<Str, Int>, s: Str, r: Result<Int>, f: Future<Int>, t: (Int, Str), maybe: Str?, fun: Fn() -> Int) {
    print(s.len(), 1.to_str(), 2.5.is_nan(), b"a".len(), (0..3).len(), xs.sum(), m.keys(), maybe.upper())
    s.join(xs)
//    ^^^^ [method-not-found]
    xs.is_empty()
//     ^^^^^^^^ [method-not-found]
    m.contains("a")
//    ^^^^^^^^ [method-not-found]
    1.sqrt()
//    ^^^^ [method-not-found]
    true.to_str()
//       ^^^^^^ [method-not-found]
    r.unwrap()
//    ^^^^^^ [method-not-found]
    f.len()
//    ^^^ [method-not-found]
    t.len()
//    ^^^ [method-not-found]
    (0..3).map(fn(i) => i)
//         ^^^ [method-not-found]
    maybe.join("a")
//        ^^^^ [method-not-found]
    fun.call()
//      ^^^^ [method-not-found]
    null.len()
//       ^^^ [method-not-found]
    s.like("a%")
//    ^^^^ [method-not-found]
}

fn of_times(d: Date, t: DateTime, u: Uuid, g: RandGen) {
    print(d.add_days(1), t.timestamp(), u.to_str(), g.int(1, 6))
    d.hour()
//    ^^^^ [method-not-found]
    t.weekday()
//    ^^^^^^^ [method-not-found]
    u.len()
//    ^^^ [method-not-found]
    g.bytes(3)
//    ^^^^^ [method-not-found]
}
"#,
    );
}

#[test]
fn arguments_of_built_in_methods() {
    check(
        r#"
fn calls(xs: List<Int>, m: Map<Str, Int>, s: Str, any: Any, day: Date, g: RandGen) {
    s.replace("a")
//           ^^^^^ [method-arity]
    s.len(1)
//        ^ [method-arity]
    s.replace("a", 1)
//                 ^ [method-argument-type]
    s.split(any)
    s.repeat("3")
//           ^^^ [method-argument-type]
    m.get(1)
//        ^ [method-argument-type]
    m.with("a", "b")
//              ^^^ [method-argument-type]
    m.merge(xs)
//          ^^ [method-argument-type]
    m.merge({})
    xs.take("a")
//          ^^^ [method-argument-type]
    xs.zip(3)
//         ^ [method-argument-type]
    xs.zip(["a"])
    day.diff_days("2026-01-01")
//                ^^^^^^^^^^^^ [method-argument-type]
    day.add_days(1.5)
//               ^^^ [method-argument-type]
    g.choice(1)
//           ^ [method-argument-type]
    (0..3).chain(0..4)
//               ^^^^ [method-argument-type]
    s.contains(s.find("a"))
//             ^^^^^^^^^^^ [method-argument-type]
    any.as_int(1, 2)
}
"#,
    );
}

#[test]
fn elements_of_lists() {
    check(
        r#"
fn calls(xs: List<Int>, floats: List<Float>, maybe: List<Int?>, mixed: List<Any>) {
    xs.push(1)
    xs.push("a")
//          ^^^ [list-element-type]
    xs.push(null)
//          ^^^^ [list-element-type]
    floats.push(1)
    maybe.push(null)
    mixed.push("a")
    xs.contains("a")
//              ^^^ [list-element-type]
    xs.insert_at(0, "a")
//                  ^^^ [list-element-type]
    xs.insert_at("a", 0)
//               ^^^ [method-argument-type]
    xs.intersperse("a")
//                 ^^^ [list-element-type]
    xs.chain(["a"])
//           ^^^^^ [list-element-type]
    xs.chain([])
    xs.chain(3)
//           ^ [method-argument-type]
    xs.starts_with(["a"])
//                 ^^^^^ [list-element-type]
    [].push("a")
}
"#,
    );
}

#[test]
fn lists_that_a_method_needs() {
    check(
        r#"
fn calls(xs: List<Int>, floats: List<Float>, words: List<Str>, maybe: List<Int?>, mixed: List<Any>, pairs: List<(Str, Int)>) {
    print(xs.sum(), floats.product(), mixed.max(), [].min())
    words.sum()
//        ^^^ [numeric-list-required]
    words.max()
//        ^^^ [numeric-list-required]
    maybe.min()
//        ^^^ [numeric-list-required]
    pairs.product()
//        ^^^^^^^ [numeric-list-required]
    print(pairs.to_map(), mixed.to_map())
    words.to_map()
//        ^^^^^^ [pair-list-required]
    print([[1], [2]].flatten(), mixed.flatten())
    words.flatten()
//        ^^^^^^^ [nested-list-required]
}
"#,
    );
}

#[test]
fn callbacks() {
    check(
        r#"
fn double(n: Int) -> Int => n * 2
fn is_even(n: Int) -> Bool => n % 2 == 0
fn with_default(n: Int, by: Int = 2) -> Int => n * by
fn shout(s: Str) -> Str => s.upper()

fn calls(xs: List<Int>, m: Map<Str, Int>, any: Any) {
    print(xs.map(double), xs.filter(is_even), xs.map(any), xs.map(with_default))
    xs.map(1)
//         ^ [callback-not-function]
    xs.map(double(1))
//         ^^^^^^^^^ [callback-not-function]
    xs.map(fn() => 1)
//           ^^ [callback-arity]
    xs.map(fn(a, b) => a)
//           ^^^^^^ [callback-arity]
    xs.map(shout)
//         ^^^^^ [callback-param-type]
    xs.map(fn(s: Str) => s.len())
//            ^^^^^^ [callback-param-type]
    xs.map(fn(n: Float) => n)
    xs.filter(double)
//            ^^^^^^ [callback-return-type]
    xs.filter(fn(n) => n + 1)
//                     ^^^^^ [callback-return-type]
    xs.filter(fn(n) { n > 1 })
//            ^^^^^ [callback-return-type]
    xs.filter(fn(n) { return n > 1 })
    xs.find(fn(n) => "a")
//                   ^^^ [callback-return-type]
    xs.flat_map(fn(n) => n)
//                       ^ [callback-return-type]
    xs.flat_map(fn(n) => [n])
    xs.sort_by(fn(a, b) => a - b)
    xs.sort_by(fn(a: Int, b: Int) => a > b)
//                                   ^^^^^ [callback-return-type]
    xs.sort_by(fn(a) => a)
//               ^^^ [callback-arity]
    xs.max_by(fn(n: Int) => n)
    xs.max_by(fn(n: Int) => "a")
//                          ^^^ [callback-return-type]
    xs.reduce(0, fn(acc, n) => acc + n)
    xs.reduce(0, fn(acc: Float, n: Float) => acc + n)
    xs.reduce("", fn(acc: Int, n: Int) => acc)
//                   ^^^^^^^^ [callback-param-type]
    xs.reduce("", fn(acc: Str, n: Int) => n)
//                                        ^ [callback-return-type]
    m.filter(fn(k, v) => true)
    m.filter(fn(k: Int, v: Int) => true)
//              ^^^^^^ [callback-param-type]
    m.map_values(fn(v, w) => v)
//                 ^^^^^^ [callback-arity]
    m.update("a", fn(v: Int) => "b")
//                              ^^^ [callback-return-type]
}
"#,
    );
}

#[test]
fn closures_know_the_elements_where_the_language_tells_them() {
    check(
        r#"
fn calls(words: List<Str>, m: Map<Str, Int>) {
    words.map(fn(w) => w.nothing())
//                       ^^^^^^^ [method-not-found]
    words.any(fn(w) => w.nothing())
//                       ^^^^^^^ [method-not-found]
    words.reduce(0, fn(acc, w) => acc + w.nothing())
    words.sort_by(fn(a, b) => a.nothing())
    words.group_by(fn(w) => w.nothing())
    words.partition(fn(w) => w.nothing())
    m.map_values(fn(v) => v.nothing())
}
fn apply(f: Fn(Str) -> Int) -> Int => f("a")
apply(fn(s) => s.nothing())
//               ^^^^^^^ [method-not-found]
"#,
    );
}

#[test]
fn methods_of_user_types() {
    check(
        r#"
type Dog {
    name: Str
    age: Int = 1
    on_bark: Fn(Int) -> Null
    anything: Any
    fn bark(times: Int) -> Str => name.repeat(times)
    fn rename(to: Str, loud: Bool = false) -> Str => "{to} {loud}"
    async fn run(far: Float) -> Float => far
    fn meet(other: Dog) -> Str => other._secret(1)
    fn _secret(n: Int) -> Str => name.repeat(n)
}
fn calls(dog: Dog, maybe: Dog?) {
    print(dog.bark(1), maybe.bark(2), dog.run(2), dog.rename("a", true), dog.meet(dog), dog.on_bark(1), dog.anything(1, 2))
    dog.bark()
//          ^^ [method-arity]
    dog.bark(1, 2)
//              ^ [method-arity]
    dog.bark("a")
//           ^^^ [argument-type-mismatch]
    dog.bark(times: "a")
//                  ^^^ [argument-type-mismatch]
    dog.rename("a")
//            ^^^^^ [method-arity]
    dog.meet("a")
//           ^^^ [argument-type-mismatch]
    dog._secret(1)
//      ^^^^^^^ [private-method-call]
    dog.brak(1)
//      ^^^^ [unknown-method]
    dog.name()
//      ^^^^ [unknown-method]
    maybe.fly()
//        ^^^ [unknown-method]
}
fn of_builtin(response: Response) {
    response.send()
//           ^^^^ [unknown-method]
}
"#,
    );
}

/// The language knows the members of an imported type only when the program runs.
#[test]
fn methods_of_imported_types() {
    check(
        r#"
//- /main.fitz
from pets import Dog
fn calls(dog: Dog) {
    dog.bark(1)
    dog.bark(1, true)
    dog.bark(times: 1)
    dog.bark()
//          ^^ [imported-method-arguments]
    dog.bark("a")
//           ^^^ [imported-method-arguments]
    dog.bark(tmies: 1)
//           ^^^^^ [unknown-argument-name]
    // The language does not know `Bone` here.
    dog.fetch("anything")
    dog.on_bark("a", 1)
    dog._secret()
    dog.fly()
//      ^^^ [unknown-method]
}
//- /pets.fitz
type Bone { size: Int }
type Dog {
    name: Str
    on_bark: Fn(Int) -> Null
    fn bark(times: Int, loud: Bool = false) -> Str => "{name.repeat(times)} {loud}"
    fn fetch(bone: Bone) -> Int => bone.size
    fn _secret() -> Str => name
}
"#,
    );
}

#[test]
fn secrets_only_expose() {
    check(
        r#"
fn calls(key: Secret<Str>) {
    print(key.expose().len())
    key.expose(1)
//             ^ [secret-expose-args]
    key.len()
//      ^^^ [secret-no-method]
}
"#,
    );
}

#[test]
fn connections_send_their_type() {
    check(
        r#"
type Command { kind: Str }
type Event { text: Str }

@ws("/feed")
async fn feed(conn: WsConn<Command, Event>) {
    let hello = Event { text: "a" }
    conn.send(hello)
    conn.send(hello).await
    conn.broadcast(hello)
    conn.send("a")
//            ^^^ [method-argument-type]
    conn.send("a").await
//            ^^^ [method-argument-type]
    conn.broadcast(Command { kind: "a" })
//                 ^^^^^^^^^^^^^^^^^^^^^ [method-argument-type]
    conn.send()
//           ^^ [method-arity]
    conn.recv(1)
//            ^ [method-arity]
    conn.rooms()
//       ^^^^^ [method-not-found]
    match conn.recv() {
        Ok(command) => { conn.send(command) }
//                                 ^^^^^^^ [method-argument-type]
        Err(_) => { conn.close() }
    }
}
"#,
    );
}
