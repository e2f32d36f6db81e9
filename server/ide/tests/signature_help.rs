//! Signature help: the program marks the cursor with `$0`; the answer is the label, with the active parameter between `<` and
//! `>`, and what is said of it.

#![allow(clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

use expect_test::{Expect, expect};
use fitz_analysis::fixture::Fixture;
use fitz_ide::signature_help;

fn help(program: &str) -> String {
    let fixture = Fixture::new(program);
    let Some(help) = signature_help(fixture.host.db(), fixture.file, fixture.offset) else {
        return "nothing".to_owned();
    };
    let mut label = help.label.clone();
    let Some(active) = help.active else { return label };
    let parameter = &help.parameters[active];
    label.insert(usize::from(parameter.range.end()), '>');
    label.insert(usize::from(parameter.range.start()), '<');
    match &parameter.documentation {
        Some(documentation) => format!("{label}\n{documentation}"),
        None => label,
    }
}

fn check(programs: &[&str], expected: Expect) {
    let answers: Vec<String> = programs.iter().map(|program| format!("{program}\n=> {}\n\n", help(program))).collect();
    expected.assert_eq(&answers.concat());
}

#[test]
fn arguments_of_a_decorator() {
    check(
        &[
            "@get($0)\nfn f() {}\n",
            "@get(\"/no$0tes\")\nfn f() {}\n",
            "@get(\"/notes/{i$0d}\")\nfn f(id: Int) {}\n",
            "@server(3000, $0)\nfn main() => 0\n",
            "@server(3000, docs=$0)\nfn main() => 0\n",
            "@server(ho$0st=\"::1\", port=3)\nfn main() => 0\n",
            // Behind those that are given by position, a name is still to be written.
            "@cron(\"0 3 * * *\", $0)\nfn f() {}\n",
            "@cron(\"0 3 * * *\", retry={ max: 3, $0 })\nfn f() {}\n",
            "@healthz($0)\nfn f() {}\n",
        ],
        expect![[r#"
            @get($0)
            fn f() {}

            => @get(<path: Str>)

            @get("/no$0tes")
            fn f() {}

            => @get(<path: Str>)

            @get("/notes/{i$0d}")
            fn f(id: Int) {}

            => @get(<path: Str>)

            @server(3000, $0)
            fn main() => 0

            => @server(port: Int = 3000, <host: Str = "127.0.0.1">, docs: Bool = true, api_version: Str = "0.1.0", ws_heartbeat_secs: Int = 30, shutdown_timeout_secs: Int = 30, observability: Bool = true, prometheus: Bool = false, static_dir: Str? = null, static_prefix: Str = "/static")
            a numeric address; use `"0.0.0.0"` inside a container, `"localhost"` is not accepted

            @server(3000, docs=$0)
            fn main() => 0

            => @server(port: Int = 3000, host: Str = "127.0.0.1", <docs: Bool = true>, api_version: Str = "0.1.0", ws_heartbeat_secs: Int = 30, shutdown_timeout_secs: Int = 30, observability: Bool = true, prometheus: Bool = false, static_dir: Str? = null, static_prefix: Str = "/static")
            serve the OpenAPI and AsyncAPI documents and their pages

            @server(ho$0st="::1", port=3)
            fn main() => 0

            => @server(port: Int = 3000, <host: Str = "127.0.0.1">, docs: Bool = true, api_version: Str = "0.1.0", ws_heartbeat_secs: Int = 30, shutdown_timeout_secs: Int = 30, observability: Bool = true, prometheus: Bool = false, static_dir: Str? = null, static_prefix: Str = "/static")
            a numeric address; use `"0.0.0.0"` inside a container, `"localhost"` is not accepted

            @cron("0 3 * * *", $0)
            fn f() {}

            => @cron(expression: Str, tz: Str = "UTC", retry: Map<Str, Any>? = null, catch_up: Bool = false, store: Any = null)

            @cron("0 3 * * *", retry={ max: 3, $0 })
            fn f() {}

            => @cron(expression: Str, tz: Str = "UTC", <retry: Map<Str, Any>? = null>, catch_up: Bool = false, store: Any = null)
            what to do after an `Err`: a map with `max` (0), `backoff` (`"exponential"`, `"linear"` or `"constant"`), `initial_secs` (1) and `max_secs` (60)

            @healthz($0)
            fn f() {}

            => @healthz()

        "#]],
    );
}

#[test]
fn a_decorator_that_is_not_finished() {
    check(
        &["@server($0\nfn main() => 0\n", "@cookie(name=\"a\", $0\n@get(\"/a\")\nfn f(a: Str) {}\n", "@header($0"],
        expect![[r#"
            @server($0
            fn main() => 0

            => @server(<port: Int = 3000>, host: Str = "127.0.0.1", docs: Bool = true, api_version: Str = "0.1.0", ws_heartbeat_secs: Int = 30, shutdown_timeout_secs: Int = 30, observability: Bool = true, prometheus: Bool = false, static_dir: Str? = null, static_prefix: Str = "/static")
            1 to 65535

            @cookie(name="a", $0
            @get("/a")
            fn f(a: Str) {}

            => @cookie(name: Str, into: Str? = null)

            @header($0
            => @header(name: Str, into: Str? = null)

        "#]],
    );
}

#[test]
fn the_place_of_a_decorator_decides() {
    check(
        &[
            "@index($0)\ntype T { a: Int }\n",
            "@table type T { @index($0) a: Int }\n",
            "@unique(a, $0)\ntype T { a: Int, b: Int }\n",
            "@table type T { @belongs_to(\"U\", on_delete=\"$0\") u_id: Int }\n",
        ],
        expect![[r#"
            @index($0)
            type T { a: Int }

            => @index(<columns: Str? = null>, expression: Str? = null, unique: Bool = false, name: Str? = null, where_: Str? = null, using: Str? = null)

            @table type T { @index($0) a: Int }

            => @index()

            @unique(a, $0)
            type T { a: Int, b: Int }

            => @unique(name: Str? = null, <...columns: Any>)

            @table type T { @belongs_to("U", on_delete="$0") u_id: Int }

            => @belongs_to(target: Str, fk: Str? = null, <on_delete: Str? = null>, on_update: Str? = null)
            what happens to this row: `"cascade"`, `"set_null"`, `"restrict"` or `"no_action"`

        "#]],
    );
}

#[test]
fn calls() {
    let functions = "fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first\n";
    let call = |text: &str| format!("{functions}fn f() {{\n    {text}\n}}\n");
    check(
        &[
            &call("add($0)"),
            &call("add(1, $0)"),
            &call("add(1, 2, 3, $0)"),
            &call("add(second: $0)"),
            &call("let x = add(1, $0"),
            &call("print(add(1, [2, $03].len()))"),
            &call("add(fn(x) { $0 })"),
            &call("let y = \"{add(1, $0)}\""),
            &call("add(1, 2)$0"),
            "fn f($0a: Int) {}\n",
            "// f($0)\n",
        ],
        expect![[r#"
            fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first
            fn f() {
                add($0)
            }

            => fn add(<first: Int>, second: Int = 2, ...rest: Int) -> Int

            fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first
            fn f() {
                add(1, $0)
            }

            => fn add(first: Int, <second: Int = 2>, ...rest: Int) -> Int

            fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first
            fn f() {
                add(1, 2, 3, $0)
            }

            => fn add(first: Int, second: Int = 2, <...rest: Int>) -> Int

            fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first
            fn f() {
                add(second: $0)
            }

            => fn add(first: Int, <second: Int = 2>, ...rest: Int) -> Int

            fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first
            fn f() {
                let x = add(1, $0
            }

            => fn add(first: Int, <second: Int = 2>, ...rest: Int) -> Int

            fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first
            fn f() {
                print(add(1, [2, $03].len()))
            }

            => fn add(first: Int, <second: Int = 2>, ...rest: Int) -> Int

            fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first
            fn f() {
                add(fn(x) { $0 })
            }

            => nothing

            fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first
            fn f() {
                let y = "{add(1, $0)}"
            }

            => fn add(first: Int, <second: Int = 2>, ...rest: Int) -> Int

            fn add(first: Int, second: Int = 2, ...rest: Int) -> Int => first
            fn f() {
                add(1, 2)$0
            }

            => nothing

            fn f($0a: Int) {}

            => nothing

            // f($0)

            => nothing

        "#]],
    );
}

#[test]
fn methods_know_their_receiver() {
    check(
        &[
            "@ws(\"/a\")\nasync fn a(conn: WsConn<Int, Str>) {\n    conn.send($0)\n}\n",
            "@ws(\"/a\")\nasync fn a(conn: WsConn<Int, Str>) {\n    conn.send($0\n}\n",
            "fn f(xs: List<Int>) {\n    xs.map($0)\n}\n",
            "type T {\n    n: Int\n    static fn of(n: Int) -> T => T { n: n }\n}\nlet t = T.of($0)\n",
            "let at = ws.broadcast(\"/a\", $0)\n",
        ],
        expect![[r#"
            @ws("/a")
            async fn a(conn: WsConn<Int, Str>) {
                conn.send($0)
            }

            => fn send(<msg: Str>) -> Result<Null>

            @ws("/a")
            async fn a(conn: WsConn<Int, Str>) {
                conn.send($0
            }

            => fn send(<msg: Str>) -> Result<Null>

            fn f(xs: List<Int>) {
                xs.map($0)
            }

            => fn map(<f: fn(Int) -> U>) -> List<U>

            type T {
                n: Int
                static fn of(n: Int) -> T => T { n: n }
            }
            let t = T.of($0)

            => fn of(<n: Int>) -> T

            let at = ws.broadcast("/a", $0)

            => fn broadcast(path: Str, <event: Any>) -> Null

        "#]],
    );
}

#[test]
fn fields_of_struct_literals() {
    let user =
        "// Who it is.\ntype User {\n    id: Int // never again\n    name: Str = \"\"\n    tags: Map<Str, Int>\n}\n";
    let answers = |literals: &[&str]| {
        let shown = literals.iter().map(|literal| format!("{literal}\n=> {}\n\n", help(&format!("{user}{literal}"))));
        shown.collect::<String>()
    };
    expect![[r#"
        let u = User { $0 }
        => User { <id: Int>, name: Str = "", tags: Map<Str, Int> }
        never again

        let u = User {$0
        => User { <id: Int>, name: Str = "", tags: Map<Str, Int> }
        never again

        let u = User { id: 1, $0
        => User { id: Int, <name: Str = "">, tags: Map<Str, Int> }

        let u = User { name: "a", id: $0 }
        => User { <id: Int>, name: Str = "", tags: Map<Str, Int> }
        never again

        let u = User { name: "a", $0 id: 1 }
        => User { <id: Int>, name: Str = "", tags: Map<Str, Int> }
        never again

        let u = User { id: 1, tags: { a: $0 } }
        => User { id: Int, name: Str = "", <tags: Map<Str, Int>> }

        let u = User { id: 1, name: "{us$0}" }
        => User { id: Int, <name: Str = "">, tags: Map<Str, Int> }

        let u = User { id: len("$0") }
        => fn len(<x: Any>) -> Int

        fn f() => User {
            id: 1,
            $0
        }
        => User { id: Int, <name: Str = "">, tags: Map<Str, Int> }

        fn f() -> User { $0 }
        => nothing

        fn f(n: Int) { match n { 1 => User { id: $0
        => User { <id: Int>, name: Str = "", tags: Map<Str, Int> }
        never again

        type Other { $0 }
        => nothing

        let u = Unknown { $0 }
        => nothing

    "#]]
    .assert_eq(&answers(&[
        "let u = User { $0 }",
        "let u = User {$0",
        "let u = User { id: 1, $0",
        "let u = User { name: \"a\", id: $0 }",
        "let u = User { name: \"a\", $0 id: 1 }",
        "let u = User { id: 1, tags: { a: $0 } }",
        "let u = User { id: 1, name: \"{us$0}\" }",
        "let u = User { id: len(\"$0\") }",
        "fn f() => User {\n    id: 1,\n    $0\n}",
        "fn f() -> User { $0 }",
        "fn f(n: Int) { match n { 1 => User { id: $0",
        "type Other { $0 }",
        "let u = Unknown { $0 }",
    ]));
}

#[test]
fn values_that_are_functions() {
    check(
        &[
            "fn f() {\n    let h = fn(q: Int, s: Str) => q\n    h(1, $0)\n}\n",
            "fn apply(g: Fn(Int) -> Str) => g($0)\n",
            "fn apply(g: Fn(Int) -> Str) {\n    g($0\n}\n",
            "let twice = fn(n: Int) => n * 2\nlet four = twice($0)\n",
            "type Job { run: Fn(Str) -> Bool }\nfn f(job: Job) {\n    job.run($0)\n}\n",
            "fn f(maybe: Int) {\n    maybe($0)\n}\n",
        ],
        expect![[r#"
            fn f() {
                let h = fn(q: Int, s: Str) => q
                h(1, $0)
            }

            => fn h(Int, <Str>) -> Int

            fn apply(g: Fn(Int) -> Str) => g($0)

            => fn g(<Int>) -> Str

            fn apply(g: Fn(Int) -> Str) {
                g($0
            }

            => fn g(<Int>) -> Str

            let twice = fn(n: Int) => n * 2
            let four = twice($0)

            => fn twice(<Int>) -> Int

            type Job { run: Fn(Str) -> Bool }
            fn f(job: Job) {
                job.run($0)
            }

            => fn run(<Str>) -> Bool

            fn f(maybe: Int) {
                maybe($0)
            }

            => nothing

        "#]],
    );
}

#[test]
fn constructors_of_results() {
    check(
        &["fn f() -> Result<Int> {\n    return Ok($0)\n}\n", "fn f() -> Result<Int> {\n    return Err($0)\n}\n"],
        expect![[r#"
            fn f() -> Result<Int> {
                return Ok($0)
            }

            => fn Ok(<value: T>) -> Result<T>

            fn f() -> Result<Int> {
                return Err($0)
            }

            => fn Err(<value: E>) -> Result<Any, E>

        "#]],
    );
}
