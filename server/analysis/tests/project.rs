//! Manifests, imports and the files that they lead to.
//!
//! Programs and manifests tell what they expect with `^^^ [code]` under the place, behind `//` or `#`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use std::sync::Arc;

use fitz_analysis::fixture::Fixture;
use fitz_analysis::{Diagnostic, FilePath, diagnostics, file};
use fitz_syntax::{SourceText, SyntaxTree};

use support::{is_lint, marks};

/// Checks all files of a fixture, hints included.
fn check(program: &str) {
    check_fixture(&Fixture::new(program.trim_start_matches('\n')));
}

fn check_fixture(fixture: &Fixture) {
    let db = fixture.host.db();
    for path in &fixture.paths {
        let source = file(db, path).unwrap();
        let text = source.content(db).text.to_string();
        let mut expected = marks(&text);
        let mut found = diagnostics(db, source);
        found.retain(|it| !is_lint(it));
        let mut places: Vec<(usize, usize, String)> =
            found.iter().map(|it| (it.range.start().into(), it.range.end().into(), it.code.to_owned())).collect();
        expected.sort();
        places.sort();
        assert_eq!(places, expected, "{path}\n{text}\n{found:#?}");
    }
}

/// The only finding in a file of a fixture.
fn only(program: &str, path: &str) -> Diagnostic {
    let fixture = Fixture::new(program.trim_start_matches('\n'));
    let found = diagnostics(fixture.host.db(), fixture.file_at(path));
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().unwrap()
}

const PACKAGE: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2026\"\n";

/// Checks a manifest that goes on like this, next to a `main.fitz`.
fn check_manifest(rest: &str) {
    let text = format!("//- /fitz.toml\n{PACKAGE}{rest}\n//- /main.fitz\nprint(1)\n//- /App.fitzv\n<p>hello</p>\n");
    check_fixture(&Fixture::new(&text));
}

// The manifest.

#[test]
fn a_complete_manifest_has_no_finding() {
    check(
        r##"
//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"
authors = ["A", "B"]
description = "x"
license = "MIT"

[[bin]]
name = "api"
main = "main.fitz"

[[bin]]
name = "web"
main = "App.fitzv"
target = "wasm-client"
mount = "#app"

[lib]
entry = "lib.fitz"

[dependencies]
money = { path = "money" }
slug.git = "https://example.org/slug.git"
slug.tag = "v1.2.0"

[flags]
beta-cart = false

[lint]
"ws/*" = "error"
"dec/unknown" = "off"
unused-suppression = "info"
//- /main.fitz
//- /App.fitzv
//- /lib.fitz
//- /money/fitz.toml
package = { name = "money", version = "1", edition = "2026" }
lib.entry = "lib.fitz"
//- /money/lib.fitz
//- /cache/git/example.org_slug.git@v1.2.0/fitz.toml
[package]
name = "slug"
version = "1"
edition = "2026"
[lib]
entry = "lib.fitz"
//- /cache/git/example.org_slug.git@v1.2.0/lib.fitz
"##,
    );
}

#[test]
fn text_that_is_not_toml() {
    for (rest, expected) in [
        ("[bin", "[bin"),
        ("[flags]\na = true\na = false\nb = 3", "a"),
        ("[lib]\nentry = \"main.fitz\nunknown = 1", "z"),
        ("[lib]\nentry =\n", "="),
    ] {
        let program = format!("//- /fitz.toml\n{PACKAGE}{rest}\n//- /main.fitz\n");
        let finding = only(&program, "/fitz.toml");
        assert_eq!(finding.code, "manifest/syntax", "{rest}");
        let text = format!("{PACKAGE}{rest}\n");
        let marked = &text[usize::from(finding.range.start())..usize::from(finding.range.end())];
        assert!(expected.ends_with(marked) && !marked.is_empty(), "{rest}: {marked:?}");
        assert!(finding.message.starts_with("This is not valid TOML: "), "{}", finding.message);
    }
}

