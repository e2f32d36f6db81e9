//! Definitions of every kind of name, declarations, type definitions, implementations, links, symbols of the workspace.

use expect_test::{Expect, expect};
use fitz_analysis::SourceFile;
use fitz_analysis::fixture::Fixture;
use fitz_ide::{
    NavigationTarget, declaration, definition, document_links, implementation, type_definition, workspace_symbol_range,
    workspace_symbols,
};
use fitz_syntax::TextRange;

type Answer = Option<(TextRange, Vec<NavigationTarget>)>;
type Question = fn(&dyn fitz_analysis::Db, SourceFile, fitz_syntax::TextSize) -> Answer;

/// The asked name, and each place with its line.
fn shown(program: &str, question: Question) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let Some((range, targets)) = question(db, fixture.file, fixture.offset) else { return "nothing".to_owned() };
    let asked = fixture.file.content(db).text.slice(range).into_owned();
    let places = targets.iter().map(|target| {
        assert!(target.full_range.contains_range(target.focus_range));
        let text = &target.file.content(db).text;
        let line = text.line_of(target.focus_range.start()) + 1;
        format!(" {}:{line} {:?}", target.file.path(db), text.slice(target.focus_range))
    });
    format!("{asked} =>{}", places.collect::<String>())
}

fn check(question: Question, cases: &[(&str, Expect)]) {
    for (program, expected) in cases {
        expected.assert_eq(&shown(program, question));
    }
}

const TABLES: &str = r#"@table
@index("owner_id, email")
@unique(email, owner_id)
type Account {
    @primary id: Int
    email: Str
    @belongs_to("Owner", fk="owner_id") owner_id: Int
}
@table
type Owner {
    @primary id: Int
    @has_many("Account", via="owner_id") accounts: List<Account>
}
"#;

const LIVE: &str = r#"//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"

[dependencies]
kit = { path = "kit" }

[flags]
beta-cart = false
//- /main.fitz
from kit import Pager
from kit.ui.bar import draw

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn show(state: Counter) -> Str => "{state.n}"

@on("counter", "inc")
fn inc(state: Counter, event: Map<Str, Str>) -> Counter => state

@flag("beta-cart")
fn cart() -> Int => 1

@header(name="X-Trace", into="trace")
@get("/notes/{id}?limit={limit}")
fn notes(id: Int, limit: Int?, trace: Str) -> Str => trace

@every(5)
@background(retry={ max: 3 })
fn job() {}
//- /kit/fitz.toml
[package]
name = "kit"
version = "0.1.0"
edition = "2026"

[lib]
entry = "src/lib.fitz"
//- /kit/src/lib.fitz
type Pager { page: Int }
//- /kit/src/ui/bar.fitz
fn draw() {}
"#;

fn at(program: &str, place: &str, marked: &str) -> String {
    assert!(program.contains(place), "{place}");
    program.replacen(place, marked, 1)
}

