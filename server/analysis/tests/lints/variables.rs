//! Names: unused variables, bindings and parameters, hidden builtins.

use super::{check, mended};

#[test]
fn a_variable_that_nothing_reads() {
    check(
        r#"
fn total(xs: List<Int>) -> Int {
    let tax = 21
    //  ^^^ [unused-variable]
    rest = 3
//  ^^^^ [unused-variable]
    let _later = 0
    let _ = xs.pop()
    return xs.sum()
}
print(total([1]))
"#,
    );
}

#[test]
fn every_kind_of_body_is_looked_at() {
    check(
        r#"
type Cart {
    items: List<Int>
    fn size() -> Int {
        let inner = 1
        //  ^^^^^ [unused-variable]
        return items.len()
    }
}
fn walk(xs: List<Int>) -> Int {
    if xs.len() > 1 {
        let a = 1
        //  ^ [unused-variable]
        print("many")
    } else {
        let b = 1
        //  ^ [unused-variable]
        print("few")
    }
    match xs.first() {
        Ok(_) => {
            let c = 1
            //  ^ [unused-variable]
            print("one")
        }
        Err(_) => print("none"),
    }
    while xs.len() > 3 {
        let d = xs.pop()
        //  ^ [unused-variable]
    }
    for x in xs {
        let e = x
        //  ^ [unused-variable]
    }
    loop {
        let f = 1
        //  ^ [unused-variable]
        break
    }
    let show = fn(x) {
        let g = x
        //  ^ [unused-variable]
        return x
    }
    fn nested() -> Int {
        let h = 2
        //  ^ [unused-variable]
        return 1
    }
    return show(nested())
}
print(walk([1]), Cart { items: [] }.size())
"#,
    );
}

#[test]
fn writing_is_not_reading() {
    check(
        r#"
fn count(xs: List<Int>) {
    let n = 0
    //  ^ [unused-variable]
    for x in xs {
        n += x
        n = 3
    }
}
count([1])
"#,
    );
}

#[test]
fn another_variable_of_that_name_is_another_one() {
    check(
        r#"
fn f() -> Int {
    let show = fn() {
        let n = 1
        //  ^ [unused-variable]
    }
    show()
    let n = 2
    return n
}
fn g(xs: List<Int>) {
    let first = 1
    print(first)
    if xs.len() > 2 {
        let first = 2
        //  ^^^^^ [unused-variable]
        print("more")
    }
}
print(f())
g([1])
"#,
    );
}

#[test]
fn uses_of_every_kind_count() {
    check(
        r#"
type Row { id: Int }
fn by_name(xs: List<Int>, row: Row) -> Int {
    let in_text = 1
    print("{in_text}")
    let in_spec = 1.5
    print("{in_spec:.2}")
    let index = 0
    xs[index] = 3
    let held = row
    held.id = 4
    let list = xs
    list[0] = 1
    let limit = 3
    let kind = match xs.len() {
        n if n > limit => "many",
        _ => "few",
    }
    print(kind)
    let given = 5
    let found = loop { break given }
    let step = 2
    let double = fn(n: Int, by: Int = step) => n * by
    let key = "k"
    let map = { key: 1 }
    let wanted = xs.len() == found
    let all = [x for x in xs if wanted]
    return double(all.len(), 3) + map.len()
}
print(by_name([1], Row { id: 1 }))
"#,
    );
}

#[test]
fn a_variable_may_live_on_after_its_block() {
    check(
        r#"
fn label(ready: Bool) -> Str {
    let text = "no"
    if ready { let text = "yes" }
    return text
}
fn unknown(ready: Bool) -> Str {
    if ready { let mode = "fast" } else { mode = "slow" }
    return mode
//         ^^^^ [unknown-variable]
}
fn turns(xs: List<Int>) {
    let before = 0
    for x in xs {
        print(before)
        if x > 1 { let before = x }
    }
}
print(label(true), unknown(true))
turns([1])
"#,
    );
}

#[test]
fn names_in_patterns_are_hints() {
    check(
        r#"
fn f(pairs: List<(Int, Str)>, r: Result<Int>) -> Int {
    for (n, name) in pairs {
    //      ^^^^ [unused-binding]
        print(n)
    }
    for i in 0..3 { print("again") }
    //  ^ [unused-binding]
    let (a, b) = (1, 2)
    //   ^ [unused-binding]
    let zeros = [0 for _ in 0..b]
    let ones = [1 for i in 0..2]
    //                ^ [unused-binding]
    return match r {
        Ok(value) => zeros.len() + ones.len(),
        // ^^^^^ [unused-binding]
        Err(_reason) => 0,
    }
}
print(f([], Ok(1)))
"#,
    );
}

#[test]
fn top_level_variables_of_programs() {
    check(
        r#"
//- /fitz.toml
[package]
name = "shop"
version = "1"
edition = "2026"
[bin]
main = "main.fitz"
//- /main.fitz
let used = 1
let unused = 2
//  ^^^^^^ [unused-variable]
let in_method = 3
let in_default = 4
let in_decorator = 5
let counter = 0
//  ^^^^^^^ [unused-variable]
let _quiet = 6
let (left, right) = (1, 2)
//   ^^^^ [unused-binding]
type Box {
    size: Int = in_default
    fn big() -> Bool => size > in_method
}
@cron("0 3 * * *", store=in_decorator)
fn job() { counter = counter_step() }
fn counter_step() -> Int => right
print(used, Box { size: 1 }.big())
"#,
    );
}

