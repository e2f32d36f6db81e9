//! Decorators beside each other.

use crate::support::check;
use crate::{fixed, fixed_each_way};
use fitz_analysis::diagnostics;
use fitz_analysis::fixture::Fixture;

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
    are_listed(MATRIX, a, b)
}

/// Which decorators of functions are accepted beside each other with a warning.
const UNUSUAL: &[(&str, &[&str])] = &[
    ("get", HANDLER),
    ("post", HANDLER),
    ("put", HANDLER),
    ("delete", HANDLER),
    ("ws", HANDLER),
    ("authenticated", &["auth_provider", "test", "command", "rpc"]),
    ("admin", &["auth_provider", "test", "command", "rpc"]),
    ("requires", &["auth_provider", "test", "command", "rpc"]),
    ("server", &["ws", "cron", "every", "background", "auth_provider", "trace", "metric", "flag", "healthz", "readyz"]),
];

const HANDLER: &[&str] = &["get", "post", "put", "delete", "ws", "auth_provider", "test", "server"];

fn are_listed(table: &[(&str, &[&str])], a: &str, b: &str) -> bool {
    let lists = |a: &str, b: &str| table.iter().any(|(name, others)| *name == a && others.contains(&b));
    a != b && (lists(a, b) || lists(b, a))
}

/// Each pair, in both orders: what is refused, and what is accepted with a warning.
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
            let unusual: Vec<&str> = found
                .iter()
                .filter(|it| it.code == "decorator-unusual")
                .map(|it| &program[usize::from(it.range.start())..usize::from(it.range.end())])
                .collect();
            let expected: &[&str] = if are_listed(UNUSUAL, a, b) { &[b] } else { &[] };
            if unusual != expected {
                wrong.push(format!("@{a} above @{b}: {unusual:?} are unusual, not {expected:?}"));
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
//  ^^^^ [decorator-unusual]
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
        fixed_each_way("@get(\"/a\")\n@cron(\"* * * * *\")\nfn a() {}\n", "decorator-conflict"),
        ["@get(\"/a\")\nfn a() {}\n", "@cron(\"* * * * *\")\nfn a() {}\n"]
    );
    assert_eq!(
        fixed_each_way("@flag(\"a\")\n@flag(\"b\")\nfn a() {}\n", "decorator-duplicate"),
        ["@flag(\"a\")\nfn a() {}\n", "@flag(\"b\")\nfn a() {}\n"]
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
// ^^^ [decorator-unusual]
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
