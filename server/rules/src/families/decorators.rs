//! Decorators and their arguments.

use crate::Rule;
use crate::Severity::{Error, Warning};

rules! {
    ARGS = Rule {
        code: "dec/args",
        severity: Error,
        tag: None,
        summary: "A decorator gets an argument that it does not take, or lacks one that it needs.",
        finds: r#"The arguments of a decorator do not fit its declaration: one is missing, unknown, given with or without its name against
the declaration, or not a literal of the declared kind."#,
        why: r#"Decorators are read when the program is loaded, so a wrong argument stops the whole program before it answers its first
request. A misspelled key, for example the one of a port or of a heartbeat, is easily overlooked in a long line."#,
        wrong: r#"@get("/")
fn index() -> Str => "hello"

@server(prot=8080)
fn main() => 0"#,
        right: r#"@get("/")
fn index() -> Str => "hello"

@server(port=8080)
fn main() => 0"#,
        mend: r#"Hover over the decorator to see its arguments. The hint of the finding shows the shortest correct form; for a name that
is nearly right there is a quick fix. Where a string, a number or `true`/`false` is declared, write it directly: a
variable does not do."#,
    };
    UNKNOWN = Rule {
        code: "dec/unknown",
        severity: Error,
        tag: None,
        summary: "There is no such decorator for this place.",
        finds: r#"A decorator has a name that does not exist, or stands on something it is not made for: `@table` on a function, `@get` on
a type, `@primary` outside of a type."#,
        why: r#"Programs cannot define decorators, so an unknown one has no effect that could be meant. The program is refused when it
is loaded, although its syntax is right."#,
        wrong: r#"@websocket("/news")
async fn news(conn: WsConn<Str>) {
    conn.send("welcome")
}"#,
        right: r#"@ws("/news")
async fn news(conn: WsConn<Str>) {
    conn.send("welcome")
}"#,
        mend: r#"Take the suggestion of the hint if it is what was meant; a quick fix puts it in place. Typing `@` lists the decorators
that fit the declaration below. A decorator that belongs elsewhere has to move there: `@primary`, for example, stands on
a field."#,
    };
    CONFLICT = Rule {
        code: "decorator-conflict",
        severity: Error,
        tag: None,
        summary: "Two decorators that cannot be combined stand on one function.",
        finds: r#"A function has two decorators of which one excludes the other: a route or a WebSocket handler that is
also a job, a probe, a command, a remote function or part of a live component. The finding is on the later one."#,
        why: r#"Each of these decorators decides who calls the function and with what. With two of them there is no
answer, and the program is refused."#,
        wrong: r#"@get("/report")
@cron("0 3 * * *")
fn report() {
    log.info("report.sent")
}"#,
        right: r#"fn report() {
    log.info("report.sent")
}

@get("/report")
fn report_now() => report()

@cron("0 3 * * *")
fn report_nightly() { report() }"#,
        mend: r#"Keep the decorator that is meant, or give each a function of its own that calls the common one."#,
    };
    DUPLICATE = Rule {
        code: "decorator-duplicate",
        severity: Error,
        tag: None,
        summary: "A decorator stands twice where it can stand once.",
        finds: r#"A decorator that may stand once on a declaration stands there again, a field has two relations, two
functions draw one live component or react to one of its events, or a program has two functions with `@server`."#,
        why: r#"The second one contradicts the first, and the program is refused."#,
        wrong: r#"@flag("new-prices")
@flag("summer")
fn discount() -> Int => 10

print(discount())"#,
        right: r#"@flag("new-prices")
fn discount() -> Int => 10

print(discount())"#,
        mend: r#"Remove one of them; the quick fix removes the second."#,
    };
    REPEATED = Rule {
        code: "decorator-repeated",
        severity: Warning,
        tag: None,
        summary: "A decorator stands twice and has an effect once.",
        finds: r#"A decorator that may not be repeated stands on a declaration a second time, and the program is
accepted all the same."#,
        why: r#"The second one is not looked at. If it has other arguments, half of what is written has no effect."#,
        wrong: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@authenticated
@authenticated
@get("/me")
fn me(user: User) -> Str => user.email"#,
        right: r#"type User { email: Str, role: Str }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> {
    return Ok(User { email: headers.get("x-email")?, role: "user" })
}

@authenticated
@get("/me")
fn me(user: User) -> Str => user.email"#,
        mend: r#"Remove the second one; the quick fix does that."#,
    };
    HANDLER_REQUIRED = Rule {
        code: "handler-required",
        severity: Error,
        tag: None,
        summary: "A decorator of handlers stands on a function that is no handler.",
        finds: r#"`@header`, `@cookie` or `@middleware` stands on a function without a route decorator and without
`@ws`."#,
        why: r#"These decorators say what happens with a request. No request reaches this function, and the program
stops when it is loaded."#,
        wrong: r#"@header(name="X-Trace-Id")
fn trace(x_trace_id: Str?) => print(x_trace_id)"#,
        right: r#"@header(name="X-Trace-Id")
@get("/trace")
fn trace(x_trace_id: Str?) => print(x_trace_id)"#,
        mend: r#"Add the route, `@get("/path")` for example, or remove the decorator."#,
    };
    UNUSUAL = Rule {
        code: "decorator-unusual",
        severity: Warning,
        tag: None,
        summary: "Two decorators stand on one function and give it two jobs.",
        finds: r#"A function has two decorators that are accepted together although they hardly belong together: two routes, a route
that is also a test or the provider of users, `@server` on a function that has work of its own. What is refused is
`decorator-conflict`."#,
        why: r#"The function is called in two ways, with other parameters and for other reasons. Whoever changes it for the one easily
breaks the other."#,
        wrong: r#"@test
@get("/total")
fn total() -> Int {
    assert_eq(1 + 1, 2)
    return 2
}"#,
        right: r#"@get("/total")
fn total() -> Int => 2

@test
fn total_is_two() { assert_eq(total(), 2) }"#,
        mend: r#"Give each of the two a function of its own; one can call the other. The quick fix removes the second decorator."#,
    };
}
