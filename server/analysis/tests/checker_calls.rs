//! Calls of functions, of values, of `spawn`, into modules and on the names of types.

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

/// The first finding of a program with its words: message, hint, fix, and the texts that it relates to.
fn words(program: &str) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let found = diagnostics(db, fixture.file);
    let first = found.first().expect("a finding");
    let text = |file: fitz_analysis::SourceFile, range: fitz_syntax::TextRange| {
        file.content(db).text.to_string()[usize::from(range.start())..usize::from(range.end())].to_owned()
    };
    let mut words = first.message.clone();
    if let Some(hint) = &first.hint {
        words.push_str(&format!("\nhint: {hint}"));
    }
    if let Some(fix) = first.fixes.first() {
        for (range, replacement) in &fix.edits {
            words.push_str(&format!("\nfix: {}: `{}` -> `{replacement}`", fix.title, text(fixture.file, *range)));
        }
    }
    for related in &first.related {
        words.push_str(&format!("\nsee: `{}` {}", text(related.file, related.range), related.message));
    }
    words
}

#[test]
fn counts_of_arguments() {
    check(
        r#"
fn two(a: Int, b: Int) -> Int => a + b
fn some(a: Int, b: Int = 2, c: Int = 3) -> Int => a + b + c
fn rest(a: Str, ...more: Int) -> Int => a.len() + more.len()
fn none() -> Int => 1

fn calls() {
    two(1, 2)
    two(1)
//     ^^^ [call-arity]
    two(1, 2, 3)
//            ^ [call-arity]
    two(1, 2, 3, 4)
//            ^^^^ [call-arity]
    two()
//     ^^ [call-arity]
    two(a: 1)
//     ^^^^^^ [call-arity]
    two(a: 1, b: 2, c: 3)
//                  ^^^^ [call-arity]
    some(1)
    some(1, 2)
    some(1, 2, 3)
    some(1, c: 3)
    some()
//      ^^ [call-arity]
    some(1, 2, 3, 4)
//                ^ [call-arity]
    rest("a")
    rest("a", 1, 2, 3)
    rest()
//      ^^ [call-arity]
    none(1)
//       ^ [call-arity]
    none(two(1))
//          ^^^ [call-arity]
//       ^^^^^^ [call-arity]
    len()
//     ^^ [call-arity]
    env_or("A")
//        ^^^^^ [call-arity]
    sleep(1, 2)
//           ^ [call-arity]
}
"#,
    );
}

#[test]
fn what_is_not_checked_takes_any_arguments() {
    check(
        r#"
print()
print(1, "two", [3])
assert(true)
assert(1, 2, 3)
print(abs("x"), min(1), cors(1, 2), flag(3))
let any: Any = 1
any(1, 2)
any.anything(1).more(2)
fn loose(a, b) => a
loose("x", [1])
"#,
    );
}

#[test]
fn types_of_arguments() {
    check(
        r#"
type User { name: Str }
fn greet(name: Str, ratio: Float = 1.0) -> Str => "{name} {ratio}"
fn maybe(name: Str?) -> Str => "{name}"
fn all(xs: List<Float>) -> Int => xs.len()
fn rest(a: Str, ...more: Int) -> Int => a.len() + more.len()
fn apply(f: Fn(Int) -> Int, n: Int) -> Int => f(n)
fn show(user: User) -> Str => user.name

fn calls(some: Str?, found: Result<Str>, user: User, any: Any) {
    greet("a", 1)
    greet("a", 1.5)
    greet(any, any)
    greet(1)
//        ^ [argument-type-mismatch]
    greet("a", "b")
//             ^^^ [argument-type-mismatch]
    greet(some)
//        ^^^^ [argument-type-mismatch]
    greet(found)
//        ^^^^^ [argument-type-mismatch]
    greet(null)
//        ^^^^ [argument-type-mismatch]
    maybe(null)
    maybe(some)
    maybe(1)
//        ^ [argument-type-mismatch]
    all([1, 2])
    all([])
    all(["a"])
//      ^^^^^ [argument-type-mismatch]
    rest("a", 1, "b", 2)
//               ^^^ [argument-type-mismatch]
    apply(fn(x) => x + 1, 2)
    apply(fn(x) => "a", 2)
//        ^^^^^^^^^^^^ [argument-type-mismatch]
    apply(fn(x, y) => x, 2)
//        ^^^^^^^^^^^^^ [argument-type-mismatch]
    apply(greet, 2)
//        ^^^^^ [argument-type-mismatch]
    show(user)
    show("user")
//       ^^^^^^ [argument-type-mismatch]
    bytes(1)
//        ^ [argument-type-mismatch]
    assert_throws(1)
//                ^ [argument-type-mismatch]
    greet(undeclared)
//        ^^^^^^^^^^ [unknown-variable]
}
"#,
    );
}