#[test]
fn top_level_variables_of_libraries_are_for_others() {
    check(
        r#"
//- /fitz.toml
[package]
name = "shop"
version = "1"
edition = "2026"
[bin]
main = "main.fitz"
//- /main.fitz
import limits
from other import small
print(limits.MOST, small)
//- /limits.fitz
let MOST = 3
let LEAST = 1
print("loaded")
//- /other.fitz
let small = 1
let big = 2
@get("/")
fn home() => 0
//- /alone.fitz
let nobody_imports_me_yet = 1
"#,
    );
}

#[test]
fn without_a_manifest_nobody_knows_who_imports_a_file() {
    check("let unused = 1\nlet (a, b) = (1, 2)\nprint(a)\n");
}

#[test]
fn the_entry_of_a_library_is_for_others() {
    check(
        r#"
//- /fitz.toml
[package]
name = "kit"
version = "1"
edition = "2026"
[lib]
entry = "src/lib.fitz"
[[bin]]
name = "tool"
main = "src/main.fitz"
//- /src/lib.fitz
let VERSION = "1"
print("loaded")
//- /src/main.fitz
let unused = 1
//  ^^^^^^ [unused-variable]
fn main() => 0
"#,
    );
}

#[test]
fn a_block_at_the_top_level_may_declare_for_the_file() {
    check(
        r#"
if env_or("MODE", "") == "fast" {
    let speed = 2
    let other = 3
    //  ^^^^^ [unused-variable]
    print("fast")
}
fn show() => print(speed)
//                 ^^^^^ [unknown-variable]
show()
"#,
    );
}

#[test]
fn broken_code_may_hold_the_use() {
    check("fn f() {\n    let total = 1\n    print(tot\n}\nf()\n");
    check("fn f() {\n    let total = 1\n    foo(total, ]\n    print(1)\n}\nf()\n");
    check("fn f() {\n    let total = 1\n    let x = \n    print(total)\n}\nf()\n");
    check(
        r#"
fn f() {
    let total = 1
    //  ^^^^^ [unused-variable]
    print(1)
}
fn g() {
    print(2
}
f()
"#,
    );
}

#[test]
fn a_nested_type_may_hold_the_use() {
    check("fn f() {\n    let n = 1\n    type T {\n        fn get() => n\n    }\n    print(2)\n}\nf()\n");
}

#[test]
fn a_fix_renames_every_assignment() {
    assert_eq!(
        mended("fn f() {\n    let n = 0\n    n += 1\n    n = 2\n}\n", "unused-variable"),
        "fn f() {\n    let _n = 0\n    _n += 1\n    _n = 2\n}\n"
    );
    assert_eq!(
        mended("fn f(r: Result<Int>) -> Int => match r { Ok(n) => 1, Err(_) => 0 }", "unused-binding"),
        "fn f(r: Result<Int>) -> Int => match r { Ok(_) => 1, Err(_) => 0 }"
    );
}

#[test]
fn parameters() {
    check(
        r#"
fn scale(n: Int, by: Int, _unit: Str) -> Int {
    //           ^^ [unused-parameter]
    fn inner(a: Int, b: Int) -> Int => a
    //               ^ [unused-parameter]
    return inner(n, 1)
}
fn with_default(n: Int, m: Int = n) -> Int => m
fn rest(first: Int, ...others: Int) -> Int => first
//                     ^^^^^^ [unused-parameter]
type Shape {
    size: Int
    fn grow(by: Int) -> Int => size
    //      ^^ [unused-parameter]
    static fn make(n: Int) -> Shape => Shape { size: 1 }
    //             ^ [unused-parameter]
}
print(scale(1, 2, "m"), with_default(1), rest(1, 2), Shape.make(1).grow(2))
"#,
    );
}

#[test]
fn parameters_that_others_chose() {
    check(
        r#"
//- /main.fitz
from more import third, fourth
import more
type Cat { name: Str fn speak(volume: Int) -> Str => name }
type Dog { name: Str fn speak(volume: Int) -> Str => "{name}{volume}" }
@get("/a")
fn handler(verbose: Bool?) -> Str => "a"
@middleware(guard)
@get("/b")
fn guarded() -> Str => "b"
fn guard(req: Request) => null
fn always(n: Int) -> Bool => true
fn later(n: Int) {}
let closures = [1].map(fn(n) => 0)
let named = [1].filter(always)
print(closures, named, third, [1].map(more.second), [1].map(fourth))
later(1)
//- /more.fitz
fn second(n: Int) -> Int => 1
fn third(n: Int) -> Int => 1
fn fourth(n: Int) -> Int => 1
"#,
    );
}

#[test]
fn hidden_builtins() {
    check(
        r#"
fn log(text: Str) => print(text)
// ^^^ [shadowed-builtin]
fn biggest(max: Int, xs: List<Int>) -> Int {
    //     ^^^ [shadowed-builtin]
    let len = xs.len()
    //  ^^^ [shadowed-builtin]
    return len + max
}
fn rows(db: DbConn) -> DbConn => db
@get("/p?min={min}")
fn page(min: Int?) -> Int? => min
type Bag { len: Int fn max() -> Int => len }
let sums = [1].map(fn(max) => max + 1)
log("{sums} {biggest(1, [])} {Bag { len: 1 }.max()}")
print(rows)
"#,
    );
}
