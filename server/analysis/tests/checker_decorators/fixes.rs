//! Quick fixes of rules about decorators: what the text is after each, and that its finding is gone then.

use fitz_analysis::diagnostics;
use fitz_analysis::fixture::Fixture;

use crate::{PROVIDER, fixed};

/// Checks that the fix of a code turns one piece of the program into another, and takes the finding away.
fn check_fix(code: &str, program: &str, from: &str, to: &str) {
    assert_eq!(program.matches(from).count(), 1, "the piece is not unique: {from}");
    let expected = program.replacen(from, to, 1);
    assert_eq!(fixed(program, code), expected, "{code}");
    let fixture = Fixture::new(&expected);
    let found = diagnostics(fixture.host.db(), fixture.file);
    assert!(!found.iter().any(|it| it.code == code || it.code.starts_with("syntax/")), "{code}: {found:#?}");
}

#[test]
fn arguments() {
    for (code, program, from, to) in [
        ("cron-args", "@cron\nfn f() {}\n", "@cron", "@cron(\"0 3 * * *\")"),
        ("cron-args", "@cron(tz=\"UTC\")\nfn f() {}\n", "(tz", "(\"0 3 * * *\", tz"),
        ("every-args", "@every\nfn f() {}\n", "@every", "@every(5)"),
        ("on-args", "@on(\"a\")\nfn f(a: Int, b: Int) => a\n", "(\"a\")", "(\"a\", \"event\")"),
        ("dec/args", "@header(into=\"a\")\n@get(\"/a\")\nfn f(a: Str) {}\n", "(into", "(name=\"name\", into"),
        ("dec/args", "@header(\"X-A\")\n@get(\"/a\")\nfn f(x_a: Str) {}\n", "(\"X", "(name=\"X"),
        ("dec/args", "@get(\"/a\", \"/b\", 3)\nfn f() {}\n", ", \"/b\", 3", ""),
        ("dec/args", "@get(a)\nfn f() {}\n", "(a)", "(\"a\")"),
        ("dec/args", "@server(3000, dcs=true)\nfn f() => 0\n", "dcs", "docs"),
        ("dec/args", "@server(3000, threads=4)\nfn f() => 0\n", ", threads=4", ""),
        ("dec/args", "@server(3000, port=4000)\nfn f() => 0\n", ", port=4000", ""),
        ("dec/args", "@server(\"3000\")\nfn f() => 0\n", "\"3000\"", "3000"),
        ("dec/args", "@server(docs=\"false\")\nfn f() => 0\n", "\"false\"", "false"),
        ("health-args", "@healthz(1, 2)\nfn f() => true\n", "(1, 2)", ""),
        ("job-retry-value", "@background(retry={ backoff: \"liner\" })\nfn f() {}\n", "liner", "linear"),
        (
            "cors-options",
            "@middleware(cors({ \"allow_methods\": \"GET\" }))\n@get(\"/a\")\nfn f() {}\n",
            "\"GET\"",
            "[\"GET\"]",
        ),
    ] {
        check_fix(code, program, from, to);
    }
}

#[test]
fn jobs() {
    for (code, program, from, to) in [
        ("job-kwarg-type", "@background(store=null)\nfn f() {}\n", "(store=null)", ""),
        ("job-catch-up", "@cron(\"0 3 * * *\", catch_up=true)\nfn f() {}\n", ", catch_up=true", ""),
        (
            "job-retry-delays",
            "@background(retry={ initial_secs: 60, max_secs: 9 })\nfn f() {}\n",
            "max_secs: 9",
            "max_secs: 60",
        ),
        ("job-retry-useless", "@background(retry={ max: 3 })\nfn f() -> Null {}\n", "(retry={ max: 3 })", ""),
    ] {
        check_fix(code, program, from, to);
    }
    check_fix(
        "background-called",
        "@background\nfn f(a: Int) => a\n\nfn g() {\n    f(3)\n}\n",
        "    f(3)",
        "    spawn(f(3))",
    );
}