#[test]
fn a_named_argument_turns_the_comparison_of_types_off() {
    check(
        r#"
fn greet(name: Str, times: Int = 1) -> Str => name.repeat(times)
greet(name: 1)
greet(1, times: "x")
greet(times: 2, name: "a")
"#,
    );
}

#[test]
fn names_of_arguments() {
    check(
        r#"
fn greet(name: Str, times: Int = 1) -> Str => name.repeat(times)
fn rest(...more: Int) -> Int => more.len()
type Dog {
    name: Str
    fn bark(times: Int) -> Str => name.repeat(times)
    static fn make(name: Str) -> Dog => Dog { name: name }
}
greet(nmae: "a")
//    ^^^^ [unknown-argument-name]
greet("a", tmies: 2)
//         ^^^^^ [unknown-argument-name]
greet("a", name: "b")
//         ^^^^ [duplicate-argument-name]
greet(name: "a", name: "b")
//               ^^^^ [duplicate-argument-name]
Dog { name: "a" }.bark(count: 2)
//                     ^^^^^ [unknown-argument-name]
Dog.make(title: "a")
//       ^^^^^ [unknown-argument-name]
rest(more: 1)
env_or(whatever: "a", other: "b")
log.info("a", anything: 1)
"#,
    );
}

#[test]
fn values_that_are_called() {
    check(
        r#"
type Button { on_click: Fn(Int) -> Null, label: Str }
fn two(a: Int, b: Int = 2) -> Int => a + b

fn calls(f: Fn(Int, Str) -> Bool, maybe: Fn() -> Int?, button: Button) {
    f(1, "a")
    f(1)
//   ^^^ [call-arity]
    f(1, 2)
//       ^ [argument-type-mismatch]
    f(1, "a", 2)
//            ^ [call-arity]
    let g = two
    g(1, 2)
    g(1)
//   ^^^ [call-arity]
    button.on_click(1)
    button.on_click("a")
//                  ^^^ [argument-type-mismatch]
    button.on_click()
//                 ^^ [call-arity]
    fn inner(a: Int, b: Int = 1) -> Int => a + b
    inner(1)
    inner()
//       ^^ [call-arity]
    let n = 3
    n(1)
//  ^ [not-callable]
    "text"(1)
//  ^^^^^^ [not-callable]
    button(1)
//  ^^^^^^ [not-callable]
    f(1, "a")(2)
//  ^^^^^^^^^ [not-callable]
    maybe()
}

fn nullable(f: (Fn(Int) -> Int)?) {
    f(1)
//  ^ [not-callable]
    if f != null { f(1) }
}
"#,
    );
}

#[test]
fn broken_calls_are_silent() {
    for broken in [
        "fn two(a: Int, b: Int) -> Int => a\nfn main() {\n    two(1,\n}\n",
        "fn two(a: Int, b: Int\nfn main() {\n    two(1, 2, 3)\n}\n",
        "fn main() {\n    let xs = [1]\n    xs.\n    print(xs)\n}\n",
        "fn main() {\n    let xs = [1]\n    xs.map(fn(x) => )\n    xs.filter(fn(x) { return \n}\n",
        "fn main() {\n    log.\n}\n",
        "type T { a: Int\nfn b(t: T) { t.c() }\n",
    ] {
        let fixture = Fixture::new(broken);
        let found = diagnostics(fixture.host.db(), fixture.file);
        let others: Vec<_> =
            found.iter().filter(|it| !it.code.starts_with("syntax/") && !support::is_lint(it)).collect();
        assert!(others.is_empty(), "{broken}\n{others:#?}");
    }
}

