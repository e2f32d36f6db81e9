//! The forms that the parser refuses.

use crate::Rule;
use crate::Severity::Error;

rules! {
    ANNOTATION = Rule {
        code: "syntax/annotation",
        severity: Error,
        tag: None,
        summary: "A type is given where no variable is declared.",
        finds: r#"A `: Type` follows something that is not a new variable: a field, an index, a longer expression, or a tuple that is
taken apart."#,
        why: r#"The type of a field or an element is settled where it is declared. Saying it again at an assignment could only repeat or
contradict that."#,
        wrong: r#"type User { name: Str }
let user = User { name: "Ada" }
user.name: Str = "Grace""#,
        right: r#"type User { name: Str }
let user = User { name: "Ada" }
user.name = "Grace""#,
        mend: r#"Remove the type. If a new variable is meant, declare it: `let name: Str = …`. In `let (a, b) = …` the types follow from
the value."#,
    };
    ASSIGNMENT_TARGET = Rule {
        code: "syntax/assignment-target",
        severity: Error,
        tag: None,
        summary: "The left side of an assignment cannot be assigned to.",
        finds: r#"The left side of `=`, `+=` and the like is the result of a call, a tuple, a slice, a part of a tuple or another value
that is not a place."#,
        why: r#"An assignment needs a place that keeps the value: a name, a field or one element by its index. Anything else is a value
that is gone after the statement."#,
        wrong: r#"let limits = (10, 20)
limits.0 = 15"#,
        right: r#"let limits = (10, 20)
limits = (15, 20)"#,
        mend: r#"Assign to a name, a field (`user.name`) or an index (`items[0]`). To take a tuple apart into new variables write
`let (a, b) = …`. If a comparison is meant, write `==`."#,
    };
    DECORATOR_TARGET = Rule {
        code: "syntax/decorator-target",
        severity: Error,
        tag: None,
        summary: "A decorator stands before nothing that it could decorate.",
        finds: "A decorator is followed by something other than a function or a type, by the end of the file, or it stands on a method.",
        why: r#"A decorator tells something about the declaration below it. Alone it has no effect, although it may look as if a route
or a setting were in place."#,
        wrong: r#"@server(port=8080)
let name = "shop""#,
        right: r#"@get("/")
fn index() -> Str => "hello"

@server(port=8080)
fn main() => 0
let name = "shop""#,
        mend: r#"Put the decorator directly above its `fn`, `async fn` or `type`, or before a field inside a type. `@server` goes with a
small function such as `fn main() => 0`. Move a method that needs a decorator out of its type."#,
    };
    DUPLICATE_ARGUMENT = Rule {
        code: "syntax/duplicate-argument",
        severity: Error,
        tag: None,
        summary: "A decorator gets the same argument twice.",
        finds: "Two arguments of one decorator have the same name.",
        why: "Only one of the two values could be used, and nothing says which.",
        wrong: r#"@server(port=3000, port=8080)
fn main() => 0"#,
        right: r#"@get("/")
fn index() -> Str => "hello"

@server(port=8080)
fn main() => 0"#,
        mend: "Keep the argument with the value that is meant and remove the other one.",
    };
    DUPLICATE_PARAMETER = Rule {
        code: "syntax/duplicate-parameter",
        severity: Error,
        tag: None,
        summary: "Two parameters of a function have the same name.",
        finds: "A function, method or anonymous function uses one name for two parameters. `_` counts as a name too.",
        why: "Inside the function a name has one value. The other argument would be passed and could never be read.",
        wrong: "fn area(width: Int, width: Int) -> Int => width * width",
        right: "fn area(width: Int, height: Int) -> Int => width * height",
        mend: "Give each parameter its own name. Parameters that are not used can be called `_a` and `_b`.",
    };
    EXPECTED_EXPRESSION = Rule {
        code: "syntax/expected-expression",
        severity: Error,
        tag: None,
        summary: "A value is missing.",
        finds: "Something else stands where an expression has to be, or the line ends there.",
        why: r#"A statement ends with its line: an operator, `=` or `=>` at the end of a line does not pull in the next one. The rest of
the expression would be read as a statement of its own."#,
        wrong: r#"let price = 20
let total = price +
    5"#,
        right: r#"let price = 20
let total = price + 5"#,
        mend: r#"Write the value on the same line. A long chain may be broken before a `.`, and a list of arguments after `(` and around
its commas; otherwise give a part of the value a name. Some operators of other languages are written differently: `and`,
`or`, `not`, `name += 1`, and `value.await` with the keyword at the end."#,
    };
    FORMAT_SPEC = Rule {
        code: "syntax/format-spec",
        severity: Error,
        tag: None,
        summary: "The format after `:` in an interpolation is not valid.",
        finds: "The text after the `:` of an interpolation `{value:format}` is not a format.",
        why: r#"The format decides how the value is printed: width, alignment, digits. A format that is not known has no meaning, and
the program is not loaded."#,
        wrong: r#"let price = 9.5
print("{price:.f}")"#,
        right: r#"let price = 9.5
print("{price:.2f}")"#,
        mend: r#"A format is built of these parts, each optional and in this order: fill and alignment (`<`, `>`, `^`, `=`), sign, `#`,
`0`, width, `,` or `_` between groups of digits, `.` and the number of digits, and a letter for the kind. Examples:
`>10`, `05d`, `+,.2f`, `#x`. Spaces count. In the path of a route, parameters have no type: write `{id}` and give the
type in the parameters of the function."#,
    };
    FUNCTION_NAME = Rule {
        code: "syntax/function-name",
        severity: Error,
        tag: None,
        summary: "A function at the start of a statement has no name.",
        finds: "A statement starts with `fn` or `async fn`, and no name follows.",
        why: "At the start of a statement `fn` declares a function, which is called by its name. Without one nothing could call it.",
        wrong: r#"fn(text: Str) {
    print(text)
}"#,
        right: r#"fn show(text: Str) {
    print(text)
}"#,
        mend: r#"Give the function a name. If a value is meant, assign it: `let show = fn(text) => print(text)`. As an argument of a call