#[test]
fn every_name_leads_somewhere() {
    let tables = |place: &str, marked: &str| at(TABLES, place, marked);
    let live = |place: &str, marked: &str| at(LIVE, place, marked);
    check(
        definition,
        &[
            (&tables("owner_id, email\"", "owner_id, em$0ail\""), expect![[r#"email => /main.fitz:6 "email""#]]),
            (&tables("(email, ", "(em$0ail, "), expect![[r#"email => /main.fitz:6 "email""#]]),
            (&tables("\"Owner\"", "\"Ow$0ner\""), expect![[r#"Owner => /main.fitz:10 "Owner""#]]),
            (&tables("fk=\"owner_id", "fk=\"owner$0_id"), expect![[r#"owner_id => /main.fitz:7 "owner_id""#]]),
            (&tables("via=\"owner_id", "via=\"$0owner_id"), expect![[r#"owner_id => /main.fitz:7 "owner_id""#]]),
            (&live("@on(\"counter", "@on(\"coun$0ter"), expect![[r#"counter => /main.fitz:5 "Counter""#]]),
            (&live("@flag(\"beta", "@flag(\"be$0ta"), expect![[r#"beta-cart => /fitz.toml:13 "beta-cart""#]]),
            (&live("into=\"trace", "into=\"tra$0ce"), expect![[r#"trace => /main.fitz:18 "trace""#]]),
            (&live("?limit=", "?li$0mit="), expect![[r#"limit => /main.fitz:18 "limit""#]]),
            (&live("{limit}", "{li$0mit}"), expect![[r#"limit => /main.fitz:18 "limit""#]]),
            (&live("max: 3", "m$0ax: 3"), expect![[r#"max => fitz-std:decorators_options.fitz:28 "max""#]]),
            (&live("from kit import", "from k$0it import"), expect![[r#"kit => /kit/src/lib.fitz:1 """#]]),
            (&live("from kit.ui", "from k$0it.ui"), expect![[r#"kit => /kit/src/lib.fitz:1 """#]]),
            (&live("kit.ui.bar", "kit.ui.b$0ar"), expect![[r#"bar => /kit/src/ui/bar.fitz:1 """#]]),
            (&live("\"main.fitz", "\"ma$0in.fitz"), expect![[r#"main.fitz => /main.fitz:1 """#]]),
            (&live("path = \"kit", "path = \"k$0it"), expect![[r#"kit => /kit/fitz.toml:1 """#]]),
            ("fn f() { 'a: loop { loop { break '$0a } } }", expect![[r#"a => /main.fitz:1 "a""#]]),
            ("fn f() { 'a: loop {} break 'a$0 }", expect!["nothing"]),
            ("fn f() {\n    fn g(n: Int) => n\n    g($0n: 1)\n}", expect![[r#"n => /main.fitz:2 "n""#]]),
            ("fn g(n: Int) {}\nfn f() { g($0n: 1) }", expect![[r#"n => /main.fitz:1 "n""#]]),
            ("type T { a: Int }\nfn f(t: T) => \"{t.$0a}\"", expect![[r#"a => /main.fitz:1 "a""#]]),
            (
                "fn f(r: Result<Int>) => match r {\n    O$0k(n) => n\n    Err(_) => 0\n}",
                expect![[r#"Ok => fitz-std:globals.fitz:17 "Ok""#]],
            ),
            ("type T { a: Int }\nfn f() => T { $0a: 1 }", expect![[r#"a => /main.fitz:1 "a""#]]),
        ],
    );
}

#[test]
fn an_imported_name_is_declared_by_its_import() {
    let program = "//- /main.fitz\nfrom util import half as part\nimport util\nfn f(n: Half) { part(n)\n util.half(n) }\n//- /util.fitz\nfn half(n: Int) {}\n";
    check(
        declaration,
        &[
            (&at(program, "{ part", "{ pa$0rt"), expect![[r#"part => /main.fitz:1 "part""#]]),
            (&at(program, " util.half", " ut$0il.half"), expect![[r#"util => /main.fitz:2 "util""#]]),
            (&at(program, " util.half", " util.ha$0lf"), expect![[r#"half => /util.fitz:1 "half""#]]),
            (&at(program, "as part", "as pa$0rt"), expect![[r#"part => /util.fitz:1 "half""#]]),
            ("fn f(n: Int) => $0n", expect![[r#"n => /main.fitz:1 "n""#]]),
        ],
    );
}

#[test]
fn types_of_values() {
    let program = "type Note { text: Str }\ntype Page { notes: List<Note> }\nfn all() -> Result<List<Note>> => Ok([])\nlet page = Page { notes: [] }\nfn f(pair: (Note, Page?), n: Int) { let here = page.notes\n print(here, pair, n, all()) }\n";
    check(
        type_definition,
        &[
            (&at(program, "print(here", "print(he$0re"), expect![[r#"here => /main.fitz:1 "Note""#]]),
            (&at(program, ", pair, n", ", pa$0ir, n"), expect![[r#"pair => /main.fitz:1 "Note" /main.fitz:2 "Page""#]]),
            (&at(program, "page.notes", "page.no$0tes"), expect![[r#"notes => /main.fitz:1 "Note""#]]),
            (&at(program, "page.notes", "pa$0ge.notes"), expect![[r#"page => /main.fitz:2 "Page""#]]),
            (&at(program, "all())", "al$0l())"), expect![[r#"all => /main.fitz:1 "Note""#]]),
            (&at(program, "pair, n,", "pair, $0n,"), expect![[r#"n => fitz-std:types.fitz:11 "Int""#]]),
            ("fn f() { unkn$0own }", expect!["nothing"]),
        ],
    );
}

#[test]
fn functions_behind_paths_types_and_tags() {
    let program = "type User { name: Str }\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<User> => Err(\"no\")\n@get(\"/x\")\nfn x() => 1\n@post(\"/x\")\nfn y() => ws.broadcast(\"/live\", 1)\n@ws(\"/live\")\nasync fn live(conn: WsConn<Int>) {}\n";
    check(
        implementation,
        &[
            (&at(program, "@get(\"/x", "@get(\"/$0x"), expect![[r#"/x => /main.fitz:5 "x" /main.fitz:7 "y""#]]),
            (&at(program, "broadcast(\"/live", "broadcast(\"/li$0ve"), expect![[r#"/live => /main.fitz:9 "live""#]]),
            (&at(program, "type User", "type Us$0er"), expect![[r#"User => /main.fitz:3 "who""#]]),
            (
                &at(LIVE, "type Counter", "type Coun$0ter"),
                expect![[r#"Counter => /main.fitz:8 "show" /main.fitz:11 "inc""#]],
            ),
            (
                &at(LIVE, "component(\"counter", "component(\"coun$0ter"),
                expect![[r#"counter => /main.fitz:8 "show" /main.fitz:11 "inc""#]],
            ),
            (&at(LIVE, "beta-cart = false", "beta-$0cart = false"), expect![[r#"beta-cart => /main.fitz:14 "cart""#]]),
            ("type T { a: Int }\nfn f(t: $0T) {}", expect!["nothing"]),
        ],
    );
}

fn links(program: &str) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let text = &fixture.file.content(db).text;
    let link = |it: fitz_ide::DocumentLink| {
        let line = it.line.map_or(String::new(), |line| format!(" line {line}"));
        format!("{} => {}{line}\n", text.slice(it.range), it.file.path(db))
    };
    document_links(db, fixture.file).into_iter().map(link).collect()
}

#[test]
fn names_of_files_are_links() {
    expect![[r#"
        main.fitz => /main.fitz
        kit => /kit/fitz.toml
    "#]]
    .assert_eq(&links(LIVE));
    expect![[r#"
        kit => /kit/src/lib.fitz
        kit.ui.bar => /kit/src/ui/bar.fitz
    "#]]
    .assert_eq(&links(&LIVE.replace("from kit import Pager", "from kit import Pager$0")));
    let comments = "//- /src/main.fitz\n// See util.fitz, src/util.fitz:12 and (./util.fitz). Not gone.fitz, nor main.fitz, 1.5 or e.g. this.\n/* fitz.toml */\nfn f() => \"util.fitz\" //util.fitz\n//- /src/util.fitz\nfn u() {}\n//- /fitz.toml\n[package]\nname = \"a\"\n";
    expect![[r#"
        util.fitz => /src/util.fitz
        src/util.fitz:12 => /src/util.fitz line 12
        ./util.fitz => /src/util.fitz
        fitz.toml => /fitz.toml
        util.fitz => /src/util.fitz
    "#]]
    .assert_eq(&links(comments));
}

fn symbols(program: &str, query: &str, limit: usize) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let line = |it: fitz_ide::WorkspaceSymbol| {
        let range = workspace_symbol_range(db, &it);
        let text = range.map(|range| it.file.content(db).text.slice(range).into_owned()).unwrap_or_default();
        format!("{} {:?} in {}: {} {text}\n", it.name, it.kind, it.container, it.file.path(db))
    };
    workspace_symbols(db, query, limit).into_iter().map(line).collect()
}

#[test]
fn symbols_of_the_workspace() {
    let program = "//- /main.fitz\nimport realtime\nlet DASH_LIMIT = 3\n@get(\"/users/{id}\")\nfn user(id: Int) -> Int => id\n@test\nfn adds() {}\n//- /realtime.fitz\ntype Dash { n: Int\n fn total() -> Int => n }\n@ws(\"/dashboard\")\nasync fn dashboard(conn: WsConn<Dash>) {}\nlet (a, b) = (1, 2)\n";
    expect![[r#"
        Dash Type in realtime.fitz: /realtime.fitz Dash
        dashboard Function in realtime.fitz: /realtime.fitz dashboard
        DASH_LIMIT Variable in main.fitz: /main.fitz DASH_LIMIT
        @ws /dashboard Endpoint in dashboard: /realtime.fitz "/dashboard"
    "#]]
    .assert_eq(&symbols(program, "dash", 10));
    expect![[r#"
        @ws /dashboard Endpoint in dashboard: /realtime.fitz "/dashboard"
    "#]]
    .assert_eq(&symbols(program, "@ws /dash", 10));
    expect![[r#"
        @get /users/{id} Endpoint in user: /main.fitz "/users/{id}"
    "#]]
    .assert_eq(&symbols(program, "/us", 10));
    expect![[r#"
        total Method in Dash: /realtime.fitz total
    "#]]
    .assert_eq(&symbols(program, "total", 10));
    assert_eq!(symbols(program, "", 100).lines().count(), 9);
    assert_eq!(symbols(program, "", 2).lines().count(), 2);
    assert_eq!(symbols(program, "nothing like it", 10), "");
}
