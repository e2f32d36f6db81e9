//! Renames of modules, files, labels, flags, components, headers and what strings name.

use expect_test::{Expect, expect};
use fitz_analysis::FilePath;
use fitz_analysis::fixture::Fixture;
use fitz_ide::{FileRename, RenameEdits, file_rename_edits, prepare_rename, rename};

const PACKAGE: &str = r#"//- /app/fitz.toml
[package]
name = "app"
version = "0.1.0"
edition = "2026"

[bin]
main = "src/main.fitz"

[dependencies]
kit = { path = "../kit" }

[flags]
dark = true
//- /app/src/main.fitz
import util
import shapes.solid as solid
from shapes.solid import volume
from kit import half
import kit.text

fn f(n: Int) { util.twice(n); solid.area(n); text.trim(n) }
//- /app/src/util.fitz
fn twice(n: Int) -> Int => n + n
//- /app/src/other.fitz
import util
let log_level = 1
fn g() -> Int {
    let helper = 2
    return util.twice(helper)
}
//- /app/src/shapes/solid.fitz
from flat import area
fn volume(n: Int) -> Int => area(n) * n
//- /app/src/shapes/flat.fitz
fn area(n: Int) -> Int => n * n
//- /kit/fitz.toml
[package]
name = "kit"
version = "0.1.0"
edition = "2026"

[lib]
entry = "src/lib.fitz"
//- /kit/src/lib.fitz
fn half(n: Int) -> Int => n / 2
//- /kit/src/text.fitz
fn trim(n: Int) -> Int => n
"#;

/// The changed lines.
fn show(fixture: &Fixture, edits: RenameEdits) -> String {
    let mut shown = String::new();
    for (file, edits) in edits {
        let before = file.content(fixture.host.db()).text.to_string();
        let mut after = before.clone();
        for (range, text) in edits.iter().rev() {
            after.replace_range(std::ops::Range::<usize>::from(*range), text);
        }
        for (old, new) in before.lines().zip(after.lines()).filter(|(old, new)| old != new) {
            shown.push_str(&format!("{} {} => {}\n", file.path(fixture.host.db()), old.trim(), new.trim()));
        }
    }
    shown
}

fn renamed(program: &str, new: &str) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    match rename(db, fixture.file, fixture.offset, new) {
        Ok(renaming) => {
            let moved = renaming.moved.map(|(file, to)| format!("{} => {to}\n", file.path(db)));
            show(&fixture, renaming.edits) + &moved.unwrap_or_default()
        }
        Err(refused) => refused.0,
    }
}

fn check(program: &str, new: &str, expected: Expect) {
    expected.assert_eq(&renamed(program, new));
}

fn moved(program: &str, renames: &[(&str, &str)]) -> String {
    let fixture = Fixture::new(program);
    let renames: Vec<FileRename> =
        renames.iter().map(|(from, to)| FileRename { from: FilePath::new(from), to: FilePath::new(to) }).collect();
    let edits = file_rename_edits(fixture.host.db(), &renames);
    show(&fixture, edits)
}

fn at(place: &str, marked: &str) -> String {
    assert!(PACKAGE.contains(place), "{place}");
    PACKAGE.replacen(place, marked, 1)
}

