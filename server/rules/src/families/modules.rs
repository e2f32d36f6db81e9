//! Imports and the modules that they lead to.

use crate::Rule;
use crate::Severity::{Error, Warning};

rules! {
    DEPENDENCY_MISSING = Rule {
        code: "dependency-missing",
        severity: Error,
        tag: None,
        summary: "A dependency is not where the manifest says, or offers nothing to import.",
        finds: "The directory of a dependency has no `fitz.toml`, its manifest has no `[lib]`, or the file that `[lib]` names does not
exist. It is reported at the dependency in `fitz.toml` and, in each file, at the first import of it.",
        why: "Dependencies are looked up before anything runs. With one of them missing no command of `fitz` does anything else.",
        wrong: r#"
//- /shop/fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
money = { path = "../mony" }
//- /shop/main.fitz
from money import format
print(format(3))
//- /money/fitz.toml
[package]
name = "money"
version = "0.1.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /money/lib.fitz
fn format(cents: Int) -> Str => "{cents} ct""#,
        right: r#"
//- /shop/fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
money = { path = "../money" }
//- /shop/main.fitz
from money import format
print(format(3))
//- /money/fitz.toml
[package]
name = "money"
version = "0.1.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /money/lib.fitz
fn format(cents: Int) -> Str => "{cents} ct""#,
        mend: "Correct the `path`, which leads from the manifest to the directory of the other one, or give the other package a
`[lib]` section with an `entry` that exists.",
    };
    DEPENDENCY_NOT_FETCHED = Rule {
        code: "dependency-not-fetched",
        severity: Warning,
        tag: None,
        summary: "A git dependency has not been fetched on this machine.",
        finds: "A dependency comes from a `git` address, and the directory where `fitz` keeps its checkouts (`FITZ_CACHE_DIR`, or
`.fitz/cache` in the home directory) has none of this address and version.",
        why: "The program may be right. But nothing is known about what it imports from there, so mistakes in its use are not found
and nothing is completed.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
slug = { git = "https://example.org/slug.git", tag = "v1.2.0" }
//- /main.fitz
from slug import slugify
print(slugify("A B"))"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
slug = { git = "https://example.org/slug.git", tag = "v1.2.0" }
//- /main.fitz
from slug import slugify
print(slugify("A B"))
//- /cache/git/example.org_slug.git@v1.2.0/fitz.toml
[package]
name = "slug"
version = "1.2.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /cache/git/example.org_slug.git@v1.2.0/lib.fitz
fn slugify(text: Str) -> Str => text.lower()"#,
        mend: "Run `fitz build` once: it fetches what is missing. These tools never use the network.",
    };
    DUPLICATE_IMPORT = Rule {
        code: "duplicate-import",
        severity: Warning,
        tag: None,
        summary: "Two imports bind the same name.",
        finds: "A file imports a name that an import above has bound already, from the same module or from another one.",
        why: "A name means one thing. The later import wins, and whoever reads the first one is misled.",
        wrong: r#"
//- /main.fitz
from metric import area
from imperial import area
print(area(2))
//- /metric.fitz
fn area(side: Int) -> Int => side * side
//- /imperial.fitz
fn area(side: Int) -> Int => side * side * 10"#,
        right: r#"
//- /main.fitz
from metric import area
from imperial import area as imperial_area
print(area(2), imperial_area(2))
//- /metric.fitz
fn area(side: Int) -> Int => side * side
//- /imperial.fitz
fn area(side: Int) -> Int => side * side * 10"#,
        mend: "Remove one of the imports, or give one of them another name with `as`.",
    };
    IMPORT_CYCLE = Rule {
        code: "import-cycle",
        severity: Error,
        tag: None,
        summary: "Modules import each other in a circle.",
        finds: "An import leads, directly or over further modules, back to the file that it stands in. It is reported at each import
of the circle; the message shows the whole way.",
        why: "A module runs from top to bottom when it is imported first. In a circle each module needs another one to be finished
before it, so the program is refused.",
        wrong: r#"
//- /orders.fitz
from customers import greet
fn order(name: Str) -> Str => greet(name)
//- /customers.fitz
from orders import order
fn greet(name: Str) -> Str => order(name)"#,
        right: r#"
//- /orders.fitz
from customers import greet
fn order(name: Str) -> Str => greet(name)
//- /customers.fitz
fn greet(name: Str) -> Str => "Dear {name}""#,
        mend: "Move what both sides need to a third module that imports neither of them, or hand it over as an argument.",
    };
    IMPORT_REEXPORT = Rule {
        code: "import-reexport",
        severity: Warning,
        tag: None,
        summary: "A name is imported from a module that only imports it itself.",
        finds: "`from m import x`, where the module `m` does not declare `x` but imports it from elsewhere.",
        why: "A module passes on what it declares, not what it imports.",
        wrong: r#"
//- /main.fitz
from shapes import area
print(area(2))
//- /shapes.fitz
from squares import area
fn double(side: Int) -> Int => area(side) * 2
//- /squares.fitz
fn area(side: Int) -> Int => side * side"#,
        right: r#"
//- /main.fitz
from squares import area
print(area(2))
//- /shapes.fitz
from squares import area
fn double(side: Int) -> Int => area(side) * 2
//- /squares.fitz
fn area(side: Int) -> Int => side * side"#,
        mend: "Import the name from the module that declares it, or declare a function in between that calls it.",
    };
    IMPORT_SELF = Rule {
        code: "import-self",
        severity: Error,
        tag: None,
        summary: "A module imports itself.",
        finds: "An import whose path leads to the file that it stands in.",
        why: "It is the shortest circle of imports, and refused like all of them.",
        wrong: r#"
//- /prices.fitz
from prices import net
fn gross(price: Int) -> Int => net(price) * 2
fn net(price: Int) -> Int => price"#,
        right: r#"
//- /prices.fitz
fn gross(price: Int) -> Int => net(price) * 2
fn net(price: Int) -> Int => price"#,
        mend: "Remove the import: what a file declares is known in all of it.",
    };
    IMPORT_UNKNOWN_NAME = Rule {
        code: "import-unknown-name",
        severity: Error,
        tag: None,
        summary: "A module does not declare the name that is imported from it.",
        finds: "`from m import x`, where the module `m` has no function, type or variable `x` at top level. Nothing is reported while
the module has syntax errors, nor for Python modules and views.",
        why: "The program stops when it loads the import.",
        wrong: r#"
//- /main.fitz
from numbers import doubel
print(doubel(4))
//- /numbers.fitz
fn double(n: Int) -> Int => n * 2"#,
        right: r#"
//- /main.fitz
from numbers import double
print(double(4))
//- /numbers.fitz
fn double(n: Int) -> Int => n * 2"#,
        mend: "Correct the name; the hint shows the closest one of the module. If it is declared inside a function or a block,
move it to the top level.",
    };
    MODULE_NOT_FOUND = Rule {
        code: "module-not-found",
        severity: Error,
        tag: None,
        summary: "There is no file for an imported module.",
        finds: "Neither the directory of the importing file nor a dependency has a `.fitz` or `.fitzv` file for the path of an import.
A package's own name leads to its library in tests only.",
        why: "The program stops when it loads the import.",
        wrong: r#"
//- /main.fitz
from geo.aera import square
print(square(3))
//- /geo/area.fitz
fn square(side: Int) -> Int => side * side"#,
        right: r#"
//- /main.fitz
from geo.area import square
print(square(3))
//- /geo/area.fitz
fn square(side: Int) -> Int => side * side"#,
        mend: "Correct the path. It starts in the directory of the importing file, so that a file cannot import from a directory
above its own; or it starts with the name of a dependency from `fitz.toml`.",
    };
    STUB_MALFORMED = Rule {
        code: "stub-malformed",
        severity: Warning,
        tag: None,
        summary: "The stub of a Python module is not valid Python.",
        finds: "A file `name.pyi` next to the program is there to tell what the Python module `name` declares, and a bracket or a quote in
it is not closed. It is reported where the module is imported.",
        why: "The program runs as it would without the stub: what it imports from the module can be anything, so mistakes in its use are
not found.",
        wrong: r#"
//- /main.fitz
from python import money
print(money)
//- /money.pyi
def gross(net: int -> int: ..."#,
        right: r#"
//- /main.fitz
from python import money
print(money)
//- /money.pyi
def gross(net: int) -> int: ..."#,
        mend: "Open the stub and close what is open.",
    };
}
