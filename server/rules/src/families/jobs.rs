//! Jobs, probes and remote functions.

use crate::Rule;
use crate::Severity::{Error, Hint, Warning};

rules! {
    BACKGROUND_ARGS = Rule {
        code: "background-args",
        severity: Error,
        tag: None,
        summary: "`@background` is given an argument without a name.",
        finds: r#"All arguments of `@background` have names: `retry`, `store`, `catch_up` and `tz`."#,
        why: r#"The program is refused: a background function has no schedule, it runs when `spawn` says so."#,
        wrong: r#"@background(3)
fn send(email: Str) => print(email)

spawn(send("a@b.c"))"#,
        right: r#"@background(retry={ max: 3 })
fn send(email: Str) => print(email)

spawn(send("a@b.c"))"#,
        mend: r#"Give the argument its name, or remove it."#,
    };
    BACKGROUND_CALLED = Rule {
        code: "background-called",
        severity: Hint,
        tag: None,
        summary: "A background function is called like any other.",
        finds: r#"A function with `@background` that is not async is called without `spawn`, outside of tests."#,
        why: r#"It then runs at once, and who called it waits for it. `retry` and `store` have no effect on such a run."#,
        wrong: r#"@background
fn send(email: Str) => print(email)

@post("/a/{email}")
fn a(email: Str) -> Str {
    send(email)
    spawn(send("admin@example.org"))
    return email
}"#,
        right: r#"@background
fn send(email: Str) => print(email)

@post("/a/{email}")
fn a(email: Str) -> Str {
    spawn(send(email))
    spawn(send("admin@example.org"))
    return email
}"#,
        mend: r#"Write `spawn(...)` around the call; the quick fix does that where the result is not used."#,
    };
    BACKGROUND_TZ = Rule {
        code: "background-tz",
        severity: Hint,
        tag: Some(crate::Tag::Unnecessary),
        summary: "A background function has a time zone.",
        finds: r#"`@background` is given `tz`."#,
        why: r#"A background function runs when `spawn` says so. It has no clock that could be in a time zone."#,
        wrong: r#"@background(tz="Europe/Berlin")
fn send(email: Str) => print(email)

spawn(send("a@b.c"))"#,
        right: r#"@background
fn send(email: Str) => print(email)

spawn(send("a@b.c"))"#,
        mend: r#"Remove it; the quick fix does that."#,
    };
    BACKGROUND_UNSPAWNED = Rule {
        code: "background-unspawned",
        severity: Hint,
        tag: None,
        summary: "Nothing starts a background function.",
        finds: r#"A function with `@background` that no `spawn` of its program starts. Libraries, and programs of which something is missing,
are left alone."#,
        why: r#"`@background` does nothing by itself: it allows `spawn` to run the function later."#,
        wrong: r#"@background
fn send(email: Str) => print(email)"#,
        right: r#"@background
fn send(email: Str) => print(email)

@post("/a/{email}")
fn a(email: Str) -> Str {
    spawn(send(email))
    return email
}"#,
        mend: r#"Start it with `spawn(...)`, or remove the decorator."#,
    };
    CRON_ARGS = Rule {
        code: "cron-args",
        severity: Error,
        tag: None,
        summary: "`@cron` does not have its one schedule.",
        finds: r#"`@cron` takes one string literal without a name, the schedule, and is given none, several or something
else."#,
        why: r#"The schedule is read when the program is loaded. Without it nothing would ever run."#,
        wrong: r#"@cron
fn nightly() { log.info("cleanup") }"#,
        right: r#"@cron("0 3 * * *")
fn nightly() { log.info("cleanup") }"#,
        mend: r#"Write minute, hour, day of month, month and weekday in one string: `@cron("0 3 * * *")` is 3 o'clock
every night."#,
    };
    CRON_EXPRESSION = Rule {
        code: "cron-expression",
        severity: Error,
        tag: None,
        summary: "A text is no schedule.",
        finds: r#"The text that `@cron` is given does not have five, six or seven fields, has a field that cannot be read, or means a
day that does not exist."#,
        why: r#"The program stops when it is loaded, or the job never runs."#,
        wrong: r#"@cron("0 25 * * *")
fn nightly() { log.info("cleanup") }"#,
        right: r#"@cron("0 23 * * *")
fn nightly() { log.info("cleanup") }"#,
        mend: r#"Write minute, hour, day of the month, month and weekday; seconds may stand before them, and the year after them. Hover
over the text to see the next runs."#,
    };
    CRON_PARAMS = Rule {
        code: "cron-params",
        severity: Error,
        tag: None,
        summary: "A cron job has parameters.",
        finds: r#"A function with `@cron` declares parameters."#,
        why: r#"The clock starts the job, and has nothing to give to it."#,
        wrong: r#"@cron("0 3 * * *")
fn nightly(days: Int) => print("older than {days}")"#,
        right: r#"let days = 30

@cron("0 3 * * *")
fn nightly() => print("older than {days}")"#,
        mend: r#"Remove the parameters; take settings from globals or from the environment."#,
    };
    CRON_RETURN = Rule {
        code: "cron-return",
        severity: Error,
        tag: None,
        summary: "A cron job gives a value that nobody takes.",
        finds: r#"A function with `@cron` declares a result that is neither `Null` nor a `Result`."#,
        why: r#"What a job gives tells whether it worked. Anything else would be lost, so the program is refused."#,
        wrong: r#"@cron("0 3 * * *")
fn nightly() -> Int => 3"#,
        right: r#"@cron("0 3 * * *")
fn nightly() -> Result<Null> {
    print(3)
    return Ok(null)
}"#,
        mend: r#"Declare `-> Null` or `-> Result<Null>`, and store or log what the job computes."#,
    };
    EVERY_ARGS = Rule {
        code: "every-args",
        severity: Error,
        tag: None,
        summary: "`@every` does not have its one number.",
        finds: r#"`@every` takes one number literal without a name, the seconds between two runs, and is given none,
several or something else."#,
        why: r#"The pause is read when the program is loaded."#,
        wrong: r#"@every("5")
fn tick() { log.info("tick") }"#,
        right: r#"@every(5)
fn tick() { log.info("tick") }"#,
        mend: r#"Write the number of seconds: `@every(5)`, `@every(0.5)`."#,
    };
    EVERY_INTERVAL = Rule {
        code: "every-interval",
        severity: Error,
        tag: None,
        summary: "The pause of `@every` is too short.",
        finds: r#"The number of seconds given to `@every` is less than 0.001."#,
        why: r#"The job would run without any pause, or backwards in time. The program is refused."#,
        wrong: r#"@every(0)
fn tick() { log.info("tick") }"#,
        right: r#"@every(1)
fn tick() { log.info("tick") }"#,
        mend: r#"Give at least a thousandth of a second. For work without a pause write a loop."#,
    };
    EVERY_KWARGS = Rule {
        code: "every-kwargs",
        severity: Error,
        tag: None,
        summary: "`@every` is given a named argument.",
        finds: r#"`@every` takes its number of seconds and nothing else; `tz`, `retry`, `store` and `catch_up` belong to
`@cron`."#,
        why: r#"The program is refused. A retry that is not there would be relied upon."#,
        wrong: r#"@every(60, retry={ max: 2 })
fn sync() { log.info("sync") }"#,
        right: r#"@cron("* * * * *", retry={ max: 2 })
fn sync() { log.info("sync") }"#,
        mend: r#"Remove the argument, or use `@cron`."#,
    };
    EVERY_PARAMS = Rule {
        code: "every-params",
        severity: Error,
        tag: None,
        summary: "A repeated job has parameters.",
        finds: r#"A function with `@every` declares parameters."#,
        why: r#"The clock starts the job, and has nothing to give to it."#,
        wrong: r#"@every(60)
fn sync(limit: Int) => print(limit)"#,
        right: r#"let limit = 100

@every(60)
fn sync() => print(limit)"#,
        mend: r#"Remove the parameters; take settings from globals or from the environment."#,
    };
    EVERY_RETURN = Rule {
        code: "every-return",
        severity: Error,
        tag: None,
        summary: "A repeated job gives a value that nobody takes.",
        finds: r#"A function with `@every` declares a result that is neither `Null` nor a `Result`."#,
        why: r#"What a job gives tells whether it worked. Anything else would be lost, so the program is refused."#,
        wrong: r#"@every(60)
fn sync() -> Str => "done""#,
        right: r#"@every(60)
fn sync() -> Null => print("done")"#,
        mend: r#"Declare `-> Null` or `-> Result<Null>`, and store or log what the job computes."#,
    };
    EVERY_SHORT = Rule {
        code: "every-short",
        severity: Hint,
        tag: None,
        summary: "A job runs more than twenty times a second.",
        finds: r#"The pause of `@every` is shorter than 0.05 seconds."#,
        why: r#"Such a job keeps a processor busy, and a run that takes longer than the pause makes the next ones fall out."#,
        wrong: r#"@every(0.01)
fn tick() { log.info("tick") }"#,
        right: r#"@every(0.5)
fn tick() { log.info("tick") }"#,
        mend: r#"Take a longer pause, or wait for what the job looks for."#,
    };
    HEALTH_ARGS = Rule {
        code: "health-args",
        severity: Error,
        tag: None,
        summary: "A probe is given an argument.",
        finds: r#"`@healthz` and `@readyz` take nothing, and one of them has an argument here."#,
        why: r#"The paths of the probes are fixed, so that whoever runs the program finds them. The program is refused."#,
        wrong: r#"@healthz("/alive")
fn alive() -> Bool => true"#,
        right: r#"@healthz
fn alive() -> Bool => true"#,
        mend: r#"Remove the argument. For a path of your own write a route."#,
    };
    HEALTH_DUPLICATE = Rule {
        code: "health-duplicate",
        severity: Error,
        tag: None,
        summary: "A program has two probes of one kind.",
        finds: r#"`@healthz` or `@readyz` stands on a second function of the program, modules included. The finding is
on the one that is loaded later."#,
        why: r#"There is one question and one answer; the program is refused."#,
        wrong: r#"@healthz
fn alive() -> Bool => true

@healthz
fn awake() -> Bool => true"#,
        right: r#"@healthz
fn alive() -> Bool => true

@readyz
fn awake() -> Bool => true"#,
        mend: r#"Ask both questions in one function, or make one of them `@readyz`."#,
    };
    HEALTH_PARAMS = Rule {
        code: "health-params",
        severity: Error,
        tag: None,
        summary: "A probe has parameters.",
        finds: r#"A function with `@healthz` or `@readyz` declares parameters."#,
        why: r#"A probe is asked without a request that could fill them."#,
        wrong: r#"@healthz
fn alive(limit: Int) -> Bool => limit > 0"#,
        right: r#"let limit = 3

@healthz
fn alive() -> Bool => limit > 0"#,
        mend: r#"Remove the parameters."#,
    };
    HEALTH_RETURN = Rule {
        code: "health-return",
        severity: Error,
        tag: None,
        summary: "A probe does not answer yes or no.",
        finds: r#"A function with `@healthz` or `@readyz` declares a result other than `Bool`, `Null`, `Result<Bool>` or
`Result<Null>`."#,
        why: r#"The answer becomes a status: 200 or 503. No other value says which."#,
        wrong: r#"@healthz
fn alive() -> Str => "ok""#,
        right: r#"@healthz
fn alive() -> Bool => true"#,
        mend: r#"Give a `Bool`, or a `Result` whose `Err` tells what is wrong."#,
    };
    JOB_CATCH_UP = Rule {
        code: "job-catch-up",
        severity: Warning,
        tag: None,
        summary: "Missed runs are to be made up for, and nothing remembers them.",
        finds: r#"A job has `catch_up=true` and no `store`."#,
        why: r#"What was missed while the program did not run is known only from what is stored, so `catch_up` alone has no effect."#,
        wrong: r#"@cron("0 3 * * *", catch_up=true)
fn nightly() { log.info("cleanup") }"#,
        right: r#"let conn = db.connect(env_or("DATABASE_URL", "")).await

@cron("0 3 * * *", catch_up=true, store=conn)
fn nightly() { log.info("cleanup") }"#,
        mend: r#"Give the database connection in `store`, or remove `catch_up`."#,
    };
    JOB_KWARG_TYPE = Rule {
        code: "job-kwarg-type",
        severity: Error,
        tag: None,
        summary: "A named argument of a job has a value of the wrong kind.",
        finds: r#"At `@cron` or `@background`, `tz` is not a string literal, `catch_up` is not `true` or `false`,
`retry` is not a map literal, or `store` is `null`."#,
        why: r#"These settings are read when the program is loaded, and it is refused."#,
        wrong: r#"@cron("0 3 * * *", retry=3)
fn nightly() { log.info("cleanup") }"#,
        right: r#"@cron("0 3 * * *", retry={ max: 3 })
fn nightly() { log.info("cleanup") }"#,
        mend: r#"Write the value in the form that the hint shows."#,
    };
    JOB_KWARG_UNKNOWN = Rule {
        code: "job-kwarg-unknown",
        severity: Error,
        tag: None,
        summary: "A job has no such named argument.",
        finds: r#"A named argument of `@cron` or `@background` is none of `tz`, `retry`, `catch_up` and `store`."#,
        why: r#"The program is refused; the setting would have had no effect."#,
        wrong: r#"@cron("0 3 * * *", timezone="UTC")
fn nightly() { log.info("cleanup") }"#,
        right: r#"@cron("0 3 * * *", tz="UTC")
fn nightly() { log.info("cleanup") }"#,
        mend: r#"Take the closest name if it is meant, or remove the argument."#,
    };
    JOB_RETRY_DELAYS = Rule {
        code: "job-retry-delays",
        severity: Warning,
        tag: None,
        summary: "The longest pause of a retry is shorter than the first one.",
        finds: r#"In `retry`, `max_secs` is smaller than `initial_secs`."#,
        why: r#"Each pause is cut to the longest one, so the first pause is never waited for."#,
        wrong: r#"@cron("0 3 * * *", retry={ max: 3, initial_secs: 30, max_secs: 10 })
fn nightly() { log.info("cleanup") }"#,
        right: r#"@cron("0 3 * * *", retry={ max: 3, initial_secs: 10, max_secs: 30 })
fn nightly() { log.info("cleanup") }"#,
        mend: r#"Make `max_secs` at least as large as `initial_secs`."#,
    };
    JOB_RETRY_KEY = Rule {
        code: "job-retry-key",
        severity: Error,
        tag: None,
        summary: "`retry` has an unknown key, or one twice.",
        finds: r#"A key of the map given as `retry` is none of `max`, `backoff`, `initial_secs` and `max_secs`, or
stands there twice."#,
        why: r#"The program is refused: nobody wants to find out at night that nothing was tried again."#,
        wrong: r#"@cron("0 3 * * *", retry={ times: 3 })
fn nightly() { log.info("cleanup") }"#,
        right: r#"@cron("0 3 * * *", retry={ max: 3 })
fn nightly() { log.info("cleanup") }"#,
        mend: r#"Use the four keys, each at most once."#,
    };
    JOB_RETRY_USELESS = Rule {
        code: "job-retry-useless",
        severity: Warning,
        tag: None,
        summary: "A job that cannot fail is to be tried again.",
        finds: r#"A job has `retry`, and its function declares that it gives `Null`."#,
        why: r#"A run is tried again after an `Err`, and this one gives none."#,
        wrong: r#"@cron("0 3 * * *", retry={ max: 3 })
fn nightly() -> Null => log.info("cleanup")"#,
        right: r#"@cron("0 3 * * *", retry={ max: 3 })
fn nightly() -> Result<Null> {
    log.info("cleanup")
    return Ok(null)
}"#,
        mend: r#"Declare `-> Result<Null>` and give an `Err` when the run failed, or remove `retry`."#,
    };
    JOB_RETRY_VALUE = Rule {
        code: "job-retry-value",
        severity: Error,
        tag: None,
        summary: "A value of `retry` does not fit its key.",
        finds: r#"In the map given as `retry`, `max` is not an integer of at least 0, `initial_secs` or `max_secs` is
not one of at least 1, or `backoff` is none of `"exponential"`, `"linear"` and `"constant"`. Values that are computed
are not looked at."#,
        why: r#"The settings are read when the program is loaded, and it is refused."#,
        wrong: r#"@cron("0 3 * * *", retry={ max: 3, backoff: "slow" })
fn nightly() { log.info("cleanup") }"#,
        right: r#"@cron("0 3 * * *", retry={ max: 3, backoff: "linear" })
fn nightly() { log.info("cleanup") }"#,
        mend: r#"Write a value of the kind that the finding names."#,
    };
    JOB_TIME_ZONE = Rule {
        code: "job-time-zone",
        severity: Error,
        tag: None,
        summary: "There is no such time zone.",
        finds: r#"`tz` of `@cron` is no name of the time zone database."#,
        why: r#"The program stops when it is loaded."#,
        wrong: r#"@cron("0 3 * * *", tz="Europe/Berln")
fn nightly() { log.info("cleanup") }"#,
        right: r#"@cron("0 3 * * *", tz="Europe/Berlin")
fn nightly() { log.info("cleanup") }"#,
        mend: r#"Write the region and the city, as `"Europe/Berlin"`, or `"UTC"`. Capital letters matter."#,
    };
    RPC_ARGS = Rule {
        code: "rpc-args",
        severity: Error,
        tag: None,
        summary: "`@rpc` is given an argument.",
        finds: r#"`@rpc` takes nothing, and has an argument here."#,
        why: r#"The name of the function is its address. The program is refused."#,
        wrong: r#"@rpc("sum")
async fn add(a: Int, b: Int) -> Result<Int> {
    return Ok(a + b)
}"#,
        right: r#"@rpc
async fn add(a: Int, b: Int) -> Result<Int> {
    return Ok(a + b)
}"#,
        mend: r#"Remove the argument, and rename the function if it has to be called otherwise."#,
    };
    RPC_NOT_ASYNC = Rule {
        code: "rpc-not-async",
        severity: Error,
        tag: None,
        summary: "A remote function is not `async`.",
        finds: r#"A function with `@rpc` is declared with `fn` instead of `async fn`."#,
        why: r#"A call from a browser page is a request like any other, and must not hold up the others."#,
        wrong: r#"@rpc
fn add(a: Int, b: Int) -> Result<Int> {
    return Ok(a + b)
}"#,
        right: r#"@rpc
async fn add(a: Int, b: Int) -> Result<Int> {
    return Ok(a + b)
}"#,
        mend: r#"Write `async` before `fn`; the quick fix does that."#,
    };
    RPC_RETURN = Rule {
        code: "rpc-return",
        severity: Error,
        tag: None,
        summary: "A remote function cannot say that it failed.",
        finds: r#"A function with `@rpc` declares a result that is no `Result`."#,
        why: r#"A call over the network can fail, and the page has to learn it. The program is refused."#,
        wrong: r#"@rpc
async fn add(a: Int, b: Int) -> Int => a + b"#,
        right: r#"@rpc
async fn add(a: Int, b: Int) -> Result<Int> => Ok(a + b)"#,
        mend: r#"Declare `-> Result<T>`, and give `Ok(...)`."#,
    };
    SPAWN_FAILURE_DROPPED = Rule {
        code: "spawn-failure-dropped",
        severity: Hint,
        tag: None,
        summary: "Nobody hears when a background function fails.",
        finds: r#"The result of `spawn(f(...))` is dropped, or bound to `_`, where `f` gives a `Result` and its `@background` has no
`retry`.

This rule is off unless a project asks for it by its code, in `[lint]` of `fitz.toml`."#,
        why: r#"An `Err` of such a run goes nowhere: it is not tried again, and nothing tells of it."#,
        wrong: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"spawn-failure-dropped" = "hint"
//- /src/main.fitz
@background
fn send(email: Str) -> Result<Null> => Err("no server")

@post("/a/{email}")
fn a(email: Str) -> Str {
    spawn(send(email))
    return email
}"#,
        right: r#"//- /fitz.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2026"

[[bin]]
name = "demo"
main = "src/main.fitz"

[lint]
"spawn-failure-dropped" = "hint"
//- /src/main.fitz
@background(retry={ max: 3 })
fn send(email: Str) -> Result<Null> => Err("no server")

@post("/a/{email}")
fn a(email: Str) -> Str {
    spawn(send(email))
    return email
}"#,
        mend: r#"Give `@background` a `retry`, write what went wrong to the log inside the function, or wait for the result."#,
    };
    TEST_PARAMETERS = Rule {
        code: "test-parameters",
        severity: Error,
        tag: None,
        summary: "A test has parameters.",
        finds: r#"A function with `@test` declares parameters."#,
        why: r#"`fitz test` calls it without arguments, and stops."#,
        wrong: r#"@test
fn adds(n: Int) { assert_eq(n + 0, n) }"#,
        right: r#"@test
fn adds() { assert_eq(1 + 1, 2) }"#,
        mend: r#"Remove the parameters; for several values, call a function of your own with each."#,
    };
    TEST_WITHOUT_ASSERT = Rule {
        code: "test-without-assert",
        severity: Hint,
        tag: None,
        summary: "A test asserts nothing.",
        finds: r#"A function with `@test` calls neither an `assert` function nor a function or method that could do so."#,
        why: r#"Such a test passes whatever the program does."#,
        wrong: r#"@test
fn adds() { print(1 + 1) }"#,
        right: r#"@test
fn adds() { assert_eq(1 + 1, 2) }"#,
        mend: r#"Compare what it computes with what is expected: `assert_eq(found, expected)`."#,
    };
}