a function needs no name."#,
    };
    INTERPOLATION = Rule {
        code: "syntax/interpolation",
        severity: Error,
        tag: None,
        summary: "An interpolation in a string is not complete or not an expression.",
        finds: "The braces in a string do not hold exactly one expression, are not closed, or have no partner.",
        why: r#"In a string `{` starts a value that is put into the text, and the next `}` ends it. A brace that is meant as text, or
braces and quotes inside the value, change where the value or the string ends."#,
        wrong: r#"let css = "body { margin: 0""#,
        right: r#"let css = "body \{ margin: 0""#,
        mend: r#"Write `\{` and `\}` for braces in the text. Compute a value that needs braces itself before the string and use its name.
Quotes inside the value are written `\"`, or the outer string gets three quotes. Put a value with a `:` in it into
parentheses, because a `:` starts the format."#,
    };
    INVALID_ESCAPE = Rule {
        code: "syntax/invalid-escape",
        severity: Error,
        tag: None,
        summary: "A backslash in a string is followed by something that has no meaning.",
        finds: r#"A string or byte string has a backslash before a character that does not form an escape sequence with it, or an escape
with a code that is not one of a character."#,
        why: "The text would not be the one that is meant. Most often the backslash itself is, as in a path or a regular expression.",
        wrong: r#"let folder = "C:\data""#,
        right: r#"let folder = "C:\\data""#,
        mend: r#"Write `\\` for a backslash. Strings know `\n`, `\t`, `\r`, `\0`, `\b`, `\\`, `\"`, `\{`, `\}`, `\xHH` up to `\x7F`, and
`\u{…}` for any character. Byte strings know `\n`, `\t`, `\r`, `\0`, `\\`, `\"` and `\xHH` up to `\xFF`."#,
    };
    INVALID_NUMBER = Rule {
        code: "syntax/invalid-number",
        severity: Error,
        tag: None,
        summary: "A number is not written correctly or is too large.",
        finds: r#"A number has a separator in the wrong place, no digits after its prefix or exponent, a digit that its base does not
have, or more than 64 bits."#,
        why: r#"A guess at what is meant could give another number without anyone noticing. An integer past 9223372036854775807 cannot
be stored at all."#,
        wrong: "let population = 8__000_000",
        right: "let population = 8_000_000",
        mend: r#"Put single `_` between digits only. Write digits after `0x`, `0o`, `0b` and after the `e` of an exponent. Where an
approximate value will do, write a large number as a float: `1e19`."#,
    };
    LABEL = Rule {
        code: "syntax/label",
        severity: Error,
        tag: None,
        summary: "A label stands before something that is not a loop.",
        finds: "A label such as `'outer:` is not directly followed by `loop`, `while` or `for` on the same line.",
        why: r#"A label names a loop so that `break 'outer` and `continue 'outer` can leave or repeat it from inside of another one.
Nothing else can be left that way."#,
        wrong: r#"let rows = [[1, 2], [3, 4]]
'outer:
for row in rows {
    for cell in row { if cell == 2 { break 'outer } }
}"#,
        right: r#"let rows = [[1, 2], [3, 4]]
'outer: for row in rows {
    for cell in row { if cell == 2 { break 'outer } }
}"#,
        mend: r#"Write the label, a `:` and the loop on one line. Before anything but a loop, remove the label; a function is left early
with `return`."#,
    };
    MISSING = Rule {
        code: "syntax/missing",
        severity: Error,
        tag: None,
        summary: "A part that belongs to a statement is missing.",
        finds: r#"A statement or expression has begun, and a part that has to follow is not there: a name, `=` and a value, `in`, the body
of a function or loop, the name after a dot, what to import."#,
        why: "Without that part it is open what the statement does. The message says which part it is.",
        wrong: r#"fn show(scores: List<Int>) {
    for score of scores {
        print(score)
    }
}"#,
        right: r#"fn show(scores: List<Int>) {
    for score in scores {
        print(score)
    }
}"#,
        mend: r#"Add what the message names; the hint shows the whole form. The `{` of a body stands on the line of its head, not on the
next one. A variable always gets a value where it is declared: `let name = value`."#,
    };
    NAMED_AFTER = Rule {
        code: "syntax/named-after",
        severity: Error,
        tag: None,
        summary: "An argument without a name follows a named one.",
        finds: "In a call or a decorator, an argument without a name comes after one with a name.",
        why: r#"Arguments without names are counted from the left. After a named one the count is no longer clear to a reader, so the
language does not allow it."#,
        wrong: r#"fn greet(name: Str, times: Int) => print(name.repeat(times))
greet(name: "Ada", 3)"#,
        right: r#"fn greet(name: Str, times: Int) => print(name.repeat(times))
greet("Ada", times: 3)"#,
        mend: r#"Move the arguments without names to the front, or name this one too. Calls name an argument with `:`, decorators with
`=`."#,
    };
    NEWLINE = Rule {
        code: "syntax/newline",
        severity: Error,
        tag: None,
        summary: "A line break is missing, or stands where the line has to go on.",
        finds: "Two statements share a line without `;` between them, or a line ends inside something that has to stay on one line.",
        why: r#"A line break ends a statement. It is ignored only between the parts of a list, map, call, parameter list and the like,
and before a leading `.`; parentheses, tuples and index brackets do not go on in the next line."#,
        wrong: r#"let width = 3
let area = (
    width * 4
)"#,
        right: r#"let width = 3
let area = width * 4"#,
        mend: r#"Join the lines, or give a part of a long expression a name in a line of its own. Put each statement on its own line, or
`;` between two. Where commas may not lead a line, as in types and struct literals, put them at the end of the line
before or leave them out."#,
    };
    PARAMETER_DEFAULT = Rule {
        code: "syntax/parameter-default",
        severity: Error,
        tag: None,
        summary: "A parameter without a default follows one that has a default.",
        finds: "A parameter has no default value although one before it has.",
        why: r#"Arguments without names are filled from the left. A call that gives the later one would have to give the earlier one as
well, so that its default would be of no use."#,
        wrong: r#"fn page(size: Int = 20, query: Str) -> Str => "{query}: {size}""#,
        right: r#"fn page(query: Str, size: Int = 20) -> Str => "{query}: {size}""#,
        mend: "Move the parameters with defaults to the end, or give this one a default too.",
    };
    PATTERN = Rule {
        code: "syntax/pattern",
        severity: Error,
        tag: None,
        summary: "A pattern of a `match`, `for` or `let` is not one that exists.",
        finds: "A pattern has a form that the language does not have, or its alternatives bind names.",
        why: r#"Patterns are literals, names, `_`, integer ranges, tuples, `Ok(…)` and `Err(…)`, and alternatives of these with `|`.
With a name in only one alternative it would be open which value the name has in the arm."#,
        wrong: r#"let count = 3
let words = match count {
    0 | other => "none or some"
}"#,
        right: r#"let count = 3
let words = match count {
    0 => "none"
    _ => "some"
}"#,
        mend: r#"Write `_` instead of the name, or give each alternative its own arm. To look inside a list, a map or a record bind a
name and use a condition: `user if user.age > 17 => …`. A range needs an integer at both ends."#,
    };
    RANGE_CHAIN = Rule {
        code: "syntax/range-chain",
        severity: Error,
        tag: None,
        summary: "A range has more than two ends.",
        finds: "A second `..` or `..=` follows a range.",
        why: "A range has a start and an end. There is no step that a third number could give.",
        wrong: r#"for n in 0..10..2 {
    print(n)
}"#,
        right: r#"for n in 0..10 {
    if n % 2 == 0 { print(n) }
}"#,
        mend: "Remove one of the ends, or put one of the ranges into parentheses. For steps, skip numbers inside the loop.",
    };
    RANGE_IN_INDEX = Rule {
        code: "syntax/range-in-index",
        severity: Error,
        tag: None,
        summary: "A range stands inside of index brackets.",
        finds: r#"Between `[` and `]` of an index there is a range that is not the slice itself, for example in parentheses or in the
argument of a call."#,
        why: r#"Inside of index brackets `..` always separates the two ends of a slice, at any depth. A range cannot be told apart from
it."#,
        wrong: r#"let names = ["a", "b", "c"]
fn first(numbers: Range) -> Int => [n for n in numbers][0]
print(names[first(1..3)])"#,
        right: r#"let names = ["a", "b", "c"]
fn first(numbers: Range) -> Int => [n for n in numbers][0]
let span = 1..3
print(names[first(span)])"#,
        mend: r#"Keep the range in a variable before and use the variable inside the brackets. For a slice write the ends directly:
`names[1..3]`."#,
    };
    RESERVED_WORD = Rule {
        code: "syntax/reserved-word",
        severity: Error,
        tag: None,
        summary: "A reserved word is used as a name.",
        finds: r#"A word of the language, such as `type`, `from` or `match`, is used as the name of a variable, function, field,
parameter, argument, decorator or module."#,
        why: r#"These words have a fixed meaning everywhere, also after a dot and in field names. Frames and bodies are JSON with the
names of the fields, so this matters for protocols with a `type` key too."#,
        wrong: r#"type Event {
    type: Str
    text: Str
}"#,
        right: r#"type Event {
    kind: Str
    text: Str
}"#,
        mend: r#"Choose another name; an underscore at the end, `type_`, is enough. For fields and members there is a quick fix; `type` becomes