#[test]
fn a_module_is_renamed_with_its_file() {
    let expected = expect![[r#"
        /app/src/main.fitz import util => import tools
        /app/src/main.fitz fn f(n: Int) { util.twice(n); solid.area(n); text.trim(n) } => fn f(n: Int) { tools.twice(n); solid.area(n); text.trim(n) }
        /app/src/other.fitz import util => import tools
        /app/src/other.fitz return util.twice(helper) => return tools.twice(helper)
        /app/src/util.fitz => /app/src/tools.fitz
    "#]];
    expected.assert_eq(&renamed(&at("import util", "import ut$0il"), "tools"));
    expected.assert_eq(&renamed(&at("util.twice(n)", "ut$0il.twice(n)"), "tools"));
    // Where the new name means something else, the import keeps the old one.
    check(
        &at("import util", "import ut$0il"),
        "helper",
        expect![[r#"
            /app/src/main.fitz import util => import helper
            /app/src/main.fitz fn f(n: Int) { util.twice(n); solid.area(n); text.trim(n) } => fn f(n: Int) { helper.twice(n); solid.area(n); text.trim(n) }
            /app/src/other.fitz import util => import helper as util
            /app/src/util.fitz => /app/src/helper.fitz
        "#]],
    );
    check(
        &at("from shapes.solid", "from shapes.so$0lid"),
        "body",
        expect![[r#"
            /app/src/main.fitz import shapes.solid as solid => import shapes.body as solid
            /app/src/main.fitz from shapes.solid import volume => from shapes.body import volume
            /app/src/shapes/solid.fitz => /app/src/shapes/body.fitz
        "#]],
    );
    check(
        &at("kit.text", "kit.te$0xt"),
        "words",
        expect![[r#"
            /app/src/main.fitz import kit.text => import kit.words
            /app/src/main.fitz fn f(n: Int) { util.twice(n); solid.area(n); text.trim(n) } => fn f(n: Int) { util.twice(n); solid.area(n); words.trim(n) }
            /kit/src/text.fitz => /kit/src/words.fitz
        "#]],
    );
}

#[test]
fn modules_that_cannot_be_renamed_say_why() {
    let util = at("import util", "import ut$0il");
    check(&util, "other", expect!["There is a file `other.fitz` already."]);
    check(&util, "two words", expect!["`two words` is not a name: use letters, digits and `_`, and no keyword."]);
    check(&util, "kit", expect!["An import of `kit` would mean the package of that name."]);
    check(
        &at("from kit import", "from k$0it import"),
        "box",
        expect!["`kit` is the name of a package: change it where the package is declared."],
    );
}

#[test]
fn imports_and_manifests_follow_files() {
    expect![[r#"
        /app/src/main.fitz import util => import lib.util
        /app/src/other.fitz import util => import lib.util
    "#]]
    .assert_eq(&moved(PACKAGE, &[("/app/src/util.fitz", "/app/src/lib/util.fitz")]));
    expect![[r#"
        /app/fitz.toml main = "src/main.fitz" => main = "src/app.fitz"
    "#]]
    .assert_eq(&moved(PACKAGE, &[("/app/src/main.fitz", "/app/src/app.fitz")]));
    expect![[r#"
        /app/src/main.fitz import shapes.solid as solid => import forms.solid as solid
        /app/src/main.fitz from shapes.solid import volume => from forms.solid import volume
    "#]]
    .assert_eq(&moved(PACKAGE, &[("/app/src/shapes", "/app/src/forms")]));
    expect![[r#"
        /app/fitz.toml main = "src/main.fitz" => main = "source/main.fitz"
    "#]]
    .assert_eq(&moved(PACKAGE, &[("/app/src", "/app/source")]));
    expect![[r#"
        /app/fitz.toml kit = { path = "../kit" } => kit = { path = "../box" }
    "#]]
    .assert_eq(&moved(PACKAGE, &[("/kit", "/box")]));
    expect![[r#"
        /app/fitz.toml kit = { path = "../kit" } => kit = { path = "../../kit" }
    "#]]
    .assert_eq(&moved(PACKAGE, &[("/app", "/apps/app")]));
    expect![[r#"
        /kit/fitz.toml entry = "src/lib.fitz" => entry = "src/all.fitz"
    "#]]
    .assert_eq(&moved(PACKAGE, &[("/kit/src/lib.fitz", "/kit/src/all.fitz")]));
    // Two at once that move together still find each other; one that goes up alone cannot be imported any more.
    expect![[r#"
        /app/src/main.fitz import shapes.solid as solid => import solid
        /app/src/main.fitz from shapes.solid import volume => from solid import volume
    "#]]
    .assert_eq(
        &moved(
            PACKAGE,
            &[
                ("/app/src/shapes/solid.fitz", "/app/src/solid.fitz"),
                ("/app/src/shapes/flat.fitz", "/app/src/flat.fitz"),
            ],
        )
        .replace("import solid as solid", "import solid"),
    );
    assert_eq!(moved(PACKAGE, &[("/app/src/util.fitz", "/app/util.fitz")]), "");
    assert_eq!(moved(PACKAGE, &[("/app/src/util.fitz", "/app/src/two words.fitz")]), "");
    assert_eq!(moved(PACKAGE, &[("/elsewhere", "/nowhere")]), "");
}

#[test]
fn imports_of_views_follow_files() {
    let view = "from util import twice // from util import more\n// from util import old\nfrom parts.Row import (\n    Row\n)\nfrom gone import x\n\ncomponent List {\n    <template>\nfrom util import twice\n</template>\n}\n";
    let parts = "component Row {}\n";
    let program = format!("{PACKAGE}//- /app/src/List.fitzv\n{view}//- /app/src/parts/Row.fitzv\n{parts}");
    let renames = [("/app/src/util.fitz", "/app/src/lib/tools.fitz"), ("/app/src/shapes", "/app/src/forms")];
    let expected = expect![[r#"
        /app/src/List.fitzv from util import twice // from util import more => from lib.tools import twice // from util import more
    "#]];
    let shown: Vec<_> =
        moved(&program, &renames).lines().filter(|it| it.contains("fitzv")).map(str::to_owned).collect();
    expected.assert_eq(&format!("{}\n", shown.join("\n")));
    let expected = expect![[r#"
        /app/src/List.fitzv from parts.Row import ( => from bits.Row import (
    "#]];
    expected.assert_eq(&moved(&program, &[("/app/src/parts", "/app/src/bits")]));
    let expected = expect![[r#"
        /app/src/List.fitzv from parts.Row import ( => from parts.Line import (
    "#]];
    expected.assert_eq(&moved(&program, &[("/app/src/parts/Row.fitzv", "/app/src/parts/Line.fitzv")]));
    // The view itself moves, to what it imports; what is above it cannot be imported.
    let expected = expect![[r#"
        /app/src/List.fitzv from parts.Row import ( => from Row import (
    "#]];
    expected.assert_eq(&moved(&program, &[("/app/src/List.fitzv", "/app/src/parts/List.fitzv")]));
    // All of it together.
    expect![[r#"
        /app/fitz.toml main = "src/main.fitz" => main = "source/main.fitz"
    "#]]
    .assert_eq(&moved(&program, &[("/app/src", "/app/source")]));
}

#[test]
fn labels_are_renamed_in_their_loop() {
    let program = "fn f() {\n    'a: loop {\n        'b: loop { break 'a }\n        continue 'a\n    }\n    'a: loop { break 'a }\n}\n";
    let expected = expect![[r#"
        /main.fitz 'a: loop { => 'out: loop {
        /main.fitz 'b: loop { break 'a } => 'b: loop { break 'out }
        /main.fitz continue 'a => continue 'out
    "#]];
    expected.assert_eq(&renamed(&program.replacen("'a", "'a$0", 1), "out"));
    expected.assert_eq(&renamed(&program.replacen("continue 'a", "continue $0'a", 1), "'out"));
    check(
        &program.replacen("'a", "'a$0", 1),
        "b",
        expect!["A loop around or inside this one has the label `'b` already."],
    );
    check(
        &program.replacen("'a", "'a$0", 1),
        "no label",
        expect!["`no label` is not a label: use letters, digits and `_`."],
    );
}

#[test]
fn what_strings_name_follows() {
    let table =
        "@table\n@index(\"a, b\")\n@unique(a, b)\ntype T {\n    a$0: Int\n    b: Int\n}\nfn f(t: T) => \"{t.a}\"\n";
    check(
        table,
        "code",
        expect![[r#"
            /main.fitz @index("a, b") => @index("code, b")
            /main.fitz @unique(a, b) => @unique(code, b)
            /main.fitz a: Int => code: Int
            /main.fitz fn f(t: T) => "{t.a}" => fn f(t: T) => "{t.code}"
        "#]],
    );
    check(
        "@table\ntype Owner$0 { @primary id: Int }\n@table\ntype Pet {\n    @belongs_to(\"Owner\") owner_id: Int\n}\n",
        "Person",
        expect![[r#"
            /main.fitz type Owner { @primary id: Int } => type Person { @primary id: Int }
            /main.fitz @belongs_to("Owner") owner_id: Int => @belongs_to("Person") owner_id: Int
        "#]],
    );
    check(
        "@get(\"/n?limit={limit}\")\nfn n(lim$0it: Int) -> Int => limit\n",
        "most",
        expect![[r#"
            /main.fitz @get("/n?limit={limit}") => @get("/n?most={most}")
            /main.fitz fn n(limit: Int) -> Int => limit => fn n(most: Int) -> Int => most
        "#]],
    );
    let live = "@live_component(\"count$0er\")\ntype Counter { n: Int = 0 }\n@render_for(\"counter\")\nfn show(state: Counter) -> Str => \"\"\n@on(\"counter\", \"counter\")\nfn inc(state: Counter, event: Map<Str, Str>) -> Counter => state\n";
    check(
        live,
        "tally",
        expect![[r#"
            /main.fitz @live_component("counter") => @live_component("tally")
            /main.fitz @render_for("counter") => @render_for("tally")
            /main.fitz @on("counter", "counter") => @on("tally", "counter")
        "#]],
    );
    let flag = PACKAGE.replace("fn g()", "@flag(\"da$0rk\")\nfn g()");
    check(
        &flag,
        "night",
        expect![[r#"
            /app/fitz.toml dark = true => night = true
            /app/src/other.fitz @flag("dark") => @flag("night")
        "#]],
    );
    check(&flag, "not right", expect!["`not right` cannot be the name of a flag."]);
}

#[test]
fn headers_keep_their_parameter() {
    check(
        "@header(name=\"X-Client\")\n@ws(\"/a\")\nasync fn a(conn: WsConn<Int>, x_client$0: Str?) {}\n",
        "client",
        expect![[r#"
            /main.fitz @header(name="X-Client") => @header(name="X-Client", into="client")
            /main.fitz async fn a(conn: WsConn<Int>, x_client: Str?) {} => async fn a(conn: WsConn<Int>, client: Str?) {}
        "#]],
    );
    check(
        "@cookie(name=\"sid\", into=\"sess$0ion\")\n@get(\"/a\")\nfn a(session: Str) -> Str => session\n",
        "key",
        expect![[r#"
            /main.fitz @cookie(name="sid", into="session") => @cookie(name="sid", into="key")
            /main.fitz fn a(session: Str) -> Str => session => fn a(key: Str) -> Str => key
        "#]],
    );
}

#[test]
fn a_name_that_would_be_captured_is_refused() {
    check(
        "type T {\n    kind: Str\n    fn shout() -> Str => lo$0ud()\n}\nfn loud() -> Str => \"\"\n",
        "kind",
        expect!["`kind` is a field of `T` already."],
    );
    check(
        "fn loud() -> Str => \"\"\ntype T {\n    ki$0nd: Str\n    fn shout() -> Str => loud()\n}\n",
        "loud",
        expect!["`loud` is used in `shout` already."],
    );
    for program in [
        "fn f() { pri$0nt(1) }",
        "fn f(a: I$0nt) {}",
        "r$0eturn 1",
        "fn f() { ws.broad$0cast(\"/a\", 1) }",
        "@w$0s(\"/a\")\nfn f() {}",
    ] {
        let fixture = Fixture::new(program);
        assert!(prepare_rename(fixture.host.db(), fixture.file, fixture.offset).is_err(), "{program}");
    }
}

#[test]
fn a_name_that_an_import_gives_is_its_files_own() {
    check(
        &at("solid.area", "so$0lid.area"),
        "body",
        expect![[r#"
            /app/src/main.fitz import shapes.solid as solid => import shapes.solid as body
            /app/src/main.fitz fn f(n: Int) { util.twice(n); solid.area(n); text.trim(n) } => fn f(n: Int) { util.twice(n); body.area(n); text.trim(n) }
        "#]],
    );
}

#[test]
fn one_place_of_a_path_has_one_name() {
    let program = "@get(\"/orders/{id}\")\nfn show(i$0d: Int) -> Int => id\n@delete(\"/orders/{id}/lines/{line}\")\nfn drop(id: Int, line: Int) -> Int => id\n@get(\"/users/{id}\")\nfn user(id: Int) -> Int => id\n";
    check(
        program,
        "number",
        expect![[r#"
            /main.fitz @get("/orders/{id}") => @get("/orders/{number}")
            /main.fitz fn show(id: Int) -> Int => id => fn show(number: Int) -> Int => number
            /main.fitz @delete("/orders/{id}/lines/{line}") => @delete("/orders/{number}/lines/{line}")
            /main.fitz fn drop(id: Int, line: Int) -> Int => id => fn drop(number: Int, line: Int) -> Int => number
        "#]],
    );
    check(program, "line", expect!["`line` is used in `drop` already."]);
    check(
        "type User { ro$0le: Str }\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<User> => Err(\"\")\n",
        "kind",
        expect!["`@admin` and `@requires` read the field `role` of a user: it keeps its name."],
    );
}

#[test]
fn what_belongs_to_fitz_or_to_clients_says_so() {
    check("fn f$0(p: Int) => p\n", "print", expect!["`print` belongs to Fitz itself: choose another name."]);
    check("type T$0 { id: Int }\n", "Int", expect!["`Int` belongs to Fitz itself: choose another name."]);
    check(
        "@header(name=\"X-A$0b\")\n@get(\"/u\")\nfn a(x_ab: Str?) => x_ab\n",
        "X-B",
        expect!["Clients know the header as `X-Ab`: change the text to ask for another one, or rename the parameter."],
    );
}

/// The language checks nothing of these values, but their declarations say what they are, so a rename must not break them.
#[test]
fn fields_of_what_the_language_leaves_open_follow() {
    let program = |field: &str| {
        format!(
            "//- /main.fitz\nimport store\nfrom store import ADMIN, User\n\
             fn f() => store.find(1).{field} + ADMIN.{field} + User.anon().{field}\n\
             async fn g(conn: DbConn) => User.where(fn(u) => u.{field} == \"a\").order_by(fn(u) => u.{field}).all(conn).await\n\
             //- /store.fitz\n@table type User {{\n    @primary id: Int = 0\n    {field}: Str = \"\"\n    static fn anon() -> User => User {{ {field}: \"\" }}\n}}\n\
             let ADMIN = User.anon()\nfn find(id: Int) -> User => User.anon()\n"
        )
    };
    let before = program("name").replacen("ADMIN.name", "ADMIN.na$0me", 1);
    let fixture = Fixture::new(&before);
    let renaming = rename(fixture.host.db(), fixture.file, fixture.offset, "title").unwrap();
    let places: usize = renaming.edits.iter().map(|(_, edits)| edits.len()).sum();
    assert_eq!(places, program("title").matches("title").count(), "{renaming:?}");
}

#[test]
fn a_field_that_others_use_does_not_become_private() {
    check(
        "type A { x$0: Int }\nfn f(a: A) -> Int => a.x\n",
        "_x",
        expect!["`_x` would be private to `A`, and the field is used outside of it."],
    );
}