#[test]
fn routes() {
    for (code, program, from, to) in [
        ("dec/unknown", "@cors\n@get(\"/a\")\nfn f() {}\n", "@cors", "@middleware(cors())"),
        (
            "dec/unknown",
            "@cors({ \"max_age\": 3 })\n@get(\"/a\")\nfn f() {}\n",
            "@cors({ \"max_age\": 3 })",
            "@middleware(cors({ \"max_age\": 3 }))",
        ),
        ("handler-required", "@header(name=\"X-A\")\nfn f(x_a: Str) {}\n", "@header(name=\"X-A\")\n", ""),
        ("route-path", "@get(\"/a/{id:>3}\")\nfn f(id: Int) {}\n", "{id:>3}", "{id}"),
        ("route-query-template", "@get(\"/a?n&{m}\")\nfn f(n: Int, m: Int) {}\n", "n&{m}", "n={n}&m={m}"),
        (
            "route-two-bodies",
            "type A { a: Int }\n\n@post(\"/a\")\nfn make_it(a: A, id: List<Int>) {\n    print(a)\n}\n",
            "@post(\"/a\")\nfn make_it(a: A, id: List<Int>) {\n",
            "type MakeItBody { a: A, id: List<Int> }\n\n@post(\"/a\")\nfn make_it(body: MakeItBody) {\n    let a = body.a\n    \
             let id = body.id\n",
        ),
        (
            "middleware-function",
            "fn gate(req: Request) => null\n\n@middleware(gaet)\n@get(\"/a\")\nfn f() {}\n",
            "gaet",
            "gate",
        ),
        (
            "server-docs-public",
            "@server(3000, \"0.0.0.0\", docs=true)\nfn main() => 0\n\n@get(\"/a\")\nfn f() {}\n",
            "docs=true",
            "docs=false",
        ),
    ] {
        check_fix(code, program, from, to);
    }
}

#[test]
fn access() {
    let program = format!("{PROVIDER}\n@authenticated\n@get(\"/a?n={{n}}\")\nfn f(n: Int = 3) => n\n");
    let commented =
        "type User { email: Str }\n\n// Who I am.\n@authenticated\n@get(\"/a\")\nfn me(user: User) => user.email\n";
    assert!(fixed(commented, "auth-no-provider").starts_with("@auth_provider\nfn find_user("));
    check_fix("auth-missing-user-param", &program, "f(n: Int = 3)", "f(user: User, n: Int = 3)");
    let of_two_files =
        format!("//- /main.fitz\nimport auth\n\n@authenticated\n@get(\"/a\")\nfn f() => 0\n//- /auth.fitz\n{PROVIDER}");
    assert_eq!(
        fixed(&of_two_files, "auth-missing-user-param"),
        "from auth import User\nimport auth\n\n@authenticated\n@get(\"/a\")\nfn f(user: User) => 0\n"
    );
}

#[test]
fn tables() {
    for (code, program, from, to) in [
        ("table-name", "@table(\"my orders\")\ntype T { @primary id: Int = 0 }\n", "my orders", "my_orders"),
        ("table-without-primary", "@table\ntype T { id: Int = 0, a: Str }\n", "id: Int", "@primary id: Int"),
        ("table-without-primary", "@table\ntype T { a: Str }\n", "{ a", "{ @primary id: Int = 0, a"),
        (
            "relation-target",
            "type U { @primary id: Int = 0 }\n\n@table\ntype T { @primary id: Int = 0, @belongs_to(\"U\") u_id: Int }\n",
            "type U",
            "@table\ntype U",
        ),
        (
            "relation-key",
            "@table\ntype U { @primary id: Int = 0 }\n\n@table\ntype T {\n    @primary id: Int = 0\n    @has_many(\"U\") us: \
             List<U> = []\n}\n",
            "type U { @primary id: Int = 0 }",
            "type U { @primary id: Int = 0, t_id: Int }",
        ),
        (
            "relation-key-type",
            "@table\ntype U { @primary id: Uuid }\n\n@table\ntype T {\n    @primary id: Int = 0\n    @belongs_to(\"U\") u_id: \
             Float\n}\n",
            "Float",
            "Uuid",
        ),
    ] {
        check_fix(code, program, from, to);
    }
}
