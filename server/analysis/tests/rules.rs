//! Findings: each program tells what it expects with `^^^ [code]` under the place, and everything must be expected.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should"
)]

mod support;

use support::check;

#[test]
fn handlers_are_async() {
    check(
        r#"
@ws("/x")
fn x(conn: WsConn<Int>) {}
// ^ [ws/not-async]

@ws("/y")
async fn y(conn: WsConn<Int>) {}

fn z() {}
"#,
    );
}

#[test]
fn handlers_have_one_connection() {
    check(
        r#"
@ws("/a")
async fn a(name: Str) {}
//        ^^^^^^^^^^^ [ws/conn-count]

@ws("/b")
async fn b(one: WsConn<Int>, two: WsConn<Int>) {}
//                           ^^^^^^^^^^^^^^^^ [ws/conn-count]

@ws("/c")
async fn c(one: WsConn<Int>, db: DbConn) {}
"#,
    );
}

#[test]
fn decorators_are_known() {
    check(
        r#"
  @websocket("/a")
// ^^^^^^^^^ [dec/unknown]
fn a() {}

  @primary
// ^^^^^^^ [dec/unknown]
fn b() {}

@table("t")
type T {
    @primry id: Int
//   ^^^^^^ [field-decorator-unknown]
    @hidden name: Str
}
"#,
    );
}

#[test]
fn decorator_arguments_fit_their_declaration() {
    check(
        r#"
@ws(3)
//  ^ [ws/args]
async fn a(conn: WsConn<Int>) {}

@get("/a", "/b")
//         ^^^^ [dec/args]
fn b() {}

   @server(3000, dcos=false)
//               ^^^^ [dec/args]
fn main() => 0

  @get
// ^^^ [dec/args]
fn c() {}

@cron("0 3 * * *", tz=3)
//                    ^ [job-kwarg-type]
fn d() {}

  @authenticated
// ^^^^^^^^^^^^^ [auth-no-provider]
@get("/e")
fn e(user: User) {}

type User { id: Int }

@every(0.5)
fn f() {}

@cron("0 3 * * *", retry={max: 3, "backoff": "linear"}, catch_up=false)
fn g() {}

@header(name="X-Visitor")
@get("/g")
fn h(x_visitor: Str?) {}
"#,
    );
}

#[test]
fn paths_are_unique_in_a_program() {
    check(
        r#"
//- /fitz.toml
[package]
name = "p"
[bin]
main = "main.fitz"
//- /main.fitz
import feeds

@ws("/feed")
async fn first(conn: WsConn<Int>) {}

@ws("/feed")
//  ^^^^^^^ [ws/duplicate-path]
async fn second(conn: WsConn<Int>) {}
//- /feeds.fitz
@ws("/feed")
//  ^^^^^^^ [ws/duplicate-path]
async fn third(conn: WsConn<Int>) {}

@ws("/other")
async fn fourth(conn: WsConn<Int>) {}
"#,
    );
}

#[test]
fn the_forms_of_the_article_are_clean() {
    check(
        r#"
type ClickEvent { code: Str, target_url: Str, timestamp: Str }
type User { id: Int, email: Str, role: Str }

@auth_provider
fn provider(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { id: 1, email: "a", role: "b" })
}

@background
async fn notify_dashboard(event: ClickEvent) {
    ws.broadcast("/dashboard", event)
}

@authenticated
@ws("/dashboard")
async fn dashboard(conn: WsConn<ClickEvent>, user: User) {
    log.info("dashboard.open", { user_email: user.email })
    loop {
        match conn.recv().await {
            Ok(event) => { conn.send(event).await }
            Err(_) => break,
        }
    }
}

@requires("support")
@ws("/users/{email}/feed")
async fn feed(conn: WsConn<Bytes>, email: Str, user: User, db: DbConn) {}

@server(43929, ws_heartbeat_secs=30)
fn main() => 0
"#,
    );
}

#[test]
fn without_a_manifest_a_program_starts_where_nobody_imports() {
    check(
        r#"
//- /main.fitz
import feeds

@ws("/feed")
async fn first(conn: WsConn<Int>) {}
//- /feeds.fitz
@ws("/feed")
//  ^^^^^^^ [ws/duplicate-path]
async fn second(conn: WsConn<Int>) {}
//- /elsewhere.fitz
@ws("/feed")
async fn third(conn: WsConn<Int>) {}
"#,
    );
}