`kind`. The reserved words are `and`, `as`, `async`, `await`,
`break`, `continue`, `else`, `false`, `fn`, `for`, `from`, `if`, `import`, `in`, `let`, `loop`, `match`, `not`, `null`,
`or`, `return`, `static`, `true`, `type`, `while` and `xor`."#,
    };
    RESULT_ARITY = Rule {
        code: "syntax/result-arity",
        severity: Error,
        tag: None,
        summary: "`Ok` or `Err` does not get exactly one value.",
        finds: "`Ok(…)` or `Err(…)` is written with no value or with several.",
        why: r#"A `Result` holds one value: what came out, or what went wrong. Code that takes it apart, `Ok(value) => …`, relies on
that."#,
        wrong: r#"fn save(name: Str) -> Result<Null> {
    fs.write("name.txt", name)?
    return Ok()
}"#,
        right: r#"fn save(name: Str) -> Result<Null> {
    fs.write("name.txt", name)?
    return Ok(null)
}"#,
        mend: r#"Write `Ok(null)` for a success without a value. Put several values into a tuple, `Ok((a, b))`, or into a type of their
own."#,
    };
    STATUS_REPLY = Rule {
        code: "syntax/status-reply",
        severity: Error,
        tag: None,
        summary: "A reply with a status has a body of the wrong form.",
        finds: "`return` is followed by a status and by a body that is not a map with strings as keys.",
        why: r#"`return 404 {…}` answers a request with that status. The body becomes JSON, and a word without quotes as a key would be
the name of a variable."#,
        wrong: r#"@get("/users/{id}")
fn user(id: Int) {
    return 404 { error: "no such user" }
}"#,
        right: r#"@get("/users/{id}")
fn user(id: Int) {
    return 404 { "error": "no such user" }
}"#,
        mend: r#"Put the keys into quotes. To send a value, make it a part of the body: `return 201 {"user": user}`; without a body write
`return 204 {}`. To answer with status 200, return the value alone."#,
    };
    STRUCT_IN_HEAD = Rule {
        code: "syntax/struct-in-head",
        severity: Error,
        tag: None,
        summary: "Braces after a name in a head look like a struct literal.",
        finds: r#"The head of an `if`, `while`, `for` or `match` ends with a name, and the braces after it are empty or start with
`name:`. `Name { … }` is how a value of a type is written."#,
        why: r#"It is open whether the braces are the body or belong to the name. The language takes them for the body and refuses one
that looks like the fields of a value."#,
        wrong: r#"let ready = true
if ready {
    // to be done
}"#,
        right: r#"let ready = true
if ready {
    null // to be done
}"#,
        mend: r#"Write a statement into an empty body; `null` is the smallest. Put a struct literal in a head into parentheses:
`if user == (User { id: 1 }) { … }`. If a body starts with a declaration such as `seen: List<Int> = []`, write `let`
before it."#,
    };
    TYPE = Rule {
        code: "syntax/type",
        severity: Error,
        tag: None,
        summary: "A type is not written correctly.",
        finds: "Where a type is expected there is something else, or something follows the type that cannot.",
        why: r#"Types tell what values can be: they are checked, and they become the documentation of the endpoints. Notations of other
languages, such as `Int | Str` or `[Int]`, are not types here."#,
        wrong: "let scores: [Int] = [3, 5]",
        right: "let scores: List<Int> = [3, 5]",
        mend: r#"Lists are `List<T>`, maps `Map<K, V>`, functions `Fn(A) -> B`, and a value that may be absent has one `?` after its
type. There are no unions, and no module before the name of a type: import the type. Put a space between `>` and a
following `=`."#,
    };
    UNCLOSED_BRACE = Rule {
        code: "syntax/unclosed-brace",
        severity: Error,
        tag: None,
        summary: "A `{` has no `}`.",
        finds: "A block, type, `match`, map or struct literal is opened and not closed.",
        why: r#"Everything after it would belong to the open braces. The finding is on the opening brace, because the missing one may be
far away."#,
        wrong: r#"fn greet(name: Str) {
    print("hello {name}")

fn main() => 0"#,
        right: r#"fn greet(name: Str) {
    print("hello {name}")
}