#[test]
fn missing_keys() {
    check(
        r#"
//- /a/fitz.toml
  [package]
# ^^^^^^^^^ [manifest/missing-key]
name = "a"
edition = "2026"
//- /b/fitz.toml
[package]
name = "b"
version = "1"
edition = "2026"
"#,
    );
    check_manifest("  [bin]\n# ^^^^^ [manifest/missing-key]");
    check_manifest("  [lib]\n# ^^^^^ [manifest/missing-key]");
    check_manifest("  [[bin]]\n# ^^^^^^^ [manifest/missing-key]\nmain = \"main.fitz\"");
    let finding = only("//- /fitz.toml\n\n//- /x.fitz\n", "/fitz.toml");
    assert_eq!(
        (finding.code, finding.message.as_str()),
        ("manifest/missing-key", "`fitz.toml` needs a `[package]` section.",)
    );
}

#[test]
fn unknown_sections_and_keys() {
    check_manifest("   dscription = \"x\"\n#  ^^^^^^^^^^ [manifest/unknown-key]");
    check_manifest("   [dependencis]\n#   ^^^^^^^^^^^ [manifest/unknown-key]");
    check_manifest("[bin]\nmain = \"main.fitz\"\n   \"mian\" = \"x\"\n#   ^^^^ [manifest/unknown-key]");
    let program = format!("//- /fitz.toml\n{PACKAGE}[flgas]\na = true\n");
    let finding = only(&program, "/fitz.toml");
    assert_eq!(finding.hint.as_deref(), Some("Did you mean `flags`?"));
    assert_eq!(finding.fixes[0].edits[0].1, "flags");
}

#[test]
fn values_of_the_wrong_type() {
    check_manifest("authors = \"me\"\n#         ^^^^ [manifest/value-type]");
    check_manifest("license = 3\n#         ^ [manifest/value-type]");
    check_manifest(
        "[flags]\n\"a\" = true\n#^ [manifest/unused-flag]\n\"b\" = \"no\"\n#^ [manifest/unused-flag]\n#     ^^^^ [manifest/value-type]",
    );
    check_manifest("[dependencies]\na = 3\n#   ^ [manifest/value-type]");
    check_manifest("[dependencies]\na = { path = \"\" }\n#            ^^ [manifest/value-type]");
    check(&format!("//- /fitz.toml\nbin = 3\n#     ^ [manifest/value-type]\n{PACKAGE}"));
}

#[test]
fn programs() {
    check_manifest(
        "[[bin]]\nname = \"a\"\nmain = \"main.fitz\"\n[[bin]]\nname = \"a\"\n#       ^ [manifest/duplicate-bin]\nmain = \"main.fitz\"",
    );
    check_manifest("[bin]\nmain = \"App.fitzv\"\n#       ^^^^^^^^^ [manifest/view-target]");
    check_manifest("[bin]\nmain = \"App.fitzv\"\n#       ^^^^^^^^^ [manifest/view-target]\ntarget = \"native\"");
    check_manifest(
        "[bin]\nmain = \"App.fitzv\"\ntarget = \"wasm-client\"\n#         ^^^^^^^^^^^ [manifest/missing-mount]",
    );
    check_manifest("[bin]\nmain = \"App.fitzv\"\ntarget = \"ssr\"");
    check_manifest("[bin]\nmain = \"main.fitz\"\ntarget = \"wasm\"\n#         ^^^^ [manifest/unknown-target]");
    check_manifest("[bin]\nmain = \"src/main.fitz\"\n#       ^^^^^^^^^^^^^ [manifest/entry-missing]");
    check_manifest("[lib]\nentry = \"src/lib.fitz\"\n#        ^^^^^^^^^^^^ [manifest/entry-missing]");
}