#[test]
fn spawn_starts_background_functions() {
    check(
        r#"
//- /main.fitz
from jobs import refresh, plain
import jobs

type Mailer { name: Str  fn send() -> Null => null }

@background
async fn notify(name: Str) { print(name) }
fn other() {}

fn calls(mailer: Mailer) {
    spawn(notify("a"))
    spawn(refresh())
    let task = spawn(notify("a"))
    spawn()
//       ^^ [spawn-arity]
    spawn(notify("a"), notify("b"))
//                     ^^^^^^^^^^^ [spawn-arity]
    spawn(notify)
//        ^^^^^^ [spawn-not-a-call]
    spawn(fn() => notify("a"))
//        ^^^^^^^^^^^^^^^^^^^ [spawn-not-a-call]
    spawn(mailer.send())
//        ^^^^^^^^^^^ [spawn-callee]
    spawn(jobs.refresh())
//        ^^^^^^^^^^^^ [spawn-callee]
    spawn(other())
//        ^^^^^ [spawn-not-background]
    spawn(plain())
//        ^^^^^ [spawn-not-background]
    spawn(print("a"))
//        ^^^^^ [spawn-not-background]
    spawn(task())
//        ^^^^ [not-callable]
//        ^^^^ [spawn-not-background]
    spawn(missing())
//        ^^^^^^^ [unknown-variable]
    spawn(notify(1))
//               ^ [argument-type-mismatch]
}
//- /jobs.fitz
@background
async fn refresh() {}
fn plain() {}
"#,
    );
}

#[test]
fn a_function_called_spawn_is_an_ordinary_one() {
    check("fn spawn(n: Int) -> Int => n\nspawn(1)\nspawn(\"a\")\n//    ^^^ [argument-type-mismatch]\n");
}

#[test]
fn imported_functions_are_checked() {
    check(
        r#"
//- /main.fitz
from shop import price, ship, Item
from shop import price as cost
price("a", 2)
price("a")
//   ^^^^^ [call-arity]
cost(1, 2)
//   ^ [argument-type-mismatch]
// The language does not know `Address` here.
ship("anything")
ship()
//  ^^ [call-arity]
let item = Item { name: "a" }
print(item)
//- /shop.fitz
type Item { name: Str }
type Address { city: Str }
fn price(name: Str, count: Int) -> Int => name.len() * count
fn ship(to: Address) -> Str => to.city
"#,
    );
}

#[test]
fn calls_into_modules() {
    check(
        r#"
//- /main.fitz
import shop
import tools.text as words
log.inof("a")
//  ^^^^ [module-member-unknown]
log.info("a", { "k": 1 })
log.info()
//      ^^ [module-call-arity]
hash.verify("a")
//         ^^^^^ [module-call-arity]
jwt.encode({}, "key")
jwt.encode({}, "key", "HS256", 1)
//                             ^ [module-call-arity]
fs.read(1)
rand.nothing
//   ^^^^^^^ [module-member-unknown]
print(shop.price("a", 2), shop.LIMIT, shop.pair, shop.late, shop.helper)
shop.price("a")
//        ^^^^^ [module-call-arity]
shop.price(1, [])
shop.price(name: "a", cuont: 2)
//                    ^^^^^ [unknown-argument-name]
shop.prise("a", 2)
//   ^^^^^ [module-member-unknown]
shop.Item.make()
words.shout("a")
words.shuot("a")
//    ^^^^^ [module-member-unknown]
//- /shop.fitz
from helpers import helper
type Item { name: Str  static fn make() -> Item => Item { name: helper() } }
let LIMIT = 3
let (pair, _) = (1, 2)
if LIMIT > 2 { late = 1 }
fn price(name: Str, count: Int) -> Int => name.len() * count
//- /helpers.fitz
fn helper() -> Str => "a"
//- /tools/text.fitz
fn shout(s: Str) -> Str => s.upper()
"#,
    );
}

#[test]
fn members_of_a_broken_module_are_not_missed() {
    let fixture = Fixture::new("//- /main.fitz\nimport shop\nshop.other(1)\n//- /shop.fitz\nfn price( {\nfn other(\n");
    assert_eq!(diagnostics(fixture.host.db(), fixture.file), Vec::new());
}

