//! Commands, traces, flags and live components.

use crate::Rule;
use crate::Severity::{Error, Hint, Warning};

rules! {
    COMMAND_ARGS = Rule {
        code: "command-args",
        severity: Error,
        tag: None,
        summary: "`@command` does not have its one name.",
        finds: r#"`@command` takes one string literal without a name, what is typed on the command line, and is given
none, several or something else."#,
        why: r#"Without a name there is nothing to type. The program is refused."#,
        wrong: r#"@command
fn greet(name: Str) -> Int {
    print("hello {name}")
    return 0
}"#,
        right: r#"@command("greet")
fn greet(name: Str) -> Int {
    print("hello {name}")
    return 0
}"#,
        mend: r#"Write the name of the command: `@command("greet")`."#,
    };
    COMMAND_DUPLICATE = Rule {
        code: "command-duplicate",
        severity: Error,
        tag: None,
        summary: "A program has two commands of one name.",
        finds: r#"`@command` gives a second function of the program the name of an earlier one."#,
        why: r#"The command line can start only one of them."#,
        wrong: r#"@command("greet")
fn greet() -> Int => 0

@command("greet")
fn hello() -> Int => 0"#,
        right: r#"@command("greet")
fn greet() -> Int => 0

@command("hello")
fn hello() -> Int => 0"#,
        mend: r#"Give one of them another name."#,
    };
    COMMAND_FLAG = Rule {
        code: "command-flag",
        severity: Warning,
        tag: None,
        summary: "An option of a command has no effect.",
        finds: r#"A parameter of a command with a default becomes an option. It is named `help`, which every command has already, or is
a `Bool` that is `true` unless the option is given."#,
        why: r#"`--help` shows the help, and a switch can only turn on what is on already."#,
        wrong: r#"@command("greet")
fn greet(loud: Bool = true) -> Int {
    print(loud)
    return 0
}"#,
        right: r#"@command("greet")
fn greet(quiet: Bool = false) -> Int {
    print(not quiet)
    return 0
}"#,
        mend: r#"Give the parameter another name, or turn its meaning round."#,
    };
    COMMAND_KWARG = Rule {
        code: "command-kwarg",
        severity: Error,
        tag: None,
        summary: "A named argument of `@command` is not `desc`, or not a text.",
        finds: r#"`@command` has one named argument, `desc`, the line that the help shows."#,
        why: r#"The program is refused."#,
        wrong: r#"@command("greet", help="Say hello")
fn greet(name: Str) -> Int {
    print("hello {name}")
    return 0
}"#,
        right: r#"@command("greet", desc="Say hello")
fn greet(name: Str) -> Int {
    print("hello {name}")
    return 0
}"#,
        mend: r#"Write `desc="..."`."#,
    };
    COMMAND_PARAM_TYPE = Rule {
        code: "command-param-type",
        severity: Error,
        tag: None,
        summary: "A command takes something that the command line cannot hold.",
        finds: r#"A parameter of a function with `@command` is not a `Str`, `Int`, `Float` or `Bool`, not one of the
first three with `?`, and not a `List<Str>` at the end; or it is `...rest`."#,
        why: r#"The values come as text, and nothing says how to read anything else from it."#,
        wrong: r#"@command("total")
fn total(prices: List<Int>) -> Int {
    print(prices.sum())
    return 0
}"#,
        right: r#"@command("total")
fn total(prices: List<Str>) -> Int {
    print(prices.len())
    return 0
}"#,
        mend: r#"Take texts and numbers, and build what is needed in the function."#,
    };
    COMMAND_RETURN = Rule {
        code: "command-return",
        severity: Error,
        tag: None,
        summary: "A command does not give an exit code.",
        finds: r#"A function with `@command` declares a result other than `Int`."#,
        why: r#"The result is the exit code of the program: 0 when all went well."#,
        wrong: r#"@command("greet")
fn greet(name: Str) -> Str {
    return "hello {name}"
}"#,
        right: r#"@command("greet")
fn greet(name: Str) -> Int {
    print("hello {name}")
    return 0
}"#,
        mend: r#"Print what is to be read, and give 0 or the number of an error."#,
    };
    COMMAND_VARIADIC_POSITION = Rule {
        code: "command-variadic-position",
        severity: Error,
        tag: None,
        summary: "A command has a parameter after the one that takes the rest.",
        finds: r#"A `List<Str>` of a function with `@command` is not the last parameter."#,
        why: r#"It takes all that is left of the command line, so nothing can come after it."#,
        wrong: r#"@command("join")
fn join(words: List<Str>, mark: Str) -> Int {
    print("{words} {mark}")
    return 0
}"#,
        right: r#"@command("join")
fn join(mark: Str, words: List<Str>) -> Int {
    print("{words} {mark}")
    return 0
}"#,
        mend: r#"Make it the last parameter."#,
    };
    FLAG_ARGS = Rule {
        code: "flag-args",
        severity: Error,
        tag: None,
        summary: "`@flag` does not have its one name.",
        finds: r#"`@flag` takes one string literal without a name, and is given none, several or something else."#,
        why: r#"The flag is looked up by its name when the function is called. The program is refused."#,
        wrong: r#"@flag(name="summer")
fn discount() -> Int => 10

print(discount())"#,
        right: r#"@flag("summer")
fn discount() -> Int => 10

print(discount())"#,
        mend: r#"Write the name of the flag: `@flag("summer")`."#,
    };
    FLAG_NAME = Rule {
        code: "flag-name",
        severity: Error,
        tag: None,
        summary: "The name of a flag has a character that it cannot have.",
        finds: r#"The name given to `@flag` is empty, or contains something else than ASCII letters, digits, `_` and
`-`."#,
        why: r#"The name becomes a part of the environment variable that switches the flag, and other characters have no
place there."#,
        wrong: r#"@flag("summer sale")
fn discount() -> Int => 10

print(discount())"#,
        right: r#"@flag("summer-sale")
fn discount() -> Int => 10

print(discount())"#,
        mend: r#"Write `-` or `_` between words."#,
    };
    FLAG_UNDECLARED = Rule {
        code: "flag-undeclared",
        severity: Hint,
        tag: None,
        summary: "A flag is not listed in the manifest.",
        finds: r#"`@flag` names a flag that the section `[flags]` of `fitz.toml` does not list, although it lists others."#,
        why: r#"The flag is off unless the environment says otherwise. Often the name is mistyped."#,
        wrong: r#"//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"

[flags]
winter = false
//- /main.fitz
@flag("summer")
fn discount() -> Int => 10

@flag("winter")
fn bonus() -> Int => 5

print(discount() + bonus())"#,
        right: r#"//- /fitz.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2026"

[bin]
main = "main.fitz"

[flags]
summer = false
//- /main.fitz
@flag("summer")
fn discount() -> Int => 10

print(discount())"#,
        mend: r#"Correct the name, or list the flag."#,
    };
    LIVE_COMPONENT_ARGS = Rule {
        code: "live-component-args",
        severity: Error,
        tag: None,
        summary: "`@live_component` does not have its one name.",
        finds: r#"`@live_component` takes one string literal without a name, not an empty one."#,
        why: r#"The name connects the type with the functions that draw it and react to its events."#,
        wrong: r#"from live import flv_register

@live_component
type Counter { n: Int = 0 }

flv_register("counter")
print(Counter { n: 1 })
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write the name of the component: `@live_component("counter")`."#,
    };
    LIVE_COMPONENT_FIELD_DEFAULT = Rule {
        code: "live-component-field-default",
        severity: Error,
        tag: None,
        summary: "A field of a live component has no default.",
        finds: r#"A field of a type with `@live_component` has no default and cannot be `null`."#,
        why: r#"A page starts with a fresh component, and nobody says what is in it."#,
        wrong: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write a default for the field."#,
    };
    LIVE_COMPONENT_NO_RENDER = Rule {
        code: "live-component-no-render",
        severity: Error,
        tag: None,
        summary: "No function draws a live component.",
        finds: r#"A type has `@live_component`, and no function of the program has `@render_for` with its name. Nothing
is reported while an import leads nowhere or a file has syntax errors."#,
        why: r#"A component that nobody draws cannot be shown, so the program is refused."#,
        wrong: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write a function with `@render_for` and the name of the component, which takes the component and gives
its HTML."#,
    };
    LIVE_COMPONENT_REGISTER_MISSING = Rule {
        code: "live-component-register-missing",
        severity: Error,
        tag: None,
        summary: "A live component is never registered.",
        finds: r#"A program has a type with `@live_component`, and none of its files knows `flv_register`."#,
        why: r#"Components are registered with that function of the package of live views when the program starts.
Without it they do not exist."#,
        wrong: r#"@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>""#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Import `flv_register` from the package of live views."#,
    };
    ON_ARGS = Rule {
        code: "on-args",
        severity: Error,
        tag: None,
        summary: "`@on` does not name a component and an event.",
        finds: r#"`@on` takes two string literals without names, the component and the event."#,
        why: r#"The function is called for that event of that component alone."#,
        wrong: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")

@on("counter")
fn more(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: state.n + data.len() }
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")

@on("counter", "more")
fn more(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: state.n + data.len() }
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write both: `@on("counter", "more")`."#,
    };
    ON_MIXED_COMPONENTS = Rule {
        code: "on-mixed-components",
        severity: Error,
        tag: None,
        summary: "A function reacts to events of two components.",
        finds: r#"The `@on` decorators of one function name different components."#,
        why: r#"The function takes and gives one component, so it cannot do that for another one."#,
        wrong: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")

@live_component("switch")
type Switch { is_on: Bool = false }

@render_for("switch")
fn draw_switch(state: Switch) -> Str => "<i>{state.is_on}</i>"

@on("counter", "reset")
@on("switch", "reset")
fn reset(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: data.len() - state.n }
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")

@live_component("switch")
type Switch { is_on: Bool = false }

@render_for("switch")
fn draw_switch(state: Switch) -> Str => "<i>{state.is_on}</i>"

@on("counter", "reset")
fn reset(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: data.len() - state.n }
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write a function for each component."#,
    };
    ON_SIGNATURE = Rule {
        code: "on-signature",
        severity: Error,
        tag: None,
        summary: "A function for events does not take and give its component.",
        finds: r#"A function with `@on` does not have two parameters, the component and a `Map<Str, Str>`, or declares a
result that is not the component."#,
        why: r#"It is called with the present state and the data of the event, and what it gives is the next state."#,
        wrong: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")

@on("counter", "more")
fn more(state: Counter) -> Counter => Counter { n: state.n + 1 }
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")

@on("counter", "more")
fn more(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: state.n + data.len() }
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write `fn name(state: Component, data: Map<Str, Str>) -> Component`."#,
    };
    ON_UNKNOWN = Rule {
        code: "on-unknown",
        severity: Error,
        tag: None,
        summary: "`@on` names a component that does not exist.",
        finds: r#"No type of the program has `@live_component` with the name that `@on` gives. Nothing is reported while
an import leads nowhere or a file has syntax errors."#,
        why: r#"The function would never be called, and the program is refused."#,
        wrong: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")

@on("conter", "more")
fn more(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: state.n + data.len() }
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")

@on("counter", "more")
fn more(state: Counter, data: Map<Str, Str>) -> Counter => Counter { n: state.n + data.len() }
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write the name as at the type."#,
    };
    RENDER_FOR_ARGS = Rule {
        code: "render-for-args",
        severity: Error,
        tag: None,
        summary: "`@render_for` does not name one component.",
        finds: r#"`@render_for` takes one string literal without a name, the component."#,
        why: r#"The function draws that component alone."#,
        wrong: r#"type Counter { n: Int = 0 }

@render_for
fn draw(state: Counter) -> Str => "<b>{state.n}</b>""#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write the name of the component: `@render_for("counter")`."#,
    };
    RENDER_FOR_SIGNATURE = Rule {
        code: "render-for-signature",
        severity: Error,
        tag: None,
        summary: "A function that draws a component does not take it, or gives no HTML.",
        finds: r#"A function with `@render_for` does not have exactly one parameter of the type of the component, or
declares a result other than `Str` or `Html`."#,
        why: r#"It is called with the state of the component, and what it gives is sent to the page."#,
        wrong: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(n: Int) -> Str => "<b>{n}</b>"

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write `fn name(state: Component) -> Str`."#,
    };
    RENDER_FOR_UNKNOWN = Rule {
        code: "render-for-unknown",
        severity: Error,
        tag: None,
        summary: "`@render_for` names a component that does not exist.",
        finds: r#"No type of the program has `@live_component` with the name that `@render_for` gives. Nothing is
reported while an import leads nowhere or a file has syntax errors."#,
        why: r#"The function would never be called, and the program is refused."#,
        wrong: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")

@render_for("timer")
fn draw_timer(state: Counter) -> Str => "<i>{state.n}</i>"
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        right: r#"from live import flv_register

@live_component("counter")
type Counter { n: Int = 0 }

@render_for("counter")
fn draw(state: Counter) -> Str => "<b>{state.n}</b>"

flv_register("counter")
//- /live.fitz
fn flv_register(name: Str) { print(name) }"#,
        mend: r#"Write the name as at the type, or declare the component."#,
    };
    TRACE_METRIC_ARGS = Rule {
        code: "trace-metric-args",
        severity: Error,
        tag: None,
        summary: "`@trace` or `@metric` is given something else than a name.",
        finds: r#"`@trace` and `@metric` take one named argument, `name`, a string literal."#,
        why: r#"The program is refused."#,
        wrong: r#"@trace("price.lookup")
fn price(item: Str) -> Int => item.len()

print(price("tea"))"#,
        right: r#"@trace(name="price.lookup")
fn price(item: Str) -> Int => item.len()

print(price("tea"))"#,
        mend: r#"Write `name="..."`, or nothing: then the name of the function is used."#,
    };
    TRACE_METRIC_ON_HANDLER = Rule {
        code: "trace-metric-on-handler",
        severity: Error,
        tag: None,
        summary: "`@trace` or `@metric` stands on a handler.",
        finds: r#"`@trace` or `@metric` stands on a function with a route decorator or `@ws`."#,
        why: r#"The server traces and measures its handlers by itself, so each request would be counted twice. The
program is refused."#,
        wrong: r#"@trace
@get("/prices")
fn prices() -> List<Int> => [1, 2]"#,
        right: r#"@trace
fn load() -> List<Int> => [1, 2]

@get("/prices")
fn prices() -> List<Int> => load()"#,
        mend: r#"Remove the decorator, or put it on the function that does the work."#,
    };
}
