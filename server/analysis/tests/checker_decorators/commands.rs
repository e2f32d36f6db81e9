//! Commands, flags, traces and live components.

use crate::support::check;

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