#[test]
fn names_of_packages() {
    let long = "a".repeat(65);
    for (name, is_right) in [("a", true), ("shop_2-x", true), ("Shop", false), ("2shop", false), (&*long, false)] {
        let manifest = PACKAGE.replace("shop", name);
        let fixture = Fixture::new(&format!("//- /fitz.toml\n{manifest}"));
        let found = diagnostics(fixture.host.db(), fixture.file);
        assert_eq!(found.is_empty(), is_right, "{name}: {found:#?}");
        assert!(found.iter().all(|it| it.code == "manifest/package-name"), "{found:#?}");
    }
}

#[test]
fn forms_of_dependencies() {
    for (dependency, marked, code) in [
        ("{ path = \"x\", git = \"yy\" }", "yy", "manifest/dependency-source"),
        ("{ }", "kit", "manifest/dependency-source"),
        ("{ tag = \"yy\" }", "yy", "manifest/dependency-source"),
        ("{ git = \"x\", tag = \"y\", rev = \"zz\" }", "zz", "manifest/dependency-ref"),
        ("{ git = \"xx\" }", "xx", "manifest/dependency-ref"),
        ("{ git = \"x\", branch = \"y\" }", "branch", "manifest/dependency-branch"),
        ("{ git = \"x\", tag = \"y\", branch = \"z\" }", "branch", "manifest/unknown-key"),
        ("{ git = \"x\", tag = \"y\", tga = \"z\" }", "tga", "manifest/unknown-key"),
        ("\"1.0\"", "\"1.0\"", "manifest/dependency-version"),
        ("{ git = \"x\", tag = \"\" }", "\"\"", "manifest/value-type"),
        ("{ git = \"x\", tag = 17 }", "17", "manifest/value-type"),
    ] {
        let line = format!("kit = {dependency}");
        let at = line.find(marked).unwrap();
        let marks = "^".repeat(marked.len());
        // The mark cannot stand left of its comment sign.
        let indent = "  ";
        let mark = format!("#{}{marks} [{code}]", " ".repeat(at + 1));
        let manifest =
            format!("{PACKAGE}[dependencies]\n{indent}{line}\n{mark}\n[lint]\ndependency-not-fetched = \"off\"\n");
        check(&format!("//- /fitz.toml\n{manifest}"));
    }
}

#[test]
fn a_name_that_cannot_be_imported_is_a_hint() {
    check(&format!(
        "//- /fitz.toml\n{PACKAGE}[dependencies]\n  my-kit = {{ path = \"kit\" }}\n# ^^^^^^ [manifest/dependency-name]\n//- /kit/fitz.toml\n{PACKAGE}[lib]\nentry = \"lib.fitz\"\n//- /kit/lib.fitz\n"
    ));
}

#[test]
fn severities_in_the_manifest() {
    check_manifest("[lint]\n  nothing = \"off\"\n# ^^^^^^^ [manifest/unknown-code]");
    check_manifest("[lint]\n  \"nothing/*\" = \"off\"\n#  ^^^^^^^^^ [manifest/unknown-code]");
    check_manifest("[lint]\n\"ws/*\" = \"eror\"\n#         ^^^^ [manifest/lint-level]");
    check_manifest("[lint]\n\"ws/*\" = 1\n#        ^ [manifest/value-type]");
    check_manifest("[lint]\n  \"syntax/*\" = \"off\"\n#  ^^^^^^^^ [manifest/lint-level]");
    check_manifest("[lint]\n\"manifest/unknown-key\" = \"off\"\n[nobody]");
    let finding = only(&format!("//- /fitz.toml\n{PACKAGE}[lint]\nws = {{}}\n"), "/fitz.toml");
    assert_eq!(finding.code, "manifest/unknown-code");
    let finding = only(&format!("//- /fitz.toml\n{PACKAGE}[lint]\n\"ws/not-asynk\" = \"off\"\n"), "/fitz.toml");
    assert_eq!(finding.hint.as_deref(), Some("Did you mean `ws/not-async`?"));
    assert_eq!(finding.fixes[0].edits[0].1, "ws/not-async");
}

