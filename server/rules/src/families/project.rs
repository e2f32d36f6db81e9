//! `fitz.toml`, and the comments that silence findings.

use crate::Rule;
use crate::Severity::{Error, Hint, Warning};
use crate::Tag::Unnecessary;

rules! {
    DEPENDENCY_BRANCH = Rule {
        code: "manifest/dependency-branch",
        severity: Error,
        tag: None,
        summary: "A git dependency names a branch.",
        finds: "A dependency has a `git` address and a `branch`, but neither `tag` nor `rev`.",
        why: "A branch moves, so that two people with the same manifest would have two programs. Dependencies are pinned to a tag or a commit,
and the manifest is refused.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
slug = { git = "https://example.org/slug.git", branch = "main" }"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
slug = { git = "https://example.org/slug.git", tag = "v1.2.0" }
//- /cache/git/example.org_slug.git@v1.2.0/fitz.toml
[package]
name = "slug"
version = "1.2.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /cache/git/example.org_slug.git@v1.2.0/lib.fitz
fn slugify(text: Str) -> Str => text.lower()"#,
        mend: "Write a `tag`, or a `rev` with the commit that is meant.",
    };
    DEPENDENCY_NAME = Rule {
        code: "manifest/dependency-name",
        severity: Hint,
        tag: None,
        summary: "The name of a dependency cannot be written in an import.",
        finds: "The key of a dependency contains a `-`.",
        why: "The key is the name that imports use, and `-` is an operator there. The dependency is resolved, and nobody can import it.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
tool-kit = { path = "kit" }
//- /kit/fitz.toml
[package]
name = "kit"
version = "0.1.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /kit/lib.fitz
fn version() -> Int => 1"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
tool_kit = { path = "kit" }
//- /kit/fitz.toml
[package]
name = "kit"
version = "0.1.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /kit/lib.fitz
fn version() -> Int => 1"#,
        mend: "Use `_` in the key; it need not be the name that the other package has in its own manifest.",
    };
    DEPENDENCY_REF = Rule {
        code: "manifest/dependency-ref",
        severity: Error,
        tag: None,
        summary: "A git dependency does not say which version is meant, or says it twice.",
        finds: "A dependency has a `git` address without `tag` and `rev`, or with both.",
        why: "A checkout is identified by one tag or one commit. Without it the manifest is refused.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
slug = { git = "https://example.org/slug.git" }"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
slug = { git = "https://example.org/slug.git", tag = "v1.2.0" }
//- /cache/git/example.org_slug.git@v1.2.0/fitz.toml
[package]
name = "slug"
version = "1.2.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /cache/git/example.org_slug.git@v1.2.0/lib.fitz
fn slugify(text: Str) -> Str => text.lower()"#,
        mend: "Give it exactly one of `tag` and `rev`.",
    };
    DEPENDENCY_SOURCE = Rule {
        code: "manifest/dependency-source",
        severity: Error,
        tag: None,
        summary: "A dependency does not say where it comes from, or says it twice.",
        finds: "A dependency has neither `path` nor `git`, or both.",
        why: "The manifest is refused: nobody knows which of the two is meant.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
kit = { path = "kit", git = "https://example.org/slug.git" }
//- /kit/fitz.toml
[package]
name = "kit"
version = "0.1.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /kit/lib.fitz
fn version() -> Int => 1"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
kit = { path = "kit" }
//- /kit/fitz.toml
[package]
name = "kit"
version = "0.1.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /kit/lib.fitz
fn version() -> Int => 1"#,
        mend: "Keep `path` for a package beside this one, or `git` with a `tag` or a `rev` for one from elsewhere.",
    };
    DEPENDENCY_VERSION = Rule {
        code: "manifest/dependency-version",
        severity: Error,
        tag: None,
        summary: "A dependency is given as a version.",
        finds: "The value of a dependency is a string, as in manifests of other languages.",
        why: "There is no registry of packages from which a version could come, so the dependency is refused.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
kit = "1.0"
//- /kit/fitz.toml
[package]
name = "kit"
version = "0.1.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /kit/lib.fitz
fn version() -> Int => 1"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[dependencies]
kit = { path = "kit" }
//- /kit/fitz.toml
[package]
name = "kit"
version = "0.1.0"
edition = "2026"

[lib]
entry = "lib.fitz"
//- /kit/lib.fitz
fn version() -> Int => 1"#,
        mend: "Say where it comes from: `{ path = \"…\" }`, or `{ git = \"…\", tag = \"…\" }`.",
    };
    DUPLICATE_BIN = Rule {
        code: "manifest/duplicate-bin",
        severity: Error,
        tag: None,
        summary: "Two programs of a package have one name.",
        finds: "Two `[[bin]]` sections have the same `name`.",
        why: "`--bin` chooses a program by its name. The manifest is refused.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "api"
main = "main.fitz"

[[bin]]
name = "api"
main = "main.fitz"
//- /main.fitz
print("hello")"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "api"
main = "main.fitz"

[[bin]]
name = "worker"
main = "main.fitz"
//- /main.fitz
print("hello")"#,
        mend: "Give each of them a name of its own.",
    };
    ENTRY_MISSING = Rule {
        code: "manifest/entry-missing",
        severity: Error,
        tag: None,
        summary: "A file that the manifest names does not exist.",
        finds: "The `main` of a program or the `entry` of the library leads to no file.",
        why: "`fitz run` and `fitz build` fail, and so do the packages that depend on this one.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "src/main.fitz"
//- /main.fitz
print("hello")"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"
//- /main.fitz
print("hello")"#,
        mend: "Correct the path, which starts at the directory of the manifest, or create the file.",
    };
    LINT_LEVEL = Rule {
        code: "manifest/lint-level",
        severity: Warning,
        tag: None,
        summary: "A severity in `[lint]` does not exist, or cannot be changed.",
        finds: "A value in `[lint]` is none of `off`, `hint`, `info`, `warning` and `error`, or the code is that of a syntax error.",
        why: "The line has no effect: the findings keep their severity.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[lint]
"ws/*" = "warn""#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[lint]
"ws/*" = "warning""#,
        mend: "Write one of the five words. Syntax errors stay errors, since nothing that follows from a broken text can be trusted.",
    };
    MISSING_KEY = Rule {
        code: "manifest/missing-key",
        severity: Error,
        tag: None,
        summary: "The manifest lacks something that it needs.",
        finds: "There is no `[package]`, or it has no `name`, `version` or `edition`; a `[bin]` has no `main`, a `[[bin]]` no `name`, a `[lib]` no
`entry`.",
        why: "The manifest is refused, and with it every command in this package.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0""#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"
"#,
        mend: "Add the key. The present `edition` is `\"2026\"`.",
    };
    MISSING_MOUNT = Rule {
        code: "manifest/missing-mount",
        severity: Error,
        tag: None,
        summary: "A program for the browser does not say where it goes in the page.",
        finds: "A program with the target `wasm-client` has no `mount`.",
        why: "The manifest is refused: the program would have no place in the page.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "App.fitzv"
target = "wasm-client"
//- /App.fitzv
"#,
        right: r##"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "App.fitzv"
target = "wasm-client"
mount = "#app"
//- /App.fitzv
"##,
        mend: "Add `mount` with the CSS selector of an element, for example `mount = \"#app\"`.",
    };
    PACKAGE_NAME = Rule {
        code: "manifest/package-name",
        severity: Warning,
        tag: None,
        summary: "The name of a package has a form that `fitz` does not give.",
        finds: "The `name` does not start with a lower-case letter, contains something other than lower-case letters, digits, `_` and `-`, or
is longer than 64 characters.",
        why: "`fitz new` refuses such a name. Tests import their package by its name, and directories are called after it.",
        wrong: r#"
//- /fitz.toml
[package]
name = "Shop"
version = "0.1.0"
edition = "2026"
"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"
"#,
        mend: "Choose a name of lower-case letters, digits and `_`.",
    };
    SYNTAX = Rule {
        code: "manifest/syntax",
        severity: Error,
        tag: None,
        summary: "The manifest is not valid TOML.",
        finds: "The text of `fitz.toml` breaks a rule of TOML. The first place is reported, and nothing else in the file.",
        why: "Without its manifest a package has no programs and no dependencies.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = 2026"
"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"
"#,
        mend: "Correct the place. Strings need quotes, each key stands once in its section, and lists end with `]`.",
    };
    UNKNOWN_CODE = Rule {
        code: "manifest/unknown-code",
        severity: Warning,
        tag: None,
        summary: "`[lint]` names a code that no finding has.",
        finds: "A key in `[lint]` is neither the code of a finding nor a pattern that fits one.",
        why: "The line has no effect, so what it was meant to change stays as it is.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[lint]
"ws/not-asynk" = "warning""#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[lint]
"ws/not-async" = "warning""#,
        mend: "Correct the code. Every finding shows its own; a pattern such as `\"ws/*\"` speaks of many.",
    };
    UNKNOWN_KEY = Rule {
        code: "manifest/unknown-key",
        severity: Warning,
        tag: None,
        summary: "The manifest has a section or a key that nobody reads.",
        finds: "A section or a key of `fitz.toml` is not one of those that `fitz` or these tools read.",
        why: "It is ignored without a word, so a slip of the keyboard turns a setting off.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"
traget = "native"
//- /main.fitz
print("hello")"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"
target = "native"
//- /main.fitz
print("hello")"#,
        mend: "Take the suggestion if it is what was meant; remove the key otherwise.",
    };
    UNKNOWN_TARGET = Rule {
        code: "manifest/unknown-target",
        severity: Error,
        tag: None,
        summary: "A program is made for a target that does not exist.",
        finds: "The `target` of a program is none of `native`, `wasm-client` and `ssr`.",
        why: "The manifest is refused.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"
target = "nativ"
//- /main.fitz
print("hello")"#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"
target = "native"
//- /main.fitz
print("hello")"#,
        mend: "Correct the target. Without the key it is `native`.",
    };
    UNUSED_FLAG = Rule {
        code: "manifest/unused-flag",
        severity: Hint,
        tag: Some(crate::Tag::Unnecessary),
        summary: "A flag of the manifest switches nothing.",
        finds: r#"No program of the package contains the name of a flag in `[flags]` as a text. Flags of libraries are left alone."#,
        why: r#"Whoever turns it on waits in vain."#,
        wrong: r#"//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"

[flags]
summer = false
winter = false
//- /main.fitz
@flag("summer")
fn discount() -> Int => 10

print(discount())"#,
        right: r#"//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"

[flags]
summer = false
//- /main.fitz
@flag("summer")
fn discount() -> Int => 10

print(discount())"#,
        mend: r#"Remove it, or write `@flag` above what it switches."#,
    };
    VALUE_TYPE = Rule {
        code: "manifest/value-type",
        severity: Error,
        tag: None,
        summary: "A value in the manifest has the wrong type.",
        finds: "A value is not of the type that its key has: a number for a string, a string for a flag, an empty string where something is
named.",
        why: "The manifest is refused, and with it every command in this package.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[flags]
beta = "no""#,
        right: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[flags]
beta = false"#,
        mend: "Write the value in the form that the message names.",
    };
    VIEW_TARGET = Rule {
        code: "manifest/view-target",
        severity: Error,
        tag: None,
        summary: "A view is the entry of a native program.",
        finds: "`main` is a `.fitzv` file, and the `target` is `native`, explicitly or because there is none.",
        why: "Views run in the browser. The manifest is refused.",
        wrong: r#"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "App.fitzv"
//- /App.fitzv
"#,
        right: r##"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "App.fitzv"
target = "wasm-client"
mount = "#app"
//- /App.fitzv
"##,
        mend: "Write `target = \"wasm-client\"` and a `mount`, or let `main` name a `.fitz` file.",
    };
    UNUSED_SUPPRESSION = Rule {
        code: "unused-suppression",
        severity: Hint,
        tag: Some(Unnecessary),
        summary: "A comment allows what is not there.",
        finds: "A comment `// @allow(code)` stands above a line, or behind one, on which nothing has that code; or there is no such code. Nothing
is reported in a file with syntax errors.",
        why: "It hides the next mistake of this kind on the line, and tells the reader something that is no longer true.",
        wrong: r#"
// @allow(ws/not-async)
print("hello")"#,
        right: r#"
print("hello")"#,
        mend: "Remove the comment, or the one code; the quick fix does that.",
    };
}
