//! What compiles and smells.

use crate::Rule;
use crate::Severity::{Hint, Warning};
use crate::Tag::Unnecessary;

rules! {
    CONSTANT_CONDITION = Rule {
        code: "constant-condition",
        severity: Warning,
        tag: None,
        summary: "A condition that is the same every time.",
        finds: r#"The condition of an `if`, a `while`, a guard or a comprehension has a fixed value: a literal, `not` of one, two
literals that are compared, a name that is compared with itself, or a combination of these with `and` and `or`. A `Float` may
differ from itself, so names are only compared when they are known to be of another type. `while true` is another rule,
`while-true`."#,
        why: "One of the two ways is never taken. Often the wrong name was written, or something was switched off for a test.",
        wrong: r#"
fn grade(points: Int, limit: Int) -> Str {
    if points >= points { return "passed" }
    return "{limit - points} points are missing"
}
print(grade(40, 50))"#,
        right: r#"
fn grade(points: Int, limit: Int) -> Str {
    if points >= limit { return "passed" }
    return "{limit - points} points are missing"
}
print(grade(40, 50))"#,
        mend: "Write the condition that is meant. If it is fixed on purpose, keep only the code that runs.",
    };
    SHADOWED_BUILTIN = Rule {
        code: "shadowed-builtin",
        severity: Hint,
        tag: None,
        summary: "A name that hides a function or a module of the language.",
        finds: r#"A variable, a function or a parameter is called like a global function (`len`, `max`, `env`) or a module (`log`,
`hash`). Not reported: names in patterns and parameters of closures, parameters of functions with decorators, and a `DbConn`
called `db`."#,
        why: "As long as the name is in force, the builtin cannot be reached, and readers expect the builtin.",
        wrong: r#"
fn report(lines: List<Str>) {
    let max = 3
    for line in lines.take(max) { print(line) }
}
report(["one", "two"])"#,
        right: r#"
fn report(lines: List<Str>) {
    let most = 3
    for line in lines.take(most) { print(line) }
}
report(["one", "two"])"#,
        mend: "Choose another name.",
    };
    STRING_CONCAT = Rule {
        code: "string-concat",
        severity: Warning,
        tag: None,
        summary: "Two string literals with `+` between them.",
        finds: r#"Both sides of a `+` are string literals without interpolation. In a longer chain only the pair of literals is
reported; `name + "!"` is not."#,
        why: "One literal says the same and is easier to read and to search for.",
        wrong: r#"
print("Hello, " + "world")"#,
        right: r#"
print("Hello, world")"#,
        mend: "Write one literal; the quick fix does that. With a variable, write an interpolation: `\"Hello, {name}\"`.",
    };
    UNAWAITED_FUTURE = Rule {
        code: "unawaited-future",
        severity: Warning,
        tag: None,
        summary: "An async call that nobody waits for.",
        finds: r#"A call of an async function stands alone as a statement, without `.await`. Not reported: `spawn(…)`, a future that is
kept in a variable, and the last expression of a block, which can be its value."#,
        why: r#"An async call gives a future. Without `.await` the program goes on at once: a `sleep` does not delay anything, a query
may not have run when its result is needed, and a failure is lost."#,
        wrong: r#"
async fn countdown(start: Int) {
    for n in 0..start {
        print(start - n)
        sleep(1000)
    }
}
countdown(3).await"#,
        right: r#"
async fn countdown(start: Int) {
    for n in 0..start {
        print(start - n)
        sleep(1000).await
    }
}
countdown(3).await"#,
        mend: r#"Write `.await` after the call; the function around it must be `async`. To let something run beside the request, mark its
function with `@background` and call it with `spawn(…)`."#,
    };
    UNHANDLED_RESULT = Rule {
        code: "unhandled-result",
        severity: Hint,
        tag: None,
        summary: "A call that can fail, and nobody looks.",
        finds: r#"A call that gives a `Result` stands alone as a statement. Not reported: the methods of a WebSocket connection, where
the next `recv` tells that the client is gone, and the last expression of a block, which can be its value."#,
        why: "When the call fails, the program goes on as if nothing had happened.",
        wrong: r#"
fn keep(text: Str) -> Result<Null> {
    fs.write("notes.txt", text)
    return Ok(null)
}
print(keep("buy milk"))"#,
        right: r#"
fn keep(text: Str) -> Result<Null> {
    fs.write("notes.txt", text)?
    return Ok(null)
}
print(keep("buy milk"))"#,
        mend: r#"Hand the failure on with `?`, or decide about it with `match`. When it does not matter, say so: `let _ = …`."#,
    };
    UNREACHABLE_CODE = Rule {
        code: "unreachable-code",
        severity: Hint,
        tag: Some(Unnecessary),
        summary: "Statements that nothing leads to.",
        finds: r#"Statements of a block stand after a `return`, `break` or `continue`, after a loop without `break`, or after an `if` or
`match` all of whose branches leave the block. The finding reaches from the first such statement to the end of the block. A
function that is declared there is not reported."#,
        why: "The statements never run. Often they were meant to come before the jump, or the jump was meant to have a condition.",
        wrong: r#"
fn total(prices: List<Int>) -> Int {
    return prices.sum()
    print("summed up")
}
print(total([1, 2]))"#,
        right: r#"
fn total(prices: List<Int>) -> Int {
    print("summing up")
    return prices.sum()
}
print(total([1, 2]))"#,
        mend: "Remove the statements, or move them before the jump.",
    };
    UNUSED_BINDING = Rule {
        code: "unused-binding",
        severity: Hint,
        tag: Some(Unnecessary),
        summary: "A name in a pattern that is never used.",
        finds: r#"A name that a `for`, a comprehension, a `match` arm or a destructuring `let` binds is not used. Names that start with
`_` are not reported."#,
        why: "`_` says that a value does not matter; a name makes readers look for its use.",
        wrong: r#"
for (name, age) in [("Ada", 36), ("Alan", 41)] {
    print(name)
}"#,
        right: r#"
for (name, _) in [("Ada", 36), ("Alan", 41)] {
    print(name)
}"#,
        mend: "Write `_`, or let the name start with it.",
    };
    UNUSED_IMPORT = Rule {
        code: "unused-import",
        severity: Warning,
        tag: Some(Unnecessary),
        summary: "An imported name that the file does not use.",
        finds: r#"A name that an import binds occurs nowhere else: in no expression, annotation, struct literal or decorator. One finding
for each name. An import is not reported when the module is needed for what it does when it is loaded: when it, or a module
that it imports, has functions or types with decorators, or statements that are more than declarations. Nor are names that
start with `_`, and modules that are not found."#,
        why: "The import makes readers look for a use, and the module is loaded for nothing.",
        wrong: r#"
//- /main.fitz
from shapes import area, border
print(area(2, 3))
//- /shapes.fitz
fn area(a: Int, b: Int) -> Int => a * b
fn border(a: Int, b: Int) -> Int => 2 * (a + b)"#,
        right: r#"
//- /main.fitz
from shapes import area
print(area(2, 3))
//- /shapes.fitz
fn area(a: Int, b: Int) -> Int => a * b
fn border(a: Int, b: Int) -> Int => 2 * (a + b)"#,
        mend: "Remove the name, or the whole import when nothing of it is used; the quick fix does that.",
    };
    UNUSED_PARAMETER = Rule {
        code: "unused-parameter",
        severity: Hint,
        tag: Some(Unnecessary),
        summary: "A parameter that its function never reads.",
        finds: r#"A named function or a method does not use one of its parameters. Not reported: closures, functions with decorators,
functions that are handed on as a value, methods of one name in several types, functions with an empty body, and names that
start with `_`. In all of these somebody else may have chosen the parameters."#,
        why: "Every caller has to come up with a value that makes no difference.",
        wrong: r#"
fn price(amount: Int, currency: Str) -> Str => "{amount} EUR"
print(price(3, "EUR"))"#,
        right: r#"
fn price(amount: Int, currency: Str) -> Str => "{amount} {currency}"
print(price(3, "EUR"))"#,
        mend: "Use the parameter, or remove it here and in the calls. If others ask for it, let its name start with `_`.",
    };
    UNUSED_RESULT = Rule {
        code: "unused-result",
        severity: Warning,
        tag: None,
        summary: "A value is computed and dropped.",
        finds: r#"A call that does nothing but give a result stands alone as a statement: a function such as `len`, a method of a value
that cannot change (`Str`, `Int`, `Date` and the like), or a method of a list or map that leaves it as it is. The same holds
for operators, literals, `Ok(…)` and `Err(…)`. Not reported: calls that are given a function, and the last expression of a
block, which can be its value."#,
        why: r#"The statement has no effect. Usually the result was meant to be kept: `text.trim()` and `map.with(key, value)` give a new
value and leave the old one alone."#,
        wrong: r#"
fn greeting(name: Str) -> Str {
    name.trim()
    return "Hello, {name}"
}
print(greeting(" Ada "))"#,
        right: r#"
fn greeting(name: Str) -> Str {
    let trimmed = name.trim()
    return "Hello, {trimmed}"
}
print(greeting(" Ada "))"#,
        mend: "Assign the result, return it, or remove the statement.",
    };
    UNUSED_VARIABLE = Rule {
        code: "unused-variable",
        severity: Warning,
        tag: Some(Unnecessary),
        summary: "A variable that nothing reads.",
        finds: r#"A `let` or an assignment declares a variable that is never read. Assigning to it again is no use. Names that start with
`_` are not reported. What is declared at the top level of a file can be imported by others, so there only files are looked at
that `fitz.toml` makes the entry of a binary, and that no file imports."#,
        why: "The value was computed for nothing, or another name was meant in its place.",
        wrong: r#"
fn total(prices: List<Int>) -> Int {
    let discount = 5
    return prices.sum()
}
print(total([10, 20]))"#,
        right: r#"
fn total(prices: List<Int>) -> Int {
    let discount = 5
    return prices.sum() - discount
}
print(total([10, 20]))"#,
        mend: "Use the variable or remove it. If only the call on its right side matters, write `let _ = …`.",
    };
    USELESS_MATCH = Rule {
        code: "useless-match",
        severity: Warning,
        tag: None,
        summary: "A `match` that decides nothing.",
        finds: "A `match` has one arm, without a guard, and its pattern is `_` or a name.",
        why: "Every value takes the same way; the `match` only hides that.",
        wrong: r#"
let size = 3
let label = match size {
    _ => "any size",
}
print(label, size)"#,
        right: r#"
let size = 3
let label = match size {
    0 => "empty",
    _ => "some",
}
print(label, size)"#,
        mend: "Write what the arm does by itself, with `let name = …` before it when the pattern is a name, or add the missing arms.",
    };
    WHILE_TRUE = Rule {
        code: "while-true",
        severity: Hint,
        tag: None,
        summary: "A loop without an end is written `loop`.",
        finds: "A `while` has the condition `true`.",
        why: "`loop` says at once that the way out is inside, and can give a value with `break`.",
        wrong: r#"
let left = 3
while true {
    if left == 0 { break }
    left -= 1
}"#,
        right: r#"
let left = 3
loop {
    if left == 0 { break }
    left -= 1
}"#,
        mend: "Write `loop`; the quick fix does that.",
    };
}