#[test]
fn dependencies_that_are_not_there() {
    check(&format!(
        r#"
//- /fitz.toml
{PACKAGE}
[dependencies]
a = {{ path = "a" }}
#             ^ [dependency-missing]
b = {{ path = "b" }}
#             ^ [dependency-missing]
c = {{ path = "c" }}
#             ^ [dependency-missing]
d = {{ git = "https://example.org/d", tag = "v1" }}
#            ^^^^^^^^^^^^^^^^^^^^^ [dependency-not-fetched]
e = "1.0"
#   ^^^^^ [manifest/dependency-version]
f = {{ path = "f" }}
//- /main.fitz
import a
//     ^ [dependency-missing]
from b.x import y
//   ^ [dependency-missing]
import b.more
from c import z
//   ^ [dependency-missing]
from d import w
//   ^ [dependency-not-fetched]
import e
import f.nothing
//       ^^^^^^^ [module-not-found]
from f.sub.thing import thing
print(a, y, more, z, w, e, nothing, thing)
//- /a.fitz
//- /b/fitz.toml
{PACKAGE}
//- /c/fitz.toml
{PACKAGE}
[lib]
entry = "lib.fitz"
#        ^^^^^^^^ [manifest/entry-missing]
//- /f/fitz.toml
{PACKAGE}
[lib]
entry = "src/lib.fitz"
//- /f/src/lib.fitz
//- /f/src/sub/thing.fitz
let thing = 1
"#
    ));
}

#[test]
fn without_a_cache_nothing_is_known_about_git() {
    let mut fixture = Fixture::new(&format!(
        "//- /fitz.toml\n{PACKAGE}[dependencies]\nd = {{ git = \"https://example.org/d\", tag = \"v1\" }}\n//- /main.fitz\nimport d\nprint(d)\n"
    ));
    fixture.host.set_git_cache(None);
    check_fixture(&fixture);
}

#[test]
fn a_dependency_wins_over_a_file_of_its_name() {
    check(&format!(
        r#"
//- /fitz.toml
{PACKAGE}
[dependencies]
kit = {{ path = "packages/kit" }}
//- /main.fitz
from kit import one, two
//                   ^^^ [import-unknown-name]
from kit.part import three
print(one, two, three)
//- /kit.fitz
let two = 2
//- /packages/kit/fitz.toml
{PACKAGE}
[lib]
entry = "lib.fitz"
//- /packages/kit/lib.fitz
let one = 1
//- /packages/kit/part.fitz
let three = 3
"#
    ));
}

// Imports.

#[test]
fn modules_that_are_not_there() {
    check(
        r#"
//- /src/main.fitz
import nothing
//     ^^^^^^^ [module-not-found]
import geo.aera
//         ^^^^ [module-not-found]
import other.area
//     ^^^^^^^^^^ [module-not-found]
import geo.area as two
from python import numpy
import python.json
from View import View_render
print(nothing, aera, two, numpy, json, View_render)
//- /src/geo/area.fitz
from unit import u
from main import x
//   ^^^^ [module-not-found]
print(u, x)
//- /src/geo/unit.fitz
let u = 1
//- /src/View.fitzv
<template></template>
"#,
    );
}

#[test]
fn a_document_without_a_place_is_not_judged() {
    let mut host = fitz_analysis::Host::new();
    for uri in ["untitled:Untitled-1", "vscode-vfs://github/a/b/main.fitz"] {
        let path = FilePath::new(uri);
        host.set_open(&path, SyntaxTree::parse(&SourceText::new("import nothing\nprint(nothing)\n")));
        assert_eq!(diagnostics(host.db(), file(host.db(), &path).unwrap()), [], "{uri}");
    }
}