fn main() => 0"#,
        mend: "Add the `}`. Its place is usually where the indentation goes back to that of the opening line.",
    };
    UNCLOSED_BRACKET = Rule {
        code: "syntax/unclosed-bracket",
        severity: Error,
        tag: None,
        summary: "A `[` has no `]`.",
        finds: "A list or an index is opened and not closed.",
        why: "Without the end it is open which values belong to the list, and the lines after it would be read as part of it.",
        wrong: r#"let primes = [2, 3, 5
let evens = [2, 4, 6]"#,
        right: r#"let primes = [2, 3, 5]
let evens = [2, 4, 6]"#,
        mend: "Add the `]` after the last value. A list may go on over several lines, an index may not.",
    };
    UNCLOSED_COMMENT = Rule {
        code: "syntax/unclosed-comment",
        severity: Error,
        tag: None,
        summary: "A comment `/*` has no `*/`.",
        finds: "A comment starts with `/*`, and the file ends without `*/`.",
        why: "Everything up to the end of the file is then part of the comment and does nothing.",
        wrong: r#"let limit = 10
/* the number of rows
let rows = 5"#,
        right: r#"let limit = 10
/* the number of rows */
let rows = 5"#,
        mend: r#"Add `*/` where the comment ends. Such comments do not nest: the first `*/` ends them. A comment of one line can start
with `//`."#,
    };
    UNCLOSED_GENERIC = Rule {
        code: "syntax/unclosed-generic",
        severity: Error,
        tag: None,
        summary: "A `<` of type arguments has no `>`.",
        finds: "The arguments of a type, as in `List<Int>`, are opened and not closed.",
        why: "Without the end it is open which types are arguments and where the rest of the statement begins.",
        wrong: "let groups: Map<Str, List<Int> = {}",
        right: "let groups: Map<Str, List<Int>> = {}",
        mend: "Add the missing `>`: there is one for each `<`. Put a space before a following `=`.",
    };
    UNCLOSED_PAREN = Rule {
        code: "syntax/unclosed-paren",
        severity: Error,
        tag: None,
        summary: "A `(` has no `)`.",
        finds: "The arguments of a call, a list of parameters, a tuple or a parenthesised expression is opened and not closed.",
        why: "Without the end it is open what belongs to the call, and the lines after it would be read as part of it.",
        wrong: r#"print("total", 1 + 2
let done = true"#,
        right: r#"print("total", 1 + 2)
let done = true"#,
        mend: r#"Add the `)` after the last argument. Arguments and parameters may go on over several lines, a tuple or an expression in
parentheses may not."#,
    };
    UNCLOSED_STRING = Rule {
        code: "syntax/unclosed-string",
        severity: Error,
        tag: None,
        summary: "A string has no closing quote.",
        finds: r#"A string in one pair of quotes does not end on its line, or a string in three quotes does not end at all. The same holds
for byte strings and for strings inside an interpolation."#,
        why: "The code after the quote would be part of the text. One missing quote can so change the meaning of everything behind it.",
        wrong: r#"let greeting = "hello
print(greeting)"#,
        right: r#"let greeting = "hello"
print(greeting)"#,
        mend: r#"Add the closing quote. A line break inside the text is written `\n`, a quote `\"`. A text of many lines stands between
`"""` and `"""`, and its last character cannot be a bare quote."#,
    };
    UNEXPECTED_CHARACTER = Rule {
        code: "syntax/unexpected-character",
        severity: Error,
        tag: None,
        summary: "A character has no meaning here.",
        finds: r#"A character stands in the code that is not used by the language outside of strings and comments, such as `#`, `$`, a
single quote around text, a typographic quote or an invisible space."#,
        why: r#"Characters that look like others often come in by copying from a web page or a chat. They cannot be read as code, even
where nothing seems wrong."#,
        wrong: r#"let open = true
let closed = !open"#,
        right: r#"let open = true
let closed = not open"#,
        mend: r#"Remove the character or replace it by what the hint names: `not` for `!`, `//` for `#`, straight double quotes for all
other ones, an ordinary space for an invisible one."#,
    };
    UNEXPECTED = Rule {
        code: "syntax/unexpected",
        severity: Error,
        tag: None,
        summary: "Something stands where it does not fit.",
        finds: r#"A word or sign cannot follow what comes before it: a bracket that closes nothing, an `else` without `if`, a second value
without a comma, `=` in the arguments of a call."#,
        why: r#"The program can be understood up to this place and not further. Often the sign comes from another language, or something
just before it is missing."#,
        wrong: r#"let stock = 3
if stock > 0 { print("available") }
else { print("sold out") }"#,
        right: r#"let stock = 3
if stock > 0 { print("available") } else { print("sold out") }"#,
        mend: r#"The message names what could stand here, the hint the usual remedy: put a comma between two values, keep `else` on the
line of `}`, name the arguments of a call with `:` and those of a decorator with `=`, put a map after `=>` of an arm
into parentheses."#,
    };
    VARIADIC = Rule {
        code: "syntax/variadic",
        severity: Error,
        tag: None,
        summary: "A variadic parameter is not the only and last one, or has a default.",
        finds: "A parameter `...name` is followed by another parameter, occurs twice, or has a default value.",
        why: r#"It takes all arguments that are left, so nothing remains for a parameter after it. Without arguments it is an empty
list, which leaves no use for a default."#,
        wrong: r#"fn log_all(...lines: Str, level: Str) {
    print(level, lines)
}"#,
        right: r#"fn log_all(level: Str, ...lines: Str) {
    print(level, lines)
}"#,
        mend: "Move the variadic parameter to the end, keep one of two, and remove its default.",
    };
}
