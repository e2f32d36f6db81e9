//! Type annotations and declarations of types.

use crate::Rule;
use crate::Severity::{Error, Warning};

rules! {
    FIELD_DEFAULT_MISMATCH = Rule {
        code: "field-default-mismatch",
        severity: Error,
        tag: None,
        summary: "The default of a field is not of the type of the field.",
        finds: "The default value of a field is a literal of another type than the field declares. An `Int` for a `Float`, `null`
for a type with `?`, and a text for a `Date`, a `DateTime` or a `Uuid` are fine. Defaults that are not literals are not compared.",
        why: "Every instance that leaves the field out would hold a value of the wrong type.",
        wrong: r#"
type Product { name: Str, stock: Int = "none" }
print(Product { name: "Tea" })"#,
        right: r#"
type Product { name: Str, stock: Int = 0 }
print(Product { name: "Tea" })"#,
        mend: "Change the default or the type. For a field that may have no value, declare `T?` with the default `null`.",
    };
    IMPORTED_TYPE_USE = Rule {
        code: "imported-type-use",
        severity: Warning,
        tag: None,
        summary: "What is done with a member of an imported type does not fit its declaration.",
        finds: "A field or a method of a type that another file declares is used as a value of another type, a field is set that the
type does not have, or a private field is set from outside. In the file of the type, the same is an error of its own. Nothing is
reported because a member may be `null`.",
        why: "Fitz does not look at the members of imported types before the program runs. The program stops when it gets here.",
        wrong: r#"
//- /main.fitz
from people import User
fn label(user: User) -> Str => "no. " + user.id
print(label(User { id: 1 }))
//- /people.fitz
type User { id: Int }"#,
        right: r#"
//- /main.fitz
from people import User
fn label(user: User) -> Str => "no. {user.id}"
print(label(User { id: 1 }))
//- /people.fitz
type User { id: Int }"#,
        mend: "Do what the message says, or change the declaration of the type.",
    };
    RECURSIVE_TYPE = Rule {
        code: "recursive-type",
        severity: Warning,
        tag: None,
        summary: "A type needs an instance of itself to be built.",
        finds: "A field that is required holds an instance of the same type, directly or through other types. A nullable field, a
field with a default, a `List`, a `Map` and the relations of a `@table` end the chain and are not reported.",
        why: "The first instance can never be built, because it needs one that exists before it.",
        wrong: r#"
type Folder { name: Str, parent: Folder }
fn show(folder: Folder) { print(folder.name) }"#,
        right: r#"
type Folder { name: Str, parent: Folder? }
fn show(folder: Folder) { print(folder.name) }"#,
        mend: "Make the field nullable (`T?`) or a `List<T>`, or give it a default.",
    };
    TYPE_ARITY = Rule {
        code: "type-arity",
        severity: Error,
        tag: None,
        summary: "A built-in type has the wrong number of type arguments.",
        finds: "`List`, `Future` and `Secret` take one type argument, `Map` takes two, `Result` and `WsConn` take one or two, and all
other built-in types none.",
        why: "The annotation does not say what the value holds, so nothing about it can be checked.",
        wrong: r#"
fn total(prices: Map<Int>) -> Int => prices.len()
print(total({}))"#,
        right: r#"
fn total(prices: Map<Str, Int>) -> Int => prices.len()
print(total({}))"#,
        mend: "Write the form that the hint shows. Where the parts may be anything, say so: `List<Any>`.",
    };
    TYPE_NOT_GENERIC = Rule {
        code: "type-not-generic",
        severity: Error,
        tag: None,
        summary: "A declared type is given type arguments.",
        finds: "An annotation writes `<...>` after the name of a `type`. Only built-in types have type parameters.",
        why: "A `type` has fixed fields, so the arguments could have no effect.",
        wrong: r#"
type Page { items: List<Str> }
fn first(page: Page<Str>) -> Str => page.items[0]"#,
        right: r#"
type Page { items: List<Str> }
fn first(page: Page) -> Str => page.items[0]"#,
        mend: "Remove the part between `<` and `>`. For another kind of content declare another type, or use `Any` in the field.",
    };
    TYPE_REDECLARED = Rule {
        code: "type-redeclared",
        severity: Error,
        tag: None,
        summary: "Two types have the same name.",
        finds: "A file declares a `type` twice, or declares one with the name of a type of the language that has fields: `Request`,
`Response`, `File`, `HttpClientResponse`, `SmtpResult`, `Cookie`.",
        why: "Annotations and struct literals know a type by its name alone. With two of them it is open which one is meant.",
        wrong: r#"
type Point { x: Int, y: Int }
type Point { x: Float, y: Float }"#,
        right: r#"
type Point { x: Int, y: Int }
type PrecisePoint { x: Float, y: Float }"#,
        mend: "Rename one of the two types.",
    };
    UNCHECKED_ANNOTATION = Rule {
        code: "unchecked-annotation",
        severity: Warning,
        tag: None,
        summary: "An annotation means no type, at a place where Fitz does not look at it.",
        finds: "A type that is not declared, or that has the wrong type arguments, is named in a branch of `if`, in an arm of `match`, in
a function without a name, or in a method. Elsewhere the same is an error.",
        why: "Fitz takes the annotation for `Any` without a word, so the value is never checked.",
        wrong: r#"
fn show(is_long: Bool) {
    if is_long {
        let title: Sting = "Report"
        print(title)
    }
}"#,
        right: r#"
fn show(is_long: Bool) {
    if is_long {
        let title: Str = "Report"
        print(title)
    }
}"#,
        mend: "Correct the name, declare the type, or import it.",
    };
    UNKNOWN_TYPE = Rule {
        code: "unknown-type",
        severity: Error,
        tag: None,
        summary: "An annotation names a type that does not exist.",
        finds: "A name in an annotation is neither a built-in type, nor a `type` of the file, nor imported.",
        why: "What is meant to be checked is not: the value counts as `Any` until the name is right.",
        wrong: r#"
fn greet(name: String) { print("hello {name}") }
greet("Ada")"#,
        right: r#"
fn greet(name: Str) { print("hello {name}") }
greet("Ada")"#,
        mend: "Correct the spelling, declare the type, or import it with `from module import Name`. The built-in types are `Int`,
`Float`, `Str`, `Bool`, `Null`, `Bytes`, `List`, `Map` and a few more; a value that may be missing is `T?`.",
    };
}
