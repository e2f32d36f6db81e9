//! Jobs, probes and remote functions.

use crate::fixed;
use crate::support::check;

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
