//! Names, fields and instances.

use crate::Rule;
use crate::Severity::{Error, Warning};

rules! {
    DUPLICATE_DEFINITION = Rule {
        code: "duplicate-definition",
        severity: Warning,
        tag: None,
        summary: "One name is declared for two things.",
        finds: "A file declares a function twice, a method of a type twice, or a function and a type or a variable of the same name. A
function with a decorator is used through it and not counted; a variable may be declared anew with `let`.",
        why: "Only one of the two can be reached by the name, and which one depends on the place of the call.",
        wrong: r#"
fn area(side: Int) -> Int => side * side
fn area(width: Int) -> Int => width * 2
print(area(3))"#,
        right: r#"
fn area(side: Int) -> Int => side * side
fn doubled(width: Int) -> Int => width * 2
print(area(3), doubled(3))"#,
        mend: "Rename one of them, or remove the one that is not used. For a varying number of arguments use default values.",
    };
    DUPLICATE_FIELD = Rule {
        code: "duplicate-field",
        severity: Warning,
        tag: None,
        summary: "A field is declared or given twice.",
        finds: "A `type` declares two fields of one name, or a struct literal gives a value to a field twice.",
        why: "A field has one type and one value; the other one is lost without a word.",
        wrong: r#"
type User { name: Str, role: Str }
print(User { name: "Ada", role: "dev", name: "Grace" })"#,
        right: r#"
type User { name: Str, role: Str }
print(User { name: "Grace", role: "dev" })"#,
        mend: "Remove one of the two, or rename it.",
    };
    FIELD_ASSIGN_NON_INSTANCE = Rule {
        code: "field-assign-non-instance",
        severity: Error,
        tag: None,
        summary: "A field is assigned on something that is no instance.",
        finds: "`x.field = value` where `x` is a built-in type, a tuple or a function, or may be `null`.",
        why: "Only instances of a `type` have fields that can be changed.",
        wrong: r#"
type User { name: Str }
fn rename(user: User?) {
    user.name = "Ada"
}"#,
        right: r#"
type User { name: Str }
fn rename(user: User?) {
    if user != null { user.name = "Ada" }
}"#,
        mend: "Test a nullable value for `null` first. The entries of a map are assigned by key: `m[\"name\"] = value`.",
    };
    FIELD_TYPE_MISMATCH = Rule {
        code: "field-type-mismatch",
        severity: Error,
        tag: None,
        summary: "A field gets a value of another type than it declares.",
        finds: "A struct literal or an assignment gives a field a value that does not fit its type.",
        why: "Everything that reads the field relies on the declared type.",
        wrong: r#"
type User { name: Str, age: Int }
print(User { name: "Ada", age: "36" })"#,
        right: r#"
type User { name: Str, age: Int }
print(User { name: "Ada", age: 36 })"#,
        mend: "Change the value, or the type in the declaration of the field.",
    };
    MISSING_FIELD = Rule {
        code: "missing-field",
        severity: Warning,
        tag: None,
        summary: "An instance is built without a field that it needs.",
        finds: "A struct literal leaves out a field that is not nullable and has no default. Fields of a `@table` that the database fills
(`@primary`, `@db_default`) and relations are not asked for.",
        why: "The program stops when it gets to the literal.",
        wrong: r#"
type User { name: Str, email: Str }
print(User { name: "Ada" })"#,
        right: r#"
type User { name: Str, email: Str }
print(User { name: "Ada", email: "ada@example.org" })"#,
        mend: "Give the field a value. If it may be left out, declare it with a default or as nullable.",
    };
    PRIVATE_FIELD_ASSIGN = Rule {
        code: "private-field-assign",
        severity: Error,
        tag: None,
        summary: "A private field is changed from outside of its type.",
        finds: "An assignment to a field whose name starts with `_`, outside of the methods of its type.",
        why: "The type relies on nobody else changing the field.",
        wrong: r#"
type Counter {
    _count: Int = 0
    fn value() -> Int => _count
}
let counter = Counter {}
counter._count = 5
print(counter.value())"#,
        right: r#"
type Counter {
    _count: Int = 0
    fn set(count: Int) { _count = count }
    fn value() -> Int => _count
}
let counter = Counter {}
counter.set(5)
print(counter.value())"#,
        mend: "Change the field in a method of the type, or remove the `_` if everybody may change it.",
    };
    PRIVATE_FIELD_INIT = Rule {
        code: "private-field-init",
        severity: Error,
        tag: None,
        summary: "A private field is set from outside of its type.",
        finds: "A struct literal outside of the methods of a type sets a field whose name starts with `_`.",
        why: "The type relies on setting the field itself.",
        wrong: r#"
type Account {
    owner: Str
    _balance: Int = 0
}
print(Account { owner: "Ada", _balance: 100 })"#,
        right: r#"
type Account {
    owner: Str
    _balance: Int = 0
    static fn with(owner: Str, balance: Int) -> Account => Account { owner: owner, _balance: balance }
}
print(Account.with("Ada", 100))"#,
        mend: "Give the field a default, or add a static method to the type that builds the instance.",
    };
    UNKNOWN_FIELD = Rule {
        code: "unknown-field",
        severity: Error,
        tag: None,
        summary: "A field is set that the type does not have.",
        finds: "A struct literal or an assignment names a field that the type does not declare.",
        why: "An instance has exactly the fields of its type. Most often the name is misspelt.",
        wrong: r#"
type User { name: Str, email: Str? }
print(User { name: "Ada", mail: "ada@example.org" })"#,
        right: r#"
type User { name: Str, email: Str? }
print(User { name: "Ada", email: "ada@example.org" })"#,
        mend: "Correct the spelling, or add the field to the type.",
    };
    UNKNOWN_STRUCT_TYPE = Rule {
        code: "unknown-struct-type",
        severity: Error,
        tag: None,
        summary: "An instance is built of a type that does not exist.",
        finds: "The name before `{ field: value }` is not a `type` of the file, not imported, and not a type of the language with fields.",
        why: "There is nothing to build. Where no instance is meant, a `{` after a name on the same line reads as one.",
        wrong: r#"
type Point { x: Int, y: Int }
print(Pont { x: 1, y: 2 })"#,
        right: r#"
type Point { x: Int, y: Int }
print(Point { x: 1, y: 2 })"#,
        mend: "Correct the spelling, declare the type, or import it.",
    };
    UNKNOWN_VARIABLE = Rule {
        code: "unknown-variable",
        severity: Error,
        tag: None,
        summary: "A name that nothing declares.",
        finds: "An expression uses a name that neither its function, nor the file, nor the language declares at that place. A
variable that is declared inside a block is gone after it, and a top-level variable is not known above its declaration: not in
functions either. Functions and types can be used everywhere.",
        why: "The program stops when it reaches the name.",
        wrong: r#"
let total = 3
print(totl, total)"#,
        right: r#"
let total = 3
print(total, total)"#,
        mend: "Correct the spelling, declare the variable before its first use and outside of the block, or import the name.",
    };
}
