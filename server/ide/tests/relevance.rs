//! What comes first in completion, for each thing that can tell. The program marks the cursor with `$0`.

#![allow(clippy::indexing_slicing, clippy::panic, reason = "a test that panics fails, as it should")]

use fitz_analysis::fixture::Fixture;
use fitz_ide::{CompletionItem, completions};

fn complete(program: &str) -> Vec<CompletionItem> {
    let fixture = Fixture::new(program);
    let mut items = completions(fixture.host.db(), fixture.file, fixture.offset);
    items.sort_by(|a, b| (&a.sort, &a.label).cmp(&(&b.sort, &b.label)));
    items
}

fn place(items: &[CompletionItem], label: &str) -> usize {
    let labels = || items.iter().map(|item| item.label.as_str()).collect::<Vec<_>>();
    items.iter().position(|item| item.label == label).unwrap_or_else(|| panic!("no {label} in {:?}", labels()))
}

/// Whether the labels come in this order, others between them.
fn check(program: &str, order: &[&str]) {
    let items = complete(program);
    let places: Vec<usize> = order.iter().map(|label| place(&items, label)).collect();
    assert!(places.is_sorted(), "{order:?} stand at {places:?} in {program}");
}

const DECLARED: &str = "type User { name: Str, age: Int }\nfn count() -> Int => 1\nfn text() -> Str => \"\"\nfn fine() -> Bool => true\nfn fail() -> Result<Int> => Ok(1)\nfn unknown() => 1\nfn take(size: Int, label: Str = \"\") => 1\nfn each(f: Fn(Int) -> Bool) => 1\nfn even(n: Int) -> Bool => n % 2 == 0\n";

#[test]
fn the_expected_type_decides() {
    for (code, order) in [
        // A parameter, by position and by name.
        ("fn f() { take($0) }", ["count", "unknown", "text"]),
        ("fn f() { take(1, $0) }", ["text", "unknown", "count"]),
        ("fn f() { take(1, label: $0) }", ["text", "unknown", "count"]),
        // What is given back.
        ("fn f() -> Str { return $0 }", ["text", "unknown", "count"]),
        ("fn f() -> Str => $0", ["text", "unknown", "count"]),
        ("fn f() -> Result<Int> { return Ok($0) }", ["count", "unknown", "text"]),
        // An annotation, an assignment, a field.
        ("let x: Str = $0", ["text", "unknown", "count"]),
        ("fn f() {\n    let x: Str = $0\n}", ["text", "unknown", "count"]),
        ("fn f(u: User) { u.age = $0 }", ["count", "unknown", "text"]),
        ("let u = User { name: $0 }", ["text", "unknown", "count"]),
        ("type T { a: Str = $0 }", ["text", "unknown", "count"]),
        ("fn f(a: Int = $0) {}", ["count", "unknown", "text"]),
        // Conditions and comparisons.
        ("fn f() { if $0 {} }", ["fine", "unknown", "text"]),
        ("fn f() { while $0 {} }", ["fine", "unknown", "text"]),
        ("fn f() { if not $0 {} }", ["fine", "unknown", "text"]),
        ("fn f() { if fine() and $0 {} }", ["fine", "unknown", "text"]),
        ("fn f(n: Str) { if n == $0 {} }", ["text", "unknown", "count"]),
        ("fn f(n: Int) { if n < $0 {} }", ["count", "unknown", "text"]),
        // Subjects, branches, elements, indexes.
        ("fn f() { match $0 {\n    Ok(v) => {}\n    Err(_) => {}\n} }", ["fail", "unknown", "count"]),
        ("fn f() { match $0 {\n    \"a\" => {}\n    _ => {}\n} }", ["text", "unknown", "count"]),
        ("fn f() -> Int => if fine() { 1 } else { $0 }", ["count", "unknown", "text"]),
        ("let xs: List<Int> = [1, $0]", ["count", "unknown", "text"]),
        ("let xs: Map<Str, Int> = { \"a\": $0 }", ["count", "unknown", "text"]),
        ("fn f(xs: Map<Str, Int>) { xs[$0] }", ["text", "unknown", "count"]),
        ("fn f(xs: List<Int>) { xs[$0] }", ["count", "unknown", "text"]),
        // What `?` takes apart.
        ("fn f() -> Result<Int> {\n    let x = $0?\n    return Ok(x)\n}", ["fail", "unknown", "count"]),
    ] {
        check(&format!("{DECLARED}{code}\n"), &order);
    }
}