#[test]
fn a_file_that_cannot_be_read_exists() {
    let mut fixture = Fixture::new("from secret import key\nprint(key)\n");
    let found = diagnostics(fixture.host.db(), fixture.file);
    assert_eq!(found[0].code, "module-not-found");
    fixture.host.set_unreadable([FilePath::new("/secret.fitz")]);
    assert_eq!(diagnostics(fixture.host.db(), fixture.file), []);
}

#[test]
fn names_that_a_module_does_not_declare() {
    check(
        r#"
//- /main.fitz
from lib import f, T, g, a, b, tt, nested, inner, helper as h
//                             ^^ [import-unknown-name]
//                                 ^^^^^^ [import-unknown-name]
//                                                ^^^^^^ [import-reexport]
from broken import anything
from broken import more
print(f(), T, g, a, b, tt, nested, inner, h, anything, more)
//- /lib.fitz
from other import helper
fn f() { let nested = 1 }
type T { x: Int }
let g = 1
let (a, b) = (1, 2)
inner = helper
//- /other.fitz
let helper = 2
//- /broken.fitz
let = 1
//  ^ [syntax/missing]
"#,
    );
}

#[test]
fn half_typed_imports_are_silent() {
    for text in
        ["import", "import a.", "from", "from lib", "from lib import", "from . import x", "from lib import x as"]
    {
        let fixture = Fixture::new(&format!("//- /main.fitz\n{text}\n//- /lib.fitz\nlet x = 1\n"));
        let found = diagnostics(fixture.host.db(), fixture.file);
        assert!(found.iter().all(|it| it.code.starts_with("syntax/")), "{text}: {found:#?}");
    }
}

#[test]
fn circles() {
    check(
        r#"
//- /a.fitz
from b import g
//   ^ [import-cycle]
from d import k
fn f() => g()
k()
//- /b.fitz
import c
//     ^ [import-cycle]
fn g() => c.h()
//- /c.fitz
from a import f
//   ^ [import-cycle]
fn h() => f()
//- /d.fitz
from d import k
//   ^ [import-self]
fn k() => 1
"#,
    );
    let finding = only(
        "//- /a.fitz\nfrom b import g\nfn f() => g()\n//- /b.fitz\nimport c\nfn g() => c.h()\n//- /c.fitz\nfrom a import f\nfn h() => f()\n",
        "/b.fitz",
    );
    assert_eq!(finding.message, "The imports form a circle: `b` -> `c` -> `a` -> `b`.");
    let places: Vec<&str> = finding.related.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(places, ["`c` imports `a` here", "`a` imports `b` here"]);
}

#[test]
fn names_that_are_bound_twice() {
    check(
        r#"
//- /main.fitz
import lib
from lib import x, x as y, z as x
//                              ^ [duplicate-import]
import other.lib
//           ^^^ [duplicate-import]
print(lib, x, y)
//- /lib.fitz
let x = 1
let z = 2
//- /other/lib.fitz
"#,
    );
}

// Projects.

#[test]
fn the_package_is_known_by_its_name_in_its_tests() {
    check(&format!(
        r#"
//- /fitz.toml
{PACKAGE}
[lib]
entry = "src/lib.fitz"
//- /src/lib.fitz
fn f() => 1
//- /src/ui/page.fitz
fn page() => 1
//- /src/other.fitz
from shop import f
//   ^^^^ [module-not-found]
print(f())
//- /src/tested.fitz
from shop import f
@test
fn works() {{ print(f()) }}
//- /tests/lib_test.fitz
from shop import f, g
//                  ^ [import-unknown-name]
from shop.ui.page import page
@test
fn works() {{ print(f(), g, page()) }}
"#
    ));
}

