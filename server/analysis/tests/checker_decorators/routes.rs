//! Routes, alone and beside each other.

use crate::fixed;
use crate::support::check;

#[test]
fn the_paths_of_routes() {
    check(
        r#"
@get("notes")
//   ^^^^^^^ [route-path]
fn a() {}

@get("/a/{id}/{id}?limit={limit}&max={top}")
//            ^^^^ [route-parameter-duplicate]
//                                   ^^^^^ [route-query-key]
fn b(id: Int, limit: Int?, top: Int) => print("{id}{limit}{top}")

@post("/b/{idd}/{}")
//              ^^ [syntax/interpolation]
fn c(id: Int) => print(id)

@put("/c/{id + 1}")
//       ^^^^^^^^ [route-path]
fn next(id: Int) => print(id)

@delete("/d/{idd}/{other}")
//          ^^^^^ [route-parameter-missing]
//                ^^^^^^^ [route-parameter-missing]
fn d(id: Int) => print(id)

@get("/e/{id}?q={q}")
fn e(q: Str?, id: Int) => print("{q}{id}")
"#,
    );
    assert_eq!(fixed("@get(\"a\")\nfn a() {}\n", "route-path"), "@get(\"/a\")\nfn a() {}\n");
    assert_eq!(
        fixed("@get(\"/a/{id}\")\nfn a() {}\n", "route-parameter-missing"),
        "@get(\"/a/{id}\")\nfn a(id: Str) {}\n"
    );
}

/// What the quick fixes write.
#[test]
fn fixes_of_routes_and_handlers() {
    for (code, program, expected) in [
        (
            "route-conflict",
            "@get(\"/a/{id}\")\nfn a(id: Int) {}\n\n@put(\"/a/{key}/b\")\nfn b(key: Int) => print(\"{key + 1} key\")\n",
            "@get(\"/a/{id}\")\nfn a(id: Int) {}\n\n@put(\"/a/{id}/b\")\nfn b(id: Int) => print(\"{id + 1} key\")\n",
        ),
        ("route-query-key", "@get(\"/a?max={n}\")\nfn a(n: Int) {}\n", "@get(\"/a?n={n}\")\nfn a(n: Int) {}\n"),
        ("route-parameter-nullable", "@get(\"/{n}\")\nfn a(n: Int?) {}\n", "@get(\"/{n}\")\nfn a(n: Int) {}\n"),
        ("route-get-body", "@get(\"/a\")\nfn a(n: Int) {}\n", "@get(\"/a?n={n}\")\nfn a(n: Int) {}\n"),
        (
            "route-get-body",
            "type T { n: Int }\n@get(\"/a\")\nfn a(t: T) {}\n",
            "type T { n: Int }\n@post(\"/a\")\nfn a(t: T) {}\n",
        ),
        (
            "route-two-bodies",
            "type T { n: Int }\n@put(\"/a?b={b}\")\nfn a(b: Int, t: T, c: Str) {}\n",
            "type T { n: Int }\n@put(\"/a?b={b}&c={c}\")\nfn a(b: Int, t: T, c: Str) {}\n",
        ),
        (
            "header-parameter-missing",
            "@header(name=\"X-A\")\n@get(\"/a\")\nfn a() {}\n",
            "@header(name=\"X-A\")\n@get(\"/a\")\nfn a(x_a: Str?) {}\n",
        ),
        (
            "header-parameter-type",
            "@header(name=\"a\")\n@get(\"/a\")\nfn a(a: Int?) {}\n",
            "@header(name=\"a\")\n@get(\"/a\")\nfn a(a: Str?) {}\n",
        ),
        (
            "middleware-order",
            "@get(\"/a\")\n@middleware(cors())\nfn a() {}\n",
            "@middleware(cors())\n@get(\"/a\")\nfn a() {}\n",
        ),
        (
            "route-secret-field",
            "type T { @column(name=\"p\") password: Str = \"\" }\n@get(\"/a\")\nfn a() -> T => T {}\n",
            "type T { @hidden @column(name=\"p\") password: Str = \"\" }\n@get(\"/a\")\nfn a() -> T => T {}\n",
        ),
        ("dec/args", "@get\nfn a() {}\n", "@get(\"/path\")\nfn a() {}\n"),
        ("dec/args", "@get(path=\"/a\")\nfn a() {}\n", "@get(\"/a\")\nfn a() {}\n"),
        (
            "dec/args",
            "@header(name=a)\n@get(\"/a\")\nfn a(a: Str) {}\n",
            "@header(name=\"a\")\n@get(\"/a\")\nfn a(a: Str) {}\n",
        ),
        ("dec/unknown", "@frobnicate(1)\nfn a() {}\n", "fn a() {}\n"),
    ] {
        assert_eq!(fixed(program, code), expected, "{code}");
    }
}