#[test]
fn messages_fit_where_they_are_sent() {
    let types = "type In { a: Int }\ntype Out { b: Int }\nfn make() -> Out => Out { b: 1 }\nfn other() -> In => In { a: 1 }\n@ws(\"/feed\")\nasync fn feed(conn: WsConn<In, Out>) -> Null {\n    let _ = conn.send(make())\n    return null\n}\n";
    check(&format!("{types}fn f() {{ ws_broadcast(\"/feed\", $0) }}\n"), &["Out { … }", "make", "other"]);
    check(&format!("{types}fn f() {{ ws.broadcast(\"/feed\", $0) }}\n"), &["Out { … }", "make", "other"]);
    check(&format!("{types}fn f(c: WsConn<In, Out>) {{ let _ = c.send($0) }}\n"), &["Out { … }", "make", "other"]);
}

#[test]
fn members_fit_too() {
    check(&format!("{DECLARED}fn f(u: User) {{ take(u.$0) }}\n"), &["age", "name"]);
    check("fn f(s: Str) -> Int { return s.$0 }\n", &["len", "trim"]);
    check("fn f(s: Str) -> Str { return s.$0 }\n", &["trim", "len"]);
}

#[test]
fn nothing_is_preferred_where_nothing_is_known() {
    // `Any` fits everything and says nothing, so the nearer one comes first.
    check("fn far() -> Str => \"\"\nfn f(near: Any) { let x = $0 }\n", &["near", "far"]);
    check("fn g(a) => 1\nfn far() -> Str => \"\"\nfn f(near: Int) { g($0) }\n", &["near", "far"]);
}

#[test]
fn the_nearer_comes_first() {
    check(
        "//- /main.fitz\nfrom util import brought\nfn own() {}\nfn f(local: Int) {\n    let x = $0\n}\n//- /util.fitz\nfn brought() {}\nfn foreign() {}\n",
        &["local", "own", "brought", "to_json", "foreign"],
    );
}

#[test]
fn the_name_of_the_parameter_counts() {
    let program = |call: &str| {
        format!("fn open(path: Str, mode: Str) {{}}\nfn f(mode: Str, path: Str, zero: Str) {{ {call} }}\n")
    };
    check(&program("open($0)"), &["path", "mode"]);
    check(&program("open(path, $0)"), &["mode", "zero"]);
    check(
        "type P { width: Int, height: Int }\nfn f(height: Int, width: Int) { P { width: $0 } }\n",
        &["width", "height"],
    );
    check("type Event { a: Int }\ntype Account { a: Int }\nfn f(event: $0) {}\n", &["Event", "Account"]);
}

#[test]
fn what_has_to_be_given_comes_first() {
    check("type T { a: Int = 1, b: Int, c: Int? }\nlet t = T { x: 1, $0 }\n", &["b", "a", "c"]);
}

#[test]
fn what_is_deprecated_comes_late() {
    check("/// Deprecated: use `b`.\nfn a() -> Int => 1\nfn b() -> Int => 1\nlet x: Int = $0\n", &["b", "a"]);
}

#[test]
fn a_variable_is_not_added_to_itself() {
    check("fn f(n: Int, other: Int) { n += $0 }\n", &["other", "n"]);
}

#[test]
fn a_function_is_passed_and_not_called() {
    let items = complete(&format!("{DECLARED}fn f() {{ each($0) }}\n"));
    let even = &items[place(&items, "even")];
    assert_eq!((&even.insert, even.is_snippet), (&None, false));
    assert!(place(&items, "even") < place(&items, "fine"));
    let items = complete(&format!("{DECLARED}fn f() {{ take($0) }}\n"));
    assert_eq!(items[place(&items, "even")].insert.as_deref(), Some("even(${1:n})$0"));
}

#[test]
fn fields_are_names_in_methods_of_their_type() {
    let program = |head: &str| format!("type T {{\n    size: Int\n    {head} {{\n        return $0\n    }}\n}}\n");
    check(&program("fn double() -> Int"), &["size", "len"]);
    assert!(complete(&program("static fn make() -> Int")).iter().all(|item| item.label != "size"));
}

#[test]
fn records_of_the_library_are_types_and_values() {
    check("fn f(r: $0) {}\n", &["Request"]);
    check("fn f() -> Response => $0\n", &["Response", "print"]);
}

#[test]
fn texts_of_filters_are_what_is_typed() {
    // Clients compare the filter text with what stands in the range that an item replaces.
    for program in ["@$0\nfn f() {}\n", "@g$0\nfn f() {}\n"] {
        let items = complete(program);
        assert!(items.iter().all(|item| item.filter.is_none() && !item.label.starts_with('@')), "{program}");
    }
    let feed = "@ws(\"/feed\")\nasync fn feed(conn: WsConn<Int>) { conn.close() }\n";
    let items = complete(&format!("{feed}fn f() {{ ws_broadcast(\"/fe$0\", 1) }}\n"));
    let path = &items[place(&items, "/feed")];
    // The range starts where the path does, so the slash is compared with the slash.
    assert_eq!(usize::from(path.replace.start()), feed.len() + "fn f() { ws_broadcast(\"".len());
}