#[test]
fn several_projects_do_not_mix() {
    let program = format!(
        r#"
//- /one/fitz.toml
{PACKAGE}
[dependencies]
kit = {{ path = "../kit" }}
[lint]
unknown-variable = "off"
//- /one/main.fitz
import kit
print(nobody, kit)
//- /two/fitz.toml
{PACKAGE}
//- /two/main.fitz
import kit
//     ^^^ [module-not-found]
print(nobody, kit)
//    ^^^^^^ [unknown-variable]
//- /loose.fitz
from one.main import kit
//                   ^^^ [import-reexport]
print(nobody, kit)
//    ^^^^^^ [unknown-variable]
//- /kit/fitz.toml
{PACKAGE}
[lib]
entry = "lib.fitz"
//- /kit/lib.fitz
"#
    );
    check(&program);
}

// Files that come and go.

fn codes(fixture: &Fixture, path: &str) -> Vec<&'static str> {
    let db = fixture.host.db();
    diagnostics(db, file(db, &FilePath::new(path)).unwrap()).into_iter().map(|it| it.code).collect()
}

#[test]
fn new_renamed_moved_and_deleted_files() {
    let mut fixture = Fixture::new("from lib.util import x\nprint(x)\n");
    let text = |text: &str| Some(Arc::from(text));
    assert_eq!(codes(&fixture, "/main.fitz"), ["module-not-found"]);
    fixture.host.set_disk(&FilePath::new("/util.fitz"), text("let x = 1"));
    assert_eq!(codes(&fixture, "/main.fitz"), ["module-not-found"]);
    fixture
        .host
        .set_disk_all([(FilePath::new("/util.fitz"), None), (FilePath::new("/lib/util.fitz"), text("let x = 1"))]);
    assert_eq!(codes(&fixture, "/main.fitz"), [""; 0]);
    fixture.host.set_disk(&FilePath::new("/lib/util.fitz"), text("let y = 1"));
    assert_eq!(codes(&fixture, "/main.fitz"), ["import-unknown-name"]);
    // What is open counts, whatever is on the disk.
    let open = FilePath::new("/lib/util.fitz");
    fixture.host.set_open(&open, SyntaxTree::parse(&SourceText::new("let x = 1")));
    assert_eq!(codes(&fixture, "/main.fitz"), [""; 0]);
    fixture.host.set_disk(&open, None);
    assert_eq!(codes(&fixture, "/main.fitz"), [""; 0]);
    fixture.host.close(&open);
    assert_eq!(codes(&fixture, "/main.fitz"), ["module-not-found"]);
    // A manifest that comes brings its severities.
    let manifest = format!("{PACKAGE}[lint]\nmodule-not-found = \"info\"\n");
    fixture.host.set_disk(&FilePath::new("/fitz.toml"), text(&manifest));
    let db = fixture.host.db();
    assert_eq!(diagnostics(db, fixture.file)[0].severity, fitz_analysis::Severity::Information);
}