#[test]
fn calls_on_the_name_of_a_type() {
    check(
        r#"
type Circle {
    radius: Float
    fn area() -> Float => 3.14 * radius * radius
    static fn of(radius: Float, scale: Float = 1.0) -> Circle => Circle { radius: radius * scale }
}
print(Circle.of(1.0), Circle.of(1), Circle.of(1.0, scale: 2.0))
Circle.of()
//       ^^ [static-call-arguments]
Circle.of(1.0, 2.0, 3.0)
//                  ^^^ [static-call-arguments]
Circle.of("a")
//        ^^^ [static-call-arguments]
Circle.area()
//     ^^^^ [static-call]
let circle = Circle { radius: 1.0 }
print(circle.area(), Circle { radius: 1.0 }.area())
circle.of(1.0)
//     ^^ [static-call]
Circle.off(1.0)
//     ^^^ [unknown-method]

let day: Date = Date.today()
print(day, Date.from_ymd(2026, 1, 1), Uuid.v4())
Date.now()
//   ^^^ [module-member-unknown]
Date.from_ymd(2026, 1)
//           ^^^^^^^^^ [static-call-arguments]
Date.parse(1)
//         ^ [static-call-arguments]
Date.year()
//   ^^^^ [static-call]
"#,
    );
}

#[test]
fn python_values_can_be_called_in_any_way() {
    check(
        r#"
from python import math, json as j
let root = math.sqrt(2, 3)
match j.dumps({"a": 1}) {
    Ok(text) => print(text, root)
    Err(reason) => print(reason)
}
math(1)
"#,
    );
}

#[test]
fn words_of_findings() {
    let table = [
        (
            "fn two(a: Int, b: Int = 1) -> Int => a + b\ntwo()",
            "`two` expects between 1 and 2 arguments, but gets 0.\nsee: `two` declared here",
        ),
        (
            "fn greet(name: Str) -> Str => name\nlet some: Str? = null\ngreet(some)",
            "Argument `name` of `greet` expects `Str`, but gets `Str?`.\nhint: It can be `null`: handle that first, with \
             `if … != null` or `match`.\nsee: `name: Str` declared here",
        ),
        (
            "fn greet(name: Str) -> Str => name\ngreet(nmae: \"a\")",
            "`greet` has no parameter `nmae`.\nhint: Did you mean `name`?\nfix: Change to `name`: `nmae` -> `name`\nsee: \
             `greet` declared here",
        ),
        (
            "log.inof(\"a\")",
            "The module `log` has no `inof`.\nhint: Did you mean `info`?\nfix: Change to `info`: `inof` -> `info`",
        ),
        (
            "fn work() {}\nspawn(work())",
            "`work` is not a `@background` function.\nhint: Write `@background` above `work`.\nfix: Write `@background` above `work`: `` -> `@background\n`\nsee: `work` declared here",
        ),
        (
            "type A { n: Int  static fn make() -> A => A { n: 1 } }\nlet a = A { n: 1 }\na.make()",
            "`make` is static: it belongs to the type `A`, not to one value.\nhint: Write `A.make(…)`.\nfix: Call it on `A`: \
             `a` -> `A`",
        ),
    ];
    for (program, expected) in table {
        assert_eq!(words(program), expected, "{program}");
    }
}

#[test]
fn a_module_is_called_as_the_program_calls_it() {
    let module = "\n//- /util.fitz\nfn one() -> Int => 1\n";
    for (program, expected) in [
        ("import util as u\nu.nope()", "The module `u` has no `nope`."),
        ("import util as u\nprint(u.nope)", "The module `u` has no `nope`."),
        ("import util\nutil.nope()", "The module `util` has no `nope`."),
        ("import util as u\nu.one(1)", "`u.one` expects no arguments, but gets 1.\nsee: `one` declared here"),
    ] {
        let found = words(&format!("//- /main.fitz\n{program}{module}"));
        assert!(found.starts_with(expected), "{program}\n{found}");
    }
}

#[test]
fn a_mismatch_shows_the_declaration_that_it_contradicts() {
    for (program, expected) in [
        ("type U { n: Int }\nlet u = U { n: \"a\" }", "see: `n` `n` is declared here."),
        ("type U { n: Int }\nfn f(u: U) { u.n = \"a\" }", "see: `n` `n` is declared here."),
        ("type U { n: Int = \"a\" }", "see: `Int` The type of the field is declared here."),
        ("fn pair() -> (Int, Int) => (1, 2)\nlet (a, b, c) = pair()", "see: `pair` `pair` is declared here."),
        ("fn f(p: (Int, Int)) { let (a, b, c) = p }", "see: `p` `p` is declared here."),
    ] {
        let found = words(program);
        assert!(found.ends_with(expected), "{program}\n{found}");
    }
    // A literal has no other declaration, and one of the standard library is not shown.
    assert!(!words("let (a, b, c) = (1, 2)").contains("see:"));
    assert!(!words("fn f(r: Response) { r.status = \"a\" }").contains("see:"));
}
