//! Declarations that are written for the user.

use expect_test::expect;

use crate::{check, check_all, check_none, offered};

#[test]
fn types_for_json() {
    check(
        "Declare types for this JSON",
        r#"type Author { name: Str }

{
    "id": 7, "ratio": 1.5, "big": 1e3, "note": null, "open": true,
    "author": {"name": "Ada", "e-mail": null},
    $0"line_items": [
        {"sku": "a/b", "count": 1, "tags": []},
        {"sku": "{b}", "count": 2.5, "tags": ["x"], "size": {"w": 1}}
    ],
    "mixed": [1, "a"],
    "by_name": {"a-b": {"n": 1}, "c d": {"n": 2}}
}

fn f() => 1
"#,
        expect![[r#"
            type Author { name: Str }

            type Payload {
                id: Int
                ratio: Float
                big: Float
                note: Any?
                open: Bool
                author: Map<Str, Str?>
                line_items: List<LineItem>
                mixed: List<Any>
                by_name: Map<Str, ByName>
            }

            type LineItem {
                sku: Str
                count: Float
                tags: List<Str>
                size: Size?
            }

            type Size {
                w: Int
            }

            type ByName {
                n: Int
            }

            fn f() => 1
        "#]],
    );
    check_all(
        "Declare a type for this JSON",
        &[
            ("[{\"a\": 1}, {\"b\":$0 \"\\/\"}]\n", "type Payload {\n    a: Int?\n    b: Str?\n}\n"),
            ("type Payload { a: Int }\n{\"a\"$0: 1}\n", "type Payload { a: Int }\ntype Payload2 {\n    a: Int\n}\n"),
        ],
    );
    check_none(
        "Declare",
        &["[1, $02]\n", "{$0}\n", "let x = {\"a\"$0: 1}\n", "{\"a\"$0: }\n", "{\"a\": 1}\n\nfn f()$0 => 1\n"],
    );
}

#[test]
fn functions_that_are_called() {
    let program = |text: &str| format!("type User {{ id: Int }}\n{text}");
    check(
        "Declare the function `load`",
        &program(
            "async fn f(user: User) -> Result<Str> {\n    let name: Str = lo$0ad(user.id, 2, user).await?\n    return Ok(name)\n}\n",
        ),
        expect![[r#"
            type User { id: Int }
            async fn f(user: User) -> Result<Str> {
                let name: Str = load(user.id, 2, user).await?
                return Ok(name)
            }

            async fn load(id: Int, value2: Int, user: User) -> Result<Str> {
                log.warn("load is not written yet", id: id, value2: value2, user: user)
                return Err("not written yet")
            }
        "#]],
    );
    check_all(
        "Declare the function `ready`",
        &[
            (
                "fn f() {\n    if not $0ready() { print(1) }\n} // End.\n",
                "fn f() {\n    if not ready() { print(1) }\n} // End.\n\nfn ready() -> Bool {\n    log.warn(\"ready is not written yet\")\n    return true\n}\n",
            ),
            (
                "fn f() {\n    $0ready()\n}\n",
                "fn f() {\n    ready()\n}\n\nfn ready() {\n    log.warn(\"ready is not written yet\")\n}\n",
            ),
        ],
    );
    check_none(
        "Declare the function",
        &["fn f() => le$0n([])\n", "fn f(g) => g$0(1)\n", "fn f() => $0f()\n", "fn f() => ready($0 1)\n"],
    );
}

#[test]
fn types_that_are_used() {
    let title = "Declare the type `Event`";
    let uses =
        "// Tells.\nfn f(n: Int) {\n    print(Ev$0ent { kind: \"a\", n: n })\n}\nlet X = Event { n: 1.5, xs: [1] }\n";
    let declared = "type Event {\n    kind: Str = \"\"\n    n: Float\n    xs: List<Int> = []\n}\n\n";
    check_all(
        title,
        &[
            (uses, &format!("{declared}{}", uses.replace("$0", ""))),
            ("fn f(e: List<Ev$0ent>) => e\n", "type Event {}\n\nfn f(e: List<Event>) => e\n"),
        ],
    );
    check_none(
        title,
        &[
            "type Event { a: Int }\nfn f() => Ev$0ent { a: 1 }\n",
            "fn f() => Event { $0a: 1 }\n",
            "from python import Event\nfn f(e: Ev$0ent) => e\n",
        ],
    );
}

#[test]
fn fields_that_are_used() {
    check_all(
        "Declare the field `size` of `Event`",
        &[
            (
                "type Event {\n    kind: Str // Which one.\n}\nlet X = Event { kind: \"a\", si$0ze: 2 }\n",
                "type Event {\n    kind: Str // Which one.\n    size: Int = 0\n}\nlet X = Event { kind: \"a\", size: 2 }\n",
            ),
            (
                "type Event {}\nfn f(e: Event) -> Int {\n    return e.si$0ze\n}\n",
                "type Event { size: Int = 0 }\nfn f(e: Event) -> Int {\n    return e.size\n}\n",
            ),
            (
                "type Event { a: Int }\nfn f(e: Event) {\n    print(e.si$0ze)\n}\n",
                "type Event { a: Int, size: Any? }\nfn f(e: Event) {\n    print(e.size)\n}\n",
            ),
        ],
    );
    check_none(
        "Declare the field",
        &[
            "type Event { a: Int }\nfn f(e: Event) => e.$0a\n",
            "type Event { a: Int }\nfn f(e: Event) => e.go$0()\n",
            "type Event { a: Int, fn go() -> Int => a }\nfn f(e: Event) => e.go$0()\n",
            "fn f(r: Request) => r.si$0ze\n",
            "@table(\"events\")\ntype Event { @primary id: Int }\nfn f(e: Event) => e.si$0ze\n",
        ],
    );
}

#[test]
fn tests_of_functions() {
    let program = |text: &str| format!("type User {{ id: Int, name: Str, tags: List<Str> }}\n{text}\n");
    check(
        "Write a test for `made_of`",
        &program("fn made_$0of(id: Int, name: Str) -> User => User { id: id, name: name, tags: [] }"),
        expect![[r#"
            type User { id: Int, name: Str, tags: List<Str> }
            fn made_of(id: Int, name: Str) -> User => User { id: id, name: name, tags: [] }

            @test
            fn made_of_works() {
                let made = made_of(1, "example")
                assert_eq(made.id, 1)
                assert_eq(made.name, "example")
            }
        "#]],
    );
    check(
        "Write a test for `find`",
        &program("async fn fi$0nd(user: User, n: Int = 1) -> Result<Int> => Ok(user.id + n)"),
        expect![[r#"
            type User { id: Int, name: Str, tags: List<Str> }
            async fn find(user: User, n: Int = 1) -> Result<Int> => Ok(user.id + n)

            @test
            async fn find_works() {
                match find(User { id: 1, name: "example", tags: [] }).await {
                    Ok(made) => {
                        assert_eq(made, 1)
                    }
                    Err(reason) => { assert(false, "{reason}") }
                }
            }
        "#]],
    );
    check_all(
        "Write a test for `f`",
        &[
            (
                "fn f$0(n: Int) -> Int => n\n",
                "fn f(n: Int) -> Int => n\n\n@test\nfn f_works() {\n    assert_eq(f(1), 1)\n}\n",
            ),
            ("fn f$0() { print(1) }\n", "fn f() { print(1) }\n\n@test\nfn f_works() {\n    let _ = f()\n}\n"),
        ],
    );
    check_none(
        "Write a test",
        &[
            "@get(\"/a\")\nfn f$0() => 1\n",
            "fn f$0(n) => n\n",
            "fn f(n: Int) => $0n\n",
            "fn f$0() => 1\nfn f_works() => 1\n",
        ],
    );
}

/// A text that tells messages apart is one that the program knows.
#[test]
fn tests_with_messages() {
    check(
        "Write a test for `f`",
        "type Event { kind: Str, n: Int }\nlet X = Event { kind: \"left\", n: 1 }\nfn f$0(event: Event) -> Int => event.n\n",
        expect![[r#"
            type Event { kind: Str, n: Int }
            let X = Event { kind: "left", n: 1 }
            fn f(event: Event) -> Int => event.n

            @test
            fn f_works() {
                assert_eq(f(Event { kind: "left", n: 1 }), 1)
            }
        "#]],
    );
}

#[test]
fn comments_that_describe() {
    let title = "Begin a comment for it";
    check_all(
        title,
        &[
            (
                "@get(\"/a/{id}\")\nfn sh$0ow(id: Int) -> Str => \"{id}\"\n",
                "// `show` …\n//\n// - `id`: Int\n// - gives Str\n@get(\"/a/{id}\")\nfn show(id: Int) -> Str => \"{id}\"\n",
            ),
            ("type U$0ser { id: Int }\n", "// `User` …\ntype User { id: Int }\n"),
            (
                "type User {\n    id: Int\n    fn i$0d_text() -> Str => \"{id}\"\n}\n",
                "type User {\n    id: Int\n    // `id_text` …\n    //\n    // - gives Str\n    fn id_text() -> Str => \"{id}\"\n}\n",
            ),
        ],
    );
    check_none(title, &["// Shows it.\nfn sh$0ow() => 1\n", "fn show() => $01\n"]);
}

#[test]
fn values_of_a_field() {
    let title = "Note the values that it has";
    let program = |note: &str| {
        format!(
            "type Event {{\n{note}    ki$0nd: Str\n}}\n@ws(\"/a\")\nasync fn a(conn: WsConn<Str, Event>) {{\n    let _ = conn.send(Event {{ kind: \"left\" }})\n    let _ = conn.send(Event {{ kind: \"joined\" }})\n    conn.close()\n}}\n"
        )
    };
    let after = program("    // \"joined\" | \"left\"\n").replace("$0", "");
    check_all(title, &[(&program(""), &after)]);
    check_none(title, &[&program("    // Which one.\n"), "type Event {\n    ki$0nd: Str\n}\n"]);
}

#[test]
fn routes_of_a_type() {
    let title = "Write routes for `LineItem`";
    check(
        title,
        "type Line$0Item { id: Int, text: Str }\n",
        expect![[r#"
            type LineItem { id: Int, text: Str }

            let LINE_ITEMS: Map<Int, LineItem> = {}

            @get("/line_items")
            fn list_line_items() -> List<LineItem> => LINE_ITEMS.values()

            @get("/line_items/{id}")
            fn show_line_item(id: Int) -> LineItem {
                match LINE_ITEMS.get(id) {
                    Ok(line_item) => { return line_item }
                    Err(_) => { return 404 {"error": "no such line item"} }
                }
            }

            @post("/line_items")
            fn keep_line_item(line_item: LineItem) -> LineItem {
                LINE_ITEMS[line_item.id] = line_item
                return line_item
            }

            @delete("/line_items/{id}")
            fn remove_line_item(id: Int) {
                if not LINE_ITEMS.has(id) { return 404 {"error": "no such line item"} }
                let _ = LINE_ITEMS.remove(id)
                return 204 {}
            }
        "#]],
    );
    check_none(
        title,
        &[
            "type Line$0Item { text: Str }\n",
            "type Line$0Item { id: Int }\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Result<LineItem> => Err(\"no {headers.len()}\")\n",
            "@table(\"items\")\ntype Line$0Item { @primary id: Int }\n",
            "type Line$0Item { id: Int }\n@get(\"/line_items\")\nfn all() => 1\n",
        ],
    );
}

#[test]
fn methods_that_are_called() {
    let title = "Declare the method `area` of `Shape`";
    check(
        title,
        "type Shape { width: Int }\nfn f(shape: Shape, unit: Str) -> Int {\n    return shape.ar$0ea(2, unit)\n}\n",
        expect![[r#"
            type Shape {
                width: Int

                fn area(value1: Int, unit: Str) -> Int {
                    log.warn("area is not written yet", value1: value1, unit: unit)
                    return 1
                }
            }
            fn f(shape: Shape, unit: Str) -> Int {
                return shape.area(2, unit)
            }
        "#]],
    );
    check(
        title,
        "type Shape {\n    width: Int\n\n    fn name() -> Str => \"\"\n}\nfn f(shape: Shape) {\n    shape.$0area()\n}\n",
        expect![[r#"
            type Shape {
                width: Int

                fn name() -> Str => ""

                fn area() {
                    log.warn("area is not written yet")
                }
            }
            fn f(shape: Shape) {
                shape.area()
            }
        "#]],
    );
    check_none(
        "Declare the method",
        &[
            "type T { a: Int }\nfn f(t: T) => t.$0a\n",
            "type T {\n    fn a() => 1\n}\nfn f(t: T) => t.$0a()\n",
            "fn f(t: Str) => t.$0foo()\n",
            "fn f(t) => t.$0foo()\n",
        ],
    );
}

#[test]
fn methods_of_a_type_in_another_file() {
    let program = "//- /main.fitz\nfrom shapes import Shape\ntype Own { a: Int }\nfn f(shape: Shape, own: Own) {\n    shape.$0area(own, 1)\n}\n//- /shapes.fitz\ntype Shape {\n    width: Int\n}\n";
    let (fixture, found) = offered(program);
    let [assist] = found.iter().filter(|it| it.title.starts_with("Declare the method")).collect::<Vec<_>>()[..] else {
        panic!("{found:#?}")
    };
    let [(file, edits)] = assist.edits.as_slice() else { panic!("{assist:#?}") };
    let [(range, text)] = edits.as_slice() else { panic!("{edits:#?}") };
    assert_eq!(*file, fixture.file_at("/shapes.fitz"));
    let mut changed = file.content(fixture.host.db()).text.to_string();
    changed.replace_range(usize::from(range.start())..usize::from(range.end()), text);
    expect![[r#"
        type Shape {
            width: Int

            fn area(own, value2: Int) {
                log.warn("area is not written yet", own: own, value2: value2)
            }
        }
    "#]]
    .assert_eq(&changed);
}
