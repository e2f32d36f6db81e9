//! Assignments, returns, loops, `await`.

use crate::Rule;
use crate::Severity::Error;

rules! {
    ASSIGN_TYPE_MISMATCH = Rule {
        code: "assign-type-mismatch",
        severity: Error,
        tag: None,
        summary: "A variable gets a value of another type than it declares.",
        finds: "The value of a declaration with a type, or a later assignment to such a variable or to a top-level function, does not
fit the declared type. `x += v` counts as `x = x + v`. Variables without a type and parameters take any value.",
        why: "Everything after the assignment relies on the declared type.",
        wrong: r#"
let count: Int = "three"
print(count)"#,
        right: r#"
let count: Int = 3
print(count)"#,
        mend: "Change the value or the declared type. A `T?` becomes a `T` after a test: `if x != null { ... }`, or with `match`.",
    };
    BREAK_OUTSIDE_LOOP = Rule {
        code: "break-outside-loop",
        severity: Error,
        tag: None,
        summary: "`break` stands outside of a loop.",
        finds: "A `break` has no `loop`, `while` or `for` around it in the same function. A closure inside a loop is a function of its own.",
        why: "There is nothing to leave.",
        wrong: r#"
fn check(n: Int) {
    if n < 0 { break }
    print(n)
}"#,
        right: r#"
fn check(n: Int) {
    if n < 0 { return }
    print(n)
}"#,
        mend: "To leave a function write `return`. To stop going through a list early, use a `for` instead of a method with a closure.",
    };
    CONTINUE_OUTSIDE_LOOP = Rule {
        code: "continue-outside-loop",
        severity: Error,
        tag: None,
        summary: "`continue` stands outside of a loop.",
        finds: "A `continue` has no `loop`, `while` or `for` around it in the same function. A closure inside a loop is a function of its
own.",
        why: "There is no next round to go on with.",
        wrong: r#"
fn show(names: List<Str>) {
    names.each(fn(name) {
        if name == "" { continue }
        print(name)
    })
}"#,
        right: r#"
fn show(names: List<Str>) {
    for name in names {
        if name == "" { continue }
        print(name)
    }
}"#,
        mend: "In a closure write `return` to go on with the next element, or use a `for`.",
    };
    DESTRUCTURE_ARITY = Rule {
        code: "destructure-arity",
        severity: Error,
        tag: None,
        summary: "A tuple is taken apart into the wrong number of names.",
        finds: "`let (a, b) = value` with a tuple of another length.",
        why: "A tuple has a fixed number of elements, and each needs a place.",
        wrong: r#"
let (width, height) = (3, 4, 5)
print(width, height)"#,
        right: r#"
let (width, height, _) = (3, 4, 5)
print(width, height)"#,
        mend: "Name all elements, and use `_` for those that are not needed.",
    };
    FOR_NOT_ITERABLE = Rule {
        code: "for-not-iterable",
        severity: Error,
        tag: None,
        summary: "`for` goes through something that has no elements.",
        finds: "The value after `in` is not a `List`, a `Range` or a `Map`. A string, bytes, a Python value and everything that may be `null`
are reported too.",
        why: "The program stops at the loop.",
        wrong: r#"
for digit in 3 { print(digit) }"#,
        right: r#"
for digit in 0..3 { print(digit) }"#,
        mend: "Count with a range (`0..n`), go through the characters of a string with `text.chars()`, and test a nullable value for
`null` first.",
    };
    INDEX_ASSIGN_KEY_TYPE = Rule {
        code: "index-assign-key-type",
        severity: Error,
        tag: None,
        summary: "An element is assigned under a key of the wrong type.",
        finds: "In `x[i] = value` the index of a `List` is not an `Int`, or the key does not fit the keys of the `Map`.",
        why: "No element can be found under such a key.",
        wrong: r#"
let stock = {"tea": 3}
stock[1] = 4
print(stock)"#,
        right: r#"
let stock = {"tea": 3}
stock["rice"] = 4
print(stock)"#,
        mend: "Use an `Int` for a list and a key of the right type for a map.",
    };
    INDEX_ASSIGN_UNSUPPORTED = Rule {
        code: "index-assign-unsupported",
        severity: Error,
        tag: None,
        summary: "An element of something is assigned that has no elements to change.",
        finds: "In `x[i] = value` the value `x` is neither a `List` nor a `Map`: a string, a tuple, an instance, or something that may be
`null`.",
        why: "Only lists and maps can be changed in place.",
        wrong: r#"
let word = "tea"
word[0] = "s"
print(word)"#,
        right: r#"
let word = "tea"
word = "s" + word[1..]
print(word)"#,
        mend: "Build a new string or tuple. Assign the fields of an instance by name. Test a nullable value for `null` first.",
    };
    INDEX_ASSIGN_VALUE_TYPE = Rule {
        code: "index-assign-value-type",
        severity: Error,
        tag: None,
        summary: "A list or a map gets a value of another type than it holds.",
        finds: "In `x[i] = value` the value does not fit the elements of the `List` or the values of the `Map`.",
        why: "Everything that reads the collection relies on the type of its elements.",
        wrong: r#"
let stock = {"tea": 3}
stock["rice"] = "many"
print(stock)"#,
        right: r#"
let stock = {"tea": 3}
stock["rice"] = 40
print(stock)"#,
        mend: "Change the value, or declare the collection for both: `let stock: Map<Str, Any> = ...`.",
    };
    MISSING_RETURN = Rule {
        code: "missing-return",
        severity: Error,
        tag: None,
        summary: "A function that declares a result may end without one.",
        finds: "A function with a block declares a result, and some path through the block has no `return`. A result that allows `null` is
not asked for. A `match` whose arms all return counts when it has a catch-all arm, or both `Ok` and `Err`; a `loop` counts without a
`break`.",
        why: "A block does not give back its last expression: only `return` and `=>` do. The caller would get `null`.",
        wrong: r#"
fn double(n: Int) -> Int {
    n * 2
}
print(double(4))"#,
        right: r#"
fn double(n: Int) -> Int {
    return n * 2
}
print(double(4))"#,
        mend: "Write `return` before the value, or use `=>` for a single expression. Where nothing can be given, declare `T?` or a `Result`.",
    };
    RETURN_OUTSIDE_FUNCTION = Rule {
        code: "return-outside-function",
        severity: Error,
        tag: None,
        summary: "`return` stands outside of a function.",
        finds: "A `return` in the top-level code of a file.",
        why: "There is no caller to give a value to, and a file cannot be left in the middle.",
        wrong: r#"
let ready = false
if not ready { return }
print("go")"#,
        right: r#"
let ready = false
if ready { print("go") }"#,
        mend: "Put the code into a function, or turn the condition around.",
    };
    RETURN_STATUS_OUTSIDE_HANDLER = Rule {
        code: "return-status-outside-handler",
        severity: Error,
        tag: None,
        summary: "A reply with a status is given where no request is answered.",
        finds: "`return 404 { ... }` in a function that is neither an HTTP or WebSocket handler nor named in some `@middleware(...)` of
the program.",
        why: "Only a handler or a middleware answers a request. For any other function the status has no meaning.",
        wrong: r#"
fn find(id: Int) -> Str {
    if id < 1 { return 404 { "error": "no such note" } }
    return "note {id}"
}

@get("/notes/{id}")
fn note(id: Int) -> Str => find(id)"#,
        right: r#"
fn find(id: Int) -> Str? {
    if id < 1 { return null }
    return "note {id}"
}

@get("/notes/{id}")
fn note(id: Int) -> Str {
    let found = find(id)
    if found != null { return found }
    return 404 { "error": "no such note" }
}"#,
        mend: "Give back a `Result` or a nullable value, and choose the status in the handler.",
    };
    RETURN_STATUS_TYPE = Rule {
        code: "return-status-type",
        severity: Error,
        tag: None,
        summary: "The status of a reply is not a number.",
        finds: "In `return NAME { ... }` the name stands for something else than an `Int`.",
        why: "The status line of a reply holds a number from 100 to 599.",
        wrong: r#"
let gone = "410"

@get("/old")
fn old() { return gone {"error": "moved"} }"#,
        right: r#"
let gone = 410

@get("/old")
fn old() { return gone {"error": "moved"} }"#,
        mend: "Use a number, or a variable that holds one.",
    };
    RETURN_TYPE_MISMATCH = Rule {
        code: "return-type-mismatch",
        severity: Error,
        tag: None,
        summary: "A function gives back another type than it declares.",
        finds: "The value after `return`, or after `=>`, does not fit the type after `->`. A plain `return` gives `null`. The body of a reply
with a status is not compared, and the annotation of a closure has no effect.",
        why: "The caller relies on the declared type.",
        wrong: r#"
fn price(amount: Int) -> Int {
    if amount < 1 { return "none" }
    return amount * 3
}"#,
        right: r#"
fn price(amount: Int) -> Int? {
    if amount < 1 { return null }
    return amount * 3
}"#,
        mend: "Change the value or the declared result. A value that may be missing is `T?`; a failure is a `Result<T>` with `Ok` and `Err`.",
    };
    WHILE_CONDITION_NOT_BOOL = Rule {
        code: "while-condition-not-bool",
        severity: Error,
        tag: None,
        summary: "The condition of `while` is not true or false.",
        finds: "The value after `while` is not a `Bool`.",
        why: "No other value counts as true or false: not `0`, not `\"\"`, not `null`.",
        wrong: r#"
let left = 3
while left { left -= 1 }"#,
        right: r#"
let left = 3
while left > 0 { left -= 1 }"#,
        mend: "Write a comparison: `n > 0`, `text != \"\"`, `x != null`.",
    };
}
