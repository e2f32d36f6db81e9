//! Decorators and their arguments.

use crate::Rule;
use crate::Severity::Error;

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
        wrong: r#"@server(prot=8080)
fn main() => 0"#,
        right: r#"@server(port=8080)
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
}
