//! Findings about decorators: what they are given, what they stand on, what they stand beside.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use fitz_analysis::diagnostics;
use fitz_analysis::fixture::Fixture;
use support::check;

const PROVIDER: &str = r#"
type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}
"#;

fn check_with_provider(program: &str) {
    check(&format!("{PROVIDER}{program}"));
}

/// A program after the first fix of a code.
fn fixed(program: &str, code: &str) -> String {
    let fixture = Fixture::new(program);
    let db = fixture.host.db();
    let mut text = fixture.file.content(db).text.to_string();
    let found = diagnostics(db, fixture.file);
    let finding = found.iter().find(|it| it.code == code).unwrap_or_else(|| panic!("no {code}: {found:#?}"));
    let mut edits = finding.fix.clone().unwrap().edits;
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start()));
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    text
}

/// Which decorators of functions exclude each other, for each those that it excludes. What is not listed is accepted.
const MATRIX: &[(&str, &[&str])] = &[
    ("get", ROUTE),
    ("post", ROUTE),
    ("put", ROUTE),
    ("delete", ROUTE),
    ("ws", ROUTE),
    ("cron", CLOCK),
    ("every", CLOCK),
    ("background", CLOCK),
    ("auth_provider", &["cron", "every", "background", "command", "healthz", "readyz", "rpc", "render_for", "on"]),
    ("authenticated", &["cron", "every", "background", "healthz", "readyz", "render_for", "on"]),
    ("admin", &["cron", "every", "background", "healthz", "readyz", "render_for", "on"]),
    ("requires", &["cron", "every", "background", "render_for", "on"]),
    ("test", &["cron", "every", "background", "command", "healthz", "readyz", "rpc", "render_for", "on"]),
    ("command", &["middleware", "server", "healthz", "readyz", "render_for", "on"]),
    ("server", &["command", "rpc"]),
    ("healthz", &["readyz", "render_for", "on"]),
    ("readyz", &["healthz", "render_for", "on"]),
];

const ROUTE: &[&str] =
    &["cron", "every", "background", "trace", "metric", "command", "healthz", "readyz", "rpc", "render_for", "on"];

const CLOCK: &[&str] = &[
    "get",
    "post",
    "put",
    "delete",
    "ws",
    "cron",
    "every",
    "background",
    "auth_provider",
    "authenticated",
    "admin",
    "requires",
    "test",
    "command",
    "healthz",
    "readyz",
    "rpc",
    "render_for",
    "on",
];

/// How each decorator is written.
const WRITTEN: &[(&str, &str)] = &[
    ("get", "(\"/a\")"),
    ("post", "(\"/b\")"),
    ("put", "(\"/c\")"),
    ("delete", "(\"/d\")"),
    ("ws", "(\"/e\")"),
    ("header", "(name=\"X-A\")"),
    ("cookie", "(name=\"b\")"),
    ("middleware", "(cors())"),
    ("server", "(3000)"),
    ("auth_provider", ""),
    ("healthz", ""),
    ("readyz", ""),
    ("authenticated", ""),
    ("admin", ""),
    ("requires", "(\"editor\")"),
    ("cron", "(\"* * * * *\")"),
    ("every", "(5)"),
    ("background", ""),
    ("test", ""),
    ("command", "(\"run\")"),
    ("trace", ""),
    ("metric", ""),
    ("flag", "(\"beta\")"),
    ("rpc", ""),
    ("render_for", "(\"counter\")"),
    ("on", "(\"counter\", \"more\")"),
];

fn exclude(a: &str, b: &str) -> bool {
    let lists = |a: &str, b: &str| MATRIX.iter().any(|(name, others)| *name == a && others.contains(&b));
    a != b && (lists(a, b) || lists(b, a))
}

