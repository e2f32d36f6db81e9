//! Calls of functions, methods and closures.

use crate::Rule;
use crate::Severity::{Error, Warning};

rules! {
    ARGUMENT_TYPE_MISMATCH = Rule {
        code: "argument-type-mismatch",
        severity: Error,
        tag: None,
        summary: "An argument has another type than its parameter.",
        finds: "A function, a function value or a method of a user type gets an argument whose type does not fit the declared one.
An `Int` fits a `Float`, and `null` fits a `T?`. When an argument of a function is named, the types of that call are not compared.",
        why: "The function would go on with a value that it is not written for, and stop at the first operation that the value does
not have.",
        wrong: r#"
fn greet(name: Str, times: Int) -> Str => name.repeat(times)
print(greet("hello", "twice"))"#,
        right: r#"
fn greet(name: Str, times: Int) -> Str => name.repeat(times)
print(greet("hello", 2))"#,
        mend: "Pass a value of the declared type. A `T?` needs a test for `null` first, a `Result` a `?` or `match`, a `Future` an
`.await`. If the parameter is too narrow, change its type.",
    };
    CALL_ARITY = Rule {
        code: "call-arity",
        severity: Error,
        tag: None,
        summary: "A function gets too many or too few arguments.",
        finds: "The count of arguments is not one that the function takes. Parameters with a default may be left out when the function
is called by its own name, and `...rest` takes any number. A function in a variable takes exactly one argument per parameter.",
        why: "A parameter would have no value, or a value would be lost.",
        wrong: r#"
fn area(width: Int, height: Int) -> Int => width * height
print(area(3))"#,
        right: r#"
fn area(width: Int, height: Int) -> Int => width * height
print(area(3, 4))"#,
        mend: "Add the arguments that are missing or remove those that are too many. To make an argument optional, give its parameter
a default: `height: Int = 1`.",
    };
    CALLBACK_ARITY = Rule {
        code: "callback-arity",
        severity: Error,
        tag: None,
        summary: "A function given to a method takes another number of parameters than it is called with.",
        finds: "A method of a built-in type, such as `map` or `sort_by`, gets a function with too many or too few parameters.",
        why: "The method calls the function for each element with a fixed number of arguments, and every call would fail.",
        wrong: r#"
let names = ["Ada", "Grace"]
print(names.map(fn(name, index) => "{index}: {name}"))"#,
        right: r#"
let names = ["Ada", "Grace"]
print(names.enumerate().map(fn(pair) => "{pair.0}: {pair.1}"))"#,
        mend: "Write as many parameters as the method passes: one for most methods of a list, two for `reduce`, `scan`, `sort_by`,
`zip_with` and `Map.filter`.",
    };
    CALLBACK_NOT_FUNCTION = Rule {
        code: "callback-not-function",
        severity: Error,
        tag: None,
        summary: "A method that expects a function gets something else.",
        finds: "A method of a built-in type that calls its argument, such as `map` or `filter`, gets a value that is not a function.",
        why: "The method has nothing to call, and the program stops there.",
        wrong: r#"
let prices = [3, 5, 8]
print(prices.filter(5))"#,
        right: r#"
let prices = [3, 5, 8]
print(prices.filter(fn(price) => price == 5))"#,
        mend: "Write a function in place, `fn(it) => …`, or give the name of one without calling it: `xs.map(double)`, not
`xs.map(double(1))`.",
    };
    CALLBACK_PARAM_TYPE = Rule {
        code: "callback-param-type",
        severity: Error,
        tag: None,
        summary: "A function given to a method cannot take the values that it is called with.",
        finds: "A method of a built-in type passes values of one type to its function, and the parameter is declared with another one.
Of a function with two parameters either type may be the wider one.",
        why: "The function would be called with values that it is not written for.",
        wrong: r#"
let names = ["Ada", "Grace"]
print(names.map(fn(n: Int) => n + 1))"#,
        right: r#"
let names = ["Ada", "Grace"]
print(names.map(fn(n: Str) => n.len() + 1))"#,
        mend: "Declare the parameter with the type of the elements, or leave its type out: many methods tell it to the function.",
    };
    CALLBACK_RETURN_TYPE = Rule {
        code: "callback-return-type",
        severity: Error,
        tag: None,
        summary: "A function given to a method gives a value that the method cannot use.",
        finds: "A method of a built-in type needs a certain result of its function, such as a `Bool` for `filter` or a list for
`flat_map`, and the function gives another type.",
        why: "The method cannot go on with that value, and the program stops at the first element.",
        wrong: r#"
let names = ["Ada", "Grace"]
print(names.filter(fn(name) => name.len()))"#,
        right: r#"
let names = ["Ada", "Grace"]
print(names.filter(fn(name) => name.len() > 3))"#,
        mend: "Give the type that the method needs. A block gives nothing by itself: write `return` in it, or use `=>`.",
    };
    DB_TRANSACTION_CALLBACK = Rule {
        code: "db-transaction-callback",
        severity: Error,
        tag: None,
        summary: "A transaction gets something other than a function that gives a `Result`.",
        finds: "The argument of `DbConn.transaction` is not a function, or its result, waited for if it is async, is not a `Result`.",
        why: "The result decides whether the changes are kept (`Ok`) or undone (`Err`). Without one the transaction cannot end.",
        wrong: r#"
async fn clear(conn: DbConn) -> Result<Int> {
    return conn.transaction(fn(tx: DbConn) => tx.is_closed()).await
}"#,
        right: r#"
async fn clear(conn: DbConn) -> Result<Int> {
    return conn.transaction(async fn(tx: DbConn) {
        let removed = tx.exec("DELETE FROM carts", []).await?
        return Ok(removed)
    }).await
}"#,
        mend: "Give a function with one parameter for the connection, and let it return `Ok(…)` or `Err(…)`.",
    };
    DUPLICATE_ARGUMENT_NAME = Rule {
        code: "duplicate-argument-name",
        severity: Warning,
        tag: None,
        summary: "A parameter gets two arguments.",
        finds: "A named argument of a call names a parameter that an earlier argument, named or by position, already fills.",
        why: "The call is accepted, but fails when it runs: the parameter has two values, and another one may have none.",
        wrong: r#"
fn area(width: Int, height: Int) -> Int => width * height
print(area(3, width: 4))"#,
        right: r#"
fn area(width: Int, height: Int) -> Int => width * height
print(area(3, height: 4))"#,
        mend: "Give the argument the name of the parameter that is meant, or remove it.",
    };
    IMPORTED_METHOD_ARGUMENTS = Rule {
        code: "imported-method-arguments",
        severity: Warning,
        tag: None,
        summary: "A method of an imported type gets arguments that do not fit its parameters.",
        finds: "The count or the type of the arguments of a method is not what it declares, and its type is declared in another file.
Parameters with a default may be left out.",
        why: "Members of imported types are not looked at before the program runs. This call fails when it is reached.",
        wrong: r#"
//- /main.fitz
from shapes import unit
print(unit().scaled("wide"))
//- /shapes.fitz
type Circle {
    radius: Float
    fn scaled(by: Float) -> Circle => Circle { radius: radius * by }
}
fn unit() -> Circle => Circle { radius: 1.0 }"#,
        right: r#"
//- /main.fitz
from shapes import unit
print(unit().scaled(2.0))
//- /shapes.fitz
type Circle {
    radius: Float
    fn scaled(by: Float) -> Circle => Circle { radius: radius * by }
}
fn unit() -> Circle => Circle { radius: 1.0 }"#,
        mend: "Pass what the method declares.",
    };
    LIST_ELEMENT_TYPE = Rule {
        code: "list-element-type",
        severity: Error,
        tag: None,
        summary: "A method of a list gets an element of another type than the list holds.",
        finds: "`push`, `contains`, `insert_at`, `intersperse`, `chain`, `starts_with` or `ends_with` gets an element, or a list of
elements, that does not fit the element type of the list.",
        why: "A list has one type of elements, and whoever reads it relies on that.",
        wrong: r#"
let ages = [31, 45]
ages.push("fifty")
print(ages)"#,
        right: r#"
let ages = [31, 45]
ages.push(50)
print(ages)"#,
        mend: "Convert the value, or declare the list for both kinds: `let values: List<Any> = […]`.",
    };
    METHOD_ARGUMENT_TYPE = Rule {
        code: "method-argument-type",
        severity: Error,
        tag: None,
        summary: "A method of a built-in type gets an argument of the wrong type.",
        finds: "The type of an argument does not fit what a method of a built-in type expects. The messages that a `WsConn` sends are
compared with its type too.",
        why: "The method cannot do its work with that value: the program stops, or a client gets a message that it does not know.",
        wrong: r#"
let words = "a,b"
print(words.split(1))"#,
        right: r#"
let words = "a,b"
print(words.split(","))"#,
        mend: "Pass a value of the expected type. A `T?` needs a test for `null` first, a `Result` a `?` or `match`.",
    };
    METHOD_ARITY = Rule {
        code: "method-arity",
        severity: Error,
        tag: None,
        summary: "A method gets too many or too few arguments.",
        finds: "The count of arguments is not the one that the method declares. For methods of your own types this holds also for
parameters with a default: a call gives them all.",
        why: "A parameter would have no value, or a value would be lost.",
        wrong: r#"
let title = "fitz"
print(title.replace("f"))"#,
        right: r#"
let title = "fitz"
print(title.replace("f", "F"))"#,
        mend: "Add the arguments that are missing or remove those that are too many.",
    };
    METHOD_NOT_FOUND = Rule {
        code: "method-not-found",
        severity: Error,
        tag: None,
        summary: "A built-in type has no method of that name.",
        finds: "A method is called that the type of the value does not have. `Bool`, `Null`, `Result`, `Future`, tuples and functions
have none. The operators of database columns exist only inside of queries.",
        why: "The program stops when it reaches the call.",
        wrong: r#"
let names = ["Ada", "Grace"]
print(names.lenght())"#,
        right: r#"
let names = ["Ada", "Grace"]
print(names.len())"#,
        mend: "Correct the name. Take the value out of a `Result` with `?` or `match`, and out of a `Future` with `.await`, before you
call its methods.",
    };
    MODULE_CALL_ARITY = Rule {
        code: "module-call-arity",
        severity: Warning,
        tag: None,
        summary: "A function of a module gets too many or too few arguments.",
        finds: "A function is called through its module, as in `hash.verify(…)`, and the count of arguments is not one that it takes.",
        why: "Calls through a module are not checked before the program runs. This one fails when it is reached.",
        wrong: r#"
let stored = hash.password("secret")
print(hash.verify(stored))"#,
        right: r#"
let stored = hash.password("secret")
print(hash.verify("secret", stored))"#,
        mend: "Add the arguments that are missing or remove those that are too many.",
    };
    MODULE_MEMBER_UNKNOWN = Rule {
        code: "module-member-unknown",
        severity: Warning,
        tag: None,
        summary: "A module has no such member.",
        finds: "A name after the dot is not declared by the module before it: one of the language, such as `log`, an imported file, or
the constructors of `Date`, `DateTime` and `Uuid`. What a file imports itself is left alone.",
        why: "Members of modules are not looked up before the program runs. It stops when it reaches this one.",
        wrong: r#"log.inof("started")"#,
        right: r#"log.info("started")"#,
        mend: "Correct the name, or declare it in the module.",
    };
    NESTED_LIST_REQUIRED = Rule {
        code: "nested-list-required",
        severity: Error,
        tag: None,
        summary: "`flatten` is called on a list that holds no lists.",
        finds: "The elements of the list on which `flatten` is called are not lists.",
        why: "`flatten` joins the inner lists of a list. Without inner lists there is nothing to join.",
        wrong: r#"
let numbers = [1, 2, 3]
print(numbers.flatten())"#,
        right: r#"
let numbers = [[1, 2], [3]]
print(numbers.flatten())"#,
        mend: "Remove the call, or look at where the list comes from: `map` with a function that gives lists makes nested lists, and
`flat_map` joins them at once.",
    };
    NOT_CALLABLE = Rule {
        code: "not-callable",
        severity: Error,
        tag: None,
        summary: "Something is called that is not a function.",
        finds: "Parentheses with arguments follow a value that is not a function. A function that can be `null` counts as well.",
        why: "Only functions can be called; the program stops here.",
        wrong: r#"
let total = 3
print(total(4))"#,
        right: r#"
let total = 3
print(total * 4)"#,
        mend: "Remove the parentheses, or call the function that is meant. Test a function that can be `null` first. A variable that
has the name of a function hides it: give it another name.",
    };
    NUMERIC_LIST_REQUIRED = Rule {
        code: "numeric-list-required",
        severity: Error,
        tag: None,
        summary: "A method for lists of numbers is called on another list.",
        finds: "`min`, `max`, `sum` or `product` is called on a list whose elements are neither `Int` nor `Float`.",
        why: "Only numbers can be added, multiplied and ordered by these methods.",
        wrong: r#"
let lengths = ["3", "5"]
print(lengths.sum())"#,
        right: r#"
let lengths = [3, 5]
print(lengths.sum())"#,
        mend: "Make a list of numbers first, e.g. `words.map(fn(word) => word.len()).sum()`. To choose an element by a number of its
own, use `max_by` and `min_by`.",
    };
    ORM_AGGREGATED_TERMINAL = Rule {
        code: "orm-aggregated-terminal",
        severity: Error,
        tag: None,
        summary: "Rows are asked of a grouped query.",
        finds: "`all`, `first`, `update` or `delete` ends a query that has been grouped with `group_by`.",
        why: "After grouping the query has one entry per group, not the rows themselves.",
        wrong: r#"
@table("links")
type Link { @primary id: Int = 0, owner: Str }

async fn owners(conn: DbConn) {
    print(Link.group_by(fn(link) => link.owner).all(conn).await)
}"#,
        right: r#"
@table("links")
type Link { @primary id: Int = 0, owner: Str }

async fn owners(conn: DbConn) {
    print(Link.group_by(fn(link) => link.owner).count(conn).await)
}"#,
        mend: "End the query with `count`, `sum`, `avg`, `min` or `max`, or leave `group_by` out.",
    };
    ORM_BULK_INSERT_ARITY = Rule {
        code: "orm-bulk-insert-arity",
        severity: Error,
        tag: None,
        summary: "`bulk_insert` gets too many or too few arguments.",
        finds: "`bulk_insert` gets other than two or three arguments: the rows, the connection, and the size of a batch if wanted.",
        why: "The rows have to be stored somewhere, and the call fails without one of the two.",
        wrong: r#"
@table("links")
type Link { @primary id: Int = 0, owner: Str }

async fn store(links: List<Link>) {
    print(Link.bulk_insert(links).await)
}"#,
        right: r#"
@table("links")
type Link { @primary id: Int = 0, owner: Str }

async fn store(links: List<Link>, conn: DbConn) {
    print(Link.bulk_insert(links, conn).await)
}"#,
        mend: "Write `Type.bulk_insert(rows, db)`. Unlike in `insert`, the rows come first.",
    };
    ORM_NAVIGATION_ARITY = Rule {
        code: "orm-navigation-arity",
        severity: Error,
        tag: None,
        summary: "A relation gets more than one argument.",
        finds: "A relation of a `@table` type is called with more than one argument.",
        why: "A relation takes a connection and gives the related rows, or nothing and gives a query. There is no other form.",
        wrong: r#"
@table("users")
type User { @primary id: Int = 0, name: Str }

@table("links")
type Link { @primary id: Int = 0, @belongs_to("User") user_id: Int, user: User? = null }

async fn owner(link: Link, conn: DbConn) {
    print(link.user(conn, 1).await)
}"#,
        right: r#"
@table("users")
type User { @primary id: Int = 0, name: Str }

@table("links")
type Link { @primary id: Int = 0, @belongs_to("User") user_id: Int, user: User? = null }

async fn owner(link: Link, conn: DbConn) {
    print(link.user(conn).await)
}"#,
        mend: "Pass the connection alone. To narrow the rows, start with the query: `user.links().where(…).all(db)`.",
    };
    ORM_ORDER_BY_FLAG = Rule {
        code: "orm-order-by-flag",
        severity: Error,
        tag: None,
        summary: "The direction of `order_by` is not a `Bool`.",
        finds: "The second argument of `order_by` on a query is not a `Bool`.",
        why: "The argument `ascending` knows two directions, and other values do not name one.",
        wrong: r#"
@table("links")
type Link { @primary id: Int = 0, clicks: Int = 0 }

async fn top(conn: DbConn) {
    print(Link.where(fn(link) => link.clicks > 0).order_by(fn(link) => link.clicks, "desc").all(conn).await)
}"#,
        right: r#"
@table("links")
type Link { @primary id: Int = 0, clicks: Int = 0 }

async fn top(conn: DbConn) {
    print(Link.where(fn(link) => link.clicks > 0).order_by(fn(link) => link.clicks, ascending: false).all(conn).await)
}"#,
        mend: "Write `ascending: false` for the largest first, or leave the argument out for the smallest first.",
    };
    ORM_UNKNOWN_METHOD = Rule {
        code: "orm-unknown-method",
        severity: Error,
        tag: None,
        summary: "A query has no method of that name.",
        finds: "A method is called on a query, or on a grouped query, that it does not have.",
        why: "The program stops when it reaches the call; nothing is sent to the database.",
        wrong: r#"
@table("links")
type Link { @primary id: Int = 0, clicks: Int = 0 }

async fn top(conn: DbConn) {
    print(Link.where(fn(link) => link.clicks > 0).sort_by(fn(link) => link.clicks).all(conn).await)
}"#,
        right: r#"
@table("links")
type Link { @primary id: Int = 0, clicks: Int = 0 }

async fn top(conn: DbConn) {
    print(Link.where(fn(link) => link.clicks > 0).order_by(fn(link) => link.clicks).all(conn).await)
}"#,
        mend: "Use a method of queries. To work on the rows as a list, fetch them first: `.all(db).await?`.",
    };
    PAIR_LIST_REQUIRED = Rule {
        code: "pair-list-required",
        severity: Error,
        tag: None,
        summary: "`to_map` is called on a list that holds no pairs.",
        finds: "The elements of the list on which `to_map` is called are not tuples of two.",
        why: "Each pair becomes a key and its value; other elements have no key.",
        wrong: r#"
let names = ["Ada", "Grace"]
print(names.to_map())"#,
        right: r#"
let names = ["Ada", "Grace"]
print(names.map(fn(name) => (name, name.len())).to_map())"#,
        mend: "Make pairs first, with `map` and a tuple, with `zip` or with `enumerate`; or use `zip_to_map`.",
    };
    PRIVATE_METHOD_CALL = Rule {
        code: "private-method-call",
        severity: Error,
        tag: None,
        summary: "A private method is called from outside of its type.",
        finds: "A method whose name starts with `_` is called by code that is not a method of the same type.",
        why: "Such a method is a detail of the type: it may change or rely on steps that only the type itself takes care of.",
        wrong: r#"
type Counter {
    count: Int = 0
    fn _next() -> Int => count + 1
}
print(Counter {}._next())"#,
        right: r#"
type Counter {
    count: Int = 0
    fn next() -> Int => count + 1
}
print(Counter {}.next())"#,
        mend: "Call a public method of the type. If the method is meant for others, remove the `_` from its name.",
    };
    SECRET_EXPOSE_ARGS = Rule {
        code: "secret-expose-args",
        severity: Error,
        tag: None,
        summary: "`expose` gets an argument.",
        finds: "`expose` of a `Secret` is called with arguments.",
        why: "It gives the hidden value and has nothing to choose from.",
        wrong: r#"
fn header(key: Secret<Str>) -> Str => "Bearer {key.expose(true)}""#,
        right: r#"
fn header(key: Secret<Str>) -> Str => "Bearer {key.expose()}""#,
        mend: "Write `.expose()` with empty parentheses.",
    };
    SECRET_NO_METHOD = Rule {
        code: "secret-no-method",
        severity: Error,
        tag: None,
        summary: "A method other than `expose` is called on a `Secret`.",
        finds: "A method is called on a `Secret` that only its hidden value could have.",
        why: "A secret keeps its value from being printed or used by accident, so it has none of the value's methods.",
        wrong: r#"
fn is_long(key: Secret<Str>) -> Bool => key.len() > 20"#,
        right: r#"
fn is_long(key: Secret<Str>) -> Bool => key.expose().len() > 20"#,
        mend: "Take the value out with `.expose()`, as late as possible and only where the plain value is needed.",
    };
    SPAWN_ARITY = Rule {
        code: "spawn-arity",
        severity: Error,
        tag: None,
        summary: "`spawn` gets no argument or several.",
        finds: "`spawn` is called with other than exactly one argument.",
        why: "It starts one call of one function.",
        wrong: r#"
@background
async fn notify(name: Str) { log.info("notify", name: name) }

spawn(notify("Ada"), notify("Grace"))"#,
        right: r#"
@background
async fn notify(name: Str) { log.info("notify", name: name) }

spawn(notify("Ada"))
spawn(notify("Grace"))"#,
        mend: "Write one `spawn` for each call.",
    };
    SPAWN_CALLEE = Rule {
        code: "spawn-callee",
        severity: Error,
        tag: None,
        summary: "`spawn` gets a call of something that is not a plain name.",
        finds: "The call that `spawn` shall start is of a method, of a member of a module, or of another expression.",
        why: "The runtime finds functions that run in the background by their own name.",
        wrong: r#"
type Mailer {
    sender: Str
    async fn welcome(name: Str) { log.info("welcome", sender: sender, name: name) }
}

fn register(mailer: Mailer) {
    spawn(mailer.welcome("Ada"))
}"#,
        right: r#"
type Mailer {
    sender: Str
    async fn welcome(name: Str) { log.info("welcome", sender: sender, name: name) }
}

@background
async fn welcome(mailer: Mailer, name: Str) { mailer.welcome(name).await }

fn register(mailer: Mailer) {
    spawn(welcome(mailer, "Ada"))
}"#,
        mend: "Put the work into a function with `@background` and start that by its name. A function of another module is imported
with `from module import name`.",
    };
    SPAWN_NOT_A_CALL = Rule {
        code: "spawn-not-a-call",
        severity: Error,
        tag: None,
        summary: "`spawn` gets something other than a call.",
        finds: "The argument of `spawn` is not a call: the name of a function, a closure, or another value.",
        why: "The call itself, with its arguments, is what runs in the background.",
        wrong: r#"
@background
async fn refresh() { log.info("refresh") }

spawn(refresh)"#,
        right: r#"
@background
async fn refresh() { log.info("refresh") }

spawn(refresh())"#,
        mend: "Write the call with its parentheses: `spawn(refresh())`.",
    };
    SPAWN_NOT_BACKGROUND = Rule {
        code: "spawn-not-background",
        severity: Error,
        tag: None,
        summary: "`spawn` starts a function that is not marked with `@background`.",
        finds: "The function whose call is given to `spawn` has no decorator `@background`, in this file or where it is imported from.",
        why: "Only functions with the decorator are prepared to run on their own, with retries and logs.",
        wrong: r#"
async fn refresh() { log.info("refresh") }

spawn(refresh())"#,
        right: r#"
@background
async fn refresh() { log.info("refresh") }

spawn(refresh())"#,
        mend: "Write `@background` above the function, or call it without `spawn`.",
    };
    STATIC_CALL = Rule {
        code: "static-call",
        severity: Warning,
        tag: None,
        summary: "A static method is called on a value, or a method of values on the type.",
        finds: "A method that is declared with `static` is called on a value, or one without `static` on the name of its type.",
        why: "A static method has no fields to work on, any other method needs them. The call is accepted, but fails when it runs.",
        wrong: r#"
type Circle {
    radius: Float
    fn area() -> Float => 3.14 * radius * radius
}
print(Circle.area())"#,
        right: r#"
type Circle {
    radius: Float
    fn area() -> Float => 3.14 * radius * radius
}
print(Circle { radius: 2.0 }.area())"#,
        mend: "Call static methods on the type, `Circle.unit()`, and the others on a value, `circle.area()`.",
    };
    STATIC_CALL_ARGUMENTS = Rule {
        code: "static-call-arguments",
        severity: Warning,
        tag: None,
        summary: "A static method gets arguments that do not fit its parameters.",
        finds: "The count or the type of the arguments of a static method is not what it declares. The constructors of `Date`,
`DateTime` and `Uuid` count too.",
        why: "Calls on the name of a type are not checked before the program runs. This one fails when it is reached.",
        wrong: r#"
type Circle {
    radius: Float
    static fn of(radius: Float) -> Circle => Circle { radius: radius }
}
print(Circle.of("wide"))"#,
        right: r#"
type Circle {
    radius: Float
    static fn of(radius: Float) -> Circle => Circle { radius: radius }
}
print(Circle.of(2.5))"#,
        mend: "Pass what the method declares.",
    };
    UNKNOWN_ARGUMENT_NAME = Rule {
        code: "unknown-argument-name",
        severity: Warning,
        tag: None,
        summary: "A named argument has a name that no parameter has.",
        finds: "The name of an argument is not the name of a parameter of the function or method that is called.",
        why: "Names of arguments are not compared before the program runs. This call fails when it is reached.",
        wrong: r#"
fn area(width: Int, height: Int) -> Int => width * height
print(area(width: 3, heigth: 4))"#,
        right: r#"
fn area(width: Int, height: Int) -> Int => width * height
print(area(width: 3, height: 4))"#,
        mend: "Use the name of a parameter, or pass the argument by its position.",
    };
    UNKNOWN_METHOD = Rule {
        code: "unknown-method",
        severity: Warning,
        tag: None,
        summary: "A declared type has no method of that name.",
        finds: "A method is called on a value of a declared type, or on its name, that the type does not have: there is no method, no
relation, and no field that holds a function of that name.",
        why: "Methods of declared types are looked up when the call runs, and this one is not found then.",
        wrong: r#"
type Circle {
    radius: Float
    fn area() -> Float => 3.14 * radius * radius
}
let circle = Circle { radius: 2.0 }
print(circle.aera())"#,
        right: r#"
type Circle {
    radius: Float
    fn area() -> Float => 3.14 * radius * radius
}
let circle = Circle { radius: 2.0 }
print(circle.area())"#,
        mend: "Correct the name or declare the method. A field is read without parentheses.",
    };
}