/// The queries of a kind that run when the findings of all files are asked for, by what they are about.
fn executed(fixture: &mut Fixture, query: &str, change: impl FnOnce(&mut Fixture)) -> Vec<String> {
    let ask = |fixture: &Fixture| {
        let db = fixture.host.db();
        fitz_analysis::files(db).into_iter().map(|source| diagnostics(db, source).len()).sum::<usize>()
    };
    ask(fixture);
    fixture.host.record_queries();
    change(fixture);
    ask(fixture);
    let prefix = format!("{query}(");
    let mut names: Vec<String> = fixture
        .host
        .take_recorded_queries()
        .iter()
        .filter_map(|it| it.strip_prefix(&prefix)?.strip_suffix(')').map(str::to_owned))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn set(fixture: &mut Fixture, path: &str, text: &str) {
    fixture.host.set_disk(&FilePath::new(path), Some(Arc::from(text)));
}

const THREE: &str = "//- /a.fitz\nfrom b import f\nfn in_a() => f(1)\n//- /b.fitz\nfn f(n: Int) -> Int {\n    return n\n}\nfn other() => 1\n//- /c.fitz\nfn in_c() => 1\n";

#[test]
fn dependents_are_checked_again_when_what_they_see_changes_and_only_then() {
    let mut fixture = Fixture::new(THREE);
    let body = "fn f(n: Int) -> Int {\n    return n + 1\n}\nfn other() => 1\n";
    let after = executed(&mut fixture, "infer", |it| set(it, "/b.fitz", body));
    assert_eq!(after, ["f"]);
    let signature = "fn f(n: Str) -> Int {\n    return 1\n}\nfn other() => 1\n";
    let after = executed(&mut fixture, "infer", |it| set(it, "/b.fitz", signature));
    assert_eq!(after, ["f", "in_a"]);
    let another = format!("{signature}fn third() => 1\n");
    let after = executed(&mut fixture, "infer", |it| set(it, "/b.fitz", &another));
    assert_eq!(after, ["third"]);
}

#[test]
fn a_new_file_concerns_those_who_import_it() {
    let mut fixture = Fixture::new(THREE);
    assert_eq!(executed(&mut fixture, "infer", |it| set(it, "/d.fitz", "fn in_d() => 1\n")), ["in_d"]);
    // Whether there is a manifest is a question about every file, but its answer changes nothing that was inferred.
    assert_eq!(executed(&mut fixture, "infer", |it| set(it, "/fitz.toml", PACKAGE)), [""; 0]);
    let described = PACKAGE.replace("0.1.0", "0.2.0");
    assert_eq!(executed(&mut fixture, "import_target", |it| set(it, "/fitz.toml", &described)).len(), 1);
    let laid_out = described.replace("\n", "\n\n");
    assert_eq!(executed(&mut fixture, "import_target", |it| set(it, "/fitz.toml", &laid_out)).len(), 0);
}

#[test]
fn two_hundred_files_that_change_at_once_are_one_change() {
    let mut text = String::new();
    for number in 0..200 {
        text.push_str(&format!("//- /m{number}.fitz\nfn f{number}() => {number}\n"));
    }
    text.push_str("//- /main.fitz\nfrom m0 import f0\nfn in_main() => f0()\n//- /apart.fitz\nfn in_apart() => 1\n");
    let mut fixture = Fixture::new(&text);
    let after = executed(&mut fixture, "infer", |fixture| {
        fixture.host.set_disk_all((0..200).map(|number| {
            let text = format!("fn f{number}() => {number} + 1\n\nfn g{number}() => 1\n");
            (FilePath::new(&format!("/m{number}.fitz")), Some(Arc::from(text)))
        }));
    });
    assert_eq!(after.len(), 400, "{after:?}");
    assert!(!after.iter().any(|name| name.starts_with("in_")), "{after:?}");
}

#[test]
fn a_comment_that_allows_costs_nothing_elsewhere() {
    let mut fixture = Fixture::new(THREE);
    let text = "// @allow(unknown-variable)\nfn in_c() => nobody\n";
    assert_eq!(executed(&mut fixture, "infer", |it| set(it, "/c.fitz", text)), ["in_c"]);
    assert_eq!(codes(&fixture, "/c.fitz"), [""; 0]);
}

// Python.

const STUB: &str = r#"
//- /app/fitz.toml
[package]
name = "app"
version = "1"
edition = "2026"
[bin]
main = "src/main.fitz"
//- /app/src/model.pyi
"""Types of the model."""
VERSION: str

class Fit:
    error: float
    tags: list[str]
    def rename(self, name: str) -> str: ...

class Base(Exception):
    code: int

def fit(history: list[float],
        epochs: int = 3) -> Fit: ...
def explain(*parts, sep: str = "") -> str: ...
//- /app/src/jobs/train.fitz
from python import model
fn work() { print(model) }
//- /app/src/main.fitz
import jobs.train
from python import model, numpy
from python.model import fit, VERSION, Fit as Fitted, Base, nothing
"#;

/// The type of the value of `let it`, at the end of the entry of [`STUB`].
fn python_type(program: &str) -> String {
    let fixture = Fixture::new(&format!("{}{program}\n", STUB.trim_start_matches('\n')));
    let db = fixture.host.db();
    let source = fixture.file_at("/app/src/main.fitz");
    let item = fitz_analysis::items(db, source).iter().find(|item| item.id(db).name == "it").unwrap();
    fitz_analysis::infer(db, *item).locals[0].ty.to_string()
}

#[test]
fn stubs_give_python_values_types() {
    for (program, expected) in [
        ("let it = model.fit([1.0])", "Result<Fit>"),
        ("let it = model.fit([1.0], 3)", "Result<Fit>"),
        ("let it = fit([1.0])", "Result<Fit>"),
        ("let it = model.explain(1, 2)", "Result<Str>"),
        ("let it = model.VERSION", "Str"),
        ("let it: Fit = null\nlet x = it.error", "Fit"),
        ("fn f(it: Fit) => 1\nlet fitted: Fitted = null\nlet it = fitted.tags", "List<Str>"),
        ("let fitted: Fit = null\nlet it = fitted.rename(\"x\")", "Result<Str>"),
        ("let it = numpy.array([1])", "Result<Any>"),
        ("let it = nothing(1)", "Result<Any>"),
        ("let it = nothing", "PyAny"),
    ] {
        assert_eq!(python_type(program), expected, "{program}");
    }
}

#[test]
fn calls_of_what_a_stub_declares_are_checked() {
    check(
        r#"
//- /main.fitz
from python import model
from python.model import fit
print(model.fit([1], 3), fit([1.0]), model.explain(1, "a", 2))
print(model.fit("history"))
//              ^^^^^^^^^ [argument-type-mismatch]
print(fit("history"))
//        ^^^^^^^^^ [argument-type-mismatch]
print(model.fit([1.0], 3, 4))
//                        ^ [call-arity]
//- /model.pyi
def fit(history: list[float], epochs: int = 3) -> float: ...
def explain(*parts, sep: str = "") -> str: ...
"#,
    );
}

#[test]
fn a_local_type_wins_over_a_class_of_a_stub() {
    assert_eq!(python_type("type Fit { error: Str }\nlet fit_here: Fit = null\nlet it = fit_here.error"), "Str");
}

#[test]
fn places_in_a_stub_are_places_in_the_python_text() {
    let fixture = Fixture::new(STUB.trim_start_matches('\n'));
    let db = fixture.host.db();
    let stub = fixture.file_at("/app/src/model.pyi");
    let text = &stub.content(db).text;
    let place = |name: &str| {
        let item = fitz_analysis::items(db, stub).iter().find(|item| item.id(db).name == name).unwrap();
        let range = fitz_analysis::lowered(db, *item).name_range.unwrap();
        let start = range.start() + fitz_analysis::item_range(db, *item).unwrap().start();
        let line = text.line_of(start);
        (line, u32::from(start - text.line_start(line)))
    };
    assert_eq!((place("VERSION"), place("Fit"), place("rename"), place("fit")), ((1, 0), (3, 6), (6, 8), (11, 4)));
    assert_eq!(diagnostics(db, stub), []);
}

#[test]
fn the_stub_next_to_the_entry_is_asked_for() {
    let mut fixture =
        Fixture::new("//- /src/main.fitz\nimport jobs.train\n//- /src/jobs/train.fitz\nfrom python import model\n");
    let wanted: Vec<String> = fixture.host.wanted().files.iter().map(ToString::to_string).collect();
    assert!(wanted.contains(&"/src/model.pyi".to_owned()), "{wanted:?}");
    assert!(!wanted.contains(&"/src/jobs/model.pyi".to_owned()), "{wanted:?}");
    set(&mut fixture, "/src/model.pyi", "x: int\n");
    assert!(!fixture.host.wanted().files.iter().any(|path| path.extension() == Some("pyi")));
}