#[test]
fn the_combination_matrix() {
    let mut wrong = Vec::new();
    for (a, a_arguments) in WRITTEN {
        for (b, b_arguments) in WRITTEN {
            if a == b {
                continue;
            }
            let program = format!("@{a}{a_arguments}\n@{b}{b_arguments}\nasync fn f() {{}}\n");
            let fixture = Fixture::new(&program);
            let found = diagnostics(fixture.host.db(), fixture.file);
            let conflicts: Vec<_> = found
                .iter()
                .filter(|it| matches!(it.code, "decorator-conflict" | "trace-metric-on-handler"))
                .map(|it| (it.code, program[usize::from(it.range.start())..usize::from(it.range.end())].to_owned()))
                .collect();
            let is_measured = |name: &str| matches!(name, "trace" | "metric");
            let expected = match exclude(a, b) {
                false => vec![],
                true if is_measured(a) => vec![("trace-metric-on-handler", (*a).to_owned())],
                true if is_measured(b) => vec![("trace-metric-on-handler", (*b).to_owned())],
                true => vec![("decorator-conflict", (*b).to_owned())],
            };
            if conflicts != expected {
                wrong.push(format!("@{a} above @{b}: {conflicts:?}, not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn conflicts_are_reported_once_for_each_later_decorator() {
    check(
        r#"
@get("/a")
@post("/a")
   @cron("* * * * *")
//  ^^^^ [decorator-conflict]
   @background
//  ^^^^^^^^^^ [decorator-conflict]
fn a() {}

   @trace
//  ^^^^^ [trace-metric-on-handler]
   @metric(name="m")
//  ^^^^^^ [trace-metric-on-handler]
@get("/b")
fn b() {}
"#,
    );
    assert_eq!(
        fixed("@get(\"/a\")\n@cron(\"* * * * *\")\nfn a() {}\n", "decorator-conflict"),
        "@get(\"/a\")\nfn a() {}\n"
    );
}

#[test]
fn decorators_stand_once() {
    check(
        r#"
@flag("a")
  @flag("b")
// ^^^^ [decorator-duplicate]
fn a() {}

@trace
  @trace
// ^^^^^ [decorator-duplicate]
fn b() {}

@cron("* * * * *")
  @cron("0 * * * *")
// ^^^^ [decorator-repeated]
fn c() {}

@get("/d")
@get("/e")
@header(name="A")
@header(name="B")
fn d(a: Str?, b: Str?) => print("{a}{b}")

@table("a")
  @table("b")
// ^^^^^ [decorator-duplicate]
type T {
    @primary
    @primary
//   ^^^^^^^ [decorator-duplicate]
    id: Int = 0
    @belongs_to("T")
    @has_one("T")
//   ^^^^^^^ [decorator-duplicate]
    parent_id: Int? = null
}

@server(3000)
fn main() => 0

  @server(4000)
// ^^^^^^ [decorator-duplicate]
fn second() => 0
"#,
    );
    assert_eq!(fixed("@flag(\"a\") @flag(\"b\")\nfn a() {}\n", "decorator-duplicate"), "@flag(\"a\") fn a() {}\n");
}

#[test]
fn handlers_are_required() {
    check(
        r#"
  @header(name="A")
// ^^^^^^ [handler-required]
@cookie(name="b")
fn a(a: Str?, b: Str?) => print("{a}{b}")

  @middleware(cors())
// ^^^^^^^^^^ [handler-required]
fn b() {}

@middleware(cors())
@ws("/c")
async fn c(conn: WsConn<Str>) {}

  @patch("/d")
// ^^^^^ [dec/unknown]
@header(name="A")
fn d(a: Str?) => print("{a}")
"#,
    );
}

#[test]
fn the_shape_of_a_provider() {
    check(
        r#"
type User { email: Str }

@auth_provider
fn a() -> Result<User> => Ok(User { email: "" })
//  ^^ [auth-provider-params]
"#,
    );
    check(
        r#"
type User { email: Str }

@auth_provider
fn a(token: Str) -> Result<User> => Ok(User { email: token })
//          ^^^ [auth-provider-params]
"#,
    );
    check(
        r#"
type User { email: Str }

@auth_provider
fn a(headers: Map<Str, Str>, token: Str, other: Int) -> Result<User> {
//                           ^^^^^^^^^^^^^^^^^^^^^^ [auth-provider-params]
    return Ok(User { email: "{headers}{token}{other}" })
}
"#,
    );
    check(
        r#"
  @auth_provider
fn a(headers: Map<Str, Str>) => headers
// ^ [auth-provider-return]
"#,
    );
    check(
        r#"
@auth_provider
async fn a(headers: Map<Str, Str>) -> Str => "{headers}"
//                                    ^^^ [auth-provider-return]
"#,
    );
    check(
        r#"
type User { email: Str }

@auth_provider(1)
//             ^ [auth-provider-args]
async fn a(headers) -> Result<User, Str> => Ok(User { email: headers })
"#,
    );
    check(
        r#"
@auth_provider
fn a(headers: Map<Str, Str>) -> Result<Usr> => Err("{headers}")
//                                     ^^^ [unknown-type]
"#,
    );
}

#[test]
fn a_program_has_one_provider_and_one_probe_of_a_kind() {
    check(
        r#"
//- /main.fitz
from users import User

@auth_provider
fn second(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")

@healthz
fn alive() -> Bool => true

  @healthz
// ^^^^^^^ [health-duplicate]
fn awake() -> Bool => true

@readyz
fn ready() => true

//- /users.fitz
type User { email: Str }

  @auth_provider
// ^^^^^^^^^^^^^ [auth-provider-duplicate]
fn first(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")
"#,
    );
}

#[test]
fn protected_handlers_take_the_user() {
    check_with_provider(
        r#"
@authenticated
@get("/a/{id}")
fn a(id: Int) => id
//  ^^^^^^^^^ [auth-missing-user-param]

@requires("editor")
@ws("/b")
async fn b(conn: WsConn<Str>) {}
//        ^^^^^^^^^^^^^^^^^^^ [auth-missing-user-param]

@admin
@get("/c")
fn c(someone: User?) => print(someone)

@admin
@get("/d")
fn d(someone) => print(someone)

@get("/e")
fn e() => 0
"#,
    );
    let program = format!("{PROVIDER}\n@authenticated\n@get(\"/a\")\nfn a() => 0\n");
    assert!(fixed(&program, "auth-missing-user-param").ends_with("fn a(user: User) => 0\n"));
    let program = format!("{PROVIDER}\n@authenticated\n@get(\"/a/{{id}}\")\nfn a(id: Int) => id\n");
    assert!(fixed(&program, "auth-missing-user-param").ends_with("fn a(id: Int, user: User) => id\n"));
}

#[test]
fn protected_handlers_of_other_modules() {
    check(
        r#"
//- /main.fitz
import handlers
from users import who

@authenticated
@get("/a")
fn a() => who({})
//  ^^ [auth-missing-user-param]

//- /handlers.fitz
from users import User

@authenticated
@get("/b")
fn b(user: User) => user

type Other { n: Int }

@authenticated
@get("/c")
fn c(user: Other) => user
//  ^^^^^^^^^^^^^ [auth-missing-user-param]

//- /users.fitz
type User { email: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")
"#,
    );
}

#[test]
fn roles_need_a_field() {
    check(
        r#"
type User { email: Str, role: Str? }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")

  @requires("a")
// ^^^^^^^^ [auth-missing-role-field]
@requires("b")
@requires("a")
//        ^^^ [requires-duplicate-role]
@get("/a")
fn a(user: User) => user

@authenticated
@get("/b")
fn b(user: User) => user
"#,
    );
}

#[test]
fn somebody_provides_the_user() {
    check(
        r#"
type User { email: Str }

  @authenticated
// ^^^^^^^^^^^^^ [auth-no-provider]
@get("/a")
fn a(user: User) => user

  @admin
// ^^^^^ [auth-not-handler]
fn b(user: User) => print(user)

@authenticated("x")
//             ^^^ [auth-args]
  @admin
  @cron("* * * * *")
// ^^^^ [decorator-conflict]
fn c() {}
"#,
    );
    // What an import that leads nowhere would bring is not known.
    check(
        r#"
import users
//     ^^^^^ [module-not-found]
type User { email: Str }

@authenticated
@get("/a")
fn a(user: User) => user
"#,
    );
    check(
        r#"
type User { email: Str }

  @auth_provide
// ^^^^^^^^^^^^ [dec/unknown]
fn who(headers: Map<Str, Str>) -> Result<User> => Err("{headers}")
"#,
    );
}

#[test]
fn websocket_handlers() {
    check_with_provider(
        r#"
@ws(3)
//  ^ [ws/args]
async fn a(conn: WsConn<Str>) {}

@ws("/b")
async fn b(conn: WsConn<Any, Str>, req: Request, n: Int, x, m: Int = 3) {}
//                      ^^^ [ws/conn-any]
//                                 ^^^^^^^^^^^^ [ws/param-count]
//                                               ^^^^^^ [ws/param-count]

@header(name="X-Visitor")
@cookie(name="s", into="session")
@requires("editor")
@ws("/c/{email}/feed")
async fn c(conn: WsConn<Str>, user: User, email: Str, x_visitor: Str?, session: Str, db: DbConn) {}

@authenticated
@ws("/d")
async fn d(conn: WsConn<Str>, user: User, other: Int) {}
//                                        ^^^^^^^^^^ [ws/param-count]

@ws("/e")
async fn e(conn: WsConn<Unknown>, other: Missing) {}
//                      ^^^^^^^ [unknown-type]
//                                       ^^^^^^^ [unknown-type]
"#,
    );
}

#[test]
fn the_paths_of_routes() {
    check(
        r#"
@get("notes")
//   ^^^^^^^ [route-path]
fn a() {}

@get("/a/{id}/{id}?limit={limit}&max={top}")
//            ^^^^ [route-parameter-duplicate]
//                                   ^^^^^ [route-query-key]
fn b(id: Int, limit: Int?, top: Int) => print("{id}{limit}{top}")

@post("/b/{idd}/{}")
//              ^^ [syntax/interpolation]
fn c(id: Int) => print(id)

@put("/c/{id + 1}")
//       ^^^^^^^^ [route-path]
@delete("/d/{idd}/{other}")
//          ^^^^^ [route-parameter-missing]
//                ^^^^^^^ [route-parameter-missing]
fn d(id: Int) => print(id)

@get("/e/{id}?q={q}")
fn e(q: Str?, id: Int) => print("{q}{id}")
"#,
    );
    assert_eq!(fixed("@get(\"a\")\nfn a() {}\n", "route-path"), "@get(\"/a\")\nfn a() {}\n");
    assert_eq!(
        fixed("@get(\"/a/{id}\")\nfn a() {}\n", "route-parameter-missing"),
        "@get(\"/a/{id}\")\nfn a(id: Str) {}\n"
    );
}

#[test]
fn jobs() {
    check(
        r#"
  @cron()
// ^^^^ [cron-args]
fn a() {}

@cron("* * * * *", timezone="UTC", tz=3, catch_up="no", store=null, retry=3)
//                 ^^^^^^^^ [job-kwarg-unknown]
//                                    ^ [job-kwarg-type]
//                                                ^^^^ [job-kwarg-type]
//                                                            ^^^^ [job-kwarg-type]
//                                                                        ^ [job-kwarg-type]
fn b(n: Int, m: Int) -> Int => n + m
//   ^^^^^^^^^^^^^^ [cron-params]
//                      ^^^ [cron-return]

@cron("* * * * *", retry={ max: -1, backof: "linear", "max_secs": 0, initial_secs: 1.5, max: 2 })
//                              ^^ [job-retry-value]
//                                  ^^^^^^ [job-retry-key]
//                                                                ^ [job-retry-value]
//                                                                                 ^^^ [job-retry-value]
//                                                                                      ^^^ [job-retry-key]
async fn c() -> Result<Int> => Ok(1)

@background(3, retry={ backoff: "slow", max: limit })
//          ^ [background-args]
//                              ^^^^^^ [job-retry-value]
fn d(n: Int) -> Int => n

let limit = 3

@every(0.0001)
//     ^^^^^^ [every-interval]
fn e() -> Null {}

@every(-5)
//     ^^ [every-interval]
fn f() {}

@every("5", tz="UTC")
//     ^^^ [every-args]
//          ^^ [every-kwargs]
fn g(n: Int) -> Str => "{n}"
//   ^^^^^^ [every-params]
//              ^^^ [every-return]

@every(0.5)
fn h() -> Result<Null> => Ok(null)

  @every
// ^^^^^ [every-args]
fn i() {}
"#,
    );
    assert_eq!(fixed("@cron(\"* * * * *\")\nfn a(n: Int) {}\n", "cron-params"), "@cron(\"* * * * *\")\nfn a() {}\n");
    assert_eq!(
        fixed("@background(retry={ mx: 3 })\nfn a() {}\n", "job-retry-key"),
        "@background(retry={ max: 3 })\nfn a() {}\n"
    );
}

#[test]
fn probes_and_remote_functions() {
    check(
        r#"
@healthz("/x")
//       ^^^^ [health-args]
fn a(n: Int) -> Int => n
//   ^^^^^^ [health-params]
//              ^^^ [health-return]

@readyz
async fn b() -> Result<Bool> => Ok(true)

@rpc("x")
//   ^^^ [rpc-args]
fn c() -> Result<Int> => Ok(1)
// ^ [rpc-not-async]

@rpc
async fn d(n: Int) -> Result<Int> => Ok(n)
"#,
    );
    check("@healthz\nfn a() -> Result<Str> => Ok(\"\")\n//        ^^^^^^^^^^^ [health-return]\n");
    assert_eq!(
        fixed("@rpc\nfn c() -> Result<Int> => Ok(1)\n", "rpc-not-async"),
        "@rpc\nasync fn c() -> Result<Int> => Ok(1)\n"
    );
}

#[test]
fn commands_flags_and_traces() {
    check(
        r#"
@command("a", desc=3, help="x")
//                 ^ [command-kwarg]
//                    ^^^^ [command-kwarg]
fn a(words: List<Str>, n: Int, when: Date, on: Bool?) -> Str => "{words}{n}{when}{on}"
//   ^^^^^^^^^^^^^^^^ [command-variadic-position]
//                                   ^^^^ [command-param-type]
//                                             ^^^^^ [command-param-type]
//                                                       ^^^ [command-return]

@command("b")
async fn b(name: Str, age: Int?, x, rest: List<Str>) -> Int => 0

@command("c")
fn c(...rest: Str) => rest.len()
//   ^^^^^^^^^^^^ [command-param-type]

@command("")
//       ^^ [command-args]
fn d() -> Int => 0

  @command
// ^^^^^^^ [command-args]
fn e() -> Int => 0

@trace("x")
//     ^^^ [trace-metric-args]
@metric(name=3)
//           ^ [trace-metric-args]
fn f() {}

@flag("a b")
//    ^^^^^ [flag-name]
fn g() {}

@flag("")
//    ^^ [flag-name]
fn h() {}

@flag(3)
//    ^ [flag-args]
fn i() {}

@flag("new-search_2")
fn j() {}
"#,
    );
}

#[test]
fn live_components() {
    check(
        r#"
//- /main.fitz
from live import flv_register

@live_component("counter")
type Counter { n: Int, label: Str? }
//             ^ [live-component-field-default]

  @live_component("lonely")
// ^^^^^^^^^^^^^^ [live-component-no-render]
type Lonely { n: Int = 0 }

@render_for("counter")
fn draw(state: Int) -> Int => state
//     ^^^^^^^^^^^^ [render-for-signature]
//                     ^^^ [render-for-signature]

@render_for("counter")
//          ^^^^^^^^^ [decorator-duplicate]
fn again(state: Counter) -> Html => flv_register(state)

type Html { text: Str }

@render_for("conter")
//          ^^^^^^^^ [render-for-unknown]
fn third(state: Counter) => "{state.n}"

@on("counter", "more")
@on("counter", "less")
@on("counter", "more")
//             ^^^^^^ [decorator-duplicate]
fn more(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: state.n + data.len() }

@on("counter", "less")
//             ^^^^^^ [decorator-duplicate]
@on("lonely", "less")
//  ^^^^^^^^ [on-mixed-components]
fn less(state: Counter) -> Int => state.n
//     ^^^^^^^^^^^^^^^^ [on-signature]
//                         ^^^ [on-signature]

@on("timer", "x")
//  ^^^^^^^ [on-unknown]
fn timer(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: state.n + data.len() }

  @on("counter")
// ^^ [on-args]
fn half(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: state.n + data.len() }

//- /live.fitz
fn flv_register(name) => name
"#,
    );
    check(
        r#"
  @live_component("counter")
// ^^^^^^^^^^^^^^ [live-component-register-missing]
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "{state.n}"
"#,
    );
    check(
        r#"
import live
//     ^^^^ [module-not-found]
@live_component("counter")
type Counter { n: Int = 0 }

@render_for("other")
fn draw(state: Counter) -> Str => "{state.n}"
"#,
    );
}

#[test]
fn tables() {
    check(
        r#"
@table("a b")
//     ^^^^^ [table-name]
type A { @primary id: Int = 0 }

@table("a.b.c")
//     ^^^^^^^ [table-name]
type B { @primary id: Int = 0 }

@table(".b")
//     ^^^^ [table-name]
type C { @primary id: Int = 0 }

@table("")
//     ^^ [table-name]
type D { @primary id: Int = 0 }

@table("a", "b")
//          ^^^ [table-args]
type E { @primary id: Int = 0 }

@table(name="a")
//     ^^^^ [table-args]
type F { @primary id: Int = 0 }

@table("shop.orders")
@index("id, nme")
//          ^^^ [index-unknown-column]
@index("id", expression="lower(name)")
//           ^^^^^^^^^^^^^^^^^^^^^^^^ [index-args]
@index("id", using="tree", unique=1, nam="x")
//                 ^^^^^^ [index-args]
//                                ^ [index-args]
//                                   ^^^ [index-args]
@index(expression="lower(name)", using="gin")
@unique(id, "name", nme, "nme")
//                  ^^^ [index-unknown-column]
//                       ^^^^^ [index-unknown-column]
@unique(3)
//      ^ [unique-args]
@unique(id, where_="x")
//          ^^^^^^ [unique-args]
  @index
// ^^^^^ [index-args]
  @unique
// ^^^^^^ [unique-args]
@check_constraint("")
//                ^^ [check-constraint-args]
@renamed_from(old="x")
//            ^^^ [renamed-from-args]
  @audited
// ^^^^^^^ [type-decorator-unknown]
type Order {
    @primary("x") id: Int = 0
//           ^^^ [field-decorator-args]
    @column("x") name: Str
//          ^^^ [column-args]
    @column(nam="x", sql_type=3) other: Str
//          ^^^ [column-args]
//                            ^ [column-args]
    @db_default(0) n: Int = 0
//              ^ [db-default-args]
    @db_default at: DateTime
    @renamed_from("") mail: Str
//                ^^ [renamed-from-args]
    @hidden(true) secret: Str
//          ^^^^ [field-decorator-args]
    @belongs_to(Order) a_id: Int
//              ^^^^^ [relation-args]
    @belongs_to("Order", via="x", on_delete="delete", on_update="set_null") b_id: Int?
//                       ^^^ [relation-kwarg]
//                                          ^^^^^^^^ [relation-cascade]
    @has_many("Order", on_delete=3) orders: List<Order> = []
//                               ^ [relation-kwarg]
    @get("/x") c: Int
//   ^^^ [field-decorator-unknown]
    @primry d: Int
//   ^^^^^^ [field-decorator-unknown]
}
"#,
    );
}

#[test]
fn columns_need_a_table() {
    check(
        r#"
type A {
    @hidden secret: Str
    @primary id: Int = 0
//   ^^^^^^^ [orm-decorator-without-table]
    @unique email: Str
}

type B { @hidden secret: Str }

  @tabel("c")
// ^^^^^ [type-decorator-unknown]
type C { @primary id: Int = 0 }
"#,
    );
    assert_eq!(
        fixed("@renamed_from(\"b\") type A { @primary id: Int = 0 }\n", "orm-decorator-without-table"),
        "@table\n@renamed_from(\"b\") type A { @primary id: Int = 0 }\n"
    );
    assert_eq!(
        fixed("@table\n@index(\"nam\", unique=true)\ntype A { name: Str }\n", "index-unknown-column"),
        "@table\n@index(\"name\", unique=true)\ntype A { name: Str }\n"
    );
}

#[test]
fn broken_text_is_silent() {
    for program in [
        "@cron(\nfn a() {}\n",
        "@every(\n",
        "@authenticated\n@get(\"/a\")\nfn a(\n",
        "@ws(\"/a\")\nasync fn a(conn: WsConn<\n",
        "@table(\"a\n",
        "type A { @\n",
        "@command(\"a\") fn a(x: ) -> \n",
        "@healthz\nfn\n",
        "@auth_provider\nfn who(\n",
    ] {
        let fixture = Fixture::new(program);
        let found = diagnostics(fixture.host.db(), fixture.file);
        let others: Vec<_> = found.iter().filter(|it| !it.code.starts_with("syntax/")).collect();
        assert!(others.is_empty(), "{program}\n{others:#?}");
    }
}
