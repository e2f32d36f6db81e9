//! Operators, conditions, indexing, patterns.

use crate::Rule;
use crate::Severity::{Error, Warning};
use crate::Tag::Unnecessary;

rules! {
    ALWAYS_UNEQUAL = Rule {
        code: "always-unequal",
        severity: Warning,
        tag: None,
        summary: "A comparison of values that are never equal.",
        finds: "`==` or `!=` compares two values whose types are declared or written out, and no value of one type equals a value of the
other: a number and a text, a list and a map, instances of two types. `Int` and `Float` are compared by their number, and
whatever may be `null` is left alone.",
        why: "The language allows the comparison, so a branch that looks alive is never taken, or always.",
        wrong: r#"
fn is_first(page: Int) -> Bool {
    return page == "1"
}
print(is_first(1))"#,
        right: r#"
fn is_first(page: Int) -> Bool {
    return page == 1
}
print(is_first(1))"#,
        mend: "Compare values of one type. To read a number from a text, use `text.to_int()`.",
    };
    AWAIT_NON_FUTURE = Rule {
        code: "await-non-future",
        severity: Error,
        tag: None,
        summary: "`.await` behind something that is not a `Future`.",
        finds: "The value before `.await` is not the result of an async function or of another operation that takes time. The methods `recv`,
`send` and `broadcast` of a connection may be awaited.",
        why: "There is nothing to wait for, and the program is refused.",
        wrong: r#"
fn load() -> Str => "settings"
print(load().await)"#,
        right: r#"
fn load() -> Str => "settings"
print(load())"#,
        mend: "Remove `.await`, or declare the function as `async fn`. A Python call gives a `Result`: write `call()?.await`.",
    };
    AWAIT_OUTSIDE_ASYNC = Rule {
        code: "await-outside-async",
        severity: Error,
        tag: None,
        summary: "`.await` in a function that is not async.",
        finds: "`.await` stands in a function, method or closure without `async`. At the top level of a file it is allowed.",
        why: "Only an async function can pause and let others run meanwhile.",
        wrong: r#"
fn pause() {
    sleep(10).await
}
pause()"#,
        right: r#"
async fn pause() {
    sleep(10).await
}
pause().await"#,
        mend: "Write `async fn`, and `.await` where the function is called.",
    };
    BINARY_OPERAND_TYPE = Rule {
        code: "binary-operand-type",
        severity: Error,
        tag: None,
        summary: "`+`, `-`, `*`, `/` or `%` with values that it does not take.",
        finds: "`-`, `*` and `/` need two numbers, `%` needs two `Int`s, and `+` needs two numbers or two strings. A value that may be `null`, a
`Result` and a Python value are none of these until they are taken apart. If one side is `Any`, nothing is reported.",
        why: "There is no automatic conversion between text and numbers, so the program stops at the operation.",
        wrong: r#"
let count = 3
print("count: " + count)"#,
        right: r#"
let count = 3
print("count: {count}")"#,
        mend: r#"Put values into text by interpolation, `"count: {count}"`. Take a value out of `T?` or `Result` before you compute with it."#,
    };
    BITWISE_OPERAND_TYPE = Rule {
        code: "bitwise-operand-type",
        severity: Error,
        tag: None,
        summary: "A bit operator with something other than `Int`.",
        finds: "A side of `&`, `|`, `^`, `<<` or `>>` is not an `Int`. Each bad side is reported by itself.",
        why: "Only whole numbers have bits to work on. The logical operators are `and`, `or` and `xor`.",
        wrong: r#"
let ready = true
let open = false
if ready or open { print(ready & 1) }"#,
        right: r#"
let ready = 2
let open = false
if ready > 0 or open { print(ready & 1) }"#,
        mend: "Use `Int` on both sides, or the operators `and`, `or`, `xor` for values of type `Bool`.",
    };
    COMPARISON_TYPE = Rule {
        code: "comparison-type",
        severity: Error,
        tag: None,
        summary: "`<`, `<=`, `>` or `>=` between values without an order.",
        finds: "The two sides are not both numbers, both `Str`, both `Date` or both `DateTime`. If one side is `Any`, nothing is reported.",
        why: "The program stops at the comparison, because it cannot tell which value is smaller.",
        wrong: r#"
fn is_adult(age: Int?) -> Bool {
    return age >= 18
}
print(is_adult(20))"#,
        right: r#"
fn is_adult(age: Int?) -> Bool {
    if age != null { return age >= 18 }
    return false
}
print(is_adult(20))"#,
        mend: "Compare values of one type, and test for `null` first.",
    };
    COMPREHENSION_FILTER_NOT_BOOL = Rule {
        code: "comprehension-filter-not-bool",
        severity: Error,
        tag: None,
        summary: "The condition of a comprehension is not a `Bool`.",
        finds: "The expression after `if` in `[… for … in … if …]` is of a type other than `Bool`.",
        why: "No number, text or list counts as true or false.",
        wrong: r#"
let words = ["a", "", "b"]
print([word for word in words if word.len()])"#,
        right: r#"
let words = ["a", "", "b"]
print([word for word in words if word.len() > 0])"#,
        mend: "Write a comparison, e.g. `value > 0` or `value != null`.",
    };
    COMPREHENSION_NOT_ITERABLE = Rule {
        code: "comprehension-not-iterable",
        severity: Error,
        tag: None,
        summary: "A comprehension walks something other than a list or a range.",
        finds: "The value after `in` is not a `List` or a `Range`. A `for` statement takes maps too, a comprehension does not.",
        why: "The program is refused.",
        wrong: r#"
let stock = {"apples": 3, "pears": 0}
print([name for name in stock])"#,
        right: r#"
let stock = {"apples": 3, "pears": 0}
print([name for name in stock.keys()])"#,
        mend: "Walk a list made from the value: `map.keys()`, `map.values()`, `map.entries()`, `text.chars()`.",
    };
    DIVISION_BY_ZERO = Rule {
        code: "division-by-zero",
        severity: Warning,
        tag: None,
        summary: "A number is divided by a zero that is written out.",
        finds: "The right side of `/` or `%` is the literal `0` or `0.0`.",
        why: "The program stops when it gets there.",
        wrong: r#"
fn average(total: Int) -> Int {
    return total / 0
}
print(average(12))"#,
        right: r#"
fn average(total: Int) -> Int {
    return total / 4
}
print(average(12))"#,
        mend: "Divide by another number, or test the divisor first.",
    };
    FOR_PATTERN_ARITY = Rule {
        code: "for-pattern-arity",
        severity: Error,
        tag: None,
        summary: "A `for` takes an element apart that does not have these parts.",
        finds: "The pattern of a `for` or a comprehension is a tuple, and the elements are no tuples of the same number of parts.",
        why: "The names cannot be filled, and the program is refused.",
        wrong: r#"
let prices = {"tea": 2, "milk": 1}
for (name, price, tax) in prices {
    print(name, price, tax)
}"#,
        right: r#"
let prices = {"tea": 2, "milk": 1}
for (name, price) in prices {
    print(name, price)
}"#,
        mend: "Write as many names as the element has parts (a map gives pairs), or one name for the whole element.",
    };
    FOR_PATTERN_INVALID = Rule {
        code: "for-pattern-invalid",
        severity: Error,
        tag: None,
        summary: "A `for` with a pattern that may not match.",
        finds: "The variable of a `for` or a comprehension is a literal, a range, `Ok(…)`, `Err(…)` or a choice of patterns.",
        why: "A `for` binds every element; there is nothing that it could do with those that do not match.",
        wrong: r#"
let results = [Ok(1), Err("late")]
for Ok(value) in results {
    print(value)
}"#,
        right: r#"
let results = [Ok(1), Err("late")]
for result in results {
    match result {
        Ok(value) => print(value)
        Err(reason) => print("failed:", reason)
    }
}"#,
        mend: "Bind a name, `_` or a tuple of names, and use `match` in the body.",
    };
    FORMAT_SPEC_TYPE = Rule {
        code: "format-spec-type",
        severity: Error,
        tag: None,
        summary: "A format for values of another type.",
        finds: "The last letter of the format in `{value:format}` writes numbers (`f`, `e`, `g`, `%`) or `Int`s (`d`, `b`, `o`, `x`, `c`), and the
value is of another type.",
        why: "The program stops when it writes the text.",
        wrong: r#"
let price = 2.5
print("{price:d} EUR")"#,
        right: r#"
let price = 2.5
print("{price:.2f} EUR")"#,
        mend: "Choose a format for the type: `.2f` for `Float`, `d` or `x` for `Int`, no letter for everything else.",
    };
    IF_CONDITION_NOT_BOOL = Rule {
        code: "if-condition-not-bool",
        severity: Error,
        tag: None,
        summary: "The condition of `if` is not a `Bool`.",
        finds: "The expression after `if` is of a type other than `Bool`.",
        why: "No number, text or list counts as true or false.",
        wrong: r#"
let names = ["Ada"]
if names.len() { print(names) }"#,
        right: r#"
let names = ["Ada"]
if names.len() > 0 { print(names) }"#,
        mend: r#"Write a comparison, e.g. `count > 0`, `text != ""` or `value != null`."#,
    };
    INDEX_TYPE = Rule {
        code: "index-type",
        severity: Error,
        tag: None,
        summary: "An index or key of the wrong type.",
        finds: "The index of a list or a string is not an `Int`, or the key of a map is not of the type of its keys.",
        why: "The program stops at the access: there is no element under such an index.",
        wrong: r#"
let ages = {"Ada": 36}
print(ages[0])"#,
        right: r#"
let ages = {"Ada": 36}
print(ages["Ada"])"#,
        mend: "Use an `Int` for lists and strings, and a key of the right type for maps.",
    };
    LOGICAL_OPERAND_TYPE = Rule {
        code: "logical-operand-type",
        severity: Error,
        tag: None,
        summary: "`and`, `or` or `xor` with something other than `Bool`.",
        finds: "A side of `and`, `or` or `xor` is not a `Bool`. Each bad side is reported by itself. If one side is `Any`, nothing is reported.",
        why: "No number, text or list counts as true or false.",
        wrong: r#"
fn greet(name: Str?, loud: Bool) {
    if name and loud { print("HELLO") }
}
greet("Ada", true)"#,
        right: r#"
fn greet(name: Str?, loud: Bool) {
    if name != null and loud { print("HELLO") }
}
greet("Ada", true)"#,
        mend: "Compare the value: `name != null`, `count > 0`. For a default value use `match` or `if`.",
    };
    MATCH_GUARD_NOT_BOOL = Rule {
        code: "match-guard-not-bool",
        severity: Error,
        tag: None,
        summary: "The condition of an arm is not a `Bool`.",
        finds: "The expression after `if` in an arm of `match` is of a type other than `Bool`.",
        why: "No number, text or list counts as true or false.",
        wrong: r#"
let names = ["Ada"]
match names.len() {
    count if count => print(count)
    _ => print("nobody")
}"#,
        right: r#"
let names = ["Ada"]
match names.len() {
    count if count > 0 => print(count)
    _ => print("nobody")
}"#,
        mend: "Write a comparison.",
    };
    MATCH_NOT_EXHAUSTIVE = Rule {
        code: "match-not-exhaustive",
        severity: Error,
        tag: None,
        summary: "A `match` over a `Result` misses `Ok` or `Err`.",
        finds: "The value is a `Result`, and the arms without a condition leave out `Ok`, `Err` or both, without a name or `_` for the rest. Arms
with a condition do not count.",
        why: "The program stops when the missing side comes.",
        wrong: r#"
fn half(n: Int) -> Result<Int> {
    if n % 2 == 1 { return Err("odd") }
    return Ok(n / 2)
}
match half(4) {
    Ok(value) => print(value)
}"#,
        right: r#"
fn half(n: Int) -> Result<Int> {
    if n % 2 == 1 { return Err("odd") }
    return Ok(n / 2)
}
match half(4) {
    Ok(value) => print(value)
    Err(reason) => print(reason)
}"#,
        mend: "Add the missing arm, or `_ => …`.",
    };
    NAMED_ARG_OUTSIDE_CALL = Rule {
        code: "named-arg-outside-call",
        severity: Error,
        tag: None,
        summary: "A named argument where nothing is called.",
        finds: "`Ok` or `Err` holds `name: value`.",
        why: "`Ok` and `Err` are written like calls, but they only wrap one value, and this value has no name.",
        wrong: r#"
fn load() -> Result<Int> {
    return Ok(value: 3)
}
match load() {
    Ok(number) => print(number)
    Err(reason) => print(reason)
}"#,
        right: r#"
fn load() -> Result<Int> {
    return Ok(3)
}
match load() {
    Ok(number) => print(number)
    Err(reason) => print(reason)
}"#,
        mend: "Write the value alone.",
    };
    NOT_INDEXABLE = Rule {
        code: "not-indexable",
        severity: Error,
        tag: None,
        summary: "`[…]` behind a value that has no elements to index.",
        finds: "The value before `[index]` is not a list, a map or a string: a tuple, `Bytes`, a range, a Python value and others.",
        why: "The program stops at the access.",
        wrong: r#"
let point = (3, 4)
print(point[0])"#,
        right: r#"
let point = (3, 4)
print(point.0)"#,
        mend: "Read the parts of a tuple with a dot. Give a Python value a type first: `let items: List<Any> = value`.",
    };
    NOT_SLICEABLE = Rule {
        code: "not-sliceable",
        severity: Error,
        tag: None,
        summary: "`[a..b]` behind a value that cannot be cut.",
        finds: "The value before `[start..end]` is not a list or a string.",
        why: "The program stops at the access.",
        wrong: r#"
let limits = {"a": 1, "b": 2}
print(limits[0..1])"#,
        right: r#"
let limits = {"a": 1, "b": 2}
print(limits.keys()[0..1])"#,
        mend: "Cut a list or a string; make one of the value first.",
    };
    PATTERN_TYPE_MISMATCH = Rule {
        code: "pattern-type-mismatch",
        severity: Warning,
        tag: None,
        summary: "A pattern that no value of this type matches.",
        finds: "The type of the matched value is declared or written out, and an arm stands for values of another type: a text for an `Int`,
`Ok` for something that is no `Result`, a tuple of another length. There is no conversion between `Int` and `Float` here.",
        why: "The language allows it, and the arm is never taken.",
        wrong: r#"
fn name(status: Int) -> Str {
    return match status {
        "200" => "fine"
        _ => "other"
    }
}
print(name(200))"#,
        right: r#"
fn name(status: Int) -> Str {
    return match status {
        200 => "fine"
        _ => "other"
    }
}
print(name(200))"#,
        mend: "Write a pattern of the type of the value.",
    };
    PRIVATE_FIELD_ACCESS = Rule {
        code: "private-field-access",
        severity: Error,
        tag: None,
        summary: "A private field is read outside of its type.",
        finds: "A field whose name starts with `_` is read outside of the methods of its type. Closures in a method count as inside.",
        why: "Such a field is a detail of the type and may change without notice.",
        wrong: r#"
type Account {
    _cents: Int = 0
    fn euros() -> Int => _cents / 100
}
let account = Account {}
print(account.euros(), account._cents)"#,
        right: r#"
type Account {
    _cents: Int = 0
    fn euros() -> Int => _cents / 100
    fn cents() -> Int => _cents
}
let account = Account {}
print(account.euros(), account.cents())"#,
        mend: "Use a method of the type, or give it one.",
    };
    RANGE_BOUND_TYPE = Rule {
        code: "range-bound-type",
        severity: Error,
        tag: None,
        summary: "An end of a range is not an `Int`.",
        finds: "The start or the end of `a..b` or `a..=b` is of a type other than `Int`.",
        why: "A range counts whole numbers.",
        wrong: r#"
let steps = 2.5
for step in 0..steps { print(step) }"#,
        right: r#"
let steps = 2
for step in 0..steps { print(step) }"#,
        mend: "Use whole numbers, e.g. `floor(x)` for a `Float`.",
    };
    SHIFT_OUT_OF_RANGE = Rule {
        code: "shift-out-of-range",
        severity: Warning,
        tag: None,
        summary: "A shift by a number of bits that an `Int` does not have.",
        finds: "The right side of `<<` or `>>` is a literal below 0 or above 63.",
        why: "The program stops when it gets there.",
        wrong: r#"
fn highest(bit: Int) -> Int {
    return bit << 64
}
print(highest(1))"#,
        right: r#"
fn highest(bit: Int) -> Int {
    return bit << 6
}
print(highest(1))"#,
        mend: "Shift by 0 to 63 bits.",
    };
    SLICE_BOUND_TYPE = Rule {
        code: "slice-bound-type",
        severity: Error,
        tag: None,
        summary: "An end of a slice is not an `Int`.",
        finds: "The start or the end in `value[start..end]` is of a type other than `Int`.",
        why: "Elements are counted with whole numbers.",
        wrong: r#"
let letters = ["a", "b", "c"]
print(letters["a"..2])"#,
        right: r#"
let letters = ["a", "b", "c"]
print(letters[0..2])"#,
        mend: "Use whole numbers; either end may be left out.",
    };
    TRY_NON_RESULT = Rule {
        code: "try-non-result",
        severity: Error,
        tag: None,
        summary: "`?` behind something that is not a `Result`.",
        finds: "The value before `?` is not a `Result`: a plain value, a `Future` that is not awaited, a value that may be `null`, a Python value.",
        why: "`?` takes the value out of an `Ok` and returns an `Err`; other values are neither.",
        wrong: r#"
fn port() -> Int => 8080
fn address() -> Result<Str> {
    return Ok("localhost:{port()?}")
}
print(address())"#,
        right: r#"
fn port() -> Int => 8080
fn address() -> Result<Str> {
    return Ok("localhost:{port()}")
}
print(address())"#,
        mend: "Remove `?`, or wait for a future first: `.await?`.",
    };
    TRY_OUTSIDE_RESULT_FN = Rule {
        code: "try-outside-result-fn",
        severity: Error,
        tag: None,
        summary: "`?` in a function that returns no `Result`.",
        finds: "`?` stands in a function that declares a result other than `Result` or `Any`. HTTP handlers, closures, functions without a declared
result and the top level may use it.",
        why: "`?` returns the `Err` from the function, which promises to return something else.",
        wrong: r#"
fn port(text: Str) -> Int {
    return text.to_int()?
}
print(port("8080"))"#,
        right: r#"
fn port(text: Str) -> Result<Int> {
    return Ok(text.to_int()?)
}
print(port("8080"))"#,
        mend: "Declare the result as `Result<…>` and return `Ok(…)`, or take the value out with `match`.",
    };
    TUPLE_INDEX_ON_NON_TUPLE = Rule {
        code: "tuple-index-on-non-tuple",
        severity: Error,
        tag: None,
        summary: "A numbered part of something that is not a tuple.",
        finds: "`value.0` is written behind a value that is not a tuple.",
        why: "Only tuples have numbered parts.",
        wrong: r#"
let names = ["Ada", "Grace"]
print(names.0)"#,
        right: r#"
let names = ["Ada", "Grace"]
print(names[0])"#,
        mend: "Use brackets for lists and strings, and the name of the field for other types.",
    };
    TUPLE_INDEX_OUT_OF_RANGE = Rule {
        code: "tuple-index-out-of-range",
        severity: Error,
        tag: None,
        summary: "A tuple has no part of this number.",
        finds: "The number in `value.3` is not smaller than the number of parts. They are counted from 0.",
        why: "There is no such part, and the program is refused.",
        wrong: r#"
let point = (3, 4)
print(point.0, point.2)"#,
        right: r#"
let point = (3, 4)
print(point.0, point.1)"#,
        mend: "Use a number that the tuple has.",
    };
    UNARY_OPERAND_TYPE = Rule {
        code: "unary-operand-type",
        severity: Error,
        tag: None,
        summary: "`-`, `not` or `~` before a value that it does not take.",
        finds: "`-` needs a number, `not` a `Bool`, `~` an `Int`.",
        why: "The program stops at the operation. No number, text or list counts as true or false.",
        wrong: r#"
let names = ["Ada"]
if not names.len() { print("nobody") }"#,
        right: r#"
let names = ["Ada"]
if names.len() == 0 { print("nobody") }"#,
        mend: "Write a comparison instead of `not`, and take a value out of `T?` or `Result` before you compute with it.",
    };
    UNKNOWN_FIELD_READ = Rule {
        code: "unknown-field-read",
        severity: Warning,
        tag: None,
        summary: "A field is read that the type does not have.",
        finds: "The type of the value is declared in the program, and it has no field, relation or method of this name. The type of the value
itself is declared or written out.",
        why: "The language takes every name here, and the program stops when it reads the field.",
        wrong: r#"
type User { name: Str, email: Str }
fn label(user: User) -> Str {
    return "{user.name} <{user.emial}>"
}
print(label(User { name: "Ada", email: "ada@example.org" }))"#,
        right: r#"
type User { name: Str, email: Str }
fn label(user: User) -> Str {
    return "{user.name} <{user.email}>"
}
print(label(User { name: "Ada", email: "ada@example.org" }))"#,
        mend: "Correct the spelling, or declare the field.",
    };
    UNREACHABLE_ARM = Rule {
        code: "unreachable-arm",
        severity: Warning,
        tag: Some(Unnecessary),
        summary: "An arm of `match` that is never taken.",
        finds: "The arms above, those without a condition, take every value of this arm: a name or `_`, the same literal, the same side of a
`Result`, a range with these numbers, or both sides of a `Result`.",
        why: "The code in the arm looks alive and never runs.",
        wrong: r#"
fn size(count: Int) -> Str {
    return match count {
        0 => "none"
        _ => "many"
        1 => "one"
    }
}
print(size(1))"#,
        right: r#"
fn size(count: Int) -> Str {
    return match count {
        0 => "none"
        1 => "one"
        _ => "many"
    }
}
print(size(1))"#,
        mend: "Move the arm up, or remove it.",
    };
}
